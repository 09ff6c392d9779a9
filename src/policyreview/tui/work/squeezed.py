"""A long text kept small: compressed, a part at a time, and read again where it is looked at."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART = 1 << 15
"""Code points of a part."""
_SHORT = 6 << 10
"""The same, of a text like another one: a part and its like have room where zlib looks back."""
_AROUND = 256
"""Code points on either side of a part's like that help where it doesn't stand quite there."""
_BACK = (1 << 15) - 262
"""Bytes that zlib looks back at most."""
_LEVEL = 3
"""Of nine: more takes three times as long for a tenth less."""
_OPEN = 16
"""Parts that are kept as they are once they have been looked at."""


class Squeezed:
    """A text in a fraction of its memory, from which parts are cut as from a string.

    ``str`` gives the whole of it. Two of the same text are equal.
    """

    __slots__ = ("_length", "_like", "_open", "_parts", "_size", "_there")

    def __init__(
        self, text: str, like: Squeezed | None = None, places: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Compress a text.

        Args:
            text: The text.
            like: Another one that has most of its words, such as its next revision. It is kept
                as long as this one, which takes a seventh of the memory then.
            places: Where pieces of the text begin, rising, and where in the other one.
        """
        self._length = len(text)
        self._size = _PART if like is None else _SHORT
        self._like = like
        starts = range(0, len(text), self._size)
        self._there = array("i") if like is None else _places_of(starts, places)
        self._open: dict[int, str] = {}
        parts: list[bytes] = []
        whole = "" if like is None else str(like)
        for index, start in enumerate(starts):
            squeezer = zlib.compressobj(_LEVEL, zdict=self._known(index, whole))
            part = _bytes(text[start : start + self._size])
            parts.append(squeezer.compress(part) + squeezer.flush())
        self._parts = tuple(parts)

    def __getstate__(self) -> tuple[int, int, tuple[bytes, ...], Squeezed | None, array[int]]:
        """What goes from process to process."""
        return self._length, self._size, self._parts, self._like, self._there

    def __setstate__(
        self, state: tuple[int, int, tuple[bytes, ...], Squeezed | None, array[int]]
    ) -> None:
        self._length, self._size, self._parts, self._like, self._there = state
        self._open = {}

    def __len__(self) -> int:
        """Code points."""
        return self._length

    def __getitem__(self, span: slice) -> str:
        """The code points from one place to another."""
        start, end, _ = span.indices(self._length)
        if start >= end:
            return ""
        first, last = start // self._size, (end - 1) // self._size
        at = first * self._size
        if first == last:
            return self._part(first)[start - at : end - at]
        return "".join(map(self._part, range(first, last + 1)))[start - at : end - at]

    def __str__(self) -> str:
        like = None if self._like is None else str(self._like)
        return "".join(self._read(index, like) for index in range(len(self._parts)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Squeezed | str) or self._length != len(other):
            return False
        if isinstance(other, Squeezed) and self._like is other._like is None:
            return self._parts == other._parts
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def _part(self, index: int) -> str:
        part = self._open.get(index)
        if part is None:
            if len(self._open) >= _OPEN:
                self._open.clear()
            part = self._open[index] = self._read(index, self._like)
        return part

    def _read(self, index: int, like: Squeezed | str | None) -> str:
        reader = zlib.decompressobj(zdict=self._known(index, like))
        return reader.decompress(self._parts[index]).decode("utf-8", "surrogatepass")

    def _known(self, index: int, like: Squeezed | str | None) -> bytes:
        """What a part is compressed against: that of the other text which stands in its place."""
        if self._like is None or like is None:
            return b""
        start = self._there[index]
        return _bytes(like[max(0, start - _AROUND) : start + _SHORT + _AROUND])[:_BACK]


def _places_of(starts: range, places: Sequence[tuple[int, int]]) -> array[int]:
    """Where in another text that begins which stands at some places of this one."""
    found = array("i")
    for start in starts:
        at = bisect_right(places, start, key=lambda place: place[0]) - 1
        here, there = places[at] if at >= 0 else (0, 0)
        found.append(there + start - here)
    return found


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
