"""What is about to be changed, kept on disk while it is, so that the next start can finish it.

The journal lies in the repository's git folder. It is not trusted: whatever it names is checked
again before anything is touched.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.repository import folders, paths
from policyreview.repository.pointers import is_oid

if TYPE_CHECKING:
    from pathlib import Path

NAME = "journal.json"
_FORMAT = 1
_LIMIT = 4 * 1024 * 1024
_TOKEN = re.compile(r"[0-9a-f]{16}")
_BRANCH = re.compile(r"refs/heads/(?!.*(?:\.\.|@\{))[^\x00-\x20\x7f~^:?*\[\\]+")
"""A name that git takes for a ref, and not for a question about commits."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of a commit being made.

    Attributes:
        path: Where it stands in the tree.
        mode: Git's six digits, before and after.
        old: Its blob before, None where it is new.
        new: Its blob after.
    """

    path: str
    mode: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Journal:
    """One commit being put in place.

    Attributes:
        token: Sixteen random digits that mark everything temporary as this commit's.
        ref: The branch, ``refs/heads/…``.
        old: The commit that it names before; None where it has none.
        new: The commit that it shall name.
        trees: The git folders of the work trees in which the branch is checked out.
        files: The files that change.
        made: The folders to be made for new files, from the work tree's root, outermost first.
    """

    token: str
    ref: str
    old: str | None
    new: str
    trees: tuple[str, ...]
    files: tuple[FileChange, ...]
    made: tuple[str, ...]


def write(folder: Path, journal: Journal) -> None:
    """Put the journal in place and wait until the disk has it.

    Raises:
        OSError: It could not be written.
    """
    data = {
        "format": _FORMAT,
        "token": journal.token,
        "ref": journal.ref,
        "old": journal.old,
        "new": journal.new,
        "trees": journal.trees,
        "files": [[one.path, one.mode, one.old, one.new] for one in journal.files],
        "made": journal.made,
    }
    folders.write_private(folder / NAME, json.dumps(data, indent=1).encode("ascii"))


def remove(folder: Path) -> None:
    """Take the journal away: the commit is wholly in place, or wholly undone.

    Raises:
        OSError: It could not be removed.
    """
    (folder / NAME).unlink(missing_ok=True)
    folders.sync_folder(folder)


def read(folder: Path) -> Journal | None:
    """The journal that a killed process left, None where there is none.

    Raises:
        ValueError: There is one that can't be a journal of this program.
        OSError: It can't be read.
    """
    place = folder / NAME
    try:
        if place.is_symlink() or place.stat().st_size > _LIMIT:
            raise ValueError("its size or kind is wrong")
        data = json.loads(place.read_bytes())
    except FileNotFoundError:
        return None
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    try:
        return _checked(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("its form is wrong") from error


def _checked(data: dict[str, object]) -> Journal:
    files, trees, made = data["files"], data["trees"], data["made"]
    if data["format"] != _FORMAT or not isinstance(files, list):
        raise ValueError("its format is not known")
    if not isinstance(trees, list) or not isinstance(made, list):
        raise TypeError("trees")
    changes = tuple(
        FileChange(_path(path), _mode(mode), None if old is None else _oid(old), _oid(new))
        for path, mode, old, new in files
    )
    token, ref = str(data["token"]), str(data["ref"])
    if not _TOKEN.fullmatch(token) or not _BRANCH.fullmatch(ref):
        raise ValueError("it names no branch of this program's")
    return Journal(
        token=token,
        ref=ref,
        old=None if data["old"] is None else _oid(data["old"]),
        new=_oid(data["new"]),
        trees=tuple(str(tree) for tree in trees),
        files=changes,
        made=tuple(_path(folder) for folder in made),
    )


def _path(value: object) -> str:
    if not isinstance(value, str) or paths.fault(value) is not None:
        raise ValueError("it names a path that can't be written")
    return value


def _mode(value: object) -> str:
    if value not in {"100644", "100755"}:
        raise ValueError("it names an unknown mode")
    return str(value)


def _oid(value: object) -> str:
    if not isinstance(value, str) or not is_oid(value):
        raise ValueError("it names no object")
    return value
