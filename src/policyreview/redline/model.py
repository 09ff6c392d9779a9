"""What a comparison of two revisions says: blocks, their words, and the order to show them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policyreview.redline.clauses import ClauseChange
    from policyreview.redline.invisible import Invisible
    from policyreview.redline.summary import Summary

Change: TypeAlias = Literal["kept", "inserted", "deleted", "changed", "moved", "renumbered"]
Span: TypeAlias = tuple[int, int]
Token: TypeAlias = tuple[Literal["=", "-", "+"], str]


class Text(Protocol):
    """A text from which parts are cut: a string, or what stands for one; ``str`` is all of it."""

    def __len__(self) -> int:
        """Code points."""
        ...

    def __getitem__(self, span: slice, /) -> str:
        """The code points from one place to another."""
        ...


_T = TypeVar("_T")


class Lazy(Generic[_T]):
    """A value that is worked out when it is first asked for, and kept from then on."""

    __slots__ = ("_value", "_work")

    def __init__(self, work: Callable[[], _T]) -> None:
        self._work: Callable[[], _T] | None = work
        self._value: list[_T] = []

    def get(self) -> _T:
        """Return the value; the first call does the work."""
        if self._work is not None:
            self._value.append(self._work())
            self._work = None
        return self._value[0]


@dataclass(frozen=True, slots=True)
class RedlineBlock:
    """One stretch of both texts and what became of it.

    Attributes:
        change: ``kept`` (the same but for white space that says nothing and how long a drawn line
            is), ``inserted``, ``deleted``, ``changed``, ``moved`` (perhaps with words changed on
            the way) or ``renumbered`` (only its clause label is another).
        old: Where it stands in the old text, half-open, in code points; ``None`` when inserted.
        new: Where it stands in the new text; ``None`` when deleted.
    """

    change: Change
    old: Span | None
    new: Span | None
    _words: tuple[Token, ...] | Lazy[tuple[Token, ...]] = field(repr=False, compare=False)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words: ``=`` and ``-`` join to the old span, ``=`` and ``+`` to the new, exactly.

        The first access compares the words of this block; nothing else does.
        """
        words = self._words
        return words if isinstance(words, tuple) else words.get()

    @property
    def reworded(self) -> bool:
        """Whether anything but white space was inserted or deleted within it."""
        return any(kind != "=" and not text.isspace() for kind, text in self.tokens)


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

    @classmethod
    def of(cls, code: int) -> Row:
        """A row from one number: four times the block, and 2 for its old, 1 for its new side."""
        return cls(code >> 2, bool(code & 2), bool(code & 1))

    @property
    def code(self) -> int:
        """The row as one number."""
        return 4 * self.block + 2 * self.old + self.new


@dataclass(frozen=True, slots=True)
class Redline:
    """The comparison of two revisions of a text.

    Attributes:
        old: The old text.
        new: The new text.
        blocks: They cover both texts, each character once, in the order of showing (a moved block
            where it came).
        coarse: Whether a bound of size was met, so that some part was compared in larger pieces
            than words, or moves were not looked for.
    """

    old: Text
    new: Text
    blocks: Sequence[RedlineBlock]
    coarse: bool
    _rows: Lazy[Sequence[Row]] = field(repr=False, compare=False)
    _clauses: Lazy[tuple[ClauseChange, ...]] = field(init=False, repr=False, compare=False)
    _invisible: Lazy[tuple[Invisible, ...]] = field(init=False, repr=False, compare=False)
    _summary: Lazy[Summary] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_clauses", Lazy(self._clause_changes))
        object.__setattr__(self, "_invisible", Lazy(self._invisible_changes))
        object.__setattr__(self, "_summary", Lazy(self._summarised))

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the top to the bottom of both texts."""
        return iter(self._rows.get())

    @property
    def clauses(self) -> tuple[ClauseChange, ...]:
        """What happened to each clause, in the order of the new text."""
        return self._clauses.get()

    @property
    def invisible(self) -> tuple[Invisible, ...]:
        """The differences that a reader can't see: line ends, Unicode form, hidden characters."""
        return self._invisible.get()

    @property
    def summary(self) -> Summary:
        """How many clauses changed, came, went, moved and were renumbered."""
        return self._summary.get()

    def _summarised(self) -> Summary:
        from policyreview.redline.summary import summarise

        return summarise(self)

    def _clause_changes(self) -> tuple[ClauseChange, ...]:
        from policyreview.redline.clauses import clause_changes

        return clause_changes(self)

    def _invisible_changes(self) -> tuple[Invisible, ...]:
        from policyreview.redline.invisible import invisible

        return invisible(self)
