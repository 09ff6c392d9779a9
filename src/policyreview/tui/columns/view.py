"""The two-column view: any comparison, drawn line by line, laid out only where it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from policyreview.terminal import cells
from policyreview.tui.columns.layout import Frame
from policyreview.tui.columns.rows import LaidRows
from policyreview.tui.columns.strips import LineDrawer
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import Drawn, look_of, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from policyreview.tui.columns.model import Source
    from policyreview.tui.look import Look, Piece

_READABLE = 100
"""Cells that one column of prose takes at most: longer lines are hard to read."""
_KEPT_SCREENS = 2
"""Screens of lines that are kept drawn."""


class Columns(Drawn, can_focus=True):
    """Shows a `Source` in one or two columns.

    The position is a row and a line within it, not a number of lines from the beginning, so that
    opening a text costs the same whatever its length: only rows near the screen are broken into
    lines. Both sides of a row always begin on the same line.
    """

    DEFAULT_CSS = "Columns { width: 1fr; height: 1fr; }"

    def __init__(
        self,
        moved: Callable[[], None],
        *,
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        """Make an empty view.

        Args:
            moved: Called when another part of the text is on the screen, or another row is the
                current one. It is no message: all that it changes is to be in the same frame.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._moved = moved
        self._source: Source | None = None
        self._empty: tuple[Sequence[Piece], ...] = ()
        self._top = (0, 0)
        self._here = 0
        self._wrapped = True
        self._shift = 0
        self._query = ""
        self._rows = LaidRows(None, self._frame)
        self._strips: dict[tuple[int, int], list[Segment]] = {}  # of a Strip each has many caches
        self._seen: list[tuple[int, int]] = []
        self._last: tuple[int, int] | None = None
        self._fitted = (0, 0)

    # -- what is shown --------------------------------------------------------------------

    @property
    def source(self) -> Source | None:
        """What is shown."""
        return self._source

    @property
    def here(self) -> int:
        """The current row: the last one jumped to, or the first on the screen."""
        return self._here

    @property
    def wrapped(self) -> bool:
        """Whether long lines are broken."""
        return self._wrapped

    def show(self, source: Source, *, row: int = 0, line: int | None = None) -> None:
        """Show another comparison.

        Args:
            source: What to show.
            row: The row to go to.
            line: The line of the screen that it begins on; None for a little below the top.
        """
        self._source = source
        self._shift = 0
        self._forget()
        self.jump(row, line)

    def show_nothing(self, *lines: Sequence[Piece]) -> None:
        """Show a sentence in place of a text."""
        self._source = None
        self._empty = lines
        self._forget()
        self.refresh()

    def set_wrapped(self, wrapped: bool) -> None:
        """Break long lines, or leave them long."""
        self._wrapped = wrapped
        self._shift = 0
        self._forget()
        self.jump(self._here)

    def set_query(self, query: str) -> None:
        """Mark what is searched for."""
        if query != self._query:
            self._query = query
            self._forget()
            self._settle()

    # -- moving ---------------------------------------------------------------------------

    def go_lines(self, lines: int) -> None:
        """Scroll by lines, down if positive."""
        before = self._top
        moved = self._move(lines)
        if self._top != before:
            scrolled(self, moved, below=self._head_lines)
        self._arrived()

    def go_pages(self, pages: float) -> None:
        """Scroll by pages of the screen's height, less one line of overlap."""
        page = max(1, self.size.height - self._head_lines - 1)
        self.go_lines(round(page * pages) or (1 if pages > 0 else -1))

    def go_top(self) -> None:
        """Show the beginning."""
        self._top = (0, 0)
        self._here = 0
        self._arrived()

    def go_end(self) -> None:
        """Show the end."""
        if self._source is not None and len(self._source):
            self._top = self._lowest()
            self._here = len(self._source) - 1
        self._arrived()

    def go_right(self, step: int) -> None:
        """Scroll unwrapped text sideways, to the right if positive."""
        self._shift = max(0, self._shift + step)
        self._strips.clear()
        self.refresh()

    def jump(self, row: int, line: int | None = None) -> None:
        """Make a row the current one and show it, a little below the top or on a line."""
        count = len(self._source) if self._source is not None else 0
        self._here = max(0, min(row, count - 1))
        self._top = (self._here, 0)
        if line is not None:
            self._move(-line)
        elif self._here:
            self._move(-min(3, max(0, self._text_height() // 6)))
        self._arrived(keep=True)

    @property
    def held(self) -> tuple[int, int]:
        """The current row and the line of the screen where it begins; above it if negative."""
        self._settle()
        if (self._here, 0) in self._seen:
            return self._here, self._seen.index((self._here, 0))
        return self._top[0], -self._top[1]

    def is_visible(self, row: int) -> bool:
        """Whether the first line of a row is on the screen."""
        self._settle()
        return (row, 0) in self._seen

    @property
    def first_row(self) -> int:
        """The first row whose beginning is on the screen."""
        self._settle()
        for row, line in self._seen:
            if line == 0:
                return row
        return self._top[0]

    def _arrived(self, *, keep: bool = False) -> None:
        self._settle()
        if not keep and self._seen:
            first, last = self._seen[0][0], self._seen[-1][0]
            if not first <= self._here <= last:
                self._here = self.first_row if self._here < first else last
                self._strips.clear()
        else:
            self._strips.clear()
        self.refresh()
        self._moved()

    def _move(self, lines: int) -> int:
        """Move the anchor; return the lines really moved."""
        if not len(self._rows):
            return 0
        if lines <= 0:
            self._top, moved = self._rows.up(self._top, -lines)
            return -moved
        place = self._rows.down(self._top, lines)
        lowest = self._lowest() if self._near_end(place[0]) else place
        self._top = min(place, lowest)
        if place > lowest:
            return max(0, lines - self._rows.between(lowest, place))
        return lines

    def _lowest(self) -> tuple[int, int]:
        """The anchor that shows the last line at the bottom."""
        if self._last is None:
            self._last = self._rows.lowest(self._text_height())
        return self._last

    def _near_end(self, row: int) -> bool:
        """Whether the last row may come onto the screen below one: each takes a line at least."""
        return self._source is None or len(self._source) - row <= self._text_height()

    # -- layout ---------------------------------------------------------------------------

    @property
    def _head_lines(self) -> int:
        return 1 if self._source is not None and any(self._source.heads) else 0

    def _text_height(self) -> int:
        return max(1, self.size.height - self._head_lines)

    @property
    def _number_width(self) -> int:
        source = self._source
        if source is None or not source.numbered:
            return 0
        return len(str(len(source))) + 1

    def _side_width(self) -> int:
        """Cells of one side's text."""
        whole = self.size.width - 1
        if self._source is not None and self._source.columns == 2:
            return max(4, (whole - 3) // 2 - 2 - self._number_width)
        return max(4, min(whole - 3 - self._number_width, _READABLE))

    def _forget(self) -> None:
        self._rows = LaidRows(self._source, self._frame)
        self._strips.clear()
        self._seen = []
        self._last = None

    def _frame(self) -> Frame:
        look = look_of(self)
        return Frame(self._side_width(), self._wrapped, look.brackets, self._query)

    def _settle(self) -> None:
        """Work out which line of which row stands on each line of the screen."""
        self._seen = []
        source = self._source
        if source is None or not len(source) or not self.size.height:
            return
        if self._near_end(self._top[0]):
            self._top = min(self._top, self._lowest())
        row, line = self._top
        room = self._text_height()
        while row < len(source) and len(self._seen) < room:
            height = self._rows.laid(row).height
            take = min(height - line, room - len(self._seen))
            self._seen.extend((row, line + step) for step in range(take))
            row, line = row + 1, 0

    # -- drawing --------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        look = look_of(self)
        width = self.size.width
        source = self._source
        if source is None:
            return look.strip(self._empty[y - 1] if 1 <= y <= len(self._empty) else (), width)
        if y < self._head_lines:
            return self._drawer(source, look).heads(source.heads, width)
        if not self._seen:
            self._settle()
        y -= self._head_lines
        if y >= len(self._seen):
            return look.strip((), width)
        place = self._seen[y]
        strip = self._strips.get(place)
        if strip is None:
            if len(self._strips) >= _KEPT_SCREENS * len(self._seen):
                self._strips.clear()
            index, line = place
            row, laid = self._rows.known(index)
            here = index == self._here
            strip = [*self._drawer(source, look).line(row, laid, line, width - 1, here=here)]
            self._strips[place] = strip
        bar = self._thumb(y)
        end = Segment("█" if bar else " ", look.style(Role.THUMB if bar else Role.TEXT))
        return Strip([*strip, end], width)

    def _thumb(self, y: int) -> bool:
        source = self._source
        height = len(self._seen)
        if source is None or not height:
            return False
        total = len(source)
        first, last = self._seen[0][0], self._seen[-1][0]
        if first == 0 and last >= total - 1 and self._top == (0, 0) == self._lowest():
            return False
        size = max(1, height * (last - first + 1) // max(1, total))
        span = max(1, total - (last - first + 1))
        start = round((height - size) * min(1.0, first / span))
        return start <= y < start + size

    def _drawer(self, source: Source, look: Look) -> LineDrawer:
        shift = 0 if self._wrapped else self._shift
        return LineDrawer(look, source.columns, self._number_width, shift)

    # -- events ---------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Break the lines afresh where the width is another; keep the current row in sight."""
        (width, height), self._fitted = self._fitted, (self.size.width, self.size.height)
        in_sight = any(row == self._here for row, _ in self._seen)
        if self.size.width == width:
            self._last = None
        else:
            self._forget()
            self._top = (self._top[0], 0)
        self._settle()
        if in_sight and self.size.height < height:
            while self._seen and self._here > self._seen[-1][0] and self._move(1):
                self._settle()
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by three lines."""
        event.stop()
        self.go_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by three lines."""
        event.stop()
        self.go_lines(-3)

    def on_click(self, event: events.Click) -> None:
        """Make the row that was clicked the current one."""
        y = event.y - self._head_lines
        if 0 <= y < len(self._seen):
            self._here = self._seen[y][0]
            self._arrived(keep=True)

    def look_changed(self) -> None:
        """Draw everything in the new colours."""
        self._forget()
        self._settle()
        self.refresh()

    def widest(self) -> int:
        """Cells of the widest line on the screen, for scrolling sideways."""
        rows = [self._rows.laid(row) for row in {row for row, _ in self._seen}]
        lines = [line for laid in rows for line in (*laid.left, *laid.right)]
        return max((sum(cells(text) for text, _ in line) for line in lines), default=0)
