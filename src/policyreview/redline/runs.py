"""Runs of equal tokens that are rare enough to be the same words, wherever they stand now."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

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


def _singles(codes: str) -> dict[str, int]:
    """Where each three-token shingle stands that stands once."""
    shingles = [codes[k : k + _SHINGLE] for k in range(len(codes) - _SHINGLE + 1)]
    counts = Counter(shingles)
    return {s: k for k, s in enumerate(shingles) if counts[s] == 1}


def rare_runs(old: str, new: str) -> list[Run]:
    """Find the runs that hold a shingle which stands once on each side, as long as they go.

    Args:
        old: Encoded tokens of the old side.
        new: Encoded tokens of the new side.

    Returns:
        Runs of three tokens or more, by their place in the old side. No two of them are on one
        diagonal and touch, but runs on different diagonals may overlap at their ends.
    """
    here = _singles(new)
    out: list[Run] = []
    done: dict[int, int] = {}  # diagonal -> how far the old side is covered on it
    for shingle, i in _singles(old).items():
        j = here.get(shingle)
        if j is None or done.get(j - i, -1) > i:
            continue
        floor = max(0, done.get(j - i, 0))
        a, b = i, j
        while a > floor and b > 0 and old[a - 1] == new[b - 1]:
            a, b = a - 1, b - 1
        end_a, end_b = i + _SHINGLE, j + _SHINGLE
        while end_a < len(old) and end_b < len(new) and old[end_a] == new[end_b]:
            end_a, end_b = end_a + 1, end_b + 1
        out.append(Run(a, b, end_a - a))
        done[j - i] = end_a
    out.sort()
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
