"""Dates in figures alone: whether day or month comes first."""

from __future__ import annotations

import re

NUMERIC = re.compile(
    r"(?<![A-Za-z\d/.\-])(?P<a>\d{1,2})(?P<sep>\\?[ \t\u00a0]?[./-][ \t\u00a0\u202f\u2009\u3000]?)"
    r"(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|2[01])\d\d|\d\d)(?![\d/]|-\d|\.\d)"
)
"""A date of three numbers, the year last."""

_COUNTRY_DAY_FIRST = re.compile(
    r"\b(?:United Kingdom|England|Wales|Ireland|Australia|New Zealand|India|Singapore|Hong Kong"
    r"|South Africa|Malaysia"
    r"|European Union|Ltd\b|Pty|GmbH|B\.V\.)"
)
_COUNTRY_MONTH_FIRST = re.compile(
    r"\b(?:United States|U\.S\.|USA|California|Delaware|New York|Texas|Washington|Nevada|Florida"
    r"|Inc\.|LLC\b|CCPA|COPPA)"
)


def day_first(a: int, b: int, separator: str, language: str, hints: str) -> tuple[bool, bool]:
    """Whether ``a`` is the day, and whether that is certain.

    A number above 12 settles it; a point, and any language but English, put the day first; English
    with a slash goes by a region in the tag, by other numeric dates and by the countries and
    company forms that the text names, and is uncertain where these are silent: then month first.
    """
    if a > 12 or b > 12:
        return a > 12, True
    first, certain = _by_custom(separator, language, hints)
    return first, certain or a == b


def _by_custom(separator: str, language: str, hints: str) -> tuple[bool, bool]:
    """The order that a text of this language and land keeps, and whether that is certain."""
    primary, _, region = language.partition("-")
    if separator == "." or (primary and primary not in {"en", "und", "zh", "ja", "ko"}):
        return True, True
    if region:
        return region.upper() not in {"US", "PH", "CA"}, region.upper() != "CA"
    for other in NUMERIC.finditer(hints):
        if int(other["a"]) > 12 >= int(other["b"]):
            return True, True
        if int(other["b"]) > 12 >= int(other["a"]):
            return False, True
    day_first = len(_COUNTRY_DAY_FIRST.findall(hints))
    month_first = len(_COUNTRY_MONTH_FIRST.findall(hints))
    return day_first > month_first, False
