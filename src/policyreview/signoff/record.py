"""One signer's word on one version, as the TOML file that a sign-off adds: read, write, name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from policyreview.errors import Refused
from policyreview.signoff.canonical import component
from policyreview.signoff.fields import Fields, TomlProblem, read_toml
from policyreview.signoff.subjecttoml import subject_in, text_tables
from policyreview.signoff.tomlout import dump_toml

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.signoff.subject import Subject
    from policyreview.signoff.tomlout import TomlTable

Verdict = Literal["approve", "reject", "withdraw", "comment"]
VERDICTS: tuple[Verdict, ...] = ("approve", "reject", "withdraw", "comment")
RECORDS = ".policyreview/records/"
NONCE = 16
"""Characters of a nonce."""
LARGEST_RECORD = 256 * 1024
MOST_ITEMS = 5_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """One place where a sign-off writes the new date.

    Attributes:
        language: Of the text that the place is in.
        path: Of the file.
        line: 1-based, in the text before stamping.
        start: First byte of ``before`` in the file before any stamp.
        before: The date as it stood.
        after: The date as it is written.
        kind: ``effective`` or ``version`` (a version label that is the date).
    """

    language: str
    path: str
    line: int
    start: int
    before: str
    after: str
    kind: str = "effective"


@dataclass(frozen=True, slots=True)
class SeenClause:
    """A clause that differs from the base revision, and whether the signer had viewed it."""

    language: str
    clause: str
    change: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A finding that bars signing until its signer says that they have seen it."""

    rule: str
    language: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ClauseComment:
    """A comment; ``clause`` and ``language`` are ``""`` for one on the whole version."""

    text: str
    clause: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class SeenRelease:
    """A release tag as the signer's clone held it: its name and the id of the tag object."""

    tag: str
    object: str


@dataclass(frozen=True, slots=True)
class Record:
    """One signer's word on one version; the attributes are the keys of ``docs/format.md``.

    Attributes:
        subject: What is spoken of, with every text.
        subject_digest: As the file states it; :func:`parse` does not compare it with ``subject``.
        verdict: approve, reject, withdraw or comment.
        meaning: What the signature means, such as 'approved for publication'.
        languages: Those that the signer speaks for.
        signer: Id in the charter, or the key's fingerprint where there is none.
        name: Printed name of the signer.
        time: Claimed time of signing, UTC. A claim: nothing depends on it.
        nonce: 16 hex digits that keep two files of one signer apart.
        base: Commit that the signer compared with, None where there was none.
        charter: Digest of the charter that the signer saw at the parent commit.
        backdated: The signer confirmed an effective date before the day of signing.
    """

    subject: Subject
    subject_digest: str
    verdict: Verdict
    meaning: str
    languages: tuple[str, ...]
    signer: str
    name: str
    time: datetime
    nonce: str
    base: str | None = None
    charter: str | None = None
    backdated: bool = False
    stamps: tuple[Stamp, ...] = ()
    clauses: tuple[SeenClause, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()
    comments: tuple[ClauseComment, ...] = ()
    releases: tuple[SeenRelease, ...] = ()

    @property
    def path(self) -> str:
        """Where the record stands in the tree; anywhere else it does not count."""
        return record_path(self.subject.policy, self.subject.version, self.signer, self.nonce)


def record_path(policy: str, version: str, signer: str, nonce: str) -> str:
    """The path of a record: ``.policyreview/records/<policy>/<version>/<signer>-<nonce>.toml``."""
    plain = nonce.isascii() and nonce.isalnum() and len(nonce) == NONCE  # no two are the same
    return f"{_before(policy, version, signer)}{nonce if plain else component(nonce)}.toml"


@lru_cache(maxsize=1024)
def _before(policy: str, version: str, signer: str) -> str:
    """The path of a record up to its nonce."""
    return f"{RECORDS}{component(policy)}/{component(version)}/{component(signer)}-"


@dataclass(slots=True)
class Shared:
    """What records read one after another have in common, so that it is kept once.

    Attributes:
        words: Strings, by themselves.
        subjects: By the digests that records state.
    """

    words: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)


def parse(data: bytes, shared: Shared | None = None) -> Record:
    """Read a record, strictly: unknown keys, wrong types and giant files are refused.

    Args:
        data: The file's bytes.
        shared: Given to many calls, it lets their records share equal values.

    Raises:
        Refused: Why the bytes are no record, in one sentence.
    """
    if (quick := _reader()(data, shared)) is not None:
        return quick
    return parse_strictly(data)


@cache
def _reader() -> Callable[[bytes, Shared | None], Record | None]:
    from policyreview.signoff.recordread import read_written

    return read_written


def parse_strictly(data: bytes) -> Record:
    """Read a record in any form that TOML allows; see :func:`parse`."""
    try:
        return _parse(data)
    except TomlProblem as problem:
        raise Refused(f"The record cannot be read: {problem}.") from None


def dump(record: Record) -> bytes:
    """Write a record as TOML; :func:`parse` gives the same record back."""
    subject = record.subject
    table: TomlTable = {
        "format": 1,
        "policy": subject.policy,
        "version": subject.version,
        "effective_date": subject.effective_date,
        "verdict": record.verdict,
        "meaning": record.meaning,
        "languages": list(record.languages),
        "signer": record.signer,
        "name": record.name,
        "time": record.time,
        "nonce": record.nonce,
        "subject": record.subject_digest,
        "prevailing": subject.prevailing,
        "previous": subject.previous,
        "base": record.base,
        "charter": record.charter,
        "backdated": record.backdated or None,
    }
    tables: dict[str, list[TomlTable]] = {
        "text": text_tables(subject),
        "stamp": [
            {
                "language": s.language,
                "path": s.path,
                "kind": s.kind,
                "line": s.line,
                "start": s.start,
                "before": s.before,
                "after": s.after,
            }
            for s in record.stamps
        ],
        "clause": [
            {"language": c.language, "clause": c.clause, "change": c.change, "seen": c.seen}
            for c in record.clauses
        ],
        "acknowledged": [
            {"rule": a.rule, "language": a.language, "line": a.line, "text": a.text}
            for a in record.acknowledged
        ],
        "comment": [
            {"language": c.language or None, "clause": c.clause or None, "text": c.text}
            for c in record.comments
        ],
        "release": [{"tag": r.tag, "object": r.object} for r in record.releases],
    }
    return dump_toml(table, tables)


def _parse(data: bytes) -> Record:
    top = Fields(read_toml(data, largest=LARGEST_RECORD), "")
    if top.integer("format") != 1:
        raise TomlProblem("its format is not 1, which is the only one known here")
    verdict = top.text("verdict")
    if verdict not in VERDICTS:
        raise TomlProblem("its verdict is none of approve, reject, withdraw and comment")
    subject = subject_in(top)
    record = Record(
        subject=subject,
        subject_digest=top.hex("subject", 64),
        verdict=verdict,
        meaning=top.text("meaning"),
        languages=top.texts("languages"),
        signer=top.text("signer"),
        name=top.text("name"),
        time=top.moment("time"),
        nonce=top.hex("nonce", NONCE),
        base=top.oid_or_none("base"),
        charter=top.hex_or_none("charter", 64),
        backdated=top.flag("backdated", default=False),
        stamps=tuple(_stamp(fields) for fields in top.tables("stamp", MOST_ITEMS)),
        clauses=tuple(_clause(fields) for fields in top.tables("clause", MOST_ITEMS)),
        acknowledged=tuple(_acknowledged(f) for f in top.tables("acknowledged", MOST_ITEMS)),
        comments=tuple(_comment(fields) for fields in top.tables("comment", MOST_ITEMS)),
        releases=tuple(_release(fields) for fields in top.tables("release", MOST_ITEMS)),
    )
    top.finish()
    if not subject.texts:
        raise TomlProblem("it names no text")
    if verdict == "approve" and subject.effective_date is None:
        raise TomlProblem("an approval needs an effective_date")
    return record


def _stamp(fields: Fields) -> Stamp:
    stamp = Stamp(
        language=fields.text("language"),
        path=fields.text("path"),
        kind=fields.text("kind"),
        line=fields.integer("line"),
        start=fields.integer("start"),
        before=fields.text("before"),
        after=fields.text("after"),
    )
    fields.finish()
    return stamp


def _clause(fields: Fields) -> SeenClause:
    clause = SeenClause(
        language=fields.text("language"),
        clause=fields.text("clause"),
        change=fields.text("change"),
        seen=fields.flag("seen", default=False),
    )
    fields.finish()
    return clause


def _acknowledged(fields: Fields) -> Acknowledged:
    finding = Acknowledged(
        rule=fields.text("rule"),
        language=fields.text("language"),
        line=fields.integer("line"),
        text=fields.text("text"),
    )
    fields.finish()
    return finding


def _comment(fields: Fields) -> ClauseComment:
    comment = ClauseComment(
        language=fields.text_or_none("language") or "",
        clause=fields.text_or_none("clause") or "",
        text=fields.text("text"),
    )
    fields.finish()
    return comment


def _release(fields: Fields) -> SeenRelease:
    release = SeenRelease(tag=fields.text("tag"), object=fields.oid("object"))
    fields.finish()
    return release


def now() -> datetime:
    """The present moment in UTC, whole seconds: how a record states its time."""
    return datetime.now(UTC).replace(microsecond=0)


def version_label(day: date, taken: frozenset[str]) -> str:
    """The label of a new version: its effective date, with ``.2`` and on where that is taken."""
    label = day.isoformat()
    number = 2
    while label in taken:
        label = f"{day.isoformat()}.{number}"
        number += 1
    return label
