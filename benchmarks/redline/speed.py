"""The redline beside git's word diff and difflib, on texts of four sizes and on pairs made to hurt.

    python benchmarks/redline/speed.py [--rounds N] [--no-difflib]

Prints CPU time and peak memory; ends with 1 where a figure misses its aim.
"""

from __future__ import annotations

import argparse
import difflib
import json
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from pairs import hurtful, policy, revised

from policyreview.redline import compare

if TYPE_CHECKING:
    from collections.abc import Callable

REGEX = "--word-diff-regex=[a-zA-Z0-9_]+|[^[:space:]]"
SIZES = (5_000, 50_000, 500_000, 5_000_000)
MOST_RATIO, MOST_GROWTH, MOST_MEMORY = 3.0, 1.2, 500
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds and peak memory in MB more than before, of work done in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        work()
        spent = time.process_time() - start
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(writing, json.dumps([spent, more]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    spent, more = json.loads(answer)
    return spent, more


def redline(old: str, new: str) -> None:
    """Compare and refine everything, which no screen ever does."""
    for block in compare(old, new).blocks:
        _ = block.tokens


def difflib_words(old: str, new: str) -> None:
    """Lines first, then words within each replaced stretch: the usual recipe."""
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "replace":
            x, y = _WORD.findall("".join(a[i:j])), _WORD.findall("".join(b[k:m]))
            difflib.SequenceMatcher(None, x, y, autojunk=False).get_opcodes()


def git_words(old: Path, new: Path, *options: str) -> float:
    """CPU seconds of one ``git diff --word-diff``, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["git", "--no-pager", "diff", "--no-index", "--word-diff=porcelain", *options]
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": "/",
    }
    subprocess.run(
        [*command, str(old), str(new)], stdout=subprocess.DEVNULL, env=environment, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sizes(rounds: int, *, with_difflib: bool) -> bool:
    """Revisions of a policy, four sizes, two languages; says whether the aims are met."""
    good = True
    print("| text | redline | MB | git words | ratio | git, fair tokens | ratio | difflib |")
    print("|---|---|---|---|---|---|---|---|")
    for chinese in (False, True):
        times: list[tuple[int, float]] = []
        for size in SIZES:
            points = size // 3 if chinese else size
            old = policy(points, chinese=chinese)
            new = revised(old, chinese=chinese)
            ours, plain, fair, memory = [], [], [], 0.0
            with tempfile.TemporaryDirectory() as folder:
                a, b = Path(folder, "a.txt"), Path(folder, "b.txt")
                a.write_text(old, encoding="utf-8")
                b.write_text(new, encoding="utf-8")
                for _ in range(rounds if size < 1_000_000 else 1):
                    spent, memory = measured(lambda: redline(old, new))  # noqa: B023
                    ours.append(spent)
                    plain.append(git_words(a, b))
                    fair.append(git_words(a, b, REGEX))
            slow = "–"
            if with_difflib and size <= 500_000:
                slow = f"{1000 * measured(lambda: difflib_words(old, new))[0]:,.0f} ms"  # noqa: B023
            mine, ratio = median(ours), median(x / y for x, y in zip(ours, fair, strict=True))
            times.append((len(old), mine))
            good &= ratio <= MOST_RATIO or size > 1_000_000
            good &= memory <= MOST_MEMORY
            other = median(x / y for x, y in zip(ours, plain, strict=True))
            name = f"{'Chinese' if chinese else 'English'}, {size // 1000:,} KB"
            print(
                f"| {name} | {1000 * mine:,.0f} ms | {memory:.0f} |"
                f" {1000 * median(plain):,.0f} ms |"
                f" {other:.2f} | {1000 * median(fair):,.0f} ms | {ratio:.2f} | {slow} |",
                flush=True,
            )
        (small, quick), (large, long) = times[1], times[-1]
        growth = math.log(long / quick) / math.log(large / small)
        good &= growth <= MOST_GROWTH
        print(f"\ngrowth from 50 KB to 5 MB: n^{growth:.2f}\n", flush=True)
    return good


def painful() -> bool:
    """Pairs made to hurt; says whether the aims are met."""
    good = True
    print("| pair | redline, all refined | MB | coarse |\n|---|---|---|---|")
    for name, old, new, allowed in hurtful():
        spent, memory = measured(lambda: redline(old, new))  # noqa: B023
        good &= spent <= allowed and memory <= MOST_MEMORY
        coarse = "yes" if compare(old, new).coarse else "no"
        print(f"| {name} | {spent:.2f} s | {memory:.0f} | {coarse} |", flush=True)
    return good


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--no-difflib", action="store_true")
    asked = ask.parse_args()
    redline(policy(20_000), revised(policy(20_000)))  # imports are no part of the figures
    good = sizes(asked.rounds, with_difflib=not asked.no_difflib)
    sys.exit(0 if painful() and good else 1)
