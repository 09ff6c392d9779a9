"""What a comparison of two revisions says: blocks, the words within them, and the order to show them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Change: TypeAlias = Literal["kept", "inserted", "deleted", "changed", "moved", "renumbered"]
Span: TypeAlias = tuple[int, int]
Token: TypeAlias = tuple[Literal["=", "-", "+"], str]


class Refined:
    """The words of one block, worked out when they are first asked for and kept from then on."""

    __slots__ = ("_tokens", "_work")

    def __init__(self, work: Callable[[], tuple[Token, ...]]) -> None:
        self._work: Callable[[], tuple[Token, ...]] | None = work
        self._tokens: tuple[Token, ...] = ()

    def get(self) -> tuple[Token, ...]:
        """Return the tokens; the first call does the work."""
        if self._work is not None:
            self._tokens = self._work()
            self._work = None
        return self._tokens


@dataclass(frozen=True, slots=True)
class RedlineBlock:
    """One stretch of both texts and what became of it.

    Attributes:
        change: ``kept`` (the same but for white space), ``inserted``, ``deleted``, ``changed``,
            ``moved`` (perhaps with words changed on the way) or ``renumbered`` (only its clause
            label is another).
        old: Where it stands in the old text, half-open, in code points; ``None`` when inserted.
        new: Where it stands in the new text; ``None`` when deleted.
    """

    change: Change
    old: Span | None
    new: Span | None
    _refined: Refined = field(repr=False, compare=False)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words: ``=`` and ``-`` join to the old span, ``=`` and ``+`` to the new one, exactly."""
        return self._refined.get()


@dataclass(frozen=True, slots=True)
class Row:
    """One place in the order of showing.

    Attributes:
        block: The block's index in ``Redline.blocks``.
        old: Whether the block's old side stands here.
        new: Whether its new side stands here. A moved block has two rows: where it left (old side
            only) and where it came (new side only).
    """

    block: int
    old: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Redline:
    """The comparison of two revisions of a text.

    Attributes:
        old: The old text.
        new: The new text.
        blocks: They cover both texts, each character once, in the order of showing (a moved block
            where it came).
        coarse: Whether a bound was met, so that some part was compared in larger pieces than words.
    """

    old: str
    new: str
    blocks: tuple[RedlineBlock, ...]
    coarse: bool
    _rows: tuple[Row, ...] = field(repr=False, compare=False)

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the top to the bottom of both texts."""
        return iter(self._rows)
