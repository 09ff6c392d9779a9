"""One writer at a time: a lock in the git folder that the system frees when its holder ends."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import socket
import time
from typing import TYPE_CHECKING

from policyreview.errors import Cancelled, CouldNotTell
from policyreview.repository.failures import disk_trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOLDER = "policyreview"
"""The folder below the git folder for lock and journal."""

WAIT = 10.0
"""Seconds to wait for another writer by default."""


@contextlib.contextmanager
def writer_lock(
    common_dir: Path, *, wait: float = WAIT, cancelled: Callable[[], bool] | None = None
) -> Iterator[Path]:
    """Hold the repository's writer lock; yields the folder for lock and journal.

    The lock belongs to the open file, so a holder that is killed frees it: there are no stale
    locks. The file tells who holds it.

    Args:
        common_dir: The git folder that linked work trees share.
        wait: Seconds to wait for another holder.
        cancelled: Asked while waiting.

    Raises:
        CouldNotTell: Another process still holds it, or the git folder can't be written.
        Cancelled: ``cancelled`` said yes.
    """
    folder = common_dir / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink():
            raise CouldNotTell(
                f"{folder} leads elsewhere, so nothing is written there.",
                hint="Take it away, or clone the repository again.",
            )
        descriptor = os.open(
            folder / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
        )
    except OSError as error:
        raise disk_trouble(error, "the repository's git folder can't be written") from error
    try:
        _take(descriptor, wait, cancelled)
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, _holder(), 0)
        yield folder
    finally:
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
        os.close(descriptor)


def _take(descriptor: int, wait: float, cancelled: Callable[[], bool] | None) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in {errno.EWOULDBLOCK, errno.EACCES}:
                raise disk_trouble(error, "the repository can't be locked") from error
        else:
            return
        if cancelled and cancelled():
            raise Cancelled("Stopped while another sign-off was under way; nothing was changed.")
        if time.monotonic() >= until:
            raise CouldNotTell(
                f"Another sign-off is under way in this repository{_who(descriptor)}.",
                hint="Wait until it is done, then try again.",
            )
        time.sleep(0.02)


def _holder() -> bytes:
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode()


def _who(descriptor: int) -> str:
    try:
        told = json.loads(os.pread(descriptor, 1000, 0))
        return f" (process {int(told['pid'])} on {str(told['host'])[:100]})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
