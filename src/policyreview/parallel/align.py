"""The alignment of two lists of units, bead by bead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.parallel.units import Bead, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence


def align(
    source: Sequence[Unit],
    target: Sequence[Unit],
    source_language: str,
    target_language: str,
    *,
    pins: Sequence[object] = (),
) -> tuple[Bead, ...]:
    """Pair the blocks of two languages.

    Args:
        source: The blocks of one language, in the order of its text.
        target: The blocks of the other.
        source_language: BCP 47 tag of the source, ``und`` where unknown.
        target_language: BCP 47 tag of the target.
        pins: What a reviewer has settled about the pairing.

    Returns:
        Beads that hold every unit of both sides exactly once, in the order in which they are read.
    """
    del source_language, target_language, pins
    rows, columns = len(source), len(target)
    skip = 1.2
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows, -1, -1):
        for j in range(columns, -1, -1):
            options = []
            if i < rows and j < columns:
                options.append(_cost(source[i], target[j]) + best[i + 1][j + 1])
            if i < rows:
                options.append(skip + best[i + 1][j])
            if j < columns:
                options.append(skip + best[i][j + 1])
            best[i][j] = min(options, default=0.0)
    beads: list[Bead] = []
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns:
            pair = _cost(source[i], target[j]) + best[i + 1][j + 1]
            if pair <= best[i][j]:
                beads.append(Bead((i,), (j,), margin=1.0))
                i, j = i + 1, j + 1
                continue
        if i < rows and skip + best[i + 1][j] <= best[i][j]:
            beads.append(Bead((i,), (), margin=1.0))
            i += 1
        else:
            beads.append(Bead((), (j,), margin=1.0))
            j += 1
    return tuple(beads)


def _cost(left: Unit, right: Unit) -> float:
    kinds = 0.0 if left.kind == right.kind else 1.5
    long, short = max(len(left.text), len(right.text)), min(len(left.text), len(right.text))
    return kinds + min(2.0, 0.2 * long / max(1, short))
