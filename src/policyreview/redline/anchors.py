"""What stayed in its place: equal items of two sequences, in order."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from policyreview.redline.matching import CELLS, match
from policyreview.redline.runs import Run
from policyreview.redline.sides import Codes

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELLS = 10_000  # difflib is quadratic: beyond this many pairs between two anchors it isn't asked


def increasing(pairs: Sequence[tuple[int, int, int]]) -> list[int]:
    """Find the heaviest run of pairs that increases strictly on both sides.

    Args:
        pairs: ``(old, new, weight)``, sorted by ``old`` and then by falling ``new``; weights are
            above 0.

    Returns:
        The indices of the chosen pairs, rising.
    """
    if all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(pairs)):
        return list(range(len(pairs)))
    ranks = {n: k for k, n in enumerate(sorted({new for _, new, _ in pairs}), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    back = [-1] * len(pairs)
    for at, (_, new, weight) in enumerate(pairs):
        k, best = ranks[new] - 1, (0, -1)
        while k > 0:
            if tree[k][0] > best[0]:
                best = tree[k]
            k &= k - 1
        back[at] = best[1]
        here = (best[0] + weight, at)
        k = ranks[new]
        while k <= len(ranks):
            if here[0] > tree[k][0]:
                tree[k] = here
            k += k & -k
    best = (0, -1)
    k = len(ranks)
    while k > 0:
        if tree[k][0] > best[0]:
            best = tree[k]
        k &= k - 1
    chosen = []
    at = best[1]
    while at >= 0:
        chosen.append(at)
        at = back[at]
    return chosen[::-1]


def anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair equal items that keep their order: the unique ones first, then what lies between them.

    Returns:
        ``(old index, new index)``, rising on both sides.
    """
    start = 0
    while start < len(old) and start < len(new) and old[start] == new[start]:
        start += 1
    i_end, j_end = len(old), len(new)
    while i_end > start and j_end > start and old[i_end - 1] == new[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    pairs = [(k, k) for k in range(start)]
    pairs += _between(old, new, start, i_end, start, j_end)
    pairs += [(i_end + k, j_end + k) for k in range(len(old) - i_end)]
    return pairs


def _between(  # noqa: PLR0917
    old: Sequence[str], new: Sequence[str], i0: int, i1: int, j0: int, j1: int
) -> list[tuple[int, int]]:
    """Anchor a stretch by the items that occur once on each side of it."""
    if i0 >= i1 or j0 >= j1:
        return []
    count_old, count_new = Counter(old[i0:i1]), Counter(new[j0:j1])
    at = {t: j for j, t in enumerate(new[j0:j1], j0) if count_new[t] == 1}
    unique = [
        (i, at[t], len(t)) for i, t in enumerate(old[i0:i1], i0) if t in at and count_old[t] == 1
    ]
    kept = [unique[k][:2] for k in increasing(unique)]
    pairs: list[tuple[int, int]] = []
    i, j = i0, j0
    for a, b in [*kept, (i1, j1)]:
        pairs += _repeated(old, new, i, a, j, b)
        if a < i1:
            pairs.append((a, b))
        i, j = a + 1, b + 1
    return pairs


def _repeated(  # noqa: PLR0917
    old: Sequence[str], new: Sequence[str], i0: int, i1: int, j0: int, j1: int
) -> list[tuple[int, int]]:
    """Pair equal items between two anchors: from both ends, then by difflib within the bound."""
    head: list[tuple[int, int]] = []
    while i0 < i1 and j0 < j1 and old[i0] == new[j0]:
        head.append((i0, j0))
        i0, j0 = i0 + 1, j0 + 1
    tail: list[tuple[int, int]] = []
    while i0 < i1 and j0 < j1 and old[i1 - 1] == new[j1 - 1]:
        i1, j1 = i1 - 1, j1 - 1
        tail.append((i1, j1))
    middle = [
        (i0 + a + k, j0 + b + k) for a, b, n in _blocks(old[i0:i1], new[j0:j1]) for k in range(n)
    ]
    return head + middle + tail[::-1]


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Runs of equal items: by difflib where they are few, else by a compiled matcher."""
    if not old or not new:
        return []
    if len(old) * len(new) <= _CELLS:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        return [Run(*block) for block in matcher.get_matching_blocks()]
    if len(old) * len(new) > CELLS:
        return []
    codes = Codes()
    return match(codes.of(old), codes.of(new))
