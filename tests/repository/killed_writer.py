"""Run one ``commit_files`` and die by SIGKILL at a given instant; run by the tests."""

from __future__ import annotations

import os
import signal
import sys

from policyreview.repository import Person, Repository, commit_files


def main() -> None:
    path, ref, expected, instant = sys.argv[1:]
    passed = 0

    def step(_name: str) -> None:
        nonlocal passed
        if passed == int(instant):
            os.kill(os.getpid(), signal.SIGKILL)
        passed += 1

    with Repository.open(path) as repository:
        oid = commit_files(
            repository,
            ref=ref,
            expected=expected,
            changes={
                "policies/privacy.md": b"# Privacy\n\nEffective December 1, 2026\n",
                ".policyreview/records/privacy/2026-12-01/ada-1.toml": b"format = 1\n",
            },
            message="Approve privacy\n",
            author=Person("Ada Osei", "ada@example.org", 1_790_000_000, 60),
            step=step,
        )
    sys.stdout.write(f"{oid} {passed}")


if __name__ == "__main__":
    main()
