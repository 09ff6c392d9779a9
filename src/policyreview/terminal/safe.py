"""The one door between text of unknown origin and a terminal.

A terminal obeys control characters and hides others. ``safe`` replaces, code point by code point,
everything that a terminal would obey, reorder, overlay or not show, by a visible mark. Because it
works on single code points, ``safe(a + b) == safe(a) + safe(b)``: text may be cut anywhere before
or after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_SHORT = {
    0x00AD: ("SHY", "soft hyphen"),
    0x034F: ("CGJ", "combining grapheme joiner"),
    0x061C: ("ALM", "Arabic letter mark"),
    0x180E: ("MVS", "Mongolian vowel separator"),
    0x200B: ("ZWSP", "zero-width space"),
    0x200C: ("ZWNJ", "zero-width non-joiner"),
    0x200D: ("ZWJ", "zero-width joiner"),
    0x200E: ("LRM", "left-to-right mark"),
    0x200F: ("RLM", "right-to-left mark"),
    0x2028: ("LSEP", "line separator"),
    0x2029: ("PSEP", "paragraph separator"),
    0x202A: ("LRE", "left-to-right embedding"),
    0x202B: ("RLE", "right-to-left embedding"),
    0x202C: ("PDF", "pop directional formatting"),
    0x202D: ("LRO", "left-to-right override"),
    0x202E: ("RLO", "right-to-left override"),
    0x2060: ("WJ", "word joiner"),
    0x2066: ("LRI", "left-to-right isolate"),
    0x2067: ("RLI", "right-to-left isolate"),
    0x2068: ("FSI", "first strong isolate"),
    0x2069: ("PDI", "pop directional isolate"),
    0xFEFF: ("BOM", "byte order mark"),
}
_NAMES = {
    0x2800: "braille blank",
    0x3164: "Hangul filler",
    0xFFA0: "halfwidth Hangul filler",
    0x115F: "Hangul choseong filler",
    0x1160: "Hangul jungseong filler",
    0xFFFC: "object replacement character",
}
_RANGES = (
    (0xD800, 0xDFFF, "lone surrogate"),
    (0xFE00, 0xFE0F, "variation selector"),
    (0xE0000, 0xE007F, "tag character"),
    (0xE0100, 0xE01EF, "variation selector"),
    (0xE000, 0xF8FF, "private use character"),
    (0xF0000, 0x10FFFF, "private use character"),
    (0x0334, 0x0338, "overlay"),
    (0x20D0, 0x20F0, "overlay"),
    (0x0080, 0x009F, "control character"),
)

# Everything that is not a letter, mark or space one can see: C0 and C1 controls, format
# characters (general category Cf), fillers, overlays that strike or frame their neighbour (they
# would imitate a deletion), private use, variation selectors, noncharacters, lone surrogates.
_SHOWN = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u0334-\u0338\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891"
    "\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20f0"
    "\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001fffe\U0001ffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
# Spaces of other widths are one plain space on the screen, which is what most terminals make of
# them; a redline names the difference.
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f"
_ONE_LINE = f"[\n{_SHOWN}{_SPACES}]"
_MULTILINE = f"[{_SHOWN}{_SPACES}]"
_HIDDEN = f"[{_SHOWN}]".replace("\x00-\x09\x0b-\x1f", "\x00-\x08\x0b\x0c\x0e-\x1f")
_TAB = "    "


@cache
def _pattern(characters: str) -> re.Pattern[str]:
    """Made when it is needed: plain ASCII needs none, and each takes a millisecond."""
    return re.compile(characters)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A code point that a reader could not see or would misread.

    Attributes:
        start: Its place, in code points of the text.
        end: ``start + 1``.
        code: The code point.
        name: What it is called, in lower case words.
    """

    start: int
    end: int
    code: int
    name: str


def safe(text: str, *, multiline: bool = False) -> str:
    r"""Return ``text`` as a terminal may be given it.

    Control characters become control pictures (``␛``), invisible and reordering ones their short
    name in brackets (``⟦RLO⟧``), undecodable bytes ``\xNN``, a tab four spaces.

    Args:
        text: Text of any origin.
        multiline: Keep line feeds; otherwise each becomes ``␊``.
    """
    if text.isascii() and text.isprintable():
        return text
    return _pattern(_MULTILINE if multiline else _ONE_LINE).sub(_replace, text)


def hidden(text: str) -> tuple[Hidden, ...]:
    """Find the code points that ``safe`` has to show by name, tabs and line ends apart."""
    if text.isascii() and text.isprintable():
        return ()
    return tuple(
        Hidden(m.start(), m.end(), ord(m.group()), name_of(ord(m.group())))
        for m in _pattern(_HIDDEN).finditer(text)
    )


def name_of(code: int) -> str:
    """Return what a hidden code point is called, such as ``right-to-left override``."""
    if code in _SHORT:
        return _SHORT[code][1]
    if code in _NAMES:
        return _NAMES[code]
    if code < 0x20 or code == 0x7F:
        return "control character"
    for first, last, name in _RANGES:
        if first <= code <= last:
            return name
    return "invisible character"


def _replace(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return _TAB if code == 0x09 else chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if match.group().isspace() and code not in {0x85, 0x2028, 0x2029}:
        return " "
    short = _SHORT.get(code)
    return f"⟦{short[0]}⟧" if short else f"⟦U+{code:04X}⟧"
