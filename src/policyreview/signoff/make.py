"""Preparing a sign-off: from what the signer chose to a plan that shows all that will be signed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, Refused, WrongUse
from policyreview.signoff import behind, message, stamp
from policyreview.signoff.choices import covered_by, meaning_of, releases_seen, word_to_withdraw
from policyreview.signoff.keys import available_keys, choose_key, offers, why_no_key
from policyreview.signoff.plans import MEANINGS, Notice, Plan
from policyreview.signoff.record import (
    ClauseComment,
    Record,
    Stamp,
    Verdict,
    now,
    version_label,
)
from policyreview.signoff.signing import Signed, sign
from policyreview.signoff.subject import (
    REGULAR_MODES,
    Subject,
    SubjectText,
    sha256_of,
    sorted_texts,
)
from policyreview.signoff.verification import replaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from policyreview.library import Library, Policy
    from policyreview.signoff.keys import SigningKey
    from policyreview.signoff.verification import Report, VersionState

__all__ = ["MEANINGS", "Notice", "Plan", "Signed", "plan", "sign"]

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a policy, before and after stamping."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    stamps: tuple[Stamp, ...]
    places: tuple[Stamp, ...]


def plan(
    library: Library,
    policy: Policy | str,
    *,
    verdict: Verdict = "approve",
    effective_date: date | None = None,
    meaning: str = "",
    comment: str = "",
    comments: Iterable[ClauseComment] = (),
    languages: Iterable[str] | None = None,
    key: SigningKey | str | None = None,
    leave_out: Collection[Stamp] = (),
    acknowledged: Collection[str] | bool = (),
    seen: Collection[tuple[str, str]] = (),
    backdated: bool = False,
    today: date | None = None,
    report: Report | None = None,
) -> Plan:
    """Prepare a sign-off. Nothing is changed or signed.

    Args:
        library: Opened at the branch that is to be signed on.
        policy: The policy or its id.
        verdict: The signer's word.
        effective_date: From which day the version binds. Needed to approve, unless others have
            begun a version of the same texts: then theirs.
        meaning: What the signature means; by default 'approved for publication' for an approval.
        comment: A remark on the whole version.
        comments: Remarks on clauses.
        languages: Those that the signer speaks for; None: all of the policy.
        key: The key, or what names it (see ``keys.choose_key``); None: the first that could count.
        leave_out: Places that stay unstamped.
        acknowledged: Digests of the findings that the signer says they have seen; True: all.
        seen: Changed clauses that the signer has viewed, as (language, clause).
        backdated: The signer confirms an effective date that has passed.
        today: The day of signing; None: today in UTC.
        report: What verification says at the library's commit; None: it is asked.

    Raises:
        WrongUse: No such policy, no branch, an impossible or missing date, an unknown language.
        Refused: The policy's texts can't be signed for as they are.
        CouldNotTell: There is no key at all, or the repository can't be read.
    """
    chosen = library.policy(policy) if isinstance(policy, str) else policy
    parent = library.commit
    if parent is None:
        raise WrongUse("The branch has no commit yet.", hint="Commit the policy's texts first.")
    ref = branch_of(library)
    _sound_texts(chosen)
    if report is None:
        from policyreview.signoff.verifying import verify

        report = verify(library, only={chosen.id})
    charter = report.charter
    day = today or now().date()
    signing_key = _key(key, report, chosen.id, day)
    holder = charter.holder(signing_key.fingerprint) if charter and signing_key else None
    signer = holder[0] if holder else None
    who = signer.id if signer else (signing_key.fingerprint if signing_key else "nobody")

    if verdict == "withdraw":
        if signing_key is None:
            text, hint = why_no_key()
            raise CouldNotTell(text, hint=hint)
        withdrawn = word_to_withdraw(_states(report, chosen.id), chosen.id, who, effective_date)
        subject, files = withdrawn.subject, _Files({}, {}, (), ())
        covered = withdrawn.languages
    else:
        states = _states(report, chosen.id)
        files = _files(library, chosen, _day_to_stamp(verdict, effective_date, states), leave_out)
        subject = _subject(
            library,
            chosen,
            verdict=verdict,
            effective_date=effective_date,
            states=states,
            files=files,
        )
        covered = covered_by(chosen, languages)
    from policyreview.signoff.review import acknowledged_of, base_of, changes_seen, findings_of

    findings = () if verdict in {"withdraw", "comment"} else findings_of(chosen, files.after)
    left = [f for f in behind.findings_of(chosen, report) if f[1].language in covered]
    findings += tuple(left) if verdict == "approve" else ()
    if languages is not None and not isinstance(acknowledged, bool):  # who names it has seen it
        acknowledged = {*acknowledged, *(finding.digest for _, finding in left)}
    base = base_of(_states(report, chosen.id), subject)
    remarks = [ClauseComment(comment)] if comment.strip() else []
    record = Record(
        subject=subject,
        subject_digest=subject.digest,
        verdict=verdict,
        meaning=meaning.strip() or meaning_of(verdict),
        languages=covered,
        signer=who,
        name=signer.name if signer else (signing_key.comment if signing_key else "") or who,
        time=now(),
        nonce=secrets.token_hex(8),
        base=base,
        charter=charter.digest if charter else None,
        backdated=backdated,
        stamps=files.stamps,
        clauses=changes_seen(library, chosen, base, files.after, seen) if files.after else (),
        acknowledged=acknowledged_of(findings, acknowledged),
        comments=(*remarks, *comments),
        releases=releases_seen(library, chosen.id, charter),
    )
    made = Plan(
        library=library,
        policy=chosen,
        ref=ref,
        parent=parent,
        record=record,
        files=tuple((p, d) for p, d in files.after.items() if d != files.before[p]),
        places=files.places,
        findings=findings,
        key=signing_key,
        signer=signer,
        charter=charter,
        message=message.write(record, chosen.title),
        notices=(),
    )
    from policyreview.signoff.notices import notices

    return replace(made, notices=notices(made, report, day, acknowledged=acknowledged))


def branch_of(library: Library) -> str:
    """The full name of the branch to sign on.

    Raises:
        WrongUse: The library was opened at something else than a branch.
    """
    name = library.ref
    repository = library.repository
    if name is None or name == "HEAD":
        head = repository.head()
        if head.branch is None:
            raise WrongUse(
                "HEAD is on no branch, and a sign-off needs one to stand on.",
                hint="Check out a branch, or name one with --ref.",
            )
        return f"refs/heads/{head.branch}"
    short = name.removeprefix("refs/heads/")
    if any(branch.name == short for branch in repository.branches()):
        return f"refs/heads/{short}"
    raise WrongUse(
        f"{name} is no branch of this repository, and a sign-off needs one to stand on.",
        hint="Name a local branch with --ref.",
    )


def _sound_texts(policy: Policy) -> None:
    """Refuse links, submodules and unreadable texts in place of a text."""
    if policy.broken:
        raise Refused(f"{policy.id} cannot be signed for: {policy.broken}")
    for text in policy.texts:
        if text.mode not in REGULAR_MODES:
            what = {"120000": "a symbolic link", "160000": "a submodule"}.get(text.mode, "no file")
            raise Refused(f"{text.path} is {what}, not a text, so it cannot be signed for.")
        if text.broken:
            raise Refused(f"{policy.id} cannot be signed for: {text.broken}")
    if not policy.texts:
        raise Refused(f"{policy.id} has no text that could be signed for.")


def _key(key: SigningKey | str | None, report: Report, policy: str, day: date) -> SigningKey | None:
    if key is not None and not isinstance(key, str):
        return key
    offered = offers(report.charter, available_keys(), policy=policy, day=day)
    if key is None and not offered:
        return None
    return choose_key(offered, key)


def _states(report: Report, policy: str) -> tuple[VersionState, ...]:
    found = report.policy(policy)
    return found.versions if found else ()


def _day_to_stamp(
    verdict: Verdict, effective_date: date | None, states: tuple[VersionState, ...]
) -> date | None:
    """The date to write into the texts; None: nothing is stamped."""
    if verdict != "approve":
        return None
    if effective_date is not None:
        return effective_date
    begun = next((s for s in states if s.current and s.effective_date), None)
    if begun is not None:
        return begun.effective_date
    raise WrongUse(
        "An approval needs the day from which the version binds.",
        hint="Give it with --effective, for example --effective 2026-12-01.",
    )


def _files(
    library: Library, policy: Policy, day: date | None, leave_out: Collection[Stamp]
) -> _Files:
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    stamps: list[Stamp] = []
    places: list[Stamp] = []
    for text in policy.texts:
        if text.path in before:
            continue
        data = library.repository.blob(text.blob)
        before[text.path] = after[text.path] = data
        if day is not None:
            stamped = stamp.stamp_file(text.path, data, day, leave_out=leave_out)
            after[text.path] = stamped.data
            stamps.extend(stamped.stamps)
            places.extend(stamped.places)
    return _Files(before, after, tuple(stamps), tuple(places))


def _subject(
    library: Library,
    policy: Policy,
    *,
    verdict: Verdict,
    effective_date: date | None,
    states: tuple[VersionState, ...],
    files: _Files,
) -> Subject:
    from policyreview.repository.objects import object_id

    form = library.repository.object_format
    texts = sorted_texts(
        SubjectText(
            language=text.language,
            path=text.path,
            mode=text.mode,
            blob=object_id("blob", files.after[text.path], form),
            sha256=sha256_of(files.after[text.path]),
        )
        for text in policy.texts
    )
    day = effective_date or _begun_day(states, texts)
    if day is None and verdict != "approve":
        day = _own_day(library, policy)
    previous = _previous(states, texts, day)
    subject = Subject(policy.id, "", day, policy.prevailing, previous, texts)
    return _joined(subject, states) or replace(
        subject, version=_label(library, policy, day, states)
    )


def _begun_day(states: tuple[VersionState, ...], texts: tuple[SubjectText, ...]) -> date | None:
    """The date of a version already begun on the same texts."""
    for state in states:
        for signed in state.records:
            if signed.record and signed.counts and _same(signed.record.subject.texts, texts):
                return signed.record.subject.effective_date
    return None


def _own_day(library: Library, policy: Policy) -> date | None:
    """The day that a text states for itself."""
    for text in policy.texts:
        for mark in library.document(text).dates:
            if mark.kind == "effective" and mark.precision == "day":
                return date.fromisoformat(mark.date)
    return None


def _joined(subject: Subject, states: tuple[VersionState, ...]) -> Subject | None:
    """The subject of others who have signed for the same texts and date, so that words add up."""
    past = replaced(states)
    for state in states:
        for signed in state.records:
            if signed.record is None or not signed.counts or signed.record.subject_digest in past:
                continue
            theirs = signed.record.subject
            if theirs.effective_date == subject.effective_date and _same(
                theirs.texts, subject.texts
            ):
                return theirs
    return None


def _same(one: tuple[SubjectText, ...], other: tuple[SubjectText, ...]) -> bool:
    def key(texts: tuple[SubjectText, ...]) -> list[tuple[str, str, str, str]]:
        return [(t.language, t.path, t.mode, t.sha256) for t in texts]

    return key(one) == key(other)


def _previous(
    states: tuple[VersionState, ...], texts: tuple[SubjectText, ...], day: date | None
) -> str | None:
    """Digest of the version approved last before this one."""
    for state in sorted(states, key=lambda state: state.position, reverse=True):
        if state.approved and state.position >= 0:
            same = any(
                signed.record
                and _same(signed.record.subject.texts, texts)
                and signed.record.subject.effective_date == day
                for signed in state.records
            )
            if not same:
                return state.subject_digest
    return None


def _label(
    library: Library, policy: Policy, day: date | None, states: tuple[VersionState, ...]
) -> str:
    """The version's label: the text's own where it is no date, else the effective date."""
    settled = frozenset(state.version for state in states if state.position >= 0)
    for text in policy.texts:
        document = library.document(text)
        dated = any(mark.kind == "version" for mark in document.dates)
        label = (document.version or "").strip()
        if label and len(label) <= 40 and not dated and label not in settled:
            return label
    return UNDATED if day is None else version_label(day, settled)
