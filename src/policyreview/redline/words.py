"""Words written as one character each, so that texts can be compared by the compiled matchers."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, TypeAlias

from policyreview.documents.scripts import CJK
from policyreview.documents.tokenizing import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Read: TypeAlias = tuple[str, Sequence[int], Sequence[int]]

_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+(?![^\W_{CJK}])|\d{{4}}-\d\d?-\d\d?(?![^\W_{CJK}])"
"""An amount (``1,000``) and a date (``2026-05-12``) are one token each.

Of a clause's number, as of an address, only the part that changed is marked.
"""

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

_SIGNS = (
    "\u2010-\u2027\u2030-\u205e\u3001-\u3029\u3030-\u303b\u303d-\u303f\u3041-\u3096\u309b-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60"
)
_FREE = ((0x370, 0x2000), (0x2100, 0x3000), (0xA000, 0xD800), (0xE000, 0xF900), (0x10000, 0x110000))
"""Ranges of characters that stand for words: no surrogates, none of those above, no edge."""
_LAST = chr(sys.maxunicode)  # stands for all words that are too many

_LETTER = "[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
_POINTS = frozenset(".,;:!?)")
_SPACED = 12  # with one space or more in so many characters, a text is words with spaces


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
    return re.compile(f"[!-~\u00a1-\u02ff{_SIGNS}]")


@cache
def _unusual() -> re.Pattern[str]:
    """What keeps a text from being read as one in which most characters are tokens."""
    return re.compile(f"[^\\s!-~§©®°·×{_SIGNS}]")


@cache
def _longer() -> re.Pattern[str]:
    """White space, or a token of two characters or more, in a text with nothing unusual."""
    return re.compile(
        rf"({_LETTER[:-1]}\s](?:(?<=\s)\s*|(?:(?<=\d)\d{{0,2}}(?:,\d{{3}})+(?!{_LETTER})"
        rf"|(?<=\d)\d{{3}}-\d\d?-\d\d?(?!{_LETTER})"
        rf"|{_LETTER}+(?:['’]{_LETTER}+)*|(?:['’]{_LETTER}+)+)\s*))"
    )


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
    in their Unicode form have the same character: they are found to be the same word, and whoever
    writes them down compares them once more.
    """

    __slots__ = ("_chunks",)

    def __init__(self) -> None:
        super().__init__()
        self._chunks = _Chunks(self)

    def __missing__(self, item: str) -> str:
        if not (item.isascii() and item.isalnum()):
            word = item.rstrip()
            plain = word if word.isascii() else unicodedata.normalize("NFC", word)
            if plain != item:
                code = self[item] = self[plain]
                return code
        own = len(item) == 1 and ("!" <= item <= "~" or _itself().match(item))
        return self.setdefault(item, item if own else next(self._free, _LAST))

    def read(self, text: str, start: int, end: int) -> Read:
        """Read the tokens of a part of a text.

        Returns:
            Their codes, the first code point of each, and the place behind the last one of each.
        """
        words = text[start:end].lstrip()
        at = end - len(words)
        words = words.rstrip()
        if not words:
            return "", (), ()
        if (
            not words.isascii()
            and words.count(" ") * _SPACED < len(words)
            and not _unusual().search(words)
        ):
            return self._dense(words, at)
        try:
            return self._spaced(words.replace("\n", " "), at)
        except KeyError:
            pass  # more space than one between two words
        found = _pieces(words)
        starts = list(accumulate(map(len, found), initial=at))
        starts.pop()
        ends = [at + len(piece.rstrip()) for at, piece in zip(starts, found, strict=True)]
        return self.of(found), starts, ends

    def _spaced(self, text: str, at: int) -> Read:
        """Read a text whose words have one space between them."""
        chunks = text.split(" ")
        codes = "".join(map(self._chunks.__getitem__, chunks))
        steps = chain.from_iterable(map(self._chunks.steps.__getitem__, chunks))
        places = list(accumulate(steps, initial=at))
        places.pop()
        return codes, places[::2], places[1::2]

    def _dense(self, text: str, at: int) -> Read:
        """Read a text in which most tokens are one character, such as a Chinese one."""
        pieces = _longer().split(text)
        starts: list[int] = []
        ends: list[int] = []
        for k in range(0, len(pieces) - 1, 2):
            end = at + len(pieces[k])
            starts += range(at, end)
            ends += range(at + 1, end + 1)
            longer = pieces[k + 1]
            at = end + len(longer)
            word = longer.rstrip()
            if word:
                starts.append(end)
                ends.append(end + len(word))
                pieces[k + 1] = self[word]
            else:
                pieces[k + 1] = ""
        end = at + len(pieces[-1])
        starts += range(at, end)
        ends += range(at + 1, end + 1)
        return "".join(pieces), starts, ends


class _Chunks(dict[str, str]):
    """What stands between two spaces: its tokens' codes.

    Attributes:
        steps: For each, by turns, how long a token is and how far it is from there to the next one.
    """

    __slots__ = ("_codes", "steps")

    def __init__(self, codes: Codes) -> None:
        super().__init__()
        self._codes = codes
        self.steps: dict[str, tuple[int, ...]] = {}

    def __missing__(self, chunk: str) -> str:
        size = len(chunk)
        if chunk.isascii():
            if chunk.isalnum():
                self.steps[chunk] = (size, 1)
                code = self[chunk] = self._codes[chunk]
                return code
            if chunk[:-1].isalnum() and chunk[-1] in _POINTS:
                self.steps[chunk] = (size - 1, 0, 1, 1)
                code = self[chunk] = self._codes[chunk[:-1]] + chunk[-1]
                return code
        if not chunk or chunk[0].isspace():
            raise KeyError(chunk)
        found = _pieces(chunk)
        steps: list[int] = []
        for piece in found:
            size = len(piece.rstrip())
            steps += (size, len(piece) - size)
        steps[-1] += 1
        self.steps[chunk] = tuple(steps)
        code = self[chunk] = self._codes.of(found)
        return code


def _pieces(text: str) -> list[str]:
    """Cut a text into tokens, each with the white space behind it; there is none at the top."""
    if text.isascii():
        return _ASCII.findall(text)
    return (_any() if _OTHER.search(text) else _LATIN).findall(text)
