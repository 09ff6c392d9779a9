"""Finds a policy at another revision, also where its files had other names then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from policyreview.library import Library, Policy


def policy_at(library: Library, policy_id: str, rev: str | None) -> tuple[Library, Policy]:
    """A policy at a revision.

    Args:
        library: The library at the newest revision.
        policy_id: The policy's id there.
        rev: A branch, tag or commit; None is the library's own commit.

    Returns:
        The library at that revision, and the policy as it was there.

    Raises:
        WrongUse: There is no such revision, or no such policy at it.
        CouldNotTell: The repository could not be read.
    """
    if rev is None:
        return library, library.policy(policy_id)
    now = library.policy(policy_id)
    then = library.at(rev)
    same = next((policy for policy in then.policies if policy.id == policy_id), None)
    if same is not None:
        return then, same
    names = _names_at(library, policy_id, then.commit) | frozenset(now.paths)
    for policy in then.policies:
        if names.intersection(policy.paths):
            return then, policy
    raise WrongUse(
        f"There was no policy '{policy_id}' at '{rev}'.",
        hint=f"'policyreview history {policy_id}' shows the revisions that have it.",
    )


def _names_at(library: Library, policy_id: str, commit: str | None) -> frozenset[str]:
    """The paths that a policy's texts had at a commit, by the renames in its history."""
    if commit is None:
        return frozenset()
    past = frozenset(library.repository.ancestry(commit))
    for revision in library.revisions(policy_id):
        if revision.commit in past:
            return frozenset(revision.paths)
    return frozenset()
