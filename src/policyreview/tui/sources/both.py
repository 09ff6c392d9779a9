"""Mode 5: each language's redline beside the other's, aligned."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.redline.wording import whole
from policyreview.terminal.spaces import joined
from policyreview.tui.columns.model import Changes, Row, Side
from policyreview.tui.look import Role
from policyreview.tui.sources.parallel import beside
from policyreview.tui.sources.runs import of_tokens, titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.parallel import Unit
    from policyreview.redline import Redline, RedlineBlock, Token
    from policyreview.tui.sources.headings import Headings
    from policyreview.tui.work.alignment import Aligned


@dataclass(frozen=True, slots=True)
class Half:
    """One language: its redline, the blocks of its newer text that were aligned, its headings."""

    name: str
    redline: Redline
    units: Sequence[Unit]
    headings: Headings


class Both:
    """A row for each bead; what was deleted stands where it was."""

    columns = 2
    numbered = False

    def __init__(self, aligned: Aligned, left: Half, right: Half, heads: tuple[str, str]) -> None:
        """Take the two redlines and the alignment of their newer texts."""
        self.heads: tuple[str, ...] = heads
        beads = aligned.beads
        self._beads = beads
        self._shared = aligned.shared
        self._halves = (_Side(left), _Side(right))
        self._names = (left.name, right.name)
        self._places = aligned.places()
        self._changed = [
            (self._halves[0].is_changed(bead.source), self._halves[1].is_changed(bead.target))
            for bead in beads
        ]
        told: dict[int, str] = {}
        for index, bead in enumerate(beads):
            if any(self._changed[index]):
                told[index] = self._words(index) or "changed in both languages"
            elif any(
                half.is_renumbered(units)
                for half, units in zip(self._halves, (bead.source, bead.target), strict=True)
            ):
                told[index] = "renumbered"
        self._told = told
        self.changes = Changes(list(told), list(told.values()))

    def __len__(self) -> int:
        """How many beads."""
        return len(self._beads)

    def is_changed(self, index: int) -> bool:
        """Whether either language changed here, if only the number of a clause."""
        return index in self._told

    def _words(self, index: int) -> str:
        """The sentence about a bead that changed in one language only."""
        left, right = self._changed[index]
        if left == right or index in self._shared:
            return ""
        bead = self._beads[index]
        changed, other = self._names if left else self._names[::-1]
        if not bead.paired:
            return f"{changed} changed, no {other} here"
        return f"{changed} changed, {other} did not"

    def row(self, index: int) -> Row:
        """One bead."""
        bead = self._beads[index]
        words = self._words(index)
        sides: list[Side | None] = []
        for number, units in enumerate((bead.source, bead.target)):
            half = self._halves[number]
            changed = self._changed[index][number]
            if not units:
                sides.append(beside(shared=index in self._shared, note=words))
                continue
            sides.append(
                Side(
                    half.runs(units),
                    "~" if changed else " ",
                    Role.SIGN_CHANGED,
                    note=words,
                )
            )
        return Row(sides[0], sides[1])

    def search_text(self, index: int) -> str:
        """Both languages' newer text."""
        bead = self._beads[index]
        return f"{self._halves[0].text(bead.source)}\n{self._halves[1].text(bead.target)}"

    def place(self, index: int) -> int:
        """Where the bead stands in the left language's text."""
        return self._places[index]

    def row_at(self, place: int) -> int:
        """The bead at a place of the left language's text."""
        return max(0, bisect_right(self._places, place) - 1)

    def other_end(self, index: int) -> int | None:  # noqa: ARG002
        """Moves are shown in mode 2 and 3."""
        return None


class _Side:
    """One language's blocks with the words of its redline."""

    def __init__(self, half: Half) -> None:
        self._half = half
        self._blocks: list[RedlineBlock] = []
        self._starts: list[int] = []
        place = 0
        for block in half.redline.blocks:
            if block.new is not None:
                place = block.new[0]
            self._blocks.append(block)
            self._starts.append(place)

    def text(self, units: Sequence[int]) -> str:
        return "\n".join(self._half.units[each].text for each in units)

    def is_changed(self, units: Sequence[int]) -> bool:
        return any(
            block.change not in {"kept", "renumbered"}
            for each in units
            for block in self._near(self._half.units[each])
        )

    def is_renumbered(self, units: Sequence[int]) -> bool:
        return any(
            block.change == "renumbered"
            for each in units
            for block in self._near(self._half.units[each])
        )

    def runs(self, units: Sequence[int]) -> tuple[tuple[str, Role], ...]:
        out: list[tuple[str, Role]] = []
        for number, each in enumerate(units):
            if number:
                out.append(("\n\n", Role.TEXT))
            unit = self._half.units[each]
            tokens: list[Token] = []
            for block in self._near(unit):
                if block.new is None and tokens and not tokens[-1][1].endswith("\n"):
                    tokens.append(("=", "\n\n"))  # what went stood in a paragraph of its own
                tokens += _within(block, unit)
            raw = self._half.redline.new[unit.start : unit.end]
            heading = self._half.headings.length(unit.start, raw)
            runs = joined(of_tokens(tokens, "-+", heading=heading))
            out.extend(runs or titled(unit.text, 0))
        return tuple(out)

    def _near(self, unit: Unit) -> list[RedlineBlock]:
        """The redline's blocks that overlap a unit, deletions right before or in it included."""
        first = max(0, bisect_right(self._starts, unit.start) - 1)
        while first and self._starts[first - 1] == self._starts[first]:
            first -= 1
        found: list[RedlineBlock] = []
        for index in range(first, len(self._blocks)):
            block, start = self._blocks[index], self._starts[index]
            if start >= unit.end:
                break
            if block.new is None:
                if start >= unit.start:
                    found.append(block)
            elif block.new[1] > unit.start:
                found.append(block)
        return found


def _within(block: RedlineBlock, unit: Unit) -> list[Token]:
    """The part of a block's words that falls on a unit of the newer text."""
    tokens: Sequence[Token] = whole(block.tokens)
    if block.change == "kept":
        tokens = [(kind, text) for kind, text in tokens if kind != "-"]
        tokens = [("=", "".join([text for _, text in tokens]))]
    if block.new is None:
        return list(tokens)
    place = block.new[0]
    out: list[Token] = []
    for kind, text in tokens:
        if kind == "-":
            if unit.start <= place <= unit.end:
                out.append((kind, text))
            continue
        if kind == "+" and text.isspace() and place + len(text) == unit.start:
            out.append((kind, text))  # how deep it is nested
        begin, end = max(place, unit.start), min(place + len(text), unit.end)
        if begin < end:
            out.append((kind, text[begin - place : end - place]))
        place += len(text)
    return out
