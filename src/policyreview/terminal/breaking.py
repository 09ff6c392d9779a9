"""Line breaking for prose in any mix of scripts.

The rules are those of the Unicode Line Breaking Algorithm (UAX #14), reduced to what can be said of
two neighbouring characters, which one compiled pattern decides at a speed that a screen needs.
Scripts that need a dictionary (Thai, Lao, Khmer) break at spaces only.
"""

from __future__ import annotations

import re

from policyreview.terminal.cells import cells
from policyreview.terminal.safe import safe

# Classes of UAX #14, as the inside of a character class.
_OPEN = (
    "(\\[{\u00a1\u00bf\u2018\u201a\u201c\u201e\u2045\u2329\u3008\u300a\u300c\u300e\u3010"
    "\u3014\u3016\u3018\u301a\u301d\uff08\uff3b\uff5b\uff5f\uff62\u00ab\u2039\u27e6"
)
_CLOSE = (
    "}\u2019\u201d\u2046\u232a\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019"
    "\u301b\u301e\u301f\uff09\uff0c\uff0e\uff3d\uff5d\uff60\uff61\uff63\uff64\u00bb\u203a"
    "\u27e7"
)
_PARENTHESIS = ")\\]"
_EXCLAMATION = "!?\uff01\uff1f"
_INFIX = ",.:;\u037e\u0589\u060c\u060d"
_SLASH = "/"
_NON_STARTER = (
    "\u3005\u301c\u303b\u303c\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e"
    "\u3095\u3096\u309b-\u309e\u30a0\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7"
    "\u30ee\u30f5\u30f6\u30fb-\u30fe\u31f0-\u31ff\uff1a\uff1b\uff65\uff67-\uff70\uff9e\uff9f"
    "\u203c\u203d\u2047-\u2049"
)
_GLUE = "\u00a0\u202f\u2007\u2011\u2060\ufeff\u034f"
_AFTER = "\u00ad\u2010\u2012\u2013\u3000|\u2028\u2029"
_HYPHEN = "\\-"
_ELLIPSIS = "\u2024-\u2026\u22ef"
_QUOTE = "\"'"
_PREFIX = "$+\\\\\u00a3-\u00a5\u00b1\u20a0-\u20cf\u2116\uff04\uffe1\uffe5"
_POSTFIX = "%\u00a2\u00b0\u2030-\u2037\u2103\u2109\ufe6a\uff05\uffe0"
_IDEOGRAPH = (
    "\u2e80-\u2fff\u3003\u3004\u3006\u3007\u3012\u3013\u3020-\u303a\u303d-\u3040\u3042\u3044\u3046\u3048"
    "\u304a-\u3062\u3064-\u3082\u3084\u3086\u3088-\u308d\u308f-\u3094\u309f\u30a2\u30a4\u30a6\u30a8"
    "\u30aa-\u30c2\u30c4-\u30e2\u30e4\u30e6\u30e8-\u30ed\u30ef-\u30f4\u30f7-\u30fa\u30ff-\u31ef"
    "\u3200-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff02\uff03\uff06\uff07\uff0a\uff0b\uff0d\uff0f-\uff19"
    "\uff1c-\uff1e\uff20-\uff3a\uff3c\uff3e-\uff5a\uff5c\uff5e\uff66\uff71-\uff9d"
    "\U0001f000-\U0001faff\U00020000-\U0003fffd"
)
_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e31\u0e34-\u0e3a\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\u200d"
)
_SPACE = " \t"

_NEVER_BEFORE = _CLOSE + _PARENTHESIS + _EXCLAMATION + _SLASH  # not even behind a space (LB 13)
_NOT_BEFORE = _NEVER_BEFORE + _INFIX + _NON_STARTER + _GLUE + _AFTER + _HYPHEN + _ELLIPSIS
_NOT_BEFORE += _POSTFIX + _QUOTE + _MARK + _SPACE

# Where a line may end: each alternative names a pair of neighbours.
_OPPORTUNITY = re.compile(
    # behind spaces (LB 18), not before closing punctuation (LB 13) nor behind opening (LB 14)
    f"(?<=[{_SPACE}])(?<![{_OPEN}][{_SPACE}])(?=[^{_SPACE}{_NEVER_BEFORE}])"
    # beside an ideograph (LB 31), where no mark of punctuation binds it
    f"|(?<=[{_IDEOGRAPH}])(?=[^{_NOT_BEFORE}])"
    f"|(?<=[^{_OPEN}{_GLUE}{_QUOTE}{_PREFIX}{_SPACE}])(?=[{_IDEOGRAPH}])"
    # behind closing punctuation; a right parenthesis binds letters and digits (LB 30)
    f"|(?<=[{_CLOSE}\uff01\uff1f])(?<![\u2019\u201d\u00bb\u203a\u27e7])"
    f"(?=[^{_NOT_BEFORE}])"
    f"|(?<=[{_NON_STARTER}])(?=[^{_NOT_BEFORE}])"
    # behind hyphens and dashes, but a hyphen binds digits (LB 25) and what it begins (LB 20a)
    f"|(?<=[^\\s{_OPEN}{_QUOTE}][{_HYPHEN}])(?=[^\\W\\d])"
    f"|(?<=[{_AFTER}])(?=[^{_NOT_BEFORE}])"
    # an em dash breaks on both sides but not from itself (LB 17)
    f"|(?<=[^\u2014{_OPEN}{_GLUE}{_QUOTE}{_SPACE}])(?=\u2014)|(?<=\u2014)(?=[^\u2014{_NOT_BEFORE}])"
    f"|(?<=[{_PARENTHESIS}])(?=[{_OPEN}])"
    # inside addresses (LB 13, 29: a slash or an exclamation ends a part)
    f"|(?<=[{_SLASH}{_EXCLAMATION}])(?=[^\\W\\d])"
    f"|(?<=[{_ELLIPSIS}])(?=[{_IDEOGRAPH}])"
)
_LINE_END = re.compile("\r\n|\n|\r")


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break ``text`` into lines of at most ``width`` cells.

    The text may be raw: each line's width is that of ``safe(line)``. Line ends in the text break
    too. No line begins with closing punctuation, no wide character is split; a word wider than a
    line is cut where it must be.

    Args:
        text: One paragraph or several.
        width: Cells of a line, at least 1 (2 where the text has wide characters).

    Returns:
        For each line its span ``[start, end)`` in code points of ``text``, without the white space
        that hangs at its end. An empty text has one empty line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for match in _LINE_END.finditer(text):
        _wrap_line(text, start, match.start(), width, lines)
        start = match.end()
    _wrap_line(text, start, len(text), width, lines)
    return lines


def _wrap_line(text: str, start: int, end: int, width: int, lines: list[tuple[int, int]]) -> None:
    line = text[start:end]
    if line.isascii() and line.isprintable() and len(line) <= width:
        lines.append((start, start + len(line.rstrip(" "))))
        return
    stops = [m.start() for m in _OPPORTUNITY.finditer(line)]
    stops.append(len(line))
    begin, used, last = 0, 0, 0
    for stop in stops:
        unit = line[last:stop]
        bare = unit.rstrip(_SPACE)
        wide, full = _measure(bare, unit)
        if used and used + wide > width:
            lines.append((start + begin, start + begin + len(line[begin:last].rstrip(_SPACE))))
            begin, used = last, 0
        if wide > width:
            begin, used = _cut(line, (last, last + len(bare)), width, lines, start)
            used += full - wide
        else:
            used += full
        last = stop
    lines.append((start + begin, start + begin + len(line[begin:].rstrip(_SPACE))))


def _measure(bare: str, unit: str) -> tuple[int, int]:
    wide = cells(safe(bare))
    return wide, wide + (cells(safe(unit[len(bare) :])) if len(bare) < len(unit) else 0)


def _cut(
    line: str, unit: tuple[int, int], width: int, lines: list[tuple[int, int]], offset: int
) -> tuple[int, int]:
    """Cut a unit that is wider than a line; return where its last piece begins and its cells."""
    begin, end = unit
    used = 0
    for index in range(begin, end):
        wide = cells(safe(line[index]))
        if used and used + wide > width:
            lines.append((offset + begin, offset + index))
            begin, used = index, 0
        used += wide
    return begin, used
