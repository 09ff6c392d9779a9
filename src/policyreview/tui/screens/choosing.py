"""A list over the screen from which one thing is taken by typing a part of its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from policyreview.terminal import cells
from policyreview.tui.look import Role
from policyreview.tui.widgets.entry import Entry
from policyreview.tui.widgets.lines import Lines, column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input

    from policyreview.tui.look import Piece


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to take; its words are safe already.

    Attributes:
        id: What the list is dismissed with.
        title: What it is called, and found by.
        note: Shown on the right.
        word: Another word that finds it when it is typed whole.
    """

    id: str
    title: str
    note: str = ""
    word: str = ""

    def fits(self, words: Sequence[str]) -> bool:
        """Whether every word, in small letters, is in the title or is the one that finds it."""
        title = self.title.casefold()
        return all(word in title or word == self.word for word in words)


class Finder(ModalScreen[str | None]):
    """A line to type in and the options that fit it; dismissed with the chosen one's id."""

    DEFAULT_CSS = """
    Finder { align: center top; background: $background 60%; overflow: hidden; }
    Finder Vertical { width: 72; max-width: 100%; height: 20; max-height: 100%; margin: 1 0;
        background: $background; border: solid $border; }
    Finder Input, Finder Input:focus { border: none; height: 1; margin: 0 1 1 1; padding: 0 1;
        background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p,ctrl+c", "give_up", show=False),
        Binding("enter", "take", show=False, priority=True),
        Binding("down,ctrl+n,tab", "step(1)", show=False, priority=True),
        Binding("up,shift+tab", "step(-1)", show=False, priority=True),
        Binding("pagedown", "step(10)", show=False, priority=True),
        Binding("pageup", "step(-10)", show=False, priority=True),
    ]

    def __init__(self, ask: str, none: str, options: Sequence[Option], first: int = 0) -> None:
        """Make the list.

        Args:
            ask: Stands in the empty line.
            none: What is said where nothing fits.
            options: What there is to take.
            first: The option under the cursor at first.
        """
        super().__init__()
        self._ask = ask
        self._none = none
        self._all = self._found = list(options)
        self._first = first

    def compose(self) -> ComposeResult:
        """A line to type in above a list."""
        with Vertical():
            yield Entry(placeholder=self._ask, compact=True)
            yield Lines(self._draw)

    def on_mount(self) -> None:
        """Show everything."""
        self._lines.can_focus = False
        self._lines.set_empty(((f"   {self._none}", Role.DIM),))
        self._lines.set_count(len(self._found), cursor=self._first)
        self.query_one(Entry).focus()

    @property
    def _lines(self) -> Lines:
        return self.query_one(Lines)

    def _draw(self, index: int, width: int) -> Sequence[Piece]:
        option = self._found[index]
        room = max(10, width - cells(option.note) - 2)
        return (column("  " + option.title, room, Role.TEXT), (option.note + "  ", Role.DIM))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the options that fit what was typed."""
        words = event.value.casefold().split()
        self._found = [option for option in self._all if option.fits(words)]
        self._lines.set_count(len(self._found), cursor=0 if words else self._first)

    def action_take(self) -> None:
        """Take the option under the cursor."""
        if self._found:
            self.dismiss(self._found[self._lines.cursor].id)

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Take the option that was clicked."""
        self.dismiss(self._found[event.index].id)

    def action_step(self, lines: int) -> None:
        """Move the list's cursor."""
        self._lines.go_lines(lines)

    def action_give_up(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
