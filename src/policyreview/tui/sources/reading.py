"""Mode 1: one text as it stands, line for line."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from policyreview.tui.columns.model import Changes, Row, Side
from policyreview.tui.sources.headings import Headings
from policyreview.tui.sources.runs import titled

if TYPE_CHECKING:
    from collections.abc import Callable

_LINE_END = re.compile(r"\r\n|\n|\r")
_AHEAD = 500
"""Lines that are found at a time."""


class Reading:
    """One text, a row for each of its lines."""

    columns = 1
    numbered = True

    def __init__(self, text: str, head: str, headings: Headings | None = None) -> None:
        """Find the lines.

        Args:
            text: The text.
            head: What stands above it.
            headings: Its headings, None while they are not known.
        """
        self.heads: tuple[str, ...] = (head,)
        self._text = text
        self._headings = headings or Headings()
        self._lines = _Lines(text)

    def __len__(self) -> int:
        """How many lines."""
        return len(self._lines)

    def row(self, index: int) -> Row:
        """One line."""
        start, end = self._lines.span(index)
        text = self._text[start:end]
        bare = text.lstrip()
        heading = self._headings.length(start + len(text) - len(bare), bare)
        runs = titled(text, heading + len(text) - len(bare) if heading else 0)
        return Row(Side(runs, number=index + 1), gap=False)

    def is_changed(self, index: int) -> bool:  # noqa: ARG002
        """Never: one text alone has no changes."""
        return False

    def search_text(self, index: int) -> str:
        """The line."""
        start, end = self._lines.span(index)
        return self._text[start:end]

    @property
    def changes(self) -> Changes:
        """None: one text alone has no changes."""
        return Changes()

    def place(self, index: int) -> int:
        """Where the line begins."""
        return self._lines.span(index)[0]

    def row_at(self, place: int) -> int:
        """The line that holds a place."""
        return self._lines.at(place)

    def other_end(self, index: int) -> int | None:  # noqa: ARG002
        """Nothing is moved."""
        return None


class _Lines:
    """The lines of a text, found as they are asked for: the first of a long one stand at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Of each line where it begins; without CR a line feed is looked for, which is quicker.
        self._starts = array("q", [0])
        self._bare = "\r" not in text
        if not self._bare:
            self._starts.extend(hit.end() for hit in _LINE_END.finditer(text))
        ends = text.count("\n") if self._bare else len(self._starts) - 1
        self._count = ends if ends and text.endswith(("\n", "\r")) else ends + 1

    def __len__(self) -> int:
        return self._count

    def span(self, index: int) -> tuple[int, int]:
        """Where a line stands, its end left out: ``[start, end)`` in code points."""
        starts = self._starts
        if index + 1 >= len(starts):
            self._find(lambda: len(starts) <= index + 1)
        end = starts[index + 1] if index + 1 < len(starts) else len(self._text)
        text = self._text
        while end > starts[index] and text[end - 1] in "\r\n":
            end -= 1
        return starts[index], end

    def at(self, place: int) -> int:
        """The line that holds a place."""
        starts = self._starts
        if place >= starts[-1]:
            self._find(lambda: starts[-1] <= place)
        return max(0, min(bisect_right(starts, place), self._count) - 1)

    def _find(self, wanted: Callable[[], bool]) -> None:
        """Go on finding lines for as long as they are wanted, some more at a time."""
        text, starts = self._text, self._starts
        at = text.find("\n", starts[-1]) + 1 if self._bare else 0
        while at and wanted():
            for _ in range(_AHEAD):
                starts.append(at)
                at = text.find("\n", at) + 1
                if not at:
                    break
