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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policyreview.repository.repo import Repository

_PIECE = 1 << 20
_LOOK_EVERY = 4_096
_WAITING = 16_384


class Followed:
    """The objects by which git followed a history: every commit with its parents and folders.

    They lie in a file without a name, since a long history has very many. Close it, or let it go.
    """

    def __init__(self, known: str | None = None) -> None:
        """Begin.

        Args:
            known: A commit whose history was found sound before: it is left out.
        """
        self._older = {known} if known else set()
        self._waiting: list[str] = []
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the object)

    def add(self, commit: str, parents: Sequence[str], folders: Sequence[str]) -> None:
        """Take the next commit, children before parents.

        Args:
            commit: Its id.
            parents: Those of its parents.
            folders: The id of its tree, and of every folder in which it differs from its first
                parent; for a root of all folders.
        """
        if commit in self._older:
            self._older.remove(commit)
            self._older.update(parents)
            return
        self._waiting.append(commit)
        self._waiting += folders
        if len(self._waiting) > _WAITING:
            self._write()

    def _write(self) -> None:
        self._file.write("".join([f"{oid}\n" for oid in self._waiting]).encode("ascii"))
        self._waiting.clear()

    def strangers(
        self, repository: Repository, *, cancelled: Callable[[], bool] | None = None
    ) -> Iterator[str]:
        """Yield the ids of objects whose bytes are missing or not their own.

        If there are none, the history that was followed is the one that its tip's id stands for.

        Raises:
            CouldNotTell: Git can't read them to the end.
            Cancelled: ``cancelled`` said yes.
        """
        self._write()
        self._file.seek(0)
        process = git.start(
            ["cat-file", "--batch", "--buffer"],
            git_dir=repository.shadow.path,
            env=repository.shadow.env,
            config=SMALL,
            stdin=self._file,
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
            self._file.close()


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
