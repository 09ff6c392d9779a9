"""The alignment of two lists of units, bead by bead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.parallel.features import features, ratio_prior
from policyreview.parallel.programme import Band, cheapest
from policyreview.parallel.scoring import Scores
from policyreview.parallel.units import Bead, Unit
from policyreview.parallel.weights import DEFAULT, Weights

if TYPE_CHECKING:
    from collections.abc import Sequence


def align(
    source: Sequence[Unit],
    target: Sequence[Unit],
    source_language: str,
    target_language: str,
    *,
    pins: Sequence[object] = (),
    weights: Weights = DEFAULT,
    lexicon: bool = True,
) -> tuple[Bead, ...]:
    """Pair the blocks of two languages.

    Args:
        source: The blocks of one language, in the order of its text.
        target: The blocks of the other.
        source_language: BCP 47 tag of the source, ``und`` where unknown.
        target_language: BCP 47 tag of the target.
        pins: What a reviewer has settled about the pairing.
        weights: The costs to go by.
        lexicon: Whether the built-in glossary takes part.

    Returns:
        Beads that hold every unit of both sides exactly once, in the order in which they are read.
    """
    del pins
    left = features(source, source_language, target_language, lexicon=lexicon)
    right = features(target, target_language, source_language, lexicon=lexicon)
    prior = ratio_prior(source_language, target_language)
    ratio = _ratio(sum(f.cells for f in left), sum(f.cells for f in right), prior)
    scores = Scores(left, right, weights, ratio)
    steps = cheapest(scores, Band(len(left), len(right), [], 60))
    beads: list[Bead] = []
    for s in steps:
        if s.crossed:
            beads.append(
                Bead((s.i,), (s.j + 1,), s.margin < weights.doubtful, s.margin, moved=True)
            )
            beads.append(
                Bead((s.i + 1,), (s.j,), s.margin < weights.doubtful, s.margin, moved=True)
            )
        else:
            beads.append(
                Bead(
                    tuple(range(s.i, s.i + s.sources)),
                    tuple(range(s.j, s.j + s.targets)),
                    s.margin < weights.doubtful,
                    s.margin,
                )
            )
    return tuple(_with_moves(beads, scores))


def _ratio(left: float, right: float, prior: float) -> float:
    """Cells of the target for one of the source: what is seen, held near what is usual."""
    held = 4000.0
    return (right + held * prior) / (left + held)


def _with_moves(beads: list[Bead], scores: Scores) -> list[Bead]:
    """Pair blocks that were left over on both sides, where they are alike enough."""
    lone_left = [b.source[0] for b in beads if not b.target]
    lone_right = [b.target[0] for b in beads if not b.source]
    if not lone_left or not lone_right or len(lone_left) * len(lone_right) > 40_000:
        return beads
    w = scores.weights
    candidates: list[tuple[float, int, int]] = []
    for i in lone_left:
        skip = scores.skip(0, i)
        for j in lone_right:
            cost = scores.row(i, j, j + 1)[0] + w.move - skip - scores.skip(1, j)
            if cost < 0 and scores.anchored(i, j) <= w.move_floor:
                candidates.append((cost, i, j))
    moved: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in moved and j not in taken:
            moved[i] = j
            taken.add(j)
    result = []
    for b in beads:
        if not b.target and b.source[0] in moved:
            result.append(Bead(b.source, (moved[b.source[0]],), b.doubtful, b.margin, moved=True))
        elif b.source or b.target[0] not in taken:
            result.append(b)
    return result
