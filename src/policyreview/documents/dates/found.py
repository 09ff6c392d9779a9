"""A date found in a text, and what all ways of writing one share."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.documents.datemark import Precision

SPACE = r"[ \t\u00a0\u202f\u2009\u3000]"
YEAR = r"(?:19|2[01])\d\d"
DIGIT = r"[0-9０-９]"
HEAD_LINES, TAIL_LINES = 70, 30
"""A policy states its own dates in the first lines, or in the last ones."""
_PLACEHOLDER = re.compile(
    r"(?:X{2,}|x{2,}|_{2,}|\?{1,}|\.{3}|…|[\[\]<>]|DD|dd|JJ|jj|TT|●|•)[ \t\u00a0.»”\"']*$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One date in a text: ``[start, end)`` in code points, its day, precision and form."""

    start: int
    end: int
    date: str
    precision: Precision
    form: str
    certain: bool = True


def iso_of(year: int, month: int, day: int | None) -> str | None:
    """The day, or without one the month, in ISO form; None if there is none such."""
    try:
        real = dt.date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return real.isoformat() if day is not None else real.isoformat()[:7]


def made(
    text: str, span: tuple[int, int], iso: str | None, form: str, certain: bool = True
) -> list[Found]:
    """The date, unless it is no real day or a placeholder stands where its day should."""
    if iso is None or not 1970 <= int(iso[:4]) <= 2199:
        return []
    if len(iso) == 7 and _PLACEHOLDER.search(text[max(0, span[0] - 8) : span[0]]):
        return []
    return [Found(span[0], span[1], iso, "day" if len(iso) == 10 else "month", form, certain)]


def style_of(digits: str, letter: str, padded: bool) -> str:
    """Field for a number: bare or padded, half- or full-width, Han."""
    if not digits[0].isdigit() or digits[0] in "〇一二三四五六七八九":
        return f"{{{letter}:han}}"
    wide = ":wide" if digits[0] > "9" else ""
    return f"{{{letter * 2 if padded else letter}{wide}}}"


def pads_of(month: str, day: str | None, default: bool) -> tuple[bool, bool]:
    """Whether month and day are written with two digits.

    Where it can't be seen, as the other one.
    """
    seen = {
        name: len(digits) == 2 and digits[0] in "0０"
        if digits[-1:].isdigit() and (len(digits) == 1 or digits[0] in "0０")
        else None
        for name, digits in (("m", month), ("d", day or ""))
    }
    m, d = seen["m"], seen["d"]
    if m is None:
        m = d if d is not None else default
    if d is None:
        d = m
    return m, d
