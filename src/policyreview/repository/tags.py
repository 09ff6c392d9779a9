"""Make a tag: an annotated tag's object, signed or not, and the ref that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import Refused, WrongUse
from policyreview.repository import git
from policyreview.repository.lock import WAIT, writer_lock
from policyreview.repository.refs import update_ref
from policyreview.repository.store import write_tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.repository.model import Person, Tag
    from policyreview.repository.repo import Repository
    from policyreview.repository.store import Signing


def tag_ref(name: str) -> str:
    """The whole name of a tag's ref.

    Raises:
        WrongUse: Git does not allow the name.
    """
    ref = f"refs/tags/{name}"
    plain = name and not name.startswith("-") and "\0" not in name
    if not plain or git.run(["check-ref-format", ref], check=False).returncode:
        raise WrongUse(
            f"{name!r} can't be the name of a tag.",
            hint="Letters, digits, '.', '-' and '_' can stand in one.",
        )
    return ref


def make_tag(
    repository: Repository,
    name: str,
    target: str,
    message: str,
    sign: Signing | None = None,
    *,
    tagger: Person | None = None,
    check: Callable[[Tag], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    wait: float = WAIT,
) -> Tag:
    """Make an annotated tag that must not be there yet.

    Args:
        repository: Where to write.
        name: The tag's name, such as ``policy/privacy/2026-12-01``.
        target: The oid of what it tags.
        message: Its whole message.
        sign: How to sign it, None for an unsigned tag.
        tagger: Who makes it, and when; by default the user, now.
        check: Called with the tag before its ref is made; what it raises stops it.
        cancelled: Asked while a signing program runs.
        wait: Seconds to wait for another writer.

    Raises:
        Refused: There is a tag of that name.
        CouldNotTell: Signing failed, or the repository can't be written.
        WrongUse: Name or message can't be a tag's.
        Cancelled: ``cancelled`` said yes.
    """
    ref = tag_ref(name)
    with writer_lock(repository.common_dir, wait=wait, cancelled=cancelled):
        there = repository.own(["rev-parse", "--verify", "--quiet", ref], check=False)
        if there.returncode == 0:
            raise Refused(f"There is a tag {name} already.", hint="A release is never moved.")
        tag = write_tag(
            repository,
            name=name,
            target=target,
            message=message,
            sign=sign,
            tagger=tagger,
            cancelled=cancelled,
        )
        if check:
            check(tag)
        update_ref(repository, ref, tag.oid, None, reason=f"tag: {name}")
    return tag
