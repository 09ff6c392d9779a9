"""Runs of equal tokens that are rare enough to be the same words, wherever they stand now."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from itertools import compress, count
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

Equal: TypeAlias = tuple[int, int, int]
"""A run of equal tokens as a plain tuple, which is quick to make: ``old, new, length``."""

_SHINGLE = 3
_STEP = 32  # items that are compared at once before it is looked for where they differ


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


def rare_runs(old: str, new: str) -> list[Run]:
    """Find the runs that hold a shingle which stands once on each side, as long as they go.

    Args:
        old: Encoded tokens of the old side.
        new: Encoded tokens of the new side.

    Returns:
        Runs of three tokens or more, by their place in the old side. No two of them are on one
        diagonal and touch, but runs on different diagonals may overlap at their ends.
    """
    left, right = _shingles(old, new)
    single = {shingle for shingle, times in Counter(left).items() if times == 1}
    known = list(map(single.__contains__, right))
    shared = list(compress(right, known))
    there = dict(zip(shared, compress(count(), known), strict=False))
    if len(there) < len(shared):
        for shingle, times in Counter(shared).items():
            if times > 1:
                del there[shingle]
    places = list(compress(count(), map(there.__contains__, left)))
    out: list[Run] = []
    done: dict[int, int] = {}  # diagonal -> how far the old side is covered on it
    k = 0
    while k < len(places):
        i = places[k]
        j = there[left[i]]
        covered = done.get(j - i, 0)
        if covered > i:
            k += 1
            continue
        back = behind(old, (covered, i), new, (0, j))
        length = back + ahead(old, (i, len(old)), new, (j, len(new)))
        out.append(Run(i - back, j - back, length))
        done[j - i] = end = i - back + length
        # what is within the run is on its diagonal; only what goes beyond may be on another
        k = bisect_left(places, end - _SHINGLE + 1, k + 1)
    out.sort()
    return out


def _shingles(old: str, new: str) -> tuple[Sequence[Hashable], Sequence[Hashable]]:
    """Each three tokens that follow each other on a side, as something quick to compare."""
    both = old.encode("utf-16-le"), new.encode("utf-16-le")
    if len(both[0]) == 2 * len(old) and len(both[1]) == 2 * len(new):
        return _packed(both[0]), _packed(both[1])
    left, right = (list(map("".join, zip(s, s[1:], s[2:], strict=False))) for s in (old, new))
    return left, right


def _packed(codes: bytes) -> Sequence[int]:
    """Each three tokens as the number that their bits make side by side."""
    units = array("H", codes)
    size = max(0, len(units) - _SHINGLE + 1)
    side_by_side = array("H", bytes(8 * size))
    for k in range(_SHINGLE):
        side_by_side[k::4] = units[k : k + size]
    return memoryview(side_by_side).cast("B").cast("Q").tolist()


def ahead(
    old: Sequence[str], here: tuple[int, int], new: Sequence[str], there: tuple[int, int]
) -> int:
    """How many items are equal from the beginning of a range of each side on."""
    i, j = here[0], there[0]
    most = min(here[1] - i, there[1] - j)
    if most <= 0 or old[i] != new[j]:
        return 0
    n, step = 0, _STEP
    while n < most:
        m = min(step, most - n)
        x, y = old[i + n : i + n + m], new[j + n : j + n + m]
        if x != y:
            while m > _STEP:
                m //= 2
                if x[:m] == y[:m]:
                    n, x, y = n + m, x[m:], y[m:]
                    m = len(x)
                else:
                    x, y = x[:m], y[:m]
            return n + _unequal(x, y, 1)
        n += m
        step *= 2
    return n


def behind(
    old: Sequence[str], here: tuple[int, int], new: Sequence[str], there: tuple[int, int]
) -> int:
    """How many items are equal from the end of a range of each side back."""
    i, j = here[1], there[1]
    most = min(i - here[0], j - there[0])
    if most <= 0 or old[i - 1] != new[j - 1]:
        return 0
    n, step = 0, _STEP
    while n < most:
        m = min(step, most - n)
        x, y = old[i - n - m : i - n], new[j - n - m : j - n]
        if x != y:
            while m > _STEP:
                m //= 2
                if x[-m:] == y[-m:]:
                    n, x, y = n + m, x[:-m], y[:-m]
                    m = len(x)
                else:
                    x, y = x[-m:], y[-m:]
            return n + _unequal(x, y, -1)
        n += m
        step *= 2
    return n


def _unequal(x: Sequence[str], y: Sequence[str], step: int) -> int:
    """How many items are equal before the first that differ, or for a step of -1 the last.

    Some do, and they are no more than those that are compared at once.
    """
    n, size, last = 0, _STEP // 2, len(x)
    while size:
        low = n if step > 0 else last - n - size
        if low >= 0 and x[low : low + size] == y[low : low + size]:
            n += size
        size //= 2
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
