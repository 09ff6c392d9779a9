"""Where a text came from: the other paths under which it was written before it stood at its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from policyreview.repository import Repository
    from policyreview.repository.intact import Change
    from policyreview.signoff.merges import Remaker
    from policyreview.signoff.walk import Step, Walk

_OURS = ".policyreview/"
_MOST_PATHS = 200
_LARGEST = 4 * 1024 * 1024
_ALIKE = 0.3


@dataclass(slots=True)
class Origins:
    """The commits that wrote a text, under whatever path.

    A text that was put in place with the very bytes of another file, or in a commit that deletes a
    file which shares a third of its lines, goes on from that file. Copies that were edited on the
    way are not followed. A merge writes what no parent holds and merging them does not give.

    Attributes:
        stamping: Commits that only stamp a date: they write nothing.
        remaker: Makes merges again.
    """

    repository: Repository
    walk: Walk
    stamping: frozenset[str]
    remaker: Remaker
    _by_path: dict[str, list[int]] = field(default_factory=dict)
    _by_blob: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    _merged: dict[tuple[int, str], bool] = field(default_factory=dict)
    _shared: dict[tuple[str, str], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_path: dict[str, list[int]] = defaultdict(list)
        by_blob: dict[str, dict[str, list[int]]] = {}
        for step in self.walk.steps:
            if len(step.parents) > 1:  # whether it only brought them is asked where it matters
                for change in step.changes:
                    by_path[change.path].append(step.position)
            elif step.commit not in self.stamping:
                for change in step.changes:
                    if not change.path.startswith(_OURS):
                        by_path[change.path].append(step.position)
                        paths = by_blob.setdefault(change.new, {})
                        paths.setdefault(change.path, []).append(step.position)
        self._by_path = dict(by_path)
        self._by_blob = by_blob

    def positions(self, path: str, after: int, until: int) -> list[int]:
        """Positions of the commits between two others that changed a path, in order."""
        found = self._by_path.get(path, [])
        between = found[bisect_right(found, after) : bisect_left(found, until)]
        return [position for position in between if self._wrote(position, path)]

    def _wrote(self, position: int, path: str) -> bool:
        """Whether a commit wrote what it changed; a merge may have brought it only."""
        step = self.walk.steps[position]
        if len(step.parents) < 2:
            return True
        if (position, path) not in self._merged:
            self._merged[position, path] = self._by_itself(step, path)
        return self._merged[position, path]

    def _by_itself(self, step: Step, path: str) -> bool:
        """Whether a merge holds at a path what no parent has and merging them does not give."""
        try:
            trees = [self.repository.commit(oid).tree for oid in (step.commit, *step.parents)]
        except PolicyReviewError:
            return True
        entry = self.remaker.trees.entry
        here, *there = (entry(tree, path) for tree in trees)
        if here in there:
            return False
        made = self.remaker.merge(step, (path,))
        return isinstance(made, str) or path in made[1] or made[0][path] != here

    def writing(
        self, path: str, after: int, until: int, approved: Collection[str]
    ) -> Iterator[int]:
        """Positions of all commits that wrote a text between two others, some of them twice.

        Args:
            path: Of the text.
            after: Position of the version approved before.
            until: Position of the word that is judged.
            approved: The paths of the version approved before: what a text took over from any
                other file was not approved, however old it is.
        """
        waiting = [(path, after, until)]
        seen: dict[str, int] = {path: until}
        while waiting:
            at, begin, end = waiting.pop()
            for position in self.positions(at, begin, end):
                yield position
                for source, last in self._sources(self.walk.steps[position], at):
                    if len(seen) >= _MOST_PATHS:
                        break
                    if seen.get(source, -1) < last:
                        seen[source] = last
                        waiting.append((source, after if source in approved else -1, last))

    def _sources(self, step: Step, path: str) -> Iterator[tuple[str, int]]:
        """Where bytes came from that a commit put in place: path, and before which position."""
        change = next((c for c in step.changes if c.path == path), None)
        if change is None or change.status == "D":
            return
        for other, positions in self._by_blob.get(change.new, {}).items():
            found = bisect_right(positions, step.position)
            if found and other != path:
                yield other, positions[found - 1] + 1
        for gone in step.changes:
            if gone.status == "D" and not gone.path.startswith(_OURS) and self._alike(gone, change):
                yield gone.path, step.position

    def _alike(self, gone: Change, change: Change) -> bool:
        """Whether what was deleted shares lines enough with what was put in place."""
        key = (gone.old, change.new)
        if key not in self._shared:
            self._shared[key] = self._compared(*key)
        return self._shared[key]

    def _compared(self, *blobs: str) -> bool:
        try:
            old, new = (
                {line.strip() for line in self.repository.blob(oid, limit=_LARGEST).split(b"\n")}
                for oid in blobs
            )
        except PolicyReviewError:
            return True  # what can't be compared may be the same
        old.discard(b"")
        new.discard(b"")
        return len(old & new) >= _ALIKE * min(len(old), len(new)) and bool(old & new)
