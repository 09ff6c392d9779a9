"""Verify 1,000 to 50,000 approvals, cold and warm, beside git's own check of the same commits.

Run it with the project's Python: ``python benchmarks/verification.py [--sizes 1000 10000 50000]
[--peer 1000]``. The repositories are made by ``approvals.py``, with signatures made in process.
Git takes about 20 ms of CPU for each signature, so it is run on one size only.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from approvals import allowed, make

_CHILD = """
import resource, sys
from policyreview.__main__ import main
try:
    main()
finally:
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(max(one.ru_maxrss for one in told) // 1024, file=sys.stderr)
"""


def cpu() -> float:
    """Seconds of CPU of all children that ended so far."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def verified(repository: Path, world: Path) -> tuple[float, int]:
    """Seconds of CPU and megabytes at the highest of one ``policyreview verify``."""
    env = {
        **os.environ,
        **{f"POLICYREVIEW_{n}_DIR": str(world / n) for n in ("CACHE", "STATE", "CONFIG")},
    }
    before = cpu()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, "-C", repository, "--ref", "main", "verify"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"verify says {done.returncode}: {done.stderr}{done.stdout[:2000]}")
    return cpu() - before, int(done.stderr.split()[-1])


def by_git(repository: Path) -> float:
    """Seconds of CPU of ``git log --format=%G?`` over the same commits."""
    key = f"gpg.ssh.allowedSignersFile={allowed(repository)}"
    before = cpu()
    subprocess.run(
        ["git", "-C", repository, "-c", key, "log", "--format=%G?", "main"],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return cpu() - before


def main() -> int:
    """Measure and print the table; 1 where a figure misses its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000, 50000])
    parser.add_argument("--peer", type=int, default=1000, help="the size on which git is run")
    given = parser.parse_args()
    good = True
    print("| approvals | cold, s CPU | per approval, ms | warm, s CPU | MB | git, s CPU | ratio |")
    print("|---|---|---|---|---|---|---|")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            repository = make(Path(folder) / "repository", size)
            cold, peak = verified(repository, Path(folder) / "world")
            warm, _ = verified(repository, Path(folder) / "world")
            theirs = by_git(repository) if size == given.peer else None
            told = f"{theirs:,.1f} | {theirs / cold:,.0f}" if theirs else "– | –"
            each = 1000 * cold / size
            print(f"| {size:,} | {cold:.2f} | {each:.2f} | {warm:.2f} | {peak} | {told} |")
            if size == 10_000:
                good = good and warm <= 0.3 and peak <= 200
                good = good and (theirs is None or theirs >= 50 * cold)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
