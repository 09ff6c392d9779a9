"""Reading a text as tokens by compiled string work: what each is, where it begins and ends."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from policyreview.redline.words import SIGNS, Codes, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    Read: TypeAlias = tuple[str, Sequence[int], Sequence[int]]

_POINTS = frozenset(".,;:!?)")
_FEW = 40  # characters: of so few the tokens are found one by one
_SPACED = 12  # with one space or more in so many characters, a text is words with spaces
_LETTER = "[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"


class Tokens(NamedTuple):
    """Some tokens of a text: the code of each, where it begins, and the place behind it."""

    text: str
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]

    def word(self, token: int) -> str:
        """A token's text."""
        return self.text[self.starts[token] : self.ends[token]]


class Reader:
    """Reads parts of two texts, and keeps what it learns of their words.

    Attributes:
        codes: What stands for each token.
        chunks: What stands for the tokens of a text without white space.
    """

    __slots__ = ("_other", "_seen", "chunks", "codes")

    def __init__(self) -> None:
        self.codes = Codes()
        self.chunks = Chunks(self.codes)
        self._seen: set[str] = set()
        self._other: set[str] = set()  # characters seen that are not their own code

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
        if words.isascii() or words.count(" ") * _SPACED >= len(words):
            try:
                return self._spaced(words.replace("\n", " "), at)
            except KeyError:
                pass  # more space than one between two words
        elif len(words) > _FEW and not _unusual().search(words):
            return self._dense(words, at)
        found = pieces(words)
        starts = list(accumulate(map(len, found), initial=at))
        starts.pop()
        ends = [at + len(piece.rstrip()) for at, piece in zip(starts, found, strict=True)]
        return self.codes.of(found), starts, ends

    def _spaced(self, text: str, at: int) -> Read:
        """Read a text whose words have one space between them."""
        chunks = text.split(" ")
        codes = "".join(map(self.chunks.__getitem__, chunks))
        steps = chain.from_iterable(map(self.chunks.steps.__getitem__, chunks))
        places = list(accumulate(steps, initial=at))
        places.pop()
        return codes, places[::2], places[1::2]

    def _dense(self, text: str, at: int) -> Read:
        """Read a text in which most tokens are one character, such as a Chinese one."""
        parts = _longer().split(text)
        starts: list[int] = []
        ends: list[int] = []
        for k in range(0, len(parts) - 1, 2):
            end = at + len(parts[k])
            starts += range(at, end)
            ends += range(at + 1, end + 1)
            at = end + len(parts[k + 1])
            word = parts[k + 1].rstrip()
            parts[k + 1] = self.codes[word] if word else ""
            if word:
                starts.append(end)
                ends.append(end + len(word))
        end = at + len(parts[-1])
        starts += range(at, end)
        ends += range(at + 1, end + 1)
        return self._coded("".join(parts), set(text)), starts, ends

    def _coded(self, codes: str, signs: set[str]) -> str:
        """Replace the characters that are not their own code."""
        if not signs <= self._seen:
            new = {sign for sign in signs - self._seen if not sign.isspace()}
            self._other |= {sign for sign in new if self.codes[sign] != sign}
            self._seen |= signs
        for sign in self._other & signs:
            codes = codes.replace(sign, self.codes[sign])
        return codes


class Chunks(dict[str, str]):
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
        found = pieces(chunk)
        steps: list[int] = []
        for piece in found:
            size = len(piece.rstrip())
            steps += (size, len(piece) - size)
        steps[-1] += 1
        self.steps[chunk] = tuple(steps)
        code = self[chunk] = self._codes.of(found)
        return code


@cache
def _unusual() -> re.Pattern[str]:
    """What keeps a text from being read as one in which most characters are tokens."""
    return re.compile(f"[^\\s!-~§©®°·×{SIGNS}]")


@cache
def _longer() -> re.Pattern[str]:
    """White space, or a token of two characters or more, in a text with nothing unusual."""
    return re.compile(
        rf"({_LETTER[:-1]}\s](?:(?<=\s)\s*|(?:(?<=\d)\d{{0,2}}(?:,\d{{3}})+(?!{_LETTER})"
        rf"|(?<=\d)\d{{3}}-\d\d?-\d\d?(?!{_LETTER})"
        rf"|{_LETTER}+(?:['’]{_LETTER}+)*|(?:['’]{_LETTER}+)+)\s*))"
    )
