"""A private git folder over a repository's object store, so that nothing else of it is read.

Git run with this folder as its git folder finds every object of the repository, and neither the
repository's configuration, attributes, hooks, grafts nor replace refs. A partial clone's missing
objects stay missing: nothing here knows a remote to fetch them from.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
import weakref
from pathlib import Path

from policyreview.errors import CouldNotTell

_PREFIX = "policyreview-git-"
_OLD = 24 * 3600.0  # seconds after which the folder of a killed process is taken away


def _sweep(beside: Path) -> None:
    """Remove the folders that killed processes of this user left a day ago or earlier."""
    with contextlib.suppress(OSError), os.scandir(beside.parent) as found:
        for folder in found:
            if not folder.name.startswith(_PREFIX):
                continue
            told = folder.stat(follow_symlinks=False)
            pid = folder.name.removeprefix(_PREFIX).split("-")[0]
            old = time.time() - told.st_mtime > _OLD and told.st_uid == os.getuid()
            if old and pid.isdigit() and not _alive(int(pid)):
                shutil.rmtree(folder.path, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


class Shadow:
    """The private folder; it goes away with the object or when Python ends."""

    def __init__(self, common_dir: Path, object_format: str) -> None:
        """Make the folder.

        Args:
            common_dir: The git folder that holds the objects.
            object_format: ``sha1`` or ``sha256``.

        Raises:
            CouldNotTell: No temporary folder could be made.
        """
        try:
            self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        except OSError as error:
            raise CouldNotTell(
                f"No temporary folder could be made: {error.strerror}.",
                hint="Free some space or point TMPDIR to a folder that can be written.",
            ) from error
        _sweep(self.path)
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
        self.env = {"GIT_OBJECT_DIRECTORY": str(common_dir / "objects")}
        extension = f"[extensions]\n\tobjectFormat = {object_format}\n"
        config = "[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n"
        try:
            (self.path / "refs").mkdir()
            (self.path / "HEAD").write_text("ref: refs/heads/none\n")
            (self.path / "config").write_text(
                config + (extension if object_format != "sha1" else "")
            )
            with contextlib.suppress(OSError):
                # Where a shallow clone's history ends; a link, so that a later fetch is seen.
                (self.path / "shallow").symlink_to(common_dir / "shallow")
        except OSError as error:
            self.close()
            raise CouldNotTell(
                f"No temporary folder could be filled: {error.strerror}.",
                hint="Free some space, or name another folder in TMPDIR.",
            ) from error

    def close(self) -> None:
        """Remove the folder."""
        self._finalizer()


class LentShadow:
    """The private folder of another process, which goes away with that one."""

    def __init__(self, folder: str, objects: str) -> None:
        """Know the folder and the object store."""
        self.path = Path(folder)
        self.env = {"GIT_OBJECT_DIRECTORY": objects}
