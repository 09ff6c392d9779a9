"""What a signer should know before signing: bars that must be settled, and warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import Refused
from policyreview.repository import TreeEntry, file_state
from policyreview.signoff.behind import RULE
from policyreview.signoff.charter import EQUIVALENCE
from policyreview.signoff.charterline import day_of
from policyreview.signoff.keys import why_no_key
from policyreview.signoff.plans import Notice, Plan, Weight
from policyreview.signoff.policies import why_astray
from policyreview.signoff.review import is_acknowledged
from policyreview.signoff.stamp import misread
from policyreview.signoff.trust import AGAINST, IF_RIGHT
from policyreview.signoff.words import listed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from policyreview.signoff.charter import Charter, Signer
    from policyreview.signoff.verification import Report, VersionState


_NO_TREE = frozenset({"path-refused", "path-twice", "path-order"})
"""Findings on a tree of which no sound sign-off could be made."""


def notices(
    plan: Plan, report: Report, day: date, *, acknowledged: Collection[str] | bool
) -> tuple[Notice, ...]:
    """Everything to know about a plan, bars first.

    Args:
        plan: Complete but for its notices.
        report: What verification says at the plan's commit.
        day: The day of signing.
        acknowledged: Digests of the findings that the signer has seen; True: all.
    """
    found = [
        *_who(plan, report, day),
        *_may(plan, report),
        *_dates(plan, report, day),
        *_findings(plan, acknowledged),
        *_said_before(plan, report),
        *_other_dates(plan, report),
        *_charter(report),
        *_astray(plan, report),
        *_stamps(plan),
        *_behind(plan, acknowledged),
        *_edited(plan),
        *_too_long(plan),
    ]
    return tuple(sorted(found, key=lambda notice: notice.weight != "bar"))


def _who(plan: Plan, report: Report, day: date) -> list[Notice]:
    if plan.key is None:
        text, hint = why_no_key()
        return [Notice("no-key", text, "bar", hint)]
    if plan.charter is None:
        why, hint = "There is no charter", "'policyreview init' writes a charter."
        if any(found.code == "charter-invalid" for found in report.findings):
            why, hint = "No charter is valid", "'policyreview charter check' says what is wrong."
        text = f"{why}, so this signature will be kept, but no rule will call it enough."
        return [Notice("no-charter", text, "warning", hint)]
    if plan.signer is None:
        text = (
            f"The charter does not know the key {plan.key.fingerprint}, so nothing it signs counts."
        )
        hint = "Choose another key with --key, or have an owner add this one to the charter."
        return [Notice("signer-unknown", text, "bar", hint)]
    holder = plan.charter.holder(plan.key.fingerprint)
    reached = max(day, _reached(report))
    if holder is not None and not (holder[1].valid_on(day) and holder[1].valid_on(reached)):
        bounds = f"{holder[1].since or 'ever'} to {holder[1].until or 'ever'}"
        text = f"The charter lets this key sign from {bounds}, not on {day}."
        if holder[1].valid_on(day):
            text = (
                f"The charter lets this key sign from {bounds}, and a commit before is dated "
                f"{reached}: history cannot be set back, so nothing that it signs counts."
            )
        return [Notice("key-not-valid", text, "bar", "Choose another key with --key.")]
    return []


def _reached(report: Report) -> date:
    """The latest day that a commit of the history claims."""
    steps = report.basis.walk.steps if report.basis else ()
    return day_of(steps[-1].clock if steps else 0)


def _too_long(plan: Plan) -> list[Notice]:
    """A record that verification would not read may not be signed."""
    from policyreview.signoff.record import LARGEST_RECORD, dump, parse

    data = dump(plan.record)
    text = ""
    if len(data) > LARGEST_RECORD:
        text = f"The record would have {len(data)} bytes, more than the {LARGEST_RECORD} allowed."
    else:
        try:
            parse(data)
        except Refused as error:
            text = f"Nobody could verify this sign-off: {error.message}"
    return [Notice("too-long", text, "bar", "Write less in its comments.")] if text else []


def _may(plan: Plan, report: Report) -> list[Notice]:
    charter, signer = plan.charter, plan.signer
    if charter is None or signer is None or plan.record.verdict not in {"approve", "reject"}:
        return []
    rules = charter.rules_for(plan.policy.id)
    if not rules:
        text = f"No rule of the charter speaks of {plan.policy.id}, so no approval can be enough."
        return [Notice("no-rule", text, "warning", "An owner can add a [[rule]] for it.")]
    if not _asked(charter, signer, plan):
        roles = listed(sorted({role for rule in rules for role, _ in rule.needs}))
        text = (
            f"{signer.name} holds no role that counts for {plan.policy.id}: rules ask for {roles}."
        )
        weight: Weight = "bar" if plan.record.verdict == "approve" else "warning"
        return [Notice("no-role", text, weight, "An owner can grant the role in the charter.")]
    if plan.record.verdict == "approve" and not _asked(charter, signer, plan, of_meaning=True):
        asked = listed(sorted({f"'{rule.meaning}'" for rule in rules if rule.meaning}))
        text = (
            f"No rule asks {signer.name} for '{plan.record.meaning}', so this approval will count "
            f"for nothing: rules ask for {asked}."
        )
        return [Notice("meaning-not-asked", text, "warning", "Choose the meaning (--meaning).")]
    if plan.record.verdict == "approve" and signer.id in _authors(plan, report, charter):
        apart = [rule.separation for rule in rules]
        text = (
            f"{signer.name} wrote changes to this version, and who wrote a change does not approve "
            "it (separation of duties)."
        )
        if all(apart):
            return [Notice("separation-of-duties", text, "bar", "Ask another signer.")]
        if any(apart):
            return [Notice("separation-of-duties", text, "warning")]
    return []


def _asked(charter: Charter, signer: Signer, plan: Plan, *, of_meaning: bool = False) -> bool:
    """Whether a rule asks for a role that the signer holds in a language they speak for.

    With ``of_meaning`` only rules count that the approval's meaning can serve.
    """
    apart = charter.asks_equivalence(plan.policy.id)
    meaning = plan.record.meaning
    none_will_do = meaning != EQUIVALENCE or not apart
    return any(
        (not of_meaning or rule.meaning == meaning or (rule.meaning is None and none_will_do))
        and rule.asks_for(language, plan.record.subject.prevailing)
        and charter.has_role(signer.id, role, plan.policy.id, language)
        for rule in charter.rules_for(plan.policy.id)
        for role, _ in rule.needs
        for language in plan.record.languages
    )


def _authors(plan: Plan, report: Report, charter: Charter) -> frozenset[str]:
    basis = report.basis
    count = basis.counts.get(plan.policy.id) if basis else None
    if basis is None or count is None:
        return frozenset()
    tally = count.tallies.get(plan.record.subject_digest)
    base = tally.base if tally else count.last_completed
    return count.wrote_since(plan.record, base, len(basis.walk.steps), charter)


def _dates(plan: Plan, report: Report, today: date) -> list[Notice]:
    day = plan.record.subject.effective_date
    if plan.record.verdict != "approve" or day is None:
        return []
    found: list[Notice] = []
    if day < today and not plan.record.backdated:
        text = f"The effective date {day} has passed."
        hint = "Choose a day to come, or confirm it expressly (--backdated)."
        found.append(Notice("effective-past", text, "bar", hint))
    before = _predecessor(plan, report)
    if before is not None and before.effective_date and day < before.effective_date:
        text = (
            f"The effective date {day} lies before {before.effective_date}, from which version "
            f"{before.version} binds."
        )
        found.append(Notice("effective-before-previous", text, "bar", "Choose a later day."))
    return found


def _predecessor(plan: Plan, report: Report) -> VersionState | None:
    policy = report.policy(plan.policy.id)
    earlier = [
        state
        for state in (policy.versions if policy else ())
        if state.approved and state.subject_digest != plan.record.subject_digest
    ]
    return max(earlier, key=lambda state: state.position, default=None)


def _findings(plan: Plan, acknowledged: Collection[str] | bool) -> list[Notice]:
    open_ones = [
        f for _, f in plan.findings if f.rule != RULE and not is_acknowledged(f, acknowledged)
    ]
    if not open_ones or plan.record.verdict != "approve":
        return []
    first = open_ones[0]
    more = f" (and {len(open_ones) - 1} more)" if len(open_ones) > 1 else ""
    text = f"Hidden text has to be acknowledged first: line {first.line}: {first.text}{more}"
    return [Notice("findings", text, "bar", "Look at each, then acknowledge it (--acknowledge).")]


def _edited(plan: Plan) -> list[Notice]:
    """Texts that the reader has edited and not committed: what they see is not what they sign."""
    repository = plan.library.repository
    if plan.record.verdict != "approve" or repository.root is None:
        return []
    branch = repository.head().branch
    if branch is None or plan.ref != f"refs/heads/{branch}":
        return []
    blobs = {text.path: (text.mode, text.blob) for text in plan.policy.texts}
    edited = [
        path
        for path, (mode, blob) in blobs.items()
        if file_state(repository, path, TreeEntry(path, mode, "blob", blob)) == "changed"
    ]
    if not edited:
        return []
    have = "has" if len(edited) == 1 else "have"
    text = f"{listed(edited)} {have} changes that are not committed, so they would not be signed."
    hint = (
        "Commit or undo them first. Where a filter of git's wrote the file otherwise, sign from a"
        " work tree on another branch."
    )
    return [Notice("uncommitted", text, "bar", hint)]


def _said_before(plan: Plan, report: Report) -> list[Notice]:
    policy = report.policy(plan.policy.id)
    if policy is None or plan.record.verdict in {"comment", "withdraw"}:
        return []
    found: list[Notice] = []
    for state in policy.versions:
        words = [
            s.record
            for s in state.records
            if s.counts
            and s.record
            and s.record.subject_digest == plan.record.subject_digest
            and s.record.signer == plan.record.signer
            and s.record.verdict != "comment"
        ]
        if words and words[-1].verdict == plan.record.verdict:
            same = set(plan.record.languages) <= set(words[-1].languages)
            if same and words[-1].meaning == plan.record.meaning:
                text = f"{plan.record.name} has said just this already; once is enough."
                found.append(Notice("said-before", text, "bar"))
    rejected = [r for r in policy.reasons if r.code == "rejected"]
    if plan.record.verdict == "approve":
        found += [Notice("rejected", r.text, "warning") for r in rejected]
    return found


def _other_dates(plan: Plan, report: Report) -> list[Notice]:
    """Approvals of the texts as they are that will not add up with this one: another date."""
    policy, day = report.policy(plan.policy.id), plan.record.subject.effective_date
    if policy is None or plan.record.verdict != "approve":
        return []
    found: list[Notice] = []
    for state in policy.versions:
        if not state.current or state.effective_date == day:
            continue
        last = {
            signed.record.signer: signed.record
            for signed in state.records
            if signed.record and signed.counts and signed.record.verdict != "comment"
        }
        names = [
            record.name
            for who, record in last.items()
            if record.verdict == "approve" and who != plan.record.signer
        ]
        if names:
            text = (
                f"{listed(names)} approved these texts effective {state.effective_date}, which "
                f"does not add up with an approval effective {day}."
            )
            found.append(Notice("other-date", text, "warning"))
    return found


def _charter(report: Report) -> list[Notice]:
    told = {"charter-change-refused", "charter-invalid", "charter-removed", "charter-unread"}
    told |= {"path-alike", "history-incomplete", "files-missing", "marks-unread", "rollback"}
    bars = dict.fromkeys(_NO_TREE, "Have the tree put right with a new commit first.")
    bars |= dict.fromkeys(AGAINST, IF_RIGHT)
    bars |= {"history-damaged": "", "pin-unread": ""}
    told |= bars.keys()
    return [
        Notice(f.code, f.text, "bar", bars[f.code])
        if f.code in bars
        else Notice(f.code, f.text, "warning")
        for f in report.findings
        if f.code in told or (f.code == "foxtrot-merge" and f.weight == "no")
    ]


def _astray(plan: Plan, report: Report) -> list[Notice]:
    """A policy whose texts the charter in force does not know: nobody would count the word."""
    if plan.policy.id not in report.astray:
        return []
    hint = "Its owners have to sign for that charter first: 'policyreview charter'."
    return [Notice("charter-waiting", why_astray(plan.policy), "bar", hint)]


def _behind(plan: Plan, acknowledged: Collection[str] | bool) -> list[Notice]:
    """Languages left behind that the signer speaks for without having said that they hold."""
    for _, finding in plan.findings:
        if finding.rule == RULE and not is_acknowledged(finding, acknowledged):
            hint = (
                "Acknowledge it (--acknowledge translation-behind) if they still say the same, or "
                "speak for fewer languages (--language)."
            )
            return [Notice(RULE, finding.text, "bar", hint)]
    return []


def _stamps(plan: Plan) -> list[Notice]:
    found: list[Notice] = []
    left = len(plan.places) - len(plan.stamps)
    if left:
        text = f"{left} of {len(plan.places)} places keep another date than the one signed for."
        found.append(Notice("left-out", text, "warning"))
    day = plan.record.subject.effective_date
    if day is not None and plan.stamps:
        for path, data in plan.files:
            for stamp in misread(path, data, plan.stamps, day):
                text = (
                    f"Line {stamp.line} of {stamp.path} will say {stamp.after}, which can be read "
                    f"as another day than {day}."
                )
                hint = "Write the month of that date as a word first, or leave the place out."
                found.append(Notice("date-unclear", text, "warning", hint))
    return found
