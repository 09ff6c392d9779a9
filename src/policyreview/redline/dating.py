"""Dates that changed are marked as a whole: ``3 月 5`` of a date says nothing to a reader."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.links import Link
    from policyreview.redline.model import Span

_MAYBE = re.compile(r"[0-9]{4}|[月年]")
_HAN = "〇零一二三四五六七八九十"
_ROUNDS = 3  # giving up one side's date may cut the other side's, seldom more than once


@cache
def _pattern() -> re.Pattern[str]:
    """What is a date in its usual forms, in the languages whose month names are at hand."""
    from policyreview.documents.dates.names import OWN

    months = _any(name for names in OWN.values() for form in names.months for name in form)
    days = _any(name for names in OWN.values() for form in names.weekdays for name in form)
    number, th = r"[0-9]{1,2}", r"(?:st|nd|rd|th|er|º|\\?\.)?"
    return re.compile(
        rf"(?:[0-9]{{4}}|[{_HAN}]{{4}})\s*年\s*(?:{number}|[{_HAN}]{{1,3}})\s*月"
        rf"(?:\s*(?:{number}|[{_HAN}]{{1,3}})\s*[日号號])?"
        rf"|\b[0-9]{{4}}([-/.]){number}\1{number}\b|\b{number}([/.]){number}\2[0-9]{{4}}\b"
        rf"|(?:\b(?:{days}),?\s+)?\b(?:"
        rf"{number}{th}\s+(?:de\s+)?(?:{months})\.?(?:\s+de)?,?\s+[0-9]{{4}}\b"
        rf"|(?:{months})\.?\s+(?:{number}{th},?\s+)?[0-9]{{4}}\b)",
        re.IGNORECASE,
    )


def _any(names: Iterator[str]) -> str:
    return "|".join(sorted({re.escape(name) for name in names}, key=lambda n: (-len(n), n)))


def whole_dates(texts: tuple[str, str], spans: tuple[Span, Span], links: list[Link]) -> list[Link]:
    """Give up the links within dates that are not the same on both sides.

    Args:
        texts: The old and the new text.
        spans: The parts of both that are compared.
        links: Spans of equal characters, rising on both sides.
    """
    if not links or not all(
        _MAYBE.search(text, *span) for text, span in zip(texts, spans, strict=True)
    ):
        return links
    dates = [
        [found.span() for found in _pattern().finditer(text, *span)]
        for text, span in zip(texts, spans, strict=True)
    ]
    for _ in range(_ROUNDS):
        before = len(links), sum(x[1] - x[0] for x, _ in links)
        for side in (0, 1):
            broken = [d for d in dates[side] if not _kept(texts, d, links, side)]
            links = [rest for link in links for rest in _without(link, broken, side)]
        if before == (len(links), sum(x[1] - x[0] for x, _ in links)):
            break
    return links


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
