"""Equivalence: a signer's word that a language of a policy says the same as the prevailing one.

Such a word is about two texts, not about a version: it holds for a later version as long as both
texts are, stamps aside, those that it was signed for. Once one of them changes it is stale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.signoff.charter import EQUIVALENCE
from policyreview.signoff.words import language_name, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.repository.intact import Change
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.counting import Count, Word
    from policyreview.signoff.record import Record

State = Literal["holds", "stale", "missing"]


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One text of a policy: its language, its path, and git's id of its bytes."""

    language: str
    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a policy in one state, and the language that prevails among them.

    Attributes:
        prevailing: None where none of the texts' languages does.
    """

    texts: tuple[PlacedText, ...]
    prevailing: str | None

    def about(self, language: str) -> dict[tuple[str, str], str]:
        """What a word of equivalence for a language is about: blobs by language and path.

        The texts of that language and of the prevailing one; where none prevails, all.
        """
        wanted = {language, self.prevailing}
        return {
            (text.language, text.path): text.blob
            for text in self.texts
            if self.prevailing is None or text.language in wanted
        }


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Whether a language that a rule asks equivalence for is said to be equivalent as it is now.

    Attributes:
        language: The language asked about.
        prevailing: The language that it is compared with; None: all others.
        state: ``holds`` (as many say so as the rules ask for), ``stale`` (somebody's word has gone
            stale, and too few hold), ``missing``.
        signers: Ids of those whose word holds.
        stale: Ids of those whose word has gone stale.
        changed: The languages whose text changed since the stale words.
    """

    language: str
    prevailing: str | None
    state: State
    signers: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Where it stands, in a sentence."""
        among = (self.language, *((self.prevailing,) if self.prevailing else ()))
        name = language_name(self.language, among)
        other = language_name(self.prevailing, among) if self.prevailing else "the others"
        if self.state == "holds":
            return f"{name} is said to be equivalent to {other}."
        if self.state == "missing":
            return f"Nobody who may has said yet that {name} is equivalent to {other}."
        texts = listed([language_name(tag, (*among, tag)) for tag in self.changed])
        return f"That {name} is equivalent to {other} has to be said anew: {texts} changed since."


def texts_of(texts: Iterable[PlacedText], prevailing: str | None) -> Texts:
    """The texts as one state; a prevailing language that none of them is in does not count."""
    placed = tuple(texts)
    spoken = {text.language for text in placed}
    return Texts(placed, prevailing if prevailing in spoken else None)


def texts_in(record: Record) -> Texts:
    """The texts that a record speaks of."""
    subject = record.subject
    placed = (PlacedText(text.language, text.path, text.blob) for text in subject.texts)
    return texts_of(placed, subject.prevailing)


def says_equivalence(record: Record) -> bool:
    """Whether a record is an approval that means equivalence."""
    return record.verdict == "approve" and record.meaning == EQUIVALENCE


class Stamped:
    """Tells which bytes of a text are the same but for dates that sign-offs have stamped."""

    def __init__(self, stamps: Iterable[Change] = ()) -> None:
        """Take the changes of texts by sign-offs whose records count."""
        self._before: dict[str, str] = {}
        self._after: dict[str, str] = {}
        self._leader: dict[str, str] = {}
        for change in stamps:
            self._before[change.new] = change.old
            self._after[change.old] = change.new
            self._leader[self._led(change.new)] = self._led(change.old)

    def _led(self, blob: str) -> str:
        """The blob that stands for all that are the same as this one."""
        while (leader := self._leader.get(blob, blob)) != blob:
            blob = leader
        return blob

    def unstamped(self, blob: str) -> str:
        """The blob from before the stamps that led to one."""
        return _end(self._before, blob)

    def restamped(self, blob: str) -> str:
        """The blob that the stamps after one led to."""
        return _end(self._after, blob)

    def same(self, one: dict[tuple[str, str], str], other: dict[tuple[str, str], str]) -> bool:
        """Whether two sets of texts, by language and path, are the same but for stamps."""
        return one.keys() == other.keys() and not self.differing(one, other)

    def differing(
        self, one: dict[tuple[str, str], str], other: dict[tuple[str, str], str]
    ) -> tuple[tuple[str, str], ...]:
        """The texts of the first set that are others, or gone, in the second."""
        return tuple(
            key
            for key, blob in one.items()
            if key not in other or self._led(blob) != self._led(other[key])
        )


def _end(steps: dict[str, str], blob: str) -> str:
    """Where a chain of stamps ends."""
    seen = {blob}
    while (there := steps.get(blob)) is not None and there not in seen:
        seen.add(there)
        blob = there
    return blob


def equivalences(count: Count, texts: Texts, charter: Charter | None) -> tuple[Equivalence, ...]:
    """Where each language stands that a rule asks equivalence for, for texts as they are now."""
    if charter is None:
        return ()
    found = []
    stale = outgrown(count, texts, charter)
    for language in dict.fromkeys(text.language for text in texts.texts):
        rules = [
            rule
            for rule in charter.rules_for(count.policy)
            if rule.meaning == EQUIVALENCE and rule.asks_for(language, texts.prevailing)
        ]
        if not rules:
            continue
        saying = [
            (count.saying_equivalent(texts, language, role, rule, charter), want)
            for rule in rules
            for role, want in rule.needs
        ]
        enough = all(len(who) >= want for who, want in saying)
        gone = [(who, word) for said, who, word in stale if said == language]
        about = texts.about(language)
        changed = dict.fromkeys(
            tag
            for _, word in gone
            for tag, _ in count.stamped.differing(texts_in(word.record).about(language), about)
        )
        found.append(
            Equivalence(
                language,
                texts.prevailing if texts.prevailing != language else None,
                "holds" if enough else "stale" if gone else "missing",
                tuple(dict.fromkeys(one for who, _ in saying for one in who)),
                tuple(who for who, _ in gone),
                tuple(changed),
            )
        )
    return tuple(found)


def outgrown(
    count: Count, texts: Texts, charter: Charter | None
) -> tuple[tuple[str, str, Word], ...]:
    """The words of equivalence that are not about these texts any more: language, signer, word.

    Of those only that a rule would count.
    """
    if charter is None or not charter.asks_equivalence(count.policy):
        return ()
    found = []
    for (who, language), words in count.equivalent.items():
        about = texts.about(language)
        if any(count.stamped.same(texts_in(word.record).about(language), about) for word in words):
            continue
        latest = words[-1]
        wanted = any(
            rule.meaning == EQUIVALENCE
            and rule.asks_for(language, texts.prevailing)
            and count.counts(latest.judged, charter, role, language, EQUIVALENCE)
            for rule in charter.rules_for(count.policy)
            for role, _ in rule.needs
        )
        if wanted:
            found.append((language, who, latest))
    return tuple(found)
