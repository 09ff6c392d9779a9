"""What a policy's texts say of themselves: effective and updated date, version, next review."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.documents import DateMark
    from policyreview.library import Library, Policy, PolicyText


@dataclass(frozen=True, slots=True)
class Stated:
    """What the newest texts state.

    Attributes:
        effective: Effective date, ISO; only ``2026-05`` or ``2026`` where they say no more.
        updated: When they say that they were updated, ISO, as precise as they are.
        version: The label that they carry.
        review_by: The last day of the time for the next review, None where they state none.
    """

    effective: str | None = None
    updated: str | None = None
    version: str | None = None
    review_by: date | None = None


def stated(library: Library, policy: Policy) -> Stated:
    """Read what a policy states; the prevailing language's word goes first, then in order.

    A text that cannot be read states nothing: the policy's own ``broken`` says why.
    """
    effective = updated = version = None
    review: date | None = None
    for text in _prevailing_first(policy):
        says = library.facts(text)
        effective = effective or _first(says.dates, "effective")
        updated = updated or _first(says.dates, "updated")
        version = version or says.version or _first(says.dates, "version")
        if review is None and (until := _first(says.dates, "review")) is not None:
            review = last_day(until)
    return Stated(effective, updated, version, review)


def last_day(iso: str) -> date | None:
    """The last day of a date that may name only a month or a year; None if it is no date."""
    year, *rest = iso.split("-")
    try:
        if len(rest) == 2:
            return date.fromisoformat(iso)
        if len(rest) == 1:
            first = date(int(year), int(rest[0]), 1)
            return first.replace(day=monthrange(first.year, first.month)[1])
        return date(int(year), 12, 31)
    except (ValueError, OverflowError):
        return None


def next_month(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _first(marks: Iterable[DateMark], kind: str) -> str | None:
    return next((mark.date for mark in marks if mark.kind == kind), None)


def _prevailing_first(policy: Policy) -> list[PolicyText]:
    return sorted(policy.texts, key=lambda text: text.language != policy.prevailing)
