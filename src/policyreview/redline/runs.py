"""Runs of equal tokens that are rare enough to be the same words, wherever they stand now."""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress
from operator import ne
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHINGLE = 3


class Run(NamedTuple):
    """Equal tokens on both sides.

    Attributes:
        old: Index of the first one on the old side.
        new: Index of the first one on the new side.
        length: How many.
    """

    old: int
    new: int
    length: int


def _places(codes: str) -> dict[str, int]:
    """Where each three-token shingle stands that stands once."""
    shingles = list(map("".join, zip(codes, codes[1:], codes[2:], strict=False)))
    last = dict(zip(shingles, range(len(shingles)), strict=True))
    if len(last) < len(shingles):
        # what stands at an earlier place too has another last one
        again = map(ne, map(last.__getitem__, shingles), range(len(shingles)))
        for shingle in set(compress(shingles, again)):
            del last[shingle]
    return last


def rare_runs(old: str, new: str) -> list[Run]:
    """Find the runs that hold a shingle which stands once on each side, as long as they go.

    Args:
        old: Encoded tokens of the old side.
        new: Encoded tokens of the new side.

    Returns:
        Runs of three tokens or more, by their place in the old side. No two of them are on one
        diagonal and touch, but runs on different diagonals may overlap at their ends.
    """
    left, right = _places(old), _places(new)
    shared = sorted(map(left.__getitem__, left.keys() & right.keys()))
    out: list[Run] = []
    done: dict[int, int] = {}  # diagonal -> how far the old side is covered on it
    k = 0
    while k < len(shared):
        i = shared[k]
        j = right[old[i : i + _SHINGLE]]
        covered = done.get(j - i, 0)
        if covered > i:
            k += 1
            continue
        back = behind(old, (covered, i), new, (0, j))
        length = back + ahead(old, (i, len(old)), new, (j, len(new)))
        out.append(Run(i - back, j - back, length))
        done[j - i] = end = i - back + length
        # what is within the run is on its diagonal; only what goes beyond may be on another
        k = bisect_left(shared, end - _SHINGLE + 1, k + 1)
    out.sort()
    return out


def ahead(
    old: Sequence[str], here: tuple[int, int], new: Sequence[str], there: tuple[int, int]
) -> int:
    """How many items are equal from the beginning of a range of each side on."""
    i, j = here[0], there[0]
    most = min(here[1] - i, there[1] - j)
    if most <= 0 or old[i] != new[j]:
        return 0
    n, step, met = 1, 8, False
    while step and n < most:
        m = min(step, most - n)
        if old[i + n : i + n + m] == new[j + n : j + n + m]:
            n += m
            step = step // 2 if met else step * 2
        else:
            met = True
            step = 1 << (m - 1).bit_length() - 1 if m > 1 else 0
    return n


def behind(
    old: Sequence[str], here: tuple[int, int], new: Sequence[str], there: tuple[int, int]
) -> int:
    """How many items are equal from the end of a range of each side back."""
    i, j = here[1], there[1]
    most = min(i - here[0], j - there[0])
    if most <= 0 or old[i - 1] != new[j - 1]:
        return 0
    n, step, met = 1, 8, False
    while step and n < most:
        m = min(step, most - n)
        if old[i - n - m : i - n] == new[j - n - m : j - n]:
            n += m
            step = step // 2 if met else step * 2
        else:
            met = True
            step = 1 << (m - 1).bit_length() - 1 if m > 1 else 0
    return n


def joined(runs: Sequence[Run]) -> list[Run]:
    """Join runs that touch on both sides, and leave out empty ones."""
    out: list[Run] = []
    for run in runs:
        if not run.length:
            continue
        last = out[-1] if out else None
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            out[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            out.append(run)
    return out


def trimmed(chain: list[Run]) -> list[Run]:
    """Cut overlaps out of runs that increase on both sides: the longer of two keeps its tokens."""
    out: list[Run] = []
    for run in chain:
        while out:
            last = out[-1]
            over = max(last.old + last.length - run.old, last.new + last.length - run.new)
            if over <= 0:
                break
            if last.length >= run.length:
                run = Run(run.old + over, run.new + over, run.length - over)  # noqa: PLW2901
                break
            out[-1] = Run(last.old, last.new, last.length - over)
            if out[-1].length > 0:
                break
            out.pop()
        if run.length > 0:
            out.append(run)
    return out
