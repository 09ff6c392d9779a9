"""Which paragraphs between two anchors are the same one rewritten, where rare words don't tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policyreview.redline.anchors import increasing
from policyreview.redline.matching import likeness
from policyreview.redline.paragraphs import MARKUP

if TYPE_CHECKING:
    from policyreview.redline.moves import Move
    from policyreview.redline.sides import Side

_ALIKE = 0.45  # from this likeness on, two paragraphs are one that was rewritten
_UNEVEN = 0.3  # a paragraph with less than this part of the other's tokens is not the same one
_PAIRS = 2_500  # pairs of paragraphs in one place that are looked at for likeness
_HEADING = re.compile(r"\s*(?:#{1,6}\s|<h[1-6]\b)")
_WORD = re.compile(r"[^\W_]")
_TITLE = 40  # tokens: what has the same clause label and is no longer was rewritten


class Bead(NamedTuple):
    """Paragraphs that belong together, half-open ranges; one side may be empty.

    Attributes:
        old: First paragraph on the old side.
        old_end: Behind the last one.
        new: First paragraph on the new side.
        new_end: Behind the last one.
    """

    old: int
    old_end: int
    new: int
    new_end: int


class Staying:
    """What stayed of both sides when the moved passages are taken out.

    Attributes:
        gone: Paragraphs of the old side that moved away whole.
        come: Paragraphs of the new side that are whole from elsewhere.
    """

    def __init__(self, a: Side, b: Side, moves: list[Move]) -> None:
        self._sides = (a, b)
        self._moved = (bytearray(len(a.codes)), bytearray(len(b.codes)))
        self.gone: set[int] = set()
        self.come: set[int] = set()
        for move in moves:
            self._moved[0][move.old : move.old_end] = b"\1" * (move.old_end - move.old)
            self._moved[1][move.new : move.new_end] = b"\1" * (move.new_end - move.new)
            if move.whole:
                self.gone |= set(range(a.paragraph(move.old), a.paragraph(move.old_end - 1) + 1))
                self.come |= set(range(b.paragraph(move.new), b.paragraph(move.new_end - 1) + 1))

    def body(self, side: int, paragraph: int) -> str:
        """A paragraph's tokens without those that moved."""
        own, moved = self._sides[side], self._moved[side]
        first, end = own.first[paragraph] + 1, own.first[paragraph + 1]
        if 1 not in moved[first:end]:
            return own.codes[first:end]
        return "".join([own.codes[k] for k in range(first, end) if not moved[k]])

    def words(self, side: int, paragraph: int) -> str:
        """The same without the marks that make it a heading: two headings have those in common."""
        own, body = self._sides[side], self.body(side, paragraph)
        first = own.first[paragraph] + 1
        at = 0
        while at < len(body) and own.codes[first + at] == body[at] == "#":
            at += 1
        return body[at:] or body

    def left(self, side: int, paragraph: int) -> bool:
        """Whether a passage of a paragraph moved."""
        own = self._sides[side]
        return 1 in self._moved[side][own.first[paragraph] : own.first[paragraph + 1]]

    def label(self, side: int, paragraph: int) -> str:
        """A paragraph's clause label as written, or nothing."""
        own = self._sides[side]
        mark = own.labels[paragraph]
        return own.text[slice(*mark)] if mark else ""

    def kind(self, side: int, paragraph: int) -> str:
        """``heading``, ``text``, ``markup`` without words, or nothing for what moved away."""
        own = self._sides[side]
        start, end = own.paragraphs[paragraph][:2]
        text = own.text[start:end]
        if not self.body(side, paragraph):
            return ""
        if not _WORD.search(MARKUP.sub("", text)):
            return "markup"
        return "heading" if _HEADING.match(text) else "text"


def paired(staying: Staying, old: tuple[int, int], new: tuple[int, int]) -> list[Bead]:
    """Pair the paragraphs of one place; the rest was deleted or inserted.

    Args:
        staying: Both sides without what moved.
        old: Range of paragraphs on the old side.
        new: Range of paragraphs on the new side.
    """
    ps = [p for p in range(*old) if p not in staying.gone]
    qs = [q for q in range(*new) if q not in staying.come]
    out: list[Bead] = []
    i, j = old[0], new[0]
    for p, q in [*_chosen(staying, ps, qs), (old[1], new[1])]:
        if p > i:
            out.append(Bead(i, p, j, j))
        if q > j:
            out.append(Bead(p, p, j, q))
        if p < old[1]:
            out.append(Bead(p, p + 1, q, q + 1))
        i, j = p + 1, q + 1
    return out


def _chosen(staying: Staying, ps: list[int], qs: list[int]) -> list[tuple[int, int]]:
    """The pairs that are most alike and in order."""
    if not ps or not qs or len(ps) * len(qs) > _PAIRS:
        return []
    olds = [(p, staying.words(0, p), staying.label(0, p)) for p in ps]
    news = [(q, staying.words(1, q), staying.label(1, q)) for q in reversed(qs)]
    pairs = [
        (p, q, weight) for p, x, mark in olds for q, y, other in news
        if (weight := _weight(x, y, same=bool(mark) and mark == other))
        and (len(ps) == len(qs) or not _other_row(x, y))
    ]  # fmt: skip
    if not pairs and len(ps) == len(qs) == 1:
        alike = staying.kind(0, ps[0]) == staying.kind(1, qs[0]) != ""
        moved = staying.left(0, ps[0]) or staying.left(1, qs[0])
        return [(ps[0], qs[0])] if alike and not moved else []
    return [pairs[k][:2] for k in increasing(pairs)]


def _weight(old: str, new: str, *, same: bool) -> int:
    """How much speaks for two paragraphs being one: 0 for not enough."""
    size = len(old) + len(new)
    if not old or not new:
        return 0
    if min(len(old), len(new)) >= _UNEVEN * max(len(old), len(new)):
        alike = likeness(old, new, _ALIKE)
        if alike:
            return 1 + int(alike * alike * 100 * size)
    return 1 if same and max(len(old), len(new)) <= _TITLE else 0


def _other_row(old: str, new: str) -> bool:
    """Whether two rows of a table have other first cells, and other ones for the most part."""
    if not old[:1] == new[:1] == "|":
        return False
    x, y = old.strip("|").split("|"), new.strip("|").split("|")
    if len(x) != len(y) or len(x) < 2 or not set(x[0]).isdisjoint(y[0]):
        return False
    return 2 * sum(cell == other for cell, other in zip(x, y, strict=True)) < len(x)
