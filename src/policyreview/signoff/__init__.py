"""Sign-off: who may approve what, what exactly they approve, their word, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.signoff.charter import Charter, Signer
    from policyreview.signoff.keys import Offer, SigningKey, available_keys, offers
    from policyreview.signoff.make import Plan, Signed, plan, sign
    from policyreview.signoff.record import Record, Stamp
    from policyreview.signoff.subject import Subject, SubjectText
    from policyreview.signoff.verification import Reason, Report, Verification, VersionState
    from policyreview.signoff.verifying import verify

_HOMES = {
    "Charter": "charter",
    "Offer": "keys",
    "Plan": "make",
    "Reason": "verification",
    "Record": "record",
    "Report": "verification",
    "Signed": "make",
    "Signer": "charter",
    "SigningKey": "keys",
    "Stamp": "record",
    "Subject": "subject",
    "SubjectText": "subject",
    "Verification": "verification",
    "VersionState": "verification",
    "available_keys": "keys",
    "offers": "keys",
    "plan": "make",
    "sign": "make",
    "verify": "verifying",
}

__all__ = [
    "Charter",
    "Offer",
    "Plan",
    "Reason",
    "Record",
    "Report",
    "Signed",
    "Signer",
    "SigningKey",
    "Stamp",
    "Subject",
    "SubjectText",
    "Verification",
    "VersionState",
    "available_keys",
    "offers",
    "plan",
    "sign",
    "verify",
]

__getattr__, __dir__ = lazily(__name__, _HOMES)
