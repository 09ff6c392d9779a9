"""Who wrote what: the signers behind the commits that changed a policy's texts."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from policyreview.errors import PolicyReviewError
from policyreview.repository.parse import parse_commit
from policyreview.signoff.origins import Origins
from policyreview.signoff.signature import check_commit

if TYPE_CHECKING:
    from collections.abc import Collection

    from policyreview.repository import Repository
    from policyreview.repository.model import Commit
    from policyreview.signoff.charter import Charter, Signer
    from policyreview.signoff.merges import Remaker
    from policyreview.signoff.proofs import Proofs
    from policyreview.signoff.record import Record
    from policyreview.signoff.walk import Walk

_CO_AUTHOR = re.compile(
    r"^co-authored-by:[^<\n]{0,200}<([^<>\n]{1,200})>[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_TELLING = (b"\ngpgsig", b"co-authored-by", b"\nencoding ")
_CHUNK = 256
_LARGEST = 4 * 1024 * 1024
_MOST_KEPT = 4_096
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class _Signs:
    """Addresses of co-authors that a commit names; the commit itself if it is signed."""

    co_authors: tuple[str, ...] = ()
    signed: Commit | None = None


_NONE = _Signs()


def tells_more(commit: bytes) -> bool:
    """Whether a commit's bytes could tell of its authors more than its author's line does."""
    data = commit.lower()
    return any(sign in data for sign in _TELLING)


@dataclass(slots=True)
class Authorship:
    """Answers who wrote changes to paths between two positions of a history.

    Attributes:
        stamping: Commits that only stamp a date: they make nobody an author.
        remaker: Makes merges again.
        proofs: Signatures found good before.
        all_paths: Whether all that history changed will be asked about, so that it is well to read
            on; otherwise only what changed the same path.
        silent: Commits that are known to tell no more of their authors than their author's line.
    """

    repository: Repository
    walk: Walk
    stamping: frozenset[str]
    remaker: Remaker
    proofs: Proofs | None = None
    all_paths: bool = True
    silent: Collection[str] = frozenset()
    _origins: Origins = field(init=False)
    _signs: dict[int, _Signs] = field(default_factory=dict)
    _people: dict[tuple[int, str], frozenset[str]] = field(default_factory=dict)
    _known: dict[tuple[str, int, int, str], frozenset[str]] = field(default_factory=dict)
    _same: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    _asked: tuple[str, str] = ("", "")
    _answer: Signer | None = None

    def __post_init__(self) -> None:
        self._origins = Origins(self.repository, self.walk, self.stamping, self.remaker)

    def authors(
        self,
        record: Record,
        after: int,
        until: int,
        charter: Charter,
        approved: frozenset[str] = frozenset(),
    ) -> frozenset[str]:
        """Ids of the signers who wrote changes to the record's texts.

        Args:
            record: Whose subject names the texts.
            after: Position of the version approved before; changes up to it do not count.
            until: Position of the word that is judged.
            charter: Whose addresses and keys tell the persons.
            approved: Paths of the texts of the version approved before.
        """
        key = (record.subject_digest, after, until, charter.digest)
        if key not in self._known:
            found: set[str] = set()
            for path in {text.path for text in record.subject.texts}:
                for position in self._origins.writing(path, after, until, approved):
                    found |= self._authors_of(position, charter, path)
            _bound(self._known)
            self._known[key] = self._once(found)
        return self._known[key]

    def changed(self, path: str, after: int, until: int) -> bool:
        """Whether anybody changed a file between two positions; stamps are no change."""
        return bool(self._origins.positions(path, after, until))

    def _authors_of(self, position: int, charter: Charter, path: str) -> frozenset[str]:
        """The signers behind one commit: its author, co-authors, and whoever signed it as its own.

        Author lines are claims. A signature is not: where the author is nobody in the charter, the
        committer and the key that signed the commit tell who it was.
        """
        key = (position, charter.digest)
        if key in self._people:
            return self._people[key]
        step = self.walk.steps[position]
        found = set()
        author = self._person_of(step.author_email, charter)
        if person := author or self._person_of(step.committer_email, charter):
            found.add(person.id)
        signs = self._signs_of(position, path)
        for address in signs.co_authors:
            if person := charter.person_of(address):
                found.add(person.id)
        if signs.signed is not None and not author:
            checked = check_commit(signs.signed, [charter], self.proofs)
            if checked.outcome == "good" and checked.signer is not None:
                found.add(checked.signer.id)
        _bound(self._people)
        self._people[key] = self._once(found)
        return self._people[key]

    def _person_of(self, email: str, charter: Charter) -> Signer | None:
        """The signer whose commits carry an address; the same one follows the same one."""
        key = (charter.digest, email)
        if self._asked != key:
            self._asked, self._answer = key, charter.person_of(email)
        return self._answer

    def _once(self, people: set[str]) -> frozenset[str]:
        """A set as a value that equal ones share."""
        whole = frozenset(people)
        return self._same.setdefault(whole, whole)

    def _signs_of(self, position: int, path: str) -> _Signs:
        """What a commit itself tells of its authors; many are read at once."""
        steps = self.walk.steps
        if position not in self._signs and steps[position].commit not in self.silent:
            near = steps[position : position + _CHUNK]
            if not self.all_paths:
                later = self._origins.positions(path, position, len(steps))
                near = (steps[position], *(steps[one] for one in later[:_CHUNK]))
            wanted = {
                step.commit: step.position
                for step in near
                if step.commit not in self.stamping
                and step.commit not in self.silent
                and step.position not in self._signs
            }
            for oid, known in self.repository.objects.read_many(wanted, limit=_LARGEST):
                signs = _NONE
                if known is not None and known[0] == "commit" and tells_more(known[1]):
                    with contextlib.suppress(PolicyReviewError):
                        signs = _signs(parse_commit(oid, known[1], self.repository.object_format))
                self._signs[wanted[oid]] = signs
        return self._signs.get(position, _NONE)


def _bound(kept: dict[_Key, frozenset[str]]) -> None:
    """Forget answers that are too many; the same is asked within one policy only."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()


def _signs(commit: Commit) -> _Signs:
    return _Signs(
        tuple(_CO_AUTHOR.findall(commit.message[-4_000:])),
        commit if commit.signature is not None else None,
    )
