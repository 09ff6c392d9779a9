"""Dates for programs beside those for people: attribute lists and date elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.datemark import DateMark
from policyreview.documents.dates.finding import find_dates
from policyreview.documents.dates.labels import kind_of_label
from policyreview.documents.dates.marks import mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.values import Block

_DATETIME = re.compile(r"datetime\s*=\s*[\"'“]?\s*([0-9-]{8,10})")


def machine_marks(text: str, blocks: Sequence[Block], marks: Sequence[DateMark]) -> list[DateMark]:
    """``{: datetime="2026-05-04" }`` on the line after a date, and a date element's attribute."""
    out: list[DateMark] = []
    by_line = {mark.line: mark for mark in marks}
    for number, block in enumerate(blocks):
        raw = text[block.start : min(block.end, block.start + 600)]
        if block.kind != "attr" and "<time" not in raw:
            continue
        found = _DATETIME.search(raw)
        if found is None:
            continue
        dates = find_dates(found[1])
        if len(dates) != 1:
            continue
        start = block.start + found.start(1) + dates[0].start
        beside = by_line.get(block.first_line) or by_line.get(block.first_line - 1)
        before = blocks[number - 1] if number and block.kind == "attr" else None
        said = kind_of_label(before.text) if before and len(before.text) < 120 else None
        if block.kind != "attr":
            said = kind_of_label(mask(raw[: found.start()])[-90:])
        kind = said if block.kind != "attr" and said else beside.kind if beside else said
        out.append(
            DateMark(
                kind or "published",
                dates[0].date,
                dates[0].precision,
                block.first_line,
                start,
                start + dates[0].end - dates[0].start,
                raw.strip(),
                dates[0].form,
                machine=True,
            )
        )
    return out
