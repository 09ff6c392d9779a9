"""A second look at beads that share much less than the sound beads of the same two texts.

How many words of a block have a known counterpart differs from text to text: in one translation
sound beads share nine tenths of what they speak of, in another half. So what is suspiciously little
is learned from the first alignment, and the stretches around suspicious beads are aligned again
with costs that go by it. Two strangers of which one has lost its partner on either side are told
apart that way.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from policyreview.parallel.programme import Step, best_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.parallel.scoring import Scores
    from policyreview.parallel.weights import Weights

_FEWEST = 6
"""Beads that a text must have for its usual likeness to be known."""
_TELLING = 0.4
"""Weight of anchors from which on the likeness of a bead counts as an example."""
_ENOUGH = 0.9
"""Weight of anchors above which an unlikely bead is aligned again."""
_SOME = 0.3
"""Weight of anchors above which an unlikely bead is doubtful."""
_RARE = 0.05
"""Share of blocks without a partner that is usual."""
_AS_MANY = 20
"""Blocks whose share of lone ones counts as much as the usual one."""
_AROUND = 2
"""Steps on either side that a suspicious one is aligned again with."""


def second_look(scores: Scores, steps: list[Step]) -> tuple[list[Step], frozenset[tuple[int, int]]]:
    """Align anew what the first alignment paired against the habit of these texts.

    Args:
        scores: The costs that the steps were found with.
        steps: The first alignment.

    Returns:
        Steps that take each unit once, and the pairs among them that still share less than is usual
        in these texts.
    """
    edge = _usual_edge(scores, steps)
    if edge is None:
        return steps, frozenset()
    odd = [_is_odd(scores, step, edge, _ENOUGH) for step in steps]
    left_over = [False, *(_left_over(*pair) for pair in pairwise(steps))]
    weights = _weights_for(scores, steps, edge, sum(odd) - sum(left_over))
    odd = [a or b for a, b in zip(odd, left_over, strict=True)]
    result: list[Step] = []
    done = 0
    for first, last in _stretches(odd):
        result += steps[done:first]
        result += _again(scores, steps[first:last], weights)
        done = last
    result += steps[done:]
    unlikely = {(step.i, step.j) for step in result if _is_odd(scores, step, edge, _SOME)}
    return result, frozenset(unlikely)


def _usual_edge(scores: Scores, steps: Sequence[Step]) -> float | None:
    """The likeness below which a pair of these texts is unusual, None where too few tell."""
    w = scores.weights
    seen = sorted(
        scores.likeness(step.i, step.j)
        for step in steps
        if step.sources == step.targets == 1 and scores.evidence(step.i, step.j) >= _TELLING
    )
    return w.usual_share * seen[int(len(seen) * w.usual_at)] if len(seen) >= _FEWEST else None


def _weights_for(scores: Scores, steps: Sequence[Step], edge: float, open_: int) -> Weights:
    """Weights that go by the habit of the texts.

    Args:
        scores: The costs of the first alignment.
        steps: The first alignment.
        edge: The likeness below which a pair is unusual.
        open_: Pairs that may be none, less those places at which both sides have a block left over:
            what is in question counts as half a pair.
    """
    w = scores.weights
    blocks = len(scores.source) + len(scores.target)
    lone = sum(not (step.sources and step.targets) for step in steps)
    share = (max(0, lone + open_) + _RARE * _AS_MANY) / (blocks + _AS_MANY)
    return replace(
        w,
        edge=max(edge, w.edge),
        strange=w.usual_strange,
        length_most=w.usual_length,
        spread=w.usual_spread,
        skip=w.skip - min(w.usual_less, w.usual_skip * math.log(share / _RARE)),
    )


def _left_over(step: Step, after: Step) -> bool:
    """Whether two steps leave out a block of either language at one place."""
    return {(step.sources, step.targets), (after.sources, after.targets)} == {(1, 0), (0, 1)}


def _is_odd(scores: Scores, step: Step, edge: float, enough: float) -> bool:
    return (
        step.sources == step.targets == 1
        and scores.evidence(step.i, step.j) > enough
        and scores.likeness(step.i, step.j) < edge
    )


def _stretches(odd: Sequence[bool]) -> list[tuple[int, int]]:
    """Ranges of steps around the odd ones, with their neighbours."""
    found: list[tuple[int, int]] = []
    for at, is_odd in enumerate(odd):
        if is_odd:
            first, last = max(0, at - _AROUND), min(len(odd), at + _AROUND + 1)
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
    return found


def _again(scores: Scores, steps: Sequence[Step], weights: Weights) -> list[Step]:
    i0, j0 = steps[0].i, steps[0].j
    i1, j1 = steps[-1].i + steps[-1].sources, steps[-1].j + steps[-1].targets
    part = scores.part(range(i0, i1), range(j0, j1), weights)
    return [replace(step, i=step.i + i0, j=step.j + j0) for step in best_path(part)]
