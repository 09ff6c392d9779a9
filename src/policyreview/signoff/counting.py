"""Counting words towards the rules: who approved what, who blocks, when a quorum was reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from policyreview.signoff.behind import acknowledged, behind
from policyreview.signoff.charter import EQUIVALENCE
from policyreview.signoff.equivalence import Stamped, says_equivalence, texts_in
from policyreview.signoff.verification import Need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policyreview.signoff.charter import Charter, Rule
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.equivalence import Texts
    from policyreview.signoff.judge import Judged
    from policyreview.signoff.record import Record


@dataclass(frozen=True, slots=True)
class Word:
    """A word of equivalence, with all that is said of its subject."""

    tally: Tally
    judged: Judged

    @property
    def record(self) -> Record:
        """What was signed."""
        record = self.judged.signed.record
        assert record is not None  # noqa: S101  (only records are words)
        return record


@dataclass(slots=True)
class Tally:
    """What has been said of one subject so far.

    Attributes:
        first: Position of its first counted record.
        base: Position with which the version approved before it was completed; -1: none was.
        approvals: The latest word of each person who approves, in the order of those words.
        equivalences: The same of words that mean equivalence: they stand beside a person's other.
        rejections: The latest word of each person who rejects.
        against: The last rejection or withdrawal of each person, whatever came after it.
        overtaken: Approvals that came in by a merge after a rejection or withdrawal of the same
            person and were made without it: that one stands.
        held: The words of equivalence, by signer and language, with which it was completed.
        completed: The record with which the quorum was reached.
        charter: The charter under which it was.
        needed: A charter's digest, and what it asks for with who counts, as long as nothing more
            is said.
    """

    digest: str
    record: Record
    first: int
    base: int
    approvals: dict[str, Judged] = field(default_factory=dict)
    equivalences: dict[str, Judged] = field(default_factory=dict)
    rejections: dict[str, Judged] = field(default_factory=dict)
    against: dict[str, Judged] = field(default_factory=dict)
    overtaken: list[tuple[Judged, Judged]] = field(default_factory=list)
    held: dict[tuple[str, str], Word] = field(default_factory=dict)
    completed: Judged | None = None
    charter: Charter | None = None
    needed: tuple[str, tuple[Need, ...]] | None = None

    @property
    def position(self) -> int:
        """Position of completion, -1 before."""
        return self.completed.signed.position if self.completed else -1

    @property
    def agreeing(self) -> tuple[Judged, ...]:
        """Every approval that stands, those that mean equivalence too, in the order of history."""
        words = [*self.approvals.values(), *self.equivalences.values()]
        words.sort(key=lambda word: word.signed.position)
        return tuple(words)


class Asked(NamedTuple):
    """So many persons of a role that a rule asks for, for one language."""

    rule: Rule
    language: str
    role: str
    want: int


@dataclass(slots=True)
class Count:
    """The words on one policy, counted in the order of history in one pass.

    Attributes:
        policy: Its id.
        line: The charters.
        authors: Gives the ids of the signers who wrote changes to a subject's texts, after one
            position and up to another.
        changed: Whether a file was changed after one position and before another.
        follows: Whether the commit at one position was made on top of that at another.
        stamped: Which bytes are the same but for stamps.
        equivalent: The words of equivalence that stand, by signer and language, the latest last.
        last: The commit of the last record that counts.
    """

    policy: str
    line: CharterLine
    authors: Callable[[Record, int, int, Charter, frozenset[str]], frozenset[str]]
    changed: Callable[[str, int, int], bool]
    follows: Callable[[int, int], bool]
    stamped: Stamped = field(default_factory=Stamped)
    equivalent: dict[tuple[str, str], list[Word]] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    standing: dict[str, Judged] = field(default_factory=dict)
    completed_at: dict[int, Tally] = field(default_factory=dict)
    last_completed: int = -1
    last_open: Tally | None = None
    last: str = ""
    _unsaid: dict[str, Judged] = field(default_factory=dict)
    _roles: dict[tuple[str, str, str, str], bool] = field(default_factory=dict)
    _apart: dict[str, bool] = field(default_factory=dict)
    _paths: dict[int, frozenset[str]] = field(default_factory=dict)
    _asked: dict[tuple[str, tuple[str, ...], str | None], tuple[tuple[Asked, ...], int]] = field(
        default_factory=dict
    )

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
        tally.needed = None
        means_equivalence = says_equivalence(record)
        if record.verdict == "approve" and (stronger := self._unseen(judged, tally, record)):
            tally.overtaken.append((judged, stronger))
            return
        if not means_equivalence:
            tally.approvals.pop(who, None)
        self._lift(tally.rejections, who, judged)
        freed = self._lift(self.standing, who, judged)
        if record.verdict in {"reject", "withdraw"}:
            tally.against[who] = self._unsaid[who] = judged
            self._unsay_equivalence(who, tally, record.verdict)
        if record.verdict == "reject":
            self.standing[who] = judged
            tally.rejections[who] = judged
        elif record.verdict == "approve":
            words = tally.equivalences if means_equivalence else tally.approvals
            words.pop(who, None)
            words[who] = judged
            if means_equivalence:
                for language in record.languages:
                    self.equivalent.setdefault((who, language), []).append(Word(tally, judged))
            self.last_open = tally if tally.completed is None else self.last_open
        charter = self.line.before(judged.landing)
        self._try(tally, judged, charter)
        if freed and self.last_open is not None and self.last_open is not tally:
            self._try(self.last_open, judged, charter)

    def _unseen(self, judged: Judged, tally: Tally, record: Record) -> Judged | None:
        """A rejection or withdrawal of the same person that an approval was made without.

        History holds it before, since a merge brought the approval after it. What somebody said
        without having their own later word before them takes nothing back.
        """
        against = self._unsaid if says_equivalence(record) else tally.against
        word = against.get(record.signer)
        return None if word is None or self._follows(judged, word) else word

    def _lift(self, rejections: dict[str, Judged], who: str, judged: Judged) -> bool:
        """Take a person's rejection away if a later word was said on top of it."""
        lifted = who in rejections and self._follows(judged, rejections[who])
        if lifted:
            del rejections[who]
        return lifted

    def _follows(self, later: Judged, earlier: Judged) -> bool:
        return self.follows(later.signed.position, earlier.signed.position)

    def finish(self) -> None:
        """See whether the charter at the tip completes the version last begun."""
        if self.last_open is not None and self.last_open.agreeing:
            self._try(self.last_open, self.last_open.agreeing[-1], self.line.latest)

    def _unsay_equivalence(self, who: str, tally: Tally, verdict: str) -> None:
        """Whoever rejects or withdraws has to say again that languages are equivalent.

        A version that was completed with the word stays so, unless just that word is withdrawn.
        """
        tally.equivalences.pop(who, None)
        for key in [key for key in self.equivalent if key[0] == who]:
            del self.equivalent[key]
        if verdict == "withdraw":
            for other in self.tallies.values():
                other.held = {
                    key: word
                    for key, word in other.held.items()
                    if key[0] != who or word.tally is not tally
                }

    @property
    def marked(self) -> tuple[str, ...]:
        """The commits of words that must not vanish: the last one, and those that speak against.

        What a branch beside the line brought can vanish without the last one.
        """
        against = {
            word.signed.position: word.signed.commit
            for tally in self.tallies.values()
            for word in tally.against.values()
        }
        return tuple(dict.fromkeys([self.last, *(against[at] for at in sorted(against))]))

    def _try(self, tally: Tally, judged: Judged, charter: Charter | None) -> None:
        if tally.completed is not None or charter is None:
            return
        words = len(tally.approvals) + len(tally.equivalences)
        if not words or words < self._asks(tally, charter)[1]:
            return
        if self.blocking(tally, charter):
            return
        needs = self.needs(tally, charter)
        if needs and not any(need.missing for need in needs):
            if self.asks_equivalence(charter):
                tally.held = {
                    (word.record.signer, language): word
                    for language, _, word in self.equivalences(tally, charter)
                }
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
        if not tally.rejections and not self.standing:
            return []
        words: Iterable[Judged] = tally.rejections.values()
        if tally.completed is None:
            words = (self.standing | tally.rejections).values()
        return [
            word
            for word in words
            if word.signed.record and charter.roles_of(word.signed.record.signer, self.policy)
        ]

    def needs(self, tally: Tally, charter: Charter) -> tuple[Need, ...]:
        """What the charter asks for a subject, and who counts towards it."""
        if tally.needed is not None and tally.needed[0] == charter.digest:
            return tally.needed[1]
        found: list[Need] = []
        for rule, language, role, want in self._asks(tally, charter)[0]:
            if rule.meaning == EQUIVALENCE:
                have = tuple(self.equivalent_for(tally, language, role, rule, charter))
            else:
                have = self._approving(tally, language, role, rule, charter)
            found.append(Need(role, language, want, have, rule.meaning))
        needs = tuple(found)
        if not self.asks_equivalence(charter):  # such a word may be one on another version
            tally.needed = (charter.digest, needs)
        return needs

    def asks_equivalence(self, charter: Charter) -> bool:
        """Whether a charter asks for words of equivalence on the policy."""
        if charter.digest not in self._apart:
            self._apart[charter.digest] = charter.asks_equivalence(self.policy)
        return self._apart[charter.digest]

    def _asks(self, tally: Tally, charter: Charter) -> tuple[tuple[Asked, ...], int]:
        """What the charter asks for texts such as a subject's; the fewest approvals it needs."""
        subject = tally.record.subject
        languages = tuple([text.language for text in subject.texts])
        key = (charter.digest, languages, subject.prevailing)
        known = self._asked.get(key)
        if known is None:
            asked = tuple(
                Asked(rule, language, role, want)
                for rule in charter.rules_for(self.policy)
                for language in dict.fromkeys(languages)
                if rule.asks_for(language, subject.prevailing)
                for role, want in rule.needs
            )
            fewest = max((a.want for a in asked if a.rule.meaning != EQUIVALENCE), default=0)
            known = self._asked[key] = asked, fewest
        return known

    def _approving(
        self, tally: Tally, language: str, role: str, rule: Rule, charter: Charter
    ) -> tuple[str, ...]:
        """Who counts towards a rule that does not ask for equivalence."""
        found: dict[str, None] = {}
        for who, word in self.approving(tally, charter):
            if (
                self.counts(word, charter, role, language, rule.meaning)
                and self.speaks(tally, word, language)
                and not (rule.separation and who in self.wrote(tally, word, charter))
            ):
                found[who] = None
        return tuple(found)

    def approving(self, tally: Tally, charter: Charter | None) -> Iterable[tuple[str, Judged]]:
        """The approvals of a subject by their signers.

        Words that mean equivalence are among them only where no rule asks for such words.
        """
        if not tally.equivalences or (charter and self.asks_equivalence(charter)):
            return tally.approvals.items()
        return (*tally.approvals.items(), *tally.equivalences.items())

    def saying_equivalent(
        self, texts: Texts, language: str, role: str, rule: Rule, charter: Charter
    ) -> dict[str, Word]:
        """Whose word of equivalence for a language holds for these texts and counts for a rule.

        What was said of an earlier version holds as long as the language's text and the prevailing
        one are, stamps aside, those that it was said of.
        """
        about = texts.about(language)
        return {
            who: word
            for (who, said), words in self.equivalent.items()
            if said == language
            for word in words
            if self.stamped.same(texts_in(word.record).about(language), about)
            and self._serves(word, language, role, rule, charter)
        }

    def _serves(self, word: Word, language: str, role: str, rule: Rule, charter: Charter) -> bool:
        """Whether a word of equivalence counts for a rule, as it would for its own subject."""
        tally, judged = word.tally, word.judged
        return (
            self.counts(judged, charter, role, language, EQUIVALENCE)
            and self.speaks(tally, judged, language)
            and not (rule.separation and word.record.signer in self.wrote(tally, judged, charter))
        )

    def equivalent_for(
        self, tally: Tally, language: str, role: str, rule: Rule, charter: Charter
    ) -> dict[str, Word]:
        """Whose word of equivalence for a language of a subject counts for a rule."""
        found = self.saying_equivalent(texts_in(tally.record), language, role, rule, charter)
        if tally.completed is None:
            return found
        held = {
            who: word
            for (who, said), word in tally.held.items()
            if said == language and self._serves(word, language, role, rule, charter)
        }
        return held | {who: word for who, word in found.items() if word.tally is tally}

    def equivalences(self, tally: Tally, charter: Charter) -> Iterator[tuple[str, str, Word]]:
        """The words of equivalence that count for a subject: language, role, word."""
        texts = texts_in(tally.record)
        for rule in charter.rules_for(self.policy):
            if rule.meaning != EQUIVALENCE:
                continue
            for language in dict.fromkeys(text.language for text in texts.texts):
                if rule.asks_for(language, texts.prevailing):
                    for role, _ in rule.needs:
                        words = self.equivalent_for(tally, language, role, rule, charter)
                        yield from ((language, role, word) for word in words.values())

    def counts(
        self, word: Judged, charter: Charter, role: str, language: str, meaning: str | None
    ) -> bool:
        """Whether an approval counts for a role and language: by every charter concerned."""
        record = word.signed.record
        if record is None or language not in record.languages:
            return False
        if meaning is not None and record.meaning != meaning:
            return False
        for one in (*word.charters, charter):
            if not self._holds(one, record.signer, role, language):
                return False
        return True

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
        return self.wrote_since(tally.record, tally.base, word.signed.position, charter)

    def wrote_since(
        self, record: Record, base: int, until: int, charter: Charter
    ) -> frozenset[str]:
        """Who wrote changes to a record's texts after one position and before another.

        Args:
            record: Whose subject names the texts.
            base: The position with which the version approved before was completed; -1: none was.
            until: The position up to which is asked.
            charter: Whose addresses and keys tell the persons.
        """
        before = self.completed_at.get(base)
        if before is None:
            return self.authors(record, base, until, charter, frozenset())
        paths = self._paths.get(base)
        if paths is None:
            paths = self._paths[base] = frozenset(t.path for t in before.record.subject.texts)
        return self.authors(record, base, until, charter, paths)
