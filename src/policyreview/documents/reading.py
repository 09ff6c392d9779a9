"""A text read whole: languages, dates, version, prevailing language.

Blocks and clauses in one value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from policyreview.documents.blocking import blocks, kind_of, with_bare_headings
from policyreview.documents.datemark import DateKind, DateMark
from policyreview.documents.dates.finding import find_dates
from policyreview.documents.dates.judging import residue
from policyreview.documents.dates.labels import kind_of_label
from policyreview.documents.dates.marks import date_marks
from policyreview.documents.decoding import decode
from policyreview.documents.halves import marker_language, parts_of
from policyreview.documents.languages import language_of_text
from policyreview.documents.lines import Lines, lines_of
from policyreview.documents.outline import clauses_of
from policyreview.documents.prevailing import prevailing_of
from policyreview.documents.sketching import sketch
from policyreview.documents.statements import (
    counterparts_of,
    declared_language,
    front_matter,
    nested_front_matter,
    untranslated_notes,
    version_of,
)
from policyreview.documents.tables import by_word
from policyreview.documents.tags import language_of_name
from policyreview.documents.titles import title_of
from policyreview.documents.values import HEADINGS, Block, Clause, Document, TextKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_FRONT_DATES: dict[str, DateKind] = by_word(
    {
        "effective": (
            "effective | effectivedate | dateeffective | inforce | effectivefrom | effectiveasof | "
            "effectiveon | validfrom | ineffect | effectivesince"
        ),
        "updated": (
            "updated | lastupdated | updatedat | updatedon | lastmodified | lastmodifiedat | "
            "modified | datemodified | revised | lastrevised | revisedon | revisiondate | "
            "dateupdated | lastmod | lastupdate | lastchange | lastchanged | lastrevision | "
            "lastreviewed | revdate"
        ),
        "published": (
            "published | date | publishdate | publisheddate | datepublished | publicationdate | "
            "publishedon | issued | issuedate | dateissued | adopted | approved | approvaldate"
        ),
        "review": "nextreview | nextreviewdate | reviewdate | reviewby | reviewdue",
    }
)
"""Keys of a front matter, without their hyphens and underscores."""


_COMMENT = re.compile(r"\s+#")
_TIME_OF_DAY = re.compile(
    r"[T ](?P<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(?:Z|UTC|[+-]\d\d:?\d\d)?", re.ASCII
)


def read(data: bytes, *, name: str = "", language: str | None = None) -> Document:
    """Read a text. Any bytes can be read; nothing raises.

    Args:
        data: The file's bytes.
        name: Its path, which may tell markup and language.
        language: Its language where that is known.
    """
    return read_text(decode(data).text, name=name, language=language)


def read_text(
    text: str, *, name: str = "", language: str | None = None, outline: bool = True
) -> Document:
    """Read a text that is decoded already.

    Args:
        text: The text.
        name: The file's path, which may tell markup and language.
        language: Its language where that is known.
        outline: Whether clauses and notes of missing translations are wanted too; both are empty
            without.
    """
    return _read(text, name, language, outline=outline)[0]


def read_clauses(
    text: str, *, name: str = "", language: str | None = None
) -> tuple[Document, tuple[Clause, ...]]:
    """A text as ``read_text`` gives it, and its clauses as ``clauses`` does: quicker than both."""
    document, raw = _read(text, name, language, outline=True)
    kind = kind_of("", text)
    if kind != document.kind:
        return document, clauses(text, kind=kind)
    dates = date_marks(text, raw, lines_of(text), language_of_text(text))
    if _places(dates) == _places(document.dates):
        return document, document.clauses
    return document, _clauses(text, raw, dates)


def _read(
    text: str, name: str, language: str | None, *, outline: bool
) -> tuple[Document, tuple[Block, ...]]:
    """A text read, and its blocks without bare headings."""
    kind = kind_of(name, text)
    lines = lines_of(text)
    if kind == "markdown" and not outline:
        raw = tuple(sketch(text, lines))
    else:
        raw = blocks(text, kind=kind, bare_headings=False, lines=lines)
    cut = with_bare_headings(raw, kind)
    front = front_matter(text, cut)
    declared = declared_language(front)
    named = language or declared or _named(name)
    parts = parts_of(text, cut, lines, named)
    main = parts[0].language if len(parts) == 1 else language_of_text(text)
    dates = [*_front_dates(text, cut, front, lines), *date_marks(text, cut, lines, main)]
    dates.sort(key=lambda mark: mark.start)
    version = version_of(text, cut, dates, front, main)
    prevailing, marks = prevailing_of(text, lines, [part.language for part in parts])
    document = Document(
        text=text,
        kind=kind,
        title=title_of(cut, front),
        parts=parts,
        blocks=cut,
        clauses=_clauses(text, raw, dates) if outline else (),
        dates=tuple(dates),
        version=version[0] if version else None,
        version_span=version[1] if version else None,
        prevailing=prevailing,
        prevailing_marks=marks,
        untranslated=untranslated_notes(text) if outline else (),
        counterparts=counterparts_of(front),
        declared=declared,
    )
    return document, raw


def clauses(text: str, *, kind: TextKind | None = None, name: str = "") -> tuple[Clause, ...]:
    """The clauses of a text, in order, nested by level."""
    cut = blocks(text, kind=kind or kind_of(name, text), bare_headings=False)
    main = language_of_text(text)
    return _clauses(text, cut, date_marks(text, cut, lines_of(text), main))


def _clauses(text: str, cut: tuple[Block, ...], dates: list[DateMark]) -> tuple[Clause, ...]:
    places = _places(dates)
    skip = [
        (block.start, block.end)
        for block in cut
        if _states_date(text, block, places) or marker_language(block)
    ]
    return clauses_of(cut, text, skip)


def _places(dates: Iterable[DateMark]) -> list[tuple[int, int]]:
    """Where dates stand, in order: all that clauses ask of them."""
    return sorted((mark.start, mark.end) for mark in dates)


def _states_date(text: str, block: Block, places: list[tuple[int, int]]) -> bool:
    """Whether a short block is there for a date in it, and no clause though it may look like one.

    A German date begins like an item of a list (``4. Mai 2026``); a heading may say nothing else.
    """
    if len(block.text) >= _SHORT:
        return False
    at = bisect_left(places, (block.start, 0))
    if at == len(places) or places[at][0] >= block.end:
        return False
    start, end = places[at]
    around = text[block.body : start] + " " + text[end : block.end]
    return block.kind in {"p", "li"} or (block.kind in HEADINGS and not residue(around))


_SHORT = 120


def _named(name: str) -> str | None:
    """The language by file name."""
    found = language_of_name(name) if name else None
    return found.language if found else None


def _is_a_day(rest: str, kind: DateKind) -> bool:
    """Whether a date stands for a day, by what follows it in its value."""
    if not rest:
        return True
    time = _TIME_OF_DAY.fullmatch(rest)
    if time is None or kind == "published":
        return False
    return kind == "effective" or not time["clock"].strip("0:.")


def _front_dates(
    text: str, blocks: tuple[Block, ...], front: dict[str, tuple[str, int]], lines: Lines
) -> list[DateMark]:
    """Dates in a front matter; of a kind that the margin does not state also those below it."""
    if not blocks or blocks[0].kind != "front":
        return []
    out = _dates_of_keys(text, front, lines)
    stated = {mark.kind for mark in out}
    nested = _dates_of_keys(text, nested_front_matter(text, blocks), lines)
    return [*out, *(mark for mark in nested if mark.kind not in stated)]


def _dates_of_keys(text: str, pairs: dict[str, tuple[str, int]], lines: Lines) -> list[DateMark]:
    """Dates that keys name.

    One with a time of day is a content system's stamp, not the policy's: but for the day from
    which a text binds, and for midnight, as a day is written by programs that know no plain days.
    """
    out: list[DateMark] = []
    for key, (written, at) in pairs.items():
        kind = _FRONT_DATES.get(key.replace("_", ""))
        if kind is None:
            continue
        value = _COMMENT.split(written, maxsplit=1)[0]
        found = find_dates(value) if len(value) <= 40 else []
        if (
            len(found) != 1
            or not _is_a_day(value[found[0].end :].rstrip(" \t\"'"), kind)
            or kind_of_label(value)
        ):
            continue
        line = lines.at(at)
        start = at + found[0].start
        out.append(
            DateMark(
                kind,
                found[0].date,
                found[0].precision,
                line,
                start,
                at + found[0].end,
                lines.words_at(text, start, start + 1),
                found[0].form,
                found[0].certain,
                machine=True,
            )
        )
    return out
