"""Merges made again by git in a private store, which holds nothing whose bytes were not hashed.

An object can stand in a repository several times, with different bytes, and which of them a git
process is given nobody knows. So whatever a merge goes by is read here, compared with its id and
put into a store of its own, beside which git knows no other.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from policyreview.errors import CouldNotTell
from policyreview.repository import git
from policyreview.repository.differing import FOLDER, MODULE
from policyreview.repository.objects import object_id
from policyreview.repository.parse import parse_tree
from policyreview.repository.pointers import is_oid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from policyreview.repository.repo import Repository

_LARGEST_TREE = 16 * 1024 * 1024
_MOST_OBJECTS, _MOST_BYTES = 100_000, 512 * 1024 * 1024
_NOBODY = "author - <-> 0 +0000\ncommitter - <-> 0 +0000\n\n"
_Entry: TypeAlias = "tuple[str, str] | None"
"""Mode and id; None where nothing stands."""


@dataclass(frozen=True, slots=True)
class Ancestry:
    """What two commits have in common.

    Attributes:
        bases: Their best common ancestors.
        deeper: Those of the bases among each other, where there are several.
        commits: Where there are several, all commits down to one that everything older lies behind.
        edge: That one; None where there is none.
    """

    bases: tuple[str, ...]
    deeper: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()
    edge: str | None = None


@dataclass(slots=True)
class _Rows:
    """How trees differ.

    Attributes:
        files: By path what stands in each of them, where that is not everywhere the same file.
        folders: The ids of the folders that were looked into.
        twofold: A path is a folder in one and a file in another.
        moved: Against the first some tree lacks files and has others: git looks for new names.
    """

    files: dict[bytes, tuple[_Entry, ...]]
    folders: set[str]
    twofold: bool = False
    moved: bool = False


class MergeStore:
    """The private store; it goes away with the repository's private folder."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._size = 32 if repository.object_format == "sha256" else 20
        self._path: Path = repository.shadow.path / "merging"
        self._there: set[str] = set()
        self._bytes = 0

    def merge(self, ours: str, theirs: str, ancestry: Ancestry) -> tuple[str, frozenset[str]]:
        """Merge two commits as git would, without merge drivers and attributes.

        Returns:
            The tree that comes of it, conflicts marked in it, and the paths in conflict.

        Raises:
            CouldNotTell: Objects are missing, damaged or too many, or git could not do it.
        """
        self._begin()
        tips, bases = [ours, theirs], list(ancestry.bases)
        self._end_at(None)
        if len(bases) > 1:
            for oid in ancestry.commits:
                self._keep(oid, "commit", self._read(oid, "commit"))
            self._end_at(ancestry.edge)
        else:
            bases = [self._stand_in(oid, ()) for oid in bases]
            tips = [self._stand_in(oid, bases) for oid in tips]
        self._fetch([self._tree(oid) for oid in (*ancestry.bases, *ancestry.deeper, ours, theirs)])
        wanted = ["merge-tree", "--write-tree", "--allow-unrelated-histories", "-z"]
        done = git.run([*wanted, "--no-messages", *tips], git_dir=self._path, check=False)
        fields = done.stdout.decode("utf-8", "surrogateescape").split("\0")
        if done.returncode not in {0, 1} or not is_oid(fields[0].strip()):
            raise git.GitFailed(done, "make a merge again")
        clashing = frozenset(field.partition("\t")[2] for field in fields[1:] if field)
        return fields[0].strip(), clashing

    def plain(
        self, ours: str, theirs: str, ancestry: Ancestry
    ) -> dict[str, tuple[_Entry, _Entry, _Entry]] | None:
        """What stands at the paths of the files at which two commits and their base differ.

        Where one side at most changed a file, merging them gives that side's.

        Returns:
            By path what stands in the base, in ours and in theirs; None where git would look for
            new names of files, or a file stands in place of a folder, so that it has to be asked.

        Raises:
            CouldNotTell: Folders are missing or damaged.
        """
        if len(ancestry.bases) != 1:
            return None
        rows = self._rows([self._tree(oid) for oid in (*ancestry.bases, ours, theirs)])
        if rows.twofold or rows.moved:
            return None
        return {
            path.decode("utf-8", "surrogateescape"): (base, one, other)
            for path, (base, one, other) in rows.files.items()
        }

    def made(self, oid: str) -> bytes | None:
        """The bytes of a folder that a merge gave; None where it stood before."""
        try:
            data = zlib.decompress(self._place(oid).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, zlib.error) as error:
            raise CouldNotTell(f"The merge made again can't be read: {error}.") from error
        return data[data.index(b"\0") + 1 :]

    def _begin(self) -> None:
        """Make the store, unless it is there."""
        if self._path.exists():
            return
        try:
            for name in ("objects", "refs"):
                (self._path / name).mkdir(parents=True)
            for name in ("HEAD", "config"):
                (self._path / name).write_bytes((self._path.parent / name).read_bytes())
        except OSError as error:
            raise _full(error) from error

    def _end_at(self, edge: str | None) -> None:
        """Say at which commit history ends in the store."""
        told = self._path / "shallow"
        try:
            told.unlink(missing_ok=True)
            if edge is not None:
                told.write_text(f"{edge}\n")
        except OSError as error:
            raise _full(error) from error

    def _place(self, oid: str) -> Path:
        return self._path / "objects" / oid[:2] / oid[2:]

    def _read(self, oid: str, kind: str, *, limit: int = _LARGEST_TREE) -> bytes:
        found, data = self._repository.object(oid, limit=limit)
        if found != kind:
            raise CouldNotTell(f"The object {oid[:12]} is a {found}, not a {kind}.")
        return data

    def _tree(self, commit: str) -> str:
        return self._repository.commit(commit).tree

    def _stand_in(self, commit: str, parents: Iterable[str]) -> str:
        """A commit of the same files that has those parents and no more."""
        over = "".join(f"parent {parent}\n" for parent in parents)
        data = f"tree {self._tree(commit)}\n{over}{_NOBODY}".encode()
        oid = object_id("commit", data, self._repository.object_format)
        self._keep(oid, "commit", data)
        return oid

    def _keep(self, oid: str, kind: str, data: bytes) -> None:
        """Put an object into the store, whose bytes are its own."""
        if oid in self._there:
            return
        self._there.add(oid)
        self._bytes += len(data)
        if len(self._there) > _MOST_OBJECTS or self._bytes > _MOST_BYTES:
            raise CouldNotTell("The merges are too large to be made again.")
        place = self._place(oid)
        if place.exists():  # a merge gave it, in a file that git lets nobody write to
            return
        try:
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(zlib.compress(b"%s %d\0%s" % (kind.encode(), len(data), data), 1))
        except OSError as error:
            raise _full(error) from error

    def _fetch(self, trees: Sequence[str]) -> None:
        """Take over the folders in which trees differ, and the files that merging them reads."""
        rows = self._rows(trees)
        for oid in rows.folders:
            self._keep(oid, "tree", self._read(oid, "tree"))
        wanted = list(rows.files.values())
        if len(trees) == 3 and not rows.moved:  # else any could be another one's under a new name
            wanted = [row for row in wanted if len(set(row)) == 3]
        oids = {e[1] for row in wanted for e in row if e is not None and e[0] != MODULE}
        for oid, data in self._repository.blobs(sorted(oids - self._there)):
            if data is not None:  # git says which one is missing, if it needs it
                self._keep(oid, "blob", data)

    def _rows(self, trees: Sequence[str]) -> _Rows:
        """Look for the files at which trees differ, the base first."""
        rows = _Rows({}, set())
        waiting: list[tuple[bytes, tuple[str | None, ...]]] = [(b"", tuple(trees))]
        while waiting:
            above, oids = waiting.pop()
            rows.folders.update(filter(None, oids))
            folders = [self._folder(oid) for oid in oids]
            for name in {name for folder in folders for name in folder}:
                row = [folder.get(name) for folder in folders]
                if all(entry == row[0] for entry in row):
                    continue
                inside = tuple(e[1] if e is not None and e[0] == FOLDER else None for e in row)
                files = tuple(None if e is not None and e[0] == FOLDER else e for e in row)
                if any(inside):
                    waiting.append((b"%s%s/" % (above, name), inside))
                if any(files):
                    rows.files[above + name] = files
                    rows.twofold = rows.twofold or any(inside)
        rows.moved = any(_moves(rows.files.values(), side) for side in range(1, len(trees)))
        return rows

    def _folder(self, oid: str | None) -> dict[bytes, tuple[str, str]]:
        if oid is None:
            return {}
        try:
            return parse_tree(self._read(oid, "tree"), self._size)
        except ValueError as error:
            raise CouldNotTell(f"The folder {oid[:12]} is malformed.") from error


def _full(error: OSError) -> CouldNotTell:
    return CouldNotTell(
        f"No temporary folder could be filled: {error.strerror}.",
        hint="Free some space, or name another folder in TMPDIR.",
    )


def _moves(rows: Iterable[tuple[_Entry, ...]], side: int) -> bool:
    """Whether a side took files away and added others, so that git looks for new names."""
    gone = any(row[0] is not None and row[side] is None for row in rows)
    return gone and any(row[0] is None and row[side] is not None for row in rows)
