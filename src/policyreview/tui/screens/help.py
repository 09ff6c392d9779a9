"""The help page of a screen: its keys, straight from the command table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from policyreview.terminal import wrap
from policyreview.tui.commands import Place, at
from policyreview.tui.look import Role
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

MARKS: tuple[tuple[str, Role, str], ...] = (
    ("+", Role.SIGN_INSERTED, "inserted, underlined"),
    ("-", Role.SIGN_DELETED, "deleted, struck"),
    ("~", Role.SIGN_CHANGED, "changed: the words that differ are marked"),
    ("·", Role.SIGN_CHANGED, "only white space is another: W shows it"),
    ("«»", Role.MOVED, "moved away, moved here: enter goes to the other end"),
    ("#", Role.RENUMBERED, "renumbered: only the clause's label is another"),
    ("!", Role.WARN, "a check noticed something here: . and , go from one to the next"),
    ('"', Role.MINE, "you commented on the clause"),
    ("✓", Role.GOOD, "viewed"),
    ("?", Role.WARN, "pairing in doubt (two languages)"),
    ("=", Role.GOOD, "pinned together (two languages)"),
)


class Help(Room[None]):
    """The keys of the screen below."""

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
        entries.append(((f"  {ABOUT[self._about]}", Role.TEXT),))
        entries.append(())
        for entry in at(self._about):
            keys = column("  " + entry.shown_keys, 20, Role.MINE)
            room = max(20, width - 22)
            for number, (start, end) in enumerate(wrap(entry.help, room)):
                first = keys if number == 0 else (" " * 20, Role.TEXT)
                entries.append((first, (entry.help[start:end], Role.TEXT)))
        if self._about is Place.REVIEW:
            entries += [(), (("  Marks", Role.STRONG),), ()]
            entries += [
                ((f"  {sign}".ljust(20), role), (words, Role.TEXT)) for sign, role, words in MARKS
            ]
        self._entries = entries
        lists = self.query(Lines)
        if lists:
            lists.first(Lines).set_count(len(entries))

    def _draw(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return self._entries[index]
