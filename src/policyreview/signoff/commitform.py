"""Whether a record's commit is a sign-off by somebody who may: its form, authority and stamps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError, Refused
from policyreview.signoff import stamp
from policyreview.signoff.charterline import day_of
from policyreview.signoff.complaints import reason_at
from policyreview.signoff.subject import REGULAR_MODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.repository.intact import Change
    from policyreview.signoff.charter import Charter, Key, Signer
    from policyreview.signoff.record import Record
    from policyreview.signoff.signature import Checked
    from policyreview.signoff.verification import Reason
    from policyreview.signoff.walk import Step


def of_form(record: Record, step: Step, change: Change) -> list[Reason]:
    """Whether a commit adds its record, to the place where it belongs."""
    out: list[Reason] = []
    if record.path != change.path:
        text = f"The record {change.path} stands outside its path, which is {record.path}."
        out.append(reason_at("record-misplaced", text, step))
    if change.status == "M":
        text = f"The record {change.path} was changed after it was added."
        out.append(reason_at("record-changed", text, step))
    if change.new_mode not in REGULAR_MODES:
        out.append(reason_at("record-unreadable", f"{change.path} is no regular file.", step))
    if len(step.parents) != 1:
        what = "a merge" if step.parents else "a first commit"
        text = f"The record {change.path} was added by {what}, not by a sign-off."
        out.append(reason_at("record-in-merge", text, step))
    return out


def of_authority(
    record: Record, checked: Checked, charters: tuple[Charter, ...], step: Step, *, trusted: bool
) -> list[Reason]:
    """Whether the charters know the key that signed, on that day.

    Args:
        record: What was signed.
        checked: Its signature.
        charters: All that have to.
        step: The commit.
        trusted: A trusted charter stood at its parent.
    """
    if checked.outcome != "good" or checked.signer is None:
        return []
    day = day_of(max(step.clock, step.time))
    claimed = day_of(step.time)
    for charter in charters:
        holder: tuple[Signer, Key] | None = charter.holder(checked.fingerprint or "")
        if holder is None:
            text = f"The charter at that point of history does not know {record.name}'s key."
            return [reason_at("no-authority", text, step)]
        _, key = holder
        if not key.valid_on(day) or not key.valid_on(claimed):
            until = f"until {key.until}" if key.until else f"from {key.since}"
            back = (
                f" Its date {claimed} runs backwards: history before it has reached {day}."
                if day > claimed
                else ""
            )
            text = (
                f"{holder[0].name}'s key is valid {until}, not on {day}, when this was "
                f"committed, so it does not count.{back}"
            )
            return [reason_at("key-not-valid", text, step)]
    if not trusted:
        text = "On its own branch no trusted charter stood at its parent."
        return [reason_at("no-authority", text, step)]
    if charters and record.charter is not None and record.charter != charters[0].digest:
        text = (
            f"{record.name} signed under the charter {record.charter[:12]}, but at the "
            f"commit's parent {charters[0].digest[:12]} was in force."
        )
        return [reason_at("charter-differs", text, step)]
    return []


def of_stamps(
    record: Record, step: Step, change: Change, blob: Callable[[str], bytes]
) -> list[Reason]:
    """Whether a commit adds its record, stamps the date, and does nothing else.

    Args:
        record: What was signed.
        step: The commit.
        change: That added the record.
        blob: Gives a text's bytes by its id.
    """
    if len(step.parents) != 1 or (len(step.changes) == 1 and not record.stamps):
        return []  # a commit's only change is its record
    stamped = {s.path for s in record.stamps}
    texts = {t.path for t in record.subject.texts}
    allowed = stamped & texts
    for other in step.changes:
        if other.path == change.path or (other.path in allowed and other.status == "M"):
            continue
        text = f"The commit is no sign-off: it also changes {other.path}."
        return [reason_at("not-a-sign-off", text, step)]
    for path in sorted(stamped):
        found = _of_stamp(record, path, step, blob)
        if found is not None:
            return [found]
    return []


def _of_stamp(record: Record, path: str, step: Step, blob: Callable[[str], bytes]) -> Reason | None:
    change = next((c for c in step.changes if c.path == path), None)
    day = record.subject.effective_date
    if change is None or day is None or record.verdict != "approve":
        return reason_at("not-a-sign-off", f"It claims a stamp in {path} that is not there.", step)
    if change.old_mode != change.new_mode:
        text = f"The commit is no sign-off: it also changes the mode of {path}."
        return reason_at("not-a-sign-off", text, step)
    marks = [s for s in record.stamps if s.path == path]
    try:
        old, new = blob(change.old), blob(change.new)
        expected = stamp.apply(old, marks)
    except Refused as error:
        return reason_at("not-a-sign-off", f"The stamp is not as stated: {error.message}", step)
    except PolicyReviewError as error:
        text = f"The stamp in {path} could not be checked: {error.message}"
        return reason_at("stamp-unknown", text, step, "unknown")
    if expected != new:
        text = f"The commit is no sign-off: in {path} it changes more than the date."
        return reason_at("not-a-sign-off", text, step)
    wrong = stamp.more_than_date(marks, day)
    if wrong is None:
        return None
    text = (
        f"The commit is no sign-off: line {wrong.line} of {path} becomes "
        f"'{wrong.after[:60]}', which is not the effective date in that place."
    )
    return reason_at("not-a-sign-off", text, step)
