"""Rules about a policy's own dates and about which of its languages binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.checks.registry import Hit, Rule, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.checks.registry import TextRule

_GROUP = "Dates and languages"


def _find_no_date(subject: Subject) -> Iterator[Hit]:
    dates = subject.document.dates
    if not subject.blocks or any(mark.kind == "effective" for mark in dates):
        return
    from policyreview.documents.dates.marks import effective_period

    whole = subject.document.text
    if part := effective_period(whole, subject.blocks):
        words = " ".join(whole[part[0] : part[1]].split())
        text = f"The text says that it binds from {words}, but not from which day."
        yield Hit(*part, text, words)
        return
    updated = next((mark for mark in dates if mark.kind == "updated"), None)
    text = (
        f"The text says that it was updated on {updated.date}, but not from which day it binds."
        if updated
        else "The text doesn't say from which day it binds."
    )
    yield Hit(0, 0, text, updated.date if updated else "", subject.document.title or text)


def _find_too_early(subject: Subject) -> Iterator[Hit]:
    before = subject.predecessor
    if not before:
        return
    for mark in subject.document.dates:
        size = min(len(mark.date), len(before))
        if mark.kind == "effective" and mark.date[:size] < before[:size]:
            text = (
                f"It is to bind from {mark.date}, before the version that it replaces ({before})."
            )
            yield Hit(mark.start, mark.end, text, mark.date)


def _find_disagreeing(subject: Subject) -> Iterator[Hit]:
    """A date for people and its copy for machines beside it that differ."""
    shown = None
    for mark in subject.document.dates:
        if not mark.machine:
            shown = mark
        elif shown and mark.line - shown.line <= 2:
            size = min(len(mark.date), len(shown.date))
            if mark.date[:size] != shown.date[:size]:
                text = f"The page is marked {mark.date}, while the text says {shown.date}."
                yield Hit(mark.start, mark.end, text, mark.date)


def _find_prevailing(subject: Subject) -> Iterator[Hit]:
    document = subject.document
    if document.prevailing == "contradictory" and document.prevailing_marks:
        mark = document.prevailing_marks[-1]
        values = ", ".join(dict.fromkeys(m.value for m in document.prevailing_marks))
        yield Hit(
            mark.start, mark.end, f"The text names several prevailing languages: {values}.", values
        )


RULES = (
    Rule(
        "no-effective-date",
        "notice",
        "The text doesn't say from which day it binds.",
        "text",
        _GROUP,
    ),
    Rule(
        "effective-before-predecessor",
        "error",
        "The effective date lies before that of the version it replaces.",
        "text",
        _GROUP,
    ),
    Rule(
        "dates-differ",
        "error",
        "The date that people read and the one for machines differ.",
        "text",
        _GROUP,
    ),
    Rule(
        "prevailing-contradicts",
        "error",
        "The text names two prevailing languages.",
        "text",
        _GROUP,
    ),
)
FINDERS: dict[str, TextRule] = {
    "no-effective-date": _find_no_date,
    "effective-before-predecessor": _find_too_early,
    "dates-differ": _find_disagreeing,
    "prevailing-contradicts": _find_prevailing,
}
