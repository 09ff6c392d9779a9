"""Whether a history's commits and folders are what their ids say, read from the bytes themselves.

Git compares an object with its id when it is fetched or pushed, never when it is read: a folder
that somebody hands over, or a clone of it that shares its files, can hold other bytes under an id,
and ``git log`` follows them. Files are hashed where they are read (``objects.py``).
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import tempfile
from typing import IO, TYPE_CHECKING, NamedTuple

from policyreview.errors import Cancelled, CouldNotTell
from policyreview.repository import git
from policyreview.repository.confinement import SMALL
from policyreview.repository.objects import commit_head
from policyreview.repository.remade import Remade

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from policyreview.repository.repo import Repository

_PIECE = 1 << 20
_LOOK_EVERY = 4_096
_MOST_KEPT = 64 * 1024 * 1024
_PEOPLE = re.compile(
    rb"author [^<>\n]*<([^<>\n]*)> \d+ [+-]\d+\n"
    rb"committer [^<>\n]*<([^<>\n]*)> (\d{1,12}) [+-]\d+\n"
    rb"(?:encoding ([^\n]*)\n)?"
)
_OTHER = re.compile(rb"[\x80-\xff]+")
_ASCII = bytes(range(32, 127))


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


class Told(NamedTuple):
    """What ``git log`` tells of a commit.

    It need not have read the bytes that another git process is given for the same id: an object can
    stand in several packs, and which one git asks first follows from what it was asked for before.

    Attributes:
        commit: Its id.
        parents: Those of its parents.
        tree: That of its tree.
        author_email: As it is in the commit, like the committer's.
        time: The committer's, in seconds since 1970.
        changes: Against the first parent; against nothing where it has none.
    """

    commit: str
    parents: tuple[str, ...]
    tree: str
    author_email: str
    committer_email: str
    time: str
    changes: tuple[Change, ...] = ()

    def agrees(self, head: bytes, *, cut: bool) -> bool:
        """Whether a commit's own bytes say the same.

        Of lines of people that are not written as git writes them, what git tells has to be a part.

        Args:
            head: Those bytes (see :func:`policyreview.repository.objects.commit_head`).
            cut: History may end before its beginning, at commits said to have no parents.
        """
        front = "".join(
            [f"tree {self.tree}\n", *[f"parent {parent}\n" for parent in self.parents]]
        ).encode("ascii", "replace")
        rest = head[len(front) :]
        if not head.startswith(front) or (
            rest.startswith(b"parent ") and not (cut and not self.parents)
        ):
            return False
        told = [
            value.encode("utf-8", "surrogateescape")
            for value in (self.author_email, self.committer_email, self.time)
        ]
        people = _PEOPLE.fullmatch(rest)
        if people is None:
            return all(value in rest for value in told)
        *said, encoding = people.groups()
        if encoding is not None and not any(told) and not _keeps_ascii(encoding):
            return True  # git finds nobody in what it makes of such a commit
        if encoding is not None:  # git tells it in another one
            said, told = ([_OTHER.sub(b"", value) for value in each] for each in (said, told))
        return said[:2] == told[:2] and self.time.isdecimal() and int(said[2]) == int(told[2])


def _keeps_ascii(encoding: bytes) -> bool:
    """Whether bytes that are ASCII are the same letters in an encoding, as in nearly all."""
    try:
        return _ASCII.decode(encoding[:40].decode("ascii")) == _ASCII.decode("ascii")
    except (LookupError, ValueError):
        return False


class Followed:
    """A history as git follows it: commits are hashed as they are shown, folders as they follow.

    Attributes:
        silent: Commits in whose bytes nothing is that somebody will look for.
        kept: The bytes of commits that change a file below the folder wanted, compared with their
            ids, as far as there is room. Who needs them no more may take them out.
    """

    def __init__(
        self,
        repository: Repository,
        known: str = "",
        fresh: Collection[str] | None = None,
        *,
        telling: Callable[[bytes], bool] = bool,
        wanted: str | None = None,
    ) -> None:
        """Begin.

        Args:
            repository: Whose history it is.
            known: A commit whose history needs not be looked at.
            fresh: The commits that are not in that history; None: there is no such.
            telling: Whether a commit's bytes hold what somebody will look for.
            wanted: The folder of which commits are kept, ending with ``/``; None: none are.
        """
        self._repository = repository
        self._known = known
        self._fresh = fresh
        self._new = hashlib.sha256 if repository.object_format == "sha256" else hashlib.sha1
        self._remade = Remade(repository.objects, repository.object_format)
        self._trees: dict[str, str] = {}
        self._aside: dict[str, tuple[str, ...]] = {}
        self._sound: set[str] = set()
        self._unread: dict[str, Told] = {}
        self._folders: list[str] = []
        self._telling = telling
        self._wanted = wanted
        self._room = _MOST_KEPT
        self.silent: set[str] = set()
        self.kept: dict[str, bytes] = {}

    def read(self, commit: str, data: bytes, changes: Iterable[Change]) -> None:
        """Take what a commit's bytes are thought to be; if they are not, they will be read.

        Args:
            commit: Its id.
            data: The bytes.
            changes: What git says it changed.
        """
        if self._fresh is not None and commit not in self._fresh:
            return
        whole = b"commit %d\0%s" % (len(data), data)
        if self._new(whole, usedforsecurity=False).hexdigest() != commit:
            return
        self._sound.add(commit)
        wanted = self._wanted
        if wanted is not None:
            for change in changes:
                if change[0].startswith(wanted):
                    if len(data) <= self._room:
                        self._room -= len(data)
                        self.kept[commit] = data
                    return
        if not self._telling(data):
            self.silent.add(commit)

    def doubt(self, commit: str) -> None:
        """Have a commit's bytes read: git has followed it to other parents than they tell."""
        self._sound.discard(commit)
        self.kept.pop(commit, None)

    def add(self, told: Told) -> None:
        """Take the next commit, parents before children."""
        commit, parents, tree, _, _, _, changes = told
        self._trees[commit] = tree
        if self._fresh is not None and commit not in self._fresh:
            self._aside[commit] = parents
            return
        if commit not in self._sound:
            self._unread[commit] = told
        before = (self._trees.get(parents[0]) or self._tree(parents[0])) if parents else ""
        lines = [(c[2], c[3], c[4], c[5], c[0]) for c in changes]
        self._folders += self._remade.strangers(before, tree, lines)

    def others(self, tip: str, files: Iterable[tuple[str, str]]) -> Iterator[str]:
        """The paths of files that a commit does not hold as they were listed.

        Args:
            tip: The commit.
            files: Path and id of each file listed.
        """
        return self._remade.lacking(self._tree(tip), files)

    def _tree(self, commit: str) -> str:
        """A commit's tree; of one that was not taken its bytes tell, compared with its id."""
        if known := self._trees.get(commit):
            return known
        try:
            return self._repository.commit(commit).tree
        except CouldNotTell:
            return ""  # then its children's folders are all read

    def strangers(self, *, cancelled: Callable[[], bool] | None = None) -> Iterator[str]:
        """Yield the ids of objects whose bytes are missing or not their own.

        If there are none, the history that was followed is the one that its tip's id stands for.

        Raises:
            CouldNotTell: Git can't read them to the end.
            Cancelled: ``cancelled`` said yes.
        """
        repository = self._repository
        cut = repository.is_shallow()
        yield from self._unconnected()
        yield from self._remade.otherwise
        unread = [*self._folders, *self._unread]
        large: list[str] = []
        for oid, known in repository.objects.read_many(unread, limit=_PIECE):
            if cancelled and cancelled():
                raise Cancelled("Stopped comparing the history with its ids.")
            if known is None:
                large.append(oid)  # or missing, or not its own
            elif self._odd(oid, known[1], cut=cut):
                yield oid
        if large:
            yield from self._strangers_among(large, cut, cancelled)

    def _odd(self, oid: str, data: bytes, *, cut: bool) -> bool:
        """Whether an object is a commit of which git tells something else than its bytes do."""
        told = self._unread.get(oid)
        if told is None:
            return False
        if len(data) < _PIECE and not self._telling(data):
            self.silent.add(told.commit)
        return not told.agrees(commit_head(data), cut=cut)

    def _strangers_among(
        self, oids: Sequence[str], cut: bool, cancelled: Callable[[], bool] | None
    ) -> Iterator[str]:
        """As ``strangers``, of objects that may be too large to be held."""
        repository = self._repository
        with tempfile.TemporaryFile() as file:
            file.write("".join([f"{oid}\n" for oid in oids]).encode("ascii"))
            file.seek(0)
            process = git.start(
                ["cat-file", "--batch", "--buffer"],
                git_dir=repository.shadow.path,
                env=repository.shadow.env,
                config=SMALL,
                stdin=file,
                stderr=subprocess.DEVNULL,
            )
        try:
            assert process.stdout is not None  # noqa: S101  (a pipe was asked for)
            for oid, data in _compared(process.stdout, repository.object_format, cancelled):
                if data is None or self._odd(oid, data, cut=cut):
                    yield oid
            if process.wait():
                raise CouldNotTell(
                    "Git could not read the history's objects to the end.", hint=git.DAMAGED
                )
        finally:
            git.end(process)

    def _unconnected(self) -> Iterator[str]:
        """Commits that were not looked at and are not in the history of the one that is known."""
        below = {self._known}
        for oid, parents in reversed(self._aside.items()):
            if oid not in below:
                yield oid
            below.update(parents)


def _compared(
    answers: IO[bytes], object_format: str, cancelled: Callable[[], bool] | None
) -> Iterator[tuple[str, bytes | None]]:
    """Hash what ``cat-file --batch`` gives.

    Yields:
        Each id with its bytes, of many the first ones; None for bytes that are not its own.
    """
    new = hashlib.sha256 if object_format == "sha256" else hashlib.sha1
    digits = 64 if object_format == "sha256" else 40
    readline, read = answers.readline, answers.read
    done = 0
    while header := readline(4_096):
        done += 1
        if cancelled and not done % _LOOK_EVERY and cancelled():
            raise Cancelled("Stopped comparing the history with its ids.")
        oid, said = header[:digits], header[digits + 1 : -1]  # the kind and the bytes' number
        if said == b"missing":
            yield oid.decode("ascii", "replace"), None
            continue
        left = int(said[said.index(b" ") :])
        whole = new(said + b"\0", usedforsecurity=False)
        piece = first = read(min(left, _PIECE))
        while piece:
            whole.update(piece)
            left -= len(piece)
            piece = read(min(left, _PIECE))
        read(1)  # the newline after each
        good = whole.hexdigest().encode() == oid
        yield oid.decode("ascii", "replace"), first if good else None
