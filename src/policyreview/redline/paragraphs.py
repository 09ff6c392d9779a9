"""Cutting a text into paragraphs, each character in exactly one of them.

``documents.blocks`` leaves out white space and knows tables, code and front matter; a comparison
needs every character, once, in pieces that a reader would call a paragraph, at the speed of a
regular expression, and it needs a paragraph of a megabyte cut further.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from operator import and_
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from policyreview.documents.labels import label
from policyreview.documents.scripts import CJK, narrow, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.model import Span

    Known: TypeAlias = dict[str, tuple[str, Span | None]]

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]+\Z")
_PLAIN_LINE = re.compile(r".*\n|.+")  # the same where no line ends with a carriage return
_EMPTY = re.compile(r"\n(?:[^\S\n]*\n)+")
OPENS = re.compile(  # what begins a paragraph of its own, whatever stands above it
    r"\s*(?:[#>|<]|[-*+•·▪◦–—]\s|```|~~~|:?-{3,}|={3,}|\{:"
    r"|[(（]?(?:[0-9０-９]{1,3}|[a-zA-Z]|[ivxIVX]{1,4}|[〇一二三四五六七八九十百]{1,4})[.)）、．](?:\s|[^\x00-\x7f])"
    r"|[0-9]+(?:\.[0-9]+)+\s|第.{1,6}[条條章节節款项項]|§)"
)
_OPENING = re.compile(r"\n" + OPENS.pattern)
STOPS = re.compile(r"\s*(?:#|\||```|~~~|:?-{3,}|={3,}|\{:)")  # nothing joins on behind these
_NARROW, BROAD = 24, 140
"""Cells: a text that is wrapped by hand is wrapped within these widths."""
_WIDE = re.compile(f"[{CJK}]")
NO_SPACE = re.compile(
    rf" (?:(?=[{CJK}\u3000-\u303f\uff01-\uff60])|(?<=[{CJK}\u3000-\u303f\uff01-\uff60] ))"
)
"""A space of which a text may have one more or less where its lines end elsewhere."""
_RAGGED = 0.75  # Chinese lines end early before a long Latin word or a bracket: so full is full

_MOSTLY = 0.6  # a stanza of which so many lines are full was wrapped by hand

_LONG = 20_000  # code points: a paragraph longer than this is cut further, at sentence ends
_SENTENCE = re.compile(
    r"[^.!?;。！？；\n]*(?:[.!?;]+['\"”’)\]]*\s+|[。！？；]+['\"”’）」』]*\s*|\n\s*|[.!?;]+|\Z)"
)

MARKUP = re.compile(r"<[^<>]*>|\{:[^{}\"]*\}")
"""What stands in a paragraph and is no words: tags of HTML, and kramdown's names for it."""

_NEW = tuple.__new__  # makes a value quicker than its own class does
_MARKER = re.compile(r"[\s#>*+\-•·▪◦–—_]*")
_BULLET = re.compile(r"\s*([*+\-•·▪◦–—])\s+(?=\S)(?![*+\-]+(?:\s|\Z))")  # no ``* * *``
_PROSE = re.compile(r"[A-Za-z][a-z]+ (?![ivxlc]+\b)[a-z]")  # begins with no mark and no label
_LABELLED = re.compile(  # what may begin with a label, to spare most paragraphs a closer look
    r"\d|[^\w\s]|[^\x00-\x7f\u3400-\u9fff]|[第一二三四五六七八九十百]|[A-Za-z]{1,8}[.)]|[^\W\d_]+\.?\s+(?:[\dA-Z]|[ivxlc]+\b)"
)
_PLAIN_NUMBER = re.compile(  # the usual labels, to spare them a closer look
    r"([0-9]{1,4}(?:(?:\.[0-9]{1,4}){1,6}\.?|\.)) \S"
)
_ESCAPED = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\\[.)](?=.)")  # ``2\.``: markdown, but no list


class Paragraph(NamedTuple):
    """One paragraph with the white space behind it.

    Attributes:
        start: Its first code point.
        end: Behind its last code point, white space included.
        key: Its text with each white space one space, and none beside Chinese and Japanese: equal
            keys are the same text, however it is wrapped.
        label: Where its clause label, or else its list mark, stands; ``None`` when it has none.
    """

    start: int
    end: int
    key: str
    label: Span | None

    def bare(self, text: str) -> str:
        """Its key without its clause label, unless it is nothing else."""
        if self.label is None:
            return self.key
        start, end = self.label
        before, mark = text[self.start : start], text[start:end]
        if self.key.startswith(mark) and (not before or before.isspace()):
            bare = self.key[len(mark) :].lstrip(" ")
        else:
            bare = squeezed(before + " " + text[end : self.end])
        return bare if bare[:1].isalnum() or any(map(str.isalnum, bare)) else self.key


def paragraphs(text: str, cuts: Sequence[int], known: Known | None = None) -> list[Paragraph]:
    """Read paragraphs that join to a part of a text.

    Args:
        text: The text.
        cuts: Where each begins, and, last, where the last one ends.
        known: What was found out about paragraphs before, which stand again in most revisions.
    """
    out: list[Paragraph] = []
    for start, end in pairwise(cuts):
        if end - start > _LONG:
            pieces = [p for s, e in _sentences(text, start, end) for p in _pieces(text, s, e)]
            out += [_read(text, s, e, known) for s, e in pieces]
        else:
            out.append(_read(text, start, end, known))
    return out


def _read(text: str, start: int, end: int, known: Known | None) -> Paragraph:
    if known is None:
        return Paragraph(start, end, squeezed(text[start:end]), label_span(text, start, end))
    own = text[start:end]
    found = known.get(own)
    if found is None:
        found = known[own] = squeezed(own), label_span(own, 0, end - start)
    key, mark = found
    label = (start + mark[0], start + mark[1]) if mark else None
    return _NEW(Paragraph, (start, end, key, label))


def squeezed(text: str) -> str:
    """A text as it compares however it is wrapped: ``now here`` is not ``nowhere``."""
    out = text.strip()
    if "  " in out or (_odd(out) if out.isascii() else not out.isprintable()):
        out = " ".join(out.split())
    return unspaced(out)


def _odd(text: str) -> bool:
    """Whether an ASCII text has other white space than spaces."""
    return (
        "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text
        or "\x1c" in text or "\x1d" in text or "\x1e" in text or "\x1f" in text
    )  # fmt: skip


def unspaced(text: str) -> str:
    """A text without the spaces beside Chinese and Japanese."""
    if " " not in text or (text < "\u2e00" and narrow(text)):
        return text
    return NO_SPACE.sub("", text)


def label_span(text: str, start: int, end: int) -> Span | None:
    """Find the clause label that a paragraph begins with, behind its heading or list marks.

    Of a list without numbers it is the mark of the list: another one is another label.
    """
    if _PROSE.match(text, start, end):
        return None
    found = _MARKER.match(text, start, end)
    at = found.end() if found else start
    number = _number_span(text, at, end) if _LABELLED.match(text, at, end) else None
    if number is None and at > start:
        mark = _BULLET.match(text, start, end)
        return mark.span(1) if mark else None
    return number


def _number_span(text: str, at: int, end: int) -> Span | None:
    plain = _PLAIN_NUMBER.match(text, at, end)
    if plain:
        return plain.span(1)
    escaped = _ESCAPED.match(text, at, end)
    if escaped:
        return escaped.span()
    head = text[at : min(end, at + 40)]
    read = label(head)
    if read is None or read.start > 0 or not head[read.end :].strip():
        return None
    return at + read.start, at + read.end


def spans(text: str) -> list[tuple[int, int]]:
    """Find where each paragraph of a text begins and ends, however long it is."""
    if "\r" in text:
        return list(_by_lines(text, 0))
    out: list[tuple[int, int]] = []
    start, top = 0, len(text) - len(text.lstrip())  # white space at the top is the first line's
    for found in _EMPTY.finditer(text, top):
        behind, end = found.span()
        first = start or top
        if text.find("\n", first, behind) < 0:
            out.append((start, end))
        else:
            lines = _PLAIN_LINE.findall(text, first, behind + 1)
            if start < top:
                lines[0] = text[:top] + lines[0]
            out += stanza(lines, start, end)
        start = end
    out += _by_lines(text, start)
    return out


def _by_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The same line by line, from a place on."""
    at = start
    lines: list[str] = []  # since start: lines with something in them, then empty ones
    blank = False
    for line in (_LINE if "\r" in text else _PLAIN_LINE).findall(text, start):
        if not line.strip():
            blank = bool(lines)
        elif blank:
            yield from stanza(lines, start, at)
            start, lines, blank = at, [line], False
        else:
            if not lines:
                line = text[start:at] + line  # noqa: PLW2901
                at = start
            lines.append(line)
        at += len(line)
    if at > start:
        yield from stanza(lines, start, at)


def stanza(lines: list[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut lines between two empty ones: each is a paragraph unless it was wrapped by hand."""
    at = start
    joined = _joined(lines)
    for line, joins in zip(lines, joined, strict=False) if False in joined else ():
        at += len(line)
        if not joins:
            yield start, at
            start = at
    yield start, end


def _joined(lines: list[str]) -> list[bool]:
    """For each line but the last, whether the next one goes on with its paragraph."""
    if len(lines) < 2:
        return []
    whole = "".join(lines)
    loose = _loose(lines, whole)
    if True not in loose:
        return loose
    bare = [line.rstrip() for line in lines]
    lengths = list(map(len, bare))
    if 2 * max(lengths) < _NARROW or min(lengths) > BROAD:
        return [False] * (len(lines) - 1)
    plain = whole.isascii()
    wide = not plain and _WIDE.search(whole) is not None
    if wide and max(lengths) > BROAD:
        return [False] * (len(lines) - 1)
    widths = lengths if plain else list(map(width, bare))
    most = max(widths)
    if not wide and " " not in lines[widths.index(most)].strip():
        # a single word, such as an address, may stand out beyond the width that was wrapped to
        broken = [w for w, line in zip(widths, lines, strict=True) if " " in line.strip()]
        most = max(broken, default=most)
    if not _NARROW <= most <= BROAD:
        return [False] * (len(lines) - 1)
    if wide:
        pairs = zip(pairwise(lines), widths, strict=False)
        full = [_full(*pair, cells, most) for pair, cells in pairs]
    else:
        words = [line.split(None, 1)[0] for line in lines[1:]]
        sizes = map(len if plain else width, words)
        full = [cells + 1 + size > most for cells, size in zip(widths, sizes, strict=False)]
    wrapped = sum(full) >= _MOSTLY * len(full)
    if not wrapped and sum(map(and_, full, loose)) >= _MOSTLY * sum(loose):
        # the items of a list were: of a line that is nearly full a word may have been taken out
        full = [here or w >= _RAGGED * most for here, w in zip(full, widths, strict=False)]
    return [goes and (here or wrapped) for goes, here in zip(loose, full, strict=True)]


def _loose(lines: list[str], whole: str) -> list[bool]:
    """For each line but the last, whether nothing in it or the next one stands against joining."""
    last = len(lines[0]) - 1
    if not (STOPS.match(whole) or _OPENING.search(whole, last) or "\r" in whole):
        return [True] * (len(lines) - 1)
    return [
        not (OPENS.match(following) or STOPS.match(line)) for line, following in pairwise(lines)
    ]


def _full(line: str, following: str, cells: int, most: int) -> bool:
    """Whether a line was broken because its next word had no room."""
    if _WIDE.search(line) or _WIDE.search(following):
        return cells >= _RAGGED * most
    first = following.split(None, 1)
    return cells + 1 + (width(first[0]) if first else 0) > most


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(text, start, end):
        if found.end() > found.start():
            yield found.span()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what has no sentence ends at places that its own characters decide, not their position.

    An insertion then moves no cut but those beside it.
    """
    if end - start > _LONG:
        for found in _place().finditer(text, start, end):
            cut = found.end()
            if cut < end and cut - start > 1 and _falls(text, found.start(), cut):
                yield start, cut
                start = cut
    yield start, end


def _falls(text: str, before: int, behind: int) -> bool:
    codes = (ord(text[before - 1]), ord(text[behind]), ord(text[before - 2]) if before > 1 else 0)
    return (codes[0] * 31 + codes[1] * 131 + codes[2] * 1031) % 61 == 7


@cache
def _place() -> re.Pattern[str]:
    """A place between two words."""
    return re.compile(rf"\s+|(?<=[{CJK}])(?=[{CJK}])")
