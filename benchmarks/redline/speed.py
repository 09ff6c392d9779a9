"""The redline beside git's word diff, delta and difflib, on six sizes and on pairs made to hurt.

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
import shutil
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
SIZES = (5_000, 50_000, 300_000, 500_000, 1_000_000, 5_000_000)
MOST_RATIO, MOST_GROWTH, MOST_MEMORY = 3.0, 1.2, 500
MOST_SECONDS = {300_000: 0.1, 1_000_000: 1.0}
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of some work, done here: the program compares in the process that asks, too."""
    start = time.process_time()
    work()
    return time.process_time() - start


def memory(work: Callable[[], object]) -> float:
    """Peak memory in MB more than before, of work done in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        work()
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(writing, json.dumps(more).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return float(json.loads(answer))


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
    command = ["git", "--no-pager", "diff", "--no-index", "--word-diff=porcelain", *options]
    return _program([*command, str(old), str(new)])


def delta(old: Path, new: Path) -> tuple[float, float] | None:
    """CPU seconds of delta on the same two files, its start included; ``None`` without delta.

    As it comes, and without its colours for markup, which policies are written in.
    """
    if shutil.which("delta") is None:
        return None
    command = ["delta", "--no-gitconfig", "--paging=never", str(old), str(new)]
    return _program(command), _program([*command, "--syntax-theme=none"])


def _program(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": "/",
    }
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sized(size: int, *, chinese: bool) -> tuple[str, str]:
    """A policy of so many bytes and a revision of it."""
    old = policy(size // 3 if chinese else size, chinese=chinese)
    return old, revised(old, chinese=chinese)


def name_of(size: int, *, chinese: bool) -> str:
    """What the tables call such a pair."""
    return f"{'Chinese' if chinese else 'English'}, {size // 1000:,} KB"


def footprints() -> dict[str, float]:
    """Peak memory of every pair, taken before this process has freed memory to give away."""
    found: dict[str, float] = {}
    for chinese in (False, True):
        for size in SIZES:
            pair = sized(size, chinese=chinese)
            found[name_of(size, chinese=chinese)] = memory(lambda: redline(*pair))  # noqa: B023  (called at once)
    for name, old, new, _ in hurtful():
        found[name] = memory(lambda: redline(old, new))  # noqa: B023  (called at once)
    return found


def sizes(rounds: int, memories: dict[str, float], *, with_difflib: bool) -> bool:
    """Revisions of a policy, six sizes, two languages; says whether the aims are met."""
    good = True
    print(
        "| text | redline | MB | git words | ratio | git, fair tokens | ratio"
        " | delta | delta, plain | difflib |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for chinese in (False, True):
        times: dict[int, tuple[int, float]] = {}
        for size in SIZES:
            old, new = sized(size, chinese=chinese)
            name = name_of(size, chinese=chinese)
            small = size <= 1_000_000
            took = _taken(old, new, rounds if small else 1, slow=small)
            mine, ratio = median(took["ours"]), _ratio(took, "fair")
            more = memories[name]
            times[size] = (len(old), mine)
            good &= (ratio <= MOST_RATIO or not small) and more <= MOST_MEMORY
            good &= mine <= MOST_SECONDS.get(size, mine)
            good &= not took["delta"] or mine <= median(took["delta"])
            cells = [
                name, _ms(took["ours"]), f"{more:.0f}", _ms(took["plain"]),
                f"{_ratio(took, 'plain'):.2f}", _ms(took["fair"]), f"{ratio:.2f}",
                _ms(took["delta"]), _ms(took["delta, plain"]),
                _ms([seconds(lambda: difflib_words(old, new))])  # noqa: B023  (called at once)
                if with_difflib and size <= 500_000 else "–",
            ]  # fmt: skip
            print("| " + " | ".join(cells) + " |", flush=True)
        (low, quick), (high, long) = times[50_000], times[SIZES[-1]]
        growth = math.log(long / quick) / math.log(high / low)
        good &= growth <= MOST_GROWTH
        print(f"\ngrowth from 50 KB to 5 MB: n^{growth:.2f}\n", flush=True)
    return good


def _taken(old: str, new: str, rounds: int, *, slow: bool) -> dict[str, list[float]]:
    """CPU seconds of each way to compare two texts, by turns; of delta only if it may be slow."""
    took: dict[str, list[float]] = {
        way: [] for way in ("ours", "plain", "fair", "delta", "delta, plain")
    }
    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder, "a.md"), Path(folder, "b.md")
        a.write_text(old, encoding="utf-8")
        b.write_text(new, encoding="utf-8")
        for _ in range(rounds):
            took["ours"].append(seconds(lambda: redline(old, new)))
            took["plain"].append(git_words(a, b))
            took["fair"].append(git_words(a, b, REGEX))
        if slow and (once := delta(a, b)) is not None:
            took["delta"].append(once[0])
            took["delta, plain"].append(once[1])
    return took


def _ratio(took: dict[str, list[float]], peer: str) -> float:
    return median(x / y for x, y in zip(took["ours"], took[peer], strict=True))


def _ms(took: list[float]) -> str:
    return f"{1000 * median(took):,.0f} ms" if took else "–"


def painful(memories: dict[str, float]) -> bool:
    """Pairs made to hurt; says whether the aims are met."""
    good = True
    print("| pair | redline, all refined | MB | coarse | aim |\n|---|---|---|---|---|")
    for name, old, new, allowed in hurtful():
        spent = seconds(lambda: redline(old, new))  # noqa: B023  (called at once)
        more = memories[name]
        good &= spent <= allowed and more <= MOST_MEMORY
        coarse = "yes" if compare(old, new).coarse else "no"
        print(f"| {name} | {spent:.2f} s | {more:.0f} | {coarse} | ≤ {allowed} s |", flush=True)
    return good


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--no-difflib", action="store_true")
    asked = ask.parse_args()
    redline(policy(20_000), revised(policy(20_000)))  # imports are no part of the figures
    memories = footprints()
    good = sizes(asked.rounds, memories, with_difflib=not asked.no_difflib)
    sys.exit(0 if painful(memories) and good else 1)
