"""A list of any length with a cursor, drawn line by line: tables, outlines, forms, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from policyreview.terminal import cells, clip
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import Drawn, look_of, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.strip import Strip

    from policyreview.tui.look import Piece


class Lines(Drawn, can_focus=True):
    """A virtualised list: only the lines on the screen are made.

    Whoever uses it gives the number of lines and a function that draws one; what the lines mean
    stays outside.
    """

    DEFAULT_CSS = "Lines { width: 1fr; height: 1fr; }"

    class Moved(Message):
        """The cursor came to another line."""

        def __init__(self, lines: Lines, index: int) -> None:
            super().__init__()
            self.lines = lines
            self.index = index

        @property
        def control(self) -> Lines:
            """The list."""
            return self.lines

    class Chosen(Message):
        """A line was clicked that was under the cursor already."""

        def __init__(self, lines: Lines, index: int) -> None:
            super().__init__()
            self.lines = lines
            self.index = index

        @property
        def control(self) -> Lines:
            """The list."""
            return self.lines

    def __init__(
        self,
        draw: Callable[[int, int], Sequence[Piece]],
        *,
        id: str | None = None,  # noqa: A002  (Textual's name)
        head: Callable[[int], Sequence[Piece]] | None = None,
        pick: bool = True,
        away: bool = True,
    ) -> None:
        """Make an empty list.

        Args:
            draw: Draws line ``index`` for a width in cells.
            id: The widget's id.
            head: Draws the line above the list, which does not scroll.
            pick: Whether there is a cursor; otherwise the list only scrolls.
            away: Whether the cursor is shown too while another widget has the focus.
        """
        super().__init__(id=id)
        self._draw = draw
        self._head = head
        self._pick = pick
        self._away = away
        self._count = 0
        self._cursor = 0
        self._top = 0
        self._empty: tuple[tuple[Piece, ...], ...] = ()
        self.can_focus = True

    # -- content --------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._count

    @property
    def cursor(self) -> int:
        """The line under the cursor."""
        return self._cursor

    def set_count(self, count: int, *, cursor: int | None = None) -> None:
        """Say how many lines there are now, and where the cursor is to be."""
        self._count = count
        wanted = self._cursor if cursor is None else cursor
        self._cursor = max(0, min(wanted, count - 1))
        self._show_cursor()
        self.refresh()

    def set_empty(self, *lines: tuple[Piece, ...]) -> None:
        """Say what is shown where there are no lines."""
        self._empty = lines
        self.refresh()

    def move_to(self, index: int) -> None:
        """Put the cursor on a line."""
        if not self._count:
            return
        index = max(0, min(index, self._count - 1))
        if index != self._cursor:
            self._cursor = index
            self._show_cursor()
            self.refresh()
            self.post_message(self.Moved(self, index))

    # -- moving ---------------------------------------------------------------------------

    def go_lines(self, lines: int) -> None:
        """Move the cursor (or the view, where there is none) by lines."""
        if self._pick:
            self.move_to(self._cursor + lines)
        else:
            self._scroll(lines)

    def go_pages(self, pages: float) -> None:
        """Move by pages."""
        self.go_lines(round(max(1, self._room() - 1) * pages))

    def go_top(self) -> None:
        """Go to the first line."""
        if self._pick:
            self.move_to(0)
        else:
            self._scroll(-self._count)

    def go_end(self) -> None:
        """Go to the last line."""
        if self._pick:
            self.move_to(self._count - 1)
        else:
            self._scroll(self._count)

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self._top + self._room() >= self._count

    def _room(self) -> int:
        return max(1, self.size.height - (1 if self._head else 0))

    def _scroll(self, lines: int) -> None:
        top = max(0, min(self._top + lines, self._count - self._room()))
        if top != self._top:
            scrolled(self, top - self._top, below=1 if self._head else 0)
            self._top = top
            self.refresh()

    def _show_cursor(self) -> None:
        room = self._room()
        if not self._pick or not self.size.height:
            return
        top = self._top
        if self._cursor < top:
            top = self._cursor
        elif self._cursor >= top + room:
            top = self._cursor - room + 1
        top = max(0, min(top, self._count - room))
        if top != self._top:
            scrolled(self, top - self._top, below=1 if self._head else 0)
            self._top = top

    # -- drawing --------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        look = look_of(self)
        width = self.size.width
        if self._head is not None:
            if y == 0:
                return look.strip(self._head(width), width)
            y -= 1
        if not self._count:
            return look.strip(self._empty[y] if y < len(self._empty) else (), width)
        index = self._top + y
        if index >= self._count:
            return look.strip((), width)
        on = self._pick and index == self._cursor
        on = on and (self._away or self.has_focus)
        cursor = (1 if self.has_focus else 2) if on else 0
        pieces: Sequence[Piece] = self._draw(index, width)
        if on and look.brackets:
            pieces = [(">", Role.STRONG), *_less_one_cell(pieces)]
        return look.strip(pieces, width, cursor=cursor)

    # -- events ---------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self._top = max(0, min(self._top, self._count - self._room()))
        self._show_cursor()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move by three lines."""
        event.stop()
        self.go_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move by three lines."""
        event.stop()
        self.go_lines(-3)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was; a second click chooses."""
        index = self._top + event.y - (1 if self._head else 0)
        if not self._pick or not 0 <= index < self._count or event.y < (1 if self._head else 0):
            return
        if index == self._cursor:
            self.post_message(self.Chosen(self, index))
        else:
            self.move_to(index)


def _less_one_cell(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without their first cell, where that is a space."""
    if pieces and pieces[0][0].startswith(" "):
        first, role = pieces[0]
        return [(first[1:], role), *pieces[1:]]
    return list(pieces)


def column(text: str, width: int, role: Role, *, right: bool = False) -> Piece:
    """Safe text in a column of exactly ``width`` cells."""
    shown = clip(text, width)
    fill = " " * (width - cells(shown))
    return (fill + shown if right else shown + fill, role)
