"""Any source with a mark on the rows that a check noticed something about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.tui.look import Role
from policyreview.tui.sources.folding import KnowsOld

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policyreview.tui.columns.model import Changes, Row, Side
    from policyreview.tui.work.comparison import Comparing


class Noted:
    """A source whose rows carry flags, and sentences that must not be overlooked."""

    def __init__(
        self, source: Comparing, flags: Mapping[int, bool], notes: Mapping[int, str]
    ) -> None:
        """Take a source.

        Args:
            source: What is shown.
            flags: Rows with a finding; true where it is about the right side.
            notes: Rows with a sentence that is always shown, safe already.
        """
        self._source = source
        self._flags = flags
        self._notes = notes
        self.columns = source.columns
        self.heads = source.heads
        self.numbered = source.numbered

    def __len__(self) -> int:
        """How many rows."""
        return len(self._source)

    def row(self, index: int) -> Row:
        """A row of the source with its flag."""
        row = self._source.row(index)
        if index not in self._flags or (row.left is None and row.right is None):
            return row
        if row.right is not None and (self._flags[index] or row.left is None):
            return replace(row, right=self._flagged(row.right, index))
        return replace(row, left=self._flagged(row.left, index) if row.left else None)

    def _flagged(self, side: Side, index: int) -> Side:
        note = self._notes.get(index, "")
        if not note:
            return replace(side, flag="!")
        words = f"{note}; {side.note}" if side.note else note
        role = side.sign_role if side.sign.strip() else Role.BAD
        return replace(side, flag="!", note=words, sign_role=role)

    def is_changed(self, index: int) -> bool:
        """Whether the row shows a change."""
        return self._source.is_changed(index)

    def search_text(self, index: int) -> str:
        """The row's text."""
        return self._source.search_text(index)

    @property
    def changes(self) -> Changes:
        """The source's changes."""
        return self._source.changes

    def place(self, index: int) -> int:
        """Where the row stands."""
        return self._source.place(index)

    def row_at(self, place: int) -> int:
        """The row at a place."""
        return self._source.row_at(place)

    def row_at_old(self, place: int) -> int:
        """The row at a place of the old text, where the source knows one."""
        return self._source.row_at_old(place) if isinstance(self._source, KnowsOld) else 0

    def other_end(self, index: int) -> int | None:
        """The other end of a moved passage."""
        return self._source.other_end(index)
