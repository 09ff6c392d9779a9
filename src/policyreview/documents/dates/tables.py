"""Revision tables and change logs: of all their dates only the newest is the policy's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.datemark import DateMark
from policyreview.documents.dates.finding import Found, find_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.values import Block

_DATE_HEADER = re.compile(
    r"\b(?:date|updated|effective|published|revised)\b|日期|时间|時間|日付|날짜|일자|fecha|datum|data\b|дата|更新日|改定日|施行日",
    re.IGNORECASE,
)
_VERSION_HEADER = re.compile(
    r"version|\bver\b|rev\b|revision|版本|版|バージョン|버전|versión|versão|версия|versie",
    re.IGNORECASE,
)
_CHANGE_HEADER = re.compile(
    r"change|description|revision|summary|comment|author|变更|變更|说明|說明|修订|内容|变化|変更|改定|변경|내용|cambio|descripci"
    r"|änderung|beschreibung|modification|измен|описан|wijziging|status",
    re.IGNORECASE,
)
_VERSION_CELL = re.compile(r"[vV]?\d{1,4}(?:\.\d{1,4}){0,4}(?:[-+][\w.]{1,12})?")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LEADING = re.compile(r"^[\s*_\[(（]*")


def cells(row: str) -> list[str]:
    """The cells of a table row."""
    return [cell.strip(" \t*_`") for cell in row.strip().strip("|").split("|")]


def history_marks(
    text: str, words: Sequence[Block], dated: Sequence[int], language: str
) -> tuple[list[DateMark], set[int]]:
    """The newest date of each history, and the numbers of all blocks that are part of one."""
    marks: list[DateMark] = []
    used: set[int] = set()
    for run in _tables(words):
        newest = _newest(text, run, words, language, whole_row=True)
        if newest is not None and _is_history(words[run[0]]):
            marks.append(newest)
            used.update(run)
    for run in _logs(text, words, dated, language):
        newest = _newest(text, run, words, language, whole_row=False)
        if newest is not None:
            marks.append(newest)
            used.update(run)
    return marks, used


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
    """Runs of two or more items, or three or more paragraphs, that begin with a date."""
    runs: list[list[int]] = []
    for number in dated:
        block = words[number]
        if block.kind not in {"li", "p"} or not _begins_with_date(text, block, language):
            continue
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [run for run in runs if len(run) >= 3 or (len(run) == 2 and words[run[0]].kind == "li")]


def _begins_with_date(text: str, block: Block, language: str) -> bool:
    head = text[block.body : block.body + 60]
    if not any(char.isdigit() for char in head[:30]):
        return False
    found = find_dates(head, language=language)
    if not found or _LEADING.sub("", head[: found[0].start]):
        return False
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
    if best is None:
        return None
    _, block, found = best
    return DateMark(
        "updated",
        found.date,
        found.precision,
        block.first_line,
        block.start + found.start,
        block.start + found.end,
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
        columns = [at for at, cell in enumerate(cells(header.text)) if _VERSION_HEADER.search(cell)]
        if newest is None or not columns:
            continue
        row = next(
            words[number]
            for number in run
            if words[number].start <= newest.start < words[number].end
        )
        raw = text[row.start : row.end]
        row_cells = cells(raw)
        for column in columns:
            if column < len(row_cells) and _VERSION_CELL.fullmatch(row_cells[column]):
                at = _cell_position(raw, column, row_cells[column])
                return row_cells[column], row.start + at, row.start + at + len(row_cells[column])
    return None


def _cell_position(raw: str, column: int, cell: str) -> int:
    at = len(raw) - len(raw.lstrip())
    if raw[at : at + 1] == "|":
        at += 1
    for _ in range(column):
        at = raw.index("|", at) + 1
    return raw.index(cell, at)
