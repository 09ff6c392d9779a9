"""Refs: which commit one names, and moving it in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, Moved
from policyreview.repository import git, store
from policyreview.repository.failures import git_trouble

if TYPE_CHECKING:
    from policyreview.repository.repo import Repository


def tip_of(repository: Repository, ref: str) -> str | None:
    """The commit that a branch names, None where there is no such branch."""
    done = repository.own(["rev-parse", "--verify", "--quiet", ref], check=False)
    return done.text if done.returncode == 0 else None


def update_ref(
    repository: Repository, ref: str, new: str, old: str | None, *, reason: str = "policyreview"
) -> None:
    """Move a ref in one transaction, only if it still names what it did.

    Args:
        repository: Whose ref.
        ref: Its whole name.
        new: What it shall name.
        old: What it has to name now; None where it must not be there.
        reason: The line in the reflog.

    Raises:
        Moved: It names something else.
        CouldNotTell: The refs can't be written.
    """
    zero = "0" * (64 if repository.object_format == "sha256" else 40)
    line = " ".join(reason.split())[:200]
    done = git.run(
        ["update-ref", "--stdin", "-z", "-m", line],
        git_dir=repository.git_dir,
        purpose="own",
        input=b"start\0" + f"update {ref}\0{new}\0{old or zero}\0".encode() + b"prepare\0commit\0",
        config=store.durable(),
        check=False,
    )
    if done.returncode == 0:
        return
    said = done.stderr.decode("utf-8", "replace")
    name = ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
    if "but expected" in said or "reference already exists" in said:
        raise Moved(
            f"{name} moved meanwhile; nothing was changed.",
            hint="Look at what is new there, then try again.",
        )
    if "File exists" in said or "unable to resolve" in said:
        raise CouldNotTell(
            f"{name} can't be changed: another git process holds its lock, or a name like it is"
            " in the way.",
            hint="Wait until it ends; if none is running, remove the .lock file beside the ref.",
        )
    raise git_trouble(done, f"{name} can't be changed")
