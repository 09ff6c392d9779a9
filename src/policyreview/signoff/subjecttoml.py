"""A subject as TOML: the keys and ``[[text]]`` tables that records and manifests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.signoff.subject import Subject, SubjectText, sorted_texts

if TYPE_CHECKING:
    from policyreview.signoff.fields import Fields
    from policyreview.signoff.tomlout import TomlTable

MOST_TEXTS = 5_000
"""More ``[[text]]`` tables than this are refused."""


def subject_in(top: Fields) -> Subject:
    """The subject that a file names.

    Raises:
        TomlProblem: A key is missing or of the wrong kind.
    """
    return Subject(
        policy=top.text("policy"),
        version=top.text("version"),
        effective_date=top.day("effective_date", None),
        prevailing=top.text_or_none("prevailing"),
        previous=top.hex_or_none("previous", 64),
        texts=sorted_texts(_text(fields) for fields in top.tables("text", MOST_TEXTS)),
    )


def _text(fields: Fields) -> SubjectText:
    text = SubjectText(
        language=fields.text("language"),
        path=fields.text("path"),
        mode=fields.text("mode"),
        blob=fields.oid("blob"),
        sha256=fields.hex("sha256", 64),
    )
    fields.finish()
    return text


def text_tables(subject: Subject) -> list[TomlTable]:
    """The ``[[text]]`` tables of a subject."""
    return [
        {"language": t.language, "path": t.path, "mode": t.mode, "blob": t.blob, "sha256": t.sha256}
        for t in subject.texts
    ]
