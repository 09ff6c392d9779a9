"""One pass over a history by first parent: every commit in order, and what each changed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from policyreview.repository.intact import Change, Told
from policyreview.repository.logged import read_log

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.repository.intact import Followed
    from policyreview.repository.repo import Repository

_FEW = 16
_LATEST = 253_402_300_799


_Changes: TypeAlias = tuple[list[int], list[Change]]
_NEVER: _Changes = ([], [])


class Step(NamedTuple):
    """One commit.

    Attributes:
        position: Its place: parents always before children, what a merge brought before the merge.
        landing: Index on the first-parent line of the commit that brought it, its own if it
            stands on that line.
        mainline: Whether it stands on the first-parent line.
        time: Committer's time, epoch seconds: a claim.
        clock: The latest claim on the first-parent line up to its landing, itself included:
            position in history as a time, which cannot be set back.
        changes: Against the first parent; against nothing for a root.
    """

    commit: str
    parents: tuple[str, ...]
    author_email: str
    committer_email: str
    time: int
    position: int
    landing: int
    mainline: bool
    clock: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A whole history.

    Attributes:
        steps: By position.
        line: Positions of the first-parent line, root first.
        complete: False where the clone is shallow: what lies before its edge is not known.
        index: Position by commit.
        history: By path, the indices on the line at which it changed, and the changes; the index
            alone where it changed once, in a commit of few changes, as nearly all records did.
    """

    steps: tuple[Step, ...]
    line: tuple[int, ...]
    complete: bool
    index: dict[str, int]
    history: dict[str, int | _Changes]

    def on_line(self, path: str, landing: int) -> Change | None:
        """The change that put in place what stands at a path after that index of the line.

        None where nothing stands there.
        """
        known = self.history.get(path, _NEVER)
        if isinstance(known, int):
            change = self.changed(path, known)
            return change if known <= landing and change.new_mode != "000000" else None
        landings, changes = known
        found = bisect_right(landings, landing)
        if not found or changes[found - 1].new_mode == "000000":
            return None
        return changes[found - 1]

    def changed(self, path: str, landing: int) -> Change:
        """What the commit at an index of the line changed at a path, which it did."""
        changes = self.steps[self.line[landing]].changes
        for change in changes:
            if change[0] == path:
                return change
        raise KeyError(path)

    def step(self, commit: str) -> Step | None:
        """The step of a commit, None where it is not in this history."""
        found = self.index.get(commit)
        return None if found is None else self.steps[found]

    def follows(self, later: int, earlier: int) -> bool:
        """Whether the commit at one position has that at another among its ancestors, or is it."""
        seen, waiting = {later}, [later]
        while waiting:
            at = waiting.pop()
            if at == earlier or (self.steps[at].mainline and at > earlier):
                return True  # all that comes before a commit of the line is in its history
            for parent in self.steps[at].parents:
                found = self.index.get(parent, -1)
                if found >= earlier and found not in seen:
                    seen.add(found)
                    waiting.append(found)
        return False

    @property
    def root(self) -> str | None:
        """The first commit of the first-parent line."""
        return self.steps[self.line[0]].commit if self.line else None


class Walked(NamedTuple):
    """A history walked before, in plain values.

    Attributes:
        commits: By position: id, parents, author's and committer's address, time, changes.
    """

    commits: list[tuple[str, tuple[str, ...], str, str, int, list[tuple[str, ...]]]]

    @classmethod
    def of(cls, walked: Walk) -> Walked:
        """The plain values of a walk."""
        return cls([(*step[:5], list(map(tuple, step.changes))) for step in walked.steps])


def walk(
    repository: Repository,
    tip: str,
    *,
    followed: Followed | None = None,
    earlier: Walked | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Walk:
    """Read the history of a commit.

    One ``git log``; the order is the graph's, dates decide nothing. Merges are compared with their
    first parent.

    Args:
        repository: Where to read.
        tip: The commit's id.
        followed: Takes note of every commit and folder that git goes by.
        earlier: The whole history of its last commit, walked before: it is not read again.
        cancelled: Asked now and then.

    Raises:
        CouldNotTell: Git failed or objects are missing.
        Cancelled: ``cancelled`` said yes.
    """
    known = earlier.commits if earlier is not None else []
    raws = {
        oid: Told(oid, parents, "", email, by, str(time), tuple(map(Change._make, changes)))
        for oid, parents, email, by, time, changes in known
    }
    without = known[-1][0] if known else None
    for told in read_log(
        repository, tip, without=without, known=raws, followed=followed, cancelled=cancelled
    ):
        raws[told.commit] = told
    line: list[str] = []
    at: str | None = tip
    while at is not None and at in raws:
        line.append(at)
        parents = raws[at].parents
        at = parents[0] if parents else None
    line.reverse()
    steps, index, positions = _ordered(raws, line)
    complete = not repository.is_shallow()
    walked = Walk(tuple(steps), tuple(positions), complete, index, {})
    for step in steps:
        if step.mainline:
            _note(walked, step)
    return walked


def _note(walked: Walk, step: Step) -> None:
    """Put the changes of the next commit on the line into the history."""
    history, few = walked.history, len(step.changes) <= _FEW
    for change in step.changes:
        known = history.get(change.path)
        if known is None and few:
            history[change.path] = step.landing
            continue
        if known is None or isinstance(known, int):
            first = known
            known = ([], []) if first is None else ([first], [walked.changed(change.path, first)])
            history[change.path] = known
        known[0].append(step.landing)
        known[1].append(change)


def _ordered(
    raws: dict[str, Told], line: Sequence[str]
) -> tuple[list[Step], dict[str, int], list[int]]:
    steps: list[Step] = []
    index: dict[str, int] = {}
    positions: list[int] = []
    clock = 0
    for landing, main in enumerate(line):
        brought = [main] if len(raws[main].parents) < 2 else _not_yet(raws, main, index)
        before = clock
        claimed = _seconds(raws[main].time)
        clock = max(clock, claimed)
        for commit in brought:
            oid, parents, _, email, by, said, changes = raws[commit]
            place, mainline = len(steps), commit == main
            time = claimed if mainline else _seconds(said)
            index[oid] = place
            if mainline:
                positions.append(place)
            now = clock if mainline else max(before, time)
            steps.append(
                Step(oid, parents, email, by, time, place, landing, mainline, now, changes)
            )
    return steps, index, positions


def _not_yet(raws: dict[str, Told], main: str, known: dict[str, int]) -> list[str]:
    """A commit and all its ancestors not yet placed, parents first."""
    out: list[str] = []
    placed: set[str] = set()
    waiting: list[tuple[str, bool]] = [(main, False)]
    while waiting:
        commit, ready = waiting.pop()
        if ready:
            if commit not in placed:
                placed.add(commit)
                out.append(commit)
            continue
        if commit in known or commit in placed or commit not in raws:
            continue
        waiting.append((commit, True))
        waiting.extend((parent, False) for parent in reversed(raws[commit].parents))
    return out


def _seconds(time: str) -> int:
    return min(int(time), _LATEST) if time.isdigit() and time.isascii() and len(time) < 15 else 0
