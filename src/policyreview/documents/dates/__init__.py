"""The dates of a policy: found, told apart, and written again in their own form."""

from __future__ import annotations

from policyreview.documents.dates.finding import Found, find_dates
from policyreview.documents.dates.forms import parse_day, render, restamp
from policyreview.documents.dates.marks import date_marks

__all__ = ["Found", "date_marks", "find_dates", "parse_day", "render", "restamp"]
