"""The words of a paragraph that was edited in place: only those near its edits are read.

What stayed between two edits is known, to the word or to the Chinese character, from when it was
found that the paragraph was edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from policyreview.redline.counted import row_of
from policyreview.redline.links import of_run
from policyreview.redline.refine import settled
from policyreview.redline.runs import Run, ahead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.counted import Row
    from policyreview.redline.edited import Kept
    from policyreview.redline.links import Link
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.reading import Reader

    Gap: TypeAlias = tuple[int, int, int, int]

_NEAR = 7  # units: of two edits with less than that between them, one may decide on the other
_MANY = 8  # tokens: what few words stand between longer edits may be there by accident
_AROUND = 8  # units that are read beside an edit that may have to be moved
_POINTS = frozenset(".,;:!?)")


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
    marks = pair[0].label, pair[1].label
    if (marks[0] is None) != (marks[1] is None):
        return None
    old, new = texts
    head, other = (
        text[p.start : p.label[0]] if p.label else "" for text, p in zip(texts, pair, strict=True)
    )
    if head != other:
        return None
    rows = row_of(old, pair[0], kept.unit, reader), row_of(new, pair[1], kept.unit, reader)
    before = kept.sizes[0] - len(rows[0].units)  # units that stand before the label
    if (
        rows[0].odd
        or rows[1].odd
        or before != kept.sizes[1] - len(rows[1].units)
        or not 0 <= before <= (kept.runs[0].length if kept.runs[0][:2] == (0, 0) else 0)
    ):
        return None
    work = _Linking(*rows)
    if marks[0] and marks[1]:
        if head:
            work.links.append(((pair[0].start, marks[0][0]), (pair[1].start, marks[1][0])))
        if old[slice(*marks[0])] == new[slice(*marks[1])]:
            work.links.append((marks[0], marks[1]))
    return work.links if work.through(_behind(kept.runs, before)) else None


def _behind(runs: Sequence[Run], before: int) -> list[Run]:
    """Runs of units, counted without the first few on both sides."""
    if not before:
        return list(runs)
    out = [Run(x - before, y - before, size) for x, y, size in runs]
    out[0] = Run(0, 0, runs[0].length - before)
    return out if out[0].length else out[1:]


def _gaps(runs: Sequence[Run]) -> list[Gap]:
    """What stands before each run on both sides, as ranges of units."""
    out: list[Gap] = []
    i = j = 0
    for x, y, size in runs:
        out.append((i, x, j, y))
        i, j = x + size, y + size
    return out


def _one_sided(gap: Gap) -> str:
    """The side on which alone something stands in a gap, if it is so."""
    i, i_end, j, j_end = gap
    return "" if (i < i_end) == (j < j_end) else "old" if i < i_end else "new"


class _Linking:
    """Goes through the edits of a paragraph.

    Attributes:
        links: What was linked so far.
    """

    def __init__(self, a: Row, b: Row) -> None:
        self._a, self._b = a, b
        self._next = 0  # the old unit that is to be linked next
        self._from = a.start(0), b.start(0)  # the places from where on
        self.links: list[Link] = []

    def through(self, runs: list[Run]) -> bool:
        """Link all that stayed, given as runs of units; says whether that could be done."""
        end = len(self._a.units), len(self._b.units)
        runs.append(Run(*end, 0))
        gaps = _gaps(runs)
        if not self._a.WHOLE:
            self._widen(gaps, runs)
        points = [self._point(gap) for gap in gaps]
        for k, run in enumerate(runs[:-1]):
            if run.length < _NEAR and _one_sided(gaps[k]) == _one_sided(gaps[k + 1]) != "":
                points[k] = points[k + 1] = None  # they may be one
        if points.count(None) * self._a.WORTH > max(end):
            return False
        k = 0
        while k < len(runs):
            first = k
            point = points[k]
            if point is None:
                while 0 < runs[k].length < _NEAR:
                    k += 1
                x, y, size = runs[k]
                room = gaps[k + 1][0] - x if size else 0
                if (x + size, y + size) != end:
                    room //= 2  # the other half is for the next edit
                if not self._window((gaps[first][0], x, gaps[first][2], y), room):
                    return False
            else:
                self._pass(gaps[k], point)
            k += 1
        if self._next < end[0]:
            self._link(self._a.end(end[0]), self._b.end(end[1]))
        return True

    def _widen(self, gaps: list[Gap], runs: Sequence[Run]) -> None:
        """Widen edits to whole tokens, where that leaves something between them."""
        a, b = self._a, self._b
        room = 0
        for k, (i, i_end, j, j_end) in enumerate(gaps):
            low = high = 0
            while low < room and (a.inside(i - low) or b.inside(j - low)):
                low += 1
            behind = runs[k].length
            while high < behind and (a.inside(i_end + high) or b.inside(j_end + high)):
                high += 1
            if low + high and (low < room or not room) and (high < behind or not behind):
                gaps[k] = i - low, i_end + high, j - low, j_end + high
                behind -= high
            room = behind

    def _point(self, gap: Gap) -> int | None:
        """How many characters stayed at the end of an edit that has no word on both sides.

        ``None`` where it has, or where it could stand elsewhere as well.
        """
        i, i_end, j, j_end = gap
        if i == i_end and j == j_end:
            return 0
        a, b = self._a, self._b
        if not a.WHOLE and any((a.inside(i), a.inside(i_end), b.inside(j), b.inside(j_end))):
            return None
        x, y = a.codes(i, i_end), b.codes(j, j_end)
        if i == i_end or j == j_end:
            codes, own, first, end = (x, a, i, i_end) if i < i_end else (y, b, j, j_end)
            if not codes or len(codes) > _MANY or (first and own.before(first) in {"", codes[-1]}):
                return None
            return None if end < len(own.units) and own.behind(end) in {"", codes[0]} else 0
        if not x or not y:
            return None
        point = 0
        if x[-1] == y[-1] and x[-1] in _POINTS:
            point = 1  # of ``may,`` and ``shall,`` the comma stayed
            x, y = x[:-1], y[:-1]
        if not x or not y or len(x) > _MANY or len(y) > _MANY or not set(x).isdisjoint(y):
            return None
        return point

    def _pass(self, gap: Gap, point: int) -> None:
        """Link what stands before an edit, and the point with which it ends."""
        i, i_end, j, j_end = gap
        a, b = self._a, self._b
        if self._next < i:
            self._link(a.end(i), b.end(j))
        self._next = i_end
        if point:
            p, q = a.end(i_end) - 1, b.end(j_end) - 1
            if a.text[p] == b.text[q]:
                self.links.append(((p, p + 1), (q, q + 1)))
        self._from = a.start(i_end), b.start(j_end)

    def _window(self, gap: Gap, room: int) -> bool:
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
