"""Collects the facts of each policy from texts, records and releases; the rules decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import WrongUse
from policyreview.standing.deciding import decide, in_force, scheduled
from policyreview.standing.kept import Kept
from policyreview.standing.stated import Stated, stated
from policyreview.standing.values import Behind, Change, Facts, Standing

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from policyreview.library import Library, Policy
    from policyreview.signoff import Report

_CHARTER = "policyreview.toml"
_RECORDS = ".policyreview"


def standings(
    library: Library,
    *,
    day: date,
    me: str | None = None,
    only: Collection[str] | None = None,
    report: Report | None = None,
    changes: bool = True,
) -> tuple[Standing, ...]:
    """Where the policies of a library stand on a day.

    Args:
        library: The library, at the commit that is looked at.
        day: The day asked about.
        me: Id of the signer who asks, None where nobody does.
        only: Ids of the policies asked about; None means all.
        report: What verification found at the library's commit, where that is known already.
        changes: Whether to look up each policy's last change, which costs a walk of the history
            where it is not in the cache.

    Returns:
        One standing for each policy, in the library's order.

    Raises:
        CouldNotTell: The repository could not be read.
    """
    if changes:
        library.begin_changes()
    policies = [policy for policy in library.policies if only is None or policy.id in only]
    if report is None:
        report = _verified(library)
    released = _released(library, report)
    last = _last_changes(library, policies) if changes else {}
    kept = Kept(library)
    found = tuple(
        _standing(
            library, policy, report, released, kept, day=day, me=me, change=last.get(policy.id)
        )
        for policy in policies
    )
    kept.save()
    return found


def standing(library: Library, policy_id: str, *, day: date, me: str | None = None) -> Standing:
    """Where one policy stands on a day.

    Raises:
        WrongUse: There is no such policy.
        CouldNotTell: The repository could not be read.
    """
    found = standings(library, day=day, me=me, only={policy_id}, changes=False)
    if not found:
        raise WrongUse(
            f"There is no policy '{policy_id}'.",
            hint="'policyreview list' shows those that there are.",
        )
    return found[0]


def _verified(library: Library) -> Report | None:
    """What verification finds; None, cheaply, where the tree has neither charter nor records."""
    commit = library.commit
    if commit is None:
        return None
    if not any(library.repository.entry(commit, path) for path in (_CHARTER, _RECORDS)):
        return None
    from policyreview.signoff import verify

    return verify(library)


def _released(library: Library, report: Report | None) -> frozenset[str]:
    """Subject digests of the versions that a sound release tag names."""
    if report is None or not any(policy.versions for policy in report.policies):
        return frozenset()
    from policyreview.release import releases

    found = releases(library, report=report)
    return frozenset(one.manifest.subject_digest for one in found if one.ok and one.manifest)


def _last_changes(library: Library, policies: Collection[Policy]) -> dict[str, Change]:
    """The newest change of each policy, by policy id: of several texts the one changed last."""
    if library.commit is None or not policies:
        return {}
    owners: dict[str, list[str]] = {}
    for policy in policies:
        for path in policy.paths:
            owners.setdefault(path, []).append(policy.id)
    found: dict[str, Change] = {}
    for last in library.last_changes(owners):
        change = Change(last.commit, last.time, last.author, last.subject)
        for policy_id in owners.get(last.path, ()):
            found.setdefault(policy_id, change)  # they come newest first, by the graph
    return found


def _standing(
    library: Library,
    policy: Policy,
    report: Report | None,
    released: frozenset[str],
    kept: Kept,
    *,
    day: date,
    me: str | None,
    change: Change | None,
) -> Standing:
    says = stated(library, policy)
    facts = _facts(library, policy, report, released, says=says, kept=kept)
    status, why = decide(facts, day)
    binding, coming = in_force(facts.approved, day), scheduled(facts.approved, day)
    last = facts.approved[-1] if facts.approved else None
    verified = report.policy(policy.id) if report else None
    return Standing(
        policy=policy.id,
        title=policy.title,
        status=status,
        why=why,
        version=facts.current or says.version or says.effective,
        version_in_force=binding.label if binding else None,
        in_force_since=binding.effective_date if binding else None,
        commit_in_force=binding.commit if binding else None,
        next_version=coming.label if coming else None,
        next_date=coming.effective_date if coming else None,
        effective_date=facts.effective.isoformat() if facts.effective else says.effective,
        updated_date=says.updated,
        languages=policy.languages,
        have=facts.have,
        need=facts.need,
        changed_clauses=facts.changed_clauses,
        behind=facts.behind,
        last_change=change,
        waits_for=facts.waits_for,
        waits_for_me=me is not None and me in facts.waits_for,
        equivalences=verified.equivalences if verified else (),
        approved_commit=last.commit if last else None,
        approved_version=last.label if last else None,
        approved_date=last.effective_date if last else None,
    )


def _facts(
    library: Library,
    policy: Policy,
    report: Report | None,
    released: frozenset[str],
    *,
    says: Stated,
    kept: Kept,
) -> Facts:
    """What decides where a policy stands."""
    broken = None if library.lacks(policy) else policy.broken
    unread = policy.broken if broken is None else None
    if report is None:
        return Facts(broken=broken, unknown=unread, review_by=says.review_by)
    from policyreview.standing.signed import signed

    word = signed(policy, report, released)
    last = word.approved[-1] if word.approved else None
    changed: int | None = None
    behind: tuple[Behind, ...] = ()
    if last is not None and policy.broken is None:
        if word.is_approved:
            changed = 0
        else:
            from policyreview.standing.changed import since

            changed, behind = since(library, policy, last.commit, kept)
    return Facts(
        broken=broken or word.distrusted,
        approved=word.approved,
        current=word.current,
        effective=word.effective,
        is_approved=word.is_approved,
        unknown=word.unknown or unread,
        have=word.have,
        need=word.need,
        held_back=word.held_back,
        rejected_by=word.rejected_by,
        comments=word.comments,
        behind=behind,
        changed_clauses=changed,
        review_by=earliest(says.review_by, word.review_by),
        waits_for=word.waits_for,
        waiting=word.waiting,
        vain=word.vain,
        charter_invalid=report.charter is None
        and any(finding.code == "charter-invalid" for finding in report.findings),
    )


def earliest(*days: date | None) -> date | None:
    """The first of the days that are known."""
    return min((day for day in days if day is not None), default=None)
