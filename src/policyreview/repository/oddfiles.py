"""Pipes and devices in a git folder, on which git, and whoever opens them, would wait for ever."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell

if TYPE_CHECKING:
    from collections.abc import Iterator

_READ = (
    "HEAD", "config", "config.worktree", "commondir", "gitdir", "packed-refs", "shallow", "index",
    "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "rebase-merge/head-name", "rebase-apply/head-name",
    "info/attributes", "info/exclude", "info/grafts", "info/sparse-checkout",
    "objects/info/alternates", "objects/info/commit-graph", "objects/info/packs",
)  # fmt: skip
_LISTED = ("refs", "objects/pack", "policyreview")
_LONGEST = 4096


def refuse_odd_files(folder: Path) -> None:
    """See that the git folder around a folder holds ordinary files where git reads one.

    A folder that somebody hands over can hold a pipe in place of ``HEAD``; git opens it and waits.

    Raises:
        CouldNotTell: Something else than a file stands there, and where.
    """
    for git_dir in _git_folders(folder):
        for path in _read(git_dir):
            raise CouldNotTell(
                f"{path} is no ordinary file, so git would wait for it for ever.",
                hint="Take it away, or clone the repository again.",
            )


def _git_folders(folder: Path) -> Iterator[Path]:
    """The git folder at or above a folder, and the one that it shares with other work trees."""
    for at in (folder, *folder.parents):
        inside = at / ".git"
        if _is_odd(inside):
            yield at
            return
        if inside.is_dir():
            yield inside
            return
        if inside.is_file():
            git_dir = at / _line(inside).removeprefix("gitdir:").strip()
            yield git_dir
            if not _is_odd(git_dir / "commondir") and (git_dir / "commondir").is_file():
                yield git_dir / _line(git_dir / "commondir")
            return
        if (at / "objects").is_dir() and (at / "refs").is_dir():
            yield at
            return


def _read(git_dir: Path) -> Iterator[Path]:
    """What is no ordinary file among those that git reads."""
    yield from (path for path in map(git_dir.joinpath, (".git", *_READ)) if _is_odd(path))
    waiting = [str(git_dir / name) for name in _LISTED]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for entry in found:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif not entry.is_file(follow_symlinks=False) and _is_odd(Path(entry.path)):
                        yield Path(entry.path)
        except OSError:
            continue


def _is_odd(path: Path) -> bool:
    """Whether something stands there that is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return os.fsdecode(file.read(_LONGEST)).partition("\n")[0].rstrip("\r")
    except OSError:
        return ""
