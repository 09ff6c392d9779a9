"""The line at the top (where one is) and the line at the bottom (what can be done)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.terminal import cells, clip
from policyreview.tui.commands import Place, at
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import Drawn, broken, look_of, take_lines

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from policyreview.tui.commands import Command
    from policyreview.tui.look import Piece


_NAMED = 2
"""The piece of a title line that names what is shown: it has a space and the program before it."""
_LEAST = 14
"""Cells that such a name keeps at least, the two spaces before it included."""


class TitleBar(Drawn):
    """One line: the program and the place on the left, who one is on the right."""

    DEFAULT_CSS = "TitleBar { dock: top; height: 1; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._left: tuple[Piece, ...] = ()
        self._right = ""

    def say(self, *left: Piece, right: str = "") -> None:
        """Show other words; all of them safe already."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  (there is one line)
        """Draw the line."""
        look = look_of(self)
        width = self.size.width
        room = width - (cells(self._right) + 3 if self._right else 0)
        pieces = self._fitting(room)
        used = sum(cells(text) for text, _ in pieces)
        if self._right and used <= room:
            gap = width - used - cells(self._right) - 1
            pieces += [(" " * gap, Role.BAR), (self._right + " ", Role.BAR_DIM)]
        else:
            pieces = self._fitting(width)
        return look.strip(pieces, width, fill=Role.BAR)

    def _fitting(self, width: int) -> list[Piece]:
        """The left words; where there are too many the name of the thing shown is cut."""
        pieces: list[Piece] = [(" ", Role.BAR), *self._left]
        over = sum(cells(text) for text, _ in pieces) - width
        if over > 0 and len(pieces) > _NAMED:
            name, role = pieces[_NAMED]
            pieces[_NAMED] = (clip(name, max(_LEAST, cells(name) - over)), role)
        return pieces


_MOST = 4
"""Lines that a sentence at the bottom may take."""


class KeyBar(Drawn):
    """One line of keys from the command table, or a sentence that has just been said, whole."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; width: 1fr; }"

    def __init__(self, place: Place) -> None:
        super().__init__()
        known = at(place)
        leaves = "app.close" if any(c.id == "app.close" for c in known) else "app.back"
        self._kept = {"app.help", leaves}
        ranked = [c for c in known if c.rank or c.id == leaves]
        if place is Place.SIGNOFF:  # its fields take ? as a letter
            ranked = [replace(c, show="f1") if c.id == "app.help" else c for c in ranked]
        self._commands = sorted(ranked, key=lambda c: c.rank or 99)
        self._left_out: frozenset[str] = frozenset()
        self._said: Piece | None = None
        self._shown: list[tuple[int, int, Command]] = []

    def say(self, text: str, role: Role = Role.BAR_STRONG) -> None:
        """Show a sentence (safe already) until the next key."""
        self._said = (text, role)
        self._fit()

    def hush(self) -> None:
        """Show the keys again."""
        if self._said is not None:
            self._said = None
            self._fit()

    def leave_out(self, *names: str) -> None:
        """Show no keys of these commands, by their ids: there is nothing that they could do now."""
        self._left_out = frozenset(names)
        self.refresh()

    def _fit(self) -> None:
        """Take as many lines as the sentence needs."""
        lines = len(self._sentence(self.size.width)) if self._said and self.size.width else 1
        take_lines(self, lines)

    def _sentence(self, width: int) -> list[list[Piece]]:
        return broken((self._said,), width - 2, _MOST) if self._said is not None else []

    def on_resize(self) -> None:
        """Break the sentence for the new width."""
        self._fit()

    @property
    def said(self) -> str:
        """The sentence that is shown, or ``""``."""
        return self._said[0] if self._said else ""

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        look = look_of(self)
        width = self.size.width
        if self._said is not None:
            lines = self._sentence(width)
            pieces = lines[y] if y < len(lines) else []
            return look.strip([(" ", Role.BAR), *pieces], width, fill=Role.BAR)
        return look.strip(self._keys(width), width, fill=Role.BAR)

    def _keys(self, width: int) -> list[Piece]:
        """As many keys as there is room for; help and the way out always stay."""
        chosen = [c for c in self._commands if c.id not in self._left_out]
        while len(chosen) > 2 and sum(_room_of(c) for c in chosen) + 1 > width:
            droppable = [c for c in chosen if c.id not in self._kept]
            chosen.remove(droppable[-1])
        pieces: list[Piece] = [(" ", Role.BAR)]
        place = 1
        self._shown = []
        for entry in chosen:
            self._shown.append((place, place + _room_of(entry) - 2, entry))
            place += _room_of(entry)
            pieces += [(entry.first_key, Role.KEY), (f" {entry.label}  ", Role.BAR)]
        return pieces

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for start, end, entry in self._shown:
            if start <= event.x < end:
                await self.screen.run_action(f"command('{entry.id}')")
                return


def _room_of(entry: Command) -> int:
    return cells(entry.first_key) + 1 + cells(entry.label) + 2
