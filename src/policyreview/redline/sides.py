"""One revision's paragraphs that have no equal on the other side, as tokens with their places."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from policyreview.redline.model import Span
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.reading import Reader

STOPS = ".;!?。；！？"  # the codes of what ends a sentence: such a sign is its own
OLD_EDGE, NEW_EDGE = "\x01", "\x02"  # stand before each paragraph's tokens and match nothing


class Side:
    """Some paragraphs of one text as one row of tokens.

    Before each paragraph's tokens stands an edge, a token without extent that equals nothing, so
    that no run of equal tokens crosses from one paragraph into the next. Clause labels are no
    tokens: they are compared apart.

    Attributes:
        text: The whole text.
        paragraphs: Those that are here, in order. Those left out have no tokens but their edge.
        codes: One character for each token.
        starts: First code point of each token.
        ends: Behind the last code point of each token.
        first: Index of each paragraph's edge, and, last, the number of tokens.
        labels: Each paragraph's clause label.
    """

    __slots__ = ("codes", "ends", "first", "labels", "paragraphs", "starts", "text")

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
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.first: list[int] = []
        self.labels: list[Span | None] = []
        parts: list[str] = []
        for k, (start, end, _, mark) in enumerate(paragraphs):
            self.first.append(len(self.starts))
            self.labels.append(None if k in left_out else mark)
            self.starts.append(start)
            self.ends.append(start)
            parts.append(edge)
            if k in left_out:
                continue
            if mark is not None and mark[0] > start:
                parts.append(self._add(start, mark[0], reader))
            parts.append(self._add(mark[1] if mark else start, end, reader))
        self.codes = "".join(parts)
        self.first.append(len(self.starts))

    def _add(self, start: int, end: int, reader: Reader) -> str:
        """Add the tokens of a part of the text, and return their codes."""
        codes, starts, ends = reader.read(self.text, start, end)
        self.starts += starts
        self.ends += ends
        return codes

    def paragraph(self, token: int) -> int:
        """Index of the paragraph that a token stands in."""
        return bisect_right(self.first, token) - 1

    def body(self, paragraph: int) -> str:
        """A paragraph's tokens, without its edge."""
        return self.codes[self.first[paragraph] + 1 : self.first[paragraph + 1]]

    def code(self, tokens: Sequence[int]) -> str:
        """The codes of some tokens, given as rising indices."""
        if tokens and tokens[-1] - tokens[0] == len(tokens) - 1:
            return self.codes[tokens[0] : tokens[-1] + 1]
        return "".join([self.codes[k] for k in tokens])

    def word(self, token: int) -> str:
        """A token's text."""
        return self.text[self.starts[token] : self.ends[token]]
