"""The words of one block: which stayed, which went, which came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from policyreview.redline.anchors import increasing
from policyreview.redline.matching import CELLS, match, shared_ends
from policyreview.redline.runs import Run, rare_runs, trimmed
from policyreview.redline.tidy import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.reading import Tokens
    from policyreview.redline.sides import Side

    Part: TypeAlias = tuple[Side | Tokens, Sequence[int]]

_STOP = re.compile(r"[.!?。！？]")
_PAUSE = re.compile(r"[,;:，；：、)）】」”’]")
_OPENING = frozenset("#>*+-|")
_COMMON = 0.2  # two texts of which less is the same, and that in phrases, say different things
_PHRASE = 6  # tokens
_BEGUN = 4  # tokens
_SEEDED = (
    250_000  # from this many on, rare runs are found first and only what is between is matched
)


def linked(a: Side, b: Side, old: Sequence[int], new: Sequence[int]) -> list[Run]:
    """Match some tokens of both sides.

    Args:
        a: The old side.
        b: The new side.
        old: Indices of the tokens on the old side, rising.
        new: Indices of the tokens on the new side, rising.

    Returns:
        Runs of equal tokens as indices into ``old`` and ``new``.
    """
    x, y = a.code(old), b.code(new)
    runs = _match(x, y)

    runs = tidy(runs, (len(x), len(y)), (x, y), _Words(((a, old), (b, new))))
    words = (a.word(old[r.old + k])[0].isalnum() for r in runs for k in range(r.length))
    if (any(words) and not _strange(runs, len(x) + len(y))) or x == y:
        return runs
    # points and marks alone are nothing in common, but for those that make it a heading or a list
    return [
        r
        for r in runs[:1]
        if r.old == r.new == 0 and _OPENING.issuperset(map(a.word, old[: r.length]))
    ]


def settled(a: Tokens, b: Tokens) -> list[Run]:
    """Match the tokens of two parts of a paragraph that are known to be alike."""
    x, y = a.codes, b.codes
    words = _Words(((a, range(len(x))), (b, range(len(y)))))
    return tidy(_match(x, y), (len(x), len(y)), (x, y), words)


def _strange(runs: Sequence[Run], tokens: int) -> bool:
    """Whether two texts have no more in common than any two texts of a language.

    That they begin alike is no accident: ``“Taxes” means any …``.
    """
    begun = runs[0].length if runs[0].old == runs[0].new == 0 else 0
    return (
        2 * sum(run.length for run in runs) < _COMMON * tokens
        and max(run.length for run in runs) <= _PHRASE
        and begun < _BEGUN
    )


def _match(x: str, y: str) -> list[Run]:
    head, tail = shared_ends(x, y)
    i, j = len(x) - tail, len(y) - tail
    middle = _seeded(x[head:i], y[head:j])
    runs = [Run(head + r.old, head + r.new, r.length) for r in middle]
    return [Run(0, 0, head), *runs, Run(i, j, tail)]


def _seeded(x: str, y: str) -> list[Run]:
    """Match what is small at once; in what is large, hold on to the rare runs first."""
    if not x or not y:
        return []
    if len(x) * len(y) <= _SEEDED:
        return match(x, y)
    seeds = rare_runs(x, y)
    seeds.sort(key=lambda r: (r.old, -r.new))
    chain = trimmed([seeds[k] for k in increasing(seeds)])
    out: list[Run] = []
    i = j = 0
    for run in [*chain, Run(len(x), len(y), 0)]:
        if 0 < (run.old - i) * (run.new - j) <= CELLS:
            out += [
                Run(i + r.old, j + r.new, r.length) for r in match(x[i : run.old], y[j : run.new])
            ]
        out.append(run)
        i, j = run.old + run.length, run.new + run.length
    return out


class _Words:
    """What the tokens of both sides are, given as indices of each side."""

    __slots__ = ("_sides",)

    def __init__(self, sides: tuple[Part, Part]) -> None:
        self._sides = sides

    def border(self, side: int, at: int) -> int:
        """How good the place before a token is for the edge of an edit."""
        own, tokens = self._sides[side]
        if at == 0 or at == len(tokens):
            return 6
        before, behind = tokens[at - 1], tokens[at]
        if own.starts[behind - 1] == own.ends[behind - 1]:
            return 6  # an edge stands there: a paragraph begins
        word, following = own.word(before), own.word(behind)
        if _STOP.fullmatch(word):
            return 4
        if _PAUSE.fullmatch(word) or word == ">" or following == "<":
            return 3
        if own.starts[behind] > own.ends[before]:
            return 2
        slash = behind if following == "/" else before
        return 2 if own.word(slash) == "/" and own.word(slash - 1) != "<" else 1  # in an address

    def letters(self, side: int, first: int, end: int) -> int:
        """How many letters or digits a word among some tokens has, at most 2; points have none."""
        own, tokens = self._sides[side]
        words = (own.word(tokens[k]) for k in range(first, end))
        return max([min(2, len(word)) for word in words if word[0].isalnum()], default=0)

    def tagged(self, side: int, first: int, end: int) -> bool:
        """Whether a tag begins or ends among some tokens."""
        own, tokens = self._sides[side]
        return any(own.word(tokens[k]) in {"<", ">"} for k in range(first, end))
