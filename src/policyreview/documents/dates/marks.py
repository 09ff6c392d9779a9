"""The dates that a policy states about itself.

The right lines, told from all other dates in a text.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.documents.datemark import DateKind, DateMark
from policyreview.documents.dates.finding import find_dates, year_places
from policyreview.documents.dates.forms import rewritten
from policyreview.documents.dates.found import HEAD_LINES, TAIL_LINES
from policyreview.documents.dates.judging import (
    Place,
    kind_at,
    label_before,
    letters_of,
    says_effective,
)
from policyreview.documents.dates.labels import OLDER
from policyreview.documents.dates.periods import PERIOD
from policyreview.documents.values import HEADINGS, Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.documents.dates.found import Found
    from policyreview.documents.lines import Lines

_LONGEST = 4000
"""Paragraphs longer than this state no date of their own; their ends are still looked at."""

_BARE_HEAD_BLOCKS = 9
_BARE_TAIL_BLOCKS = 3
_MASK = re.compile(
    r"<!--[^<>]{0,4000}-->|https?://[^\s<>)\]]+|\]\([^)\s]*\)|<[a-z/][^<>]{0,400}>|`[^`\n]{0,200}`|&[a-z]{2,8};|&#160;|\{:[^}]{0,200}\}",
    re.IGNORECASE | re.DOTALL,
)
_NBSP = ("&nbsp;", "&#160;")
"""Ways to write a no-break space, of one length."""
_BARE_CODE = re.compile(r"`[\d./ -]{6,10}`")
"""A date alone, set as code."""
_SENTENCE = re.compile(
    r"(?<=[^\dXx_\\][.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!z\.B\.)(?<!z\. B\.)"
    r"\s+(?=[\"“(\[]?[A-ZÀ-ÞА-Я])|(?<=[。！？；])|(?<=다\.)\s+|<br ?/?>|\n"
)
_TITLE_YEAR = re.compile(
    r"(?<!\d)(?P<year>20[0-3]\d)\s+(?:terms|privacy|policy|user agreement|code of conduct|cookie)",
    re.IGNORECASE,
)


def date_marks(text: str, blocks: Sequence[Block], lines: Lines, language: str) -> list[DateMark]:
    """All dates that the text states about itself, in order."""
    from policyreview.documents.dates.tables import history_marks

    places = year_places(text)
    front = blocks[0].end if blocks and blocks[0].kind == "front" else 0
    if not places or places[-1] < front:
        return []
    words = [
        block
        for block in blocks
        if block.kind in {"p", "li", "tr", "quote"} or block.kind in HEADINGS
    ]
    hints = text[:20_000]
    marks: list[DateMark] = []
    dated = _dated(places, words)
    histories, used = history_marks(text, words, dated, language, len(lines))
    listed = frozenset(dated)
    for number in dated:
        if number in used:
            continue
        block = words[number]
        if _among_older(words, number):
            continue
        before = label_before(words[number - 1].text) if number and number - 1 not in used else None
        place = _place(block, number, len(words), len(lines))
        if block.kind == "li" and _dated_beside(words, number, listed):
            place = replace(place, bare=False)
        marks.extend(_marks_of(text, block, place, language, hints, before, lines))
    marks.extend(histories)
    if not marks:
        marks.extend(_title_year(text, words))
    marks = _own(sorted(marks, key=lambda mark: mark.start), len(lines))
    if _may_have_machine_dates(text):
        from policyreview.documents.dates.machine import machine_marks

        further, marks = machine_marks(text, blocks, marks, lines)
        marks.extend(further)
    return sorted(marks, key=lambda mark: mark.start)


def _may_have_machine_dates(text: str) -> bool:
    """Whether a text has a tag or an attribute list, and in it what such dates stand in."""
    marked = "<" in text or "{" in text or ("[" in text and "[//]" in text)
    return marked and ("datetime" in text or "itemprop" in text or "<meta" in text)


def _dated(places: Sequence[int], words: Sequence[Block]) -> list[int]:
    """Numbers of the blocks that hold anything like a year.

    Args:
        places: Where anything like a year begins, rising.
        words: The blocks.
    """
    starts = [block.start for block in words]
    out: list[int] = []
    for place in places:
        number = bisect_right(starts, place) - 1
        if number >= 0 and place < words[number].end and (not out or out[-1] != number):
            out.append(number)
    return out


def _dated_beside(words: Sequence[Block], number: int, dated: frozenset[int]) -> bool:
    """Whether an item is one of several with dates: a list of versions that were."""
    return any(one in dated and words[one].kind == "li" for one in (number - 1, number + 1))


def _among_older(words: Sequence[Block], number: int) -> bool:
    """Whether a block stands in a list of versions that were: below a title that says so."""
    for at in range(number - 1, max(-1, number - 25), -1):
        above = words[at]
        headed = above.kind in HEADINGS
        if not headed and (words[number].kind != "li" or above.kind == "li"):
            continue
        return len(above.text) <= 120 and OLDER.search(above.text) is not None
    return False


def _place(block: Block, number: int, count: int, line_count: int) -> Place:
    return Place(
        head=block.first_line <= HEAD_LINES,
        tail=block.last_line > line_count - TAIL_LINES,
        bare=number < _BARE_HEAD_BLOCKS or number >= count - _BARE_TAIL_BLOCKS,
    )


def mask(text: str) -> str:
    """The text with links' targets, tags, comments and code blanked, as long as before."""
    return _MASK.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    there = found.group()
    if there in _NBSP:
        return "\u00a0" * len(there)
    return there.replace("`", " ") if _BARE_CODE.fullmatch(there) else " " * len(there)


def _pieces(text: str, block: Block) -> Iterator[tuple[int, str]]:
    """The block's sentences with their positions; of a long paragraph only its ends."""
    spans = [(block.start, block.end)]
    if block.end - block.start > _LONGEST:
        spans = [(block.start, block.start + 400), (block.end - 400, block.end)]
    for start, end in spans:
        raw = mask(text[start:end])
        if _is_wrapped(block, raw):
            raw = _LINE_END.sub(lambda found: " " * len(found.group()), raw)
        at = 0
        for cut in [*_SENTENCE.finditer(raw), None]:
            stop = len(raw) if cut is None else cut.start()
            if raw[at:stop].strip():
                yield start + at, raw[at:stop]
            at = len(raw) if cut is None else cut.end()


def _is_wrapped(block: Block, raw: str) -> bool:
    """Whether a block's lines were broken by their length, so that a sentence may go over them."""
    if block.first_line == block.last_line or block.kind == "tr":
        return False
    lines = _LINE_END.split(raw)
    return min(map(len, lines[:-1]), default=0) >= _LEAST_WRAPPED and not any(
        line.endswith(("  ", "\\")) or _LABEL_START.match(line) for line in lines
    )


_LINE_END = re.compile(r"\r\n|\n|\r")
_LEAST_WRAPPED = 40
"""Characters of the shortest line that a writer's editor would have broken."""
_LABEL_START = re.compile(r"[\s*_>-]*[^\W\d_][^.:：。]{0,40}[:：]")


def _marks_of(  # noqa: PLR0917  (one step of one pass; all are its state)
    text: str,
    block: Block,
    place: Place,
    language: str,
    hints: str,
    before_it: DateKind | None,
    lines: Lines,
) -> Iterator[DateMark]:
    said: DateKind | None = None
    for at, sentence in _pieces(text, block):
        if at > block.start:
            before_it = said
        said = label_before(sentence) if place.head or place.tail else None
        dates = find_dates(sentence, language=language, hints=hints, bare_years=True)
        before = 0
        for number, found in enumerate(dates):
            following = dates[number + 1].start if number + 1 < len(dates) else len(sentence)
            kind = kind_at(sentence, before, found, following, block, place, before_it)
            if found.precision != "year":
                before = found.end
            if kind is None:
                continue
            line = lines.at(at + found.start)
            start, end = at + found.start, at + found.end
            yield DateMark(
                kind,
                found.date,
                found.precision,
                line,
                start,
                end,
                lines.words_at(text, start, end),
                as_written(found, sentence[found.start : found.end], text[start:end]),
                found.certain,
            )


def as_written(found: Found, masked: str, raw: str) -> str:
    """A form found in masked text, with tags, spaces and line ends as they stand."""
    if masked == raw or found.precision == "year":
        return found.form
    day = dt.date.fromisoformat((found.date + "-01")[:10])
    return rewritten(found.form, day, raw)


def _title_year(text: str, words: Sequence[Block]) -> Iterator[DateMark]:
    """A year in the title: ``2023 Terms of Use``; ``Privacy Policy 2023`` only as a whole line."""
    for block in words[:4]:
        raw = text[block.start : block.end][:200]
        if "20" not in raw:
            continue
        raw = mask(raw)
        found = _TITLE_YEAR.search(raw)
        if found is not None and len(letters_of(raw)) <= 60:
            start, end = found.span("year")
            yield DateMark(
                "published",
                found["year"],
                "year",
                block.first_line,
                block.start + start,
                block.start + end,
                block.text,
                "{Y}",
            )
            return


def _own(marks: list[DateMark], line_count: int) -> list[DateMark]:
    """Of each kind the date that counts, at every place that states it.

    Of dates of one kind that stand together the newest counts, else the first in the text. A later
    place with another date belongs to a supplement and is left out, unless it closes the text.
    """
    kept: list[DateMark] = []
    for kind in dict.fromkeys(mark.kind for mark in marks):
        same = [mark for mark in marks if mark.kind == kind]
        group = [same[0]]
        for mark in same[1:]:
            if mark.line - group[-1].line <= 3:
                group.append(mark)
        first = (
            max(group, key=lambda mark: mark.date) if kind in {"updated", "published"} else group[0]
        )
        kept.extend(
            mark
            for mark in same
            if mark.date == first.date or (mark not in group and mark.line > line_count - 6)
        )
    left = {(mark.kind, mark.start) for mark in kept}
    return [mark for mark in marks if (mark.kind, mark.start) in left]


def effective_period(text: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Where a policy says from which part of a year it binds, in place of a day.

    Args:
        text: The policy's text.
        blocks: Its blocks; the date of a policy stands near the first or the last of them.

    Returns:
        The part of the year, ``[start, end)`` in code points; None where it names none.
    """
    lines = blocks[-1].last_line if blocks else 0
    for block in blocks:
        if block.first_line > HEAD_LINES and block.last_line <= lines - TAIL_LINES:
            continue
        for line in re.finditer(r"[^\r\n]+", text[block.start : block.end][:4000]):
            words = mask(line.group())
            for found in PERIOD.finditer(words):
                if says_effective(words[: found.start()], words[found.end() :]):
                    at = block.start + line.start()
                    return at + found.start(), at + found.end()
    return None
