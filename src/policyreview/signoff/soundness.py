"""Whether a history is what its ids say; the commit up to which it is, is kept under a seal."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell
from policyreview.repository.intact import Followed
from policyreview.repository.pointers import is_oid
from policyreview.signoff import sealing
from policyreview.signoff.authorship import tells_more

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from policyreview.repository import Repository
    from policyreview.signoff.walk import Walk


def follow(
    repository: Repository, tip: str, *, all_of_it: bool = False, wanted: str | None = None
) -> Followed:
    """What looks at a commit's history while it is walked, but for what was found sound before.

    Args:
        repository: Where it is.
        tip: The commit.
        all_of_it: Only what was not verified before is walked.
        wanted: The folder of which commits are kept.
    """
    known = None if all_of_it else _recall(repository)
    if known is None or not repository.is_ancestor(known, tip):
        return Followed(repository, telling=tells_more, wanted=wanted)
    fresh = frozenset(repository.ancestry(tip, exclude=[known]))
    return Followed(repository, known, fresh, telling=tells_more, wanted=wanted)


def sound_walk(repository: Repository, tip: str) -> Walk:
    """Read the history of a commit, and see that it is what its ids say.

    Raises:
        CouldNotTell: It is not, or git can't read it to the end.
    """
    from policyreview.signoff.walk import walk

    followed = follow(repository, tip)
    steps = walk(repository, tip, followed=followed)
    if stranger(repository, tip, followed, ()) is not None:
        raise CouldNotTell(
            "The clone's files are damaged or were changed, so it can't be told what its history"
            " holds.",
            hint="Clone it again.",
        )
    return steps


def stranger(
    repository: Repository,
    tip: str,
    followed: Followed,
    files: Iterable[tuple[str, str]],
    *,
    cancelled: Callable[[], bool] | None = None,
) -> str | None:
    """The first commit or folder found in a history that is not what its id says; None is well.

    Or the commit itself, where it holds other files than git has listed.

    Like a kept report this trusts that nobody has changed older objects on this disk since they
    were found sound.

    Args:
        repository: Where the objects are.
        tip: The commit from which the history was walked.
        followed: What looked at it.
        files: Path and id of files that git says the commit holds.
        cancelled: Asked now and then.

    Raises:
        CouldNotTell: Git can't read the objects to the end.
        Cancelled: ``cancelled`` said yes.
    """
    found = next(followed.strangers(cancelled=cancelled), None)
    if found is None and any(followed.others(tip, files)):
        return tip
    if found is None and not repository.is_shallow():
        _keep(repository, tip)
    return found


def _recall(repository: Repository) -> str | None:
    with contextlib.suppress(OSError, CouldNotTell):
        key = sealing.key_of_user(make=False)
        body = sealing.read(_path(repository), key, _bound(repository)) if key else None
        if body is not None and is_oid(body) and repository.objects.info(oid := body.decode()):
            return oid
    return None


def _keep(repository: Repository, tip: str) -> None:
    with contextlib.suppress(OSError):
        if key := sealing.key_of_user(make=True):
            sealing.write(_path(repository), key, _bound(repository), [tip.encode("ascii")])


def _path(repository: Repository) -> Path:
    return sealing.place(repository, "sound")


def _bound(repository: Repository) -> str:
    return f"sound 1\0{repository.common_dir}\0{repository.object_format}"
