"""Where HEAD stands, read from its files in a moment, without starting git.

Only for showing at once what was shown the last time: where anything is unusual the answer is None,
and whoever goes on asks ``Repository``, which asks git.
"""

from __future__ import annotations

import os
import stat

_LONGEST = 4096
_LARGEST = 4 * 1024 * 1024
"""Bytes of the largest file of packed refs that is looked through."""


def glance(folder: str) -> tuple[str, str, str | None] | None:
    """Look at HEAD of the repository around a folder.

    Returns:
        The git folder, HEAD's commit, and the branch's short name (None where HEAD is detached);
        None where that can't be told: no repository, no commit, a bare one, a linked work tree, a
        folder that belongs to somebody else, another form of refs.
    """
    try:
        start = os.path.realpath(os.path.expanduser(folder))  # noqa: PTH111  (no pathlib needed)
        git_dir = _git_folder(start) if os.path.isdir(start) else None  # noqa: PTH112
        if git_dir is None:
            return None
        head = _line(f"{git_dir}/HEAD")
        if _is_oid(head):
            return git_dir, head, None
        name = head.removeprefix("ref: ")
        if not name.startswith("refs/heads/") or ".." in name or not name.isprintable():
            return None
        commit = _loose(git_dir, name) or _packed(git_dir, name)
    except (OSError, ValueError):
        return None
    return (git_dir, commit, name.removeprefix("refs/heads/")) if commit else None


def _git_folder(folder: str) -> str | None:
    """The nearest ``.git`` at or above a folder, where it is an ordinary one of the user's own."""
    while True:
        git_dir = os.path.join(folder, ".git")  # noqa: PTH118  (quick, and a plain name)
        try:
            seen = os.lstat(git_dir)
        except FileNotFoundError:
            above = os.path.dirname(folder)  # noqa: PTH120
            if above == folder or os.path.exists(os.path.join(folder, "HEAD")):  # noqa: PTH110, PTH118
                return None
            folder = above
            continue
        return git_dir if stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.geteuid() else None


def _loose(git_dir: str, name: str) -> str | None:
    try:
        said = _line(f"{git_dir}/{name}")
    except FileNotFoundError:
        return None
    return said if _is_oid(said) else None


def _packed(git_dir: str, name: str) -> str | None:
    data = _bytes(f"{git_dir}/packed-refs", _LARGEST)
    end = data.find(f" {name}\n".encode())
    said = data[data.rfind(b"\n", 0, end) + 1 : end].decode("ascii") if end >= 0 else ""
    return said if _is_oid(said) else None


def _line(path: str) -> str:
    return _bytes(path, _LONGEST).decode("utf-8").rstrip("\n")


def _bytes(path: str, limit: int) -> bytes:
    """At most so many bytes of a file; links aren't followed, and a pipe doesn't hold us up."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        return file.read(limit)


def _is_oid(said: str) -> bool:
    return len(said) in {40, 64} and not said.strip("0123456789abcdef")
