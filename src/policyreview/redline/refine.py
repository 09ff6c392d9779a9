"""The words of one block: which stayed, which went, which came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.redline.anchors import increasing
from policyreview.redline.matching import CELLS, match, shared_ends
from policyreview.redline.runs import Run, rare_runs, trimmed
from policyreview.redline.tidy import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.reading import Tokens

_STOP = re.compile(r"[.!?。！？]")
_PAUSE = re.compile(r"[,;:，；：、)）】」”’]")
_OPENING = frozenset("#>*+-|")
_COMMON = 0.2  # two texts of which less is the same, and that in phrases, say different things
_PHRASE = 6  # tokens
_BEGUN = 4  # tokens
_SEEDED = (
    250_000  # from this many on, rare runs are found first and only what is between is matched
)


def linked(a: Tokens, b: Tokens) -> list[Run]:
    """Match some tokens of both sides.

    Args:
        a: Those of the old side.
        b: Those of the new side.

    Returns:
        Runs of equal tokens.
    """
    runs = settled(a, b)
    if (_said(a, runs) and not _strange(runs, len(a.codes) + len(b.codes))) or a.codes == b.codes:
        return runs
    # points and marks alone are nothing in common, but for those that make it a heading or a list
    return [
        r
        for r in runs[:1]
        if r.old == r.new == 0 and _OPENING.issuperset(map(a.word, range(r.length)))
    ]


def settled(a: Tokens, b: Tokens) -> list[Run]:
    """Match the tokens of two parts, whatever they have in common, and tidy that."""
    x, y = a.codes, b.codes
    return tidy(_match(x, y), (len(x), len(y)), (x, y), _Words((a, b)))


def _said(a: Tokens, runs: Sequence[Run]) -> bool:
    """Whether any token of some runs is a word."""
    words = _Words((a, a))
    return any(words.worded(0, run.old, run.old + run.length) for run in runs)


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
    """What the tokens of both sides are."""

    __slots__ = ("_sides",)

    def __init__(self, sides: tuple[Tokens, Tokens]) -> None:
        self._sides = sides

    def border(self, side: int, at: int) -> int:
        """How good the place before a token is for the edge of an edit."""
        own = self._sides[side]
        if at == 0 or at == len(own.codes) or at in own.heads:
            return 6
        word, following = own.word(at - 1), own.word(at)
        if _STOP.fullmatch(word):
            return 4
        if _PAUSE.fullmatch(word) or word == ">" or following == "<":
            return 3
        if own.starts[at] > own.ends[at - 1]:
            return 2
        slash = at if following == "/" else at - 1
        before = own.word(slash - 1) if slash and slash not in own.heads else ""
        return 2 if own.word(slash) == "/" and before != "<" else 1  # in an address

    def letters(self, side: int, first: int, end: int) -> int:
        """How many letters or digits a word among some tokens has, at most 2; points have none."""
        own = self._sides[side]
        words = (own.word(k) for k in range(first, end))
        return max([min(2, len(word)) for word in words if word[0].isalnum()], default=0)

    def worded(self, side: int, first: int, end: int) -> bool:
        """Whether any of some tokens has a letter or digit."""
        own = self._sides[side]
        return any(own.text[at].isalnum() for at in own.starts[first:end])

    def tagged(self, side: int, first: int, end: int) -> bool:
        """Whether a tag begins or ends among some tokens."""
        own = self._sides[side]
        return any(own.word(k) in {"<", ">"} for k in range(first, end))
