"""The history of one file, newest first, with renames and moves of its folder followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.repository import git
from policyreview.repository.changes import LastChange, last_changes

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from policyreview.repository.repo import Repository

__all__ = ["FileRevision", "LastChange", "last_changes", "revisions"]

_FORM = "--format=tformat:%x01%H%x00%P%x00%an%x00%ae%x00%at%x00%s"
_FIELDS = 6
_LOOK = 1000  # commits looked at to see whether this history has merges
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

    A path log gives the commits at one path; where one of them begins the file, its renames say
    what the file was called before, and the walk goes on from that commit's parent. A merge is a
    revision only where its file is like none of its parents'. Order is the graph's, never the
    dates'. Copies are not followed: a file copied from another one begins there.

    Args:
        repository: Where to look.
        path: The file's path in ``commit``.
        commit: The oid to start from.

    Raises:
        CouldNotTell: Objects are missing or damaged.
    """
    seen: set[str] = set()
    walked: set[tuple[str, str]] = set()
    ways = [(commit, path)]
    merges = has_merges(repository, commit)
    while ways and len(walked) < _MOVES:
        way = ways.pop(0)
        if way in walked:
            continue
        walked.add(way)
        walk = _at_path(repository, way[1], way[0], merges=merges)
        for revision, added in walk:
            if revision.commit in seen:
                continue
            seen.add(revision.commit)
            yield revision
            origin = _origin(repository, revision) if added else None
            if origin is not None:
                ways.append(origin)
                if _straight(repository, way[0], revision.commit):
                    break  # what stood at this path before was another file
        walk.close()


def has_merges(repository: Repository, commit: str) -> bool:
    """Whether there is a merge among the last commits; asked once for each to start from."""
    known = repository.merges.get(commit)
    if known is None:
        done = repository.read(["rev-list", "--parents", "-n", str(_LOOK), commit])
        known = any(line.count(b" ") > 1 for line in done.stdout.split(b"\n"))
        repository.merges[commit] = known
    return known


def _straight(repository: Repository, new: str, old: str) -> bool:
    """Whether one line of commits without merges leads from an old one to a new one."""
    args = ["rev-list", "--min-parents=2", "--max-count=1", new, f"^{old}"]
    return not repository.read(args, what="walk the history").stdout


def _at_path(
    repository: Repository, path: str, commit: str, *, merges: bool
) -> Generator[tuple[FileRevision, bool]]:
    """The commits that touched one path, and whether each made the file, renames apart.

    Where there are merges every branch is walked, also one whose work a merge did not take; a
    history without them is walked faster so.
    """
    args = ["log", "-c", "-z", "--raw", "--no-abbrev", "--no-renames", "--root", "--topo-order"]
    args += ["--no-ext-diff", "--no-textconv", "--encoding=UTF-8", _FORM]
    args += [*(["--full-history"] if merges else []), commit, "--", path]
    chunks = repository.read_stream(args, what="read a file's history", graph=True)
    fields = git.records(chunks)
    wanted = path.encode("utf-8", "surrogateescape")
    head: list[bytes] = []
    for field in fields:
        if field[:1] == b"\x01":
            head = [field[1:], *(next(fields, b"") for _ in range(_FIELDS - 1))]
        elif field[:1] in {b"\n", b":"} and next(fields, b"") == wanted:
            raw = field.lstrip(b"\n").split()
            parents = raw[0].count(b":")
            added = not b"".join(raw[parents + 1 : 2 * parents + 1]).strip(b"0")
            yield _revision(head, path, raw[parents], raw[2 * parents + 1]), added


def _revision(head: list[bytes], path: str, mode: bytes, oid: bytes) -> FileRevision:
    name, parents, author, email, time, subject = (
        part.decode("utf-8", "surrogateescape") for part in head
    )
    blob = oid.decode("ascii")
    return FileRevision(
        commit=name,
        path=path,
        blob=blob if blob.strip("0") else None,
        mode=mode.decode("ascii"),
        author=author,
        email=email,
        time=int(time) if time.lstrip("-").isdigit() else 0,
        subject=subject,
        parents=tuple(parents.split()),
    )


def _origin(repository: Repository, oldest: FileRevision) -> tuple[str, str] | None:
    """The parent and path that a commit renamed to this one, None where the file began there."""
    for parent in oldest.parents:
        fields = _renames(repository, parent, oldest.commit).split(b"\0")
        for index in range(0, len(fields) - 2, 3):
            if fields[index + 2].decode("utf-8", "surrogateescape") == oldest.path:
                return parent, fields[index + 1].decode("utf-8", "surrogateescape")
    return None


def _renames(repository: Repository, old: str, new: str) -> bytes:
    """The renames between two commits as ``--name-status -z`` lists them."""
    args = ["diff-tree", "-r", "-z", "--name-status", "--diff-filter=R", "--no-ext-diff"]
    args += ["--no-textconv", old, new]
    done = repository.read([*args[:1], "-M", *args[1:]], check=False)
    if done.returncode:
        # A partial clone may lack the texts; files moved unchanged are found without them.
        done = repository.read([*args[:1], "-M100%", *args[1:]], what="look for a rename")
    return done.stdout
