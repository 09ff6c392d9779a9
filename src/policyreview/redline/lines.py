"""A text as lines, each with the empty ones behind it, and where its paragraphs begin."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from policyreview.redline.paragraphs import BROAD, OPENS, STOPS, spans, stanza

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r".*\n(?:[^\S\n]*\n)*(?:[^\S\n]+\Z)?|.+")


class Lines:
    """The lines of a text.

    Attributes:
        text: The text.
        lines: Each line with the empty ones behind it. Only the first may be nothing but empty.
        starts: The first code point of each, and, last, the length of the text.
    """

    __slots__ = ("_known", "_last", "_nears", "_returns", "lines", "starts", "text")

    def __init__(self, text: str, one: dict[str, str]) -> None:
        """Cut a text; of what ``one`` holds already the same string is taken."""
        found = _LINE.findall(text)
        self.text = text
        self._returns = "\r" in text
        self.lines: list[str] = list(map(one.setdefault, found, found))
        self.starts = list(accumulate(map(len, found), initial=0))
        self._nears: list[bool] | None = None
        self._known: dict[tuple[int, int], list[int]] = {}
        # of each whether it is the last of its paragraph: empty ones follow, or nothing
        self._last = [len(line) - line.find("\n") != 1 for line in found]
        if found and found[0].isspace():
            self._last[0] = True

    def goes_on(self, line: int) -> bool:
        """Whether a line may belong to the paragraph of the one before it."""
        return self._near()[line] and not (
            OPENS.match(self.lines[line]) or STOPS.match(self.lines[line - 1])
        )

    def _near(self) -> list[bool]:
        """Of each line, and of the end, whether it stands right below another line.

        Both may have been wrapped by hand.
        """
        if self._nears is None:
            sizes = list(map(len, self.lines))
            rows = zip(self._last, sizes, sizes[1:], self.lines[1:], strict=False)
            self._nears = [
                not last and above <= BROAD and (size <= BROAD or 0 <= own.find("\n") < BROAD)
                for last, above, size, own in rows
            ]
            self._nears = [False, *self._nears, False]
        return self._nears

    def cuts(self, first: int, end: int) -> Sequence[int]:
        """Where the paragraphs of some lines begin, and, last, where these lines end.

        No paragraph may go on beyond these lines.
        """
        starts = self.starts
        if first == end:
            return [starts[first]]
        if self._returns or self.lines[first].isspace():
            low, high = starts[first], starts[end]
            return [*(low + start for start, _ in spans(self.text[low:high])), high]
        if False not in self._last[first : end - 1]:
            return starts[first : end + 1]
        out: list[int] = []
        low = first
        for line in range(first, end):
            if self._last[line] or line == end - 1:
                out.append(starts[low])
                if low < line:
                    out += self._inner(low, line + 1)
                low = line + 1
        out.append(starts[end])
        return out

    def _inner(self, first: int, end: int) -> list[int]:
        """Where paragraphs begin within some lines that follow each other at once.

        How the lines around them are wrapped says how they are.
        """
        low, high, near = first, end, self._near()
        while near[low]:
            low -= 1
        while near[high]:
            high += 1
        if (low, high) not in self._known:
            inner = stanza(self.lines[low:high], self.starts[low], self.starts[high])
            self._known[low, high] = [start for start, _ in inner]
        begin, behind = self.starts[first], self.starts[end]
        return [start for start in self._known[low, high] if begin < start < behind]
