"""One revision's paragraphs that have no equal on the other side, as tokens with their places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from policyreview.documents.labels import label
from policyreview.documents.tokenizing import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from policyreview.redline.model import Span
    from policyreview.redline.paragraphs import Paragraph

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{4}-\d\d?-\d\d?")
_MARKER = re.compile(r"[\s#>*+\-•·_]*")
_LABELLED = re.compile(  # what may begin with a label, to spare most paragraphs a closer look
    r"\d|[^\w\s]|[^\x00-\x7f]|[A-Za-z]{1,8}[.)]|[^\W\d_]+\.?\s+(?:[\dA-Z]|[ivxlc]+\b)"
)
_ESCAPED = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\\[.)](?=.)")  # ``2\.``: markdown, but no list
_STOPS = (".", ";", "!", "?", "。", "；", "！", "？")
OLD_EDGE, NEW_EDGE = "\x01", "\x02"  # stand before each paragraph's tokens and match nothing


def label_span(text: str, start: int, end: int) -> Span | None:
    """Find the clause label that a paragraph begins with, behind its heading or list marks."""
    found = _MARKER.match(text, start, end)
    at = found.end() if found else start
    if not _LABELLED.match(text, at, end):
        return None
    escaped = _ESCAPED.match(text, at, end)
    if escaped:
        return escaped.span()
    head = text[at : min(end, at + 40)]
    read = label(head)
    if read is None or read.start > 0 or not head[read.end :].strip():
        return None
    return at + read.start, at + read.end


def _with_numbers(text: str, start: int, end: int) -> list[Span]:
    """The tokens of a paragraph, but an amount (``1,000``) and a date (``2026-05-12``) each one.

    Of a clause's number, as of an address, only the part that changed is marked.
    """
    body = text[start:end]
    spans = [(start + s, start + e) for s, e in tokens(body)]
    for found in reversed(list(_NUMBER.finditer(body))):
        low, high = found.start() + start, found.end() + start
        first = bisect_left(spans, (low, low))
        last = bisect_left(spans, (high, high))
        if first < last and spans[first][0] == low and spans[last - 1][1] == high:
            spans[first:last] = [(low, high)]
    return spans


class Codes:
    """One character for each different token, the same on both sides, never a surrogate.

    Words that differ only in their Unicode form have the same character: they are found to be the
    same word, and whoever writes them down compares them once more.
    """

    __slots__ = ("_ids",)

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def of(self, words: Sequence[str]) -> str:
        """Write tokens as a string of as many characters."""
        ids = self._ids
        for word in words:
            if word not in ids:
                n = len(ids) + 3
                code = chr(n if n < 0xD800 else n + 0x800)
                plain = word if word.isascii() else unicodedata.normalize("NFC", word)
                ids[word] = ids.setdefault(plain, code)
        return "".join([ids[word] for word in words])


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
        stops: The codes of what ends a sentence.
    """

    __slots__ = ("codes", "ends", "first", "labels", "paragraphs", "starts", "stops", "text")

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        codes: Codes,
        edge: str,
        left_out: Collection[int] = (),
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.first: list[int] = []
        self.labels: list[Span | None] = []
        self.stops = codes.of(_STOPS)
        parts: list[str] = []
        for k, (start, end, _) in enumerate(paragraphs):
            if k in left_out:
                self.first.append(len(self.starts))
                self.labels.append(None)
                self.starts.append(start)
                self.ends.append(start)
                parts.append(edge)
                continue
            spans = _with_numbers(text, start, end)
            mark = label_span(text, start, end)
            if mark is not None:
                spans = [(s, e) for s, e in spans if e <= mark[0] or s >= mark[1]]
            self.first.append(len(self.starts))
            self.labels.append(mark)
            self.starts.append(start)
            self.ends.append(start)
            self.starts += [s for s, _ in spans]
            self.ends += [e for _, e in spans]
            parts += (edge, codes.of([text[s:e] for s, e in spans]))
        self.codes = "".join(parts)
        self.first.append(len(self.starts))

    def paragraph(self, token: int) -> int:
        """Index of the paragraph that a token stands in."""
        return bisect_right(self.first, token) - 1

    def body(self, paragraph: int) -> str:
        """A paragraph's tokens, without its edge."""
        return self.codes[self.first[paragraph] + 1 : self.first[paragraph + 1]]

    def word(self, token: int) -> str:
        """A token's text."""
        return self.text[self.starts[token] : self.ends[token]]
