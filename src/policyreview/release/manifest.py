"""The manifest of a release, which is the message of its tag: written and read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import Refused
from policyreview.signoff.canonical import component
from policyreview.signoff.fields import Fields, TomlProblem, read_toml
from policyreview.signoff.subjecttoml import subject_in, text_tables
from policyreview.signoff.tomlout import dump_toml

if TYPE_CHECKING:
    from datetime import date, datetime

    from policyreview.signoff.subject import Subject
    from policyreview.signoff.tomlout import TomlTable

TAGS = "policy/"
LARGEST = 1024 * 1024
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval as a manifest lists it.

    Attributes:
        signer: Id in the charter.
        name: Printed name.
        roles: That it counted for.
        commit: The sign-off.
        key: Fingerprint of the key that signed it.
    """

    signer: str
    name: str
    roles: tuple[str, ...]
    commit: str
    key: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release says.

    Attributes:
        subject: The approved version.
        subject_digest: As the manifest states it.
        commit: That the tag names.
        charter: Digest of the charter in force.
        signer: Id of who releases.
        name: Printed name of who releases.
        time: Claimed time, UTC.
        approvals: In the order in which they were given.
    """

    subject: Subject
    subject_digest: str
    commit: str
    charter: str
    signer: str
    name: str
    time: datetime
    approvals: tuple[Approval, ...]

    @property
    def tag(self) -> str:
        """The name that the tag must have."""
        return tag_name(self.subject.policy, self.subject.version)

    @property
    def effective_date(self) -> date | None:
        """From which day the version binds."""
        return self.subject.effective_date


def tag_name(policy: str, version: str) -> str:
    """The name of a release's tag: ``policy/<id>/<version>``, both made safe for a ref."""
    return f"{TAGS}{component(policy)}/{component(version)}"


def write(manifest: Manifest) -> str:
    """The tag's message: a line for people, an empty line, then the manifest as TOML."""
    subject = manifest.subject
    day = subject.effective_date
    head = f"Release {component(subject.policy)} {component(subject.version)}"
    head += f", effective {day.isoformat()}" if day else ""
    table: TomlTable = {
        "format": 1,
        "kind": "release",
        "policy": subject.policy,
        "version": subject.version,
        "effective_date": day,
        "subject": manifest.subject_digest,
        "prevailing": subject.prevailing,
        "previous": subject.previous,
        "commit": manifest.commit,
        "charter": manifest.charter,
        "signer": manifest.signer,
        "name": manifest.name,
        "time": manifest.time,
    }
    tables: dict[str, list[TomlTable]] = {
        "text": text_tables(subject),
        "approval": [
            {
                "signer": a.signer,
                "name": a.name,
                "roles": list(a.roles),
                "commit": a.commit,
                "key": a.key,
            }
            for a in manifest.approvals
        ],
    }
    return f"{head}\n\n{dump_toml(table, tables).decode('utf-8')}"


def read(message: str) -> Manifest:
    """Read the manifest out of a tag's message, strictly.

    Raises:
        Refused: Why it is none, in one sentence.
    """
    _, blank, body = message.partition("\n\n")
    if not blank:
        raise Refused("The release's manifest cannot be read: the message has none.")
    try:
        top = Fields(read_toml(body.encode("utf-8", "surrogateescape"), largest=LARGEST), "")
        return _manifest(top)
    except TomlProblem as problem:
        raise Refused(f"The release's manifest cannot be read: {problem}.") from None


def _manifest(top: Fields) -> Manifest:
    if top.integer("format") != 1 or top.text("kind") != "release":
        raise TomlProblem("it is no release of format 1")
    subject = subject_in(top)
    manifest = Manifest(
        subject=subject,
        subject_digest=top.hex("subject", 64),
        commit=top.oid("commit"),
        charter=top.hex("charter", 64),
        signer=top.text("signer"),
        name=top.text("name"),
        time=top.moment("time"),
        approvals=tuple(_approval(fields) for fields in top.tables("approval", _MOST)),
    )
    top.finish()
    if subject.effective_date is None or not subject.texts or not manifest.approvals:
        raise TomlProblem("it lacks an effective date, texts or approvals")
    return manifest


def _approval(fields: Fields) -> Approval:
    approval = Approval(
        signer=fields.text("signer"),
        name=fields.text("name"),
        roles=fields.texts("roles", ()),
        commit=fields.oid("commit"),
        key=fields.text("key"),
    )
    fields.finish()
    return approval
