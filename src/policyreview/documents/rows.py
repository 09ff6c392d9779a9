"""Table rows taken apart into cells, and the clauses of texts that stand in tables altogether."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.documents.labels import label
from policyreview.documents.values import PROSE, Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROW_IN_LIST = re.compile(r"\*[ \t]+-(?=\s)")
"""How a row of a ``list-table`` in reStructuredText begins."""
_CELL_IN_LIST = re.compile(r"^(?:\*|[ \t])[ \t]*-(?=\s|$)", re.MULTILINE)
_CELL_TAG = re.compile(r"<t[dh]\b[^<>]{0,400}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,400}>")
_BREAK = re.compile(r"(?:<br ?/?>\s*)+", re.IGNORECASE)
_HEADING = re.compile(r"\s*(#{1,6})\s+(?=\S)")
_BOLD = re.compile(
    r"\s*(?:\*\*[^*]{2,120}\*\*[.:]?\s*)+$|\s*<(b|strong)>[^<>]{2,120}</\1>[.:]?\s*$"
)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}|[IVXivx]{1,5}|[A-Za-z]")
_LEVELS: tuple[BlockKind, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOLD_ALONE: BlockKind = "h6"
"""The kind of a piece that is bold from end to end: a heading where none has a number."""
_SHARE = 0.8
"""How much of a text has to stand in rows for its clauses to be looked for in them."""
_TOPIC = 60
_BODY = 100


def spans_of_cells(row: str) -> list[tuple[int, int]]:
    """Where each cell of a table row stands, in Markdown, HTML or reStructuredText."""
    marks = _CELL_IN_LIST if ROW_IN_LIST.match(row) else _CELL_TAG
    tags = [found.span() for found in marks.finditer(row)]
    if tags:
        stops = [start for start, _ in tags[1:]] + [len(row)]
        return [(end, stop) for (_, end), stop in zip(tags, stops, strict=True)]
    start = len(row) - len(row.lstrip())
    start += row[start : start + 1] == "|"
    spans: list[tuple[int, int]] = []
    end = len(row.rstrip())
    while start < end:
        stop = row.find("|", start, end)
        spans.append((start, end if stop < 0 else stop))
        start = spans[-1][1] + 1
    return spans


def cells(row: str) -> list[str]:
    """The words of a table row's cells."""
    return [_words(row[start:end]) for start, end in spans_of_cells(row)]


def _plain(words: str) -> str:
    return words.replace("*", "").replace("\\", "")


def _words(raw: str) -> str:
    return _TAG.sub(" ", raw).strip(" \t\r\n*_`")


def mostly_rows(blocks: Sequence[Block]) -> bool:
    """Whether next to all of a text stands in table rows."""
    size = {True: 0, False: 0}
    for block in blocks:
        if block.kind in PROSE:
            size[block.kind == "tr"] += block.end - block.start
    return size[True] > _SHARE * (size[True] + size[False])


def blocks_in_rows(blocks: Sequence[Block], text: str) -> list[Block]:
    """The pieces of rows that may begin a clause, as blocks of their own.

    A row may have the clause's number in its first cell and its title in the next, a topic in the
    first and what is said of it in the next, or whole clauses in one cell with ``<br>`` between.
    """
    out: list[Block] = []
    for block in blocks:
        if block.kind == "tr":
            pieces = list(_of_row(block, text[block.start : block.end]))
            if pieces and not text[block.start : pieces[0].start].strip(" \t|"):
                pieces[0] = replace(pieces[0], start=block.start)  # the clause begins with its row
            out.extend(pieces)
    numbered = any(label(_plain(piece.text)) for piece in out)
    return [piece for piece in out if piece.kind != _BOLD_ALONE or not numbered]


def _of_row(block: Block, raw: str) -> Iterator[Block]:
    spans = spans_of_cells(raw)
    filled = [(start, _words(_BREAK.split(raw[start:end])[0])) for start, end in spans]
    filled = [one for one in filled if one[1]]
    if len(filled) >= 2:
        (start, first), (_, second) = filled[:2]
        number = first.rstrip(".)")
        if _NUMBER.fullmatch(number):
            yield _piece(block, start, f"{number}{'' if '.' in number else '.'} {second}", "p")
            return
        if len(first) <= _TOPIC and len(second) >= _BODY and label(first) is None:
            mark = _HEADING.match(first)
            title = first[mark.end() :] if mark else first
            yield _piece(block, start, title, _LEVELS[len(mark[1]) - 1] if mark else "h2")
            return
    for start, end in spans:
        yield from _of_cell(block, start, raw[start:end])


def _of_cell(block: Block, at: int, raw: str) -> Iterator[Block]:
    start = 0
    for found in [*_BREAK.finditer(raw), None]:
        stop = len(raw) if found is None else found.start()
        piece = raw[start:stop]
        mark = _HEADING.match(piece)
        words = _TAG.sub(" ", piece[mark.end() :] if mark else piece).strip()
        if mark is not None:
            yield _piece(block, at + start, words, _LEVELS[len(mark[1]) - 1])
        elif words and label(_plain(words)) is not None:
            yield _piece(block, at + start, words, "p")
        elif _BOLD.match(piece) and found is not None:
            yield _piece(block, at + start, words, _BOLD_ALONE)
        start = len(raw) if found is None else found.end()


def _piece(block: Block, at: int, words: str, kind: BlockKind) -> Block:
    start = block.start + at
    return replace(
        block, kind=kind, start=start, text=" ".join(words.split()), body=start, label=""
    )
