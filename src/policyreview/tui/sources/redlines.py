"""Modes 2 and 3: two revisions of a text, in two columns or in one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.redline.wording import whole
from policyreview.terminal.spaces import joined
from policyreview.tui.columns.model import Change, Row, Side
from policyreview.tui.look import Role
from policyreview.tui.sources.runs import ends_paragraph, of_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.redline import Redline, RedlineBlock, Token
    from policyreview.redline import Row as Place
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


@dataclass(frozen=True, slots=True)
class Manner:
    """How a redline is shown.

    Attributes:
        spaces: White space that changed is a change, shown by signs.
        whole: A changed paragraph is shown as a whole, old and new, without marks on words.
    """

    spaces: bool = False
    whole: bool = False


class _Redlined:
    """What both ways of showing a redline share: which block stands where, and the changes."""

    numbered = False
    columns = 1

    def __init__(
        self,
        redline: Redline,
        heads: tuple[str, ...],
        headings: tuple[Headings, Headings],
        where: Callable[[int, bool], str],
        manner: Manner | None = None,
    ) -> None:
        """Take a comparison.

        Args:
            redline: The comparison.
            heads: What stands above the columns.
            headings: Those of the old and of the new text.
            where: Names the clause at a place of the old (true) or new text, for moves.
            manner: How it is shown, None for words marked and white space left aside.
        """
        self.heads = heads
        self._redline = redline
        self._blocks = redline.blocks
        self._headings = headings
        self._where = where
        self._manner = manner or Manner()
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
            change = self._change(self._blocks[row.block])
            if change != "kept" and not (change == before and change in {"inserted", "deleted"}):
                found.append(Change(index, "white space" if change == "spaced" else change))
            before = change
        return found

    def __len__(self) -> int:
        """How many rows."""
        return len(self._rows)

    def is_changed(self, index: int) -> bool:
        """Whether the row shows a change."""
        return self._change(self._blocks[self._rows[index].block]) != "kept"

    def _change(self, block: RedlineBlock) -> str:
        """What became of a block, its white space looked at where that was asked for."""
        if block.change == "kept" and self._manner.spaces and block.old and block.new:
            old = self._redline.old[block.old[0] : block.old[1]]
            if old != self._redline.new[block.new[0] : block.new[1]]:
                return "spaced"
        return block.change

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

    def _runs(self, block: RedlineBlock, sides: str, base: Role) -> tuple[Run, ...]:
        """A block's words with its heading, on one side or on both."""
        which = int(block.new is not None)
        span = block.new or block.old or (0, 0)
        text = (self._redline.old, self._redline.new)[which][span[0] : span[1]]
        heading = self._headings[which].length(span[0], text)
        if block.change == "kept" and not self._manner.spaces:
            tokens: Sequence[Token] = (("=", self._own(block, sides)),)
        elif self._manner.whole and block.change == "changed":
            tokens = self._whole(block)
        else:
            tokens = whole(block.tokens)
        return joined(of_tokens(tokens, sides, base, heading=heading, spaces=self._manner.spaces))

    def _own(self, block: RedlineBlock, sides: str) -> str:
        """A block's text on the side that is shown, on the newer one of both."""
        if block.new is not None and "+" in sides:
            return self._redline.new[slice(*block.new)]
        return self._redline.old[slice(*block.old)] if block.old is not None else ""

    def _whole(self, block: RedlineBlock) -> Sequence[Token]:
        """The old words and then the new ones."""
        old = self._redline.old[slice(*block.old)] if block.old else ""
        new = self._redline.new[slice(*block.new)] if block.new else ""
        if self.columns == 2:
            return (("-", old), ("+", new))
        return (("-", old.rstrip("\r\n")), ("=", "\n"), ("+", new))

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
            return (*SIGNS[self._change(block)], Role.TEXT)
        if row.old and not row.new:
            return (*SIGNS["left"], Role.MOVED_AWAY)
        return (*SIGNS["moved"], Role.MOVED)

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
        row = self._rows[index]
        block = self._blocks[row.block]
        sign, role, base = self._mark(block, row)
        if block.change == "moved" and not row.new:
            sides = "-"
        elif block.change == "moved" and not row.old:
            sides = "-+"
        else:
            sides = ("-" if row.old else "") + ("+" if row.new else "")
        side = Side(self._runs(block, sides, base), sign, role, note=self._note(block, row))
        return Row(side, gap=self._gap(block))
