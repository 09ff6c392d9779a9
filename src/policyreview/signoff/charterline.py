"""The charters of a history: which was in force when, and which changes are refused."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, PolicyReviewError, Refused
from policyreview.signoff import charterrecord
from policyreview.signoff.charter import CHARTER, LARGEST_CHARTER, Charter, digest_of, read
from policyreview.signoff.charterrecord import CHARTER_RECORDS
from policyreview.signoff.signature import check_commit
from policyreview.signoff.subject import REGULAR_MODES
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from policyreview.repository import Repository
    from policyreview.repository.intact import Change
    from policyreview.signoff.walk import Step, Walk

_OURS = (CHARTER, CHARTER_RECORDS)
_EPOCH = date(1970, 1, 1).toordinal()
_MOST_INVALID = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CharterLine:
    """The charters in force along the first-parent line.

    Attributes:
        starts: Indices on the line after whose commit another charter is in force, ascending.
        charters: The charter in force from there on, in the same order.
        findings: Changes refused, invalid charters, a charter taken away.
        waiting: A charter that stands at the tip and is not in force, None where there is none.
        agreed: Ids of the owners who have signed for it.
        lacking: Paths of charters and owners' records whose bytes are missing or damaged.
    """

    starts: tuple[int, ...]
    charters: tuple[Charter, ...]
    findings: tuple[Reason, ...]
    waiting: Charter | None = None
    agreed: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    def after(self, landing: int) -> Charter | None:
        """The charter in force after the commit at that index; -1: before the root."""
        found = bisect_right(self.starts, landing)
        return self.charters[found - 1] if found else None

    def before(self, landing: int) -> Charter | None:
        """The charter at the first parent of the commit at that index."""
        return self.after(landing - 1)

    @property
    def latest(self) -> Charter | None:
        """The charter in force at the tip."""
        return self.charters[-1] if self.charters else None

    def trusted(self, digest: str, landing: int) -> Charter | None:
        """The charter of that digest, if it was in force at that index or before."""
        for start, charter in zip(self.starts, self.charters, strict=True):
            if start <= landing and charter.digest == digest:
                return charter
        return None


@dataclass(slots=True)
class _Waiting:
    """A changed charter that is not in force; it is read once it matters: there may be very many.

    Attributes:
        commit: That changed it.
        charter: None as long as it was not read.
    """

    data: bytes
    digest: str
    commit: str
    charter: Charter | None = None


class _Builder:
    """Follows the first-parent line and takes a new charter only from the old one's owners."""

    def __init__(self, repository: Repository, steps: Walk) -> None:
        self.repository = repository
        self.walk = steps
        self.starts: list[int] = []
        self.charters: list[Charter] = []
        self.findings: list[Reason] = []
        self.lacking: list[str] = []
        self.open: Reason | None = None
        self.agreed: dict[str, dict[str, str]] = {}
        self.waiting: _Waiting | None = None
        self.invalid = 0

    @property
    def current(self) -> Charter | None:
        return self.charters[-1] if self.charters else None

    def build(self) -> CharterLine:
        for step in self.walk.steps:
            ours = [change for change in step.changes if change[0].startswith(_OURS)]
            if not ours and self.waiting is None:
                continue
            self._words(step)
            if step.mainline:
                changed = next((c for c in step.changes if c.path == CHARTER), None)
                if changed is not None:
                    self._changed(step, changed)
                self._settle(step.landing)
        new = self._proposed()
        if self.open is not None:
            self.findings.append(self.open)
        line = CharterLine(tuple(self.starts), tuple(self.charters), ())
        if self.waiting is not None and new is not None and self.current is not None:
            agreed = self._agreed(self.current, new.digest)
            self._refuse(self.current, new, self.waiting.commit, agreed)
            line = replace(line, waiting=new, agreed=tuple(sorted(agreed)))
        return replace(line, findings=tuple(self.findings), lacking=tuple(self.lacking))

    def _changed(self, step: Step, change: Change) -> None:
        self.waiting = self.open = None
        if change.status == "D":
            if self.current:
                text = f"The charter was removed; number {self.current.number} stays in force."
                self.open = Reason("charter-removed", text, step.commit)
            return
        data = self._read(change)
        if data is None and change.path in self.lacking:
            text = "A charter cannot be read: its bytes are missing from this clone."
            self.open = Reason("charter-unread", text, step.commit, "unknown")
            return
        if self.current is None or data is None:
            found = self._valid(data, step.commit)
            if found is not None:
                self.starts.append(step.landing)
                self.charters.append(found)
        elif (digest := digest_of(data)) != self.current.digest:
            self.waiting = _Waiting(data, digest, step.commit)

    def _proposed(self) -> Charter | None:
        """The charter that waits, read; None where none does or it is invalid."""
        waiting = self.waiting
        if waiting is not None and waiting.charter is None:
            waiting.charter = self._valid(waiting.data, waiting.commit)
            if waiting.charter is None:
                self.waiting = None
        return waiting.charter if waiting is not None else None

    def _valid(self, data: bytes | None, commit: str) -> Charter | None:
        """The charter that some bytes are; None where they are none, which is noted.

        Raises:
            CouldNotTell: Too many bytes were none.
        """
        found = read(data) if data is not None else ()
        if isinstance(found, Charter):
            return found
        self.invalid += len(data or b"")
        if self.invalid > _MOST_INVALID:
            raise CouldNotTell(
                "The history holds more invalid charters than are read.",
                hint="If somebody made them by hand, have the branch made without them.",
            )
        why = found[0].text if found else "It is no regular file of a charter's size."
        in_force = f"; number {self.current.number} stays in force" if self.current else ""
        self.open = Reason("charter-invalid", f"The charter is invalid{in_force}: {why}", commit)
        return None

    def _read(self, change: Change) -> bytes | None:
        if change.new_mode not in REGULAR_MODES:
            return None
        try:
            return self.repository.blob(change.new, limit=LARGEST_CHARTER)
        except PolicyReviewError:
            if self.repository.lacks(change.new):
                self.lacking.append(change.path)
            return None

    def _settle(self, landing: int) -> None:
        """Take the waiting charter as soon as enough old owners have signed for it."""
        old = self.current
        if self.waiting is None or old is None:
            return
        if len(self._agreed(old, self.waiting.digest)) < old.owner_quorum:
            return
        new = self._proposed()
        if new is not None and new.number == old.number + 1:
            self.starts.append(landing)
            self.charters.append(new)
            self.waiting = None

    def _agreed(self, old: Charter, new: str) -> frozenset[str]:
        """The owners of the old charter who have signed for the new one, by its digest."""
        signed = self.agreed.get(f"{old.digest}>{new}", {})
        return frozenset(signed) & frozenset(old.owners)

    def _refuse(self, old: Charter, new: Charter, commit: str, agreed: frozenset[str]) -> None:
        if new.number != old.number + 1:
            text = (
                f"The charter was changed from number {old.number} to {new.number}; a change is "
                f"one higher, so number {old.number} stays in force."
            )
        else:
            text = (
                f"Charter number {new.number} has the signatures of {len(agreed)} of the "
                f"{old.owner_quorum} owners needed, so number {old.number} stays in force."
            )
        self.findings.append(Reason("charter-change-refused", text, commit))

    def _words(self, step: Step) -> None:
        """Note the owners' records that a commit adds."""
        added = [c for c in step.changes if c.path.startswith(CHARTER_RECORDS) and c.status == "A"]
        if not added or len(step.parents) != 1 or self.current is None:
            return
        for change in added:
            why = self._word(step, change) if len(added) == 1 else "it comes with another record"
            if why:
                text = f"The charter record {change.path} does not count: {why}."
                self.findings.append(Reason("charter-record", text, step.commit, "note"))

    def _word(self, step: Step, change: Change) -> str:
        """Count one owner's record; otherwise why it does not count."""
        old = self.current
        assert old is not None  # noqa: S101  (asked by the caller)
        data = self._read(change)
        if data is None:
            return "it is no file of a record's size"
        try:
            record = charterrecord.parse(data)
        except Refused as error:
            return error.message.removesuffix(".")
        if record.path != change.path:
            return "it stands outside its path"
        if record.previous != old.digest:
            return "it speaks of a charter that is not the one in force"
        extra = [c.path for c in step.changes if c.path not in {change.path, CHARTER}]
        if any(not path.startswith(CHARTER_RECORDS) for path in extra):
            return "its commit changes other files too"
        checked = check_commit(self.repository.commit(step.commit), [old])
        if checked.outcome != "good" or checked.signer is None or checked.key is None:
            return f"of its signature, {checked.text or 'nothing is known'}"
        if checked.signer.id != record.signer:
            return f"it is signed by {checked.signer.name}, not by {record.signer}"
        if record.signer not in old.owners:
            return f"{checked.signer.name} is no owner of the charter"
        days = (day_of(max(step.clock, step.time)), day_of(step.time))
        if not all(checked.key.valid_on(day) for day in days):
            return f"the key of {checked.signer.name} was not valid then"
        self.agreed.setdefault(f"{old.digest}>{record.charter}", {})[record.signer] = step.commit
        return ""


def charter_line(repository: Repository, steps: Walk) -> CharterLine:
    """Follow the charter along the first-parent line.

    The first charter is taken as it stands: whether it is the right one is for the pin. Each later
    one takes effect when it is one higher and a quorum of the old one's owners has signed records
    over its digest, whoever committed it.
    """
    return _Builder(repository, steps).build()


def day_of(seconds: int) -> date:
    """The UTC day of an epoch time, which is not negative."""
    return _day(seconds // 86_400)


@lru_cache(maxsize=1024)
def _day(days: int) -> date:
    return date.fromordinal(_EPOCH + days)
