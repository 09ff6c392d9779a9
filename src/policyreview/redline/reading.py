"""Reading a text as tokens by compiled string work: what each is, where it begins and ends."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from policyreview.redline.words import SIGNS, Codes, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.model import Span

    Read: TypeAlias = tuple[str, Sequence[int], Sequence[int]]
    Places: TypeAlias = tuple[Sequence[int], Sequence[int]]
    _Way: TypeAlias = Literal["spaced", "dense", "any"]

_POINTS = frozenset(".,;:!?)")
_FEW = 40  # characters: of so few the tokens are found one by one
_SPACED = 12  # with one space or more in so many characters, a text is words with spaces
_LETTER = "[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"


class Tokens(NamedTuple):
    """Some tokens of a text.

    Attributes:
        text: The text.
        codes: What stands for each token.
        starts: The first code point of each.
        ends: The place behind the last one of each.
        heads: Those with which a paragraph begins.
        breaks: Those that don't follow the one before at once.
        labels: The clause labels of the paragraphs that they stand in.
    """

    text: str
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    heads: Sequence[int] = ()
    breaks: Sequence[int] = ()
    labels: Sequence[Span] = ()

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
        way = self._way(words)
        if way != "any":
            return self._codes(words, way), *self._places(words, at, way)
        found = pieces(words)
        return self.codes.of(found), *_spread(found, at)

    def codes_of(self, text: str, start: int, end: int) -> str:
        """Read what the tokens of a part of a text are."""
        words = text[start:end].strip()
        return self._codes(words, self._way(words))

    def places_of(self, text: str, start: int, end: int) -> Places:
        """Read where the tokens of a part of a text begin and end; what they are is known."""
        words = text[start:end].lstrip()
        at = end - len(words)
        words = words.rstrip()
        return self._places(words, at, self._way(words))

    def _codes(self, text: str, way: _Way) -> str:
        if way == "spaced":
            try:
                chunks = text.replace("\n", " ").split(" ")
                return "".join(map(self.chunks.__getitem__, chunks))
            except KeyError:
                pass  # more space than one between two words
        elif way == "dense":
            return self._dense(text)
        return self.codes.of(pieces(text))

    def _places(self, text: str, at: int, way: _Way) -> Places:
        if way == "spaced":
            try:
                chunks = text.replace("\n", " ").split(" ")
                steps = chain.from_iterable(map(self.chunks.steps.__getitem__, chunks))
                places = list(accumulate(steps, initial=at))
                return places[:-1:2], places[1::2]
            except KeyError:
                pass
        elif way == "dense":
            return _dense_places(text, at)
        return _spread(pieces(text), at)

    @staticmethod
    def _way(words: str) -> _Way:
        """How to read: as words with one space between them, as characters, or as it comes."""
        if not words:
            return "any"
        if words.isascii() or words.count(" ") * _SPACED >= len(words):
            return "spaced"
        return "dense" if len(words) > _FEW and not _unusual().search(words) else "any"

    def _dense(self, text: str) -> str:
        """Read a text in which most tokens are one character, such as a Chinese one."""
        parts = _longer().split(text)
        for k in range(1, len(parts), 2):
            word = parts[k].rstrip()
            parts[k] = self.codes[word] if word else ""
        return self._coded("".join(parts), set(text))

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


def _spread(found: Sequence[str], at: int) -> Places:
    """Where tokens begin and end that are given with the white space behind each."""
    starts = list(accumulate(map(len, found), initial=at))
    starts.pop()
    return starts, [at + len(piece.rstrip()) for at, piece in zip(starts, found, strict=True)]


def _dense_places(text: str, at: int) -> Places:
    """Where tokens begin and end of which most are one character."""
    parts = _longer().split(text)
    starts: list[int] = []
    ends: list[int] = []
    for k in range(0, len(parts) - 1, 2):
        end = at + len(parts[k])
        starts += range(at, end)
        ends += range(at + 1, end + 1)
        at = end + len(parts[k + 1])
        word = parts[k + 1].rstrip()
        if word:
            starts.append(end)
            ends.append(end + len(word))
    end = at + len(parts[-1])
    starts += range(at, end)
    ends += range(at + 1, end + 1)
    return starts, ends


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
