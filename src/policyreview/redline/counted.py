"""A paragraph as a row of units, words or Chinese characters, that are found again in its text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from policyreview.documents.scripts import MARKS
from policyreview.redline.edited import units
from policyreview.redline.paragraphs import NO_SPACE, unspaced
from policyreview.redline.reading import Tokens
from policyreview.redline.words import SIGNS

if TYPE_CHECKING:
    from policyreview.redline.edited import Unit
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.reading import Reader

    Row: TypeAlias = "Words | Signs | Either"

_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"  # letters and digits of full width


def row_of(text: str, paragraph: Paragraph, unit: Unit, reader: Reader) -> Row:
    """A paragraph without its label and what stands before that, as a row of units."""
    first = paragraph.label[1] if paragraph.label else paragraph.start
    body = text[first : paragraph.end].rstrip()
    bare = body.lstrip()
    first += len(body) - len(bare)
    if unit == "word":
        return Words(text, bare, first, reader)
    return (Signs if unit == "sign" else Either)(text, bare, first, reader)


class Words:
    """A paragraph without its label as words with one space, or line's end, between them.

    Attributes:
        text: The whole text.
        units: The words.
        odd: Whether there is other white space between them.
    """

    WORTH: ClassVar[int] = 20
    """Of how many units the tokens are read in about the time that one edit's neighbours take."""
    WHOLE: ClassVar[bool] = True
    """Whether a unit is never a part of a token."""

    __slots__ = ("_at", "_chunks", "_unit", "odd", "text", "units")

    def __init__(self, text: str, bare: str, first: int, reader: Reader) -> None:
        self.text = text
        self.units = bare.split()
        self.odd = len(" ".join(self.units)) != len(bare)
        self._chunks = reader.chunks
        self._unit, self._at = 0, first

    def start(self, unit: int) -> int:
        """Where a unit begins; walks there from the one that was asked for last."""
        here = self._unit
        if unit > here:
            self._at += len("".join(self.units[here:unit])) + unit - here
        elif unit < here:
            self._at -= len("".join(self.units[unit:here])) + here - unit
        self._unit = unit
        return self._at

    def end(self, unit: int) -> int:
        """The place behind the unit before one."""
        return self.start(unit) - 1

    def inside(self, _unit: int) -> bool:
        """Whether a token may have begun before a unit and go on with it."""
        return False

    def border(self, unit: int, _most: int, _step: int) -> int:
        """The next place between two tokens from a unit on, by steps, no further than another."""
        return unit

    def before(self, unit: int) -> str:
        """The code of the token before a unit."""
        return self._chunks[self.units[unit - 1]][-1]

    def behind(self, unit: int) -> str:
        """The code of a unit's first token."""
        return self._chunks[self.units[unit]][0]

    def codes(self, first: int, end: int) -> str:
        """The codes of some units' tokens."""
        return "".join(map(self._chunks.__getitem__, self.units[first:end]))

    def tokens(self, first: int, end: int) -> Tokens:
        """The tokens of some units."""
        units = self.units[first:end]
        codes = "".join(map(self._chunks.__getitem__, units))
        steps = chain.from_iterable(map(self._chunks.steps.__getitem__, units))
        places = list(accumulate(steps, initial=self.start(first)))
        return Tokens(self.text, codes, places[:-1:2], places[1::2])


class Signs:
    """The same as characters, without the spaces that stand beside Chinese and Japanese ones."""

    WORTH: ClassVar[int] = 120
    WHOLE: ClassVar[bool] = False

    __slots__ = ("_at", "_reader", "_spaces", "odd", "text", "units")

    def __init__(self, text: str, bare: str, first: int, reader: Reader) -> None:
        self.text = text
        self._at = first
        self._reader = reader
        spaced = " ".join(bare.split())
        self.odd = len(spaced) != len(bare)
        self.units = unspaced(spaced)
        self._spaces: list[int] = []  # before which units a space was left out
        if len(self.units) < len(spaced):
            found = enumerate(NO_SPACE.finditer(spaced))
            self._spaces = [space.start() - k for k, space in found]

    def start(self, unit: int) -> int:
        """Where a unit begins."""
        return self._at + unit + bisect_right(self._spaces, unit)

    def end(self, unit: int) -> int:
        """The place behind the unit before one."""
        return self._at + unit + bisect_left(self._spaces, unit)

    def inside(self, unit: int) -> bool:
        """Whether a token may have begun before a unit and go on with it."""
        if "\u3400" <= self.units[unit : unit + 1] <= "\u9fff":
            return False  # such a character is a token of its own; to spare most a closer look
        return _joint().fullmatch(self.units, max(0, unit - 1), unit + 1) is not None

    def border(self, unit: int, most: int, step: int) -> int:
        """The next place between two tokens from a unit on, by steps, no further than another."""
        while unit != most and self.inside(unit):
            unit += step
        return unit

    def before(self, unit: int) -> str:
        """The code of the token before a unit, or nothing where it is no single character."""
        return self.behind(unit - 1)

    def behind(self, unit: int) -> str:
        """The code of the token at a unit, likewise."""
        return self.units[unit] if _alone().fullmatch(self.units, unit, unit + 1) else ""

    def codes(self, first: int, end: int) -> str:
        """The codes of some units' tokens."""
        units = self.units[first:end]
        if _alone().fullmatch(units):
            return units
        return self._reader.codes_of(self.text, self.start(first), self.end(end))

    def tokens(self, first: int, end: int) -> Tokens:
        """The tokens of some units."""
        return Tokens(self.text, *self._reader.read(self.text, self.start(first), self.end(end)))


class Either(Words):
    """The same as Chinese characters, and as words between them."""

    __slots__ = ("_reader", "_starts")

    def __init__(self, text: str, bare: str, first: int, reader: Reader) -> None:
        super().__init__(text, "", first, reader)
        self._reader = reader
        self.units = units(bare, spaces=False)
        spaced = units(bare, spaces=True)
        self._starts = list(accumulate(map(len, spaced), initial=first))

    def start(self, unit: int) -> int:
        """Where a unit begins."""
        return self._starts[unit]

    def end(self, unit: int) -> int:
        """The place behind the unit before one."""
        return self._starts[unit - 1] + len(self.units[unit - 1])

    def tokens(self, first: int, end: int) -> Tokens:
        """The tokens of some units."""
        return Tokens(self.text, *self._reader.read(self.text, self.start(first), self.end(end)))


@cache
def _alone() -> re.Pattern[str]:
    """Characters that are tokens and stand for themselves."""
    return re.compile(rf"(?:(?![{_WIDE}])[!-/:-@\[-`{{-~{SIGNS}])*")


@cache
def _joint() -> re.Pattern[str]:
    """Two characters that may be of one token."""
    part = rf"(?:[,'’\-{_WIDE}]|[^!-/:-@\[-`{{-~{SIGNS}\s])"
    return re.compile(rf"{part}{part}|[^\s][{MARKS}]")
