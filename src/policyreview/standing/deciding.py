"""The rules by which facts and a day become a status; no other place decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from policyreview.standing.values import ApprovedVersion, Facts, Status


def decide(facts: Facts, day: date) -> tuple[Status, str]:
    """The status of a policy on a day and one sentence why.

    What stands in the way comes first: a broken policy, an approval that could not be judged
    (`unknown`), a standing reject. Bytes that are approved are `in force`, `scheduled` or
    `approved` by their date (`review due` where the time for that has come). Anything else is new:
    never approved, or changed since an approval, and then the most telling of `translation behind`,
    `in review` and `changed`.
    """
    if facts.broken is not None:
        return "broken", facts.broken
    if facts.unknown is not None:
        return "unknown", facts.unknown
    if facts.rejected_by:
        return "changes requested", f"{listed(facts.rejected_by)} asked for changes."
    if facts.is_approved and facts.approved:
        return _approved(facts, facts.approved[-1], day)
    if not facts.approved:
        return _never_approved(facts)
    if facts.behind:
        text = "The translation" if len(facts.behind) == 1 else "The translations"
        languages = listed([each.language for each in facts.behind])
        return (
            "translation behind",
            f"{text} into {languages} did not follow since the last approval.",
        )
    if facts.have or facts.comments:
        return "in review", _counted(facts)
    last = facts.approved[-1]
    return "changed", f"The text changed since version {last.label} was approved."


def in_force(approved: Sequence[ApprovedVersion], day: date) -> ApprovedVersion | None:
    """The version that binds on a day: the latest effective one, of two with one date the later.

    Args:
        approved: Versions that reached their quorum, oldest first by position in history.
        day: The day asked about.
    """
    binding = [version for version in approved if version.effective_date <= day]
    return max(reversed(binding), key=lambda version: version.effective_date, default=None)


def scheduled(approved: Sequence[ApprovedVersion], day: date) -> ApprovedVersion | None:
    """The approved version that binds next after a day, None where none is to come."""
    coming = [version for version in approved if version.effective_date > day]
    return min(reversed(coming), key=lambda version: version.effective_date, default=None)


def listed(names: Sequence[str]) -> str:
    """Names as a phrase: 'Ada', 'Ada and Ben', 'Ada, Ben and Cai'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _asked(names: Sequence[str], missing: int) -> str:
    """Those who can fill what is missing: all of them, any one, or so many of them."""
    if missing >= len(names):
        return listed(names)
    if missing == 1:
        return f"{', '.join(names[:-1])} or {names[-1]}"
    return f"{missing} of {listed(names)}"


def _approved(facts: Facts, version: ApprovedVersion, day: date) -> tuple[Status, str]:
    when = version.effective_date.isoformat()
    if version.effective_date > day:
        if version.released:
            return "scheduled", f"Version {version.label} is released and binds from {when}."
        approved = f"Version {version.label} is approved and binds from {when}"
        return "approved", f"{approved}; no sound release tag names it yet."
    if facts.review_by is not None and facts.review_by <= day:
        return (
            "review due",
            f"In force since {when}; a review was due on {facts.review_by.isoformat()}.",
        )
    later = in_force(facts.approved, day)
    if later is not None and later != version:
        return (
            "approved",
            f"Version {version.label} is approved, but version {later.label} has a later date.",
        )
    return "in force", f"Version {version.label} binds since {when}."


def _never_approved(facts: Facts) -> tuple[Status, str]:
    if facts.need is None:
        if facts.have:
            signatures = (
                "One signature speaks" if facts.have == 1 else f"{facts.have} signatures speak"
            )
            return (
                "in review",
                f"{signatures} of this text; without a charter nothing is approved by rule.",
            )
        if facts.charter_invalid:
            return "never approved", "The charter is invalid, so no rule says who approves it."
        return "never approved", "There is no charter, so no rule says who approves it."
    if facts.have or facts.comments:
        return "in review", _counted(facts)
    if facts.vain:
        said = "Nobody's approval of this text counts; 'policyreview verify' says why."
        return "never approved", said
    return "never approved", "Nobody has signed it yet."


def _counted(facts: Facts) -> str:
    if facts.need is None:
        return f"{facts.have} signed this text."
    if facts.held_back is not None:
        return f"{facts.have} of {facts.need} approvals, and still not approved: {facts.held_back}"
    missing = max(0, facts.need - facts.have)
    waiting = f" It waits for {_asked(facts.waiting, missing)}." if facts.waiting else ""
    if not facts.have:
        return f"There are comments on this text; {facts.need} approvals are missing.{waiting}"
    return f"{facts.have} of {facts.need} approvals, {missing} missing.{waiting}"
