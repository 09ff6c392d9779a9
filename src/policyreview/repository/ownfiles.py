"""Files of the program's own that a person commits: written into the work tree, never by git."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from policyreview.errors import Refused
from policyreview.repository.failures import disk_trouble
from policyreview.repository.worktrees import read_file


def put_file(root: Path, path: str, data: bytes) -> None:
    """Write one file of the work tree at once, never through a link.

    Args:
        root: The work tree.
        path: Where it goes, ``/`` between folders.
        data: Its new bytes.

    Raises:
        Refused: Something else than a folder or a file stands in the way.
        CouldNotTell: It could not be written.
    """
    *folders, name = path.split("/")
    if any(part in {"", ".", ".."} for part in (*folders, name)):
        raise Refused(f"{path} is no place in the work tree.")
    read_file(root, path)  # refuses links and what is no file
    folder = root
    temporary = ""
    try:
        for part in folders:
            folder /= part
            with contextlib.suppress(FileExistsError):
                folder.mkdir()
            if not stat.S_ISDIR(folder.lstat().st_mode):
                raise Refused(f"{path} can't be reached: {part} is no folder.")
        descriptor, temporary = tempfile.mkstemp(prefix=".new-", dir=folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(folder / name)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise disk_trouble(error, f"{path} could not be written") from error
