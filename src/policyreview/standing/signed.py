"""What a policy's records amount to: who signed today's bytes, what is approved, who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.signoff.charter import EQUIVALENCE
from policyreview.standing.stated import next_month
from policyreview.standing.values import ApprovedVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from policyreview.library import Policy
    from policyreview.signoff import Charter, Report, VersionState
    from policyreview.signoff.verification import Need, SignedRecord


@dataclass(frozen=True, slots=True)
class Signed:
    """The signers' word on a policy; the attributes are those of `Facts`.

    Attributes:
        distrusted: Why nothing in the repository is believed, None where it is.
    """

    approved: tuple[ApprovedVersion, ...] = ()
    current: str | None = None
    effective: date | None = None
    is_approved: bool = False
    unknown: str | None = None
    distrusted: str | None = None
    have: int = 0
    need: int | None = None
    held_back: str | None = None
    rejected_by: tuple[str, ...] = ()
    comments: int = 0
    waits_for: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    vain: bool = False
    review_by: date | None = None


def signed(policy: Policy, report: Report, released: frozenset[str]) -> Signed:
    """Read what verification found about one policy.

    Args:
        policy: The policy.
        report: Of the library's commit.
        released: Subject digests of the versions that a sound release tag names.
    """
    verification = report.policy(policy.id)
    versions = verification.versions if verification else ()
    approved = tuple(
        ApprovedVersion(
            state.version,
            state.effective_date,
            state.completed,
            state.subject_digest in released,
        )
        for state in sorted(versions, key=lambda state: state.position)
        if state.approved and state.effective_date is not None and state.completed is not None
    )
    current = next((state for state in versions if state.current), None)
    charter = report.charter
    needs = current.needs if current is not None else ()
    unknown = _unknown(policy, report, current or (versions[0] if versions else None))
    waits_for = _waits_for(policy, report, needs, current) if unknown is None else ()
    names = {signer.id: signer.name for signer in charter.signers} if charter else {}
    return Signed(
        approved=approved,
        current=current.version if current else None,
        effective=current.effective_date if current else None,
        is_approved=current is not None and current.approved is True,
        unknown=unknown,
        distrusted=_distrusted(report),
        have=_have(current, charter),
        need=_need(current, charter, policy),
        held_back=_held_back(current),
        rejected_by=_rejecters(current.records, charter) if current else (),
        comments=_comments(current.records) if current else 0,
        waits_for=waits_for,
        waiting=tuple(names[each] for each in waits_for),
        vain=current is not None and bool(current.records),
        review_by=_review_by(approved, charter),
    )


def _unknown(policy: Policy, report: Report, state: VersionState | None) -> str | None:
    """Why it could not be told whether the texts are approved, None where it could."""
    if policy.id in report.astray:
        from policyreview.signoff.policies import why_astray

        return why_astray(policy)
    for finding in report.findings:
        if finding.weight == "unknown":
            return finding.text
    if state is None or state.approved is not None or report.charter is None:
        return None
    reasons = [reason.text for reason in state.reasons if reason.weight == "unknown"]
    return reasons[0] if reasons else "It could not be told whether the text is approved."


def _distrusted(report: Report) -> str | None:
    """Why nothing here is believed: another history or charter than the user pinned."""
    from policyreview.signoff.trust import AGAINST

    return next((each.text for each in report.findings if each.code in AGAINST), None)


def _have(current: VersionState | None, charter: Charter | None) -> int:
    """Approvals that count for today's bytes; without a charter, keys whose signatures hold."""
    if current is None:
        return 0
    if charter is not None:
        return current.have
    return len(_latest(current.records, charter, "approve"))


def _need(current: VersionState | None, charter: Charter | None, policy: Policy) -> int | None:
    if charter is None:
        return None
    if current is not None and current.needs:
        return current.need
    asked: dict[tuple[str, str | None], int] = {}
    for rule in charter.rules_for(policy.id):
        if any(rule.asks_for(tag, policy.prevailing) for tag in policy.languages):
            for role, count in rule.needs:
                key = (role, rule.meaning)
                asked[key] = max(count, asked.get(key, 0))
    return sum(asked.values())


def _held_back(current: VersionState | None) -> str | None:
    """Why a version with every approval that was asked for is not approved all the same."""
    if current is None or current.approved or not current.needs:
        return None
    if any(need.missing for need in current.needs):
        return None
    return next((reason.text for reason in current.reasons if reason.weight == "no"), None)


def _latest(
    records: Sequence[SignedRecord], charter: Charter | None, verdict: str
) -> dict[str, str]:
    """Signers whose latest word is ``verdict``: who (an id or a key) to the printed name."""
    words: dict[str, tuple[str, str]] = {}
    for each in records:
        record = each.record
        if record is None or record.verdict == "comment" or not _speaks(each, charter):
            continue
        who = record.signer if charter else (each.signature.fingerprint or record.signer)
        words[who] = (record.verdict, record.name or record.signer)
    return {who: name for who, (said, name) in words.items() if said == verdict}


def _speaks(record: SignedRecord, charter: Charter | None) -> bool:
    """Whether a record is its signer's word; without a charter, whether its signature holds."""
    if charter is not None:
        return record.counts
    return (
        record.signature.outcome in {"good", "stranger"}
        and record.signature.fingerprint is not None
    )


def _rejecters(records: Sequence[SignedRecord], charter: Charter | None) -> tuple[str, ...]:
    return tuple(_latest(records, charter, "reject").values())


def _comments(records: Iterable[SignedRecord]) -> int:
    return sum(each.record is not None and each.record.verdict == "comment" for each in records)


def _waits_for(
    policy: Policy,
    report: Report,
    needs: Sequence[Need],
    current: VersionState | None,
) -> tuple[str, ...]:
    """Ids of the signers who could fill what is missing, each once, in the charter's order."""
    charter = report.charter
    if charter is None:
        return ()
    if current is not None and current.approved:
        return ()
    if needs:
        wanted = [(need.role, need.language, need.have) for need in needs if need.missing]
    else:
        found = report.policy(policy.id)
        holding = {
            each.language for each in (found.equivalences if found else ()) if each.state == "holds"
        }
        wanted = [
            (role, language, ())
            for rule in charter.rules_for(policy.id)
            for language in policy.languages
            if rule.asks_for(language, policy.prevailing)
            and not (rule.meaning == EQUIVALENCE and language in holding)
            for role, _ in rule.needs
        ]
    refused = _latest(current.records, charter, "reject") if current else {}
    barred = _authors(policy, report, charter) | refused.keys()
    return tuple(
        signer.id
        for signer in charter.signers
        if signer.id not in barred
        and any(
            signer.id not in have and charter.has_role(signer.id, role, policy.id, language)
            for role, language, have in wanted
        )
    )


def _authors(policy: Policy, report: Report, charter: Charter) -> frozenset[str]:
    """Signers whose word can't count because they wrote the change, where every rule says so."""
    if report.basis is None or not all(rule.separation for rule in charter.rules_for(policy.id)):
        return frozenset()
    verification = report.policy(policy.id)
    records = (
        (each.record for state in verification.versions for each in state.records)
        if (verification)
        else ()
    )
    record = next((record for record in records if record is not None), None)
    count = report.basis.counts.get(policy.id)
    if record is None or count is None:
        return frozenset()
    end = len(report.basis.walk.steps)
    return count.wrote_since(record, count.last_completed, end, charter)


def _review_by(approved: Sequence[ApprovedVersion], charter: Charter | None) -> date | None:
    """When the charter wants the last approved version looked at again."""
    if charter is None or charter.review_months is None or not approved:
        return None
    return next_month(approved[-1].effective_date, charter.review_months)
