"""How much it costs to put two blocks beside each other."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from policyreview.parallel.features import Features, log_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.parallel.weights import Weights

CROWD = 40
"""An anchor that stands in more pairs than this times the longer side tells nothing."""


class Scores:
    """Costs of pairing the units of two texts; they are worked out as they are asked for."""

    def __init__(
        self, source: Sequence[Features], target: Sequence[Features], weights: Weights, ratio: float
    ) -> None:
        self.source = source
        self.target = target
        self.weights = weights
        self.ratio = ratio
        self._logs = log_cells(source, ratio), log_cells(target)
        self._variances = (
            [weights.spread + weights.spread_short / (f.cells * ratio + 6.0) for f in source],
            [weights.spread + weights.spread_short / (f.cells + 6.0) for f in target],
        )
        self.cells = [f.cells * ratio for f in source], [f.cells for f in target]
        self._common: list[dict[int, float]] = [{} for _ in source]
        self._totals = [0.0] * len(source), [0.0] * len(target)
        self._weigh_anchors()
        self._builds = _builds(source), _builds(target)
        self._build_costs: dict[tuple[tuple[object, ...], tuple[object, ...]], float] = {}

    def _weigh_anchors(self) -> None:
        where: dict[str, tuple[list[int], list[int]]] = {}
        for side, units in enumerate((self.source, self.target)):
            for at, unit in enumerate(units):
                for anchor in unit.anchors:
                    where.setdefault(anchor, ([], []))[side].append(at)
        w = self.weights
        worth = {
            "=": w.same,
            "v": w.value,
            "u": w.address,
            "h": w.address / 2,
            "n": w.name,
            "s": w.stem,
            "g": w.idea,
        }
        longer = max(len(self.source), len(self.target), 2)
        bound = CROWD * longer
        scale = math.log(longer + 1)
        for anchor, (left, right) in where.items():
            if not left or not right:
                continue
            weight = worth[anchor[0]] * (1 - math.log(max(len(left), len(right))) / scale)
            if weight <= 0.02:
                continue
            for at in left:
                self._totals[0][at] += weight
            for at in right:
                self._totals[1][at] += weight
            if len(left) * len(right) > bound:
                continue
            for i in left:
                row = self._common[i]
                for j in right:
                    row[j] = row.get(j, 0.0) + weight

    def known(self, shared: float, left: float, right: float) -> float:
        """Cost of what two blocks speak of, negative where they agree."""
        w = self.weights
        low = min(left, right)
        if low <= 0:
            return 0.0
        likeness = shared / math.sqrt(left * right)
        return w.known * (low / (low + w.evidence)) * (w.balance - likeness)

    def anchored(self, i: int, j: int) -> float:
        """Cost of what source ``i`` and target ``j`` speak of."""
        return self.known(self._common[i].get(j, 0.0), self._totals[0][i], self._totals[1][j])

    def row(self, i: int, first: int, last: int) -> list[float]:
        """Costs of source ``i`` beside targets ``first`` to ``last - 1``."""
        w = self.weights
        log, variance, total = self._logs[0][i], self._variances[0][i], self._totals[0][i]
        logs, variances, totals = self._logs[1], self._variances[1], self._totals[1]
        common = self._common[i]
        build, builds = self._builds[0][i], self._builds[1]
        length, most, knows, evidence, balance = (
            w.length,
            w.length_most,
            w.known,
            w.evidence,
            w.balance,
        )
        costs = []
        sqrt = math.sqrt
        build_row: dict[tuple[object, ...], float] = {}
        for j in range(first, last):
            d = log - logs[j]
            cost = length * d * d / (variance + variances[j])
            if cost > most:
                cost = most
            other = builds[j]
            built = build_row.get(other)
            if built is None:
                built = build_row[other] = self._built(build, other)
            cost += built
            right = totals[j]
            low = total if total < right else right
            if low > 0.0:
                shared = common.get(j, 0.0)
                if shared:
                    shared /= sqrt(total * right)
                cost += knows * (low / (low + evidence)) * (balance - shared)
            costs.append(cost)
        return costs

    def _built(self, left: tuple[object, ...], right: tuple[object, ...]) -> float:
        key = (left, right)
        cost = self._build_costs.get(key)
        if cost is None:
            cost = self._build_costs[key] = build_cost(left, right, self.weights)
        return cost

    def skip(self, side: int, at: int) -> float:
        """Cost of a block without a partner."""
        w = self.weights
        unit = (self.source, self.target)[side][at]
        more = math.log(max(1.0, self.cells[side][at] / 40.0))
        return w.skip + w.skip_long * more + (w.skip_heading if unit.kind[0] == "h" else 0.0)

    def merged(self, sources: range, targets: range) -> float:
        """Cost of an n:1 or 1:n bead."""
        w = self.weights
        left = sum(self.cells[0][i] for i in sources)
        right = sum(self.cells[1][j] for j in targets)
        d = math.log(left + 6.0) - math.log(right + 6.0)
        variance = 2 * w.spread + w.spread_short / (left + 6.0) + w.spread_short / (right + 6.0)
        cost = min(w.length * d * d / variance, w.length_most)
        shared = sum(self._common[i].get(j, 0.0) for i in sources for j in targets)
        total = sum(self._totals[0][i] for i in sources)
        other = sum(self._totals[1][j] for j in targets)
        one, many = (
            (targets, [self.source[i] for i in sources])
            if len(sources) > 1
            else (sources, [self.target[j] for j in targets])
        )
        single = self.target[one[0]] if len(sources) > 1 else self.source[one[0]]
        shared = min(shared, total, other)
        cost += self.known(shared, total, other)
        cost += w.merge * (len(many) - 1)
        first = many[0]
        cost += build_cost(
            _build(first)[:1] + (0, False, 0, first.label),
            _build(single)[:1] + (0, False, 0, single.label),
            w,
        )
        cost += w.ending * (many[-1].ending != single.ending)
        kinds = [f.kind for f in many]
        if any(k[0] == "h" for k in kinds):
            cost += w.heading
        cost += w.merge_kind * sum(k != kinds[1] for k in kinds[2:])
        return cost


def _build(f: Features) -> tuple[object, ...]:
    return (f.kind, f.ending, f.bold, min(f.links, 4), f.label)


def _builds(units: Iterable[Features]) -> list[tuple[object, ...]]:
    return [_build(f) for f in units]


def build_cost(left: tuple[object, ...], right: tuple[object, ...], w: Weights) -> float:
    """Cost of two blocks that are built differently: kind, closing mark, emphasis, links, number."""
    kind, ending, bold, links, label = left
    other_kind, other_ending, other_bold, other_links, other_label = right
    cost = 0.0
    if kind != other_kind:
        heads = (str(kind)[0] == "h") + (str(other_kind)[0] == "h")
        cost += w.level if heads == 2 else w.heading if heads == 1 else w.list_item
    if ending != other_ending:
        cost += w.ending
    if bold != other_bold:
        cost += w.bold
    if links != other_links:
        cost += w.links
    if label != other_label:
        cost += w.label if label and other_label else w.label_one
    elif label:
        cost -= w.label
    return cost
