"""Dates, ages and names as the screens write them, everywhere in the same way."""

from __future__ import annotations

import datetime as dt

from policyreview.terminal import safe


def age(time: int, today: dt.date) -> str:
    """How long ago something was: ``today``, ``3 days``, ``5 weeks``, ``2 years``.

    Args:
        time: Epoch seconds.
        today: The day that it is.
    """
    then = dt.datetime.fromtimestamp(time, tz=dt.UTC).date()
    days = (today - then).days
    if days <= 0:
        return "today"
    for size, word in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * size or (size == 365 and days >= size):
            return _count(days // size, word)
    return _count(days, "day")


def day_of(time: int, offset: int = 0) -> str:
    """The ISO date of an instant, on the clock of whoever made it.

    Args:
        time: Epoch seconds.
        offset: Minutes east of UTC.
    """
    zone = dt.timezone(dt.timedelta(minutes=offset))
    return dt.datetime.fromtimestamp(time, tz=zone).date().isoformat()


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def counted(number: int, word: str, plural: str = "") -> str:
    """A number and its noun: ``1 clause``, ``3,000 clauses``."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def languages(tags: tuple[str, ...]) -> str:
    """Languages in a row; one that could not be told is ``?``."""
    return " ".join("?" if tag == "und" else safe(tag) for tag in tags)


def short(commit: str) -> str:
    """The first characters of a commit id."""
    return commit[:10]
