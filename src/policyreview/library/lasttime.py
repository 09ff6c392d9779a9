"""What the Library showed the last time at the same commit: the first rows, before git is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.library.cache import Cache
from policyreview.library.listing import parse_listing
from policyreview.repository.glance import glance

if TYPE_CHECKING:
    from policyreview.library.values import Policy


@dataclass(frozen=True, slots=True)
class LastTime:
    """The policies of a commit as they were found before.

    Attributes:
        branch: The branch's short name, None where HEAD is detached.
        commit: The commit, where HEAD stands now.
        policies: All policies, by id.
    """

    branch: str | None
    commit: str
    policies: tuple[Policy, ...]


def last_time(folder: str) -> LastTime | None:
    """The policies that a folder's repository had the last time, if HEAD is where it was then.

    A policy's texts, titles and languages depend on the commit alone, so these rows are never old.
    """
    seen = glance(folder)
    if seen is None:
        return None
    git_dir, commit, branch = seen
    listing = Cache(git_dir).listing(commit)
    if listing is None:
        return None
    try:
        policies, _ = parse_listing(listing)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    return LastTime(branch, commit, policies) if policies else None
