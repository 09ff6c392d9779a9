"""Where a text has a date, however it is written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policyreview.redline.model import Span

LONGEST = 28
"""Code points: as long as a date gets, its weekday included."""

_MAYBE = re.compile(r"[0-9]{4}|[月年]")
_HAN = "〇零一二三四五六七八九十"

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


def dates(text: str, places: Iterable[Span]) -> Iterator[Span]:
    """Yield where dates stand in some places of a text."""
    for place in places:
        if not _MAYBE.search(text, *place):
            continue
        yield from (found.span() for found in _FIGURES.finditer(text, *place))
        for found in _NAMED.finditer(text, *place):
            months, days = _names()
            if (found["month"] or found["first"]).lower() in months:
                weekday = (found["weekday"] or "").lower() in days
                yield found.span() if weekday else found.span("date")
