"""Sign-off: who may approve what, what exactly they approve, their word, and whether it holds."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
