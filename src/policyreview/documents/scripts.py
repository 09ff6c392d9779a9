"""Ranges of characters that need their own treatment.

As the inside of a regular expression's class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policyreview.patterns import later

if TYPE_CHECKING:
    import re

CJK: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Han, kana and bopomofo: writing without spaces, one character a token. Hangul has spaces."""

MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0981-\u0983"
    "\u09bc\u09be-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0b01-\u0b03\u0b3c\u0b3e-\u0b4d"
    "\u0b82\u0bbe-\u0bcd\u0c00-\u0c03\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc\u0cbe-\u0ccd\u0d00-\u0d03\u0d3e-\u0d4d"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
    "\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
"""Combining marks, joiners and variation selectors: they belong to the character before them."""

_WIDE = later(f"[{CJK}\u3000-\u303f\uff01-\uff60\uac00-\ud7a3]+")


def count_of(runs: re.Pattern[str], text: str) -> int:
    """How many characters of a kind a text has; ``runs`` matches one or more of them in a row."""
    return sum(map(len, runs.findall(text)))


class Census:
    """How many characters of some scripts a text has, counted by their pages of 256.

    For texts that are mostly not ASCII: an expression for each script takes ten times as long.
    """

    def __init__(self, text: str) -> None:
        """Take in a text, which may hold anything that ``str`` can."""
        self._text = text
        self._pages = text.encode("utf-16-be", "surrogatepass")[::2]

    def on(self, pages: bytes) -> bool:
        """Whether any character is on one of some pages: the upper bytes of their code points."""
        return len(self._pages.translate(None, pages)) < len(self._pages)

    def latin(self) -> int:
        """Letters from A to U+024F, signs of multiplication and division between them included."""
        low = self._text.encode("latin-1", "ignore").translate(None, _NO_LETTERS)
        count = len(low) + self._pages.count(1)
        return count + count_of(_LATIN_B, self._text) if 2 in self._pages else count

    def latin_at_most(self) -> int:
        """No fewer than ``latin``, and told at once."""
        return self._pages.count(0) + self._pages.count(1) + self._pages.count(2)

    def cyrillic(self) -> int:
        """Characters of U+0400 to U+04FF."""
        return self._pages.count(4)

    def ideographs(self) -> int:
        """Characters of U+3400 to U+9FFF."""
        return len(self._pages) - len(self._pages.translate(None, _IDEOGRAPHS))

    def han(self) -> int:
        """Han characters: the ideographs without the hexagrams, and those for compatibility."""
        count = self.ideographs() + self._pages.count(0xF9) + self._pages.count(0xFA)
        return count - count_of(_HEXAGRAMS, self._text) if 0x4D in self._pages else count

    def kana(self, runs: re.Pattern[str]) -> int:
        """Characters in matches of an expression that matches nothing but U+3040 to U+30FF."""
        left = self._pages.count(0x30)
        for mark in _MARKS_BEFORE_KANA:
            if left == 0:
                return 0
            left -= self._text.count(mark)
        return count_of(runs, self._text) if left else 0

    def hangul(self) -> int:
        """Syllables of Hangul."""
        count = len(self._pages) - len(self._pages.translate(None, _SYLLABLES))
        return count + count_of(_LAST_SYLLABLES, self._text) if 0xD7 in self._pages else count


_NO_LETTERS = bytes(
    code for code in range(256) if code < 0xC0 and not (code < 128 and chr(code).isalpha())
)
_LATIN_B = later("[\u0200-\u024f]+")
_IDEOGRAPHS = bytes(range(0x34, 0xA0))
_MARKS_BEFORE_KANA = "。、《》「」\u3000【】〈〉"
"""The commonest characters of kana's page that are none; those of Chinese stand first."""
_HEXAGRAMS = later("[\u4dc0-\u4dff]+")
_SYLLABLES = bytes(range(0xAC, 0xD7))
_LAST_SYLLABLES = later("[\ud700-\ud7a3]+")


def width(text: str) -> int:
    """About how many cells ``text`` takes: enough to judge lines, not to draw them."""
    return len(text) if text.isascii() else len(text) + count_of(_WIDE, text)


def narrow(text: str) -> bool:
    """Whether a text has no character from U+2E00 on, and so nothing Chinese or Japanese."""
    if text.isascii():
        return True
    return not text.encode("utf-16-be", "surrogatepass")[::2].translate(None, _LOW_PAGES)


_LOW_PAGES = bytes(range(0x2E))


def joins_without_space(before: str, after: str) -> bool:
    """Whether two wrapped lines are joined directly.

    Chinese and Japanese put no space between them.
    """
    return bool(before and after and _NO_SPACE.match(before[-1]) and _NO_SPACE.match(after[0]))


_NO_SPACE = later(f"[{CJK}\u3000-\u303f\uff01-\uff60]")
