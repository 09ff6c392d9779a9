"""The palette: every command of a screen, found by typing a part of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from policyreview.tui.commands import Command, Place, at
from policyreview.tui.look import Role
from policyreview.tui.widgets.entry import Entry
from policyreview.tui.widgets.lines import Lines, column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input

    from policyreview.tui.look import Piece


class Palette(ModalScreen[str | None]):
    """A line to type in and the commands that fit it; dismissed with the chosen one's id."""

    DEFAULT_CSS = """
    Palette { align: center top; background: $background 60%; overflow: hidden; }
    Palette Vertical { width: 72; max-width: 100%; height: 20; max-height: 100%; margin: 1 0;
        background: $background; border: solid $border; }
    Palette Input, Palette Input:focus { border: none; height: 1; margin: 0 1 1 1; padding: 0 1;
        background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p,ctrl+c", "give_up", show=False),
        Binding("down,ctrl+n,tab", "step(1)", show=False, priority=True),
        Binding("up,shift+tab", "step(-1)", show=False, priority=True),
    ]

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._all = [entry for entry in at(place) if not entry.id.startswith("move.")]
        self._found: list[Command] = self._all

    def compose(self) -> ComposeResult:
        """A line to type in above a list."""
        with Vertical():
            yield Entry(placeholder="Find a command", compact=True)
            yield Lines(self._draw)

    def on_mount(self) -> None:
        """Show everything."""
        self._lines.can_focus = False
        self._lines.set_empty((("   No command is called that.", Role.DIM),))
        self._lines.set_count(len(self._found))
        self.query_one(Entry).focus()

    @property
    def _lines(self) -> Lines:
        return self.query_one(Lines)

    def _draw(self, index: int, width: int) -> Sequence[Piece]:
        entry = self._found[index]
        keys = entry.shown_keys
        return (
            column("  " + entry.title, max(10, width - len(keys) - 2), Role.TEXT),
            (keys + "  ", Role.DIM),
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the commands whose title has every word that was typed."""
        words = event.value.casefold().split()
        self._found = [
            entry
            for entry in self._all
            if all(word in entry.title.casefold() or word == entry.label for word in words)
        ]
        self._lines.set_count(len(self._found), cursor=0)

    def on_input_submitted(self) -> None:
        """Take the command under the cursor."""
        if self._found:
            self.dismiss(self._found[self._lines.cursor].id)

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Take the command that was clicked."""
        self.dismiss(self._found[event.index].id)

    def action_step(self, lines: int) -> None:
        """Move the list's cursor."""
        self._lines.go_lines(lines)

    def action_give_up(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
