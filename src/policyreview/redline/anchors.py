"""What stayed in its place: equal items of two sequences, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from itertools import count, islice, pairwise
from operator import lt
from typing import TYPE_CHECKING

from policyreview.redline.matching import CELLS, match, shared_ends
from policyreview.redline.runs import Run, ahead, behind, joined
from policyreview.redline.words import Characters

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELLS = 10_000  # difflib is quadratic: beyond this many pairs between two anchors it isn't asked
_NOTHING = frozenset("\n")  # an empty line holds nothing


def increasing(pairs: Sequence[tuple[int, int, int]]) -> list[int]:
    """Find the heaviest run of pairs that increases strictly on both sides.

    Args:
        pairs: ``(old, new, weight)``, sorted by ``old`` and then by falling ``new``; weights are
            above 0.

    Returns:
        The indices of the chosen pairs, rising.
    """
    olds, news = [old for old, _, _ in pairs], [new for _, new, _ in pairs]
    single = all(map(lt, olds, islice(olds, 1, None)))
    if single and all(map(lt, news, islice(news, 1, None))):
        return list(range(len(pairs)))
    if not single or len(set(news)) < len(news):
        return _heaviest(pairs)
    # neighbours on both sides stay together, whatever is chosen
    ranks = {new: k for k, new in enumerate(sorted(news))}
    firsts = [k for k, new in enumerate(news) if not k or ranks[new] != ranks[news[k - 1]] + 1]
    bounds = list(pairwise([*firsts, len(pairs)]))
    groups = [(*pairs[i][:2], sum([p[2] for p in pairs[i:end]])) for i, end in bounds]
    return [k for g in _heaviest(groups) for k in range(*bounds[g])]


def _heaviest(pairs: Sequence[tuple[int, int, int]]) -> list[int]:
    """The heaviest run by a tree of the best weights so far, by their place on the new side."""
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


def anchors(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Find the equal items that keep their order: the unique ones first, then those between them.

    Returns:
        Runs of items, rising, that never touch on both sides.
    """
    head, tail = shared_ends(old, new)
    i, j = len(old) - tail, len(new) - tail
    return joined([Run(0, 0, head), *_between(old, new, (head, i), (head, j)), Run(i, j, tail)])


def _between(
    old: Sequence[str], new: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> list[Run]:
    """Anchor a stretch by the items that occur once on each side of it."""
    x, y = old[slice(*here)], new[slice(*there)]
    if _strange(x, y):
        return []
    left, right = _once(x, here[0]), _once(y, there[0])
    unique = [(i, right[t], len(t)) for t, i in left.items() if t in right]
    kept = [unique[k][:2] for k in increasing(unique)]
    kept.append((here[1], there[1]))
    out: list[Run] = []
    i, j = here[0], there[0]
    k = 0
    while k < len(kept):
        a, b = kept[k]
        n = behind(old, (i, a), new, (j, b))
        if i < a - n and j < b - n:
            out += _blocks(old, new, (i, a - n), (j, b - n))
        length = n + ahead(old, (a, here[1]), new, (b, there[1]))
        if length:
            out.append(Run(a - n, b - n, length))
        i, j = a - n + length, b - n + length
        k = bisect_left(kept, (i, -1), k + 1)
    return out


def _once(items: Sequence[str], first: int) -> dict[str, int]:
    """Where each item stands that stands once, counted from a number on, in order."""
    places = dict(zip(items, count(first), strict=False))
    if len(places) == len(items):
        return places
    times = Counter(items)
    return {item: place for item, place in places.items() if times[item] == 1}


def _blocks(
    old: Sequence[str], new: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> list[Run]:
    """Runs of equal items: from both ends, by difflib where few are left, else by a matcher."""
    n = ahead(old, here, new, there)
    x, y = old[here[0] + n : here[1]], new[there[0] + n : there[1]]
    i, j = here[0] + n, there[0] + n
    runs: list[Run] = []
    if _strange(x, y):
        pass
    elif len(x) * len(y) <= _CELLS:
        matcher = SequenceMatcher(None, x, y, autojunk=False)
        runs = [Run(i + a, j + b, size) for a, b, size in matcher.get_matching_blocks()]
    elif len(x) * len(y) <= CELLS:
        ids = Characters()
        runs = [Run(i + r.old, j + r.new, r.length) for r in match(ids.of(x), ids.of(y))]
    return [Run(i - n, j - n, n), *runs] if n else runs


def _strange(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two rows have nothing in common, or no more than an empty line."""
    if len(old) == len(new) == 1:
        return old[0] != new[0] or old[0] in _NOTHING
    return not old or not new or _NOTHING.issuperset(set(old).intersection(new))
