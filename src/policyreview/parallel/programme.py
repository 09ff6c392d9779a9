"""The dynamic programme: the cheapest row of beads through two lists of blocks, within a band."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.parallel.scoring import Scores

MOST_MERGED = 9
"""Blocks that may stand beside one block."""
_INFINITE = math.inf


@dataclass(frozen=True, slots=True)
class Step:
    """One bead of the path: how many blocks of each side it takes, and its margin.

    ``crossed`` steps take two of each side, the first beside the other's second.
    """

    i: int
    j: int
    sources: int
    targets: int
    margin: float
    crossed: bool = False


class Band:
    """For each row, which columns are looked at."""

    def __init__(self, rows: int, columns: int, points: list[tuple[int, int]], width: int) -> None:
        knots = [(0, 0), *points, (rows, columns)]
        self.low = [columns] * (rows + 1)
        self.high = [0] * (rows + 1)
        for (i0, j0), (i1, j1) in zip(knots, knots[1:], strict=False):
            for i in range(i0, i1 + 1):
                if i1 == i0:
                    lowest, highest = min(j0, j1), max(j0, j1)
                else:
                    lowest = highest = j0 + (j1 - j0) * (i - i0) // (i1 - i0)
                slope = abs((j1 - j0) - (i1 - i0)) // 2 if len(knots) > 2 else abs(columns - rows)
                reach = width + min(slope, 4 * width)
                self.low[i] = min(self.low[i], max(0, lowest - reach))
                self.high[i] = max(self.high[i], min(columns, highest + reach))
        self.low[0], self.high[rows] = 0, columns
        for i in range(1, rows + 1):
            self.low[i] = max(self.low[i], self.low[i - 1])
            self.high[i] = max(self.high[i], self.high[i - 1])
        for i in range(rows - 1, -1, -1):
            self.low[i] = min(self.low[i], self.low[i + 1])
        self.columns = columns


def cheapest(scores: Scores, band: Band) -> list[Step]:
    """Find the cheapest path.

    Args:
        scores: Costs of the two lists.
        band: Where to look.

    Returns:
        Steps in order, which take each unit once.
    """
    rows, columns = len(scores.source), len(scores.target)
    low, high = band.low, band.high
    skip_left = [scores.skip(0, i) for i in range(rows)]
    skip_right = [scores.skip(1, j) for j in range(columns)]
    pairs: list[list[float]] = []
    for i in range(rows):
        pairs.append(scores.row(i, low[i], min(columns, high[i] + 1)))
    jumps = _jumps(scores, band, pairs, skip_left, skip_right)
    behind = _backward(rows, columns, band, pairs, jumps, skip_left, skip_right)
    ahead = _forward(rows, columns, band, pairs, jumps, skip_left, skip_right)
    return _path(rows, columns, band, pairs, jumps, skip_left, skip_right, ahead, behind)


type_jump = tuple[int, int, float, bool]
_Jumps = dict[tuple[int, int], list[type_jump]]


def _jumps(
    scores: Scores,
    band: Band,
    pairs: list[list[float]],
    skip_left: list[float],
    skip_right: list[float],
) -> _Jumps:
    """The merges and swaps that are worth a look, by the cell that they begin at."""
    w = scores.weights
    rows, columns = len(scores.source), len(scores.target)
    left, right = scores.cells
    found: _Jumps = {}
    low, high = band.low, band.high
    for i in range(rows):
        length = left[i]
        start = low[i]
        row = pairs[i]
        below = pairs[i + 1] if i + 1 < rows else None
        for j in range(start, min(columns, high[i] + 1)):
            other = right[j]
            here: list[type_jump] = []
            if other > 1.25 * length:
                if below is not None:
                    total, best = length, other * 1.6
                    for n in range(2, MOST_MERGED + 1):
                        if i + n > rows:
                            break
                        total += left[i + n - 1]
                        if total > best:
                            break
                        if total > 0.6 * other:
                            cost = scores.merged(range(i, i + n), range(j, j + 1))
                            limit = 2.0 * w.skip + row[j - start] if n == 2 else n * w.skip
                            if cost < limit + w.skip:
                                here.append((n, 1, cost, False))
            elif length > 1.25 * other:
                total, best = other, length * 1.6
                for n in range(2, MOST_MERGED + 1):
                    if j + n > columns:
                        break
                    total += right[j + n - 1]
                    if total > best:
                        break
                    if total > 0.6 * length:
                        cost = scores.merged(range(i, i + 1), range(j, j + n))
                        if cost < (n + 1) * w.skip:
                            here.append((1, n, cost, False))
            if below is not None and j + 1 < columns:
                low_next = low[i + 1]
                if low_next <= j and j + 1 - start < len(row) and j - low_next < len(below):
                    crossed = row[j + 1 - start] + below[j - low_next] + w.swap
                    if j + 1 - low_next < len(below):
                        straight = row[j - start] + below[j + 1 - low_next]
                        if crossed < straight and crossed < 3 * w.skip:
                            here.append((2, 2, crossed, True))
            if here:
                found[i, j] = here
    return found


def _backward(
    rows: int,
    columns: int,
    band: Band,
    pairs: list[list[float]],
    jumps: _Jumps,
    skip_left: list[float],
    skip_right: list[float],
) -> list[list[float]]:
    """Cheapest cost from each cell to the end."""
    low, high = band.low, band.high
    behind: list[list[float]] = [[] for _ in range(rows + 1)]
    for i in range(rows, -1, -1):
        first, last = low[i], high[i]
        line = [_INFINITE] * (last - first + 1)
        if i < rows:
            below, below_first, below_last = behind[i + 1], low[i + 1], high[i + 1]
            skip, row = skip_left[i], pairs[i]
        after = _INFINITE
        for j in range(last, first - 1, -1):
            best = _INFINITE
            if j < columns:
                best = after + skip_right[j]
            if i < rows:
                if below_first <= j <= below_last:
                    cost = below[j - below_first] + skip
                    if cost < best:
                        best = cost
                if j < columns and below_first <= j + 1 <= below_last:
                    cost = below[j + 1 - below_first] + row[j - first]
                    if cost < best:
                        best = cost
                for di, dj, price, _ in jumps.get((i, j), ()):
                    ti, tj = i + di, j + dj
                    if low[ti] <= tj <= high[ti]:
                        cost = behind[ti][tj - low[ti]] + price
                        if cost < best:
                            best = cost
            elif j == columns:
                best = 0.0
            line[j - first] = after = best
        behind[i] = line
    return behind


def _forward(
    rows: int,
    columns: int,
    band: Band,
    pairs: list[list[float]],
    jumps: _Jumps,
    skip_left: list[float],
    skip_right: list[float],
) -> list[list[float]]:
    """Cheapest cost from the beginning to each cell."""
    low, high = band.low, band.high
    ahead = [[_INFINITE] * (high[i] - low[i] + 1) for i in range(rows + 1)]
    ahead[0][0] = 0.0
    for i in range(rows + 1):
        first, last = low[i], high[i]
        line = ahead[i]
        if i < rows:
            below, below_first, below_last = ahead[i + 1], low[i + 1], high[i + 1]
            skip, row = skip_left[i], pairs[i]
        for j in range(first, last + 1):
            cost = line[j - first]
            if j < last:
                more = cost + skip_right[j]
                if more < line[j + 1 - first]:
                    line[j + 1 - first] = more
            if i < rows:
                if below_first <= j <= below_last:
                    more = cost + skip
                    if more < below[j - below_first]:
                        below[j - below_first] = more
                if j < columns and below_first <= j + 1 <= below_last:
                    more = cost + row[j - first]
                    if more < below[j + 1 - below_first]:
                        below[j + 1 - below_first] = more
                for di, dj, price, _ in jumps.get((i, j), ()):
                    ti, tj = i + di, j + dj
                    if low[ti] <= tj <= high[ti] and cost + price < ahead[ti][tj - low[ti]]:
                        ahead[ti][tj - low[ti]] = cost + price
    return ahead


def _path(
    rows: int,
    columns: int,
    band: Band,
    pairs: list[list[float]],
    jumps: _Jumps,
    skip_left: list[float],
    skip_right: list[float],
    ahead: list[list[float]],
    behind: list[list[float]],
) -> list[Step]:
    """Walk the cheapest path, pairs before skips, and give each step its margin."""
    low, high = band.low, band.high
    total = behind[0][0]
    by_row: list[list[tuple[int, int, int, int, float]]] = [[] for _ in range(rows)]
    for (i, j), here in jumps.items():
        for di, dj, price, _ in here:
            ti, tj = i + di, j + dj
            if low[ti] <= tj <= high[ti]:
                cost = ahead[i][j - low[i]] + price + behind[ti][tj - low[ti]]
                for row in range(i, ti):
                    by_row[row].append((i, j, di, dj, cost))

    def rival(i: int, j: int, di: int, dj: int) -> float:
        """The cheapest whole path on which source ``i`` is not in this step."""
        best = _INFINITE
        first, below_first, below_last = low[i], low[i + 1], high[i + 1]
        line, below, row, skip = ahead[i], behind[i + 1], pairs[i], skip_left[i]
        for column in range(first, high[i] + 1):
            cost = line[column - first]
            if below_first <= column <= below_last and (dj or column != j):
                through = cost + skip + below[column - below_first]
                if through < best:
                    best = through
            if column < columns and column + 1 <= below_last and column + 1 >= below_first:
                if di == 1 and dj == 1 and column == j:
                    continue
                through = cost + row[column - first] + below[column + 1 - below_first]
                if through < best:
                    best = through
        for i0, j0, di0, dj0, cost in by_row[i]:
            if cost < best and (i0, j0, di0, dj0) != (i, j, di, dj):
                best = cost
        return best

    steps: list[Step] = []
    i = j = 0
    while i < rows or j < columns:
        cost = behind[i][j - low[i]]
        options: list[tuple[int, int, float, bool]] = []
        if i < rows and j < columns:
            options.append((1, 1, pairs[i][j - low[i]], False))
            options.extend(jumps.get((i, j), ()))
        if i < rows:
            options.append((1, 0, skip_left[i], False))
        if j < columns:
            options.append((0, 1, skip_right[j], False))
        best: tuple[float, int, int, bool] | None = None
        for di, dj, price, crossed in options:
            ti, tj = i + di, j + dj
            if low[ti] <= tj <= high[ti]:
                through = price + behind[ti][tj - low[ti]]
                if best is None or through < best[0] - 1e-12:
                    best = (through, di, dj, crossed)
        assert best is not None and abs(best[0] - cost) < 1e-6  # noqa: S101, PT018
        _, di, dj, crossed = best
        if di:
            margin = min(rival(i, j, di, dj), 1e9) - total
        else:
            margin = _margin_of_extra(i, j, band, pairs, ahead, behind, rows) - total
        steps.append(Step(i, j, di, dj, max(0.0, margin), crossed))
        i, j = i + di, j + dj
    return steps


def _margin_of_extra(
    i: int,
    j: int,
    band: Band,
    pairs: list[list[float]],
    ahead: list[list[float]],
    behind: list[list[float]],
    rows: int,
) -> float:
    """The cheapest whole path on which target ``j`` has a partner of its own."""
    best = 1e9
    low, high = band.low, band.high
    reach = range(max(0, i - 60), min(rows, i + 60))
    for row in reach:
        if (
            low[row] <= j <= high[row]
            and low[row + 1] <= j + 1 <= high[row + 1]
            and j - low[row] < len(pairs[row])
        ):
            through = (
                ahead[row][j - low[row]]
                + pairs[row][j - low[row]]
                + behind[row + 1][j + 1 - low[row + 1]]
            )
            best = min(best, through)
    return best
