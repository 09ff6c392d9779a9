"""Compute merges without a work tree, to check one that was made or to make one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell
from policyreview.repository import git
from policyreview.repository.pointers import is_oid

if TYPE_CHECKING:
    from policyreview.repository.repo import Repository

NEEDS = (2, 38)
"""The oldest git that merges without a work tree."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge comes to.

    Attributes:
        tree: The merged tree's oid, None where the merge has conflicts.
        conflicts: The paths in conflict.
    """

    tree: str | None
    conflicts: tuple[str, ...]


def merge_tree(repository: Repository, parents: tuple[str, str], *, keep: bool = False) -> Merged:
    """Merge two commits as git would, without merge drivers and attributes.

    Args:
        repository: Where they are.
        parents: The two commits; the first is the side that is merged into.
        keep: Put the new tree and texts into the repository; else they stay in a private store
            and the repository is not written to.

    Raises:
        CouldNotTell: Git is older than 2.38, or objects are missing or damaged.
    """
    if git.version() < NEEDS:
        raise CouldNotTell("This git can't recompute merges.", hint="Install git 2.38 or newer.")
    if len(parents) != 2:
        raise CouldNotTell(
            "Only a merge of two commits can be recomputed.",
            hint="Merge one branch after the other.",
        )
    env = dict(repository.shadow.env)
    if not keep:
        private = repository.shadow.path / "objects"
        private.mkdir(exist_ok=True)
        env["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = env["GIT_OBJECT_DIRECTORY"]
        env["GIT_OBJECT_DIRECTORY"] = str(private)
    done = git.run(
        ["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", *parents],
        git_dir=repository.shadow.path,
        env=env,
        check=False,
    )
    fields = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    if done.returncode == 0 and is_oid(fields[0]):
        return Merged(fields[0], ())
    if done.returncode == 1:
        return Merged(None, tuple(path for path in fields[1:] if path))
    if "unrelated histories" in done.stderr.decode("utf-8", "replace"):
        raise CouldNotTell(
            "The merge joins histories that have nothing in common.",
            hint="Merge only branches of one history.",
        )
    raise git.GitFailed(done, "recompute a merge")
