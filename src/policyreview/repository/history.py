"""The history of one file, newest first, with renames and moves of its folder followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.repository import git
from policyreview.repository.changes import LastChange, last_changes
from policyreview.repository.parse import is_oid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.repository.repo import Repository

__all__ = ["FileRevision", "LastChange", "last_changes", "revisions"]

_FORM = "--format=tformat:%x01%H%x00%P%x00%an%x00%ae%x00%at%x00%s"
_FIELDS = 6
_MOVES = 200  # renames followed at most, whatever a made-up history holds


@dataclass(frozen=True, slots=True)
class FileRevision:
    """One commit that touched a file.

    Attributes:
        commit: Its oid.
        path: The file's path in that commit.
        blob: The file's blob there, None where the commit deleted it.
        mode: The file's mode there, ``000000`` where the commit deleted it.
        author: The author's name.
        email: The author's address.
        time: Epoch seconds of the author's date, which may run against the order.
        subject: The message's first line.
        parents: The commit's parents.
    """

    commit: str
    path: str
    blob: str | None
    mode: str
    author: str
    email: str
    time: int
    subject: str
    parents: tuple[str, ...]


def revisions(repository: Repository, path: str, commit: str) -> Iterator[FileRevision]:
    """Yield the commits that touched a file, newest first, as git finds them.

    A path log gives the commits at one path; where it ends, the oldest commit's renames say what
    the file was called before, and the walk goes on from that commit's parent. Order is the
    graph's, never the dates'.

    Args:
        repository: Where to look.
        path: The file's path in ``commit``.
        commit: The oid to start from.

    Raises:
        CouldNotTell: Objects are missing or damaged.
    """
    seen: set[str] = set()
    for _ in range(_MOVES):
        oldest: FileRevision | None = None
        for revision in _at_path(repository, path, commit):
            if revision.commit not in seen:
                seen.add(revision.commit)
                yield revision
            oldest = revision
        if oldest is None or not oldest.parents or oldest.blob is None:
            return
        origin = _origin(repository, oldest)
        if origin is None:
            return
        path, commit = origin, oldest.parents[0]


def _at_path(repository: Repository, path: str, commit: str) -> Iterator[FileRevision]:
    """The commits that touched one path, without following renames."""
    args = ["log", "-z", "--raw", "--no-abbrev", "--no-renames", "--diff-merges=first-parent"]
    args += ["--topo-order", "--no-ext-diff", "--no-textconv", "--encoding=UTF-8", _FORM]
    chunks = repository.read_stream([*args, commit, "--", path], what="read a file's history")
    fields = git.records(chunks)
    for field in fields:
        if not field.startswith((b"\x01", b"\n:", b":")):
            continue
        if field.startswith(b"\x01"):
            head = [field[1:], *(next(fields, b"") for _ in range(_FIELDS - 1))]
            continue
        raw = field.lstrip(b"\n").split()
        name = next(fields, b"")
        if len(raw) == 5 and name.decode("utf-8", "surrogateescape") == path:
            yield _revision(head, raw, path)


def _revision(head: list[bytes], raw: list[bytes], path: str) -> FileRevision:
    oid, parents, author, email, time, subject = (
        part.decode("utf-8", "surrogateescape") for part in head
    )
    blob = raw[3].decode("ascii")
    return FileRevision(
        commit=oid,
        path=path,
        blob=blob if is_oid(blob) and blob.strip("0") else None,
        mode=raw[1].decode("ascii"),
        author=author,
        email=email,
        time=int(time) if time.lstrip("-").isdigit() else 0,
        subject=subject,
        parents=tuple(parents.split()),
    )


def _origin(repository: Repository, oldest: FileRevision) -> str | None:
    """The path that a commit renamed to this one, None where the file began there."""
    args = ["diff-tree", "-r", "-z", "-M", "--name-status", "--diff-filter=R", "--no-ext-diff"]
    done = repository.read(
        [*args, "--no-textconv", oldest.parents[0], oldest.commit], what="look for a rename"
    )
    fields = done.stdout.split(b"\0")
    for index in range(0, len(fields) - 2, 3):
        if fields[index + 2].decode("utf-8", "surrogateescape") == oldest.path:
            return fields[index + 1].decode("utf-8", "surrogateescape")
    return None
