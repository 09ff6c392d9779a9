"""The redline beside git's word diff and delta on real revisions, as people wrote them.

    python benchmarks/redline/revisions.py BUNDLE... [--each N] [--rounds N]

Takes bundles or repositories, and of each some revisions of its texts, the same in every run.
Prints the sums of CPU time; ends with 1 where the redline takes more than three times git's.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from speed import MOST_RATIO, REGEX, delta, git_words, redline, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIXES = (".md", ".txt", ".html")
_LEAST = 1_500  # bytes: shorter texts measure the start of git alone


def _git(repository: Path, *words: str) -> bytes:
    command = ["git", "-C", str(repository), *words]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def revisions(repository: Path, most: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield both texts of some revisions."""
    listed = _git(repository, "-c", "core.quotePath=false", "log", "--all", "--no-merges",
                  "--format=@%H", "--name-status", "-M", "-z").decode().split("\0")  # fmt: skip
    found: list[tuple[str, str, str]] = []
    commit, at = "", 0
    while at < len(listed):
        word = listed[at].strip("\n")
        if word.startswith("@"):
            commit = word[1:]
        elif word[:1] == "R":
            found.append((commit, listed[at + 1], listed[at + 2]))
            at += 2
        elif word:
            if word == "M":
                found.append((commit, listed[at + 1], listed[at + 1]))
            at += 1
        at += 1
    found = [each for each in found if each[2].endswith(_SUFFIXES)]
    random.Random(4).shuffle(found)
    done = 0
    for commit, before, path in found:
        old, new = (
            _git(repository, "show", f"{commit}^:{before}"),
            _git(repository, "show", f"{commit}:{path}"),
        )
        if old != new and min(len(old), len(new)) >= _LEAST:
            yield old, new
            done += 1
        if done == most:
            return


def _measured(old: bytes, new: bytes, rounds: int) -> tuple[float, float, float, float]:
    """CPU seconds of the redline, git with fair tokens, and delta, both ways (0 without it)."""
    texts = [side.decode("utf-8", errors="replace") for side in (old, new)]
    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder, "a.md"), Path(folder, "b.md")
        a.write_bytes(old)
        b.write_bytes(new)
        ours = [seconds(lambda: redline(*texts)) for _ in range(rounds)]
        git = [git_words(a, b, REGEX) for _ in range(rounds)]
        return median(ours), median(git), *(delta(a, b) or (0.0, 0.0))


def main() -> int:
    """Measure, print, and say whether the aim is met."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    ask.add_argument("repositories", nargs="+", type=Path)
    ask.add_argument("--each", type=int, default=14)
    ask.add_argument("--rounds", type=int, default=3)
    asked = ask.parse_args()
    print("| repository | pairs | KB | redline | git, fair tokens | ratio | delta | delta, plain |")
    print("|---|---|---|---|---|---|---|---|")
    all_ours = all_git = 0.0
    for source in asked.repositories:
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder, "clone")
            subprocess.run(["git", "clone", "-q", "--bare", str(source), str(clone)], check=True)
            pairs = list(revisions(clone, asked.each))
        redline(*(side.decode("utf-8", errors="replace") for side in pairs[0]))  # imports are free
        took = [_measured(old, new, asked.rounds) for old, new in pairs]
        ours, git, other, plain = (sum(each[k] for each in took) for k in range(4))
        size = sum(len(new) for _, new in pairs) // 1000
        print(
            f"| {source.stem} | {len(pairs)} | {size:,} | {1000 * ours:,.0f} ms |"
            f" {1000 * git:,.0f} ms | {ours / git:.2f} | {1000 * other:,.0f} ms |"
            f" {1000 * plain:,.0f} ms |",
            flush=True,
        )
        all_ours, all_git = all_ours + ours, all_git + git
    print(f"\nall together: {all_ours / all_git:.2f} times git")
    return 0 if all_ours <= MOST_RATIO * all_git else 1


if __name__ == "__main__":
    sys.exit(main())
