"""The state of one policy's versions: approved or not, and the sentences that say why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.signoff import sentences
from policyreview.signoff.counting import Tally
from policyreview.signoff.equivalence import (
    PlacedText,
    equivalences,
    outgrown,
    texts_in,
    texts_of,
)
from policyreview.signoff.verification import Reason, Verification, VersionState, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policyreview.library import Library, Policy
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.counting import Count
    from policyreview.signoff.equivalence import Texts
    from policyreview.signoff.judge import Judge, Judged
    from policyreview.signoff.record import Record
    from policyreview.signoff.subject import Subject
    from policyreview.signoff.verification import Need
    from policyreview.signoff.walk import Walk

_Key = frozenset[tuple[str, str, str, str | None]]
_SLACK_DAYS = 1


def _elsewhere(others: Iterable[VersionState], shown: VersionState) -> list[Reason]:
    """What is wrong with records under other labels that name another subject than they claim.

    Beside an approved version it is a note where nobody known has signed for it.
    """
    return [
        replace(problem, weight="note")
        if shown.approved and signed.signature.outcome != "good"
        else problem
        for state in others
        for signed in state.records
        for problem in signed.problems
        if problem.code == "subject-mismatch" and state.version != shown.version
    ]


@dataclass(slots=False)
class PolicyJudgement:
    """Everything needed to say where one policy's versions stand.

    Attributes:
        policy: As it is at the tip.
        words: Every record that speaks of it, in the order of history.
        count: Those that count, counted.
    """

    policy: Policy
    library: Library
    words: list[Judged]
    count: Count
    line: CharterLine
    judge: Judge
    walk: Walk

    @cached_property
    def tip(self) -> _Key:
        """The texts at the tip: language, path, mode, SHA-256."""
        return frozenset(
            (text.language, text.path, text.mode, self.judge.sha256(text.blob))
            for text in self.policy.texts
        )

    def verification(self, merges: list[Reason]) -> Verification:
        """The policy at the tip.

        Args:
            merges: Findings on merges that concern its texts or records.
        """
        labels: dict[str, list[Judged]] = defaultdict(list)
        loose: list[Reason] = []
        for word in self.words:
            if word.signed.record is None:
                loose.extend(word.signed.problems)
            else:
                labels[word.signed.record.subject.version].append(word)
        versions = [state for label in labels for state in self._under(label, labels[label])]
        versions.reverse()
        past = replaced(versions) if len(versions) > 1 else frozenset()
        versions = [
            replace(state, current=False)
            if state.current and state.subject_digest in past
            else state
            for state in versions
        ]
        versions.sort(
            key=lambda state: (
                not state.current,
                state.approved is not True,
                not any(signed.counts for signed in state.records),
            )
        )
        latest = versions[0] if versions else None
        if latest is None:
            text = f"Nobody has signed for {self.policy.id} yet."
            never = Reason("never-approved", text, None)
            return Verification(self.policy.id, None, False, bool(loose), (never, *loose))
        approved, reasons = latest.approved, list(latest.reasons)
        if self.policy.broken:
            approved = False
            reasons.insert(0, Reason("policy-broken", self.policy.broken, None))
        if not latest.current:
            gone = self._outdated()
            approved = False if approved is not None or gone else None
            gone += self._stale_equivalence(self._texts, self.line.latest)
            of_then = {"quorum-missing", "equivalence", "equivalence-stale"}
            kept = [sentences.of_then(r) for r in reasons if r.code not in of_then]
            reasons = [*gone, *kept]
        if merges and latest.completed and latest.approved:
            merges = [replace(m, weight="note") if self._before(m, latest) else m for m in merges]
        if any(merge.weight == "no" for merge in merges):
            approved = False
        return Verification(
            policy=self.policy.id,
            version=latest.version,
            approved=approved,
            claimed=True,
            reasons=(*reasons, *merges, *_elsewhere(versions[1:], latest), *loose),
            versions=tuple(versions),
            equivalences=equivalences(self.count, self._texts, self.line.latest),
        )

    @cached_property
    def _texts(self) -> Texts:
        """The texts at the tip, with the language that prevails among them."""
        placed = (PlacedText(text.language, text.path, text.blob) for text in self.policy.texts)
        return texts_of(placed, self.policy.prevailing)

    def _stale_equivalence(self, texts: Texts, charter: Charter | None) -> list[Reason]:
        """Which words of equivalence the texts have outgrown, and by which clauses."""
        found: list[Reason] = []
        for language, _, word in outgrown(self.count, texts, charter):
            before = texts_in(word.record)
            if before.prevailing != texts.prevailing:
                who = word.record.name
                found.append(sentences.other_prevails(who, language, texts.prevailing))
                continue
            then, now = before.about(language), texts.about(language)
            for key in self.count.stamped.differing(then, now):
                clauses: tuple[str, ...] | None = None
                if key in now:
                    clauses = self._clauses_but_stamps(then[key], now[key], key)
                    if clauses is not None and not clauses and self._halves(key[1]):
                        continue  # the file changed, in its other language
                found.append(
                    sentences.equivalence_stale(
                        word.record.name, language, key, clauses,
                        prevailing=texts.prevailing,
                        gone=key not in now,
                        among=[text.language for text in texts.texts],
                        commit=self._changer(key[1]),
                    )
                )  # fmt: skip
        return list(dict.fromkeys(found))

    def _before(self, merge: Reason, state: VersionState) -> bool:
        """Whether a merge lies before the approvals of the texts as they are, which settles it."""
        step = self.walk.step(merge.commit) if merge.commit else None
        first = min((r.position for r in state.records if r.counts), default=-1)
        return step is not None and state.current and step.position < first

    def _under(self, label: str, words: list[Judged]) -> Iterator[VersionState]:
        """The versions of one label: mostly one; none that was approved is hidden by another."""
        target = self._target(words)
        apart = [digest for digest in self._completed.get(label, ()) if digest != target]
        if not apart:
            yield self._state(label, words, target)
            return
        by_digest: dict[str, list[Judged]] = defaultdict(list)
        for word in words:
            digest = word.signed.record.subject_digest if word.signed.record else ""
            by_digest[digest if digest in apart else target].append(word)
        for digest in apart:
            yield self._state(label, by_digest[digest], digest)
        yield self._state(label, by_digest[target], target)

    @cached_property
    def _completed(self) -> dict[str, list[str]]:
        """The digests of the subjects that were approved, by their labels."""
        found: dict[str, list[str]] = defaultdict(list)
        for digest, tally in self.count.tallies.items():
            if tally.completed:
                found[tally.record.subject.version].append(digest)
        return found

    def _state(self, label: str, words: list[Judged], digest: str) -> VersionState:
        """One version: the subject of that digest, judged by the words under its label."""
        record = next(
            w.signed.record
            for w in words
            if w.signed.record and w.signed.record.subject_digest == digest
        )
        tally = self.count.tallies.get(digest) or Tally(
            digest, record, words[0].signed.position, self.count.last_completed
        )
        charter = tally.charter or self.line.latest
        current = self._key(record.subject) == self.tip
        needs = self.count.needs(tally, charter) if charter else ()
        approved, reasons = self._judged(tally, charter, needs, words, current=current)
        return VersionState(
            policy=self.policy.id,
            version=label,
            effective_date=record.subject.effective_date,
            subject_digest=digest,
            approved=approved,
            current=current,
            records=tuple(word.signed for word in words),
            needs=needs,
            reasons=tuple(reasons),
            completed=tally.completed.signed.commit if tally.completed else None,
            position=tally.position,
        )

    @staticmethod
    def _key(subject: Subject) -> _Key:
        return frozenset((t.language, t.path, t.mode, t.sha256) for t in subject.texts)

    def _target(self, words: list[Judged]) -> str:
        """Of the subjects under one label: the one at the tip, else approved, else last begun."""
        digests = {word.signed.record.subject_digest for word in words if word.signed.record}
        if len(digests) == 1:
            return digests.pop()

        def rank(word: Judged) -> tuple[bool, bool, bool, bool, int]:
            signed, record = word.signed, word.signed.record
            assert record is not None  # noqa: S101  (grouped by their records)
            tally = self.count.tallies.get(record.subject_digest)
            return (
                self._key(record.subject) == self.tip and signed.counts,
                tally is not None and tally.completed is not None,
                signed.counts,
                record.verdict == "approve",
                signed.position,
            )

        best = max(words, key=rank).signed.record
        assert best is not None  # noqa: S101
        return best.subject_digest

    def _judged(
        self,
        tally: Tally,
        charter: Charter | None,
        needs: tuple[Need, ...],
        words: list[Judged],
        *,
        current: bool,
    ) -> tuple[bool | None, list[Reason]]:
        same = [
            w for w in words if w.signed.record and w.signed.record.subject_digest == tally.digest
        ]
        problems = [p for w in words for p in w.signed.problems]
        if charter is None:
            shown = [sentences.signed_by(w) for w in same if w.signed.record]
            none = Reason(
                "no-charter",
                "There is no charter in force, so no rule says whether this is approved.",
                None,
                "unknown",
            )
            return None, [none, *shown, *problems]
        reasons = sentences.approvals(self, tally, charter, needs)
        blocking = self.count.blocking(tally, charter)
        reasons += [sentences.rejected(word) for word in blocking]
        reasons += sentences.missing(needs, self.policy, charter, self._barred(tally, charter))
        reasons += sentences.withdrawn(same)
        dates = self._dates(tally, same)
        reasons += dates
        if current or tally.completed is None:
            reasons += self._others(tally, charter)
            reasons += self._stale_equivalence(texts_in(tally.record), charter)
        unsure = any(p.weight == "unknown" for p in problems)
        missing = not needs or any(need.missing for need in needs)
        if tally.completed is not None and not missing and not blocking and not dates:
            level: bool | None = True
            problems = [replace(p, weight="note") if p.weight == "no" else p for p in problems]
        else:
            level = None if unsure and not blocking and not dates else False
        return level, [*reasons, *problems]

    def _barred(self, tally: Tally, charter: Charter) -> frozenset[str]:
        """Who may not approve a version because they wrote it, where every rule says so."""
        rules = charter.rules_for(self.policy.id)
        if tally.completed is not None or not all(rule.separation for rule in rules):
            return frozenset()
        return self.count.wrote_since(tally.record, tally.base, len(self.walk.steps), charter)

    def _dates(self, tally: Tally, words: list[Judged]) -> list[Reason]:
        """Whether the effective date could be agreed on: not past when signed, not out of order."""
        day = tally.record.subject.effective_date
        approving = [
            w
            for w in words
            if w.signed.counts and w.signed.record and w.signed.record.verdict == "approve"
        ]
        if day is None or not approving:
            return []
        first = approving[0]
        step = self.walk.step(first.signed.commit)
        found: list[Reason] = []
        if step is not None and sentences.days_before(day, step.time) > _SLACK_DAYS:
            declared = all(w.signed.record and w.signed.record.backdated for w in approving)
            if not declared:
                text = (
                    f"The effective date {day} had passed when it was signed, and nobody says why."
                )
                found.append(Reason("effective-past", text, first.signed.commit))
        previous = self.count.completed_at.get(tally.base)
        before = previous.record.subject.effective_date if previous else None
        if before is not None and day < before:
            text = (
                f"The effective date {day} lies before {before}, from which its predecessor binds."
            )
            found.append(Reason("effective-before-previous", text, first.signed.commit))
        return found

    def _others(self, tally: Tally, charter: Charter) -> list[Reason]:
        """Words on other subjects of the version under way: stale, or for another date."""
        found: list[Reason] = []
        day = tally.record.subject.effective_date
        for other in self.count.tallies.values():
            if other is tally or other.completed is not None or other.first <= tally.base:
                continue
            for who, word in self.count.approving(other, charter):
                record = word.signed.record
                if who in tally.approvals or record is None:
                    continue
                theirs = record.subject.effective_date
                if theirs != day:
                    found.append(sentences.other_date(word, theirs))
                else:
                    found += self._changes(record, tally.record.subject, [word])
        return found

    def _outdated(self) -> list[Reason]:
        """Why the texts at the tip are not those that were approved last."""
        latest = max(
            (t for t in self.count.tallies.values() if t.agreeing),
            key=lambda t: max(t.position, t.first),
            default=None,
        )
        if latest is None:
            return []
        approving = self.count.approving(latest, latest.charter or self.line.latest)
        words = [word for _, word in approving] or list(latest.agreeing)
        record = words[-1].signed.record
        assert record is not None  # noqa: S101  (an approval is a record)
        return self._changes(record, None, words)

    def _changes(self, record: Record, now: Subject | None, words: list[Judged]) -> list[Reason]:
        """What differs between the texts of a record and those of a subject, or of the tip."""
        if now is not None:
            texts = {(t.language, t.path): (t.sha256, t.blob, t.mode) for t in now.texts}
        else:
            texts = {
                (t.language, t.path): (self.judge.sha256(t.blob) or "", t.blob, t.mode)
                for t in self.policy.texts
            }
        names = [w.signed.record.name for w in words if w.signed.record]
        among = [language for language, _ in texts]
        found: list[Reason] = []
        theirs = {(t.language, t.path): t for t in record.subject.texts}
        for key, old in theirs.items():
            new = texts.get(key)
            if new is None:
                found.append(sentences.text_gone(key, names, among))
            elif new[0] != old.sha256:
                clauses = self._clauses(old.blob, new[1], key[1], key[0])
                if clauses is not None and not clauses and self._halves(key[1]):
                    continue  # the file changed, in its other language
                found.append(sentences.stale(key, clauses, names, among, self._changer(key[1])))
            elif new[2] != old.mode:
                found.append(sentences.mode_changed(key[1], names))
        found += [sentences.text_new(key, names, among) for key in texts if key not in theirs]
        return found

    def _halves(self, path: str) -> bool:
        return sum(text.path == path for text in self.policy.texts) > 1

    def _clauses(self, old: str, new: str, path: str, language: str) -> tuple[str, ...] | None:
        """The clauses that differ between two blobs, None where they can't be read."""
        from policyreview.signoff.clauses import changed_names

        try:
            before, after = self.judge.repository.blob(old), self.judge.repository.blob(new)
            return changed_names(before, after, path, language)
        except PolicyReviewError:
            return None

    def _clauses_but_stamps(
        self, old: str, new: str, key: tuple[str, str]
    ) -> tuple[str, ...] | None:
        """The clauses that differ between two blobs, the dates stamped meanwhile left aside.

        Args:
            old: The blob of which equivalence was said.
            new: The blob as it is now.
            key: Language and path.
        """
        stamped = self.count.stamped
        found = [
            self._clauses(before, after, key[1], key[0])
            for before, after in ((old, stamped.unstamped(new)), (stamped.restamped(old), new))
        ]
        known = [clauses for clauses in found if clauses is not None]
        return min(known, key=len) if known else None

    def _changer(self, path: str) -> str | None:
        """The last commit that changed a path."""
        for step in reversed(self.walk.steps):
            if any(change.path == path for change in step.changes):
                return step.commit
        return None
