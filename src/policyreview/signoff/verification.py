"""The values that verification gives: what is approved, by whom, what is missing, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from policyreview.signoff.authorship import Authorship
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.counting import Count
    from policyreview.signoff.equivalence import Equivalence
    from policyreview.signoff.record import Record
    from policyreview.signoff.signature import Checked
    from policyreview.signoff.walk import Walk

Weight = Literal["yes", "no", "unknown", "note"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence on why a version is approved, or not, or can't be judged.

    Attributes:
        code: Stable name, listed in ``docs/format.md``.
        text: One plain sentence. It may quote the repository: whoever prints it makes it safe.
        commit: The commit that it is about, None where it is about none.
        weight: ``yes`` speaks for the claim, ``no`` against it, ``unknown`` says that something
            could not be checked, ``note`` is worth knowing and changes nothing.
    """

    code: str
    text: str
    commit: str | None = None
    weight: Weight = "no"


class SignedRecord(NamedTuple):
    """A record as history holds it, judged.

    Attributes:
        record: None where the file could not be read as one.
        path: Where the file stands, or stood.
        commit: The commit that added it.
        position: Place of that commit in the walk, 0 for the root: the order of things. Claimed
            times never are.
        signature: What the commit's signature amounts to.
        payload: SHA-256 of what was signed, hex: two commits with one payload are one word.
        counts: Whether it is a valid word of its signer on its subject (never mind the verdict).
        present: Whether the file is still in the tree at the tip.
        problems: Why it does not count; notes too.
    """

    record: Record | None
    path: str
    commit: str
    position: int
    signature: Checked
    payload: str
    counts: bool
    present: bool
    problems: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """One line of a rule against what there is: so many of a role for one language.

    Attributes:
        role: The role asked for.
        language: The text's language.
        want: Number of different persons.
        have: Ids of the signers who count, in the order in which they signed.
        meaning: Only this meaning counts, None: any.
    """

    role: str
    language: str
    want: int
    have: tuple[str, ...]
    meaning: str | None = None

    @property
    def missing(self) -> int:
        """How many persons are missing."""
        return max(0, self.want - len(self.have))


@dataclass(frozen=True, slots=True)
class VersionState:
    """One version of a policy as history shows it.

    Attributes:
        policy: Id.
        version: Label.
        effective_date: From which day it binds.
        subject_digest: Of the subject that was judged.
        approved: True, False, or None where it could not be told.
        current: Its texts are exactly those at the tip, and no version has replaced it.
        records: All that speak of it, in the order of history, counted or not.
        needs: What the charter asks for, with what there is; empty without a charter.
        reasons: In the order in which they should be read.
        completed: The commit with which the quorum was reached, None before.
        position: Of that commit; -1 before.
    """

    policy: str
    version: str
    effective_date: date | None
    subject_digest: str
    approved: bool | None
    current: bool
    records: tuple[SignedRecord, ...]
    needs: tuple[Need, ...]
    reasons: tuple[Reason, ...]
    completed: str | None = None
    position: int = -1

    @property
    def have(self) -> int:
        """Approvals that count towards the rules, each need's surplus left out."""
        return sum(min(n.want, len(n.have)) for n in _by_role(self.needs))

    @property
    def need(self) -> int:
        """Approvals that the rules ask for; languages that one signature may cover count once."""
        return sum(n.want for n in _by_role(self.needs))


def replaced(states: Iterable[VersionState]) -> frozenset[str]:
    """Subject digests of the versions that an approved one names as its previous, or that one does.

    Whoever puts their texts back has not got them approved anew by that.
    """
    before: dict[str, str | None] = {}
    waiting: list[str | None] = []
    for state in states:
        records = [signed.record for signed in state.records if signed.record]
        before.update({record.subject_digest: record.subject.previous for record in records})
        waiting += [state.subject_digest] if state.approved else []
    found: set[str] = set()
    while waiting:
        previous = before.get(waiting.pop() or "")
        if previous is not None and previous not in found:
            found.add(previous)
            waiting.append(previous)
    return frozenset(found)


def _by_role(needs: tuple[Need, ...]) -> list[Need]:
    """For each role and meaning the language that is furthest from its number."""
    worst: dict[tuple[str, str | None], Need] = {}
    for need in needs:
        key = (need.role, need.meaning)
        other = worst.get(key)
        if other is None or (need.missing, need.want) > (other.missing, other.want):
            worst[key] = need
    return list(worst.values())


@dataclass(frozen=True, slots=True)
class Verification:
    """What is true of a policy at the tip: its newest claim, judged against the texts as they are.

    Attributes:
        policy: Id.
        version: Label of the newest version that anybody signed for; None where nobody did.
        approved: Whether the texts at the tip are approved as that version.
        claimed: Whether any record speaks of the policy: where none does, nothing is claimed.
        reasons: In the order in which they should be read.
        versions: Every version with a record, newest first.
        equivalences: Of the texts at the tip, for each language that a rule asks equivalence for.
    """

    policy: str
    version: str | None
    approved: bool | None
    claimed: bool
    reasons: tuple[Reason, ...]
    versions: tuple[VersionState, ...] = ()
    equivalences: tuple[Equivalence, ...] = ()

    @property
    def state(self) -> VersionState | None:
        """The version that ``version`` names."""
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report rests on.

    Attributes:
        walk: The history.
        line: Its charters.
        authorship: Who wrote what.
        counts: The words counted, by policy.
        whole: Whether every policy was asked about.
    """

    walk: Walk
    line: CharterLine
    authorship: Authorship
    counts: Mapping[str, Count]
    whole: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The result of verifying a repository at one commit.

    Attributes:
        ref: The name that was verified.
        commit: Its oid, None where there is no commit yet.
        charter: The charter in force at the tip, None where there is none to trust.
        policies: One each, in the library's order.
        findings: About the repository as a whole: charter, pin, merges, shallow clone.
        basis: What it rests on, for those who prepare the next sign-off.
        astray: Ids of policies of the library that were judged by other texts: it reads a charter
            that is not in force.
    """

    ref: str
    commit: str | None
    charter: Charter | None
    policies: tuple[Verification, ...]
    findings: tuple[Reason, ...] = field(default=())
    basis: Basis | None = field(default=None, repr=False, compare=False)
    astray: tuple[str, ...] = ()

    @property
    def ok(self) -> bool | None:
        """Whether everything claimed is true; None where that could not be told."""
        claims = [p.approved for p in self.policies if p.claimed]
        weights = {f.weight for f in self.findings}
        false = any(
            reason.code == "subject-mismatch" and reason.weight == "no"
            for policy in self.policies
            for reason in policy.reasons
        )
        if False in claims or "no" in weights or false:
            return False
        return None if None in claims or "unknown" in weights else True

    @property
    def strict_ok(self) -> bool:
        """As ``ok``, with everything unknown and an unpinned charter counting as no."""
        unpinned = any(f.code == "charter-unpinned" for f in self.findings)
        partly = any(r.weight == "unknown" for p in self.policies for r in p.reasons)
        return self.ok is True and not unpinned and not partly

    def policy(self, policy_id: str) -> Verification | None:
        """The verification of one policy."""
        return next((p for p in self.policies if p.policy == policy_id), None)

    def as_json(self) -> dict[str, object]:
        """The JSON form of the command ``verify``, format 1."""
        return {
            "format": 1,
            "ref": self.ref,
            "commit": self.commit,
            "policies": [_policy_json(p) for p in self.policies],
            "findings": [_reason_json(f) for f in self.findings],
        }


def _reason_json(reason: Reason) -> dict[str, object]:
    return {
        "code": reason.code,
        "text": reason.text,
        "commit": reason.commit,
        "weight": reason.weight,
    }


def _policy_json(policy: Verification) -> dict[str, object]:
    return {
        "id": policy.policy,
        "version": policy.version,
        "approved": policy.approved,
        "reasons": [_reason_json(r) for r in policy.reasons],
        "versions": [
            {
                "version": state.version,
                "effective_date": state.effective_date.isoformat()
                if state.effective_date
                else None,
                "approved": state.approved,
                "current": state.current,
                "subject": state.subject_digest,
                "reasons": [_reason_json(r) for r in state.reasons],
            }
            for state in policy.versions
        ],
    }
