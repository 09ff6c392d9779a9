"""Put a new commit on a branch so that a kill at any instant leaves all of it or nothing.

The commit is made first, out of objects that nothing refers to. Then the index is locked as git
locks it, everything is looked at again, the new bytes are written beside their files, and one
``update-ref`` with the old value decides. Files and index follow while the lock still keeps other
git commands away. The branch comes before them, not after, so that a branch that moved meanwhile
leaves nothing to undo. A journal tells the next start what to finish or to clear away.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import (
    Cancelled,
    CouldNotTell,
    HalfDone,
    Moved,
    PolicyReviewError,
    Refused,
    WrongUse,
)
from policyreview.repository import git, journal, paths, settle, store, worktrees
from policyreview.repository.differing import differences
from policyreview.repository.failures import disk_trouble
from policyreview.repository.journal import FileChange, Journal
from policyreview.repository.lock import WAIT, writer_lock
from policyreview.repository.model import Commit, Progress
from policyreview.repository.recovery import settle_leftover
from policyreview.repository.refs import tip_of, update_ref
from policyreview.repository.settle import IndexLock
from policyreview.repository.store import Signing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from policyreview.repository.model import Person
    from policyreview.repository.pointers import TreeEntry
    from policyreview.repository.repo import Repository
    from policyreview.repository.worktrees import IndexEntry, Worktree

__all__ = ["Signing", "commit_files", "current_branch"]


def current_branch(repository: Repository) -> str:
    """The whole name of the branch that is checked out, ``refs/heads/…``.

    Raises:
        Refused: HEAD is detached.
    """
    head = repository.head()
    if head.branch is None:
        raise Refused(
            "HEAD is detached: no branch is checked out that could take the commit.",
            hint="Check a branch out first ('git switch NAME'), or name one with --ref.",
        )
    return f"refs/heads/{head.branch}"


@dataclass(frozen=True, slots=True)
class _Request:
    """One call of ``commit_files``, checked."""

    repository: Repository
    ref: str
    expected: str | None
    changes: dict[str, bytes]
    entries: dict[str, TreeEntry | None]
    progress: Callable[[Progress], None] | None
    cancelled: Callable[[], bool] | None
    step: Callable[[str], None] | None

    def say(self, text: str, done: int) -> None:
        """Report progress, and stop where the user wants it."""
        if self.cancelled and self.cancelled():
            raise Cancelled("Stopped; nothing was changed.")
        if self.progress:
            self.progress(Progress(text, done, 4))

    def at(self, name: str) -> None:
        """Pass a named instant, for tests that stop the process there."""
        if self.step:
            self.step(name)


def commit_files(
    repository: Repository,
    *,
    ref: str,
    expected: str | None,
    changes: Mapping[str, bytes],
    message: str,
    sign: Signing | None = None,
    author: Person | None = None,
    committer: Person | None = None,
    other_parents: Sequence[str] = (),
    check: Callable[[Commit], None] | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    wait: float = WAIT,
    step: Callable[[str], None] | None = None,
) -> str:
    """Make a commit that changes or adds some files, and put it on a branch.

    Where the branch is checked out, index and files of exactly these paths follow; all else in
    them stays as it is. Whatever is raised, nothing was changed, unless the message says that the
    commit stands.

    Args:
        repository: Where to write; it may be bare.
        ref: The branch's whole name, ``refs/heads/…``, or ``HEAD`` for the one checked out.
        expected: The commit that the branch has to name, which becomes the parent; None where the
            branch has none yet.
        changes: The files' new bytes by path. A new file gets mode 100644, others keep theirs.
        message: The commit's message.
        sign: How to sign it, None for an unsigned commit.
        author: Who wrote it, and when; by default the user, now.
        committer: Who commits it; by default the author.
        other_parents: Further parents, for a merge.
        check: Called with the commit before anything is changed; what it raises stops it.
        progress: Told what is being done.
        cancelled: Asked now and then, and while a signing program runs.
        wait: Seconds to wait for another writer.
        step: Called with the name of each instant at which a kill is possible.

    Returns:
        The new commit's oid.

    Raises:
        Moved: The branch names another commit.
        Refused: HEAD is detached, or a file is not as it was committed.
        CouldNotTell: Signing failed, another process holds a lock, or the disk can't be written.
        WrongUse: A path, a name or the message can't be written.
        HalfDone: The commit stands, but index or files could not follow.
        Cancelled: ``cancelled`` said yes.
    """
    git.require_supported()
    if ref == "HEAD":
        ref = current_branch(repository)
    if not ref.startswith("refs/heads/"):
        raise WrongUse(
            f"{ref} is not a branch.", hint="Name one with --ref; 'git branch' lists them."
        )
    if not changes:
        raise WrongUse("There is nothing to commit.", hint="Change something first.")
    for path in changes:
        paths.check_writable(path)
    with writer_lock(repository.common_dir, wait=wait, cancelled=cancelled) as folder:
        settle_leftover(repository, folder)
        tree = {} if expected is None else {one.path: one for one in repository.files(expected)}
        paths.check_against(tree, changes)
        entries = {path: tree.get(path) for path in changes}
        request = _Request(
            repository, ref, expected, dict(changes), entries, progress, cancelled, step
        )
        targets = worktrees.checked_out(repository, ref)
        _check(request, targets)
        request.say("making the commit", 0)
        files = _write_blobs(request)
        request.at("blobs")
        made = store.write_tree(
            repository, expected, {one.path: (one.mode, one.new) for one in files}
        )
        _check_tree(request, made, files)
        request.at("tree")
        request.say("signing" if sign else "making the commit", 1)
        commit = store.write_commit(
            repository,
            tree=made,
            parents=[*([expected] if expected else []), *other_parents],
            message=message,
            sign=sign,
            author=author,
            committer=committer,
            cancelled=cancelled,
        )
        request.at("commit")
        if check:
            check(commit)
        request.say("putting it in place", 2)
        _put(request, folder, targets, commit, files)
        if progress:
            progress(Progress("done", 4, 4))
    return commit.oid


def _check(
    request: _Request, targets: Sequence[Worktree]
) -> list[tuple[Worktree, dict[str, IndexEntry | None]]]:
    """Refuse to go on unless branch, indexes and files are as the commit expects them."""
    tip = tip_of(request.repository, request.ref)
    if tip != request.expected:
        raise _moved(request.ref, request.expected, tip)
    return [
        (
            tree,
            worktrees.check_untouched(tree, request.entries, request.repository.object_format),
        )
        for tree in targets
    ]


def _check_tree(request: _Request, made: str, files: Sequence[FileChange]) -> None:
    """See that a new tree holds what the branch holds, but for some files.

    Git puts it together from folders as it is given them, which is not always by their own bytes.

    Raises:
        CouldNotTell: It differs in something else.
    """
    repository = request.repository
    before = repository.commit(request.expected).tree if request.expected is not None else ""

    def read(oid: bytes) -> bytes:
        return repository.object(oid.hex())[1] if oid else b""

    size = len(made) // 2
    found = differences(read, bytes.fromhex(before), bytes.fromhex(made), size)
    nothing = "0" * len(made)
    wanted = {(one.path, one.mode, one.old or nothing, one.new) for one in files}
    if {(path, mode, old, new) for _, mode, old, new, path in found} != wanted:
        raise CouldNotTell(
            "Git put other files together than the branch holds, so nothing was changed: the"
            " repository's objects are damaged, or stand in it more than once.",
            hint="Clone it again.",
        )


def _moved(ref: str, expected: str | None, tip: str | None) -> Moved:
    name = ref.removeprefix("refs/heads/")
    if tip is None:
        return Moved(f"The branch {name} is not there; nothing was changed.")
    was = f"from {expected[:12]} " if expected else ""
    return Moved(
        f"The branch {name} moved meanwhile {was}to {tip[:12]}; nothing was changed.",
        hint="Look at what is new there, then try again.",
    )


def _write_blobs(request: _Request) -> tuple[FileChange, ...]:
    files = []
    for path, data in request.changes.items():
        entry = request.entries[path]
        mode = "100755" if entry is not None and entry.mode == "100755" else "100644"
        new = store.write_blob(request.repository, data)
        if entry is None or entry.oid != new:
            files.append(FileChange(path, mode, entry.oid if entry else None, new))
    if not files:
        raise WrongUse(
            "The files are already so; there is nothing to commit.", hint="Change something first."
        )
    return tuple(files)


def _put(
    request: _Request,
    folder: Path,
    targets: Sequence[Worktree],
    commit: Commit,
    files: tuple[FileChange, ...],
) -> None:
    """Move the branch to a commit, and index and files with it."""
    token = secrets.token_hex(8)
    made: dict[str, None] = {}
    for tree in targets:
        for one in files:
            made.update(dict.fromkeys(settle.missing_folders(tree, one.path)))
    plan = Journal(
        token=token,
        ref=request.ref,
        old=request.expected,
        new=commit.oid,
        trees=tuple(str(tree.git_dir) for tree in targets),
        files=files,
        made=tuple(made),
    )
    try:
        journal.write(folder, plan)
    except OSError as error:
        raise disk_trouble(error, "the repository's git folder can't be written") from error
    locks = [IndexLock(tree, token) for tree in targets]
    try:
        request.at("journal")
        _prepare(request, locks, targets, plan)
        request.at("prepared")
        update_ref(
            request.repository,
            request.ref,
            commit.oid,
            request.expected,
            reason=f"policyreview: {commit.subject}",
        )
    except Exception:
        if tip_of(request.repository, request.ref) != commit.oid:
            _clear(folder, locks, plan)
            raise
    request.at("branch")
    _follow(request, folder, locks, plan)


def _prepare(
    request: _Request, locks: Sequence[IndexLock], targets: Sequence[Worktree], plan: Journal
) -> None:
    """Lock the indexes, look at everything again, and write all that will be needed."""
    for lock in locks:
        lock.take(request.cancelled)
        request.at("index locked")
    checked = _check(request, targets)
    for lock, (tree, indexed) in zip(locks, checked, strict=True):
        changes = {one.path: (indexed[one.path], f"{one.mode} {one.new}") for one in plan.files}
        settle.draft_index(request.repository, lock, changes)
        request.at("index drafted")
        for one in plan.files:
            entry = indexed[one.path]
            if entry is not None and entry.sparse and not (tree.root / one.path).exists():
                continue
            settle.stage_file(tree, one.path, request.changes[one.path], one.mode, plan.token)
            request.at("file staged")


def _follow(request: _Request, folder: Path, locks: Sequence[IndexLock], plan: Journal) -> None:
    """Bring files and indexes after the branch.

    Raises:
        HalfDone: They can't be; the commit stands, and the next start tries again.
    """
    name = plan.ref.removeprefix("refs/heads/")
    try:
        for lock in locks:
            settle.settle_files(request.repository, lock.tree, plan, "new")
            request.at("files placed")
            settle.place_index(lock)
            request.at("index placed")
            lock.release()
            request.at("index unlocked")
            settle.clear_files(lock.tree, plan)
            lock.clean()
        journal.remove(folder)
    except (PolicyReviewError, OSError) as error:
        why = error.message if isinstance(error, PolicyReviewError) else str(error.strerror)
        raise HalfDone(
            f"The commit {plan.new[:12]} stands on {name}, but the work tree could not follow:"
            f" {why}",
            hint="Free the disk, then start the program again: it will finish this.",
        ) from error
    request.at("journal removed")


def _clear(folder: Path, locks: Sequence[IndexLock], plan: Journal) -> None:
    """Take away everything temporary of a commit that was not put in place."""
    for lock in locks:
        settle.clear_files(lock.tree, plan)
        lock.clean()
        lock.release()
    try:
        journal.remove(folder)
    except OSError as error:
        raise disk_trouble(error, "the journal can't be removed") from error
