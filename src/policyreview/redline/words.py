"""Words written as one character each, so that texts can be compared by the compiled matchers."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from policyreview.documents.scripts import CJK
from policyreview.documents.tokenizing import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+(?![^\W_{CJK}])|\d{{4}}-\d\d?-\d\d?(?![^\W_{CJK}])"
"""An amount (``1,000``) and a date (``2026-05-12``) are one token each.

Of a clause's number, as of an address, only the part that changed is marked.
"""

ALIKE = {0xFF01 + n: 0x21 + n for n in range(0x5E)} | str.maketrans("’ʼ‐‑−", "''---")
"""Signs that are another one written differently: ``’`` and ``'``, ``，`` and ``,``."""

# tokens of ASCII alone, and of Latin, Greek and Cyrillic letters without combining marks
_ASCII = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?![a-zA-Z0-9])|\d{4}-\d\d?-\d\d?(?![a-zA-Z0-9])"
    r"|[a-zA-Z0-9]+(?:'[a-zA-Z0-9]+)*|\S)\s*"
)
_LATIN = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?![^\W_])|\d{4}-\d\d?-\d\d?(?![^\W_])"
    r"|[^\W_]+(?:['’][^\W_]+)*|\S)\s*"
)
_OTHER = re.compile("[^\x00-\u02ff\u0370-\u0482\u2010-\u2064\u20a0-\u20bf]")

SIGNS = (
    "\u2010-\u2027\u2030-\u205e\u3001-\u3029\u3030-\u303b\u303d-\u303f\u3041-\u3096\u309b-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60"
)
"""Characters of Chinese and Japanese texts, and signs, that are their own code where alone a token.

As the inside of a regular expression's class.
"""
_FREE = (
    (0x370, 0x2000), (0x2100, 0x2212), (0x2213, 0x3000), (0xA000, 0xD800), (0xE000, 0xF900),
    (0x10000, 0x110000),
)  # fmt: skip
"""Ranges of characters that stand for words: no surrogates, none of those above, no edge."""
_LAST = chr(sys.maxunicode)  # stands for all words that are too many


# What follows takes long enough to be put off until a text needs it.


@cache
def _any() -> re.Pattern[str]:
    """Tokens of any writing, each with the white space behind it."""
    return re.compile(rf"(?:{_NUMBER}|{TOKEN})\s*")


@cache
def _itself() -> re.Pattern[str]:
    """A character that is its own code where it alone is a token.

    It is no white space and no combining mark, and its normal form in Unicode is itself.
    """
    return re.compile(f"[!-~\u00a1-\u02ff{SIGNS}]")


def is_itself(code: str) -> bool:
    """Whether a code is that of one character, itself or one that is written much like it."""
    return code < "\u0370" or "\u3000" <= code < "\ua000"


def pieces(text: str) -> list[str]:
    """Cut a text into tokens, each with the white space behind it; there is none at the top."""
    if text.isascii():
        return _ASCII.findall(text)
    return (_any() if _OTHER.search(text) else _LATIN).findall(text)


class Characters(dict[str, str]):
    """One character for each different string, never a surrogate."""

    __slots__ = ("_free",)

    def __init__(self) -> None:
        super().__init__()
        self._free = map(chr, chain.from_iterable(range(*each) for each in _FREE))

    def __missing__(self, item: str) -> str:
        return self.setdefault(item, next(self._free, _LAST))

    def of(self, items: Iterable[str]) -> str:
        """Write strings as a string of as many characters."""
        return "".join(map(self.__getitem__, items))


class Codes(Characters):
    """One character for each different token, the same on both sides, never a surrogate.

    White space behind a token is nothing. A usual sign is its own character. Words that differ only
    in their Unicode form, or in how an apostrophe, a hyphen or a mark of full width is written,
    have the same character: they are found to be the same word, and whoever writes them down
    compares them once more.
    """

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__()
        self[""] = ""

    def __missing__(self, item: str) -> str:
        if not (item.isascii() and item.isalnum()):
            word = item.rstrip()
            plain = word if word.isascii() else unicodedata.normalize("NFC", word).translate(ALIKE)
            if plain != item:
                code = self[item] = self[plain]
                return code
        own = len(item) == 1 and ("!" <= item <= "~" or _itself().match(item))
        return self.setdefault(item, item if own else next(self._free, _LAST))

    def plain(self, word: str) -> str:
        """The character of a word of ASCII letters and digits, found without a closer look."""
        code = self.get(word)
        if code is None:
            code = self[word] = next(self._free, _LAST) if len(word) > 1 else word
        return code
