"""The rows of a comparison as the screen needs them: broken into lines, and walked line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from policyreview.tui.columns.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.tui.columns.layout import Frame, Laid
    from policyreview.tui.columns.model import Row, Source

Place: TypeAlias = tuple[int, int]
"""A row and one of its lines, both from 0."""
_KEPT_ROWS = 150


class LaidRows:
    """Rows, laid out when they are looked at and kept while they are near the screen.

    Args:
        source: The comparison; None where nothing is shown.
        frame: Gives what the rows are laid out for; asked for each row.
    """

    def __init__(self, source: Source | None, frame: Callable[[], Frame]) -> None:
        self._source = source
        self._frame = frame
        self._kept: dict[int, tuple[Row, Laid]] = {}

    def __len__(self) -> int:
        return len(self._source) if self._source is not None else 0

    def known(self, index: int) -> tuple[Row, Laid]:
        """A row, and how it is broken into lines."""
        found = self._kept.get(index)
        if found is None:
            if self._source is None:
                raise IndexError(index)
            if len(self._kept) >= _KEPT_ROWS:
                for key in list(self._kept)[: _KEPT_ROWS // 2]:
                    del self._kept[key]
            row = self._source.row(index)
            found = self._kept[index] = row, lay_out(row, self._frame())
        return found

    def laid(self, index: int) -> Laid:
        """How a row is broken into lines."""
        return self.known(index)[1]

    def down(self, place: Place, lines: int) -> Place:
        """The place so many lines further down, the last line at most."""
        row, line = place
        while lines:
            room = self.laid(row).height - line
            if lines < room or row + 1 >= len(self):
                return row, line + min(lines, room - 1)
            lines -= room
            row, line = row + 1, 0
        return row, line

    def up(self, place: Place, lines: int) -> tuple[Place, int]:
        """The place so many lines further up, the first line at most, and how many lines it is."""
        row, line = place
        left = lines
        while left > line:
            if row == 0:
                return (0, 0), lines - left + line
            left -= line + 1
            row -= 1
            line = self.laid(row).height - 1
        return (row, line - left), lines

    def between(self, above: Place, below: Place) -> int:
        """Lines from one place to a later one, counted to a screenful and a page at most."""
        row, line = above
        count = -line
        while row < below[0] and count < 10_000:
            count += self.laid(row).height
            row += 1
        return count + below[1]

    def lowest(self, room: int) -> Place:
        """The place from which so many lines show the last one at the bottom."""
        row = len(self)
        while row > 0 and room > 0:
            row -= 1
            room -= self.laid(row).height
        return row, max(0, -room)
