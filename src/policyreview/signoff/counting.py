"""Counting words towards the rules: who approved what, who blocks, when a quorum was reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policyreview.signoff.behind import acknowledged, behind
from policyreview.signoff.verification import Need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policyreview.signoff.charter import Charter
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.judge import Judged
    from policyreview.signoff.record import Record


@dataclass(slots=True)
class Tally:
    """What has been said of one subject so far.

    Attributes:
        first: Position of its first counted record.
        base: Position with which the version approved before it was completed; -1: none was.
        approvals: The latest word of each person who approves, in the order of those words.
        completed: The record with which the quorum was reached.
        charter: The charter under which it was.
    """

    digest: str
    record: Record
    first: int
    base: int
    approvals: dict[str, Judged] = field(default_factory=dict)
    rejections: dict[str, Judged] = field(default_factory=dict)
    completed: Judged | None = None
    charter: Charter | None = None

    @property
    def position(self) -> int:
        """Position of completion, -1 before."""
        return self.completed.signed.position if self.completed else -1


@dataclass(slots=True)
class Count:
    """The words on one policy, counted in the order of history in one pass.

    Attributes:
        policy: Its id.
        line: The charters.
        authors: Gives the ids of the signers who wrote changes to a subject's texts, after one
            position and up to another.
        changed: Whether a file was changed after one position and before another.
        last: The commit of the last record that counts.
    """

    policy: str
    line: CharterLine
    authors: Callable[[Record, int, int, Charter], frozenset[str]]
    changed: Callable[[str, int, int], bool]
    tallies: dict[str, Tally] = field(default_factory=dict)
    standing: dict[str, Judged] = field(default_factory=dict)
    completed_at: dict[int, Tally] = field(default_factory=dict)
    last_completed: int = -1
    last_open: Tally | None = None
    last: str = ""
    _roles: dict[tuple[str, str, str, str], bool] = field(default_factory=dict)

    def add(self, judged: Judged) -> None:
        """Take the next record; only those that count may be given."""
        record = judged.signed.record
        self.last = judged.signed.commit
        if record is None or record.verdict == "comment":
            return
        who, digest = record.signer, record.subject_digest
        tally = self.tallies.get(digest)
        if tally is None:
            position = judged.signed.position
            tally = Tally(digest, record, position, self.last_completed)
            self.tallies[digest] = tally
        tally.approvals.pop(who, None)
        tally.rejections.pop(who, None)
        freed = self.standing.pop(who, None) is not None
        if record.verdict == "reject":
            self.standing[who] = judged
            tally.rejections[who] = judged
        elif record.verdict == "approve":
            tally.approvals[who] = judged
            self.last_open = tally if tally.completed is None else self.last_open
        charter = self.line.before(judged.landing)
        for open_tally in {
            id(t): t for t in (tally, self.last_open if freed else None) if t
        }.values():
            self._try(open_tally, judged, charter)

    def finish(self) -> None:
        """See whether the charter at the tip completes the version last begun."""
        if self.last_open is not None and self.last_open.completed is None:
            approvals = list(self.last_open.approvals.values())
            if approvals:
                self._try(self.last_open, approvals[-1], self.line.latest)

    def _try(self, tally: Tally, judged: Judged, charter: Charter | None) -> None:
        if tally.completed is not None or charter is None or not tally.approvals:
            return
        if self.blocking(tally, charter):
            return
        needs = self.needs(tally, charter)
        if needs and not any(need.missing for need in needs):
            tally.completed, tally.charter = judged, charter
            self.completed_at[judged.signed.position] = tally
            self.last_completed = max(self.last_completed, judged.signed.position)
            if self.last_open is tally:
                self.last_open = None

    def blocking(self, tally: Tally, charter: Charter) -> list[Judged]:
        """Rejections that stand against a subject.

        Before the quorum: every standing rejection of a person with a role for the policy, of
        whatever text, since a new text alone takes no word back. Afterwards: those of this subject.
        """
        words: Iterable[Judged] = (
            self.standing.values() if tally.completed is None else tally.rejections.values()
        )
        return [
            word
            for word in words
            if word.signed.record and charter.roles_of(word.signed.record.signer, self.policy)
        ]

    def needs(self, tally: Tally, charter: Charter) -> tuple[Need, ...]:
        """What the charter asks for a subject, and who counts towards it."""
        found: list[Need] = []
        languages = tuple(dict.fromkeys(text.language for text in tally.record.subject.texts))
        for rule in charter.rules_for(self.policy):
            for language in languages:
                if not rule.asks_for(language):
                    continue
                for role, want in rule.needs:
                    have = tuple(
                        who
                        for who, word in tally.approvals.items()
                        if self.counts(word, charter, role, language, rule.meaning)
                        and self.speaks(tally, word, language)
                        and not (rule.separation and who in self.wrote(tally, word, charter))
                    )
                    found.append(Need(role, language, want, have, rule.meaning))
        return tuple(found)

    def counts(
        self, word: Judged, charter: Charter, role: str, language: str, meaning: str | None
    ) -> bool:
        """Whether an approval counts for a role and language: by every charter concerned."""
        record = word.signed.record
        if record is None or language not in record.languages:
            return False
        if meaning is not None and record.meaning != meaning:
            return False
        return all(
            self._holds(one, record.signer, role, language) for one in (*word.charters, charter)
        )

    def _holds(self, charter: Charter, signer: str, role: str, language: str) -> bool:
        key = (charter.digest, signer, role, language)
        if key not in self._roles:
            self._roles[key] = charter.has_role(signer, role, self.policy, language)
        return self._roles[key]

    def speaks(self, tally: Tally, word: Judged, language: str) -> bool:
        """Whether an approval may be taken for a language: not unasked for one left behind."""
        record = word.signed.record
        if tally.base < 0 or record is None or len(record.subject.texts) < 2:
            return True
        still, _ = self.behind(tally, word)
        return language not in still or acknowledged(record, language)

    def behind(self, tally: Tally, word: Judged) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Languages that stood still since the version approved before, and those that changed."""
        return behind(
            ((text.language, text.path) for text in tally.record.subject.texts),
            lambda path: self.changed(path, tally.base, word.signed.position),
        )

    def wrote(self, tally: Tally, word: Judged, charter: Charter) -> frozenset[str]:
        """Who wrote changes since the version approved before, up to a word."""
        return self.authors(tally.record, tally.base, word.signed.position, charter)
