"""Read a record quickly where it has exactly the form that this program writes.

A library may hold ten thousand records, and nearly all of them were written by
:func:`policyreview.signoff.record.dump`. Anything else, sound or not, is left to the strict reader:
what this one gives is always what that one would give.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

from policyreview.signoff.record import (
    Acknowledged,
    ClauseComment,
    Record,
    SeenClause,
    SeenRelease,
    Shared,
    Stamp,
)
from policyreview.signoff.subject import Subject, SubjectText, sorted_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.signoff.record import Verdict

LARGEST = 60 * 1024
"""Bytes: below the strict reader's bounds on one string and on the number of tables."""

# What no string may hold is looked for in the whole file, and line feeds in what was found: both
# are quicker than to try each character of each string.
_NEVER = bytes([*range(10), *range(11, 32), 127, ord("\\")])
_S = r'"([^"]+)"'
_HEX = r'"([0-9a-f]{64})"'
_OID = r'"([0-9a-f]{40}|[0-9a-f]{64})"'
_INT = r"(0|[1-9][0-9]{0,14})"
_TEXT_ROW = rf"language = {_S}\npath = {_S}\nmode = {_S}\nblob = {_OID}\nsha256 = {_HEX}\n"
_OF_TEXT = 5
_HEAD = re.compile(
    rf"format = 1\npolicy = {_S}\nversion = {_S}\n"
    r"(?:effective_date = ([0-9]{4}-[0-9]{2}-[0-9]{2})\n)?"
    rf'verdict = "(approve|reject|withdraw|comment)"\nmeaning = {_S}\n'
    r'languages = \["([^"]+(?:", "[^"]+)*)"\]\n'
    rf"signer = {_S}\nname = {_S}\n"
    r"time = ([0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z)\n"
    rf'nonce = "([0-9a-f]{{16}})"\nsubject = {_HEX}\n'
    rf"(?:prevailing = {_S}\n)?(?:previous = {_HEX}\n)?(?:base = {_OID}\n)?"
    rf"(?:charter = {_HEX}\n)?(?:(backdated) = true\n)?"
    rf"\n\[\[text\]\]\n{_TEXT_ROW}"
)
"""A record to the end of its first text."""
_TABLE = re.compile(r"\n\[\[(text|stamp|clause|acknowledged|comment|release)\]\]\n")
_TEXT = re.compile(_TEXT_ROW)
_STAMP = re.compile(
    rf"language = {_S}\npath = {_S}\nkind = {_S}\nline = {_INT}\nstart = {_INT}\n"
    rf"before = {_S}\nafter = {_S}\n"
)
_CLAUSE = re.compile(rf"language = {_S}\nclause = {_S}\nchange = {_S}\nseen = (true|false)\n")
_ACKNOWLEDGED = re.compile(rf"rule = {_S}\nlanguage = {_S}\nline = {_INT}\ntext = {_S}\n")
_COMMENT = re.compile(rf"(?:language = {_S}\n)?(?:clause = {_S}\n)?text = {_S}\n")
_RELEASE = re.compile(rf"tag = {_S}\nobject = {_OID}\n")


_Words: TypeAlias = "Sequence[str]"


def _stamp(words: _Words) -> Stamp:
    language, path, kind, line, start, before, after = words
    return Stamp(language, path, int(line), int(start), before, after, kind)


_ROWS: dict[str, tuple[re.Pattern[str], Callable[[_Words], object]]] = {
    "text": (_TEXT, tuple),
    "stamp": (_STAMP, _stamp),
    "clause": (_CLAUSE, lambda w: SeenClause(w[0], w[1], w[2], w[3] == "true")),
    "acknowledged": (_ACKNOWLEDGED, lambda w: Acknowledged(w[0], w[1], int(w[2]), w[3])),
    "comment": (_COMMENT, lambda w: ClauseComment(w[2], w[1], w[0])),
    "release": (_RELEASE, lambda w: SeenRelease(w[0], w[1])),
}


def read_written(data: bytes, shared: Shared | None = None) -> Record | None:
    """The record, if the bytes have exactly the written form; None: ask the strict reader.

    Args:
        data: The file's bytes.
        shared: See :func:`policyreview.signoff.record.parse`.
    """
    if len(data) > LARGEST or len(data.translate(None, _NEVER)) != len(data):
        return None
    try:
        text = data.decode("utf-8")
        head = _HEAD.match(text)
        return None if head is None else _record(text, head, shared or Shared())
    except ValueError:  # no UTF-8, no real day or time
        return None


@lru_cache(maxsize=256)
def _languages(spoken: str) -> tuple[str, ...]:
    return tuple(spoken.split('", "'))


_day = lru_cache(maxsize=1024)(date.fromisoformat)


def _record(text: str, head: re.Match[str], shared: Shared) -> Record | None:
    same = shared.words.setdefault
    words = head.groups()
    found = [word for word in words if word]
    texts = [words[-_OF_TEXT:]]
    rows: dict[str, list[object]] = {"text": cast("list[object]", texts)}
    at, end = head.end(), len(text)
    while at < end:
        table = _TABLE.match(text, at)
        if table is None:
            return None
        form, make = _ROWS[table[1]]
        row = form.match(text, table.end())
        if row is None:
            return None
        values = row.groups("")
        found += values
        rows.setdefault(table[1], []).append(make([*map(same, values, values)]))
        at = row.end()
    if "\n" in "".join(found):
        return None
    (policy, version, day, verdict, meaning, spoken, signer, name, time, nonce, digest,
     prevailing, previous, base, charter, backdated) = words[:-_OF_TEXT]  # fmt: skip
    languages = _languages(spoken)
    if len(set(languages)) != len(languages) or (verdict == "approve" and not day):
        return None
    effective = _day(day) if day else None
    stated = (policy, version, effective, prevailing, previous)
    subject = shared.subjects.get(digest)
    if subject is None or _states(subject) != stated or _placed(subject) != texts:
        subject = Subject(
            same(policy, policy),
            same(version, version),
            effective,
            prevailing and same(prevailing, prevailing),
            previous and same(previous, previous),
            sorted_texts(SubjectText(*map(same, values, values)) for values in texts),
        )
        digest = same(digest, digest)
        shared.subjects.setdefault(digest, subject)
    return Record(
        subject=subject,
        subject_digest=same(digest, digest),
        verdict=cast("Verdict", same(verdict, verdict)),
        meaning=same(meaning, meaning),
        languages=languages,
        signer=same(signer, signer),
        name=same(name, name),
        time=datetime.fromisoformat(time),
        nonce=nonce,
        base=base and same(base, base),
        charter=charter and same(charter, charter),
        backdated=backdated is not None,
        stamps=tuple(cast("list[Stamp]", rows.get("stamp", ()))),
        clauses=tuple(cast("list[SeenClause]", rows.get("clause", ()))),
        acknowledged=tuple(cast("list[Acknowledged]", rows.get("acknowledged", ()))),
        comments=tuple(cast("list[ClauseComment]", rows.get("comment", ()))),
        releases=tuple(cast("list[SeenRelease]", rows.get("release", ()))),
    )


def _states(subject: Subject) -> tuple[object, ...]:
    """What a record states of its subject, but for the texts."""
    return (
        subject.policy,
        subject.version,
        subject.effective_date,
        subject.prevailing,
        subject.previous,
    )


def _placed(subject: Subject) -> list[tuple[str, ...]]:
    """What it states of the texts."""
    return [(t.language, t.path, t.mode, t.blob, t.sha256) for t in subject.texts]
