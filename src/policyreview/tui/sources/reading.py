"""Mode 1: one text as it stands, line for line."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from policyreview.tui.columns.model import Change, Row, Side
from policyreview.tui.sources.headings import Headings
from policyreview.tui.sources.runs import titled

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_END = re.compile(r"\r\n|\n|\r")


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
        self._starts = [0]
        self._ends: list[int] = []
        for hit in _LINE_END.finditer(text):
            self._ends.append(hit.start())
            self._starts.append(hit.end())
        self._ends.append(len(text))
        if len(self._starts) > 1 and self._starts[-1] == len(text):
            self._starts.pop()
            self._ends.pop()

    def __len__(self) -> int:
        """How many lines."""
        return len(self._starts)

    def row(self, index: int) -> Row:
        """One line."""
        text = self._text[self._starts[index] : self._ends[index]]
        bare = text.lstrip()
        heading = self._headings.length(self._starts[index] + len(text) - len(bare), bare)
        runs = titled(text, heading + len(text) - len(bare) if heading else 0)
        return Row(Side(runs, number=index + 1), gap=False)

    def is_changed(self, index: int) -> bool:  # noqa: ARG002
        """Never: one text alone has no changes."""
        return False

    def search_text(self, index: int) -> str:
        """The line."""
        return self._text[self._starts[index] : self._ends[index]]

    @property
    def changes(self) -> Sequence[Change]:
        """None: one text alone has no changes."""
        return ()

    def place(self, index: int) -> int:
        """Where the line begins."""
        return self._starts[index]

    def row_at(self, place: int) -> int:
        """The line that holds a place."""
        return max(0, bisect_right(self._starts, place) - 1)

    def other_end(self, index: int) -> int | None:  # noqa: ARG002
        """Nothing is moved."""
        return None
