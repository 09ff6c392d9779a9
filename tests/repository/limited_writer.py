"""Run one ``commit_files`` where no file may grow beyond a few bytes; run by the tests."""

from __future__ import annotations

import random
import resource
import sys

from policyreview.errors import PolicyReviewError
from policyreview.repository import Person, Repository, commit_files


def main() -> None:
    path, limit = sys.argv[1], int(sys.argv[2])
    noise = random.Random(1).randbytes(20_000)
    with Repository.open(path) as repository:
        head = repository.head().commit
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            commit_files(
                repository,
                ref="HEAD",
                expected=head,
                changes={"policies/privacy.md": noise},
                message="Approve\n",
                author=Person("Ada Osei", "ada@example.org", 1_790_000_000, 60),
            )
        except PolicyReviewError as error:
            sys.stdout.write(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
