"""Whether a history's commits and folders are what their ids say, read from the bytes themselves.

Git compares an object with its id when it is fetched or pushed, never when it is read: a folder
that somebody hands over, or a clone of it that shares its files, can hold other bytes under an id,
and ``git log`` follows them. Files are hashed where they are read (``objects.py``).
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from typing import IO, TYPE_CHECKING

from policyreview.errors import Cancelled, CouldNotTell
from policyreview.repository import git
from policyreview.repository.confinement import SMALL
from policyreview.repository.remade import Remade

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from policyreview.repository.remade import Line
    from policyreview.repository.repo import Repository

_PIECE = 1 << 20
_LOOK_EVERY = 4_096


class Followed:
    """A history as git follows it: folders are looked at as it comes, commits at the end."""

    def __init__(self, repository: Repository, fresh: Collection[str] | None = None) -> None:
        """Begin.

        Args:
            repository: Whose history it is.
            fresh: The commits to look at, None: all.
        """
        self._repository = repository
        self._fresh = fresh
        self._remade = Remade(repository.objects, repository.object_format)
        self._trees: dict[str, str] = {}
        self._commits: list[str] = []
        self._folders: list[str] = []

    def add(self, commit: str, parents: Sequence[str], tree: str, lines: Sequence[Line]) -> None:
        """Take the next commit, parents before children.

        Args:
            commit: Its id.
            parents: Those of its parents.
            tree: That of its tree.
            lines: What git says it changed against its first parent.
        """
        self._trees[commit] = tree
        if self._fresh is not None and commit not in self._fresh:
            return
        before = self._tree(parents[0]) if parents else ""
        self._commits.append(commit)
        self._folders += self._remade.strangers(before, tree, lines)

    def _tree(self, commit: str) -> str:
        """A commit's tree; of one that was not taken its bytes tell, compared with its id."""
        known = self._trees.get(commit)
        if known is not None:
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
        read = repository.objects.commits  # and compared then
        unread = [oid for oid in (*self._commits, *self._folders) if oid not in read]
        if not unread:
            return
        with tempfile.TemporaryFile() as file:
            file.write("".join([f"{oid}\n" for oid in unread]).encode("ascii"))
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
            yield from _compared(process.stdout, repository.object_format, cancelled)
            if process.wait():
                raise CouldNotTell(
                    "Git could not read the history's objects to the end.", hint=git.DAMAGED
                )
        finally:
            git.end(process)


def _compared(
    answers: IO[bytes], object_format: str, cancelled: Callable[[], bool] | None
) -> Iterator[str]:
    """Hash what ``cat-file --batch`` gives and yield the ids that are not those of the bytes."""
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
            yield oid.decode("ascii", "replace")
            continue
        left = int(said[said.index(b" ") :])
        whole = new(said + b"\0", usedforsecurity=False)
        while left > _PIECE:
            piece = read(_PIECE)
            if not piece:
                return
            whole.update(piece)
            left -= len(piece)
        whole.update(read(left))
        read(1)  # the newline after each
        if whole.hexdigest().encode() != oid:
            yield oid.decode("ascii", "replace")
