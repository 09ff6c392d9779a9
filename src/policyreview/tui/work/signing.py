"""What the Sign-off asks of the rooms below, and what its form holds."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from policyreview.errors import PolicyReviewError
from policyreview.tui.work.remarks import Remark, Remarks
from policyreview.tui.work.seen import changed_unstamped, seen_clauses
from policyreview.tui.work.viewed import Viewed

if TYPE_CHECKING:
    from policyreview.library import Library, Policy
    from policyreview.signoff import Offer, Plan, Report, Stamp
    from policyreview.signoff.charter import Signer
    from policyreview.signoff.drafts import Draft

Verdict = Literal["approve", "reject", "comment", "withdraw"]
VERDICTS: tuple[Verdict, ...] = ("approve", "reject", "comment", "withdraw")
VERDICT_WORDS = ("approve", "ask for changes", "comment", "withdraw")


@dataclass(frozen=True, slots=True)
class Form:
    """What a signer has filled in so far.

    Attributes:
        verdict: Their word.
        effective: The effective date as typed.
        meaning: What the signature means.
        comment: A remark on the whole version.
        key: Which of the keys on offer.
        left_out: Places that stay as they are, as (path, first byte).
        acknowledged: Digests of findings that were ticked.
        backdated: An effective date that has passed is meant so.
    """

    verdict: Verdict = "approve"
    effective: str = ""
    meaning: str = ""
    comment: str = ""
    key: int = 0
    left_out: frozenset[tuple[str, int]] = frozenset()
    acknowledged: frozenset[str] = frozenset()
    backdated: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known before anything is filled in.

    Attributes:
        report: What verification says.
        offers: The keys that could sign.
        stated: The effective date that the text states, if it is still to come.
        draft: What had been filled in and was not signed.
        no_key: Why there is no key.
        ticks: What the reader has ticked as viewed.
        remarks: Their comments on clauses.
        me: The signer whose key is the first of all, whatever the policy; None where there is none.
    """

    report: Report
    offers: tuple[Offer, ...]
    stated: str = ""
    draft: Draft | None = None
    no_key: str = ""
    ticks: Viewed | None = None
    remarks: tuple[Remark, ...] = ()
    me: Signer | None = None

    def why_another(self, form: Form) -> str:
        """That the key which is chosen is not the reader's own, one sentence; else ``""``.

        Keys that could count for the policy come first, and an agent may hold other people's.
        """
        chosen = self.offers[form.key].signer if form.key < len(self.offers) else None
        if chosen is None or self.me is None or chosen.id == self.me.id:
            return ""
        return (
            f"You are about to sign as {chosen.name}, not as {self.me.name}. Left and right on the "
            "key choose another one."
        )


@dataclass(frozen=True, slots=True)
class Outlook:
    """What signing now would do, or why it can't be said.

    Attributes:
        plan: The plan.
        problem: Why there is none, one or two sentences.
    """

    plan: Plan | None = None
    problem: str = ""
    places: tuple[Stamp, ...] = field(default=())


def ground(library: Library, policy: Policy, today: date) -> Ground:
    """Find out who could sign, and what has been said already.

    Raises:
        PolicyReviewError: The repository could not be read.
    """
    from policyreview.signoff import drafts, offers, verify
    from policyreview.signoff.keys import available_keys, why_no_key

    report = verify(library, only={policy.id})
    draft = drafts.load(library.repository, policy.id)
    remarks = Remarks(library.repository.common_dir)
    for comment in draft.comments if draft else ():
        if comment.clause and not remarks.on(policy.id, comment.language, comment.clause):
            remarks.write(policy.id, Remark(comment.language, comment.clause, comment.text))
    keys = available_keys()
    found = offers(report.charter, keys, policy=policy.id, day=today)
    signers = (offer.signer for offer in offers(report.charter, keys))
    return Ground(
        report=report,
        offers=found,
        stated=_stated(library, policy, today),
        draft=draft,
        no_key="" if found else " ".join(why_no_key()),
        ticks=Viewed(library.repository.common_dir),
        remarks=remarks.of(policy.id),
        me=next(filter(None, signers), None),
    )


def named(offer: Offer, report: Report) -> str:
    """A key on offer: whose it is (without a charter what its owner calls it), and which."""
    who = offer.text.removeprefix("You are ") if report.charter else offer.key.comment
    return f"{who} {offer.key.fingerprint} ({offer.key.where})".lstrip()


def _stated(library: Library, policy: Policy, today: date) -> str:
    """The first effective date in the texts that has not passed."""
    for text in policy.texts:
        for mark in library.document(text).dates:
            day = mark.date
            if mark.kind == "effective" and mark.precision == "day" and day >= today.isoformat():
                return day
    return ""


def of_draft(draft: Draft) -> Form:
    """A form filled in from a draft."""
    return Form(
        verdict=draft.verdict,
        effective=draft.effective_date.isoformat() if draft.effective_date else "",
        meaning=draft.meaning,
        comment=next((c.text for c in draft.comments if not c.clause), ""),
        acknowledged=frozenset(draft.acknowledged),
        backdated=draft.backdated,
    )


def lacks_day(form: Form) -> bool:
    """Whether an approval has no day yet, or what was typed is none."""
    return form.verdict == "approve" and _day(form.effective) is None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def keep(library: Library, policy: Policy, form: Form, known: Ground) -> None:
    """Keep what is filled in, so that nothing that may happen to the program loses it.

    A form in which nothing was filled in is not kept. Where the state folder can't be written the
    form is on the screen only.
    """
    from policyreview.signoff import drafts
    from policyreview.signoff.record import ClauseComment

    if replace(form, key=0) in {Form(), Form(effective=known.stated)}:
        drafts.forget(library.repository, policy.id)
        return
    draft = drafts.Draft(
        policy=policy.id,
        verdict=form.verdict,
        effective_date=_day(form.effective),
        meaning=form.meaning,
        languages=(),
        comments=(ClauseComment(form.comment),) if form.comment else (),
        acknowledged=tuple(sorted(form.acknowledged)),
        backdated=form.backdated,
    )
    with suppress(OSError):
        drafts.keep(library.repository, draft)


def outlook(library: Library, policy: Policy, form: Form, known: Ground, today: date) -> Outlook:
    """What signing the form would do."""
    from policyreview.signoff import plan

    day: date | None = None
    if form.effective.strip() and form.verdict in {"approve", "reject", "comment"}:
        day = _day(form.effective)
        if day is None:
            return Outlook(problem=f"'{form.effective}' is no day; write it as 2026-12-01.")
    if form.verdict == "comment" and not form.comment.strip() and not known.remarks:
        return Outlook(
            problem="A comment needs words: write them above, or on a clause of the review with c."
        )
    key = known.offers[form.key].key if form.key < len(known.offers) else None
    from policyreview.signoff.record import ClauseComment

    remarks = tuple(ClauseComment(each.text, each.clause, each.language) for each in known.remarks)

    def planned(
        leave_out: tuple[Stamp, ...], seen: frozenset[tuple[str, str]] = frozenset()
    ) -> Plan:
        return plan(
            library,
            policy,
            verdict=form.verdict,
            effective_date=day,
            meaning=form.meaning,
            comment=form.comment,
            comments=remarks,
            seen=seen,
            key=key,
            leave_out=leave_out,
            acknowledged=form.acknowledged,
            backdated=form.backdated,
            today=today,
            report=known.report,
        )

    try:
        made = planned(())
        seen = _seen(library, policy, made, known)
        out = tuple(s for s in made.places if (s.path, s.start) in form.left_out)
        if out or seen:
            made = planned(out, seen)
    except PolicyReviewError as error:
        return Outlook(problem=_plain(error))
    return Outlook(plan=made, places=made.places)


def _seen(
    library: Library, policy: Policy, made: Plan, known: Ground
) -> frozenset[tuple[str, str]]:
    """The clauses that the signer has viewed, those that only the stamp changes included."""
    if not made.record.clauses or known.ticks is None:
        return frozenset()
    base = made.record.base
    before = changed_unstamped(library, policy, base)
    stamped = {(each.language, each.clause) for each in made.record.clauses} - before
    return seen_clauses(library, policy, base, known.ticks) | stamped


def _plain(error: PolicyReviewError) -> str:
    """The error without hints about command line options."""
    return error.message if "--" in error.hint else str(error)


def toggled(form: Form, kind: str, key: str) -> Form:
    """The form with one tick turned over.

    Args:
        form: The form.
        kind: ``place``, ``finding`` or ``backdated``.
        key: Which one.
    """
    if kind == "backdated":
        return replace(form, backdated=not form.backdated)
    if kind == "finding":
        return replace(form, acknowledged=form.acknowledged ^ {key})
    path, _, start = key.rpartition(":")
    return replace(form, left_out=form.left_out ^ {(path, int(start))})
