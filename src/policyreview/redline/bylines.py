"""Two texts beside each other line for line: quick, and roughly right until they are compared."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from policyreview.redline.packed import CHANGES, Packed

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"[^\n]*\n(?:[^\S\n]*\n)*|[^\n]+")
"""A line and the empty ones behind it."""
_KEPT, _INSERTED, _DELETED, _CHANGED = map(
    CHANGES.index, ("kept", "inserted", "deleted", "changed")
)


def by_lines(old: str, new: str) -> Packed:
    """Compare two texts by whole lines: no moves, no words, no clauses.

    Lines that stand once in each text and in the same order hold the others, those between them
    stand beside each other one by one.
    """
    a, b = _LINE.findall(old), _LINE.findall(new)
    changes = bytearray()
    olds, news = array("i"), array("i")
    here, there = list(accumulate(map(len, a), initial=0)), list(accumulate(map(len, b), initial=0))

    def add(change: int, i: int, j: int) -> None:
        changes.append(change)
        olds.extend((-1, -1) if change == _INSERTED else (here[i], here[i + 1]))
        news.extend((-1, -1) if change == _DELETED else (there[j], there[j + 1]))

    i = j = 0
    for x, y in [*_held(a, b), (len(a), len(b))]:
        while i < x and j < y:
            add(_KEPT if a[i] == b[j] else _CHANGED, i, j)
            i, j = i + 1, j + 1
        for k in range(i, x):
            add(_DELETED, k, y)
        for k in range(j, y):
            add(_INSERTED, x, k)
        i, j = x, y
    return _packed(bytes(changes), olds, news)


def _held(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Where lines are equal that stand once on each side, as many as are in order."""
    often_a, often_b = Counter(a), Counter(b)
    at = {line: j for j, line in enumerate(b) if often_b[line] == 1}
    pairs = [(i, at[line]) for i, line in enumerate(a) if line in at and often_a[line] == 1]
    if all(one[1] < two[1] for one, two in pairwise(pairs)):
        return pairs
    ends: list[int] = []  # for each length the smallest place at which a rising run ends
    last: list[int] = []  # which pair that is
    before = [-1] * len(pairs)
    for k, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before[k] = last[length - 1] if length else -1
        ends[length : length + 1] = [j]
        last[length : length + 1] = [k]
    found: list[tuple[int, int]] = []
    k = last[-1]
    while k >= 0:
        found.append(pairs[k])
        k = before[k]
    return found[::-1]


def _packed(changes: bytes, olds: array[int], news: array[int]) -> Packed:
    """The columns of such a comparison: a changed line is gone as a whole and came as a whole."""
    words, lengths = array("i", [0]), array("i")
    rows = array("i")
    for block, change in enumerate(changes):
        if change == _CHANGED:
            at = 2 * block
            lengths.extend((olds[at + 1] - olds[at], news[at + 1] - news[at]))
        words.append(len(lengths))
        rows.append(4 * block + 2 * (change != _INSERTED) + (change != _DELETED))
    return Packed(changes, olds, news, words, b"-+" * (len(lengths) // 2), lengths, rows)
