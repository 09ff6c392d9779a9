"""A block that seems to have no partner, but whose words begin or end the block beside it.

A short paragraph that a translator drew into the next one shares little with the whole of it. So
that block is cut between its sentences, and the two parts are weighed against the two paragraphs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal

from policyreview.parallel.beads import Bead, Unit
from policyreview.parallel.features import Features, features
from policyreview.parallel.sentence import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from policyreview.parallel.scoring import Scores

_MOST_CUTS = 12
"""Places between sentences that are tried in one block."""


@dataclass(frozen=True, slots=True)
class Text:
    """One language of an alignment.

    Attributes:
        units: Its units.
        features: What is known of each.
        language: Its tag.
        other: Tag of the other language.
        lexicon: Whether the glossary takes part.
    """

    units: Sequence[Unit]
    features: Sequence[Features]
    language: str
    other: str
    lexicon: bool

    def cuts(self, at: int) -> Iterator[tuple[Features, Features]]:
        """What is known of the two parts of a unit, for each place between its sentences."""
        unit = self.units[at]
        starts = [start for start, _ in sentences(unit.text)[1:]]
        for start in starts[:_MOST_CUTS]:
            parts = [Unit(unit.kind, unit.text[:start]), Unit(unit.kind, unit.text[start:])]
            head, tail = features(parts, self.language, self.other, lexicon=self.lexicon)
            yield head, tail


def join_absorbed(
    beads: Sequence[Bead],
    texts: tuple[Text, Text],
    scores: Scores,
    apart: AbstractSet[tuple[int, int]],
) -> list[Bead]:
    """Join lone blocks to the bead beside them whose other side holds their words.

    Args:
        beads: An alignment, in the order of the texts.
        texts: Source and target.
        scores: Costs to weigh by; its units may be a part of the texts.
        apart: Pairs of units that a reviewer took apart.
    """
    result: list[Bead] = []
    for bead in beads:
        before = result[-1] if result else None
        if before and (_is_lone(before) or _is_lone(bead)):
            joined = _joined(before, bead, texts, scores)
            if joined and apart.isdisjoint(product(joined.source, joined.target)):
                result[-1] = joined
                continue
        result.append(bead)
    return result


def _is_lone(bead: Bead) -> bool:
    return len(bead.source) + len(bead.target) == 1


def _joined(first: Bead, second: Bead, texts: tuple[Text, Text], scores: Scores) -> Bead | None:
    """Two neighbours as one bead, None where they are better apart."""
    lone, pair = (first, second) if _is_lone(first) else (second, first)
    if len(pair.source) != 1 or len(pair.target) != 1 or pair.moved:
        return None
    side: Literal[0, 1] = 0 if lone.source else 1
    own: tuple[int, ...] = (*first.source, *second.source)
    whole = pair.target[0]
    if side == 1:
        own, whole = (*first.target, *second.target), pair.source[0]
    if own[1] != own[0] + 1 or texts[1 - side].features[whole].sentences < 2:
        return None
    left, right = (texts[side].features[at] for at in own)
    parts = min(
        (
            scores.beside(side, left, head) + scores.beside(side, right, tail)
            for head, tail in texts[1 - side].cuts(whole)
        ),
        default=math.inf,
    )
    kept = right if lone is first else left
    w = scores.weights
    apart = w.skip + scores.beside(side, kept, texts[1 - side].features[whole])
    if parts + w.absorb >= apart:
        return None
    margin = apart - parts - w.absorb
    source, target = (own, (whole,)) if side == 0 else ((whole,), own)
    return Bead(source, target, doubtful=margin < w.doubtful, margin=margin)
