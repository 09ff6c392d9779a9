"""Quarters, halves and seasons of a year: times from which a policy may bind that name no day."""

from __future__ import annotations

import re

from policyreview.documents.dates.found import SPACE, YEAR
from policyreview.patterns import later

_QUARTER = (
    r"[QT][1-4]|[1-4]Q|H[12]"
    r"|(?:first|second|third|fourth|last|1st|2nd|3rd|4th)[ -]quarter|(?:first|second)[ -]half"
    r"|(?:[1-4]|I|II|III|IV)\.? ?(?:quartal|halbjahr)|(?:erstes|zweites|drittes|viertes) quartal"
    r"|(?:premier|deuxième|troisième|quatrième|[1-4](?:er|e|ème)) (?:trimestre|semestre)"
    r"|(?:primer|segundo|tercer|cuarto|primeiro|terceiro|quarto|primo|secondo|terzo)"
    r" (?:trimestre|semestre)"
    r"|spring|summer|autumn|fall|winter|printemps|été|automne|hiver|frühjahr|frühling|sommer"
    r"|herbst|primavera|verano|otoño|invierno|early|mid|late"
)
_JOIN = rf"(?:{SPACE}?[-/,‑–’']{SPACE}?|{SPACE}{{1,3}}(?:(?:of|de|del|do) (?:the year )?)?)"
_HAN = (
    r"第?[一二三四1-4１-４]季度?|第?[1-4１-４一二三四]四半期|[上下]半[年期]"
    r"|[春夏秋冬][季天]?(?![^\W\d_])|[1-4]분기|[상하]반기"
)
PERIOD = later(
    rf"(?<![\w/.-])(?:(?:{_QUARTER}){_JOIN}{YEAR}|{YEAR}{_JOIN}(?:[QT][1-4]|H[12]))"
    rf"(?!\w)|(?<!\d){YEAR}{SPACE}?[年년]{SPACE}?(?:{_HAN})",
    re.IGNORECASE,
)


def is_part(text: str, start: int, end: int) -> bool:
    """Whether ``text`` means a part of the year that stands at ``[start, end)``."""
    return any(f.start() <= start and end <= f.end() for f in PERIOD.finditer(text))
