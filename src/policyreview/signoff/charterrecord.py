"""An owner's signed word on a new charter: the TOML file, read and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import Refused
from policyreview.signoff.canonical import component
from policyreview.signoff.fields import Fields, TomlProblem, read_toml
from policyreview.signoff.tomlout import dump_toml

if TYPE_CHECKING:
    from datetime import datetime

CHARTER_RECORDS = ".policyreview/charter/"
_LARGEST = 16 * 1024


@dataclass(frozen=True, slots=True)
class CharterRecord:
    """One owner's agreement to a charter.

    Attributes:
        number: Of the new charter.
        charter: Digest of the new charter.
        previous: Digest of the charter in force, whose owners decide.
        signer: Id of the owner in the charter in force.
        name: Printed name.
        time: Claimed time of signing, UTC.
        nonce: 16 hex digits.
    """

    number: int
    charter: str
    previous: str
    signer: str
    name: str
    time: datetime
    nonce: str

    @property
    def path(self) -> str:
        """Where the record stands in the tree."""
        file = f"{component(self.signer)}-{self.nonce}.toml"
        return f"{CHARTER_RECORDS}{self.number}/{file}"


def parse(data: bytes) -> CharterRecord:
    """Read a charter record, strictly.

    Raises:
        Refused: Why the bytes are none, in one sentence.
    """
    try:
        return _parse(Fields(read_toml(data, largest=_LARGEST), ""))
    except TomlProblem as problem:
        raise Refused(f"The charter record cannot be read: {problem}.") from None


def _parse(top: Fields) -> CharterRecord:
    if top.integer("format") != 1 or top.text("kind") != "charter":
        raise TomlProblem("it is no charter record of format 1")
    record = CharterRecord(
        number=top.integer("number"),
        charter=top.hex("charter", 64),
        previous=top.hex("previous", 64),
        signer=top.text("signer"),
        name=top.text("name"),
        time=top.moment("time"),
        nonce=top.hex("nonce", 16),
    )
    top.finish()
    return record


def dump(record: CharterRecord) -> bytes:
    """Write a charter record as TOML; :func:`parse` gives the same record back."""
    return dump_toml(
        {
            "format": 1,
            "kind": "charter",
            "number": record.number,
            "charter": record.charter,
            "previous": record.previous,
            "signer": record.signer,
            "name": record.name,
            "time": record.time,
            "nonce": record.nonce,
        },
        {},
    )
