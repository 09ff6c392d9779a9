"""Languages inside one file.

Halves under their markers, halves without, and blocks that take turns.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from policyreview.documents.languages import language_of_text
from policyreview.documents.scripts import Census, count_of
from policyreview.documents.tables import by_word
from policyreview.documents.tags import normal_tag
from policyreview.documents.values import PROSE, Block, TextPart
from policyreview.patterns import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.lines import Lines

Span = tuple[int, int]
"""``[start, end)`` in code points."""

_MARKERS = by_word(
    {
        "zh": "中文 | 中文版 | 中文版本 | 汉语 | chinese | chinese version",
        "zh-CN": "简体中文 | 简体中文版 | simplified chinese | 简中",
        "zh-TW": "繁體中文 | 繁体中文 | 繁體中文版 | traditional chinese | 繁中",
        "en": "english | english version | in english | 英文 | 英文版 | 英语 | 英文版本",
        "ja": "日本語 | 日本語版 | japanese",
        "ko": "한국어 | korean",
        "fr": "français | french | version française",
        "de": "deutsch | german | deutsche version | deutsche fassung",
        "es": "español | spanish | versión en español",
        "pt": "português | portuguese",
        "ru": "русский | russian | русская версия",
        "it": "italiano | italian",
        "nl": "nederlands | dutch",
        "pl": "polski",
        "tr": "türkçe",
        "sv": "svenska",
        "vi": "tiếng việt",
        "id": "bahasa indonesia",
    }
)
_TRIM = re.compile(r"^[\s#*_>=【\[(（《「\-—–:：|]+|[\s#*_】\])）》」\-—–:：|]+$|<[^<>]{0,100}>")
_CJK = later("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_KANA = later("[\u3040-\u30ff]+")
_LATIN = later("[A-Za-z\u00c0-\u024f\u0400-\u04ff]+")
_PAGE = re.compile(
    r"<html\b[^<>]{0,400}?\blang\s{0,4}=\s{0,4}[\"']?(?P<tag>[a-z]{2,3}(?:[-_][a-z0-9]{2,8})?)\b",
    re.IGNORECASE,
)
_PAGE_HEAD = 4_000
_LEAST_SHARE = 0.2
_LONGEST_MARKER = 60


def marker_language(block: Block) -> str | None:
    """The language that a block names which is nothing but a language's name.

    ``中文``, ``## English``.
    """
    return _marked(block.text) if len(block.text) <= _LONGEST_MARKER else None


@lru_cache(maxsize=4096)
def _marked(text: str) -> str | None:
    """The language that a line names; the headings of policies are much alike."""
    words = _TRIM.sub("", _TRIM.sub("", text)).strip().lower()
    if words in _MARKERS:
        return _MARKERS[words]
    pieces = [piece.strip() for piece in re.split(r"[/|(（)）]", words) if piece.strip()]
    tags = {_MARKERS[piece] for piece in pieces if piece in _MARKERS}
    if (
        len(pieces) == 2
        and len(tags) == 1
        and all(piece in _MARKERS or normal_tag(piece) for piece in pieces)
    ):
        return tags.pop()
    return None


def parts_of(
    text: str, blocks: Sequence[Block], lines: Lines, named: str | None
) -> tuple[TextPart, ...]:
    """The languages of a text.

    Args:
        text: The text.
        blocks: Its blocks.
        lines: Its lines.
        named: The language that the file's name or front matter gives, which holds for a
            monolingual text.
    """
    if not text or text.isspace():
        return ()
    words = [block for block in blocks if block.kind in PROSE]
    marked = _marked_halves(text, words)
    pieces = marked or (None if named else _titled_halves(words) or _unmarked(text, words))
    if pieces:
        return _as_parts(pieces, lines, len(text))
    content = language_of_text(text)
    language = content if named is None else refined(named, content)
    if language in {"und", "zh"}:
        page = _of_page(text) or language
        language = page if language == "und" else refined(language, page)
    if language == "und":
        from policyreview.documents.fewwords import language_of_few_words

        language = language_of_few_words(text)
    whole = ((0, len(text)),)
    return (TextPart(language, 1, len(lines), 0, len(text), whole, whole),)


def _of_page(text: str) -> str | None:
    """The language that a page's first element names.

    Asked only where the words don't tell: templates often keep the one that they came with.
    """
    found = _PAGE.search(text, 0, _PAGE_HEAD)
    return normal_tag(found["tag"]) if found else None


def refined(named: str, content: str) -> str:
    """The name's tag, with the region that only the content tells (``zh`` and ``zh-CN``)."""
    return content if named == "zh" and content in {"zh-CN", "zh-TW"} else named


def _as_parts(
    pieces: dict[str, list[tuple[int, int]]], lines: Lines, length: int
) -> tuple[TextPart, ...]:
    ordered = sorted(pieces.items(), key=lambda piece: piece[1][0][0])
    covers = _covers([spans for _, spans in ordered], length)
    return tuple(
        TextPart(
            tag,
            lines.at(spans[0][0]),
            lines.at(max(spans[0][0], spans[-1][1] - 1)),
            spans[0][0],
            spans[-1][1],
            tuple(spans),
            tuple(shown),
        )
        for (tag, spans), shown in zip(ordered, covers, strict=True)
    )


def _covers(sides: Sequence[Sequence[Span]], length: int) -> list[list[Span]]:
    """Share a text out among its parts, each character to one of them.

    Args:
        sides: Each part's spans, in the parts' order.
        length: Code points of the text.
    """
    edges = sorted({0, length, *(edge for spans in sides for span in spans for edge in span)})
    at = [0] * len(sides)
    covers: list[list[Span]] = [[] for _ in sides]
    owner = 0
    for start, end in pairwise(edges):
        for side in reversed(range(len(sides))):
            spans = sides[side]
            while at[side] < len(spans) and spans[at[side]][1] <= start:
                at[side] += 1
            if at[side] < len(spans) and spans[at[side]][0] <= start:
                owner = side
        cover = covers[owner]
        if cover and cover[-1][1] == start:
            cover[-1] = (cover[-1][0], end)
        else:
            cover.append((start, end))
    return covers


def _marked_halves(text: str, words: Sequence[Block]) -> dict[str, list[tuple[int, int]]] | None:
    """Halves below lines that name their language, if at least two are named and hold it."""
    tagged = "<" in text
    markers = [
        (number, tag)
        for number, block in enumerate(words)
        # A block's words may be as few as a marker's; where markup is left out, always.
        if (
            block.end - block.body <= _LONGEST_MARKER
            or (tagged and text.find("<", block.body, block.end) >= 0)
        )
        and (tag := marker_language(block))
    ]
    # A list of languages to choose from has its names next to each other; a half has words below.
    markers = [
        (number, tag) for number, tag in markers if _has_body(number, tag, markers, words, text)
    ]
    markers = [one for one in markers if not _is_pointer(one[0], markers, words)]
    tags = [tag for _, tag in markers]
    if len(set(tags)) < 2 or len(tags) != len(set(tags)):
        return None
    pieces: dict[str, list[tuple[int, int]]] = {}
    for at, (number, tag) in enumerate(markers):
        last = markers[at + 1][0] - 1 if at + 1 < len(markers) else len(words) - 1
        start, end = words[number].start, words[last].end
        content = language_of_text(text[start:end])
        pieces.setdefault(refined(tag, content), []).append((start, end))
    return pieces if len(pieces) > 1 else None


def _is_pointer(number: int, markers: Sequence[tuple[int, str]], words: Sequence[Block]) -> bool:
    """Whether below a language's name is but a line that says where its text is to be had."""
    following = next((other for other, _ in markers if other > number), len(words))
    size = words[following - 1].end - words[number].end
    whole = words[-1].end - words[0].start
    return following - number == 2 and size * _POINTER_SHARE < whole


_POINTER_SHARE = 20
"""A half that is a smaller part of its file, and one line, is none."""


def _has_body(
    number: int, tag: str, markers: Sequence[tuple[int, str]], words: Sequence[Block], text: str
) -> bool:
    following = next((other for other, _ in markers if other > number), len(words))
    if following - number < 2:
        return False
    content = language_of_text(text[words[number].end : words[following - 1].end])
    return content == "und" or content.split("-")[0] == tag.split("-", maxsplit=1)[0]


def _titled_halves(words: Sequence[Block]) -> dict[str, list[tuple[int, int]]] | None:
    """Two languages one after the other, each beginning with a first-level heading of its own."""
    titles = [number for number, block in enumerate(words) if block.kind == "h1"]
    if not 2 <= len(titles) <= 8:
        return None
    runs: list[tuple[str, int]] = []
    for at, number in enumerate(titles):
        stop = titles[at + 1] if at + 1 < len(titles) else len(words)
        language = language_of_text("\n".join(block.text for block in words[number:stop][:20]))
        if language == "und":
            return None
        if not runs or runs[-1][0] != language:
            runs.append((language, number))
    if len(runs) < 2 or len({language for language, _ in runs}) != len(runs):
        return None
    pieces: dict[str, list[tuple[int, int]]] = {}
    for at, (language, number) in enumerate(runs):
        last = runs[at + 1][1] - 1 if at + 1 < len(runs) else len(words) - 1
        pieces[language] = [(words[number].start, words[last].end)]
    return pieces


def _unmarked(text: str, words: Sequence[Block]) -> dict[str, list[tuple[int, int]]] | None:
    """Two scripts in one file: halves one after the other, or blocks that take turns."""
    if text.isascii():
        return None
    census = Census(text)
    cjk = census.ideographs() + census.hangul() + census.kana(_KANA)
    if cjk * 2.5 < len(text) * _LEAST_SHARE * 0.4:
        return None
    if census.latin_at_most() + census.cyrillic() < cjk * 2.5 * _LEAST_SHARE:
        return None
    latin = census.latin() + census.cyrillic()
    if cjk * 2.5 < latin * _LEAST_SHARE or latin < cjk * 2.5 * _LEAST_SHARE or len(words) < 6:
        return None
    sides = [_side(block) for block in words]
    wide = [number for number, side in enumerate(sides) if side == "cjk"]
    narrow = [number for number, side in enumerate(sides) if side == "latin"]
    sizes = [sum(words[n].end - words[n].start for n in side) for side in (wide, narrow)]
    if (
        min(len(wide), len(narrow)) < 3
        or min(sizes[0] * 2.5, sizes[1]) < max(sizes[0] * 2.5, sizes[1]) * _LEAST_SHARE
    ):
        return None
    first, second = (wide, narrow) if wide[0] < narrow[0] else (narrow, wide)
    tags = [language_of_text("\n".join(words[n].text for n in side)) for side in (first, second)]
    if tags[0] == tags[1]:
        return None
    if first[-1] < second[0]:  # one language, then the other
        return {
            tags[0]: [(words[first[0]].start, words[second[0] - 1].end)],
            tags[1]: [(words[second[0]].start, words[-1].end)],
        }
    return {
        tag: _spans(words, side, sides) for tag, side in zip(tags, (first, second), strict=True)
    }


def _side(block: Block) -> str:
    """Which script a block is written in.

    ``both`` for a heading in two, ``none`` for figures alone.
    """
    raw = block.text[:2000]
    cjk, latin = count_of(_CJK, raw), count_of(_LATIN, raw)
    if cjk == 0 and latin == 0:
        return "none"
    if cjk * 2.5 >= latin * 2:
        return "cjk"
    if cjk == 0 or latin >= cjk * 12:
        return "latin"
    return "both"


def _spans(
    words: Sequence[Block], side: Sequence[int], sides: Sequence[str]
) -> list[tuple[int, int]]:
    """Spans of one language's blocks and of those in both languages, neighbours joined."""
    numbers = sorted({*side, *(number for number, what in enumerate(sides) if what == "both")})
    spans: list[tuple[int, int]] = []
    last = -2
    for number in numbers:
        block = words[number]
        if spans and number == last + 1:
            spans[-1] = (spans[-1][0], block.end)
        else:
            spans.append((block.start, block.end))
        last = number
    return spans
