"""How much it costs to put two blocks beside each other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from policyreview.parallel.features import Features, log_cells

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from policyreview.parallel.weights import Weights

CROWD = 40
"""An anchor that stands in more pairs than this times the longer side is not looked up by pairs."""
FORBIDDEN = 1e6
"""Cost of a pair that a reviewer took apart."""

_Build = tuple[str, int, bool, int, int, tuple[str, ...]]


def weigh(
    source: Sequence[Features], target: Sequence[Features], weights: Weights
) -> dict[str, float]:
    """How much each anchor tells: by its class, and less the more blocks it stands in.

    What only one text speaks of tells nothing, since it may be said in words that are not known in
    the other; an idea of the glossary has such words, so that its absence tells something.
    """
    counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for count, units in zip(counts, (source, target), strict=True):
        for unit in units:
            for anchor in unit.anchors:
                count[anchor] = count.get(anchor, 0) + 1
    w = weights
    by_class = {"=": w.same, "v": w.value, "u": w.address, "h": w.address / 2}
    by_class |= {"n": w.name, "s": w.stem, "g": w.idea}
    scale = math.log(max(len(source), len(target), 2) + 1)
    worth: dict[str, float] = {}
    for anchor in counts[0] | counts[1]:
        left, right = counts[0].get(anchor, 0), counts[1].get(anchor, 0)
        share = 1.0 if left and right else w.lone_idea * (anchor[0] == "g")
        weight = by_class[anchor[0]] * (1 - math.log(max(left, right)) / scale) * share
        if weight > 0.02:
            worth[anchor] = weight
    return worth


class Scores:
    """Costs of pairing the units of two texts, worked out as they are asked for.

    Attributes:
        source: Features of the source's units.
        target: Features of the target's units.
        weights: The costs that it goes by.
        cells: Lengths of source and target units, both in the target's measure.
    """

    def __init__(  # noqa: PLR0917  (one maker, in aligning)
        self,
        source: Sequence[Features],
        target: Sequence[Features],
        weights: Weights,
        ratio: float,
        worth: dict[str, float],
        apart: AbstractSet[tuple[int, int]] = frozenset(),
    ) -> None:
        self.source = source
        self.target = target
        self.weights = weights
        self.cells = [f.cells * ratio for f in source], [f.cells for f in target]
        self._ratio = ratio
        self._worth = worth
        self._apart = apart
        self._logs = log_cells(source, ratio), log_cells(target)
        spread, short = weights.spread, weights.spread_short
        self._variances = (
            [spread + short / (cells + 6.0) for cells in self.cells[0]],
            [spread + short / (cells + 6.0) for cells in self.cells[1]],
        )
        self._totals = [self._total(f) for f in source], [self._total(f) for f in target]
        self._common = self._meet()
        self._builds = [_build(f) for f in source], [_build(f) for f in target]
        self._build_costs: dict[tuple[_Build, _Build], float] = {}

    def _total(self, unit: Features) -> float:
        worth = self._worth
        return sum(worth[anchor] for anchor in unit.anchors if anchor in worth)

    def _meet(self) -> list[dict[int, float]]:
        """For each source unit, the weight of what it has in common with each target unit."""
        where: dict[str, list[int]] = {}
        for j, unit in enumerate(self.target):
            for anchor in unit.anchors:
                where.setdefault(anchor, []).append(j)
        left: dict[str, int] = {}
        for unit in self.source:
            for anchor in unit.anchors:
                left[anchor] = left.get(anchor, 0) + 1
        bound = CROWD * max(len(self.source), len(self.target), 2)
        common: list[dict[int, float]] = []
        for unit in self.source:
            row: dict[int, float] = {}
            for anchor in unit.anchors:
                weight = self._worth.get(anchor)
                places = where.get(anchor) if weight else None
                if weight and places and left[anchor] * len(places) <= bound:
                    for j in places:
                        row[j] = row.get(j, 0.0) + weight
            common.append(row)
        return common

    def unique(self) -> list[tuple[int, int, float]]:
        """Pairs of units that share an anchor which stands nowhere else, with what it tells."""
        places: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
        for side, units in enumerate((self.source, self.target)):
            for at, unit in enumerate(units):
                for anchor in unit.anchors:
                    if anchor in self._worth:
                        places[side].setdefault(anchor, []).append(at)
        pairs: dict[tuple[int, int], float] = {}
        for anchor, left in places[0].items():
            right = places[1].get(anchor, ())
            if len(left) == 1 and len(right) == 1:
                pair = (left[0], right[0])
                pairs[pair] = pairs.get(pair, 0.0) + self._worth[anchor]
        return [(i, j, weight) for (i, j), weight in sorted(pairs.items())]

    def known(self, shared: float, left: float, right: float) -> float:
        """Cost of what two sides speak of, negative where they agree.

        Args:
            shared: Weight of the anchors in common.
            left: Weight of all of the one side.
            right: Weight of all of the other.
        """
        w = self.weights
        low = min(left, right)
        if low <= 0:
            return 0.0
        likeness = shared / math.sqrt(left * right)
        odd = w.known * (w.balance - likeness) + w.strange * max(0.0, w.edge - likeness)
        return min(odd, w.strange_most) * low / (low + w.evidence)

    def meets(self, i: int, j: int) -> bool:
        """Whether source ``i`` and target ``j`` have something telling in common."""
        return self._common[i].get(j, 0.0) > self.weights.address / 2

    def part(self, sources: range, targets: range, weights: Weights) -> Scores:
        """The costs of a part of both texts by other weights."""
        return Scores(
            self.source[sources.start : sources.stop],
            self.target[targets.start : targets.stop],
            weights,
            self._ratio,
            self._worth,
            {
                (i - sources.start, j - targets.start)
                for i, j in self._apart
                if i in sources and j in targets
            },
        )

    def beside(self, side: int, own: Features, other: Features) -> float:
        """Cost of two blocks that are no units of these texts, ``own`` in the language ``side``."""
        left, right = (own, other) if side == 0 else (other, own)
        return Scores([left], [right], self.weights, self._ratio, self._worth).row(0, 0, 1)[0]

    def likeness(self, i: int, j: int) -> float:
        """The share of what both speak of that source ``i`` and target ``j`` have in common."""
        both = self._totals[0][i] * self._totals[1][j]
        return self._common[i].get(j, 0.0) / math.sqrt(both) if both > 0 else 0.0

    def evidence(self, i: int, j: int) -> float:
        """Weight of what the one of the two speaks of that speaks of less."""
        return min(self._totals[0][i], self._totals[1][j])

    def anchored(self, i: int, j: int) -> float:
        """Cost of what source ``i`` and target ``j`` speak of."""
        shared = self._common[i].get(j, 0.0)
        return self.known(shared, self._totals[0][i], self._totals[1][j])

    def row(self, i: int, first: int, last: int) -> list[float]:
        """Costs of source ``i`` beside targets ``first`` to ``last - 1``.

        The inner loop of the alignment: written out, because a call a pair would double its time.
        """
        w = self.weights
        log, variance, total = self._logs[0][i], self._variances[0][i], self._totals[0][i]
        logs, variances, totals = self._logs[1], self._variances[1], self._totals[1]
        common, build, builds = self._common[i], self._builds[0][i], self._builds[1]
        length, most = w.length, w.length_most
        knows, evidence, balance = w.known, w.evidence, w.balance
        strange, edge, strangest = w.strange, w.edge, w.strange_most
        built_before: dict[_Build, float] = {}
        costs = []
        sqrt = math.sqrt
        for j in range(first, last):
            d = log - logs[j]
            cost = length * d * d / (variance + variances[j])
            if cost > most:  # noqa: PLR1730  (a call here is a tenth of the whole)
                cost = most
            other = builds[j]
            built = built_before.get(other)
            if built is None:
                built = built_before[other] = self._built(build, other)
            cost += built
            right = totals[j]
            low = total if total < right else right  # noqa: FURB136
            if low > 0.0:
                shared = common.get(j, 0.0)
                if shared:
                    shared /= sqrt(total * right)
                odd = knows * (balance - shared)
                if shared < edge:
                    odd += strange * (edge - shared)
                    if odd > strangest:  # noqa: PLR1730
                        odd = strangest
                cost += odd * low / (low + evidence)
            costs.append(cost)
        if self._apart:
            for j in range(first, last):
                if (i, j) in self._apart:
                    costs[j - first] = FORBIDDEN
        return costs

    def _built(self, left: _Build, right: _Build) -> float:
        key = (left, right)
        cost = self._build_costs.get(key)
        if cost is None:
            cost = self._build_costs[key] = build_cost(left, right, self.weights)
        return cost

    def skip(self, side: int, at: int) -> float:
        """Cost of a block without a partner; side 0 is the source."""
        w = self.weights
        unit = (self.source, self.target)[side][at]
        more = math.log(max(1.0, self.cells[side][at] / 40.0))
        return w.skip + w.skip_long * more + (w.skip_heading if unit.kind[0] == "h" else 0.0)

    def merged(self, sources: range, targets: range, limit: float = math.inf) -> float:
        """Cost of an n:1 or 1:n bead, or something above ``limit`` as soon as it is clear."""
        w = self.weights
        if self._apart and any((i, j) in self._apart for i in sources for j in targets):
            return FORBIDDEN
        left = sum(self.cells[0][i] for i in sources)
        right = sum(self.cells[1][j] for j in targets)
        d = math.log(left + 6.0) - math.log(right + 6.0)
        variance = 2 * w.spread + w.spread_short / (left + 6.0) + w.spread_short / (right + 6.0)
        cost = min(w.length * d * d / variance, w.length_most)
        if len(sources) > 1:
            many, one = [self.source[i] for i in sources], targets[0]
            single, single_total = self.target[one], self._totals[1][one]
        else:
            many, one = [self.target[j] for j in targets], sources[0]
            single, single_total = self.source[one], self._totals[0][one]
        cost += w.merge * (len(many) - 1)
        cost += build_cost(_plain(many[0]), _plain(single), w)
        cost += w.ending * (many[-1].ending != single.ending)
        cost += w.sentences * abs(math.log(sum(f.sentences for f in many) / single.sentences))
        if any(f.kind[0] == "h" for f in many):
            cost += w.heading
        cost += w.merge_kind * sum(f.kind != many[1].kind for f in many[2:])
        shared = sum(self._common[i].get(j, 0.0) for i in sources for j in targets)
        total = max(self._totals[0][i] for i in sources), max(self._totals[1][j] for j in targets)
        if cost + self._at_best(shared, *total) >= limit:
            return limit
        return cost + self._merged_talk(many, single, single_total)

    def _at_best(self, shared: float, left: float, right: float) -> float:
        """No cost of what two sides speak of is lower than this."""
        w = self.weights
        if left <= 0 or right <= 0:
            return 0.0
        likeness = min(1.0, shared / math.sqrt(left * right))
        return min(0.0, w.known * (w.balance - likeness))

    def _merged_talk(self, many: list[Features], single: Features, single_total: float) -> float:
        """Cost of what merged blocks speak of; each should add something of its own."""
        w = self.weights
        wanted = set(single.anchors)
        shared = total = idle = 0.0
        seen: set[str] = set()
        for unit in many:
            gained = 0.0
            for anchor in unit.anchors:
                weight = self._worth.get(anchor, 0.0)
                if weight and anchor not in seen:
                    seen.add(anchor)
                    total += weight
                    if anchor in wanted:
                        gained += weight
            shared += gained
            idle += w.merge_idle * (gained <= w.value / 4)
        return self.known(shared, total, single_total) + idle


def _build(f: Features) -> _Build:
    return (f.kind, f.ending, f.bold, min(f.links, 4), min(f.sentences, 8), f.label)


def _plain(f: Features) -> _Build:
    return (f.kind, 0, False, 0, 1, f.label)


def build_cost(left: _Build, right: _Build, w: Weights) -> float:
    """Cost of two blocks that are built differently.

    Kind, closing mark, emphasis, links, sentences and clause number; the same clause number earns.
    """
    kind, ending, bold, links, sentences, label = left
    other_kind, other_ending, other_bold, other_links, other_sentences, other_label = right
    cost = 0.0
    if kind != other_kind:
        heads = (kind[0] == "h") + (other_kind[0] == "h")
        cost += w.level if heads == 2 else w.heading if heads == 1 else w.list_item
    cost += w.ending * (ending != other_ending)
    cost += w.bold * (bold != other_bold)
    cost += w.links * (links != other_links)
    if sentences != other_sentences:
        cost += w.sentences * abs(math.log(sentences / other_sentences))
    if label and other_label:
        cost += w.label if set(label).isdisjoint(other_label) else -w.label
    elif label or other_label:
        cost += w.label_one
    return cost
