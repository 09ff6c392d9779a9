"""A text's share of its file: which pieces a reader is shown, and where they stand in the file."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from policyreview.documents import Document
    from policyreview.library.values import PolicyText


class Spans(Sequence[tuple[int, int]]):
    """Pieces ``[start, end)`` of a file as numbers: where two languages take turns, many."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._places = array("i", chain.from_iterable(spans))

    def __len__(self) -> int:
        return len(self._places) // 2

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[int, int], ...]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | tuple[tuple[int, int], ...]:
        if isinstance(index, slice):
            return tuple(self[k] for k in range(*index.indices(len(self))))
        at = 2 * range(len(self))[index]
        return self._places[at], self._places[at + 1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def content_spans(document: Document, text: PolicyText) -> tuple[tuple[int, int], ...]:
    """The pieces ``[start, end)`` of a file that belong to one of its texts, in order.

    Args:
        document: The text's file, read whole.
        text: The text.
    """
    whole = ((0, len(document.text)),) if document.text else ()
    if text.lines is None:
        return whole
    for part in document.parts:
        same = text.interleaved == part.interleaved and len(document.parts) > 1
        if same and text.lines == (part.first_line, part.last_line):
            if text.interleaved and part.language != text.language:
                continue
            return part.shown
    return _lines_span(document.text, *text.lines)


def _lines_span(text: str, first: int, last: int) -> tuple[tuple[int, int], ...]:
    from policyreview.documents import lines_of

    lines = lines_of(text)
    if not lines or first > len(lines):
        return ()
    return (lines.span(max(1, first), max(first, min(last, len(lines)))),)


class ContentLines:
    """From positions and lines of a text's content to lines of its file.

    Args:
        text: The file.
        spans: The content's pieces of it, in order.
    """

    def __init__(self, text: str, spans: tuple[tuple[int, int], ...]) -> None:
        from policyreview.documents import lines_of

        self._spans = spans
        self._before = [0, *accumulate(end - start for start, end in spans)]
        self._file = lines_of(text)
        self._content = lines_of("".join(text[start:end] for start, end in spans))

    def position(self, at: int) -> int:
        """Where a code point of the content stands in the file, in code points."""
        if not self._spans:
            return 0
        piece = min(max(0, bisect_right(self._before, at) - 1), len(self._spans) - 1)
        return self._spans[piece][0] + at - self._before[piece]

    def at(self, position: int) -> int:
        """The file's line, from 1, of a code point of the content."""
        return self._file.at(self.position(position))

    def line(self, number: int) -> int:
        """The file's line, from 1, where a line of the content begins."""
        if not 1 <= number <= len(self._content):
            return number
        return self.at(self._content.starts[number - 1])
