"""Modes 2 and 3: two revisions of a text, in two columns or in one."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice
from operator import gt
from typing import TYPE_CHECKING

from policyreview.redline.model import Lazy
from policyreview.redline.model import Row as Place
from policyreview.redline.packed import CHANGES, outlines
from policyreview.redline.telling import following
from policyreview.redline.wording import whole
from policyreview.terminal.spaces import joined
from policyreview.tui.columns.model import Changes, Row, Side
from policyreview.tui.look import Role
from policyreview.tui.sources.runs import ends_paragraph, of_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.redline import Redline, RedlineBlock, Token
    from policyreview.redline.model import Span
    from policyreview.tui.columns.model import Run
    from policyreview.tui.sources.headings import Headings

SIGNS: dict[str, tuple[str, Role]] = {
    "kept": (" ", Role.TEXT),
    "spaced": ("·", Role.SIGN_CHANGED),
    "inserted": ("+", Role.SIGN_INSERTED),
    "deleted": ("-", Role.SIGN_DELETED),
    "changed": ("~", Role.SIGN_CHANGED),
    "moved": ("»", Role.MOVED),
    "left": ("«", Role.MOVED),
    "renumbered": ("#", Role.RENUMBERED),
}

_KEPT, _MOVED = CHANGES.index("kept"), CHANGES.index("moved")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a redline is shown.

    Attributes:
        spaces: White space that changed is a change, shown by signs.
        apart: A changed paragraph is shown as the old one and the new one, without marks on words.
    """

    spaces: bool = False
    apart: bool = False


class _Redlined:
    """What both ways of showing a redline share: which block stands where, and the changes."""

    numbered = False
    columns = 1

    def __init__(
        self,
        redline: Redline,
        heads: tuple[str, ...],
        headings: tuple[Headings, Headings],
        where: Callable[[Span, bool], str],
        manner: Manner | None = None,
    ) -> None:
        """Take a comparison.

        Args:
            redline: The comparison.
            heads: What stands above the columns.
            headings: Those of the old and of the new text.
            where: Tells where a span of the old (true) or new text stands, for moves.
            manner: How it is shown, None for words marked and white space left aside.
        """
        self.heads = heads
        self._redline = redline
        self._blocks = redline.blocks
        self._headings = headings
        self._where = where
        self._manner = manner or Manner()
        self._shape = outlines(redline)
        self._rows, self._places = self._find_rows()
        self._olds = Lazy(self._find_old)
        self.changes = self._find_changes()
        self._ends: dict[int, list[int]] = {}
        for index, row in enumerate(self._rows):
            if self._shape.changes[row >> 2] == _MOVED:
                self._ends.setdefault(row >> 2, []).append(index)

    def _find_rows(self) -> tuple[array[int], array[int]]:
        """The rows that show anything, and where each stands in the new text.

        Of each the block times four, and 2 for its old side, 1 for its new side.
        """
        shape = self._shape
        old, new = str(self._redline.old), str(self._redline.new)
        rows, places = array("i"), array("i")
        place = 0
        for row in shape.rows:
            at = row >> 1 & -2
            if shape.changes[row >> 2] == _KEPT:
                # Is anything left of it without its white space?
                span, text = (shape.new, new) if row & 1 else (shape.old, old)
                if text[span[at] : span[at + 1]].isspace():
                    continue
            if row & 1:
                place = shape.new[at]
            rows.append(row)
            places.append(place)
            if row & 1:
                place = shape.new[at + 1]
        return (shape.rows if len(rows) == len(shape.rows) else rows), places

    def _find_old(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where the rows with an old side stand in the old text, rising, and their indices."""
        shape = self._shape
        rows = array("i", (index for index, row in enumerate(self._rows) if row & 2))
        places = array("i", (shape.old[self._rows[row] >> 1 & -2] for row in rows))
        if any(map(gt, places, islice(places, 1, None))):  # something was moved
            found = sorted(zip(places, rows, strict=True))
            places, rows = (array("i", each) for each in zip(*found, strict=True))
        return places, rows

    def _find_changes(self) -> Changes:
        rows = array("i")
        words: list[str] = []
        before = "kept"
        for index, row in enumerate(self._rows):
            change = self._change(row >> 2)
            if change != "kept" and not (change == before and change in {"inserted", "deleted"}):
                rows.append(index)
                words.append("white space" if change == "spaced" else change)
            before = change
        return Changes(rows, words)

    def __len__(self) -> int:
        """How many rows."""
        return len(self._rows)

    def is_changed(self, index: int) -> bool:
        """Whether the row shows a change."""
        return self._change(self._rows[index] >> 2) != "kept"

    def _change(self, block: int) -> str:
        """What became of a block, its white space looked at where that was asked for."""
        shape = self._shape
        change = CHANGES[shape.changes[block]]
        if change == "kept" and self._manner.spaces:
            at = 2 * block
            old = self._redline.old[shape.old[at] : shape.old[at + 1]]
            if old != self._redline.new[shape.new[at] : shape.new[at + 1]]:
                return "spaced"
        return change

    def _at(self, index: int) -> tuple[RedlineBlock, Place]:
        """A row's block, and which of its sides stand there."""
        row = self._rows[index]
        return self._blocks[row >> 2], Place.of(row)

    def search_text(self, index: int) -> str:
        """Both sides' text."""
        block = self._blocks[self._rows[index] >> 2]
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
        places, rows = self._olds.get()
        return rows[max(0, bisect_right(places, place) - 1)] if rows else 0

    def other_end(self, index: int) -> int | None:
        """The other end of a moved passage."""
        ends = self._ends.get(self._rows[index] >> 2, [])
        return next((end for end in ends if end != index), None)

    def _runs(self, block: RedlineBlock, sides: str, base: Role) -> tuple[Run, ...]:
        """A block's words with its heading, on one side or on both."""
        which = int(block.new is not None)
        span = block.new or block.old or (0, 0)
        text = (self._redline.old, self._redline.new)[which][span[0] : span[1]]
        heading = self._headings[which].length(span[0], text)
        if block.change == "kept" and not self._manner.spaces:
            tokens: Sequence[Token] = (("=", self._own(block, sides)),)
        elif self._manner.apart and block.change == "changed":
            tokens = self._apart(block)
        else:
            tokens = whole(block.tokens)
        behind = following((self._redline.old, self._redline.new), block.old, block.new)
        runs = of_tokens(
            tokens, sides, base, heading=heading, spaces=self._manner.spaces, behind=behind,
            changed=block.change == "changed",
        )  # fmt: skip
        return joined(runs)

    def _own(self, block: RedlineBlock, sides: str) -> str:
        """A block's text on the side that is shown, on the newer one of both."""
        if block.new is not None and "+" in sides:
            return self._redline.new[slice(*block.new)]
        return self._redline.old[slice(*block.old)] if block.old is not None else ""

    def _apart(self, block: RedlineBlock) -> Sequence[Token]:
        """The old words and then the new ones."""
        old = self._redline.old[slice(*block.old)] if block.old else ""
        new = self._redline.new[slice(*block.new)] if block.new else ""
        if self.columns == 2:
            return (("-", old), ("+", new))
        return (("-", old.rstrip("\r\n")), ("=", "\n\n"), ("+", new))

    def _gap(self, block: RedlineBlock) -> bool:
        texts = [
            text[span[0] : span[1]]
            for text, span in ((self._redline.old, block.old), (self._redline.new, block.new))
            if span is not None
        ]
        return any(ends_paragraph(text) for text in texts) or not any(texts)

    def _mark(self, block: RedlineBlock, row: Place) -> tuple[str, Role, Role]:
        """A block's sign, the role of that, and the role of its words that stayed."""
        if block.change != "moved":
            return (*SIGNS[self._change(row.block)], Role.TEXT)
        if row.old and not row.new:
            return (*SIGNS["left"], Role.MOVED_AWAY)
        return (*SIGNS["moved"], Role.MOVED)

    def _note(self, block: RedlineBlock, row: Place) -> str:
        if block.change != "moved" or (row.old and row.new):
            return ""
        if row.new and block.old is not None:
            return f"moved here from {self._where(block.old, True)}"
        if row.old and block.new is not None:
            where = self._where(block.new, False)
            return f"moved {where}" if where.startswith("behind ") else f"moved to {where}"
        return ""


class TwoColumns(_Redlined):
    """The old revision on the left, the new one on the right."""

    columns = 2

    def row(self, index: int) -> Row:
        """One paragraph's two sides."""
        block, row = self._at(index)
        sign, role, base = self._mark(block, row)
        note = self._note(block, row)
        left = right = None
        if row.old and block.old is not None:
            left = Side(self._runs(block, "-", base), sign, role, note=note)
        if row.new and block.new is not None:
            right = Side(self._runs(block, "+", base), sign, role, note=note)
        return Row(left, right, gap=self._gap(block))


class OneColumn(_Redlined):
    """One text with what was deleted and inserted in its place."""

    columns = 1

    def row(self, index: int) -> Row:
        """One paragraph with its marks."""
        block, row = self._at(index)
        sign, role, base = self._mark(block, row)
        if block.change == "moved" and not row.new:
            sides = "-"
        elif block.change == "moved" and not row.old:
            sides = "-+"
        else:
            sides = ("-" if row.old else "") + ("+" if row.new else "")
        side = Side(self._runs(block, sides, base), sign, role, note=self._note(block, row))
        return Row(side, gap=self._gap(block))
