"""Revision tables and change logs: of all their dates only the newest is the policy's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.documents.datemark import DateKind, DateMark
from policyreview.documents.dates.finding import find_dates
from policyreview.documents.dates.found import HEAD_LINES, TAIL_LINES
from policyreview.documents.dates.judging import label_alone
from policyreview.documents.dates.labels import NEGATIVE
from policyreview.documents.rows import cells, spans_of_cells
from policyreview.documents.values import HEADINGS
from policyreview.patterns import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.dates.found import Found
    from policyreview.documents.values import Block

_DATE_HEADER = later(
    r"\b(?:date|updated|effective|published|revised)\b|日期|时间|時間|日付|날짜|일자|fecha|datum|data\b|дата|更新日|改定日|施行日",
    re.IGNORECASE,
)
_VERSION_HEADER = later(
    r"version|\bver\b|rev\b|revision|版本|版|バージョン|버전|versión|versão|версия|versie",
    re.IGNORECASE,
)
_CHANGE_HEADER = later(
    r"change|description|revision|summary|comment|author|变更|變更|说明|說明|修订|内容|变化|変更|改定|변경|내용|cambio|descripci"
    r"|änderung|beschreibung|modification|измен|описан|wijziging|status",
    re.IGNORECASE,
)
_VERSION_CELL = re.compile(r"[vV]?\d{1,4}(?:\.\d{1,4}){0,4}(?:[-+][\w.]{1,12})?")
_CJK = later("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LEADING = re.compile(r"^[\s*_\[(（]*")
_LOG_TITLE = later(
    r"[vV]?\d+(?:\.\d+){0,3}|[\s\[\]()（）:：–—.,*_-]+|unreleased|version", re.IGNORECASE
)


def history_marks(
    text: str, words: Sequence[Block], dated: Sequence[int], language: str, line_count: int
) -> tuple[list[DateMark], set[int]]:
    """Dates that count in tables and change logs, and the numbers of the blocks they stand in."""
    marks: list[DateMark] = []
    used: set[int] = set()
    has = set(dated)
    for run in _tables(words):
        if not has.intersection(run):
            continue
        newest = _newest(text, run, words, language, whole_row=True)
        if newest is not None and _is_history(words[run[0]]):
            marks.extend(_by_column(text, run, words, language, newest) or [newest])
            used.update(run)
        elif len(run) == 2 and run[0] not in has:
            first, last = words[run[0]].first_line, words[run[1]].last_line
            found = _columns(text, words[run[0]], words[run[1]], language)
            if found and (first <= HEAD_LINES or last > line_count - TAIL_LINES):
                marks.extend(found)
                used.update(run)
    for run in [*_logs(text, words, dated, language), *_titled_logs(text, words, dated, language)]:
        newest = _newest(text, run, words, language, whole_row=False)
        if newest is not None and not used.intersection(run):
            marks.append(newest)
            used.update(run)
    return marks, used


def _columns(text: str, header: Block, row: Block, language: str) -> list[DateMark]:
    """The dates of a row whose columns are labelled: ``| Effective Date | Last Updated |``."""
    titles = cells(text[header.start : header.end])
    spans = spans_of_cells(text[row.start : row.end])
    marks: list[DateMark] = []
    for title, (start, end) in zip(titles, spans, strict=False):
        kind = label_alone(title) if not NEGATIVE.search(title) else None
        raw = text[row.start + start : row.start + end]
        dates = find_dates(raw, language=language) if kind is not None else []
        if kind is not None and len(dates) == 1:
            marks.append(_mark(row, start, dates[0], kind))
    return marks


def _by_column(
    text: str, run: Sequence[int], words: Sequence[Block], language: str, newest: DateMark
) -> list[DateMark]:
    """The dates of a history's newest row; any but an effective or a review date is an update."""
    row = next(words[one] for one in run if words[one].start <= newest.start < words[one].end)
    found = _columns(text, words[run[0]], row, language)
    kinds: dict[DateKind, DateMark] = {}
    for mark in found:
        kind: DateKind = mark.kind if mark.kind in {"effective", "review"} else "updated"
        kinds.setdefault(kind, replace(mark, kind=kind))
    return sorted(kinds.values(), key=lambda mark: mark.start)


def _tables(words: Sequence[Block]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number, block in enumerate(words):
        if block.kind != "tr":
            continue
        if (
            runs
            and runs[-1][-1] == number - 1
            and block.first_line - words[number - 1].last_line <= 2
        ):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [run for run in runs if len(run) >= 2]


def _is_history(header: Block) -> bool:
    row = header.text
    named = [
        bool(pattern.search(row)) for pattern in (_DATE_HEADER, _VERSION_HEADER, _CHANGE_HEADER)
    ]
    return named[0] and (named[1] or named[2]) and len(row) < 200 and len(cells(row)) <= 6


def _logs(
    text: str, words: Sequence[Block], dated: Sequence[int], language: str
) -> list[list[int]]:
    """Runs of two or more items, or three or more paragraphs, that begin with a date.

    Below a heading that speaks of changes two paragraphs will do.
    """
    runs: list[list[int]] = []
    for number in dated:
        block = words[number]
        if block.kind not in {"li", "p"} or not _begins_with_date(text, block, language):
            continue
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        run
        for run in runs
        if len(run) >= 3
        or (len(run) == 2 and (words[run[0]].kind == "li" or _below_changes(words, run[0])))
    ]


def _below_changes(words: Sequence[Block], number: int) -> bool:
    above = words[number - 1] if number else None
    return (
        above is not None
        and above.kind in HEADINGS
        and len(above.text) <= 60
        and _CHANGE_HEADER.search(above.text) is not None
    )


def _titled_logs(
    text: str, words: Sequence[Block], dated: Sequence[int], language: str
) -> list[list[int]]:
    """Two or more headings of one level that say no more than a date and perhaps a version."""
    runs: dict[str, list[int]] = {}
    for number in dated:
        block = words[number]
        if block.kind not in HEADINGS or block.end - block.start > 80:
            continue
        raw = text[block.body : block.end]
        found = find_dates(raw, language=language)
        if len(found) == 1 and not _LOG_TITLE.sub(
            "", raw[: found[0].start] + raw[found[0].end :].rstrip("# \t")
        ):
            runs.setdefault(block.kind, []).append(number)
    return [run for run in runs.values() if len(run) >= 2]


def _begins_with_date(text: str, block: Block, language: str) -> bool:
    head = text[block.body : block.body + 60]
    if not any(char.isdigit() for char in head[:30]):
        return False
    found = find_dates(head, language=language)
    if not found or _LEADING.sub("", head[: found[0].start]):
        return False
    if found[0].form in {"{D}.{M}.{YY}", "{M}.{D}.{YY}"}:
        return False  # a clause's number
    least = 5 if _CJK.search(head, found[0].end) else 12
    return block.end - block.body > found[0].end + least


def _newest(
    text: str, run: Sequence[int], words: Sequence[Block], language: str, *, whole_row: bool
) -> DateMark | None:
    best: tuple[str, Block, Found] | None = None
    for number in run:
        block = words[number]
        head = text[block.start : block.end][: 400 if whole_row else 80]
        dates = find_dates(head, language=language)
        if (
            dates
            and (best is None or dates[0].date >= best[0])
            and (whole_row or best is None or dates[0].date > best[0])
        ):
            best = (dates[0].date, block, dates[0])
    return None if best is None else _mark(best[1], 0, best[2], "updated")


def _mark(block: Block, at: int, found: Found, kind: DateKind) -> DateMark:
    """A mark for a date found ``at`` so many code points into a block."""
    start = block.start + at
    return DateMark(
        kind,
        found.date,
        found.precision,
        block.first_line,
        start + found.start,
        start + found.end,
        block.text,
        found.form,
        found.certain,
    )


def newest_row(text: str, words: Sequence[Block], language: str) -> tuple[str, int, int] | None:
    """The version cell of the newest row of a revision table: its words and its span."""
    for run in _tables(words):
        header = words[run[0]]
        if not _is_history(header):
            continue
        newest = _newest(text, run, words, language, whole_row=True)
        titles = cells(text[header.start : header.end])
        columns = [at for at, cell in enumerate(titles) if _VERSION_HEADER.search(cell)]
        if newest is None or not columns:
            continue
        row = next(
            words[number]
            for number in run
            if words[number].start <= newest.start < words[number].end
        )
        raw = text[row.start : row.end]
        spans, row_cells = spans_of_cells(raw), cells(raw)
        for column in columns:
            if column < len(row_cells) and _VERSION_CELL.fullmatch(row_cells[column]):
                at = row.start + raw.index(row_cells[column], spans[column][0])
                return row_cells[column], at, at + len(row_cells[column])
    return None
