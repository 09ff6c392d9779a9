"""What the two-column widget draws: rows with a left and a right side, made when asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, overload

from policyreview.tui.look import Role

if TYPE_CHECKING:
    from policyreview.tui.look import Piece

Run = tuple[str, Role]
"""Text as it stands in the repository (not safe yet), and its role."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row.

    Attributes:
        runs: The text in order; a line feed starts a new line.
        sign: One character before the text that tells the change without colour, or ``""``.
        sign_role: The sign's role.
        heading: The text is a heading.
        number: The line's number in its text, or None.
        flag: One character after the sign for what a check noticed here, or ``""``.
        note: A few words after the sign, above the text ('moved to clause 5'), or ``""``; safe.
    """

    runs: tuple[Run, ...]
    sign: str = ""
    sign_role: Role = Role.TEXT
    heading: bool = False
    number: int | None = None
    note: str = ""
    flag: str = ""

    @property
    def text(self) -> str:
        """The side's text without its marks."""
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on the same height on both sides.

    Attributes:
        left: The left side, the only one in one column; None where it has nothing.
        right: The right side.
        across: Pieces drawn across both columns instead of the sides (folded stretches).
        gap: An empty line follows.
    """

    left: Side | None = None
    right: Side | None = None
    across: tuple[Piece, ...] = ()
    gap: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of rows with a change.

    Attributes:
        row: The first row.
        words: What it is, for the status line ('changed', 'moved', …).
    """

    row: int
    words: str


class Changes(Sequence[Change]):
    """The changes of a source in the order of their rows, each made when it is asked for.

    Attributes:
        rows: Their rows, rising.
    """

    def __init__(self, rows: Sequence[int] = (), words: Sequence[str] = ()) -> None:
        """Take the rows, and what each change is."""
        self.rows = rows
        self._words = words

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Change, ...]: ...
    def __getitem__(self, index: int | slice) -> Change | tuple[Change, ...]:
        """One change, or some."""
        if isinstance(index, slice):
            return tuple(map(Change, self.rows[index], self._words[index]))
        return Change(self.rows[index], self._words[index])

    def said(self, words: str) -> set[int]:
        """The rows of those that are called so."""
        return {row for row, each in zip(self.rows, self._words, strict=True) if each == words}

    def until(self, row: int) -> int:
        """How many of them begin at a row or before it."""
        return bisect_right(self.rows, row)

    def at(self, rows: Sequence[int]) -> Changes:
        """The same changes at other rows."""
        return Changes(rows, self._words)


class Source(Protocol):
    """A comparison, or a text, as rows that are made only when they come near the screen."""

    @property
    def columns(self) -> int:
        """1 or 2."""
        ...

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands above each column (not safe yet)."""
        ...

    @property
    def numbered(self) -> bool:
        """Whether the sides carry line numbers."""
        ...

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def row(self, index: int) -> Row:
        """One row."""
        ...

    def search_text(self, index: int) -> str:
        """What a search looks through: both sides, one line feed between them."""
        ...

    @property
    def changes(self) -> Changes:
        """The changes in the order of their rows."""
        ...

    def place(self, index: int) -> int:
        """Where the row stands in the newer (left, in two languages) text, in code points."""
        ...

    def row_at(self, place: int) -> int:
        """The row that shows that place of the newer text."""
        ...

    def other_end(self, index: int) -> int | None:
        """The row where a moved passage has its other end, or None."""
        ...
