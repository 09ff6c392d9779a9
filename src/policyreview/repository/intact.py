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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policyreview.repository.repo import Repository

_PIECE = 1 << 20
_LOOK_EVERY = 4_096


def strangers(
    repository: Repository,
    tip: str,
    *,
    known: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[str]:
    """Yield the ids of commits and trees in a history whose bytes are missing or not their own.

    Every object that git would follow from the tip is hashed, so a history of which nothing is
    yielded is the one that the tip's id stands for.

    Args:
        repository: Where the objects are.
        tip: A commit's id.
        known: A commit whose history was found sound before; only what came since is read.
        cancelled: Asked now and then.

    Raises:
        CouldNotTell: Git can't follow the history to its end.
        Cancelled: ``cancelled`` said yes.
    """
    since = [f"^{known}"] if known else []
    args = ["rev-list", "--objects", "--no-object-names", "--filter=blob:none", tip, *since]
    with tempfile.TemporaryFile() as wanted:
        for chunk in repository.read_stream(args, what="follow the history"):
            wanted.write(chunk)
        wanted.seek(0)
        process = git.start(
            ["cat-file", "--batch", "--buffer"],
            git_dir=repository.shadow.path,
            env=repository.shadow.env,
            stdin=wanted,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert process.stdout is not None  # noqa: S101  (a pipe was asked for)
            yield from _compared(process.stdout, repository.object_format, cancelled)
            if process.wait():
                raise CouldNotTell(
                    "Git could not read the history's objects to the end.",
                    hint="Run 'git fsck' on a copy of the repository, or clone it again.",
                )
        finally:
            git.end(process)


def _compared(
    answers: IO[bytes], object_format: str, cancelled: Callable[[], bool] | None
) -> Iterator[str]:
    """Hash what ``cat-file --batch`` gives and yield the ids that are not those of the bytes."""
    new = hashlib.sha256 if object_format == "sha256" else hashlib.sha1
    done = 0
    while header := answers.readline(4_096):
        done += 1
        if cancelled and not done % _LOOK_EVERY and cancelled():
            raise Cancelled("Stopped comparing the history with its ids.")
        oid, _, rest = header[:-1].partition(b" ")
        if rest == b"missing":
            yield oid.decode("ascii", "replace")
            continue
        left = int(rest.rpartition(b" ")[2]) + 1
        whole = new(rest + b"\0", usedforsecurity=False)
        while left > _PIECE:
            piece = answers.read(_PIECE)
            if not piece:
                return
            whole.update(piece)
            left -= len(piece)
        whole.update(answers.read(left)[:-1])
        if whole.hexdigest().encode() != oid:
            yield oid.decode("ascii", "replace")
