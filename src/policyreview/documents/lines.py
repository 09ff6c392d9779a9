"""Lines of a text: where each begins and ends, and which one a position is in."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG_LINE = 400
_NEAR = 120
_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text. A line ends at LF, CRLF or CR and nowhere else.

    Attributes:
        starts: First code point of each line.
        ends: One past each line's last code point, its line end not included.
    """

    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, position: int) -> int:
        """Line of a position, from 1."""
        return max(1, bisect_right(self.starts, position))

    def words_at(self, text: str, start: int, end: int) -> str:
        """The line of a place, trimmed; of a long line what stands near the place."""
        number = self.at(start)
        first, last = self.starts[number - 1], self.ends[number - 1]
        if last - first <= _LONG_LINE:
            return text[first:last].strip()
        low, high = max(first, start - _NEAR), min(last, end + _NEAR)
        cut = text[low:high].strip()
        return f"{'…' if low > first else ''}{cut}{'…' if high < last else ''}"

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of lines ``first`` to ``last`` (from 1, inclusive).

        The last line end left out.
        """
        return self.starts[first - 1], self.ends[last - 1]


def lines_of(text: str) -> Lines:
    """Find the lines of ``text``. A final line end begins no further line.

    An empty text has none.
    """
    if "\r" not in text:
        begins = [0]
        at = text.find("\n") + 1
        while at:
            begins.append(at)
            at = text.find("\n", at) + 1
        stops = [begin - 1 for begin in begins[1:]]
        if begins[-1] < len(text):
            stops.append(len(text))
        return Lines(array("q", begins[: len(stops)]), array("q", stops))
    starts, ends = array("q"), array("q")
    at = 0
    for found in _BREAK.finditer(text):
        starts.append(at)
        ends.append(found.start())
        at = found.end()
    if at < len(text):
        starts.append(at)
        ends.append(len(text))
    return Lines(starts, ends)
