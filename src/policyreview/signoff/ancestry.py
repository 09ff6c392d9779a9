"""What two commits of a walked history have in common, so far as merging them again asks it."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import combinations
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell
from policyreview.repository.mergestore import Ancestry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policyreview.signoff.walk import Walk

_BOTH, _OLDER = 3, 4
_MOST_PAIRS = 100


def ancestry(walk: Walk, ours: str, theirs: str) -> Ancestry:
    """What a merge of two commits goes by.

    Raises:
        CouldNotTell: History is not whole there, or runs crosswise too often.
    """
    steps = walk.steps
    one, other = (_position(walk, oid) for oid in (ours, theirs))
    bases = _bases(walk, one, other)
    if len(bases) < 2:
        return Ancestry(tuple(steps[at].commit for at in bases))
    deeper: set[int] = set()
    waiting = {(a, b) for a, b in combinations(bases, 2)}
    seen: set[tuple[int, int]] = set()
    while waiting:
        pair = waiting.pop()
        seen.add(pair)
        found = _bases(walk, *pair)
        deeper.update(found)
        waiting |= {(a, b) for a, b in combinations(found, 2)} - seen
        if len(seen) + len(waiting) > _MOST_PAIRS:
            raise CouldNotTell("Two lines of work run crosswise too often to be merged again.")
    commits = list(_down_to_one(walk, (one, other)))
    last = steps[commits[-1]]
    return Ancestry(
        tuple(steps[at].commit for at in bases),
        tuple(steps[at].commit for at in deeper),
        tuple(steps[at].commit for at in commits),
        last.commit if last.parents else None,
    )


def _position(walk: Walk, commit: str) -> int:
    found = walk.index.get(commit)
    if found is None:
        raise CouldNotTell("A parent of the merge is not in this clone.")
    return found


def _parents(walk: Walk, at: int) -> Iterator[int]:
    return (_position(walk, parent) for parent in walk.steps[at].parents)


def _bases(walk: Walk, one: int, other: int) -> list[int]:
    """The best common ancestors of two commits, by position, the last first.

    Positions come in the order of the graph: what is taken as the last of those left has had all
    that stands on it taken before.
    """
    marks = {one: 1}
    marks[other] = marks.get(other, 0) | 2
    heap: list[int] = []
    for at in marks:
        heappush(heap, -at)
    young = len(heap)  # how many of those waiting are not known to be older than a base
    found: list[int] = []
    while young:
        at = -heappop(heap)
        mark = marks[at]
        young -= not mark & _OLDER
        if mark == _BOTH:
            found.append(at)
            mark |= _OLDER
        for parent in _parents(walk, at):
            before = marks.get(parent)
            after = (before or 0) | mark
            marks[parent] = after
            if before is None:
                heappush(heap, -parent)
                young += not after & _OLDER
            elif not before & _OLDER and after & _OLDER:
                young -= 1
    return found


def _down_to_one(walk: Walk, tips: Iterable[int]) -> Iterator[int]:
    """Positions of commits and their ancestors, last first, to one behind which all others lie."""
    waiting = set(tips)
    heap = [-at for at in sorted(waiting, reverse=True)]
    while heap:
        at = -heappop(heap)
        yield at
        if not heap:
            return
        for parent in _parents(walk, at):
            if parent not in waiting:
                waiting.add(parent)
                heappush(heap, -parent)
