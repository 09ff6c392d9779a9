"""A long text kept small: compressed, a part at a time, and read again where it is looked at."""

from __future__ import annotations

import zlib

_PART = 1 << 15
"""Code points of a part."""
_LEVEL = 3
"""Of nine: more takes three times as long for a tenth less."""
_OPEN = 16
"""Parts that are kept as they are once they have been looked at."""


class Squeezed:
    """A text in a fraction of its memory, from which parts are cut as from a string.

    ``str`` gives the whole of it. Two of the same text are equal.
    """

    __slots__ = ("_length", "_open", "_parts")

    def __init__(self, text: str) -> None:
        """Compress a text."""
        self._length = len(text)
        self._parts = tuple(
            zlib.compress(text[at : at + _PART].encode("utf-8", "surrogatepass"), _LEVEL)
            for at in range(0, len(text), _PART)
        )
        self._open: dict[int, str] = {}

    def __getstate__(self) -> tuple[int, tuple[bytes, ...]]:
        """What goes from process to process."""
        return self._length, self._parts

    def __setstate__(self, state: tuple[int, tuple[bytes, ...]]) -> None:
        self._length, self._parts = state
        self._open = {}

    def __len__(self) -> int:
        """Code points."""
        return self._length

    def __getitem__(self, span: slice) -> str:
        """The code points from one place to another."""
        start, end, _ = span.indices(self._length)
        if start >= end:
            return ""
        first, last = start // _PART, (end - 1) // _PART
        at = first * _PART
        if first == last:
            return self._part(first)[start - at : end - at]
        return "".join(map(self._part, range(first, last + 1)))[start - at : end - at]

    def __str__(self) -> str:
        return "".join(map(_read, self._parts))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Squeezed):
            return self._parts == other._parts
        return isinstance(other, str) and self._length == len(other) and str(self) == other

    def __hash__(self) -> int:
        return hash(str(self))

    def _part(self, index: int) -> str:
        part = self._open.get(index)
        if part is None:
            if len(self._open) >= _OPEN:
                self._open.clear()
            part = self._open[index] = _read(self._parts[index])
        return part


def _read(part: bytes) -> str:
    return zlib.decompress(part).decode("utf-8", "surrogatepass")
