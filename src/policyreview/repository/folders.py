"""The user's own folders for caches, state and settings, and safe writing into them.

``POLICYREVIEW_CACHE_DIR``, ``POLICYREVIEW_STATE_DIR`` and ``POLICYREVIEW_CONFIG_DIR`` outrank the
places that the system has for such things.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def cache_dir() -> Path:
    """Where caches are kept; it may not exist yet."""
    return _folder("POLICYREVIEW_CACHE_DIR", "user_cache_dir")


def state_dir() -> Path:
    """Where drafts, marks and viewed ticks are kept; it may not exist yet."""
    return _folder("POLICYREVIEW_STATE_DIR", "user_state_dir")


def config_dir() -> Path:
    """Where the user's settings and trusted roots are kept; it may not exist yet."""
    return _folder("POLICYREVIEW_CONFIG_DIR", "user_config_dir")


def _folder(variable: str, kind: str) -> Path:
    if chosen := os.environ.get(variable):
        return Path(chosen)
    import platformdirs

    finders = {
        "user_cache_dir": platformdirs.user_cache_dir,
        "user_state_dir": platformdirs.user_state_dir,
        "user_config_dir": platformdirs.user_config_dir,
    }
    return Path(finders[kind]("policyreview", appauthor=False))


def sync_folder(folder: Path) -> None:
    """Make a folder's new names last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_private(path: Path, *, largest: int) -> bytes | None:
    """A file's bytes, if it is this user's own and nobody else may read or write it.

    Args:
        path: The file; a link in its place is not followed.
        largest: Bytes above which it is not taken.

    Raises:
        OSError: There is no such file, or it can't be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        told = os.fstat(descriptor)
        mine = told.st_uid == os.geteuid() and not told.st_mode & 0o077
        if not mine or not stat.S_ISREG(told.st_mode) or told.st_size > largest:
            return None
        return file.read(largest)


def write_private(path: Path, *data: bytes, lasting: bool = True) -> None:
    """Put a file in place at once, readable by its owner only.

    Args:
        path: The file; its folders are made where they are missing.
        data: Its bytes, in pieces.
        lasting: Whether to wait until the disk has it.

    Raises:
        OSError: It could not be written; what stood there before still does.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    if lasting:
        sync_folder(path.parent)
