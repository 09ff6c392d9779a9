"""Modes 2 and 3: two revisions of a text, in two columns or in one."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from policyreview.tui.columns.model import Change, Row, Side
from policyreview.tui.look import Role
from policyreview.tui.sources.runs import ends_paragraph, joined, of_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.redline import Redline, RedlineBlock
    from policyreview.redline import Row as Place

SIGNS: dict[str, tuple[str, Role]] = {
    "kept": (" ", Role.TEXT),
    "inserted": ("+", Role.SIGN_INSERTED),
    "deleted": ("-", Role.SIGN_DELETED),
    "changed": ("~", Role.SIGN_CHANGED),
    "moved": ("»", Role.MOVED),
    "renumbered": ("#", Role.RENUMBERED),
}


class _Redlined:
    """What both ways of showing a redline share: which block stands where, and the changes."""

    numbered = False

    def __init__(
        self,
        redline: Redline,
        heads: tuple[str, ...],
        heading: Callable[[int], bool],
        where: Callable[[int, bool], str],
    ) -> None:
        """Take a comparison.

        Args:
            redline: The comparison.
            heads: What stands above the columns.
            heading: Whether a heading begins at a place of the new text.
            where: Names the clause at a place of the old (true) or new text, for moves.
        """
        self.heads = heads
        self._redline = redline
        self._blocks = redline.blocks
        self._heading = heading
        self._where = where
        self._rows: list[Place] = []
        self._places: list[int] = []
        place = 0
        for row in redline.rows():
            block = self._blocks[row.block]
            if not self._shown(block, row):
                continue
            if block.new is not None and row.new:
                place = block.new[0]
            self._rows.append(row)
            self._places.append(place)
            if block.new is not None and row.new:
                place = block.new[1]
        self._old = sorted(
            (block.old[0], index)
            for index, row in enumerate(self._rows)
            if row.old and (block := self._blocks[row.block]).old is not None
        )
        self.changes: Sequence[Change] = self._find_changes()
        self._ends: dict[int, list[int]] = {}
        for index, row in enumerate(self._rows):
            if self._blocks[row.block].change == "moved":
                self._ends.setdefault(row.block, []).append(index)

    def _shown(self, block: RedlineBlock, row: Place) -> bool:
        """Whether anything is left of a block without its white space."""
        if block.change != "kept":
            return True
        span, text = (block.new, self._redline.new) if row.new else (block.old, self._redline.old)
        return span is not None and not text[span[0] : span[1]].isspace()

    def _find_changes(self) -> list[Change]:
        found: list[Change] = []
        before = "kept"
        for index, row in enumerate(self._rows):
            change = self._blocks[row.block].change
            if change != "kept" and not (change == before and change in {"inserted", "deleted"}):
                found.append(Change(index, change))
            before = change
        return found

    def __len__(self) -> int:
        """How many rows."""
        return len(self._rows)

    def is_changed(self, index: int) -> bool:
        """Whether the row shows a change."""
        return self._blocks[self._rows[index].block].change != "kept"

    def search_text(self, index: int) -> str:
        """Both sides' text."""
        block = self._blocks[self._rows[index].block]
        old = self._redline.old[slice(*block.old)] if block.old else ""
        new = self._redline.new[slice(*block.new)] if block.new else ""
        return new if old == new else f"{old}\n{new}"

    def place(self, index: int) -> int:
        """Where the row stands in the new text."""
        return self._places[index]

    def row_at(self, place: int) -> int:
        """The row at a place of the new text."""
        return max(0, bisect_right(self._places, place) - 1)

    def row_at_old(self, place: int) -> int:
        """The row at a place of the old text."""
        index = bisect_right(self._old, (place, len(self._rows))) - 1
        return self._old[max(0, index)][1] if self._old else 0

    def other_end(self, index: int) -> int | None:
        """The other end of a moved passage."""
        ends = self._ends.get(self._rows[index].block, [])
        return next((end for end in ends if end != index), None)

    def _is_heading(self, block: RedlineBlock) -> bool:
        return block.new is not None and self._heading(block.new[0])

    def _gap(self, block: RedlineBlock) -> bool:
        texts = [
            text[span[0] : span[1]]
            for text, span in ((self._redline.old, block.old), (self._redline.new, block.new))
            if span is not None
        ]
        return any(ends_paragraph(text) for text in texts) or not any(texts)

    def _note(self, block: RedlineBlock, row: Place) -> str:
        if block.change != "moved" or (row.old and row.new):
            return ""
        if row.new and block.old is not None:
            return f"moved here from {self._where(block.old[0], True)}"
        if row.old and block.new is not None:
            return f"moved to {self._where(block.new[0], False)}"
        return ""


class TwoColumns(_Redlined):
    """The old revision on the left, the new one on the right."""

    columns = 2

    def row(self, index: int) -> Row:
        """One paragraph's two sides."""
        row = self._rows[index]
        block = self._blocks[row.block]
        sign, role = SIGNS[block.change]
        base = Role.MOVED if block.change == "moved" else Role.TEXT
        heading = self._is_heading(block)
        note = self._note(block, row)
        left = right = None
        if row.old and block.old is not None:
            runs = joined(of_tokens(block.tokens, "-", base))
            left = Side(runs, sign, role, heading=heading, note=note)
        if row.new and block.new is not None:
            runs = joined(of_tokens(block.tokens, "+", base))
            right = Side(runs, sign, role, heading=heading, note=note)
        return Row(left, right, gap=self._gap(block))


class OneColumn(_Redlined):
    """One text with what was deleted and inserted in its place."""

    columns = 1

    def row(self, index: int) -> Row:
        """One paragraph with its marks."""
        row = self._rows[index]
        block = self._blocks[row.block]
        sign, role = SIGNS[block.change]
        base = Role.MOVED if block.change == "moved" else Role.TEXT
        if block.change == "moved" and not row.new:
            sides = "-"
        elif block.change == "moved" and not row.old:
            sides = "-+"
        else:
            sides = ("-" if row.old else "") + ("+" if row.new else "")
        runs = joined(of_tokens(block.tokens, sides, base))
        side = Side(runs, sign, role, heading=self._is_heading(block), note=self._note(block, row))
        return Row(side, gap=self._gap(block))
