"""The help page of a screen: its keys, from the command table, and what its marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from policyreview.terminal import wrap
from policyreview.tui.commands import Place, at
from policyreview.tui.look import Role
from policyreview.tui.screens.legend import LEGENDS
from policyreview.tui.screens.room import Room, bindings
from policyreview.tui.widgets.lines import Lines, column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.tui.look import Piece

ABOUT = {
    Place.LIBRARY: "All policies of the repository. What waits for you comes first.",
    Place.REVIEW: "One policy: its clauses on the left, its text on the right, in five ways.",
    Place.HISTORY: "The commits that changed the policy, newest first. Any two can be compared.",
    Place.SIGNOFF: "Your signed word on one version. Nothing is written before you sign.",
    Place.VERIFY: "What the signatures and records say of each version.",
    Place.CHARTER: "Who may sign what, whether you trust that, and what is about to change.",
    Place.HELP: "",
    Place.QUESTION: "",
}

_LEFT = 22
"""Cells of the keys and marks."""


class Help(Room[None]):
    """The keys of the screen below, and what its marks and words mean."""

    PLACE: ClassVar[Place] = Place.HELP
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.HELP)

    def __init__(self, about: Place) -> None:
        super().__init__()
        self._about = about
        self._entries: list[tuple[Piece, ...]] = []

    def body(self) -> Iterable[Widget]:
        """One list that only scrolls."""
        yield Lines(self._draw, id="help", pick=False)

    def on_mount(self) -> None:
        """Fill the page."""
        self.program_title((f"  Help: {self._about}", Role.BAR))
        self.on_resize()
        self.query_one(Lines).focus()

    def on_resize(self) -> None:
        """Break the sentences for the width."""
        width = self.size.width
        entries: list[tuple[Piece, ...]] = [()]
        legends = LEGENDS.get(self._about, ())
        words = " and ".join(heading.lower() for heading, _ in legends)
        for sentence, role in (
            (ABOUT[self._about], Role.TEXT),
            (f"Below the keys: what its {words} mean." if words else "", Role.DIM),
        ):
            spans = wrap(sentence, max(18, width - 3)) if sentence else ()
            entries += [((f"  {sentence[start:end]}", role),) for start, end in spans]
        entries.append(())
        for entry in at(self._about):
            entries += _explained(entry.shown_keys, Role.MINE, entry.help, width)
        for heading, meanings in legends:
            entries += [(), ((f"  {heading}", Role.STRONG),), ()]
            for sign, role, meaning in meanings:
                entries += _explained(sign, role, meaning, width)
        self._entries = entries
        lists = self.query(Lines)
        if lists:
            lists.first(Lines).set_count(len(entries))

    def _draw(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return self._entries[index]


def _explained(name: str, role: Role, meaning: str, width: int) -> list[tuple[Piece, ...]]:
    """A key, mark or word and what it means, in as many lines as that needs."""
    lines: list[tuple[Piece, ...]] = []
    for start, end in wrap(meaning, max(18, width - _LEFT - 1)):
        first = (" " * _LEFT, Role.TEXT) if lines else column(f"  {name}", _LEFT, role)
        lines.append((first, (meaning[start:end], Role.TEXT)))
    return lines
