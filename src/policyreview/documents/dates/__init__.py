"""The dates of a policy: found, told apart, and written again in their own form."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.documents.dates.finding import Found, find_dates
    from policyreview.documents.dates.forms import parse_day, render, restamp
    from policyreview.documents.dates.marks import date_marks

_HOMES = {
    "Found": "finding",
    "date_marks": "marks",
    "find_dates": "finding",
    "parse_day": "forms",
    "render": "forms",
    "restamp": "forms",
}

__all__ = ["Found", "date_marks", "find_dates", "parse_day", "render", "restamp"]


def __getattr__(name: str) -> object:
    """Import a public name's module when it is first asked for: months' names need no finding."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
