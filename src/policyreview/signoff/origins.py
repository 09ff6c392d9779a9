"""Where a text came from: the other paths under which it was written before it stood at its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.repository import Repository
    from policyreview.signoff.walk import Change, Step, Walk

_OURS = ".policyreview/"
_MOST_PATHS = 200
_LARGEST = 4 * 1024 * 1024
_ALIKE = 0.3


@dataclass(slots=True)
class Origins:
    """The commits that wrote a text, under whatever path.

    A text that was put in place with the very bytes of another file, or in a commit that deletes a
    file which shares a third of its lines, goes on from that file. Copies that were edited on the
    way are not followed.

    Attributes:
        stamping: Commits that only stamp a date: they write nothing.
    """

    repository: Repository
    walk: Walk
    stamping: frozenset[str]
    _by_path: dict[str, list[int]] = field(default_factory=dict)
    _by_blob: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_path: dict[str, list[int]] = defaultdict(list)
        by_blob: dict[str, list[tuple[int, str]]] = defaultdict(list)
        brought: set[tuple[int, str]] = set()
        for step in self.walk.steps:
            if not step.mainline:
                brought |= {(step.landing, change.path) for change in step.changes}
            elif len(step.parents) > 1:  # what it changes by itself, nothing having brought it
                for change in step.changes:
                    if (step.landing, change.path) not in brought:
                        by_path[change.path].append(step.position)
            if len(step.parents) < 2 and step.commit not in self.stamping:
                for change in step.changes:
                    if not change.path.startswith(_OURS):
                        by_path[change.path].append(step.position)
                        by_blob[change.new].append((step.position, change.path))
        self._by_path = dict(by_path)
        self._by_blob = dict(by_blob)

    def positions(self, path: str, after: int, until: int) -> list[int]:
        """Positions of the commits between two others that changed a path, in order."""
        found = self._by_path.get(path, [])
        return found[bisect_right(found, after) : bisect_left(found, until)]

    def writing(self, path: str, after: int, until: int) -> Iterator[int]:
        """Positions of all commits that wrote a text between two others, some of them twice."""
        waiting = [(path, until)]
        seen: dict[str, int] = {path: until}
        while waiting:
            at, end = waiting.pop()
            for position in self.positions(at, after, end):
                yield position
                for source, last in self._sources(self.walk.steps[position], at):
                    if seen.get(source, -1) < last and len(seen) < _MOST_PATHS:
                        seen[source] = last
                        waiting.append((source, last))

    def _sources(self, step: Step, path: str) -> Iterator[tuple[str, int]]:
        """Where bytes came from that a commit put in place: path, and before which position."""
        change = next((c for c in step.changes if c.path == path), None)
        if change is None or change.status == "D":
            return
        for position, other in self._by_blob.get(change.new, ()):
            if position > step.position:
                break
            if other != path:
                yield other, position + 1
        for gone in step.changes:
            if gone.status == "D" and not gone.path.startswith(_OURS) and self._alike(gone, change):
                yield gone.path, step.position

    def _alike(self, gone: Change, change: Change) -> bool:
        """Whether what was deleted shares lines enough with what was put in place."""
        try:
            old, new = (
                {line.strip() for line in self.repository.blob(oid, limit=_LARGEST).split(b"\n")}
                for oid in (gone.old, change.new)
            )
        except PolicyReviewError:
            return True  # what can't be compared may be the same
        old.discard(b"")
        new.discard(b"")
        return len(old & new) >= _ALIKE * min(len(old), len(new)) and bool(old & new)
