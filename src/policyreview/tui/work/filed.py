"""A file's text that is decoded when it is asked for: its beginning can be shown before."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from policyreview.documents.decoding import decode

if TYPE_CHECKING:
    from policyreview.documents.decoding import Decoded

_LONGEST = 4
"""Bytes of one code point in UTF-8, at most."""
_MAY_MARK = (b"\xef", b"\xff", b"\xfe", b"\0")
"""What a byte order mark begins with, and so may a letter."""


class Filed:
    """The bytes of a file, or its text once somebody asked for that. Equal if the bytes are."""

    __slots__ = ("_data", "_decoded")

    def __init__(self, data: bytes) -> None:
        """Keep the bytes."""
        self._data: bytes | None = data
        self._decoded: Decoded | None = None

    @property
    def text(self) -> str:
        """The whole text; the bytes are let go for it."""
        return self._file.text

    @property
    def marked(self) -> bool:
        """Whether the bytes begin with a byte order mark."""
        return self._file.bom

    @property
    def encoding(self) -> str:
        """What the bytes are written in, by Python's name of the codec."""
        return self._file.encoding

    @property
    def _file(self) -> Decoded:
        if self._decoded is None:
            self._decoded = decode(self.data)
            self._data = None
        return self._decoded

    @property
    def data(self) -> bytes:
        """The bytes."""
        data = self._data
        return self._file.encode() if data is None else data

    def beginning(self, most: int) -> str:
        """The first code points, as far as the bytes there tell what they are written in.

        Args:
            most: How many.
        """
        data = self._data
        if data is not None and len(data) > _LONGEST * most and data[:1] not in _MAY_MARK:
            try:
                reader = codecs.getincrementaldecoder("utf-8")()
                return reader.decode(data[: _LONGEST * most])[:most]
            except UnicodeDecodeError:
                pass
        return self.text[:most]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Filed):
            return NotImplemented
        mine, theirs = self._data, other._data  # another thread may let one go
        if mine is not None and theirs is not None:
            return mine == theirs
        return self._file == other._file

    def __hash__(self) -> int:
        return hash(self.text)

    def __getstate__(self) -> bytes:
        """What goes from process to process."""
        return self.data

    def __setstate__(self, state: bytes) -> None:
        self._data, self._decoded = state, None
