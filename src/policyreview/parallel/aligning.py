"""The alignment of two lists of units, bead by bead, with what reviewers have settled held fast."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from policyreview.parallel.absorbed import Text, join_absorbed
from policyreview.parallel.beads import Bead, Unit
from policyreview.parallel.features import features, ratio_prior
from policyreview.parallel.pins import Pin, resolve
from policyreview.parallel.programme import best_path
from policyreview.parallel.scoring import Scores, weigh
from policyreview.parallel.second import second_look
from policyreview.parallel.weights import DEFAULT, Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

_HELD = 4000.0
"""Cells of text after which the length ratio that is seen counts as much as the usual one."""
_MOST_LEFT_OVER = 40_000
"""Pairs of blocks left over on both sides that are looked at for moves."""


def align(
    source: Sequence[Unit],
    target: Sequence[Unit],
    source_language: str,
    target_language: str,
    *,
    pins: Sequence[Pin] = (),
    weights: Weights = DEFAULT,
    lexicon: bool = True,
) -> tuple[Bead, ...]:
    """Pair the blocks of two languages.

    The answer depends on nothing but the arguments. Time grows about linearly with the number of
    blocks.

    Args:
        source: The blocks of one language, in the order of its text.
        target: The blocks of the other.
        source_language: BCP 47 tag of the source, ``und`` where unknown.
        target_language: BCP 47 tag of the target.
        pins: What reviewers have settled, in the order in which they did; ``pins.resolve`` says
            which of them no longer apply.
        weights: The costs to go by.
        lexicon: Whether the built-in glossary takes part.

    Returns:
        Beads that hold every unit of both sides exactly once, in the order of the text; a moved
        bead stands where its source stands.
    """
    settled = resolve(pins, source, target, (source_language, target_language))
    left = features(source, source_language, target_language, lexicon=lexicon)
    right = features(target, target_language, source_language, lexicon=lexicon)
    prior = ratio_prior(source_language, target_language)
    seen_left, seen_right = sum(f.cells for f in left), sum(f.cells for f in right)
    ratio = (seen_right + _HELD * prior) / (seen_left + _HELD)
    worth = weigh(left, right, weights)
    texts = (
        Text(source, left, source_language, target_language, lexicon),
        Text(target, right, target_language, source_language, lexicon),
    )
    fixed = [(i, j) for i, j in settled.together if i or j]
    chain = _chain([(i, j) for i, j in fixed if i and j])
    beads: list[Bead] = []
    for sources, targets, pinned in _stretches(len(left), len(right), fixed, chain):
        beads += _free(texts, sources, targets, (weights, ratio, worth, settled.apart))
        if pinned:
            beads.append(_pinned(*pinned))
    for bead in (_pinned(i, j, moved=bool(i and j)) for i, j in fixed if (i, j) not in chain):
        _insert(beads, bead)
    return tuple(beads)


def _pinned(sources: tuple[int, ...], targets: tuple[int, ...], *, moved: bool = False) -> Bead:
    return Bead(sources, targets, doubtful=False, margin=math.inf, moved=moved, pinned=True)


_Together = tuple[tuple[int, ...], tuple[int, ...]]
_Means = tuple[Weights, float, dict[str, float], frozenset[tuple[int, int]]]


def _chain(pinned: list[_Together]) -> list[_Together]:
    """The most pinned beads that stand in the same order in both texts."""
    ordered = sorted(pinned, key=lambda bead: (bead[0][0], bead[1][0]))
    lengths: list[tuple[int, int]] = []
    for at, (sources, targets) in enumerate(ordered):
        best, before = 1, -1
        for earlier in range(at):
            other_sources, other_targets = ordered[earlier]
            fits = other_sources[-1] < sources[0] and other_targets[-1] < targets[0]
            if fits and lengths[earlier][0] + 1 > best:
                best, before = lengths[earlier][0] + 1, earlier
        lengths.append((best, before))
    at = max(range(len(ordered)), key=lambda n: (lengths[n][0], -n), default=-1)
    chain: list[_Together] = []
    while at >= 0:
        chain.append(ordered[at])
        at = lengths[at][1]
    return chain[::-1]


def _stretches(
    rows: int, columns: int, fixed: list[_Together], chain: list[_Together]
) -> list[tuple[list[int], list[int], _Together | None]]:
    """The free units between pinned beads, each with the pinned bead that closes the stretch."""
    taken_left = {i for sources, _ in fixed for i in sources}
    taken_right = {j for _, targets in fixed for j in targets}
    stretches: list[tuple[list[int], list[int], _Together | None]] = []
    i0 = j0 = 0
    for bead in [*chain, None]:
        i1, j1 = (bead[0][0], bead[1][0]) if bead else (rows, columns)
        sources = [i for i in range(i0, i1) if i not in taken_left]
        targets = [j for j in range(j0, j1) if j not in taken_right]
        stretches.append((sources, targets, bead))
        i0, j0 = i1, j1
    return stretches


def _free(
    texts: tuple[Text, Text],
    sources: list[int],
    targets: list[int],
    means: _Means,
) -> list[Bead]:
    """Align the units that no pin speaks of."""
    weights, ratio, worth, apart = means
    if not sources or not targets:
        lone = [Bead((i,), (), margin=math.inf) for i in sources]
        return lone + [Bead((), (j,), margin=math.inf) for j in targets]
    at_left, at_right = {i: n for n, i in enumerate(sources)}, {j: n for n, j in enumerate(targets)}
    scores = Scores(
        [texts[0].features[i] for i in sources],
        [texts[1].features[j] for j in targets],
        weights,
        ratio,
        worth,
        {(at_left[i], at_right[j]) for i, j in apart if i in at_left and j in at_right},
    )
    found: list[Bead] = []
    steps, unlikely = second_look(scores, best_path(scores))
    for step in steps:
        i, j = step.i, step.j
        doubtful = step.margin < weights.doubtful or (i, j) in unlikely
        if step.crossed:
            found.append(Bead((sources[i],), (targets[j + 1],), doubtful, step.margin, moved=True))
            found.append(Bead((sources[i + 1],), (targets[j],), doubtful, step.margin, moved=True))
        else:
            taken = tuple(sources[i : i + step.sources]), tuple(targets[j : j + step.targets])
            found.append(Bead(*taken, doubtful, step.margin))
    return _with_moves(join_absorbed(found, texts, scores, apart), scores, at_left, at_right)


def _with_moves(
    beads: list[Bead], scores: Scores, at_left: dict[int, int], at_right: dict[int, int]
) -> list[Bead]:
    """Pair blocks that were left over on both sides, where they are alike enough."""
    lone_left = [b.source[0] for b in beads if not b.target]
    lone_right = [b.target[0] for b in beads if not b.source]
    if not lone_left or not lone_right or len(lone_left) * len(lone_right) > _MOST_LEFT_OVER:
        return beads
    w = scores.weights
    candidates: list[tuple[float, int, int]] = []
    for i in lone_left:
        row, skip = at_left[i], scores.skip(0, at_left[i])
        for j in lone_right:
            column = at_right[j]
            cost = scores.row(row, column, column + 1)[0] + w.move - skip - scores.skip(1, column)
            if cost < 0 and scores.anchored(row, column) <= w.move_floor:
                candidates.append((cost, i, j))
    moved: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for cost, i, j in sorted(candidates):
        if i not in moved and j not in taken:
            moved[i] = (j, -cost)
            taken.add(j)
    result = []
    for b in beads:
        if not b.target and b.source[0] in moved:
            j, margin = moved[b.source[0]]
            result.append(Bead(b.source, (j,), margin < w.doubtful, margin, moved=True))
        elif b.source or b.target[0] not in taken:
            result.append(b)
    return result


def _insert(beads: list[Bead], bead: Bead) -> None:
    """Put a bead where its source stands, or its target where it has no source."""
    for at, other in enumerate(beads):
        if other.moved:
            continue
        after = (
            other.source and other.source[0] > bead.source[0]
            if bead.source
            else other.target and other.target[0] > bead.target[0]
        )
        if after:
            beads.insert(at, bead)
            return
    beads.append(bead)
