"""Pipes and devices in a git folder, on which git, and whoever opens them, would wait for ever."""

from __future__ import annotations

import os
import re
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
)  # fmt: skip
_LISTED = ("refs", "reftable", "logs", "objects", "worktrees", "policyreview")
_ALTERNATES = "info/alternates"
_LONGEST, _LARGEST = 4096, 1024 * 1024
_DEEPEST = 10
"""How far a file may lead to another one; git itself goes no further."""
# A setting called 'path', which may include a file, whatever section it stands in.
_PATH = re.compile(
    rb"^[ \t]*(?:\[[^\n]*\])?[ \t]*path[ \t]*=[ \t]*([^\n]*)", re.IGNORECASE | re.MULTILINE
)
_VALUE = re.compile(rb'\\(.)|"|[;#].*')


def refuse_odd_files(folder: Path) -> None:
    """See that the git folder around a folder holds ordinary files where git reads one.

    A folder that somebody hands over can hold a pipe in place of ``HEAD`` or of an object; git
    opens it and waits. So can what it leads to: other work trees, other object stores, included
    settings.

    Raises:
        CouldNotTell: Something else than a file stands there, and where.
    """
    seen: set[tuple[int, int]] = set()
    for git_dir in _git_folders(folder):
        for path in (*_read(git_dir, seen), *_led_to(git_dir, seen)):
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
            yield from _shared(git_dir)
            return
        if (at / "objects").is_dir() and (at / "refs").is_dir():
            yield at
            return


def _shared(git_dir: Path) -> Iterator[Path]:
    """The git folder that a linked work tree's one shares with others."""
    common = git_dir / "commondir"
    if not _is_odd(common) and common.is_file():
        yield git_dir / _line(common)


def _read(git_dir: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """What is no ordinary file among those that git reads in a git folder."""
    yield from (path for path in map(git_dir.joinpath, (".git", *_READ)) if _is_odd(path))
    yield from (path for path in git_dir.glob("sharedindex.*") if _is_odd(path))
    for name in _LISTED:
        yield from _inside(git_dir / name, seen)


def _led_to(git_dir: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """The same in what the files of a git folder lead to, which are known to be ordinary ones."""
    for name in ("config", "config.worktree"):
        yield from _included(git_dir / name, _DEEPEST)
    yield from _borrowed(git_dir / "objects", seen, _DEEPEST)
    for linked in git_dir.glob("worktrees/*"):
        yield from _included(linked / "config.worktree", _DEEPEST)
        for common in _shared(linked):
            if _is_new(common, seen):
                yield from _read(common, seen)
                yield from _led_to(common, seen)


def _inside(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """What is neither a file nor a folder in a folder and all below it."""
    waiting = [str(folder)]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(at) as found:
                # What the folder itself tells of an entry costs nothing; only the others are
                # looked at.
                others = [each for each in found if not each.is_file(follow_symlinks=False)]
        except (OSError, ValueError):
            continue
        for each in others:
            if each.is_dir(follow_symlinks=False):
                waiting.append(each.path)
            elif _is_odd(Path(each.path)):
                yield Path(each.path)
            elif each.is_dir() and _is_new(Path(each.path), seen):
                waiting.append(each.path)


def _borrowed(objects: Path, seen: set[tuple[int, int]], deeper: int) -> Iterator[Path]:
    """What is odd in the object stores that one borrows from."""
    for line in _bytes(objects / _ALTERNATES).split(b"\n"):
        name = os.fsdecode(_plain(line) if line.startswith(b'"') else line)
        store = objects / name
        if name and not name.startswith("#") and deeper and _is_new(store, seen):
            yield from _inside(store, seen)
            yield from _borrowed(store, seen, deeper - 1)


def _included(config: Path, deeper: int) -> Iterator[Path]:
    """What is odd among the files that a configuration file includes."""
    for setting in _PATH.finditer(_bytes(config).replace(b"\\\n", b"")):
        name = os.fsdecode(_plain(setting[1]).strip())
        path = config.parent / (str(Path.home()) + name[1:] if name.startswith("~/") else name)
        if name and _is_odd(path):
            yield path
        elif name and deeper and path.is_file():
            yield from _included(path, deeper - 1)


def _plain(value: bytes) -> bytes:
    """A value without the quotes, escapes and remarks in which git allows it to be written."""
    return _VALUE.sub(lambda found: found[1] or b"", value)


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether something stands there that was not looked at before."""
    try:
        told = folder.stat()
    except (OSError, ValueError):
        return False
    key = (told.st_dev, told.st_ino)
    new = key not in seen
    seen.add(key)
    return new


def _is_odd(path: Path) -> bool:
    """Whether something stands there that is neither a file nor a folder.

    Git's own daemons put sockets there, on which nobody waits who opens them.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode) and not stat.S_ISSOCK(mode)


def _line(path: Path) -> str:
    """The first line of a file, as far as git reads it."""
    line = _bytes(path)[:_LONGEST].partition(b"\n")[0].partition(b"\0")[0]
    return os.fsdecode(line.rstrip(b"\r"))


def _bytes(path: Path) -> bytes:
    """The beginning of an ordinary file."""
    try:
        if _is_odd(path):
            return b""
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except (OSError, ValueError):
        return b""
