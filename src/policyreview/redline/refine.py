"""The words of one block: which stayed, which went, which came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.redline.anchors import increasing
from policyreview.redline.matching import CELLS, equal, match, shared_ends
from policyreview.redline.runs import Run, joined, rare_runs, trimmed
from policyreview.redline.tidy import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.reading import Tokens
    from policyreview.redline.runs import Equal

_STOP = re.compile(r"[.!?。！？]")
_PAUSE = re.compile(r"[,;:，；：、)）】」”’]")
_OPENING = frozenset("#>*+-|")
_COMMON = 0.2  # two texts of which less is the same, and that in phrases, say different things
_PHRASE = 6  # tokens
_BEGUN = 4  # tokens
_CUT = 100  # a place as good as that is always chosen
_SEEDED = (
    250_000  # from this many on, rare runs are found first and only what is between is matched
)


def linked(a: Tokens, b: Tokens) -> list[Equal]:
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
        r for r in runs[:1]
        if r[:2] == (0, 0) and _OPENING.issuperset(map(a.word, range(r[2])))
        and all(side.starts[r[2]] > side.end(r[2] - 1) for side in (a, b))
    ]  # fmt: skip


def settled(a: Tokens, b: Tokens) -> list[Equal]:
    """Match the tokens of two parts, whatever they have in common, and tidy that."""
    x, y = a.codes, b.codes
    runs = equal(x, y) if len(x) * len(y) <= _SEEDED else _seeded(x, y)
    return tidy(runs, (len(x), len(y)), (x, y), _Words((a, b)))


def _said(a: Tokens, runs: Sequence[Equal]) -> bool:
    """Whether any token of some runs is a word."""
    return any(a.text[at].isalnum() for i, _, n in runs for at in a.starts[i : i + n])


def _strange(runs: Sequence[Equal], tokens: int) -> bool:
    """Whether two texts have no more in common than any two texts of a language.

    That they begin alike is no accident: ``“Taxes” means any …``.
    """
    lengths = [n for _, _, n in runs]
    begun = lengths[0] if runs[0][:2] == (0, 0) else 0
    return 2 * sum(lengths) < _COMMON * tokens and max(lengths) <= _PHRASE and begun < _BEGUN


def _seeded(x: str, y: str) -> list[Equal]:
    """Match two long rows: where much differs, hold on to the rare runs first."""
    head, tail = shared_ends(x, y)
    ends = Run(len(x) - tail, len(y) - tail, tail)
    if (ends.old - head) * (ends.new - head) <= _SEEDED:
        return equal(x, y)
    seeds = rare_runs(x[head : ends.old], y[head : ends.new])
    seeds.sort(key=lambda r: (r.old, -r.new))
    chain = trimmed([seeds[k] for k in increasing(seeds)])
    out: list[Run] = [Run(0, 0, head)]
    i = j = head
    for run in [*(Run(head + r.old, head + r.new, r.length) for r in chain), ends]:
        if 0 < (run.old - i) * (run.new - j) <= CELLS:
            found = match(x[i : run.old], y[j : run.new])
            out += [Run(i + r.old, j + r.new, r.length) for r in found]
        out.append(run)
        i, j = run.old + run.length, run.new + run.length
    return list(joined(out))


class _Words:
    """What the tokens of both sides are."""

    __slots__ = ("_sides",)

    def __init__(self, sides: tuple[Tokens, Tokens]) -> None:
        self._sides = sides

    def border(self, side: int, at: int) -> int:
        """How good the place before a token is for the edge of an edit."""
        own = self._sides[side]
        if at == 0 or at == len(own.codes):
            return _CUT if own.cut[at > 0] else 6
        if at in own.heads:
            return 6
        word, following = own.word(at - 1), own.word(at)
        if _STOP.fullmatch(word) and (not word.isascii() or own.starts[at] > own.end(at - 1)):
            return 4
        if _PAUSE.fullmatch(word) or word == ">" or following == "<":
            return 3
        if own.starts[at] > own.end(at - 1):
            return 2
        if following == "-":
            return 0  # it goes with what stands before it, as the ``in-`` of ``in-house`` does
        slash = at if following == "/" else at - 1
        before = own.word(slash - 1) if slash and slash not in own.heads else ""
        return 2 if own.word(slash) == "/" and before != "<" else 1  # in an address

    def letters(self, side: int, first: int, end: int) -> int:
        """How many letters or digits a word among some tokens has, at most 2; points have none."""
        own = self._sides[side]
        most = 0
        for k in range(first, end):
            at = own.starts[k]
            if own.text[at].isalnum():
                most = 1
                if own.end(k) > at + 1:
                    return 2
        return most

    def worded(self, side: int, first: int, end: int) -> bool:
        """Whether any of some tokens has a letter or digit."""
        own = self._sides[side]
        return any(own.text[at].isalnum() for at in own.starts[first:end])

    def tagged(self, side: int, first: int, end: int) -> bool:
        """Whether a tag begins or ends among some tokens."""
        own = self._sides[side]
        return any(own.word(k) in {"<", ">"} for k in range(first, end))
