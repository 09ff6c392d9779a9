"""One pass over a history by first parent: every commit in order, and what each changed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from policyreview.errors import Cancelled, CouldNotTell
from policyreview.repository.confinement import SMALL
from policyreview.repository.intact import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policyreview.repository.intact import Followed
    from policyreview.repository.repo import Repository

_FORM = "--format=tformat:%x01%H%x00%P%x00%T%x00%ae%x00%ce%x00%ct"
_FIELDS = 6
_NONE = ("",) * _FIELDS
_FEW = 16
_LATEST = 253_402_300_799
_MOST_CHANGES = 5_000_000


class Change(NamedTuple):
    """One path that a commit changed against its first parent.

    Attributes:
        status: ``A`` added, ``M`` modified, ``D`` deleted, ``T`` of another type.
        old_mode: ``000000`` where the path was not there.
        new_mode: ``000000`` where the path is no more.
    """

    path: str
    status: str
    old_mode: str
    new_mode: str
    old: str
    new: str


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
        landings, changes = self.changes_at(path, known) if isinstance(known, int) else known
        found = bisect_right(landings, landing)
        if not found or changes[found - 1].new_mode == "000000":
            return None
        return changes[found - 1]

    def changes_at(self, path: str, landing: int) -> _Changes:
        """A path's change at an index of the line, as a history of one."""
        step = self.steps[self.line[landing]]
        return [landing], [next(change for change in step.changes if change.path == path)]

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
        return cls(
            [(*step[:5], [tuple(change) for change in step.changes]) for step in walked.steps]
        )


@dataclass(slots=True)
class _Raw:
    commit: str
    parents: tuple[str, ...]
    author_email: str
    committer_email: str
    time: int
    changes: list[Change]


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
        values[0]: _Raw(*values[:5], [Change._make(change) for change in values[5]])
        for values in known
    }
    without = known[-1][0] if known else None
    raws |= {raw.commit: raw for raw in _read(repository, tip, without, followed, cancelled)}
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
            known = ([], []) if known is None else walked.changes_at(change.path, known)
            history[change.path] = known
        known[0].append(step.landing)
        known[1].append(change)


def _ordered(
    raws: dict[str, _Raw], line: Sequence[str]
) -> tuple[list[Step], dict[str, int], list[int]]:
    steps: list[Step] = []
    index: dict[str, int] = {}
    positions: list[int] = []
    clock = 0
    for landing, main in enumerate(line):
        brought = [main] if len(raws[main].parents) < 2 else _not_yet(raws, main, index)
        before = clock
        clock = max(clock, raws[main].time)
        for commit in brought:
            raw = raws[commit]
            mainline = commit == main
            index[commit] = len(steps)
            if mainline:
                positions.append(len(steps))
            steps.append(
                Step(
                    commit,
                    raw.parents,
                    raw.author_email,
                    raw.committer_email,
                    raw.time,
                    len(steps),
                    landing,
                    mainline,
                    clock if mainline else max(before, raw.time),
                    tuple(raw.changes),
                )
            )
    return steps, index, positions


def _not_yet(raws: dict[str, _Raw], main: str, known: dict[str, int]) -> list[str]:
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


def _read(
    repository: Repository,
    tip: str,
    without: str | None,
    followed: Followed | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[_Raw]:
    """Every commit, parents first; git tells children first, which costs it a fifth less."""
    args = ["log", "--topo-order", "--raw", "-z", "--no-abbrev", "--no-renames"]
    args += ["--root", "--diff-merges=first-parent", "--no-ext-diff", "--no-textconv"]
    args += ["--encoding=UTF-8", _FORM, tip, *([f"^{without}"] if without else []), "--"]
    chunks = repository.read_stream(args, what="read the history", config=SMALL)
    fields = chain.from_iterable(_fields(chunks, cancelled))
    known: dict[str, str] = {}
    same = known.setdefault  # a history repeats its paths, ids and people: each is kept once
    found: list[tuple[_Raw, Told]] = []
    changes: list[Change] = []
    left = _MOST_CHANGES
    for field in fields:
        if field[:1] == "\x01":
            left -= len(changes)
            if left < 0:
                raise CouldNotTell(
                    f"The history changes more than {_MOST_CHANGES:,} files, too many to be read.",
                    hint="Somebody made it by hand: have the branch made without it.",
                )
            oid = field[1:]
            parents, tree, email, by, time = [*islice(fields, _FIELDS - 1), *_NONE][: _FIELDS - 1]
            changes = []
            raw = _Raw(
                same(oid, oid),
                (same(parents, parents),) if len(parents) == len(oid) else _each(parents, same),
                same(email, email),
                same(by, by),
                _seconds(time),
                changes,
            )
            told = Told(oid, raw.parents, tree, raw.author_email, raw.committer_email, time)
            found.append((raw, told))
        elif found and field[:1] in {"\n", ":"}:
            path = next(fields, "")
            parts = field.lstrip("\n:").split(" ")
            if len(parts) != 5:
                continue
            old_mode, new_mode, old, new, status = parts
            values = (path, status[:1], old_mode, new_mode, old, new)
            changes.append(Change(*map(same, values, values)))
    while found:
        raw, told = found.pop()
        if followed is not None:
            followed.add(told, [(c[2], c[3], c[4], c[5], c[0]) for c in raw.changes])
        yield raw


def _each(parents: str, same: Callable[[str, str], str]) -> tuple[str, ...]:
    return tuple([same(parent, parent) for parent in parents.split()])


def _seconds(time: str) -> int:
    seconds = int(time) if time.isascii() and time.isdigit() and len(time) < 15 else 0
    return min(seconds, _LATEST)


def _fields(chunks: Iterator[bytes], cancelled: Callable[[], bool] | None) -> Iterator[list[str]]:
    """The texts between NULs, decoded many at once."""
    rest: list[bytes] = []
    for chunk in chunks:
        if cancelled and cancelled():
            raise Cancelled("Stopped reading the history.")
        whole, nul, last = chunk.rpartition(b"\0")
        if nul:
            yield _text(b"".join([*rest, whole])).split("\0")
            rest = []
        rest.append(last)
    if last := b"".join(rest):
        yield [_text(last)]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
