"""What is found in files, ready for JSON: languages and their lines, dates, version, clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyreview.documents.datemark import DateMark
    from policyreview.documents.values import Document

_STATED = frozenset({"effective", "updated", "published", "version"})


def described(document: Document) -> dict[str, Any]:
    """A document as JSON: ``texts``, ``dates``, ``version``, ``prevailing``, ``clauses``."""
    return {
        "texts": [
            {"language": part.language, "lines": [part.first_line, part.last_line]}
            for part in document.parts
        ],
        "dates": [
            {
                "kind": mark.kind,
                "date": mark.date,
                "precision": mark.precision,
                "line": mark.line,
                "text": mark.text,
            }
            for mark in stated_dates(document)
        ],
        "version": document.version,
        "prevailing": document.prevailing,
        "clauses": [
            {
                "number": clause.number,
                "title": clause.title,
                "level": clause.level,
                "line": clause.line,
            }
            for clause in document.clauses
        ],
    }


def stated_dates(document: Document) -> list[DateMark]:
    """The dates that people read: review dates, and attributes beside such a date, are left out."""
    seen = {mark.kind for mark in document.dates if not mark.machine}
    return [
        mark
        for mark in document.dates
        if mark.kind in _STATED and not (mark.machine and mark.kind in seen)
    ]
