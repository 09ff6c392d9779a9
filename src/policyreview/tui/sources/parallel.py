"""Mode 4: two languages of one revision, bead beside bead."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from policyreview.tui.columns.model import Change, Row, Side
from policyreview.tui.look import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.parallel import Bead, Unit
    from policyreview.tui.columns.model import Run


class Parallel:
    """One language on the left, the other on the right."""

    columns = 2
    numbered = False

    def __init__(
        self,
        beads: Sequence[Bead],
        source: Sequence[Unit],
        target: Sequence[Unit],
        heads: tuple[str, str],
    ) -> None:
        """Take an alignment.

        Args:
            beads: Which blocks stand beside which.
            source: The left language's blocks.
            target: The right language's.
            heads: What stands above the columns.
        """
        self.heads: tuple[str, ...] = heads
        self._beads = beads
        self._source = source
        self._target = target
        self._places: list[int] = []
        place = 0
        for bead in beads:
            if bead.source:
                place = max(place, source[bead.source[0]].start)
            self._places.append(place)
        self.changes: Sequence[Change] = [
            Change(index, "in doubt" if bead.paired else "without a counterpart")
            for index, bead in enumerate(beads)
            if bead.doubtful or not bead.paired
        ]

    def __len__(self) -> int:
        """How many beads."""
        return len(self._beads)

    @property
    def summary(self) -> str:
        """How sure the pairing is, in a few words."""
        doubtful = sum(bead.doubtful and bead.paired for bead in self._beads)
        lone = sum(not bead.paired for bead in self._beads)
        return f"{doubtful} of {len(self._beads)} pairs in doubt, {lone} without a counterpart"

    def is_changed(self, index: int) -> bool:
        """Whether the bead wants a look."""
        bead = self._beads[index]
        return bead.doubtful or not bead.paired

    def row(self, index: int) -> Row:
        """One bead."""
        bead = self._beads[index]
        sign, role = (" ", Role.TEXT)
        if not bead.paired:
            sign, role = ("!", Role.SIGN_CHANGED)
        elif bead.doubtful:
            sign, role = ("?", Role.WARN)
        elif bead.moved:
            sign, role = ("»", Role.MOVED)
        left = self._side([self._source[each] for each in bead.source], sign, role)
        right = self._side([self._target[each] for each in bead.target], sign, role)
        return Row(left or _nothing(bead), right or _nothing(bead))

    def _side(self, units: Sequence[Unit], sign: str, role: Role) -> Side | None:
        if not units:
            return None
        runs: list[Run] = []
        for number, unit in enumerate(units):
            runs.append((("\n\n" if number else "") + unit.text, Role.TEXT))
        return Side(tuple(runs), sign, role, heading=units[0].kind.startswith("h"))

    def search_text(self, index: int) -> str:
        """Both languages' text."""
        bead = self._beads[index]
        texts = [self._source[each].text for each in bead.source]
        texts += [self._target[each].text for each in bead.target]
        return "\n".join(texts)

    def place(self, index: int) -> int:
        """Where the bead stands in the left language's text."""
        return self._places[index]

    def row_at(self, place: int) -> int:
        """The bead at a place of the left language's text."""
        return max(0, bisect_right(self._places, place) - 1)

    def other_end(self, index: int) -> int | None:  # noqa: ARG002
        """Both ends of a moved bead stand on its row."""
        return None


def _nothing(bead: Bead) -> Side | None:
    """What stands where a language has no counterpart."""
    if bead.paired:
        return None
    return Side((("no counterpart", Role.WARN),), "!", Role.SIGN_CHANGED)
