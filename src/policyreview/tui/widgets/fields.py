"""Parts of a form: a label, and a line that lets one of several things be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message

from policyreview.terminal import cells, pad
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import Drawn, look_of

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

    from policyreview.tui.look import Piece

LABEL = 13
"""Cells of the labels before the fields."""


class Label(Drawn):
    """A word before a field."""

    DEFAULT_CSS = "Label { height: 1; width: 13; }"

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  (there is one line)
        """Draw the word."""
        return look_of(self).strip([(f" {self._words}", Role.DIM)], self.size.width)


class Choice(Drawn, can_focus=True):
    """One of several, all on one line where there is room, else the chosen one and how many."""

    DEFAULT_CSS = "Choice { height: 1; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,space", "step(1)", show=False),
        Binding("left,h", "step(-1)", show=False),
    ]

    class Changed(Message):
        """Another one was chosen."""

        def __init__(self, choice: Choice, index: int) -> None:
            super().__init__()
            self.choice = choice
            self.index = index

        @property
        def control(self) -> Choice:
            """The field."""
            return self.choice

    def __init__(self, options: tuple[str, ...], *, id: str | None = None) -> None:  # noqa: A002
        """Offer some things.

        Args:
            options: What is offered, safe already.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._options = options
        self._index = 0

    @property
    def index(self) -> int:
        """Which one is chosen."""
        return self._index

    def offer(self, options: tuple[str, ...], index: int = 0) -> None:
        """Offer other things."""
        self._options = options
        self._index = max(0, min(index, len(options) - 1))
        self.refresh()

    def choose(self, index: int) -> None:
        """Choose without telling anybody."""
        self._index = index
        self.refresh()

    def action_step(self, step: int) -> None:
        """Choose the next one."""
        if len(self._options) > 1:
            self._index = (self._index + step) % len(self._options)
            self.refresh()
            self.post_message(self.Changed(self, self._index))

    def _pieces(self, width: int) -> list[Piece]:
        if not self._options:
            return [("none", Role.DIM)]
        whole = sum(cells(option) + 4 for option in self._options)
        if len(self._options) == 1 or whole > width:
            shown = self._options[self._index]
            count = f"  ({self._index + 1} of {len(self._options)}, left and right)"
            if cells(shown) + cells(count) > width:
                count = f"  ({self._index + 1} of {len(self._options)})"
            more = [(count, Role.DIM)] if len(self._options) > 1 else []
            room = max(4, width - (cells(count) if more else 0))
            return [(pad(shown, min(room, cells(shown))), Role.TEXT), *more]
        pieces: list[Piece] = []
        for index, option in enumerate(self._options):
            if index == self._index:
                pieces.append((f"[{option}]", Role.STRONG))
            else:
                pieces.append((f" {option} ", Role.DIM))
            pieces.append(("  ", Role.TEXT))
        return pieces

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the line; the field that has the focus has the cursor's ground."""
        width = self.size.width
        return look_of(self).strip(self._pieces(width), width, cursor=int(self.has_focus))

    def on_focus(self) -> None:
        """Show the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that it is gone."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        place = 0
        if sum(cells(option) + 4 for option in self._options) > self.size.width:
            self.action_step(1)
            return
        for index, option in enumerate(self._options):
            if place <= event.x < place + cells(option) + 2 and index != self._index:
                self._index = index
                self.refresh()
                self.post_message(self.Changed(self, index))
                return
            place += cells(option) + 4
