"""Words written as one character each, so that texts can be compared by the compiled matchers."""

from __future__ import annotations

import re
import sys
import unicodedata
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

_ANY = re.compile(rf"(?:{_NUMBER}|{TOKEN})\s*")
# the same for ASCII alone, and for Latin, Greek and Cyrillic letters without combining marks
_ASCII = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?![a-zA-Z0-9])|\d{4}-\d\d?-\d\d?(?![a-zA-Z0-9])"
    r"|[a-zA-Z0-9]+(?:'[a-zA-Z0-9]+)*|\S)\s*"
)
_LATIN = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?![^\W_])|\d{4}-\d\d?-\d\d?(?![^\W_])"
    r"|[^\W_]+(?:['’][^\W_]+)*|\S)\s*"
)
_OTHER = re.compile("[^\x00-\u02ff\u0370-\u0482\u2010-\u2064\u20a0-\u20bf]")


def pieces(text: str) -> list[str]:
    """Cut a text into tokens, each with the white space behind it; there is none at the top."""
    if text.isascii():
        return _ASCII.findall(text)
    return (_ANY if _OTHER.search(text) else _LATIN).findall(text)


class Codes(dict[str, str]):
    """One character for each different token, the same on both sides, never a surrogate.

    White space behind a token is nothing. Words that differ only in their Unicode form, or in how
    an apostrophe, a hyphen or a mark of full width is written, have the same character: they are
    found to be the same word, and whoever writes them down compares them once more.
    """

    __slots__ = ("_count",)

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def __missing__(self, piece: str) -> str:
        word = piece.rstrip()
        plain = word if word.isascii() else unicodedata.normalize("NFC", word).translate(ALIKE)
        if plain != piece:
            code = self[plain]
        else:
            code = _character(self._count)
            self._count += 1
        self[piece] = code
        return code

    def of(self, words: Iterable[str]) -> str:
        """Write tokens as a string of as many characters."""
        return "".join(map(self.__getitem__, words))


def _character(number: int) -> str:
    """A character for the first, second and so on of many different tokens."""
    code = number + 3  # the first ones are the edges' own
    return chr(min(code if code < 0xD800 else code + 0x800, sys.maxunicode))


def numbered(items: Iterable[str], ids: dict[str, str]) -> str:
    """Write any strings as a string of as many characters; ``ids`` keeps what each became."""
    codes = []
    for item in items:
        code = ids.get(item)
        if code is None:
            code = ids[item] = _character(len(ids))
        codes.append(code)
    return "".join(codes)
