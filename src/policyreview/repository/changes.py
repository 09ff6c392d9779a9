"""The last change of every file of a commit, by one pass over the history, cached by commit.

A file's last change is the newest commit, in the graph's order, that left the file as it is in the
commit asked about. A commit of a side branch whose work a merge threw away is not it; a merge is it
only where it made a content that none of its parents has.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from itertools import dropwhile, islice
from pathlib import Path
from typing import TYPE_CHECKING

from policyreview.errors import Cancelled, PolicyReviewError
from policyreview.repository import folders, git
from policyreview.repository.changedpaths import changed_paths
from policyreview.repository.pointers import is_oid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policyreview.repository.repo import Repository

_FORM = "--format=tformat:%x01%H%n%an%n%ae%n%at%n%s"
_MANY = 512
"""Files from which it is worth looking for filters of changed paths."""
_FEW = 64
"""So many files left at most, most commits are told by their filters to have changed none."""
_AT_ONCE = 512
_CACHE_FORMAT = 2
_KEPT = 6  # cached commits per repository
_CACHE_LIMIT = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last commit that touched a file.

    Attributes:
        path: The file.
        commit: The commit's oid.
        author: The author's name.
        email: The author's address.
        time: Epoch seconds of the author's date.
        subject: The message's first line.
    """

    path: str
    commit: str
    author: str
    email: str
    time: int
    subject: str


_State = tuple[str, str]  # mode and oid
_Rows = dict[str, tuple[_State, LastChange]]


def last_changes(
    repository: Repository,
    commit: str,
    paths: Iterable[str] | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[LastChange]:
    """Yield the last change of each file as it becomes known, newest first.

    The answer for a commit is kept in the user's cache folder; for a commit that follows a kept one
    only the commits between are read. A shallow clone is never cached.

    Args:
        repository: Where to look.
        commit: The oid whose files are meant.
        paths: The files; every file of the commit without it. What is not in the commit is left
            out.
        cancelled: Asked now and then; when it says yes the pass ends.

    Raises:
        CouldNotTell: Git failed, or objects are missing or damaged.
        Cancelled: ``cancelled`` said yes.
    """
    wanted = None if paths is None else set(paths)
    cache = _Cache(repository)
    known = cache.load(commit)
    if known is not None and wanted is not None and known.keys() >= wanted:
        yield from (change for path, (_, change) in known.items() if path in wanted)
        return
    states = {
        entry.path: (entry.mode, entry.oid)
        for entry in repository.tree(commit)
        if wanted is None or entry.path in wanted
    }
    if known is not None and known.keys() >= states.keys():
        yield from (change for path, (_, change) in known.items() if path in states)
        return
    rows: _Rows = {}
    older = None if known is not None else cache.ancestor(commit)
    if older is not None:
        oid, base = older
        yield from _pass(repository, commit, states, rows, exclude=(oid,), cancelled=cancelled)
        rest = {
            path: row
            for path, row in base.items()
            if path not in rows and states.get(path) == row[0]
        }
        if len(rows) + len(rest) == len(states):  # else one more pass tells the order of them all
            rows.update(rest)
            yield from (change for _, change in rest.values())
    missing = {path: state for path, state in states.items() if path not in rows}
    if missing:
        yield from _pass(repository, commit, missing, rows, cancelled=cancelled)
    cache.store(commit, rows)


def _pass(
    repository: Repository,
    commit: str,
    states: dict[str, _State],
    rows: _Rows,
    *,
    exclude: tuple[str, ...] = (),
    cancelled: Callable[[], bool] | None,
) -> Iterator[LastChange]:
    """One ``git log`` that ends as soon as every file is known; fills ``rows``.

    Where few of many files are left and the repository has filters of changed paths, only the
    commits are looked at that may have changed one of those.
    """
    left = {
        path.encode("utf-8", "surrogateescape"): (mode.encode(), oid.encode())
        for path, (mode, oid) in states.items()
    }
    walk = [commit, *(f"^{oid}" for oid in exclude)]
    filters = None
    if len(left) > _MANY:
        objects, size = repository.common_dir / "objects", len(commit) // 2
        filters = changed_paths(objects, size)
    at = commit
    for change in _told(repository, ["--topo-order", *walk], left, cancelled):
        rows[change.path] = (states[change.path], change)
        yield change
        at = change.commit
        if filters is not None and len(left) <= _FEW:
            break
    else:
        return
    args = ["rev-list", "--topo-order", *walk, "--"]
    chunks = repository.read_stream(args, what="walk the history", graph=True)
    oids = (line.decode("ascii") for line in git.records(_watched(chunks, cancelled), b"\n"))
    rest = dropwhile(at.__ne__, oids)  # the last commit may have changed more files
    try:
        while left and (some := list(islice(filters.may_change(rest, left), _AT_ONCE))):
            for change in _told(repository, ["--no-walk=unsorted", *some], left, cancelled):
                rows[change.path] = (states[change.path], change)
                yield change
    finally:
        chunks.close()
    if left and not exclude:  # filters of a history that a shallow clone cuts off, or wrong ones
        for change in _told(repository, ["--topo-order", commit], left, cancelled):
            rows[change.path] = (states[change.path], change)
            yield change


def _told(
    repository: Repository,
    which: list[str],
    left: dict[bytes, tuple[bytes, bytes]],
    cancelled: Callable[[], bool] | None,
) -> Iterator[LastChange]:
    """Changes of files of ``left``, each taken out of it, that left them as they are.

    Args:
        repository: Where to look.
        which: The commits, as ``git log`` takes them.
        left: The files' states.
        cancelled: Asked now and then.
    """
    args = ["log", "-c", "--raw", "-z", "--no-abbrev", "--no-renames", "--root"]
    args += ["--no-ext-diff", "--no-textconv", "--encoding=UTF-8", _FORM, *which, "--"]
    chunks = repository.read_stream(args, what="read the history", graph=True)
    fields = git.records(_watched(chunks, cancelled))
    head = b""
    try:
        for field in fields:
            first = field[:1]
            if first == b"\x01":
                head = field
                continue
            if first not in {b"\n", b":"}:
                continue
            path = next(fields, b"")
            state = left.get(path)
            if state is None:
                continue
            parts = field.lstrip(b"\n").split()
            parents = parts[0].count(b":")
            if parts[parents] == state[0] and parts[2 * parents + 1] == state[1]:
                del left[path]
                yield _change(path, head)
                if not left:
                    break
    finally:
        fields.close()
        chunks.close()


def _watched(chunks: Iterator[bytes], cancelled: Callable[[], bool] | None) -> Iterator[bytes]:
    for chunk in chunks:
        if cancelled and cancelled():
            raise Cancelled("Stopped reading the history.")
        yield chunk


def _change(path: bytes, head: bytes) -> LastChange:
    said = head[1:].decode("utf-8", "surrogateescape").split("\n", 4)
    oid, author, email, time, subject = *said, *[""] * (5 - len(said))
    return LastChange(
        path=path.decode("utf-8", "surrogateescape"),
        commit=oid,
        author=author,
        email=email,
        time=int(time) if time.lstrip("-").isdigit() else 0,
        subject=subject,
    )


class _Cache:
    """The kept answers of one repository, a file for each commit; never a reason to fail."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        key = hashlib.sha256(str(repository.common_dir).encode("utf-8", "surrogateescape"))
        self._usable = not repository.is_shallow()
        self._folder = folders.cache_dir() / "last-changes" / key.hexdigest()[:24]

    def load(self, commit: str) -> _Rows | None:
        """The rows kept for a commit, None where there are none or they can't be read."""
        if not self._usable:
            return None
        path = self._folder / f"{commit}.json"
        try:
            if path.stat().st_size > _CACHE_LIMIT:
                return None
            return _parse(json.loads(path.read_bytes()), commit)
        except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
            return None

    def ancestor(self, commit: str) -> tuple[str, _Rows] | None:
        """The rows of the last kept commit that the given one descends from."""
        for oid in self._commits():
            with contextlib.suppress(PolicyReviewError):
                if self._repository.is_ancestor(oid, commit):
                    rows = self.load(oid)
                    if rows is not None:
                        return oid, rows
        return None

    def _commits(self) -> list[str]:
        """The commits with kept rows, the last written first."""
        if not self._usable:
            return []
        try:
            files = [(path.stat().st_mtime_ns, path) for path in self._folder.glob("*.json")]
        except OSError:
            return []
        return [path.stem for _, path in sorted(files, reverse=True) if is_oid(path.stem)]

    def store(self, commit: str, rows: _Rows) -> None:
        """Keep the rows of a commit, and forget the oldest."""
        if not self._usable:
            return
        with contextlib.suppress(OSError):
            data = json.dumps(_dump(commit, rows), separators=(",", ":")).encode("ascii")
            folders.write_private(self._folder / f"{commit}.json", data, lasting=False)
            for oid in self._commits()[_KEPT:]:
                Path(self._folder / f"{oid}.json").unlink(missing_ok=True)


def _dump(commit: str, rows: _Rows) -> dict[str, object]:
    numbers: dict[str, int] = {}
    commits: list[list[object]] = []
    files: list[list[object]] = []
    for path, ((mode, oid), change) in rows.items():
        number = numbers.setdefault(change.commit, len(commits))
        if number == len(commits):
            commits.append(
                [change.commit, change.author, change.email, change.time, change.subject]
            )
        files.append([path, mode, oid, number])
    return {"format": _CACHE_FORMAT, "commit": commit, "commits": commits, "files": files}


def _parse(data: dict[str, object], commit: str) -> _Rows:
    """The rows of a kept answer.

    Raises:
        ValueError: It is not what ``_dump`` writes.
    """
    commits, files = data["commits"], data["files"]
    if data["format"] != _CACHE_FORMAT or data["commit"] != commit:
        raise ValueError(commit)
    if not isinstance(commits, list) or not isinstance(files, list):
        raise TypeError(commit)
    rows: _Rows = {}
    for path, mode, oid, number in files:
        name, author, email, time, subject = commits[number]
        texts = (path, mode, oid, name, author, email, subject)
        if not all(type(text) is str for text in texts) or type(time) is not int:
            raise TypeError(commit)
        rows[path] = ((mode, oid), LastChange(path, name, author, email, time, subject))
    return rows
