"""What neither stayed nor moved, looked at once more: passages whose words stand elsewhere too.

A sentence that a text uses five times holds no word that is rare in the whole text. But of all that
was deleted and all that was inserted it is often the only one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from policyreview.redline.matching import likeness
from policyreview.redline.runs import Run, rare_runs
from policyreview.redline.sides import NEW_EDGE, OLD_EDGE, STOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.moves import Move
    from policyreview.redline.pairing import Bead
    from policyreview.redline.sides import Side

_Sentence: TypeAlias = tuple[int, str]  # its first token, and its codes

_ALIKE = 0.6  # from this likeness on, a sentence is the one beside it, edited
_PAIRS = 100  # pairs of sentences in one place that are looked at for likeness
_LEAST = 8  # tokens: a passage shorter than that is not told as moved


class _Left:
    """The sentences of one side that its beads delete or insert, as one row of tokens."""

    def __init__(self, side: Side, edge: str) -> None:
        self._edge = edge
        self._first = side.first
        self._parts: list[str] = []
        self.tokens: list[int] = []
        self.beads: list[int] = []
        stops = re.escape(STOPS)
        found = re.findall(f"[^{stops}{edge}]++[{stops}]*+|[{stops}]++|{edge}", side.codes)
        starts = accumulate(map(len, found), initial=0)
        self._sentences = [each for each in zip(starts, found, strict=False) if each[1] != edge]
        self._next = 0

    @property
    def codes(self) -> str:
        """One character for each token."""
        return "".join(self._parts)

    def sentences(self, end: int) -> list[_Sentence]:
        """Take the next sentences, up to a paragraph: first token and codes of each."""
        begin = self._next
        self._next = bisect_left(self._sentences, (self._first[end],), begin)
        return self._sentences[begin : self._next]

    def add(self, bead: int, start: int, codes: str, moved: bytearray) -> None:
        """Add a sentence unless it moved."""
        end = start + len(codes)
        if moved.find(1, start, end) >= 0:
            return
        if self.tokens and self.tokens[-1] != start - 1:
            self._parts.append(self._edge)
            self.tokens.append(-1)
            self.beads.append(-1)
        self._parts.append(codes)
        self.tokens += range(start, end)
        self.beads += [bead] * len(codes)


def leftover_runs(a: Side, b: Side, rows: Sequence[Bead], moves: Sequence[Move]) -> list[Run]:
    """Find runs that are rare in what was deleted and inserted, between different beads.

    Args:
        a: The old side.
        b: The new side.
        rows: All paragraphs of both sides, as they belong together.
        moves: What is known to have moved.

    Returns:
        Runs as indices of tokens, by their place in the old side.
    """
    gone, come = _Left(a, OLD_EDGE), _Left(b, NEW_EDGE)
    moved = _moved(len(a.codes), [(m.old, m.old_end) for m in moves])
    moved_here = _moved(len(b.codes), [(m.new, m.new_end) for m in moves])
    for k, bead in enumerate(rows):
        old, new = gone.sentences(bead.old_end), come.sentences(bead.new_end)
        if old and new:
            ours, theirs = {codes for _, codes in old}, {codes for _, codes in new}
            old = [each for each in old if each[1] not in theirs]
            new = [each for each in new if each[1] not in ours]
            old, new = _strangers(old, new)
        for start, codes in old:
            gone.add(k, start, codes, moved)
        for start, codes in new:
            come.add(k, start, codes, moved_here)
    if min(len(gone.tokens), len(come.tokens)) < _LEAST:
        return []
    return [
        Run(gone.tokens[r.old], come.tokens[r.new], r.length)
        for r in rare_runs(gone.codes, come.codes)
        if gone.beads[r.old] != come.beads[r.new]
    ]


def _strangers(
    old: list[_Sentence], new: list[_Sentence]
) -> tuple[list[_Sentence], list[_Sentence]]:
    """Leave out the sentences that were only edited where they stand."""
    if not old or not new or len(old) * len(new) > _PAIRS:
        return old, new
    edited_old: set[int] = set()
    edited_new: set[int] = set()
    for start, codes in old:
        for place, other in new:
            if place not in edited_new and likeness(codes, other, _ALIKE):
                edited_old.add(start)
                edited_new.add(place)
                break
    return [s for s in old if s[0] not in edited_old], [s for s in new if s[0] not in edited_new]


def _moved(size: int, ranges: Sequence[tuple[int, int]]) -> bytearray:
    out = bytearray(size)
    for start, end in ranges:
        out[start:end] = b"\1" * (end - start)
    return out
