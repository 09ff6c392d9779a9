"""How a date is written, as a small template, and how to write another date alike.

A form is text with fields in braces; ``{{`` and ``}}`` stand for braces. Fields:

====================  ==========================================================================
``{Y}`` ``{YY}``      year in four digits; its last two digits
``{M}`` ``{MM}``      month, bare or two digits; ``{D}`` ``{DD}`` the day alike
``{…:wide}``          the same in full-width digits; ``{…:han}`` in Han characters
``{…:arab}``          in Arabic digits; ``{…:pers}`` in Persian, ``{…:deva}`` in Devanagari ones
``{D:ord}``           English ordinal (``7th``); ``{D:ORD}`` in capitals; ``{ord}`` its ending alone
``{D:first:er}``      ``1er`` on the first, a bare number on other days (``º``, ``°`` alike)
``{era}`` ``{E}``     Japanese era and its year (``元`` for the first); ``{R}`` year of the Republic
``{month:fr:0:l}``    name of the month: language, which spelling, case (``l``, ``u``, ``t``)
``{day:fr:0:l}``      name of the weekday likewise; ``{day:han}`` ``{day:kan}`` ``{day:hangul}``
====================  ==========================================================================
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from policyreview.documents.dates.names import names_of
from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from policyreview.documents.datemark import DateMark

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
DIGITS = {
    "wide": "０１２３４５６７８９",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "pers": "۰۱۲۳۴۵۶۷۸۹",
    "deva": "०१२३४५६७८९",
}
"""Decimal digits of other scripts, by the name that a form has for them."""
_DIGITS = {style: str.maketrans("0123456789", digits) for style, digits in DIGITS.items()}
_HAN = "〇一二三四五六七八九"
_ERAS = (
    (dt.date(2019, 5, 1), "令和"),
    (dt.date(1989, 1, 8), "平成"),
    (dt.date(1926, 12, 25), "昭和"),
)
_DAYS = {"han": "一二三四五六日", "kan": "月火水木金土日", "hangul": "월화수목금토일"}


def escape(text: str) -> str:
    """Literal text as it stands in a form."""
    return text.replace("{", "{{").replace("}", "}}")


def render(form: str, date: dt.date) -> str:
    """Write ``date`` in ``form``; what the form does not say (a day, a month) is left out."""

    def fill(found: re.Match[str]) -> str:
        field = found[1]
        return found[0][0] if field is None else _field(field, date)

    return _FIELD.sub(fill, form)


def rewritten(form: str, date: dt.date, raw: str) -> str:
    """The form with its literal text as it stands in ``raw``.

    Args:
        form: A form found in a text of which some characters were blanked.
        date: The day found there, which says how wide each field is.
        raw: The same place as it stands.
    """
    out, at, last = "", 0, 0
    for found in _FIELD.finditer(form):
        width = found.start() - last
        out += escape(raw[at : at + width])
        at += width
        if found[1] is None:
            out += escape(raw[at])
            at += 1
        else:
            out += found[0]
            at += len(_field(found[1], date))
        last = found.end()
    return out + escape(raw[at:])


def restamp(mark: DateMark, date: dt.date | str) -> str:
    """What stands at the mark's span after its date is changed to ``date``, in its own form.

    Args:
        mark: The mark as it was read.
        date: The new day, or its ISO form.

    Raises:
        WrongUse: ``date`` is no real day.
    """
    day = date if isinstance(date, dt.date) else parse_day(date)
    return render(mark.form, day)


def parse_day(text: str) -> dt.date:
    """A real day from ``YYYY-MM-DD``.

    Raises:
        WrongUse: It is none.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise WrongUse(
        f"{text!r} is no real day.", hint="Write it as YYYY-MM-DD, for example 2026-12-01."
    )


def _field(field: str, date: dt.date) -> str:
    name, _, style = field.partition(":")
    if name == "month":
        return _named(style, date.month - 1, months=True)
    if name == "day":
        if style in _DAYS:
            return _DAYS[style][date.weekday()]
        return _named(style, date.weekday(), months=False)
    if name == "ord":
        return _ending(date.day)
    if name == "era":
        return next((era for since, era in _ERAS if date >= since), "昭和")
    if name == "E":
        since = next((since for since, _ in _ERAS if date >= since), _ERAS[-1][0])
        year = date.year - since.year + 1
        if style == "han":
            return "元" if year == 1 else _han(year)
        return "元" if year == 1 else _digits(str(year), style)
    if name == "R":
        return _spelt(date.year - 1911) if style == "han" else _digits(str(date.year - 1911), style)
    return _digits(_number(name, style, date), style)


def _number(name: str, style: str, date: dt.date) -> str:
    value = {"Y": date.year, "M": date.month, "D": date.day}[name[0]]
    if style == "han":
        return _han(value) if name[0] != "Y" else _spelt(value)
    if name == "Y":
        return f"{value:04d}"
    if name == "YY":
        return f"{value % 100:02d}"
    text = f"{value:02d}" if len(name) == 2 else str(value)
    if style in {"ord", "ORD"}:
        return text + (_ending(value).upper() if style == "ORD" else _ending(value))
    if style.startswith("first:") and value == 1:
        return "1" + style.removeprefix("first:")
    return text


def _ending(value: int) -> str:
    return "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _digits(text: str, style: str) -> str:
    return text.translate(_DIGITS[style]) if style in _DIGITS else text


def _spelt(value: int) -> str:
    """A year digit by digit: ``二〇二六``."""
    return "".join(_HAN[int(digit)] for digit in str(value))


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十") + (
        _HAN[ones] if ones else ""
    )


def _named(style: str, index: int, *, months: bool) -> str:
    language, which, case = style.split(":")
    names = names_of(language)
    if names is None:  # the form came from another program's data
        return str(index + 1)
    sets = names.months if months else names.weekdays
    name = sets[min(int(which), len(sets) - 1)][index]
    if case == "u":
        return (name.replace("i", "İ") if language == "tr" else name).upper()
    return name[:1].upper() + name[1:] if case == "t" else name.lower() if case == "l" else name
