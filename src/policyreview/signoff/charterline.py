"""The charters of a history: which was in force when, and which changes are refused."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError, Refused
from policyreview.signoff import charterrecord
from policyreview.signoff.charter import CHARTER, LARGEST_CHARTER, Charter, read
from policyreview.signoff.charterrecord import CHARTER_RECORDS
from policyreview.signoff.signature import check_commit
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from policyreview.repository import Repository
    from policyreview.signoff.walk import Change, Step, Walk

_EPOCH = date(1970, 1, 1).toordinal()


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
        self.waiting: tuple[Charter, str, int] | None = None

    @property
    def current(self) -> Charter | None:
        return self.charters[-1] if self.charters else None

    def build(self) -> CharterLine:
        for step in self.walk.steps:
            self._words(step)
            if step.mainline:
                changed = next((c for c in step.changes if c.path == CHARTER), None)
                if changed is not None:
                    self._changed(step, changed)
                self._settle(step.landing)
        if self.open is not None:
            self.findings.append(self.open)
        line = CharterLine(tuple(self.starts), tuple(self.charters), ())
        if self.waiting is not None and self.current is not None:
            new, commit, _ = self.waiting
            agreed = self._agreed(self.current, new)
            self._refuse(self.current, new, commit, agreed)
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
        found = read(data) if data is not None else ()
        if not isinstance(found, Charter):
            why = found[0].text if found else "It is no regular file of a charter's size."
            in_force = f"; number {self.current.number} stays in force" if self.current else ""
            text = f"The charter is invalid{in_force}: {why}"
            self.open = Reason("charter-invalid", text, step.commit)
            return
        if self.current is None:
            self.starts.append(step.landing)
            self.charters.append(found)
        elif found.digest != self.current.digest:
            self.waiting = (found, step.commit, step.landing)

    def _read(self, change: Change) -> bytes | None:
        if change.new_mode not in {"100644", "100755"}:
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
        new, _, _ = self.waiting
        if new.number != old.number + 1:
            return
        if len(self._agreed(old, new)) >= old.owner_quorum:
            self.starts.append(landing)
            self.charters.append(new)
            self.waiting = None

    def _agreed(self, old: Charter, new: Charter) -> frozenset[str]:
        """The owners of the old charter who have signed for the new one."""
        signed = self.agreed.get(f"{old.digest}>{new.digest}", {})
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
    return date.fromordinal(_EPOCH + seconds // 86_400)
