"""Finds a policy at another revision, also where its files had other names then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from policyreview.library import Library, Policy


def policy_at(
    library: Library, policy_id: str, rev: str | None, *, follow: bool = True
) -> tuple[Library, Policy]:
    """A policy at a revision.

    Args:
        library: The library at the newest revision.
        policy_id: The policy's id there.
        rev: A branch, tag or commit; None is the library's own commit.
        follow: Take texts too that only the history of today's files tells to be the policy's.

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
    found = _known_as(library, now, then)
    there = found.languages if found is not None else ()
    missing = [language for language in now.languages if language not in there]
    followed = library.followed(now, missing, then) if follow and missing else None
    if found is None:
        found = followed
    elif followed is not None:
        found = joined(found, followed)
    if found is None:
        raise WrongUse(
            f"There was no policy '{policy_id}' at '{rev}'.",
            hint=f"'policyreview history {policy_id}' shows the revisions that have it.",
        )
    return then, found


def joined(found: Policy, followed: Policy) -> Policy:
    """A policy with what only its files' history tells: texts in other files and languages."""
    more = [
        text
        for text in followed.texts
        if text.path not in found.paths and text.language not in found.languages
    ]
    return replace(found, texts=(*found.texts, *more)) if more else found


def _known_as(library: Library, now: Policy, then: Library) -> Policy | None:
    """A policy at another revision by its id, else by what its files were called."""
    same = next((policy for policy in then.policies if policy.id == now.id), None)
    if same is not None:
        return same
    names = _names_at(library, now.id, then.commit) | frozenset(now.paths)
    for policy in then.policies:
        if names.intersection(policy.paths):
            return policy
    return None


def _names_at(library: Library, policy_id: str, commit: str | None) -> frozenset[str]:
    """The paths that a policy's texts had at a commit, by the renames in its history."""
    if commit is None:
        return frozenset()
    past = frozenset(library.repository.ancestry(commit))
    for revision in library.revisions(policy_id):
        if revision.commit in past:
            return frozenset(revision.paths)
    return frozenset()
