"""What is wrong with a record's signature, name or message, as reasons with their sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.signoff import message
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from policyreview.repository.model import SignedCommit
    from policyreview.signoff.record import Record
    from policyreview.signoff.signature import Checked
    from policyreview.signoff.verification import Weight
    from policyreview.signoff.walk import Step

AGAIN = "Sign again on the present history: 'policyreview approve'."
_TRAILERS = ("Policy", "Version", "Effective-Date", "Verdict", "Subject-Digest", "Signer")


def of_signature(record: Record, checked: Checked, step: Step, *, ruled: bool) -> list[Reason]:
    """Why a signature lets its record not count; nothing where it is a known signer's own."""
    who = record.name
    if checked.outcome == "none":
        text = (
            f"The record of {who} is an orphan: its commit carries no signature any more, as after "
            f"a rebase, squash, amend or cherry-pick. It counts nothing. {AGAIN}"
        )
        return [reason_at("orphan-record", text, step)]
    if checked.outcome == "bad":
        text = f"The signature on the record of {who} is refused: {checked.text}."
        return [reason_at("signature-bad", text, step)]
    if checked.outcome == "unknown":
        text = f"The signature on the record of {who} could not be judged: {checked.text}."
        return [reason_at("signature-unknown", text, step, "unknown")]
    if checked.outcome == "stranger" and ruled:
        text = (
            f"The signer of the record of {who} is unknown: the charter at that point of history "
            f"does not know the key {checked.fingerprint}, so it does not count."
        )
        return [reason_at("signer-unknown", text, step)]
    if checked.signer is not None and checked.signer.id != record.signer:
        text = (
            f"The record is {who}'s, but its commit is signed by {checked.signer.name}: the signer "
            f"is not the record's signer. {AGAIN}"
        )
        return [reason_at("signer-mismatch", text, step)]
    return []


def of_message(record: Record, commit: SignedCommit, step: Step) -> list[Reason]:
    """Where the message says something else than the record, which is what counts."""
    written = message.trailers(record)
    if commit.message.endswith(f"\n\n{written}"):
        return []
    expected = message.read_trailers(written)
    said = message.read_trailers(commit.message)
    wrong = [key for key in _TRAILERS if key in said and said[key] != expected.get(key)]
    if not wrong:
        return []
    key = "Verdict" if "Verdict" in wrong else wrong[0]
    text = (
        f"The commit's message says {key} {said[key][:80]}, the record "
        f"{expected.get(key, '')[:80]}: the record counts."
    )
    return [reason_at("message-differs", text, step, "note")]


def reason_at(code: str, text: str, step: Step, weight: Weight = "no") -> Reason:
    """A reason about a step's commit."""
    return Reason(code, text, step.commit, weight)


def named(record: Record, checked: Checked, step: Step) -> tuple[Record, list[Reason]]:
    """The record with its signer's name as the charter has it: a record is free to say any."""
    signer = checked.signer
    if checked.outcome != "good" or signer is None or signer.id != record.signer:
        return record, []
    if record.name == signer.name:
        return record, []
    if signer.name == f"{record.name} ({signer.id})":  # told apart from somebody of that name
        return replace(record, name=signer.name), []
    text = (
        f"The record calls its signer {record.name}; the charter calls {signer.id} {signer.name}, "
        "and that counts."
    )
    return replace(record, name=signer.name), [reason_at("name-differs", text, step, "note")]
