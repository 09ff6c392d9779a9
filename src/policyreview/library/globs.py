"""Match paths against the globs of ``ignore``, in time that no glob can blow up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 300
"""Characters of the longest glob that is taken."""

_PIECES = re.compile(r"\*\*+/?|[^*]|\*")


@dataclass(frozen=True, slots=True)
class _Glob:
    """A glob as a set of states held in the bits of one number; bit i: i pieces have matched.

    Attributes:
        head: What every match begins with.
        literal: Per character the states that it leads on from.
        single: States that any character but a slash leads on from.
        star: States that any character but a slash leaves as they are.
        stars: The same for every character.
        last: The state in which all has matched.
    """

    head: str
    literal: dict[str, int]
    single: int
    star: int
    stars: int
    last: int


def matches(glob: str, path: str) -> bool:
    """Whether the whole path matches.

    ``*`` stands for anything within a folder, ``**`` for anything, ``?`` for one character but a
    slash; a glob that ends in a slash matches all below that folder.
    """
    known = _read(glob)
    if not path.startswith(known.head):
        return False
    skips = known.star | known.stars
    states = _closed(1, skips)
    for character in path:
        on = known.literal.get(character, 0)
        stay = known.stars
        if character != "/":
            on |= known.single
            stay |= known.star
        states = _closed((states & on) << 1 | states & stay, skips)
        if not states:
            return False
    return bool(states & known.last)


def _closed(states: int, skips: int) -> int:
    """The states with those that are reached without a character."""
    while (more := states | (states & skips) << 1) != states:
        states = more
    return states


@lru_cache(maxsize=1024)
def _read(glob: str) -> _Glob:
    pieces: list[str] = []
    for piece in _PIECES.findall(glob[:LONGEST]):
        wild = "**" if piece.startswith("**") else piece
        if "*" not in wild or pieces[-1:] not in ([wild], ["**"]):
            pieces.append(wild)
    if glob.endswith("/") and pieces[-1:] != ["**"]:
        pieces.append("**")
    literal: dict[str, int] = {}
    sets = {"?": 0, "*": 0, "**": 0}
    for at, piece in enumerate(pieces):
        if piece in sets:
            sets[piece] |= 1 << at
        else:
            literal[piece] = literal.get(piece, 0) | 1 << at
    head = re.split(r"[*?]", glob[:LONGEST], maxsplit=1)[0]
    return _Glob(head, literal, sets["?"], sets["*"], sets["**"], 1 << len(pieces))
