"""A date that a text states; apart from the other values, of which a list needs none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DateKind = Literal["effective", "updated", "published", "version", "review"]
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date that a policy states about itself.

    And all that is needed to write another in its place.

    Attributes:
        kind: ``effective``, ``updated``, ``published`` (also a bare date), ``version`` (a version
            label that is a date) or ``review`` (the day the next review is due).
        date: ISO: ``2026-05-04``; ``2026-05`` and ``2026`` where that is all the text says.
        precision: How much of the date the text says.
        line: Line of the date, from 1.
        start: First code point of the date itself.
        end: One past its last code point.
        text: The line it stands in, trimmed: the evidence.
        form: How it is written; ``dates.render(form, date)`` writes another date alike.
        certain: False where day and month could be read the other way about and nothing settles it.
        machine: True for a mark that people do not read: a kramdown attribute list, front matter.
    """

    kind: DateKind
    date: str
    precision: Precision
    line: int
    start: int
    end: int
    text: str
    form: str
    certain: bool = True
    machine: bool = False
