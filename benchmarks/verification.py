"""Verify 1,000 to 50,000 approvals, cold and warm, beside git's own check of the same commits.

Run it with the project's Python: ``python benchmarks/verification.py [--sizes 1000 10000 50000]
[--peer 10000] [--runs 3]``. The repositories are made by ``approvals.py``, with signatures made in
process. Git takes 10 to 20 ms of CPU for each signature, so it checks one size in full, just after
ours, and of the others the last 300 commits, taken as a sample.
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

NEW_COMMITS = 30  # that hold 20 approvals

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


def by_git(repository: Path, *more: str) -> float:
    """Seconds of CPU of ``git log --format=%G?`` over the same commits."""
    key = f"gpg.ssh.allowedSignersFile={allowed(repository)}"
    before = cpu()
    subprocess.run(
        ["git", "-C", repository, "-c", key, "log", "--format=%G?", *more, "main"],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return cpu() - before


def move(repository: Path, commit: str) -> str:
    """Put the branch on a commit; where it was."""
    git = ["git", "-C", repository]
    before = subprocess.run(
        [*git, "rev-parse", "main"], check=True, capture_output=True, text=True
    ).stdout.strip()
    subprocess.run([*git, "update-ref", "refs/heads/main", commit], check=True)
    return before


def measured(repository: Path, runs: int) -> tuple[float, float, float, int]:
    """Seconds of CPU cold, warm, and with 20 new approvals, the least of each; peak megabytes."""
    rows = []
    for number in range(runs):
        world = repository.parent / f"world{number}"
        tip = move(repository, f"main~{NEW_COMMITS}")
        verified(repository, world)
        move(repository, tip)
        new, _ = verified(repository, world)
        warm, _ = verified(repository, world)
        cold, peak = verified(repository, repository.parent / f"cold{number}")
        rows.append((cold, warm, new, peak))
    cold, warm, new = (min(row[at] for row in rows) for at in range(3))
    return cold, warm, new, max(row[3] for row in rows)


def main() -> int:
    """Measure and print the table; 1 where a figure misses its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000, 50000])
    parser.add_argument("--peer", type=int, default=10000, help="the size that git checks in full")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured")
    given = parser.parse_args()
    good = True
    print("| approvals | cold, s CPU | each, ms | 20 new, s | warm, s | MB | git, s CPU | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            repository = make(Path(folder) / "repository", size)
            cold, warm, new, peak = measured(repository, given.runs)
            whole = size == given.peer
            if whole:
                theirs = by_git(repository)
                again, _ = verified(repository, Path(folder) / "after")
                cold = (cold + again) / 2  # before and after the peer
            else:
                theirs = by_git(repository, "-n300") * size / 200  # two of three are signed
            each, ratio = 1000 * cold / size, theirs / cold
            told = f"{theirs:,.1f}{'' if whole else ' (sample)'} | {ratio:,.0f}"
            print(
                f"| {size:,} | {cold:.2f} | {each:.2f} | {new:.2f} | {warm:.2f} | {peak} | {told} |"
            )
            good = good and peak <= 200
            if size == 10_000:
                good = good and warm <= 0.3 and (not whole or ratio >= 50)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
