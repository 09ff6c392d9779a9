"""Quarters, halves and seasons of a year: times from which a policy may bind that name no day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.dates.found import SPACE, YEAR
from policyreview.patterns import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.values import Block

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
_PERIOD = later(
    rf"(?<![\w/.-])(?:(?:{_QUARTER}){_JOIN}{YEAR}|{YEAR}{_JOIN}(?:[QT][1-4]|H[12]))"
    rf"(?!\w)|(?<!\d){YEAR}{SPACE}?[年년]{SPACE}?(?:{_HAN})",
    re.IGNORECASE,
)
_HEAD_LINES = 70
_TAIL_LINES = 30


def is_part(text: str, start: int, end: int) -> bool:
    """Whether ``text`` means a part of the year that stands at ``[start, end)``."""
    return any(f.start() <= start and end <= f.end() for f in _PERIOD.finditer(text))


def effective_period(text: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Where a policy says from which part of a year it binds, in place of a day.

    Args:
        text: The policy's text.
        blocks: Its blocks; the date of a policy stands near the first or the last of them.

    Returns:
        The part of the year, ``[start, end)`` in code points; None where it names none.
    """
    from policyreview.documents.dates.judging import says_effective
    from policyreview.documents.dates.marks import mask

    lines = blocks[-1].last_line if blocks else 0
    for block in blocks:
        if block.first_line > _HEAD_LINES and block.last_line <= lines - _TAIL_LINES:
            continue
        for line in re.finditer(r"[^\r\n]+", text[block.start : block.end][:4000]):
            words = mask(line.group())
            for found in _PERIOD.finditer(words):
                if says_effective(words[: found.start()], words[found.end() :]):
                    at = block.start + line.start()
                    return at + found.start(), at + found.end()
    return None
