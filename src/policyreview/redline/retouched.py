"""The words of a paragraph that was edited in place: only those near its edits are read.

What stayed between two edits is known, to the word or to the Chinese character, from when it was
found that the paragraph was edited.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, TypeAlias

from policyreview.redline.links import of_run
from policyreview.redline.paragraphs import NO_SPACE, unspaced
from policyreview.redline.reading import Tokens
from policyreview.redline.refine import settled
from policyreview.redline.runs import Run, ahead
from policyreview.redline.words import SIGNS

if TYPE_CHECKING:
    from policyreview.redline.edited import Kept
    from policyreview.redline.links import Link
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.reading import Reader

    _Row: TypeAlias = "_Words | _Signs"

_NEAR = 7  # units: of two edits with less than that between them, one may decide on the other
_MANY = 8  # tokens: of longer edits, one more than twice as long as what stands between is no two
_AROUND = 8  # units that are read beside an edit that may have to be moved
_POINTS = frozenset(".,;:!?)")
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"  # letters and digits of full width


def links_near_edits(
    texts: tuple[str, str], pair: tuple[Paragraph, Paragraph], kept: Kept, reader: Reader
) -> list[Link] | None:
    """Link what is the same in both revisions of a paragraph.

    Args:
        texts: The old and the new text.
        pair: The paragraph in each of them.
        kept: The units that stayed.
        reader: Reads tokens.

    Returns:
        Spans of equal characters, rising on both sides; ``None`` where all words have to be read.
    """
    if kept.unit == "either":
        return None
    marks = pair[0].label, pair[1].label
    if (marks[0] is None) != (marks[1] is None):
        return None
    for text, paragraph, mark in zip(texts, pair, marks, strict=True):
        if mark and text[paragraph.start : mark[0]].strip():
            return None  # what stands before the label is read as well
    row = _Words if kept.unit == "word" else _Signs
    rows = row(texts[0], pair[0], reader), row(texts[1], pair[1], reader)
    if rows[0].odd or rows[1].odd or (len(rows[0].units), len(rows[1].units)) != kept.sizes:
        return None
    work = _Linking(*rows)
    if marks[0] and marks[1] and texts[0][slice(*marks[0])] == texts[1][slice(*marks[1])]:
        work.links.append((marks[0], marks[1]))
    return work.links if work.through(kept) else None


class _Words:
    """A paragraph without its label as words with one space, or line's end, between them.

    Attributes:
        text: The whole text.
        units: The words.
        odd: Whether there is other white space between them.
    """

    __slots__ = ("_at", "_chunks", "_unit", "odd", "text", "units")

    def __init__(self, text: str, paragraph: Paragraph, reader: Reader) -> None:
        first = paragraph.label[1] if paragraph.label else paragraph.start
        body = text[first : paragraph.end].rstrip()
        bare = body.lstrip()
        self.text = text
        self.units = bare.split()
        self.odd = len(" ".join(self.units)) != len(bare)
        self._chunks = reader.chunks
        self._unit, self._at = 0, first + len(body) - len(bare)

    def start(self, unit: int) -> int:
        """Where a unit begins; walks there from the one that was asked for last."""
        here = self._unit
        if unit > here:
            self._at += len("".join(self.units[here:unit])) + unit - here
        elif unit < here:
            self._at -= len("".join(self.units[unit:here])) + here - unit
        self._unit = unit
        return self._at

    def end(self, unit: int) -> int:
        """The place behind the unit before one."""
        return self.start(unit) - 1

    def inside(self, _unit: int) -> bool:
        """Whether a token may have begun before a unit and go on with it."""
        return False

    def border(self, unit: int, _most: int, _step: int) -> int:
        """The next place between two tokens from a unit on, by steps, no further than another."""
        return unit

    def before(self, unit: int) -> str:
        """The code of the token before a unit."""
        return self._chunks[self.units[unit - 1]][-1]

    def behind(self, unit: int) -> str:
        """The code of a unit's first token."""
        return self._chunks[self.units[unit]][0]

    def codes(self, first: int, end: int) -> str:
        """The codes of some units' tokens."""
        return "".join(map(self._chunks.__getitem__, self.units[first:end]))

    def tokens(self, first: int, end: int) -> Tokens:
        """The tokens of some units."""
        units = self.units[first:end]
        codes = "".join(map(self._chunks.__getitem__, units))
        steps = chain.from_iterable(map(self._chunks.steps.__getitem__, units))
        places = list(accumulate(steps, initial=self.start(first)))
        return Tokens(self.text, codes, places[:-1:2], places[1::2])


class _Signs:
    """The same as characters, without the spaces that stand beside Chinese and Japanese ones."""

    __slots__ = ("_at", "_reader", "_spaces", "odd", "text", "units")

    def __init__(self, text: str, paragraph: Paragraph, reader: Reader) -> None:
        first = paragraph.label[1] if paragraph.label else paragraph.start
        body = text[first : paragraph.end].rstrip()
        bare = body.lstrip()
        self.text = text
        self._at = first + len(body) - len(bare)
        self._reader = reader
        spaced = " ".join(bare.split())
        self.odd = len(spaced) != len(bare)
        self.units = unspaced(spaced)
        self._spaces: list[int] = []  # before which units a space was left out
        if len(self.units) < len(spaced):
            found = enumerate(NO_SPACE.finditer(spaced))
            self._spaces = [space.start() - k for k, space in found]

    def start(self, unit: int) -> int:
        """Where a unit begins."""
        return self._at + unit + bisect_right(self._spaces, unit)

    def end(self, unit: int) -> int:
        """The place behind the unit before one."""
        return self._at + unit + bisect_left(self._spaces, unit)

    def inside(self, unit: int) -> bool:
        """Whether a token may have begun before a unit and go on with it."""
        return _joint().fullmatch(self.units, max(0, unit - 1), unit + 1) is not None

    def border(self, unit: int, most: int, step: int) -> int:
        """The next place between two tokens from a unit on, by steps, no further than another."""
        while unit != most and self.inside(unit):
            unit += step
        return unit

    def before(self, unit: int) -> str:
        """The character before a unit."""
        return self.units[unit - 1]

    def behind(self, unit: int) -> str:
        """A unit's character."""
        return self.units[unit]

    def codes(self, first: int, end: int) -> str:
        """The codes of some units' tokens, or none where they may be parts of tokens."""
        units = self.units[first:end]
        return units if _alone().fullmatch(units) else ""

    def tokens(self, first: int, end: int) -> Tokens:
        """The tokens of some units."""
        return Tokens(self.text, *self._reader.read(self.text, self.start(first), self.end(end)))


@cache
def _alone() -> re.Pattern[str]:
    """Characters that are tokens and stand for themselves."""
    return re.compile(rf"(?:(?![{_WIDE}])[!-/:-@\[-`{{-~{SIGNS}])*")


@cache
def _joint() -> re.Pattern[str]:
    """Two characters that may be of one token."""
    part = rf"(?:[,'’\-{_WIDE}]|[^!-/:-@\[-`{{-~{SIGNS}\s])"
    return re.compile(part + part)


class _Linking:
    """Goes through the edits of a paragraph.

    Attributes:
        links: What was linked so far.
    """

    def __init__(self, a: _Row, b: _Row) -> None:
        self._a, self._b = a, b
        self._next = 0  # the old unit that is to be linked next
        self._from = a.start(0), b.start(0)  # the places from where on
        self.links: list[Link] = []

    def through(self, kept: Kept) -> bool:
        """Link all that stayed; says whether that could be done."""
        end = kept.sizes
        runs = [*kept.runs, Run(*end, 0)]
        i = j = k = 0
        pure = -1  # the side of which the edit before is a part, when it is on one side alone
        while k < len(runs):
            x, y, size = runs[k]
            here = -1 if (i < x) == (j < y) else int(j < y)
            gap = i, x, j, y
            if (pure == here >= 0 and runs[k - 1].length < _NEAR) or not self._simple(gap):
                while 0 < size < _NEAR:
                    k += 1
                    x, y, size = runs[k]
                alone = (x + size, y + size) == end
                if not self._window((i, x, j, y), size if alone else size // 2):
                    return False
            pure = here
            i, j = x + size, y + size
            k += 1
        if self._next < i:
            self._link(self._a.end(i), self._b.end(j))
        return True

    def _simple(self, gap: tuple[int, int, int, int]) -> bool:
        """Pass over an edit that has no word on both sides and can't stand elsewhere."""
        i, i_end, j, j_end = gap
        if i == i_end and j == j_end:
            return True
        a, b = self._a, self._b
        x, y = a.codes(i, i_end), b.codes(j, j_end)
        point = 0
        if i == i_end or j == j_end:
            codes, own, first, end = (x, a, i, i_end) if i < i_end else (y, b, j, j_end)
            if not codes or len(codes) > _MANY or (a.inside(i) if i == i_end else b.inside(j)):
                return False
            if first and own.before(first) == codes[-1]:
                return False
            if end < len(own.units) and own.behind(end) == codes[0]:
                return False
        elif not x or not y:
            return False
        else:
            if x[-1] == y[-1] and x[-1] in _POINTS:
                point = 1  # of ``may,`` and ``shall,`` the comma stayed
                x, y = x[:-1], y[:-1]
            if not x or not y or len(x) > _MANY or len(y) > _MANY or not set(x).isdisjoint(y):
                return False
        if self._next < i:
            self._link(a.end(i), b.end(j))
        self._next = i_end
        p, q = a.end(i_end) - point, b.end(j_end) - point
        if point and a.text[p] == b.text[q]:
            self.links.append(((p, p + 1), (q, q + 1)))
        self._from = a.start(i_end), b.start(j_end)
        return True

    def _window(self, gap: tuple[int, int, int, int], room: int) -> bool:
        """Link the tokens of some edits and around them; says whether that was enough of them."""
        a, b = self._a, self._b
        i, i_end, j, j_end = gap
        low, high = self._next, i_end + room
        low = a.border(max(low, a.border(i, low, -1) - _AROUND), low, -1)
        high = a.border(min(high, a.border(i_end, high, 1) + _AROUND), high, 1)
        left, right = a.tokens(low, high), b.tokens(j - i + low, j_end - i_end + high)
        runs = settled(left, right)
        sizes = len(left.codes), len(right.codes)
        if low and (not runs or runs[0][:2] != (0, 0)):
            return False
        if high < len(a.units) and (
            not runs or (runs[-1].old + runs[-1].length, runs[-1].new + runs[-1].length) != sizes
        ):
            return False
        if self._next < low:
            self._link(a.end(low), b.end(j - i + low))
        for run in runs:
            self.links += of_run(left, right, run)
        self._next = high
        self._from = a.start(high), b.start(j_end - i_end + high)
        return True

    def _link(self, end: int, other: int) -> None:
        """Link what stayed up to a place of each side; its lines may end elsewhere."""
        old, new = self._a.text, self._b.text
        p, q = self._from
        if old[p:end] == new[q:other]:
            self.links.append(((p, end), (q, other)))
            return
        while p < end and q < other:
            n = ahead(old, (p, end), new, (q, other))
            if n:
                self.links.append(((p, p + n), (q, q + n)))
            p, q = p + n, q + n
            if old[p : p + 1].isspace():
                p += 1
            elif not new[q : q + 1].isspace():
                return
            if new[q : q + 1].isspace():
                q += 1
