"""What a record speaks of: policy, version, effective date and the exact bytes of every text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.signoff.canonical import tagged_digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policyreview.signoff.canonical import Json

SUBJECT_TAG = "policyreview subject 1"
REGULAR_MODES = frozenset({"100644", "100755"})


@dataclass(frozen=True, slots=True, order=True)
class SubjectText:
    """One text of a subject.

    Attributes:
        language: BCP 47, ``und`` where unknown.
        path: Of the whole file in the repository, ``/`` between folders.
        mode: Git's mode of the entry, ``100644`` or ``100755``: anything else is no text.
        blob: Git's id of the file's content. Not part of the digest: git may use SHA-1.
        sha256: SHA-256 of the whole file's bytes, lowercase hex. Both halves of a bilingual file
            carry the digest of that one file.
    """

    language: str
    path: str
    mode: str
    blob: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What signers agree on; two subjects are the same when their digests are.

    Attributes:
        policy: The policy's id.
        version: Its label.
        effective_date: The day from which it binds; None in a reject or comment on an undated text.
        prevailing: Language that prevails, None where the texts are silent.
        previous: Subject digest of the version approved before this one, None for the first.
        texts: Sorted by language and path.
    """

    policy: str
    version: str
    effective_date: date | None
    prevailing: str | None
    previous: str | None
    texts: tuple[SubjectText, ...]

    @property
    def digest(self) -> str:
        """SHA-256 in lowercase hex, as ``docs/format.md`` describes it."""
        return digest(self)


def digest(subject: Subject) -> str:
    """Compute the subject digest.

    Raises:
        WrongUse: A path is not UTF-8.
    """
    if (written := _written(subject)) is not None:
        return hashlib.sha256(f"{SUBJECT_TAG}\n{written}".encode()).hexdigest()
    texts: list[Json] = [
        {"language": t.language, "mode": t.mode, "path": t.path, "sha256": t.sha256}
        for t in sorted(subject.texts)
    ]
    day = subject.effective_date
    return tagged_digest(
        SUBJECT_TAG,
        {
            "effective_date": day.isoformat() if day else None,
            "policy": subject.policy,
            "prevailing": subject.prevailing,
            "previous": subject.previous,
            "texts": texts,
            "version": subject.version,
        },
    )


def _written(subject: Subject) -> str | None:
    """A subject as canonical JSON, where no string in it holds what JSON would write otherwise."""
    said = subject.prevailing, subject.previous
    texts = sorted(subject.texts)
    words = [subject.policy, subject.version, *[word for word in said if word is not None]]
    for text in texts:
        words += (text.language, text.mode, text.path, text.sha256)
    whole = "".join(words)
    if not whole.isprintable() or '"' in whole or "\\" in whole:
        return None
    day = subject.effective_date
    dated = f'"{day.isoformat()}"' if day else "null"
    prevailing, previous = ["null" if word is None else f'"{word}"' for word in said]
    listed = ",".join(
        [
            f'{{"language":"{text.language}","mode":"{text.mode}","path":"{text.path}",'
            f'"sha256":"{text.sha256}"}}'
            for text in texts
        ]
    )
    return (
        f'{{"effective_date":{dated},"policy":"{subject.policy}","prevailing":{prevailing},'
        f'"previous":{previous},"texts":[{listed}],"version":"{subject.version}"}}'
    )


def sha256_of(data: bytes) -> str:
    """SHA-256 of a text's bytes, lowercase hex."""
    return hashlib.sha256(data).hexdigest()


def sorted_texts(texts: Iterable[SubjectText]) -> tuple[SubjectText, ...]:
    """The texts in the order of the digest: by language, then path."""
    return tuple(sorted(texts))
