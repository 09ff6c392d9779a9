"""The dynamic programme: the cheapest row of beads through two lists of blocks, within a band."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.parallel.scoring import Scores

MOST_MERGED = 9
"""Blocks that may stand beside one block."""
WHOLE = 10_000
"""Up to so many cells the whole table is looked at, and no band is needed."""
WIDTH = 24
"""Half the width of a band, in blocks; it doubles while the path touches its edge."""
MOST_CELLS = 6_000_000
"""Cells of the widest band."""
_FIRM = 0.9
"""Weight of unique anchors from which on a pair leads the band."""
_SURE = 1e9


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path.

    Attributes:
        i: First source unit.
        j: First target unit.
        sources: How many source units it takes.
        targets: How many target units it takes.
        margin: How much dearer the cheapest path without this step is.
        crossed: Two neighbours changed places: the first source stands beside the second target.
    """

    i: int
    j: int
    sources: int
    targets: int
    margin: float
    crossed: bool = False


class Band:
    """For each row, the first and the last column that are looked at."""

    def __init__(
        self, rows: int, columns: int, points: Sequence[tuple[int, int]] = (), width: int = 0
    ) -> None:
        self.rows, self.columns, self.width = rows, columns, width
        self.low, self.high = [0] * (rows + 1), [columns] * (rows + 1)
        if not width:
            return
        self.low, self.high = [columns] * (rows + 1), [0] * (rows + 1)
        for (i0, j0), (i1, j1) in pairwise([(0, 0), *points, (rows, columns)]):
            # between two points the path may leave the straight line by what the sides differ
            reach = width + min(abs((j1 - j0) - (i1 - i0)), 8 * width)
            for i in range(i0, i1 + 1):
                middle = j0 + (j1 - j0) * (i - i0) // max(1, i1 - i0)
                self.low[i] = min(self.low[i], max(0, middle - reach))
                self.high[i] = max(self.high[i], min(columns, middle + reach))
        self.low[0], self.high[rows] = 0, columns
        for i in range(1, rows + 1):
            self.high[i] = max(self.high[i], self.high[i - 1])
        for i in range(rows - 1, -1, -1):
            self.low[i] = min(self.low[i], self.low[i + 1])

    def cells(self) -> int:
        """How many cells it has."""
        return sum(high - low + 1 for low, high in zip(self.low, self.high, strict=True))

    def touched(self, steps: Sequence[Step]) -> bool:
        """Whether a path runs along its edge, so that a wider band may hold a cheaper one."""
        for step in steps:
            low, high = self.low[step.i], self.high[step.i]
            if (low and step.j <= low + 1) or (high < self.columns and step.j >= high - 1):
                return True
        return False


def best_path(scores: Scores) -> list[Step]:
    """Find the cheapest path, in a band where the table is large.

    Args:
        scores: Costs of the two lists.

    Returns:
        Steps in order, which take each unit once.
    """
    rows, columns = len(scores.source), len(scores.target)
    if (rows + 1) * (columns + 1) <= WHOLE:
        return _Table(scores, Band(rows, columns)).steps()
    points = skeleton(scores.unique())
    width = WIDTH
    while True:
        band = Band(rows, columns, points, width)
        steps = _Table(scores, band).steps()
        if not band.touched(steps):
            return steps
        width *= 2
        wider = Band(rows, columns, points, width)
        if wider.cells() > MOST_CELLS or wider.cells() == band.cells():
            return steps


def skeleton(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The heaviest rising run of pairs, which the band follows.

    Args:
        pairs: Source, target and weight, in the order of the source.

    Returns:
        Pairs that rise in both; a lone pair far off its neighbours is left out.
    """
    firm = [(i, j, weight) for i, j, weight in pairs if weight >= _FIRM]
    columns = sorted({j for _, j, _ in firm})
    rank = {j: at for at, j in enumerate(columns, 1)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)
    before: list[int] = []
    heaviest = (0.0, -1)
    for at, (_, j, weight) in enumerate(firm):
        best = (0.0, -1)
        place = rank[j] - 1
        while place > 0:
            best = max(best, tree[place], key=lambda entry: entry[0])
            place -= place & -place
        before.append(best[1])
        entry = (best[0] + weight, at)
        heaviest = max(heaviest, entry, key=lambda e: e[0])
        place = rank[j]
        while place <= len(columns):
            if tree[place][0] < entry[0]:
                tree[place] = entry
            place += place & -place
    run: list[tuple[int, int]] = []
    at = heaviest[1]
    while at >= 0:
        i, j, _ = firm[at]
        if not run or i < run[-1][0]:
            run.append((i, j))
        at = before[at]
    return run[::-1]


_Jump = tuple[int, int, float, bool]


class _Table:
    """Costs of all steps within a band, and the cheapest ways from both ends."""

    def __init__(self, scores: Scores, band: Band) -> None:
        self.scores, self.band = scores, band
        self.rows, self.columns = band.rows, band.columns
        self.skip_left = [scores.skip(0, i) for i in range(self.rows)]
        self.skip_right = [scores.skip(1, j) for j in range(self.columns)]
        low, high = band.low, band.high
        self.pairs = [
            scores.row(i, low[i], min(self.columns, high[i] + 1)) for i in range(self.rows)
        ]
        self.jumps: dict[tuple[int, int], list[_Jump]] = {}
        for i in range(self.rows):
            for j, jump in self._merges(i):
                self.jumps.setdefault((i, j), []).append(jump)
            for j, jump in self._swaps(i):
                self.jumps.setdefault((i, j), []).append(jump)
        self.behind = self._backward()
        self.ahead = self._forward()

    def steps(self) -> list[Step]:
        """Walk the cheapest path; of two equal ones the one with more pairs."""
        jumped = self._jumps_by_row()
        total = self.behind[0][0]
        steps: list[Step] = []
        i = j = 0
        while i < self.rows or j < self.columns:
            di, dj, crossed = self._best_step(i, j)
            other = self._rival(i, j, di, dj, jumped) if di else self._rival_of_extra(i, j)
            steps.append(Step(i, j, di, dj, max(0.0, min(other, _SURE) - total), crossed))
            i, j = i + di, j + dj
        return steps

    def _merges(self, i: int) -> Iterator[tuple[int, _Jump]]:
        """n:1 and 1:n steps from row ``i`` that may be cheaper than a pair and skips."""
        scores = self.scores
        left, right = scores.cells
        length, start = left[i], self.band.low[i]
        for j in range(start, start + len(self.pairs[i])):
            other = right[j]
            if i + 1 < self.rows and (
                other > 1.25 * length or (left[i + 1] < 0.4 * length and scores.meets(i + 1, j))
            ):
                total, skips, best = length, self.skip_left[i], self._gain(i, j, 0)
                for n in range(2, min(MOST_MERGED, self.rows - i) + 1):
                    row = i + n - 1
                    total += left[row]
                    if total > 1.6 * other:
                        break
                    skips += self.skip_left[row]
                    best = min(best, self._gain(row, j, 0))
                    if total > 0.6 * other:
                        limit = min(skips + best, skips + self.skip_right[j])
                        cost = scores.merged(range(i, i + n), range(j, j + 1), limit)
                        if cost < limit:
                            yield j, (n, 1, cost, False)
            elif j + 1 < self.columns and (
                length > 1.25 * other or (right[j + 1] < 0.4 * other and scores.meets(i, j + 1))
            ):
                total, skips, best = other, self.skip_right[j], self._gain(i, j, 1)
                for n in range(2, min(MOST_MERGED, self.columns - j) + 1):
                    column = j + n - 1
                    total += right[column]
                    if total > 1.6 * length:
                        break
                    skips += self.skip_right[column]
                    best = min(best, self._gain(i, column, 1))
                    if total > 0.6 * length:
                        limit = min(skips + best, skips + self.skip_left[i])
                        cost = scores.merged(range(i, i + 1), range(j, j + n), limit)
                        if cost < limit:
                            yield j, (1, n, cost, False)

    def _gain(self, i: int, j: int, side: int) -> float:
        """What pairing two blocks costs more than skipping the one of ``side``."""
        at = j - self.band.low[i]
        if not 0 <= at < len(self.pairs[i]):
            return math.inf
        return self.pairs[i][at] - (self.skip_right[j] if side else self.skip_left[i])

    def _swaps(self, i: int) -> Iterator[tuple[int, _Jump]]:
        """Steps from row ``i`` on which two neighbours changed places."""
        if i + 1 >= self.rows:
            return
        swap, bound = self.scores.weights.swap, 3 * self.scores.weights.skip
        row, below = self.pairs[i], self.pairs[i + 1]
        start, next_start = self.band.low[i], self.band.low[i + 1]
        for j in range(max(start, next_start), start + len(row) - 1):
            if j + 1 - next_start >= len(below):
                return
            crossed = row[j + 1 - start] + below[j - next_start] + swap
            if crossed < bound and crossed < row[j - start] + below[j + 1 - next_start]:
                yield j, (2, 2, crossed, True)

    def _backward(self) -> list[list[float]]:
        """Cheapest cost from each cell to the end."""
        low, high, jumps = self.band.low, self.band.high, self.jumps
        rows, columns, skip_right = self.rows, self.columns, self.skip_right
        behind: list[list[float]] = [[] for _ in range(rows + 1)]
        last_line = [0.0] * (high[rows] - low[rows] + 1)
        for j in range(columns - 1, low[rows] - 1, -1):
            last_line[j - low[rows]] = last_line[j + 1 - low[rows]] + skip_right[j]
        behind[rows] = last_line
        for i in range(rows - 1, -1, -1):
            first, last = low[i], high[i]
            below, start, end = behind[i + 1], low[i + 1], high[i + 1]
            skip, row = self.skip_left[i], self.pairs[i]
            line = [math.inf] * (last - first + 1)
            after = math.inf
            for j in range(last, first - 1, -1):
                best = after + skip_right[j] if j < last else math.inf
                if start <= j:
                    cost = below[j - start] + skip
                    best = min(best, cost)
                if start <= j + 1 <= end and j < columns:
                    cost = below[j + 1 - start] + row[j - first]
                    best = min(best, cost)
                if (i, j) in jumps:
                    for di, dj, price, _ in jumps[i, j]:
                        if low[i + di] <= j + dj <= high[i + di]:
                            cost = behind[i + di][j + dj - low[i + di]] + price
                            best = min(best, cost)
                line[j - first] = after = best
            behind[i] = line
        return behind

    def _forward(self) -> list[list[float]]:
        """Cheapest cost from the beginning to each cell."""
        low, high, jumps = self.band.low, self.band.high, self.jumps
        rows, columns, skip_right = self.rows, self.columns, self.skip_right
        ahead = [[math.inf] * (high[i] - low[i] + 1) for i in range(rows + 1)]
        ahead[0][0] = 0.0
        for i in range(rows):
            first, last, line = low[i], high[i], ahead[i]
            below, start, end = ahead[i + 1], low[i + 1], high[i + 1]
            skip, row = self.skip_left[i], self.pairs[i]
            before = math.inf
            for j in range(first, last + 1):
                cost = line[j - first]
                if before < cost:
                    cost = line[j - first] = before
                before = cost + skip_right[j] if j < columns else math.inf
                if start <= j and cost + skip < below[j - start]:
                    below[j - start] = cost + skip
                if j < columns and start <= j + 1 <= end:
                    more = cost + row[j - first]
                    below[j + 1 - start] = min(below[j + 1 - start], more)
                if (i, j) in jumps:
                    for di, dj, price, _ in jumps[i, j]:
                        to, at = i + di, j + dj
                        if low[to] <= at <= high[to] and cost + price < ahead[to][at - low[to]]:
                            ahead[to][at - low[to]] = cost + price
        line = ahead[rows]
        for j in range(low[rows], columns):
            more = line[j - low[rows]] + skip_right[j]
            line[j + 1 - low[rows]] = min(line[j + 1 - low[rows]], more)
        return ahead

    def _best_step(self, i: int, j: int) -> tuple[int, int, bool]:
        low, high = self.band.low, self.band.high
        options: list[_Jump] = []
        if i < self.rows and j - low[i] < len(self.pairs[i]):
            options.append((1, 1, self.pairs[i][j - low[i]], False))
            options += self.jumps.get((i, j), [])
        if i < self.rows:
            options.append((1, 0, self.skip_left[i], False))
        if j < self.columns:
            options.append((0, 1, self.skip_right[j], False))
        best, chosen = math.inf, (0, 1, False)
        for di, dj, price, crossed in options:
            to, at = i + di, j + dj
            if low[to] <= at <= high[to]:
                cost = price + self.behind[to][at - low[to]]
                if cost < best - 1e-12:
                    best, chosen = cost, (di, dj, crossed)
        return chosen

    def _jumps_by_row(self) -> list[list[tuple[int, int, int, int, float]]]:
        """Of each row, the jumps that take it, with the cost of the whole path through them."""
        low, high = self.band.low, self.band.high
        by_row: list[list[tuple[int, int, int, int, float]]] = [[] for _ in range(self.rows)]
        for (i, j), here in self.jumps.items():
            for di, dj, price, _ in here:
                to, at = i + di, j + dj
                if low[to] <= at <= high[to]:
                    cost = self.ahead[i][j - low[i]] + price + self.behind[to][at - low[to]]
                    for row in range(i, to):
                        by_row[row].append((i, j, di, dj, cost))
        return by_row

    def _rival(
        self,
        i: int,
        j: int,
        di: int,
        dj: int,
        jumped: list[list[tuple[int, int, int, int, float]]],
    ) -> float:
        """The cheapest whole path on which source ``i`` is not in this step."""
        low, high = self.band.low, self.band.high
        first, start, end = low[i], low[i + 1], high[i + 1]
        line, below, row, skip = self.ahead[i], self.behind[i + 1], self.pairs[i], self.skip_left[i]
        best = math.inf
        for column in range(first, high[i] + 1):
            cost = line[column - first]
            if start <= column and (dj or column != j):
                best = min(best, cost + skip + below[column - start])
            paired = column < self.columns and start <= column + 1 <= end
            if paired and not (column == j and di == dj == 1):
                best = min(best, cost + row[column - first] + below[column + 1 - start])
        for i0, j0, di0, dj0, cost in jumped[i]:
            if cost < best and (i0, j0, di0, dj0) != (i, j, di, dj):
                best = cost
        return best

    def _rival_of_extra(self, i: int, j: int) -> float:
        """The cheapest whole path on which target ``j`` has a partner of its own."""
        low, high = self.band.low, self.band.high
        best = math.inf
        reach = max(WIDTH, self.band.width) * 3
        for row in range(max(0, i - reach), min(self.rows, i + reach)):
            at, after = j - low[row], j + 1 - low[row + 1]
            if 0 <= at < len(self.pairs[row]) and 0 <= after <= high[row + 1] - low[row + 1]:
                through = self.ahead[row][at] + self.pairs[row][at] + self.behind[row + 1][after]
                best = min(best, through)
        return best
