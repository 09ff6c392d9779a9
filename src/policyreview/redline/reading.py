"""Reading a text as tokens by compiled string work: what each is, where it begins and ends."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, chain
from operator import add, itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from policyreview.redline.words import ALIKE, SIGNS, Codes, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policyreview.redline.model import Span

    Places: TypeAlias = list[int]
    """Where some tokens begin, and, last, where the text ends that they were read from."""
    Chunk: TypeAlias = tuple[str, bytes]
    Row: TypeAlias = list[Chunk]
    """What stands between the spaces of a text, of which there is one at a time."""
    Dense: TypeAlias = tuple[list[int], list[str]]
    """The parts of a text in which most tokens are one character: see ``Reader._dense``."""
    _Way: TypeAlias = Literal["spaced", "dense", "any"]

_NONE: Mapping[int, int] = {}
_SIZES = [bytes((n,)) for n in range(256)]  # what is as long is read token by token
_FIRST, _SECOND = itemgetter(0), itemgetter(1)
_POINTS = frozenset(".,;:!?)")
_FEW = 12  # characters: of so few the tokens are found one by one
_SPACED = 12  # with one space or more in so many characters, a text is words with spaces
_WHITE = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space, as the inside of a class in which it is found quicker than as ``\\s``."""
_LETTER = "[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"


class Tokens(NamedTuple):
    """Some tokens of a text.

    Attributes:
        text: The text.
        codes: What stands for each token.
        starts: The first code point of each, and, last, a place behind the last one, with no more
            than white space between.
        heads: Those with which a paragraph begins.
        breaks: Those that don't follow the one before at once, and where that one ends.
        labels: The clause labels of the paragraphs that they stand in.
        cut: Whether there are more tokens before the first one, and behind the last.
    """

    text: str
    codes: str
    starts: Sequence[int]
    heads: Sequence[int] = ()
    breaks: Mapping[int, int] = _NONE
    labels: Sequence[Span] = ()
    cut: tuple[bool, bool] = (False, False)

    def end(self, token: int) -> int:
        """The place behind the last code point of a token."""
        following = token + 1
        at = self.breaks[following] if following in self.breaks else self.starts[following]
        if not self.text[at - 1].isspace():
            return at
        start = self.starts[token]
        return start + len(self.text[start:at].rstrip())

    def word(self, token: int) -> str:
        """A token's text."""
        return self.text[self.starts[token] : self.end(token)]


class Reader:
    """Reads parts of two texts, and keeps what it learns of their words.

    Attributes:
        codes: What stands for each token.
        chunks: What stands for the tokens of a text without white space.
    """

    __slots__ = ("chunks", "codes")

    def __init__(self) -> None:
        self.codes = Codes()
        self.chunks = Chunks(self.codes)

    def read(
        self, text: str, start: int, end: int, cut: tuple[bool, bool] = (False, False)
    ) -> Tokens:
        """Read the tokens of a part of a text: what they are, and where they begin."""
        words = text[start:end].lstrip()
        at = end - len(words)
        words = words.rstrip()
        way = self._way(words)
        if way == "spaced":
            try:
                row = list(map(self.chunks.__getitem__, words.replace("\n", " ").split(" ")))
                return Tokens(text, _codes(row), _apart(row, at), cut=cut)
            except KeyError:
                pass  # more space than one between two words
        if way == "dense":
            sizes, parts = self._dense(words)
            return Tokens(text, _joined(parts), _dense_places(sizes, parts, at), cut=cut)
        found = pieces(words)
        return Tokens(text, self.codes.of(found), _spread(found, at), cut=cut)

    def codes_of(self, text: str, start: int, end: int) -> tuple[str, Row | Dense | None]:
        """Read what the tokens of a part of a text are; and from what to tell where they are."""
        words = text[start:end].strip()
        way = self._way(words)
        if way == "spaced":
            try:
                row = list(map(self.chunks.__getitem__, words.replace("\n", " ").split(" ")))
                return _codes(row), row
            except KeyError:
                pass
        if way == "dense":
            dense = self._dense(words)
            return _joined(dense[1]), dense
        return self.codes.of(pieces(words)), None

    def codes_between(self, chunks: Sequence[str]) -> str:
        """What stands for the tokens between some spaces of a text."""
        try:
            return _codes(list(map(self.chunks.__getitem__, chunks)))
        except KeyError:
            return self.codes.of(pieces(" ".join(chunks)))

    def places_of(self, text: str, start: int, end: int, row: Row | Dense | None = None) -> Places:
        """Read where the tokens of a part of a text begin; what they are is known."""
        words = text[start:end].lstrip()
        at = end - len(words)
        if isinstance(row, tuple):
            return _dense_places(*row, at)
        if row is not None:
            return _apart(row, at)
        words = words.rstrip()
        if self._way(words) == "dense":
            return _dense_places(*self._dense(words), at)
        return _spread(pieces(words), at)

    @staticmethod
    def _way(words: str) -> _Way:
        """How to read: as words with one space between them, as characters, or as it comes."""
        if not words:
            return "any"
        if words.isascii() or words.count(" ") * _SPACED >= len(words):
            return "spaced"
        return "dense" if len(words) > _FEW and not _unusual().search(words) else "any"

    def _dense(self, text: str) -> Dense:
        """Read a text in which most tokens are one character, such as a Chinese one.

        Returns:
            The sizes of its parts, by turns of such characters and of a longer token or white
            space; and what stands for them, but for signs that are written differently.
        """
        parts = _longer().split(text)
        sizes = list(map(len, parts))
        parts[1::2] = map(self.codes.__getitem__, parts[1::2])
        return sizes, parts


class Chunks(dict[str, "Chunk"]):
    """What stands between two spaces: its tokens' codes, and how far it is from each to the next.

    Of the last one it is how far to the next one behind a space.
    """

    __slots__ = ("_codes",)

    def __init__(self, codes: Codes) -> None:
        super().__init__()
        self._codes = codes

    def __missing__(self, chunk: str) -> Chunk:
        size = len(chunk)
        if not 0 < size < len(_SIZES) - 1 or chunk[0].isspace():
            raise KeyError(chunk)
        found: Chunk
        if chunk.isascii():
            if chunk.isalnum():
                found = self[chunk] = self._codes.plain(chunk), _SIZES[size + 1]
                return found
            word, point = chunk[:-1], chunk[-1]
            if point in _POINTS and word.isalnum():
                found = self[chunk] = self._codes.plain(word) + point, _SIZES[size - 1] + b"\2"
                return found
        parts = pieces(chunk)
        sizes = bytearray(map(len, parts))
        sizes[-1] += 1
        return self.setdefault(chunk, (self._codes.of(parts), bytes(sizes)))


def _codes(row: Row) -> str:
    """What stands for the tokens of a text that has one space between its parts."""
    return "".join(map(_FIRST, row))


def _apart(row: Row, at: int) -> Places:
    """Where these tokens begin, the first of them at a place."""
    places = list(accumulate(b"".join(map(_SECOND, row)), initial=at))
    places[-1] -= 1  # there is no space behind the last one
    return places


def _spread(found: Sequence[str], at: int) -> Places:
    """Where tokens begin that are given with the white space behind each."""
    return list(accumulate(map(len, found), initial=at))


def _dense_places(sizes: Sequence[int], parts: Sequence[str], at: int) -> Places:
    """Where tokens begin in a text of parts of such sizes, read as ``_dense`` does."""
    begins = list(accumulate(sizes, initial=at))
    ends = map(add, begins, map(len, parts))
    return [*chain.from_iterable(map(range, begins, ends)), begins[-1]]


def _joined(parts: Sequence[str]) -> str:
    """What stands for the tokens of a text that ``_dense`` read."""
    codes = "".join(parts)
    for sign in set(_written_differently().findall(codes)):
        codes = codes.replace(sign, sign.translate(ALIKE))
    return codes


@cache
def _unusual() -> re.Pattern[str]:
    """What keeps a text from being read as one in which most characters are tokens."""
    return re.compile(f"[^\\s!-~§©®°·×{SIGNS}]")


@cache
def _written_differently() -> re.Pattern[str]:
    """A sign that does not stand for itself, in a text with nothing unusual."""
    return re.compile(f"[{re.escape(''.join(map(chr, ALIKE)))}]")


@cache
def _longer() -> re.Pattern[str]:
    """White space, or a token of two characters or more, in a text with nothing unusual."""
    rest = (  # of a word that may be a number or have an apostrophe in it
        rf"(?<=\d)\d{{0,2}}(?:,\d{{3}})+(?!{_LETTER})|(?<=\d)\d{{3}}-\d\d?-\d\d?(?!{_LETTER})"
        rf"|{_LETTER}+(?:['’]{_LETTER}+)*|(?:['’]{_LETTER}+)+"
    )
    first = f"{_LETTER[:-1]}{_WHITE}]"
    return re.compile(rf"({first}(?:(?<=\s)\s*|(?:{_LETTER}++(?![,\-'’])|{rest})\s*))")
