"""Bring a work tree's index and files to one side of a commit: to after it, or back to before it.

Only what stands as the other side has it is touched. What somebody changed in the meantime stays
as it is and is reported.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.errors import Cancelled, CouldNotTell, PolicyReviewError
from policyreview.repository import folders, git
from policyreview.repository.failures import disk_trouble, git_trouble
from policyreview.repository.worktrees import (
    IndexEntry,
    Worktree,
    index_entries,
    read_file,
    state_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from policyreview.repository.journal import FileChange, Journal
    from policyreview.repository.repo import Repository

Side = Literal["old", "new"]
INDEX_WAIT = 3.0
"""Seconds to wait for another git process that holds the index."""


def _side(change: FileChange, side: Side) -> str | None:
    return change.new if side == "new" else change.old


def _other(side: Side) -> Side:
    return "old" if side == "new" else "new"


@dataclass(frozen=True, slots=True)
class IndexLock:
    """Git's own lock on a work tree's index, held under a token."""

    tree: Worktree
    token: str

    @property
    def place(self) -> Path:
        """The lock's file."""
        return self.tree.git_dir / "index.lock"

    @property
    def draft(self) -> Path:
        """The new index before it is put in place."""
        return self.tree.git_dir / f"index.policyreview-{self.token}"

    def _content(self) -> bytes:
        return f"policyreview {self.token}\n".encode()

    def ours(self) -> bool:
        """Whether the lock that stands there is this one."""
        try:
            with self.place.open("rb") as file:
                return file.read(100) == self._content()
        except OSError:
            return False

    def take(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Take the lock, waiting shortly for another git process.

        The lock appears with its content at once, so that a killed process's lock is known.

        Raises:
            CouldNotTell: Another process holds it, or the git folder can't be written.
            Cancelled: ``cancelled`` said yes.
        """
        if self.ours():
            return
        until = time.monotonic() + INDEX_WAIT
        marker = self.tree.git_dir / f"lock.policyreview-{self.token}"
        try:
            marker.write_bytes(self._content())
            while not self._link(marker):
                if cancelled and cancelled():
                    raise Cancelled("Stopped; nothing was changed.")
                if time.monotonic() >= until:
                    raise CouldNotTell(
                        "Another git process is using the index (index.lock is there).",
                        hint="Wait until it ends. If none is running, remove"
                        f" {self.place} and try again.",
                    )
                time.sleep(0.02)
        except OSError as error:
            raise disk_trouble(error, "the index can't be locked") from error
        finally:
            with contextlib.suppress(OSError):
                marker.unlink(missing_ok=True)

    def _link(self, marker: Path) -> bool:
        try:
            os.link(marker, self.place)
        except FileExistsError:
            return False
        except OSError:
            # A file system without hard links: an exclusive file has to do.
            try:
                descriptor = os.open(self.place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            except FileExistsError:
                return False
            with os.fdopen(descriptor, "wb") as file:
                file.write(self._content())
        return True

    def release(self) -> None:
        """Give the lock back where it is this one's."""
        with contextlib.suppress(OSError):
            if self.ours():
                self.place.unlink()

    def clean(self) -> None:
        """Remove what was only a draft."""
        for place in (
            self.draft,
            self.draft.with_name(self.draft.name + ".lock"),
            self.tree.git_dir / f"lock.policyreview-{self.token}",
        ):
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)


def draft_index(
    repository: Repository, lock: IndexLock, changes: Mapping[str, tuple[IndexEntry | None, str]]
) -> None:
    """Write the new index beside the old one; ``place_index`` puts it in place.

    Git is given an empty work tree: it looks at no file, so that no clean filter runs, and the
    draft keeps the old index's time, by which git knows which files it has to look at again.

    Args:
        repository: Whose private folder to use.
        lock: The index's lock, which is held.
        changes: By path the entry before, which tells flags to keep, and the blob after with its
            mode as ``mode oid``; an empty string takes the entry away.

    Raises:
        CouldNotTell: The index can't be written.
    """
    index = lock.tree.git_dir / "index"
    try:
        before = index.stat() if index.exists() else None
        if before is not None:
            shutil.copyfile(index, lock.draft)
            lock.draft.chmod(stat.S_IMODE(before.st_mode))
    except OSError as error:
        raise disk_trouble(error, "the index can't be written") from error
    nothing = "0" * (64 if repository.object_format == "sha256" else 40)
    lines = []
    flags: dict[str, list[str]] = {"--skip-worktree": [], "--assume-unchanged": []}
    for path, (entry, after) in changes.items():
        lines.append(f"{after} 0\t{path}\0" if after else f"0 {nothing}\t{path}\0")
        if entry is not None and after:
            if entry.sparse:
                flags["--skip-worktree"].append(path)
            if entry.assumed:
                flags["--assume-unchanged"].append(path)
    _update_index(repository, lock, ["--index-info"], "".join(lines))
    for flag, marked in flags.items():
        if marked:
            _update_index(
                repository, lock, [flag, "--stdin"], "".join(f"{path}\0" for path in marked)
            )
    try:
        with lock.draft.open("rb") as file:
            os.fsync(file.fileno())
        if before is not None:
            os.utime(lock.draft, ns=(before.st_atime_ns, before.st_mtime_ns))
    except OSError as error:
        raise disk_trouble(error, "the index can't be written") from error


def _update_index(repository: Repository, lock: IndexLock, args: list[str], data: str) -> None:
    empty = repository.shadow.path / "refs"
    done = git.run(
        [f"--work-tree={empty}", "update-index", "-z", *args],
        git_dir=lock.tree.git_dir,
        cwd=empty,
        purpose="own",
        env={"GIT_INDEX_FILE": str(lock.draft)},
        config=("core.splitIndex=false", "index.sparse=false", "core.untrackedCache=keep"),
        input=data.encode("utf-8", "surrogateescape"),
        check=False,
    )
    if done.returncode:
        raise git_trouble(done, "the index could not be written")


def place_index(lock: IndexLock) -> None:
    """Put the drafted index in place.

    Raises:
        CouldNotTell: It could not be.
    """
    try:
        lock.draft.replace(lock.tree.git_dir / "index")
    except OSError as error:
        raise disk_trouble(error, "the index can't be written") from error
    folders.sync_folder(lock.tree.git_dir)


def staged_name(tree: Worktree, path: str, token: str) -> Path:
    """Where a file's new bytes wait, in the folder that they belong to."""
    target = tree.root / path
    return target.with_name(f".{target.name[:100]}.policyreview-{token}")


def stage_file(tree: Worktree, path: str, data: bytes, mode: str, token: str) -> None:
    """Write a file's new bytes beside it, with its own permissions, and wait for the disk.

    Raises:
        CouldNotTell: The folder can't be written.
    """
    target, waiting = tree.root / path, staged_name(tree, path, token)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(waiting, flags, 0o777 if mode == "100755" else 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if target.exists():
                os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))
            os.fsync(file.fileno())
    except OSError as error:
        raise disk_trouble(error, f"{path} can't be written") from error


def missing_folders(tree: Worktree, path: str) -> list[str]:
    """The folders on the way to a path that are not there, outermost first."""
    parts = path.split("/")[:-1]
    ways = ["/".join(parts[: count + 1]) for count in range(len(parts))]
    return [way for way in ways if not (tree.root / way).exists()]


def clear_files(tree: Worktree, journal: Journal) -> None:
    """Remove waiting files, and folders made for them that are empty."""
    for change in journal.files:
        if _reachable(tree, change.path):
            with contextlib.suppress(OSError):
                staged_name(tree, change.path, journal.token).unlink(missing_ok=True)
    for folder in reversed(journal.made):
        if _reachable(tree, folder):
            with contextlib.suppress(OSError):
                (tree.root / folder).rmdir()


def _reachable(tree: Worktree, path: str) -> bool:
    """Whether every folder on the way to a path is a real folder of the work tree."""
    folder = tree.root
    try:
        for part in path.split("/")[:-1]:
            folder /= part
            if not stat.S_ISDIR(folder.lstat().st_mode):
                return False
    except OSError:
        return False
    return True


def settle_files(
    repository: Repository, tree: Worktree, journal: Journal, side: Side
) -> tuple[str, ...]:
    """Bring the files that stand as the other side has them to this side.

    Returns:
        The paths that were left alone, because somebody changed them meanwhile.

    Raises:
        CouldNotTell: A file can't be written.
    """
    left = []
    sparse = {
        path
        for path, entries in index_entries(tree, [one.path for one in journal.files]).items()
        if any(entry.sparse for entry in entries)
    }
    for change in journal.files:
        try:
            data = read_file(tree.root, change.path)
        except PolicyReviewError:
            left.append(change.path)
            continue
        want, other = _side(change, side), _side(change, _other(side))
        if _is(repository, data, want) or (data is None and change.path in sparse):
            continue
        if not _is(repository, data, other):
            left.append(change.path)
            continue
        _bring(repository, tree, change, want, journal.token)
    return tuple(left)


def _is(repository: Repository, data: bytes | None, oid: str | None) -> bool:
    if oid is None:
        return data is None
    return state_of(data, oid, repository.object_format) == "same"


def _bring(
    repository: Repository, tree: Worktree, change: FileChange, want: str | None, token: str
) -> None:
    target = tree.root / change.path
    try:
        if want is None:
            target.unlink()
            return
        waiting = staged_name(tree, change.path, token)
        if not _is(repository, _staged(tree, waiting), want):
            stage_file(tree, change.path, repository.blob(want), change.mode, token)
        waiting.replace(target)
    except OSError as error:
        raise disk_trouble(error, f"{change.path} can't be written") from error
    folders.sync_folder(target.parent)


def _staged(tree: Worktree, waiting: Path) -> bytes | None:
    """What waits to become a file; None where no ordinary file does."""
    try:
        return read_file(tree.root, str(waiting.relative_to(tree.root)))
    except PolicyReviewError:
        return None


def settle_index(
    repository: Repository, lock: IndexLock, journal: Journal, side: Side
) -> tuple[str, ...]:
    """Bring the index entries that stand as the other side has them to this side.

    Returns:
        The paths that were left alone, because somebody staged something else.

    Raises:
        CouldNotTell: The index can't be read or written.
    """
    have = index_entries(lock.tree, [change.path for change in journal.files])
    left = []
    changes: dict[str, tuple[IndexEntry | None, str]] = {}
    for change in journal.files:
        entries = have.get(change.path, ())
        stands = entries[0].oid if entries else None
        want, other = _side(change, side), _side(change, _other(side))
        if any(entry.stage for entry in entries) or stands not in {want, other}:
            left.append(change.path)
        elif stands != want:
            after = f"{change.mode} {want}" if want else ""
            changes[change.path] = (entries[0] if entries else None, after)
    if changes:
        draft_index(repository, lock, changes)
        place_index(lock)
    return tuple(left)
