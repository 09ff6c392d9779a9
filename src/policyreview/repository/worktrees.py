"""The folders in which a branch is checked out: their index entries and the bytes of their files.

Files are read and hashed here, never by git: git would run the clean filters that a repository's
configuration names. A text whose line ends git changed on checkout (``core.autocrlf``, ``text``
attributes) therefore differs from its blob, and is reported as that.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policyreview.errors import CouldNotTell, Refused
from policyreview.repository import discover, git
from policyreview.repository.failures import disk_trouble
from policyreview.repository.objects import SIZE_LIMIT, object_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.repository.pointers import TreeEntry
    from policyreview.repository.repo import Repository

FileState = Literal["same", "missing", "line ends", "changed", "not a file"]


@dataclass(frozen=True, slots=True)
class Worktree:
    """A folder with files and the git folder that holds its index."""

    root: Path
    git_dir: Path

    @property
    def stands(self) -> bool:
        """Whether the folder is there and names the git folder as its own.

        A repository from somewhere else could name any folder and have files written there.
        """
        return discover.leads_back(self.root, self.git_dir)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What an index has at a path.

    Attributes:
        mode: Git's six digits.
        oid: The blob's id.
        stage: 0, or 1 to 3 in an unfinished merge.
        sparse: Whether the file is left out of the work tree (``skip-worktree``).
        assumed: Whether git was told to take it as unchanged (``assume-unchanged``).
    """

    mode: str
    oid: str
    stage: int = 0
    sparse: bool = False
    assumed: bool = False


def all_worktrees(repository: Repository) -> tuple[Worktree, ...]:
    """Every work tree of the repository, the opened one first."""
    found = [] if repository.root is None else [Worktree(repository.root, repository.git_dir)]
    known = {repository.git_dir} if found else set()
    common = repository.common_dir
    if common not in known and (root := discover.work_tree(common)) is not None:
        found.append(Worktree(root, common))
    try:
        inside = common.resolve() / "worktrees"
        linked = sorted(one for one in inside.iterdir() if one.resolve() == one)
    except OSError:
        linked = []
    for git_dir in linked:
        if git_dir in known:
            continue
        try:
            marker = Path((git_dir / "gitdir").read_text().strip())
        except (OSError, UnicodeDecodeError):
            continue
        # Git writes the path relative to the git folder since 2.48 where asked to.
        found.append(Worktree((git_dir / marker).parent, git_dir))
    return tuple(found)


def checked_out(repository: Repository, ref: str) -> tuple[Worktree, ...]:
    """The work trees whose HEAD is the given branch.

    Args:
        repository: Where to look.
        ref: The whole name, ``refs/heads/…``.

    Raises:
        Refused: One of them is not there, or is being rebased.
    """
    found = []
    for tree in all_worktrees(repository):
        done = git.run(
            ["symbolic-ref", "--quiet", "HEAD"], git_dir=tree.git_dir, purpose="own", check=False
        )
        if _rebasing(tree.git_dir) == ref:
            raise Refused(
                f"The branch {ref.removeprefix('refs/heads/')} is being rebased in {tree.root}.",
                hint="Finish or abort the rebase first.",
            )
        if done.returncode or done.text != ref:
            continue
        if not tree.stands:
            raise Refused(
                f"The branch {ref.removeprefix('refs/heads/')} is checked out in {tree.root},"
                " which is not there or is not its work tree.",
                hint="Run 'git worktree prune', or bring the folder back.",
            )
        found.append(tree)
    return tuple(found)


def _rebasing(git_dir: Path) -> str | None:
    for place in ("rebase-merge", "rebase-apply"):
        try:
            return (git_dir / place / "head-name").read_text().strip()
        except (OSError, UnicodeDecodeError):
            continue
    return None


def index_entries(tree: Worktree, paths: Iterable[str]) -> dict[str, tuple[IndexEntry, ...]]:
    """What a work tree's index has at some paths; a path that it lacks is left out.

    Raises:
        CouldNotTell: The index can't be read.
    """
    done = git.run(
        [f"--work-tree={tree.root}", "ls-files", "-z", "-s", "-v", "--full-name", "--", *paths],
        git_dir=tree.git_dir,
        cwd=tree.root,
        purpose="own",
        what="read the index",
    )
    found: dict[str, list[IndexEntry]] = {}
    for record in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = record.partition("\t")
        parts = head.split(" ")
        if len(parts) == 4:
            flag, mode, oid, stage = parts
            entry = IndexEntry(mode, oid, int(stage), flag in "Ss", flag.islower())
            found.setdefault(path, []).append(entry)
    return {path: tuple(entries) for path, entries in found.items()}


def read_file(root: Path, path: str, *, limit: int = SIZE_LIMIT) -> bytes | None:
    """The bytes of a work tree's file, None where there is none.

    Links are never followed, neither the last part of the path nor a folder on the way.

    Raises:
        Refused: Something else than a file stands there.
        CouldNotTell: It can't be read or is too large.
    """
    folder = root
    try:
        for part in path.split("/")[:-1]:
            folder /= part
            if not stat.S_ISDIR(folder.lstat().st_mode):
                raise Refused(
                    f"{path} can't be reached: {part} is no folder but a file or link.",
                    hint="Put a folder in its place.",
                )
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        if not stat.S_ISREG((root / path).lstat().st_mode):
            raise Refused(
                f"{path} is not an ordinary file.", hint="Put an ordinary file in its place."
            )
        descriptor = os.open(root / path, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise disk_trouble(error, f"{path} can't be read") from error
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused(
                f"{path} is not an ordinary file.", hint="Put an ordinary file in its place."
            )
        data = file.read(limit + 1)
    if len(data) > limit:
        raise CouldNotTell(
            f"{path} has more than {limit:,} bytes.",
            hint="Files of that size are not read; split it.",
        )
    return data


def file_state(repository: Repository, path: str, entry: TreeEntry) -> FileState:
    """How a work tree's file stands to what a commit has at its path.

    The raw bytes are compared. ``line ends`` means that they would be the same with every CRLF
    written as LF, as git's line-end conversion makes them.

    Raises:
        CouldNotTell: The file can't be read, or the repository has no work tree.
    """
    if repository.root is None:
        raise CouldNotTell(
            "A bare repository has no files to compare with.", hint="Use a clone that has them."
        )
    try:
        data = read_file(repository.root, path)
    except Refused:
        return "not a file"
    return state_of(data, entry.oid, repository.object_format)


def state_of(data: bytes | None, oid: str, object_format: str) -> FileState:
    """How bytes stand to a blob's id."""
    if data is None:
        return "missing"
    if object_id("blob", data, object_format) == oid:
        return "same"
    if b"\r\n" in data:
        plain = data.replace(b"\r\n", b"\n")
        if object_id("blob", plain, object_format) == oid:
            return "line ends"
    return "changed"


def check_untouched(
    tree: Worktree, entries: dict[str, TreeEntry | None], object_format: str
) -> dict[str, IndexEntry | None]:
    """Refuse to go on unless index and files are, at some paths, as a commit has them.

    Args:
        tree: The work tree.
        entries: What the commit has at each path, None where it has nothing.
        object_format: ``sha1`` or ``sha256``.

    Returns:
        The index's entries by path.

    Raises:
        Refused: A file is staged, edited, deleted or in the way; the message names it.
        CouldNotTell: Index or files can't be read.
    """
    indexed = index_entries(tree, entries)
    found: dict[str, IndexEntry | None] = {}
    for path, entry in entries.items():
        have = indexed.get(path, ())
        if any(one.stage for one in have):
            raise Refused(f"{path} is in an unfinished merge.", hint="Finish the merge first.")
        staged = have[0] if have else None
        same = (
            staged is None
            if entry is None
            else staged is not None and (staged.mode, staged.oid) == (entry.mode, entry.oid)
        )
        if not same:
            raise Refused(
                f"{path} has staged changes that are not committed.",
                hint="Commit or unstage them first: what is signed must be what is committed.",
            )
        _check_file(tree, path, entry, staged, object_format)
        found[path] = staged
    return found


def _check_file(
    tree: Worktree,
    path: str,
    entry: TreeEntry | None,
    staged: IndexEntry | None,
    object_format: str,
) -> None:
    data = read_file(tree.root, path)
    if entry is None:
        if data is not None:
            raise Refused(
                f"{path} stands in the way: it is in the work tree but not in the commit.",
                hint="Move it away or commit it first.",
            )
        return
    if data is None and staged is not None and staged.sparse:
        return
    state = state_of(data, entry.oid, object_format)
    if state == "missing":
        raise Refused(
            f"{path} is deleted in the work tree but not in the commit.",
            hint="Restore it, or commit the deletion first.",
        )
    if state == "line ends":
        raise Refused(
            f"{path} has CRLF line ends in the work tree where the commit has LF.",
            hint="Git's line-end conversion does that (core.autocrlf, or a text attribute):"
            " switch it off for this file and check it out again, or sign a branch that is not"
            " checked out.",
        )
    if state != "same":
        raise Refused(
            f"{path} has changes that are not committed.",
            hint="Commit or undo them first: what is signed must be what is committed.",
        )
