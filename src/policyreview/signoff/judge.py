"""Judging single records: whether each is a valid word of its signer on its subject."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, PolicyReviewError, Refused
from policyreview.repository.differing import MODULE
from policyreview.repository.objects import SIZE_LIMIT
from policyreview.repository.parse import parse_signed
from policyreview.repository.repo import COMMIT_LIMIT
from policyreview.signoff.charter import CHARTER, LARGEST_CHARTER, digest_of
from policyreview.signoff.commitform import of_authority, of_form, of_stamps
from policyreview.signoff.complaints import named, of_message, of_signature, reason_at
from policyreview.signoff.record import LARGEST_RECORD, RECORDS, Record, Shared, parse
from policyreview.signoff.signature import Checked, check_commit
from policyreview.signoff.subject import digest, sha256_of
from policyreview.signoff.trees import Entry, Trees
from policyreview.signoff.verification import Reason, SignedRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from policyreview.repository import Repository
    from policyreview.repository.intact import Change
    from policyreview.repository.model import SignedCommit
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.proofs import Proofs
    from policyreview.signoff.subject import Subject
    from policyreview.signoff.walk import Step, Walk

_CHUNK = 256
_MOST_KEPT = 64 * 1024 * 1024
_MOST_RECORDS = 300_000


@dataclass(slots=True)
class Judged:
    """A judged record with the charters under which it was made.

    Attributes:
        signed: The record and what is wrong with it.
        blob: What stands at its path in its commit.
        charters: At its own parent and at its landing's first parent; both must grant a role.
        landing: Index on the first-parent line where it arrived.
        stamp_only: Its commit is a sound sign-off commit, so its text changes make nobody author.
    """

    signed: SignedRecord
    blob: str
    charters: tuple[Charter, ...]
    landing: int
    stamp_only: bool


@dataclass(slots=True)
class Judge:
    """Judges the records of one history; each blob is hashed once.

    Attributes:
        read: Commits' bytes, compared with their ids; they are taken out as they are judged.
        lacking: Paths of records whose bytes are missing from the clone, or damaged.
    """

    repository: Repository
    walk: Walk
    line: CharterLine
    trees: Trees
    proofs: Proofs
    read: dict[str, bytes] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    _hashes: dict[str, str | None] = field(default_factory=dict)
    _bytes: dict[str, bytes] = field(default_factory=dict)
    _payloads: dict[str, str] = field(default_factory=dict)
    _subjects: dict[str, Subject] = field(default_factory=dict)
    _shared: Shared = field(default_factory=Shared)
    _known: dict[tuple[str, int], Charter | None] = field(default_factory=dict)

    def records(self, folders: Collection[str] | None = None) -> list[Judged]:
        """Every record that history ever added, in its order.

        Args:
            folders: Those of the policies wanted, None: all.

        Raises:
            CouldNotTell: They are too many.
        """
        adding = [
            (step, change)
            for step in self.walk.steps
            for change in step.changes
            if change.path.startswith(RECORDS) and change.status != "D"
            if folders is None or change.path.split("/", 3)[2] in folders
        ]
        arrived = {
            (change.path, change.new)
            for step, change in adding
            if not step.mainline and len(step.parents) == 1
        }
        wanted = [
            (step, change)
            for step, change in adding
            if len(step.parents) < 2 or (change.path, change.new) not in arrived
        ]  # not a merge that brought what a side branch had added
        if len(wanted) > _MOST_RECORDS:
            raise CouldNotTell(
                f"The history adds {len(wanted):,} records, more than the {_MOST_RECORDS:,} that"
                " are judged.",
                hint="If somebody made them by hand, have the branch made without them.",
            )
        out = []
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            commits = self._commits(step.commit for step, _ in part)
            steps = {step.commit: step for step, _ in part}.values()  # one may add very many
            self._shared.words.update({c[5]: c[5] for step in steps for c in step.changes})
            read = {
                oid: _read(data, self._shared)
                for oid, data in self._blobs((c.new for _, c in part), LARGEST_RECORD)
            }
            self._texts(steps, read.values())
            for step, change in part:
                out.append(self._judge(step, change, commits[step.commit], read.get(change.new)))
        for kept in (self._bytes, self._payloads, self._subjects):
            kept.clear()
        self._shared = Shared()
        return out

    def _commits(self, oids: Iterable[str]) -> dict[str, SignedCommit | str]:
        """Commits by oid, or why one can't be read."""
        found: dict[str, SignedCommit | str] = {}
        unread: list[str] = []
        for oid in dict.fromkeys(oids):
            data = self.read.pop(oid, None)
            if data is None:
                unread.append(oid)
            else:
                found[oid] = self._parsed(oid, data)
        for oid, known in self.repository.objects.read_many(unread, limit=COMMIT_LIMIT):
            found[oid] = self._parsed(oid, known[1] if known and known[0] == "commit" else None)
        return found

    def _parsed(self, oid: str, data: bytes | None) -> SignedCommit | str:
        """A commit of that id, or why it can't be read."""
        try:
            if data is None:
                data = self.repository.commit(oid).raw  # asked alone, it says what is wrong
            return parse_signed(oid, data, self.repository.object_format)
        except PolicyReviewError as error:
            return error.message

    def _blobs(
        self, oids: Iterable[str], limit: int = SIZE_LIMIT
    ) -> Iterator[tuple[str, bytes | None]]:
        for oid, known in self.repository.objects.read_many(dict.fromkeys(oids), limit=limit):
            yield oid, known[1] if known and known[0] == "blob" else None

    def _texts(self, steps: Iterable[Step], records: Iterable[Record | str | None]) -> None:
        """Hash the texts that records name, in one go; keep what stamps are compared with."""
        self._bytes.clear()
        stamped = {
            oid
            for step in steps
            for other in step.changes
            if other.status == "M" and not other.path.startswith(RECORDS)
            for oid in (other.old, other.new)
        }
        named = {
            text.blob
            for record in records
            if isinstance(record, Record)
            for text in record.subject.texts
            if text.blob not in self._hashes
        }
        kept = 0
        for oid, data in self._blobs([*sorted(stamped), *sorted(named - stamped)]):
            if oid in named:
                self._hashes[oid] = None if data is None else sha256_of(data)
            if data is not None and oid in stamped and kept + len(data) <= _MOST_KEPT:
                kept += len(data)
                self._bytes[oid] = data

    def _blob(self, oid: str) -> bytes:
        return self._bytes[oid] if oid in self._bytes else self.repository.blob(oid)

    def _judge(
        self, step: Step, change: Change, commit: SignedCommit | str, read: Record | str | None
    ) -> Judged:
        charters = self.charters_for(step)
        if isinstance(commit, str):
            why = reason_at("record-unreadable", commit, step, "unknown")
            lost = Checked("unknown", text="its commit cannot be read")
            signed = SignedRecord(
                None, change.path, step.commit, step.position, lost, "", False, True, (why,)
            )
            return Judged(signed, change.new, charters, step.landing, False)
        if commit.has_parents and not step.parents:  # where a shallow clone ends
            return self._cut_off(step, change, read, charters)
        checked = check_commit(commit, charters, self.proofs)
        payload = hashlib.sha256(commit.payload).hexdigest()
        problems: list[Reason] = []
        record = read if isinstance(read, Record) else None
        there = read is not None or change.new_mode == MODULE
        if record is None and not there and self.repository.lacks(change.new):
            self.lacking.append(change.path)
            text = f"{change.path} cannot be read: its bytes are missing from this clone."
            problems.append(reason_at("record-unreadable", text, step, "unknown"))
        elif record is None:
            text = f"{change.path}: {read}" if read else f"{change.path} is no small file."
            problems.append(reason_at("record-unreadable", text, step))
        else:
            record, renamed = named(record, checked, step)
            problems += renamed
            problems += of_form(record, step, change)
            problems += of_signature(record, checked, step, ruled=bool(charters))
            trusted = step.mainline or self._own_charter(step) is not None
            problems += of_authority(record, checked, charters, step, trusted=trusted)
            problems += self._subject(record, commit, step)
            problems += of_stamps(record, step, change, self._blob)
            problems += of_message(record, commit, step)
            record = self._honest(record)
        bad = bool(problems) and any(problem.weight in {"no", "unknown"} for problem in problems)
        if not bad:  # what does not count takes nothing from another
            first = self._payloads.setdefault(payload, step.commit)
            if first != step.commit:
                text = "The same signed words stand in another commit too; they count once."
                problems.append(reason_at("duplicate-payload", text, step))
                bad = True
        signed = SignedRecord(
            record=record,
            path=change.path,
            commit=step.commit,
            position=step.position,
            signature=checked,
            payload=payload,
            counts=record is not None and not bad,
            present=True,
            problems=tuple(problems),
        )
        shape = {"not-a-sign-off", "record-in-merge", "stamp-unknown", "record-unreadable"}
        sound = record is not None and not (problems and any(p.code in shape for p in problems))
        return Judged(signed, change.new, charters, step.landing, sound)

    def _honest(self, record: Record) -> Record:
        """The record with the digest of what it names: it is free to claim another one.

        So that no record stands among the words on a subject of which it does not speak.
        """
        known = self._subjects.get(record.subject_digest)
        if known is record.subject or known == record.subject:
            return record
        try:
            return replace(record, subject_digest=digest(record.subject))
        except PolicyReviewError:
            return replace(record, subject_digest="")

    def _cut_off(
        self, step: Step, change: Change, read: Record | str | None, charters: tuple[Charter, ...]
    ) -> Judged:
        """A record in a commit whose parents are not in the clone: what it added is not known."""
        text = f"What was there before {step.commit[:10]} is not in this clone."
        why = reason_at("history-incomplete", text, step, "unknown")
        lost = Checked("unknown", text="its parent is not in this clone")
        record = self._honest(read) if isinstance(read, Record) else None
        signed = SignedRecord(
            record, change.path, step.commit, step.position, lost, "", False, True, (why,)
        )
        return Judged(signed, change.new, charters, step.landing, False)

    def charters_for(self, step: Step) -> tuple[Charter, ...]:
        """The charters that have to grant authority to a commit: never its own."""
        at_landing = self.line.before(step.landing)
        if at_landing is None:
            return ()
        if step.mainline:
            return (at_landing,)
        own = self._own_charter(step)
        return (own, at_landing) if own is not None and own is not at_landing else (at_landing,)

    def _own_charter(self, step: Step) -> Charter | None:
        """The trusted charter that stands at a side commit's own parent."""
        if not step.parents:
            return None
        key = (step.parents[0], step.landing)
        if key not in self._known:
            digest_there = self._charter_at(step.parents[0])
            self._known[key] = (
                self.line.trusted(digest_there, step.landing - 1) if digest_there else None
            )
        return self._known[key]

    def _charter_at(self, commit: str) -> str | None:
        """Digest of the charter file that stands in a commit, None where there is none."""
        entry = self.trees.entry(self.repository.commit(commit).tree, CHARTER)
        if entry is None or not entry.is_file:
            return None
        try:
            return digest_of(self.repository.blob(entry.oid, limit=LARGEST_CHARTER))
        except PolicyReviewError:
            return None

    def _subject(self, record: Record, commit: SignedCommit, step: Step) -> list[Reason]:
        """Whether the record speaks of the texts that stand in its commit."""
        known = self._subjects.get(record.subject_digest)
        if known is not record.subject and known != record.subject:
            try:
                computed = digest(record.subject)
            except PolicyReviewError as error:
                return [reason_at("subject-mismatch", error.message, step)]
            if computed != record.subject_digest:
                speaks = f"{record.subject.policy} {record.subject.version}"
                text = f"The subject digest does not match what the record for {speaks} names."
                return [reason_at("subject-mismatch", text, step)]
            self._subjects[computed] = record.subject
        if record.verdict == "withdraw":
            return []
        for one in record.subject.texts:
            entry = self._entry(step, commit, one.path)
            if entry is None or not entry.is_file:
                what = "is not there" if entry is None else "is no regular file"
                sentence = f"{one.path} {what} in the commit that speaks of it."
                return [reason_at("text-missing", sentence, step)]
            if entry.mode != one.mode:
                sentence = f"The mode of {one.path} is not the one that was signed for."
                return [reason_at("subject-mismatch", sentence, step)]
            found = self.sha256(entry.oid)
            if found is None:
                sentence = f"{one.path} cannot be read, so it cannot be compared."
                return [reason_at("text-unreadable", sentence, step, "unknown")]
            if found != one.sha256:
                same = entry.oid == one.blob
                sentence = (
                    f"The SHA-256 of {one.path} differs although git's id is the same."
                    if same
                    else f"The subject digest does not match: {one.path} holds other bytes there."
                )
                return [reason_at("sha256-differs" if same else "subject-mismatch", sentence, step)]
            if entry.oid != one.blob:
                sentence = f"The record names another git id for {one.path}."
                return [reason_at("subject-mismatch", sentence, step)]
        return []

    def _entry(self, step: Step, commit: SignedCommit, path: str) -> Entry | None:
        """What stands at a path in a commit; along the first-parent line the changes tell it."""
        if not step.mainline:
            return self.trees.entry(commit.tree, path)
        found = self.walk.on_line(path, step.landing)
        return Entry(found.new_mode, found.new) if found else None

    def sha256(self, oid: str) -> str | None:
        """SHA-256 of a blob's bytes, None where it can't be read."""
        if oid not in self._hashes:
            try:
                self._hashes[oid] = sha256_of(self.repository.blob(oid))
            except PolicyReviewError:
                self._hashes[oid] = None
        return self._hashes[oid]


def _read(data: bytes | None, shared: Shared) -> Record | str | None:
    """The record, or why the bytes are none; None for bytes that are missing or too many."""
    if data is None:
        return None
    try:
        return parse(data, shared)
    except Refused as error:
        return error.message
