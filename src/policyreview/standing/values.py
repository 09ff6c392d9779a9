"""What is known of a policy on a day, and where it stands by that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import date

    from policyreview.signoff.equivalence import Equivalence

Status = Literal[
    "broken",
    "unknown",
    "changes requested",
    "never approved",
    "translation behind",
    "in review",
    "changed",
    "approved",
    "scheduled",
    "in force",
    "review due",
]
STATUSES: tuple[Status, ...] = get_args(Status)
"""Every status, the one that asks for the most attention first."""


@dataclass(frozen=True, slots=True)
class ApprovedVersion:
    """A version that reached its quorum.

    Attributes:
        label: Its name: the effective date, or the text's own label.
        effective_date: The day from which it binds.
        commit: The commit by which its quorum was reached: its texts are as they stand there.
        released: Whether a sound release tag names it.
    """

    label: str
    effective_date: date
    commit: str
    released: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """A translation that did not follow the prevailing text since the last approval.

    Attributes:
        language: Its tag.
        clauses: Names of the clauses of the prevailing text that changed without it, in order;
            ``""`` stands for what is in no clause.
    """

    language: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides where a policy stands; nothing in it depends on the day.

    Attributes:
        broken: Why the policy can't be read or signed as it is, one sentence; None where it can.
        approved: The versions that reached their quorum, oldest first by position in history.
        current: Label of the version that today's bytes are, or that is being signed with them;
            None where no record speaks of these bytes.
        is_approved: Whether today's bytes are an approved version.
        unknown: Why it could not be told whether they are approved; None where it could.
        have: Approvals that count for today's bytes.
        need: Approvals that the charter's rule asks for; None where there is no charter.
        held_back: Why the approvals that were asked for are not enough, one sentence; None where
            they are, or some are missing.
        rejected_by: Names of those whose standing word on today's bytes is a reject.
        comments: How many comments speak of today's bytes.
        behind: Translations that did not follow the prevailing text since the last approval.
        effective: Effective date that the records on today's bytes state, None without any.
        changed_clauses: Clauses changed since the last approval; None where nothing is approved.
        review_by: The day by which the policy must be looked at again; None where none is set.
        waits_for: Ids of the signers whose word is still missing.
        waiting: Their printed names, in the same order.
        vain: Words were signed on today's bytes, and none of them is an approval that counts.
        charter_invalid: There is a charter, but it can't be read as one, and none is in force.
    """

    broken: str | None = None
    approved: tuple[ApprovedVersion, ...] = ()
    current: str | None = None
    is_approved: bool = False
    unknown: str | None = None
    have: int = 0
    need: int | None = None
    held_back: str | None = None
    rejected_by: tuple[str, ...] = ()
    comments: int = 0
    behind: tuple[Behind, ...] = ()
    effective: date | None = None
    changed_clauses: int | None = None
    review_by: date | None = None
    waits_for: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    vain: bool = False
    charter_invalid: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """The last commit that changed a policy's texts.

    Attributes:
        commit: Its oid.
        time: Author's date, epoch seconds.
        author: Author's name.
        subject: First line of the message.
    """

    commit: str
    time: int
    author: str
    subject: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a policy stands on a day.

    Attributes:
        policy: Its id.
        title: What it calls itself.
        status: One of `STATUSES`.
        why: One sentence that explains the status.
        version: Label of the newest text's version: the one it is approved or being signed as,
            else the label in the text, else None.
        version_in_force: Label of the approved version that binds on the day, None where none does.
        in_force_since: From when that version binds.
        commit_in_force: The commit at which its texts stand.
        next_version: Label of an approved version that will bind later, None where there is none.
        next_date: From when it will.
        effective_date: Effective date of the newest text.
        updated_date: When the newest text says that it was updated, ISO, perhaps only a month.
        languages: Its texts' languages.
        have: Approvals that count for the newest text.
        need: Approvals that the rule asks for; None where there is no charter.
        changed_clauses: Clauses changed since the last approval; None where nothing is approved.
        behind: Translations that did not follow since the last approval.
        last_change: The last commit that changed a text, None where it is not known yet.
        waits_for: Ids of the signers whose word is missing.
        waits_for_me: Whether the signer who asked is one of them.
        equivalences: For each language that a rule asks equivalence for, whether it is said of the
            newest text.
        approved_commit: Commit of the last approved version, None where there is none.
        approved_version: Its label; it may bind later than the version in force.
        approved_date: Effective date of that version.
    """

    policy: str
    title: str
    status: Status
    why: str
    version: str | None = None
    version_in_force: str | None = None
    in_force_since: date | None = None
    commit_in_force: str | None = None
    next_version: str | None = None
    next_date: date | None = None
    effective_date: str | None = None
    updated_date: str | None = None
    languages: tuple[str, ...] = ()
    have: int = 0
    need: int | None = None
    changed_clauses: int | None = None
    behind: tuple[Behind, ...] = ()
    last_change: Change | None = None
    waits_for: tuple[str, ...] = ()
    waits_for_me: bool = False
    equivalences: tuple[Equivalence, ...] = ()
    approved_commit: str | None = None
    approved_version: str | None = None
    approved_date: date | None = None
