"""A text read whole: languages, dates, version, prevailing language.

Blocks and clauses in one value.
"""

from __future__ import annotations

import re

from policyreview.documents.blocking import blocks, kind_of, with_bare_headings
from policyreview.documents.datemark import DateKind, DateMark
from policyreview.documents.dates.finding import find_dates
from policyreview.documents.dates.labels import kind_of_label
from policyreview.documents.dates.marks import date_marks
from policyreview.documents.decoding import decode
from policyreview.documents.halves import marker_language, parts_of
from policyreview.documents.languages import language_of_text
from policyreview.documents.lines import Lines, lines_of
from policyreview.documents.outline import clauses_of
from policyreview.documents.statements import (
    counterparts_of,
    declared_language,
    front_matter,
    prevailing_of,
    title_of,
    untranslated_notes,
    version_of,
)
from policyreview.documents.tables import by_word
from policyreview.documents.tags import language_of_name
from policyreview.documents.values import Block, Clause, Document, TextKind

_FRONT_DATES: dict[str, DateKind] = by_word(
    {
        "effective": "effective | effective_date | effectivedate | date_effective | in_force",
        "updated": (
            "updated | last_updated | lastupdated | updated_at | last_modified | "
            "last_modified_at | lastmodified | modified | date_modified | revised | "
            "last_revised | date_updated | lastmod"
        ),
        "published": ("published | date | publish_date | date_published"),
        "review": ("next_review | next_review_date | review_date | review_by"),
    }
)


_COMMENT = re.compile(r"\s+#")


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
    if {mark.line for mark in dates} == {mark.line for mark in document.dates}:
        return document, document.clauses
    return document, _clauses(text, raw, dates)


def _read(
    text: str, name: str, language: str | None, *, outline: bool
) -> tuple[Document, tuple[Block, ...]]:
    """A text read, and its blocks without bare headings."""
    kind = kind_of(name, text)
    lines = lines_of(text)
    raw = blocks(text, kind=kind, bare_headings=False, lines=lines)
    cut = with_bare_headings(raw, kind)
    front = front_matter(text, cut)
    named = language or _named(name, front)
    parts = parts_of(text, cut, lines, named)
    main = parts[0].language if len(parts) == 1 else language_of_text(text)
    dates = [*_front_dates(text, front, lines), *date_marks(text, cut, lines, main)]
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
    )
    return document, raw


def clauses(text: str, *, kind: TextKind | None = None, name: str = "") -> tuple[Clause, ...]:
    """The clauses of a text, in order, nested by level."""
    cut = blocks(text, kind=kind or kind_of(name, text), bare_headings=False)
    main = language_of_text(text)
    return _clauses(text, cut, date_marks(text, cut, lines_of(text), main))


def _clauses(text: str, cut: tuple[Block, ...], dates: list[DateMark]) -> tuple[Clause, ...]:
    dated = {mark.line for mark in dates}
    skip = [
        (block.start, block.end)
        for block in cut
        if (block.kind == "p" and block.first_line in dated and len(block.text) < 120)
        or marker_language(block)
    ]
    return clauses_of(cut, text, skip)


def _named(name: str, front: dict[str, tuple[str, int]]) -> str | None:
    """The language by front matter or file name."""
    declared = declared_language(front)
    if declared is not None:
        return declared
    found = language_of_name(name) if name else None
    return found.language if found else None


def _front_dates(text: str, front: dict[str, tuple[str, int]], lines: Lines) -> list[DateMark]:
    """Dates in a front matter.

    One with a time of day is a content system's stamp, not the policy's.
    """
    out: list[DateMark] = []
    for key, (written, at) in front.items():
        kind = _FRONT_DATES.get(key)
        value = _COMMENT.split(written, maxsplit=1)[0]
        found = find_dates(value) if kind and len(value) <= 40 else []
        if (
            kind is None
            or len(found) != 1
            or ":" in value
            or found[0].end != len(value.rstrip())
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
                text[lines.starts[line - 1] : lines.ends[line - 1]].strip(),
                found[0].form,
                found[0].certain,
                machine=True,
            )
        )
    return out
