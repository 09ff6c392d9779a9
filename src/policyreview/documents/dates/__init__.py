"""The dates of a policy: found, told apart, and written again in their own form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.documents.dates.finding import find_dates
    from policyreview.documents.dates.forms import parse_day, render, restamp
    from policyreview.documents.dates.found import Found
    from policyreview.documents.dates.marks import date_marks

_HOMES = {
    "Found": "found",
    "date_marks": "marks",
    "find_dates": "finding",
    "parse_day": "forms",
    "render": "forms",
    "restamp": "forms",
}

__all__ = ["Found", "date_marks", "find_dates", "parse_day", "render", "restamp"]

# Whoever asks for the names of months needs no finding.
__getattr__, __dir__ = lazily(__name__, _HOMES)
