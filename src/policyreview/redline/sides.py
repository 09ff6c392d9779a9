"""One revision's paragraphs that have no equal on the other side, as tokens with their places."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from policyreview.redline.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from policyreview.redline.model import Span
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.reading import Dense, Reader, Row

STOPS = ".;!?。；！？"  # the codes of what ends a sentence: such a sign is its own
OLD_EDGE, NEW_EDGE = "\x01", "\x02"  # stand before each paragraph's tokens and match nothing


def signs(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


class Side:
    """Some paragraphs of one text as one row of tokens.

    Before each paragraph's tokens stands an edge, a token without extent that equals nothing, so
    that no run of equal tokens crosses from one paragraph into the next. Clause labels are no
    tokens: they are compared apart.

    Where a token stands is found out paragraph by paragraph, when it is asked for.

    Attributes:
        text: The whole text.
        paragraphs: Those that are here, in order. Those left out have no tokens but their edge.
        codes: One character for each token.
        first: Index of each paragraph's edge, and, last, the number of tokens.
        labels: Each paragraph's clause label.
    """

    __slots__ = (
        "_last", "_read", "_reader", "_rows", "codes", "first", "labels", "paragraphs", "text",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        reader: Reader,
        edge: str,
        left_out: Collection[int] = (),
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.labels = [p.label for p in paragraphs]
        self._reader = reader
        self._last: tuple[int, Tokens] = 0, Tokens(text, "", (0,))
        self._read: dict[int, Tokens] = {}
        self._rows: dict[int, Row | Dense] = {}
        rows: list[str] = []
        for k, (start, end, _, mark) in enumerate(paragraphs):
            if k in left_out:
                self.labels[k] = None
                rows.append(edge)
                continue
            before = reader.codes_of(text, start, mark[0])[0] if mark and mark[0] > start else ""
            codes, row = reader.codes_of(text, mark[1] if mark else start, end)
            rows.append(edge + before + codes)
            if row is not None:
                self._rows[k] = row
        self.codes = "".join(rows)
        self.first = list(accumulate(map(len, rows), initial=0))

    def paragraph(self, token: int) -> int:
        """Index of the paragraph that a token stands in."""
        return bisect_right(self.first, token) - 1

    def body(self, paragraph: int) -> str:
        """A paragraph's tokens, without its edge."""
        return self.codes[self.first[paragraph] + 1 : self.first[paragraph + 1]]

    def signs(self, first: int, end: int) -> str:
        """Some paragraphs as text without white space and clause labels."""
        parts: list[str] = []
        for k in range(first, end):
            start, behind, _, mark = self.paragraphs[k]
            if mark:
                parts.append(self.text[start : mark[0]])
                start = mark[1]
            parts.append(self.text[start:behind])
        return signs("".join(parts))

    def read(self, paragraph: int) -> Tokens:
        """Read a paragraph's tokens, without its edge."""
        found = self._read.get(paragraph)
        if found is None:
            start, end, _, mark = self.paragraphs[paragraph]
            places = self._reader.places_of(
                self.text, mark[1] if mark else start, end, self._rows.pop(paragraph, None)
            )
            breaks: dict[int, int] = {}
            if mark and mark[0] > start:
                before = self._reader.places_of(self.text, start, mark[0])
                stop = before.pop()
                breaks[len(before)] = stop
                places = before + places
            found = Tokens(self.text, self.body(paragraph), places, breaks=breaks)
            self._read[paragraph] = found
        return found

    def start(self, token: int) -> int:
        """The first code point of a token; an edge stands where its paragraph begins."""
        low, tokens = self._look(token)
        return tokens.starts[token - low - 1] if token > low else self._edge(low)

    def end(self, token: int) -> int:
        """The place behind the last code point of a token."""
        low, tokens = self._look(token)
        return tokens.end(token - low - 1) if token > low else self._edge(low)

    def _edge(self, token: int) -> int:
        return self.paragraphs[self.paragraph(token)].start

    def _look(self, token: int) -> tuple[int, Tokens]:
        """Read the paragraph that a token stands in; the next one asked for is seldom far."""
        low, tokens = self._last
        if not low <= token <= low + len(tokens.codes):
            home = self.paragraph(token)
            self._last = self.first[home], self.read(home)
        return self._last

    def near(self, token: int) -> int:
        """A place in a token's paragraph, before it or where it begins, in the order of tokens."""
        home = self.paragraph(token)
        return self.paragraphs[home].start + max(0, token - self.first[home] - 1)

    def ranges(self, start: int, end: int, moved: bytearray | None = None) -> list[Span]:
        """Ranges of tokens in one paragraph each, without edges and without those that moved."""
        out: list[Span] = []
        for p in range(self.paragraph(start), len(self.paragraphs)):
            low, high = max(start, self.first[p] + 1), min(end, self.first[p + 1])
            if self.first[p] >= end:
                break
            while low < high:
                stop = moved.find(1, low, high) if moved else -1
                stop = high if stop < 0 else stop
                if low < stop:
                    out.append((low, stop))
                low = moved.find(0, stop, high) if moved and stop < high else high
                if low < 0:
                    break
        return out

    def all(self) -> Tokens:
        """Read all tokens."""
        return self.tokens(self.ranges(0, len(self.codes)))

    def tokens(self, ranges: Sequence[Span]) -> Tokens:
        """Read some ranges of tokens, none of which is in more than one paragraph."""
        if len(ranges) == 1:
            home = self.paragraph(ranges[0][0])
            mark = self.labels[home]
            if ranges[0] == (self.first[home] + 1, self.first[home + 1]):
                return self.read(home)._replace(heads=(0,), labels=(mark,) if mark else ())
        codes: list[str] = []
        starts: list[int] = []
        heads: list[int] = []
        breaks: dict[int, int] = {}
        labels: list[Span] = []
        stop, last = 0, -1
        for low, high in ranges:
            home = self.paragraph(low)
            first = self.first[home] + 1
            if low == first:
                heads.append(len(starts))
            if starts:
                breaks[len(starts)] = stop
            mark = self.labels[home]
            if home != last and mark is not None:
                labels.append(mark)
            last = home
            own = self.read(home)
            for at, end in own.breaks.items():
                if low < first + at < high:
                    breaks[len(starts) + first + at - low] = end
            codes.append(self.codes[low:high])
            starts += own.starts[low - first : high - first]
            stop = own.breaks.get(high - first, own.starts[high - first])
        starts.append(stop)
        return Tokens(self.text, "".join(codes), starts, heads, breaks, labels)
