"""What the next start does about a process that was killed while it wrote: finish or clear away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.errors import CouldNotTell, PolicyReviewError
from policyreview.repository import journal, settle, worktrees
from policyreview.repository.failures import disk_trouble
from policyreview.repository.lock import writer_lock
from policyreview.repository.refs import tip_of
from policyreview.repository.settle import IndexLock

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.repository.journal import Journal
    from policyreview.repository.repo import Repository


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the next start did about a process that was killed.

    Attributes:
        outcome: ``finished``: the commit stands on its branch and index and files follow it.
            ``undone``: nothing of it remains.
        commit: The commit that was being put in place.
        ref: Its branch.
        left: Paths that somebody changed meanwhile and that were left alone.
        message: All that in one or two sentences.
    """

    outcome: Literal["finished", "undone"]
    commit: str
    ref: str
    left: tuple[str, ...]
    message: str


def recover(repository: Repository, *, wait: float = 0.0) -> Recovered | None:
    """Finish or clear away what a killed process left behind.

    Args:
        repository: Where to look.
        wait: Seconds to wait for a writer at work; its journal is no leftover.

    Returns:
        What was done, None where nothing was left behind or a writer is at work.

    Raises:
        CouldNotTell: It can't be repaired now; the message says why.
    """
    if not (repository.common_dir / "policyreview" / journal.NAME).exists():
        return None
    try:
        with writer_lock(repository.common_dir, wait=wait) as folder:
            return settle_leftover(repository, folder)
    except CouldNotTell as error:
        if "under way" in error.message:
            return None
        raise


def settle_leftover(repository: Repository, folder: Path) -> Recovered | None:
    """Finish or clear away what the journal tells of; the caller holds the writers' lock.

    Args:
        repository: Where to look.
        folder: The folder of the lock and the journal.

    Raises:
        CouldNotTell: It can't be repaired now; the message says why.
    """
    try:
        plan = journal.read(folder)
    except OSError as error:
        raise disk_trouble(error, "the journal of an earlier sign-off can't be read") from error
    except ValueError as error:
        raise CouldNotTell(
            f"The journal of an earlier sign-off is damaged: {error}.",
            hint=f"Look at {folder / journal.NAME}, and remove it when nothing is amiss.",
        ) from error
    if plan is None:
        return None
    tip = tip_of(repository, plan.ref)
    stands = tip is not None and (tip == plan.new or _contains(repository, plan.new, tip))
    side: settle.Side = "new" if stands else "old"
    known = {str(tree.git_dir): tree for tree in worktrees.all_worktrees(repository)}
    left: dict[str, None] = {}
    for git_dir in plan.trees:
        tree = known.get(git_dir)
        if tree is None or not tree.stands:
            continue
        lock = IndexLock(tree, plan.token)
        lock.take()
        try:
            left.update(dict.fromkeys(settle.settle_files(repository, tree, plan, side)))
            left.update(dict.fromkeys(settle.settle_index(repository, lock, plan, side)))
            settle.clear_files(tree, plan)
        finally:
            lock.clean()
            lock.release()
    try:
        journal.remove(folder)
    except OSError as error:
        raise disk_trouble(error, "the journal can't be removed") from error
    return _told(plan, stands=stands, left=tuple(left))


def _contains(repository: Repository, old: str, new: str) -> bool:
    try:
        return repository.is_ancestor(old, new)
    except PolicyReviewError:
        return False


def _told(plan: Journal, *, stands: bool, left: tuple[str, ...]) -> Recovered:
    name = plan.ref.removeprefix("refs/heads/")
    if stands:
        message = (
            f"An earlier sign-off was interrupted after its commit {plan.new[:12]} stood on {name};"
            " index and files now follow it."
        )
    else:
        message = (
            f"An earlier sign-off on {name} was interrupted before anything was changed;"
            " nothing of it remains."
        )
    if left:
        message += f" Left as they are, because they were changed meanwhile: {', '.join(left)}."
    return Recovered("finished" if stands else "undone", plan.new, plan.ref, left, message)
