"""Dates that changed are shown as a whole: ``3 月 5`` of a date says nothing to a reader."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policyreview.redline.weave import unwoven, weave

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.links import Link
    from policyreview.redline.model import Span, Token

_MAYBE = re.compile(r"[0-9]{4}|[月年]")
_HAN = "〇零一二三四五六七八九十"
_NEAR = 28  # code points: as long as a date gets, its weekday included
_ROUNDS = 3  # giving up one side's date may cut the other side's, seldom more than once


_FIGURES = re.compile(
    rf"(?:[0-9]{{4}}|[{_HAN}]{{4}})\s*年\s*(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})\s*月"
    rf"(?:\s*(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})\s*[日号號])?"
    r"|\b[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}\b|\b[0-9]{1,2}([/.])[0-9]{1,2}\2[0-9]{4}\b"
)
_DAY, _NAME = r"[0-9]{1,2}(?:st|nd|rd|th|er|º|\\?\.)?", r"[^\W\d_]{3,12}"
_NAMED = re.compile(
    rf"(?:\b(?P<weekday>{_NAME}),?\s+)?(?P<date>\b(?:"
    rf"{_DAY}\s+(?:de\s+)?(?P<month>{_NAME})\.?(?:\s+de)?,?\s+[0-9]{{4}}\b"
    rf"|(?P<first>{_NAME})\.?\s+(?:{_DAY},?\s+)?[0-9]{{4}}\b))"
)


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """The names of months and of weekdays, in the languages for which they are at hand."""
    from policyreview.documents.dates.names import OWN

    months = (name for names in OWN.values() for form in names.months for name in form)
    days = (name for names in OWN.values() for form in names.weekdays for name in form)
    return frozenset(map(str.lower, months)), frozenset(map(str.lower, days))


def whole_dates(tokens: Sequence[Token]) -> Sequence[Token]:
    """A block's words with each date that is not the same on both sides deleted and inserted."""
    if all(kind == "=" for kind, _ in tokens) or not any(kind == "=" for kind, _ in tokens):
        return tokens
    texts, links = unwoven(tokens)
    dates = [list(_dates(texts[side], _edits(texts, links, side))) for side in (0, 1)]
    if not any(dates):
        return tokens
    before = list(links)
    for _ in range(_ROUNDS):
        for side in (0, 1):
            broken = [d for d in dates[side] if not _kept(texts, d, links, side)]
            links = [rest for link in links for rest in _without(link, broken, side)]
    if links == before:
        return tokens
    return weave(*texts, (0, len(texts[0])), (0, len(texts[1])), links)


def _edits(texts: tuple[str, str], links: Sequence[Link], side: int) -> Iterator[Span]:
    """Where one side's text may hold a date that an edit of either side touches."""
    ends = [(0, 0), *((x[1], y[1]) for x, y in links)]
    starts = [*((x[0], y[0]) for x, y in links), (len(texts[0]), len(texts[1]))]
    low = high = -1
    for start, end in zip(ends, starts, strict=True):
        if start == end:
            continue
        first = max(0, start[side] - _NEAR)
        if first > high:
            if high > low:
                yield low, high
            low = first
        high = min(len(texts[side]), end[side] + _NEAR)
    if high > low:
        yield low, high


def _dates(text: str, places: Iterator[Span]) -> Iterator[Span]:
    for place in places:
        if not _MAYBE.search(text, *place):
            continue
        yield from (found.span() for found in _FIGURES.finditer(text, *place))
        for found in _NAMED.finditer(text, *place):
            months, days = _names()
            if (found["month"] or found["first"]).lower() in months:
                weekday = (found["weekday"] or "").lower() in days
                yield found.span() if weekday else found.span("date")


def _kept(texts: tuple[str, str], date: Span, links: Sequence[Link], side: int) -> bool:
    """Whether a date of one side stands on the other side too, with nothing but space between."""
    inside = [link for link in links if link[side][0] < date[1] and date[0] < link[side][1]]
    if not inside:
        return True  # nothing to give up
    if inside[0][side][0] > date[0] or inside[-1][side][1] < date[1]:
        return False
    return not any(
        texts[k][inside[n][k][1] : inside[n + 1][k][0]].strip()
        for n in range(len(inside) - 1)
        for k in (0, 1)
    )


def _without(link: Link, dates: Sequence[Span], side: int) -> Iterator[Link]:
    """What is left of a link outside some dates."""
    start, end = link[side]
    shift = [link[k][0] - start for k in (0, 1)]
    for low, high in dates:
        if low >= end or high <= start:
            continue
        if low > start:
            yield (start + shift[0], low + shift[0]), (start + shift[1], low + shift[1])
        start = max(start, min(high, end))
    if start < end:
        yield (start + shift[0], end + shift[0]), (start + shift[1], end + shift[1])
