"""Whether two pieces of text are dates in one form, the second a given day: told without context.

What was stamped years ago must read as a stamp for ever. So this does not ask how dates are found
in a text, which gets better with time, but holds two short strings against each other, by the rule
that ``docs/format.md`` gives.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_LONGEST = 80
_HAN = "〇零一二三四五六七八九十元"
_RUNS = re.compile(rf"(\d+|[{_HAN}]+)|((?:(?![{_HAN}])[^\W\d_])+)|((?:\W|_)+)")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "º", "°", "ª", ""})
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911, "民國": 1911}


@lru_cache(maxsize=4096)
def same_form(before: str, after: str, day: date, language: str = "") -> bool:
    """Whether ``before`` is a date and ``after`` is ``day`` written like it.

    Args:
        before: What stood there.
        after: What was put there.
        day: The effective date of the record.
        language: Of the text, whose names of months and days are known besides the usual ones.
    """
    if not 0 < len(before) <= _LONGEST or not 0 < len(after) <= _LONGEST:
        return False
    return _alike(_runs(before), _runs(after), day, language) or _written(
        before, after, day, language
    )


def _runs(text: str) -> list[tuple[str, str]]:
    """Numbers (n), words (w) and what is between (r); an ordinal's ending is left out."""
    out: list[tuple[str, str]] = []
    for found in _RUNS.finditer(text):
        kind = "nwr"[(found.lastindex or 1) - 1]
        run = found[0]
        if kind == "w" and out and out[-1][0] == "n" and run.lower() in _ORDINALS:
            continue
        out.append((kind, run))
    return out


def _alike(
    before: list[tuple[str, str]], after: list[tuple[str, str]], day: date, language: str
) -> bool:
    if [kind for kind, _ in before] != [kind for kind, _ in after]:
        return False
    months = set[int]()
    named = False
    era = 0
    numbers: list[tuple[str, str]] = []
    for (kind, old), (_, new) in zip(before, after, strict=True):
        if kind == "n":
            numbers.append((old, new))
        elif kind == "w":
            month = _number_of(old, language, months=True) and _number_of(
                new, language, months=True
            )
            if month:
                months, named = months | month, True
            elif old in _ERAS and old == new:
                era = _ERAS[old]
            elif old != new and not (
                _number_of(old, language, months=False) and _number_of(new, language, months=False)
            ):
                return False
        elif old != new:
            return False
    if named and day.month not in months:
        return False
    olds, news = [_value(old) for old, _ in numbers], [_value(new) for _, new in numbers]
    return _is_date(olds, named, era) and _says(news, day, named, era)


def _is_date(values: list[int | None], named: bool, era: int) -> bool:
    """Whether the numbers could be those of a date: one year, the others a month and a day."""
    years = [v for v in values if v is not None and (era or 1900 <= v <= 2199)]
    small = [v for v in values if v is not None and 1 <= v <= 31]
    most = 1 if named else 2
    if era:
        return len(small) == len(values) and 1 <= len(values) <= most + 1
    return len(years) == 1 and len(small) == len(values) - 1 <= most


def _says(values: list[int | None], day: date, named: bool, era: int) -> bool:
    """Whether the numbers, with a month's name where there is one, are that day."""
    wanted = [day.year - era, *([] if named else [day.month]), day.day]
    return values in (
        [*wanted],
        [*reversed(wanted)],
        [wanted[-1], wanted[0]] if named else [day.month, day.day, day.year],
        wanted[:-1],
        wanted[-2::-1],
    )


def _value(number: str) -> int | None:
    if number[0] not in _HAN:
        return int(number)
    digits = {"〇": 0, "零": 0, "元": 1, **{c: n for n, c in enumerate("一二三四五六七八九", 1)}}
    if "十" not in number:
        return int("".join(str(digits[c]) for c in number))
    tens, _, ones = number.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return 10 * (digits[tens] if tens else 1) + (digits[ones] if ones else 0)


@cache
def _names(language: str) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    from policyreview.documents.dates.names import OWN, names_of, spelt_elsewhere

    primary = language.split("-", maxsplit=1)[0].lower()
    # What any version of the program may have written: from its own tables, and from the library.
    further = [] if primary in OWN else [names_of(primary), spelt_elsewhere(primary)]
    months: dict[str, set[int]] = {}
    days: dict[str, set[int]] = {}
    for names in (*OWN.values(), *(names for names in further if names is not None)):
        for table, sets in ((months, names.months), (days, names.weekdays)):
            for one in sets:
                for number, name in enumerate(one, 1):
                    table.setdefault(name.casefold(), set()).add(number)
    for number, name in enumerate("月火水木金土日", 1):
        days.setdefault(name, set()).add(number)
    return months, days


def _number_of(word: str, language: str, *, months: bool) -> set[int]:
    """Which month or weekday the word may name; empty where it names none."""
    return _names(language)[0 if months else 1].get(word.casefold(), set())


def _written(before: str, after: str, day: date, language: str) -> bool:
    """Whether the program that stamps, as it is now, would write ``after`` over ``before``."""
    from policyreview.documents.dates import find_dates, render
    from policyreview.documents.dates.marks import as_written, mask

    masked = mask(before)
    for hints in ("", "United States", "United Kingdom"):
        for found in find_dates(masked, language=language, hints=hints):
            whole = found.start == 0 and found.end == len(before)
            if whole and render(as_written(found, masked, before), day) == after:
                return True
    return False
