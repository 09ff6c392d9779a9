"""How the command line writes days and times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone


def day_of(seconds: int) -> str:
    """The day, in UTC, of a time in epoch seconds."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def moment(seconds: int, offset: int = 0) -> str:
    """A time as its author's clock showed it: ``2026-05-12T09:30:00+08:00``.

    Args:
        seconds: Since 1970.
        offset: Minutes east of UTC; beyond a day it is taken as UTC.
    """
    east = timedelta(minutes=offset)
    zone = timezone(east) if abs(east) < timedelta(days=1) else UTC
    return datetime.fromtimestamp(seconds, zone).isoformat()
