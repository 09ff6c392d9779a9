"""Dates for programs beside those for people: attribute lists, date elements, a page's head."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.documents.datemark import DateKind, DateMark
from policyreview.documents.dates.finding import find_dates
from policyreview.documents.dates.labels import NEGATIVE, kind_of_label
from policyreview.documents.dates.marks import mask
from policyreview.documents.tables import by_word
from policyreview.documents.values import PROSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.lines import Lines
    from policyreview.documents.values import Block

_LIST = re.compile(r"datetime\s*=\s*[\"'“]?\s*([0-9-]{8,10})")
_ELEMENT = re.compile(
    r"<(?P<tag>time|span|p|div|em|small|strong|td|dd|abbr|meta)\s(?P<attributes>[^<>]{0,500})>",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(?:datetime|content)\s*=\s*[\"']?\s*(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?P<time>[T ][0-9])?",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"\bitemprop\s*=\s*[\"']?\s*date(?P<what>Modified|Published|Created)\b"
    r"|\bclass\s*=\s*(?:\"[^\"]*|'[^']*|)\b(?P<class>(?<!-)(?:updated|modified|published)(?!-))\b",
    re.IGNORECASE,
)
_META = re.compile(r"\b(?:name|itemprop)\s*=\s*[\"']?\s*(?P<name>[\w.-]{4,40})", re.IGNORECASE)
_META_NAMES: dict[str, DateKind] = by_word(
    {
        "effective": "effective-date | effective_date | effectivedate | dcterms.valid",
        "updated": (
            "last-updated | last_updated | lastupdated | last-modified | last_modified | "
            "lastmodified | revised | dcterms.modified | dc.date.modified | datemodified"
        ),
        "published": "dcterms.issued | dc.date.issued | datepublished",
    }
)
"""A page's own statements; what a content system stamps (``article:…``) is not among them."""
_CLOSED = re.compile(r"</")
_INSIDE = 200
_LEAD = 600


def machine_marks(
    text: str, blocks: Sequence[Block], marks: Sequence[DateMark], lines: Lines
) -> tuple[list[DateMark], list[DateMark]]:
    """Marks that programs read, and the ones that people read with what the markup says of them.

    ``{: datetime="2026-05-04" }`` on the line after a date, a date element's attribute, and the
    head of a page.

    Args:
        text: The text.
        blocks: Its blocks.
        marks: What people read in it.
        lines: Its lines.
    """
    listed = [mark for block in _attributes(text, blocks, marks) for mark in block]
    elements, told = _elements(text, blocks, marks, lines)
    return [*listed, *elements], told


def _attributes(
    text: str, blocks: Sequence[Block], marks: Sequence[DateMark]
) -> list[list[DateMark]]:
    """The attribute lists that hold a date."""
    out: list[list[DateMark]] = []
    by_line = {mark.line: mark for mark in marks}
    for number, block in enumerate(blocks):
        found = (
            _LIST.search(text, block.start, min(block.end, block.start + 600))
            if block.kind == "attr"
            else None
        )
        if found is None or text.startswith("<", block.start):
            continue
        beside = by_line.get(block.first_line) or by_line.get(block.first_line - 1)
        before = blocks[number - 1] if number else None
        said = kind_of_label(before.text) if before and len(before.text) < 120 else None
        kind = beside.kind if beside else said
        out.append(_made(text, found.span(1), kind or "published", block.first_line, block.text))
    return out


def _elements(
    text: str, blocks: Sequence[Block], marks: Sequence[DateMark], lines: Lines
) -> tuple[list[DateMark], list[DateMark]]:
    """The elements that hold a date, and the marks inside them with what the element is for."""
    starts = [block.start for block in blocks]
    places = [mark.start for mark in marks]
    by_line = {mark.line: mark.kind for mark in reversed(marks)}
    out: list[DateMark] = []
    told = list(marks)
    for found in _ELEMENT.finditer(text):
        attributes = found["attributes"]
        value = _VALUE.search(attributes)
        kind = _property(attributes)
        meta = found["tag"].lower() == "meta"
        if value is None and kind is None:
            continue
        number = bisect_right(starts, found.start()) - 1
        block = blocks[number] if number >= 0 and found.start() < blocks[number].end else None
        if block is None and not meta:
            continue
        if block is not None and block.kind not in PROSE and block.kind != "attr":
            continue
        line = lines.at(found.start())
        inside = _within(places, found.end(), text)
        if inside is not None and kind is not None and told[inside].kind == "published":
            told[inside] = replace(told[inside], kind=kind)
        if value is None:
            continue
        if meta:
            name = _META.search(attributes)
            kind = _META_NAMES.get(name["name"].lower()) if name else None
            if kind is None or value["time"]:
                continue
        else:
            since = max(block.start if block else 0, found.start() - _LEAD)
            lead = mask(text[since : found.start()])[-90:]
            if NEGATIVE.search(lead[-80:]):
                continue
            beside = told[inside].kind if inside is not None else None
            kind = kind_of_label(lead) or kind or beside or by_line.get(line) or "published"
        at = found.start("attributes") + value.start("day")
        stop = at + len(value["day"])
        out.extend(_made(text, (at, stop), kind, line, lines.words_at(text, at, stop)))
    return out, told


def _property(attributes: str) -> DateKind | None:
    found = _PROPERTY.search(attributes)
    if found is None:
        return None
    what = (found["what"] or found["class"]).lower()
    return "updated" if what in {"modified", "updated"} else "published"


def _within(places: Sequence[int], start: int, text: str) -> int | None:
    """The first mark, by its place, in an element whose words begin at ``start``."""
    closed = _CLOSED.search(text, start, start + _INSIDE)
    at = bisect_left(places, start)
    return at if closed and at < len(places) and places[at] < closed.start() else None


def _made(
    text: str, span: tuple[int, int], kind: DateKind, line: int, evidence: str
) -> list[DateMark]:
    """A mark for a date in figures, unless it is no real day."""
    dates = find_dates(text[span[0] : span[1]])
    if len(dates) != 1:
        return []
    one = dates[0]
    start = span[0] + one.start
    return [
        DateMark(
            kind,
            one.date,
            one.precision,
            line,
            start,
            start + one.end - one.start,
            evidence,
            one.form,
            machine=True,
        )
    ]
