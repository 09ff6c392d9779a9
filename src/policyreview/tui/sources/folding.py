"""Any source with the stretches that did not change folded into one line each."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from policyreview.tui.columns.model import Row
from policyreview.tui.look import Role
from policyreview.tui.work.words import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from policyreview.tui.columns.model import Source


@runtime_checkable
class KnowsOld(Protocol):
    """A source that finds places of the older text too."""

    def row_at_old(self, place: int) -> int:
        """The row at a place of the old text."""
        ...


_AROUND = 1
"""Unchanged rows that stay beside a change."""
_NEAR = 3
"""Rows from a folded stretch within which it can be unfolded."""
_LEAST = 3
"""Rows that are worth folding."""
_TWO = 2
"""The same of clauses, which are folded with nothing of theirs left beside a change."""


class Folded:
    """A source whose unchanged stretches take one row each.

    Attributes:
        in_clauses: Whether whole clauses are folded.
    """

    numbered = False

    def __init__(
        self,
        source: Source,
        shown: Sequence[int],
        opened: Collection[range] = (),
        clauses: Sequence[int] = (),
    ) -> None:
        """Fold.

        Args:
            source: What is folded.
            shown: The rows with a change, or those of clauses with one, rising.
            opened: Rows that were unfolded: what is folded and has one of them stays so.
            clauses: The rows where clauses begin, rising, where whole ones are folded.
        """
        self._source = source
        self.columns = source.columns
        self.heads = source.heads
        self._clauses = clauses
        self.in_clauses = bool(clauses)
        beside = (0, _TWO) if clauses else (_AROUND, _LEAST)
        self._starts, self._ends = _spans(len(source), shown, beside, opened)
        known = source.changes
        self.changes = known.at([self._index(row) for row in known.rows])

    def __len__(self) -> int:
        """How many rows are left."""
        return len(self._starts)

    def row(self, index: int) -> Row:
        """A row of the source, or what was folded there."""
        start, end = self._starts[index], self._ends[index]
        if end - start == 1:
            return self._source.row(start)
        what = counted(end - start, "paragraph")
        if self.clauses_at(index):
            what = f"{counted(self.clauses_at(index), 'clause')}, {what},"
        return Row(across=((f"⋯ {what} without a change (enter unfolds)", Role.DIM),))

    def search_text(self, index: int) -> str:
        """The row's text; all of it where rows are folded."""
        start, end = self._starts[index], self._ends[index]
        return "\n".join(self._source.search_text(each) for each in range(start, end))

    def place(self, index: int) -> int:
        """Where the row, or the first one folded there, stands."""
        return self._source.place(self._starts[index])

    def row_at(self, place: int) -> int:
        """The row at a place."""
        return self._index(self._source.row_at(place))

    def row_at_old(self, place: int) -> int:
        """The row at a place of the old text, where the source knows one."""
        if isinstance(self._source, KnowsOld):
            return self._index(self._source.row_at_old(place))
        return 0

    def other_end(self, index: int) -> int | None:
        """The other end of a moved passage."""
        start, end = self._starts[index], self._ends[index]
        if end - start != 1:
            return None
        other = self._source.other_end(start)
        return None if other is None else self._index(other)

    def clauses_at(self, index: int) -> int:
        """How many whole clauses are folded at a row."""
        start, end = self._starts[index], self._ends[index]
        begun = bisect_left(self._clauses, end) - bisect_left(self._clauses, start)
        return begun if end - start > 1 else 0

    def folded_at(self, index: int) -> range | None:
        """The rows of the source that are folded at a row, None where none are."""
        start, end = self._starts[index], self._ends[index]
        return range(start, end) if end - start > 1 else None

    def text_within(self, row: int) -> str:
        """The text of a row of the source."""
        return self._source.search_text(row)

    def place_within(self, row: int) -> int:
        """Where a row of the source stands."""
        return self._source.place(row)

    def folded_near(self, index: int) -> range | None:
        """The rows that are folded at a row or next to it, None where none are.

        Of one above and one below, equally far, the one above.
        """
        for away in range(_NEAR + 1):
            for at in (index - away, index + away):
                found = self.folded_at(at) if 0 <= at < len(self._starts) else None
                if found is not None:
                    return found
        return None

    def shown_at(self, row: int) -> int:
        """Where a row of the source is now."""
        return self._index(row)

    def _index(self, row: int) -> int:
        return max(0, bisect_right(self._starts, row) - 1)


def _spans(
    count: int, shown: Sequence[int], beside: tuple[int, int], opened: Collection[range]
) -> tuple[array[int], array[int]]:
    """Rows as spans ``[start, end)``: of one row where it stays, of many where they are folded.

    Args:
        count: All rows.
        shown: Rows that stay, rising.
        beside: How many stay beside them, and how many are worth folding.
        opened: Rows that were unfolded.
    """
    starts, ends = array("i"), array("i")
    around, least = beside
    row = 0
    for each in (*shown, count + around):
        start, end = each - around, min(count, each + around + 1)
        if start - row >= least and not any(
            rows.start < start and row < rows.stop for rows in opened
        ):
            starts.append(row)
            ends.append(start)
            row = start
        starts.extend(range(row, end))
        ends.extend(range(row + 1, end + 1))
        row = max(row, end)
    return starts, ends
