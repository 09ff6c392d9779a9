"""The line under the Review's title: the ways of looking, and where one is among the changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from policyreview.terminal import cells
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import Drawn, look_of

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from policyreview.tui.look import Piece


class ModeBar(Drawn):
    """The five ways of looking, the one in use marked, and a few words on the right."""

    DEFAULT_CSS = "ModeBar { height: 1; width: 1fr; }"

    class Picked(Message):
        """A way of looking was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names
        self._mode = 1
        self._dead: frozenset[int] = frozenset()
        self._words = ""

    def show(self, mode: int, dead: frozenset[int], words: str) -> None:
        """Show which mode is in use, which ones can't be, and the words (safe already)."""
        if (mode, dead, words) != (self._mode, self._dead, self._words):
            self._mode, self._dead, self._words = mode, dead, words
            self.refresh()

    def _parts(self, width: int) -> list[Piece]:
        """The modes as they are drawn: on a narrow screen only the one in use has its name."""
        parts: list[Piece] = []
        for number, name in enumerate(self._names, 1):
            if number == self._mode:
                parts.append((f" [{number} {name}]", Role.STRONG))
            else:
                role = Role.RULE if number in self._dead else Role.DIM
                parts.append((f"  {number} {name} ", role))
        used = sum(cells(text) for text, _ in parts)
        if not self._words or used + cells(self._words) + 2 <= width:
            return parts
        return [
            (f" [{n} {name}]" if n == self._mode else f" {n}", role)
            for (n, name), (_, role) in zip(enumerate(self._names, 1), parts, strict=True)
        ]

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  (there is one line)
        """Draw the line."""
        look = look_of(self)
        width = self.size.width
        pieces = self._parts(width)
        used = sum(cells(text) for text, _ in pieces)
        if self._words and used + cells(self._words) + 2 <= width:
            gap = width - used - cells(self._words) - 1
            pieces += [(" " * gap, Role.TEXT), (self._words, Role.TEXT)]
        return look.strip(pieces, width)

    def on_click(self, event: events.Click) -> None:
        """Take the mode that was clicked."""
        place = 0
        for number, (text, _) in enumerate(self._parts(self.size.width), 1):
            if place <= event.x < place + cells(text):
                self.post_message(self.Picked(number))
                return
            place += cells(text)
