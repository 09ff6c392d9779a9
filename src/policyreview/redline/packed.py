"""A redline as columns of numbers: little to hand from process to process, and little to keep."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, overload

from policyreview.redline.model import Lazy, Redline, RedlineBlock, Row

if TYPE_CHECKING:
    from policyreview.redline.invisible import Invisible
    from policyreview.redline.model import Change, Span, Text, Token
    from policyreview.redline.summary import Summary

CHANGES: tuple[Change, ...] = ("kept", "inserted", "deleted", "changed", "moved", "renumbered")
_ALONE = {"kept": "=", "inserted": "+", "deleted": "-"}
"""The kind of the one token that these blocks have where no token is written down."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What a redline says, without the two texts that it is about.

    Attributes:
        changes: For each block the index of its change in ``CHANGES``.
        old: For each block where it stands in the old text, two numbers; -1 and -1 for nowhere.
        new: The same of the new text.
        words: For each block the index of its first token, and, last, the number of tokens. A block
            without any has one, which is all of it.
        kinds: For each token ``=``, ``-`` or ``+``.
        lengths: For each token its code points.
        rows: The order of showing, each row as its code.
        coarse: As of the redline.
        invisible: As of the redline; None for working it out when it is asked for.
        summary: As of the redline; likewise.
    """

    changes: bytes
    old: array[int]
    new: array[int]
    words: array[int]
    kinds: bytes
    lengths: array[int]
    rows: array[int]
    coarse: bool = False
    invisible: tuple[Invisible, ...] | None = None
    summary: Summary | None = None


def pack(redline: Redline) -> Packed:
    """Write a redline as columns, the words of all its blocks compared."""
    old, new, words, lengths = (array("i") for _ in range(4))
    changes, kinds = bytearray(), bytearray()
    for block in redline.blocks:
        changes.append(CHANGES.index(block.change))
        old.extend(block.old or (-1, -1))
        new.extend(block.new or (-1, -1))
        words.append(len(kinds))
        tokens = block.tokens
        if len(tokens) != 1 or tokens[0][0] != _ALONE.get(block.change):
            kinds.extend(ord(kind) for kind, _ in tokens)
            lengths.extend(len(text) for _, text in tokens)
    words.append(len(kinds))
    return Packed(
        bytes(changes), old, new, words, bytes(kinds), lengths, _codes(redline),
        redline.coarse, redline.invisible, redline.summary,
    )  # fmt: skip


def outlines(redline: Redline) -> Packed:
    """Where the blocks and rows of a redline stand, its words left aside."""
    blocks = redline.blocks
    if isinstance(blocks, Blocks):
        return blocks.packed
    old, new, none = array("i"), array("i"), array("i")
    for block in blocks:
        old.extend(block.old or (-1, -1))
        new.extend(block.new or (-1, -1))
    changes = bytes(CHANGES.index(block.change) for block in blocks)
    return Packed(changes, old, new, none, b"", none, _codes(redline))


def _codes(redline: Redline) -> array[int]:
    return array("i", (row.code for row in redline.rows()))


def unpack(packed: Packed, old: Text, new: Text) -> Redline:
    """The redline of two texts from its columns; blocks are made as they are asked for."""
    redline = Redline(
        old, new, Blocks(packed, old, new), packed.coarse, Lazy(lambda: Rows(packed.rows))
    )
    if packed.invisible is not None:
        object.__setattr__(redline, "_invisible", Lazy(lambda: packed.invisible))
    if packed.summary is not None:
        object.__setattr__(redline, "_summary", Lazy(lambda: packed.summary))
    return redline


class Blocks(Sequence[RedlineBlock]):
    """The blocks of a packed redline.

    Attributes:
        packed: The redline.
    """

    def __init__(self, packed: Packed, old: Text, new: Text) -> None:
        self.packed = packed
        self._texts = old, new

    def __len__(self) -> int:
        return len(self.packed.changes)

    @overload
    def __getitem__(self, index: int) -> RedlineBlock: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[RedlineBlock, ...]: ...
    def __getitem__(self, index: int | slice) -> RedlineBlock | tuple[RedlineBlock, ...]:
        if isinstance(index, slice):
            return tuple(self[k] for k in range(*index.indices(len(self))))
        packed = self.packed
        at = range(len(self))[index]
        change = CHANGES[packed.changes[at]]
        old, new = _span(packed.old, at), _span(packed.new, at)
        return RedlineBlock(change, old, new, Lazy(lambda: self._tokens(at, change, old, new)))

    def _tokens(
        self, at: int, change: Change, old: Span | None, new: Span | None
    ) -> tuple[Token, ...]:
        packed, (before, behind) = self.packed, self._texts
        first, end = packed.words[at], packed.words[at + 1]
        if first == end:
            text = behind[slice(*new)] if new else before[slice(*(old or (0, 0)))]
            return (cast("Token", (_ALONE[change], text)),) if text else ()
        i, j = old[0] if old else 0, new[0] if new else 0
        out: list[Token] = []
        for kind, length in zip(
            packed.kinds[first:end].decode("ascii"), packed.lengths[first:end], strict=True
        ):
            text = before[i : i + length] if kind == "-" else behind[j : j + length]
            out.append(cast("Token", (kind, text)))
            i += length if kind != "+" else 0
            j += length if kind != "-" else 0
        return tuple(out)


class Rows(Sequence[Row]):
    """The rows of a packed redline."""

    def __init__(self, codes: array[int]) -> None:
        self._codes = codes

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(map(Row.of, self._codes[index]))
        return Row.of(self._codes[index])


def _span(places: array[int], at: int) -> Span | None:
    start = places[2 * at]
    return None if start < 0 else (start, places[2 * at + 1])
