"""Mode 4: two languages of one revision, bead beside bead."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from policyreview.tui.columns.model import Changes, Row, Side
from policyreview.tui.look import Role
from policyreview.tui.sources.runs import titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.tui.columns.model import Run
    from policyreview.tui.sources.headings import Headings
    from policyreview.tui.work.alignment import Aligned


class Parallel:
    """One language on the left, the other on the right."""

    columns = 2
    numbered = False

    def __init__(
        self, aligned: Aligned, headings: tuple[Headings, Headings], heads: tuple[str, str]
    ) -> None:
        """Take an alignment.

        Args:
            aligned: Which blocks stand beside which.
            headings: The headings of the left language's text, and of the right one's.
            heads: What stands above the columns.
        """
        self.heads: tuple[str, ...] = heads
        self._beads = aligned.beads
        self._shared = aligned.shared
        self._units = (aligned.source, aligned.target)
        self._headings = headings
        self._places = aligned.places()
        wanted = [index for index in range(len(self._beads)) if self.is_changed(index)]
        self.changes = Changes(
            wanted,
            [
                "doubtful" if self._beads[index].paired else "without a counterpart"
                for index in wanted
            ],
        )

    def __len__(self) -> int:
        """How many beads."""
        return len(self._beads)

    def is_changed(self, index: int) -> bool:
        """Whether the bead wants a look."""
        bead = self._beads[index]
        return index not in self._shared and (bead.doubtful or not bead.paired)

    def row(self, index: int) -> Row:
        """One bead."""
        bead = self._beads[index]
        sign, role = (" ", Role.TEXT)
        if index in self._shared:
            pass
        elif not bead.paired:
            sign, role = ("!", Role.SIGN_CHANGED)
        elif bead.pinned:
            sign, role = ("=", Role.GOOD)
        elif bead.doubtful:
            sign, role = ("?", Role.WARN)
        elif bead.moved:
            sign, role = ("»", Role.MOVED)
        left = self._side(0, bead.source, sign, role)
        right = self._side(1, bead.target, sign, role)
        nothing = beside(shared=index in self._shared)
        return Row(left or nothing, right or nothing)

    def _side(self, which: int, indexes: Sequence[int], sign: str, role: Role) -> Side | None:
        if not indexes:
            return None
        runs: list[Run] = []
        for number, each in enumerate(indexes):
            unit = self._units[which][each]
            if number:
                runs.append(("\n\n", Role.TEXT))
            runs += titled(unit.text, self._headings[which].length(unit.start, unit.text))
        return Side(tuple(runs), sign, role)

    def search_text(self, index: int) -> str:
        """Both languages' text."""
        bead = self._beads[index]
        texts = [self._units[0][each].text for each in bead.source]
        texts += [self._units[1][each].text for each in bead.target]
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


def beside(*, shared: bool, note: str = "") -> Side:
    """What stands where a language has no block.

    Args:
        shared: The block stands above or below both languages and needs no counterpart.
        note: Words above it.
    """
    if shared:
        return Side((("(for both languages)", Role.DIM),))
    return Side((("no counterpart", Role.WARN),), "!", Role.SIGN_CHANGED, note=note)
