"""reStructuredText as blocks.

Underlined titles, directives and lists on top of the plain reader.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.documents.rows import ROW_IN_LIST
from policyreview.documents.scanning import scan
from policyreview.documents.values import Block, BlockKind

if TYPE_CHECKING:
    from policyreview.documents.lines import Lines

_ADORNMENT = re.compile(r"([=\-`:'\"~^_*+#<>.])\1{2,}[ \t]*$")
_ADMONITION = re.compile(
    r"\.\. (?:note|important|warning|caution|attention|hint|tip|danger|error|admonition|topic"
    r"|sidebar)::"
)
"""A directive whose words are shown to readers."""
_LEVELS: tuple[BlockKind, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")


def scan_rst(text: str, lines: Lines) -> list[Block]:
    """Blocks of reStructuredText.

    Heading levels go by the order in which adornments first appear.
    """
    titles = _titles(text, lines)
    blocks: list[Block] = []
    hidden = {line for first, last, _ in titles.values() for line in range(first, last + 1)}
    for block in scan(text, "markdown"):
        found = next(
            (
                titles[line]
                for line in range(block.first_line, min(block.last_line, block.first_line + 3) + 1)
                if line in titles
            ),
            None,
        )
        if found is not None:
            first, last, kind = found
            if not blocks or blocks[-1].first_line < first:
                blocks.append(_heading(text, lines, first, last, kind, titles))
            if block.last_line <= last:
                continue
            start, end = lines.span(last + 1, block.last_line)
            rest = text[start:end].strip()
            if rest:
                begin = start + len(text[start:end]) - len(text[start:end].lstrip())
                blocks.append(
                    replace(
                        block,
                        kind="p",
                        start=begin,
                        end=max(begin, block.end),
                        first_line=lines.at(begin),
                        text=" ".join(rest.split()),
                        body=begin,
                        label="",
                    )
                )
            continue
        if block.first_line in hidden:
            continue
        if block.text.startswith(".. ") and not _ADMONITION.match(block.text):
            blocks.append(replace(block, kind="comment"))
        else:
            blocks.append(block)
    return _with_rows(_in_order(blocks), text)


def _with_rows(blocks: list[Block], text: str) -> list[Block]:
    """The blocks with the items of each ``list-table`` put together as its rows."""
    out: list[Block] = []
    inside = False
    for block in blocks:
        put = block
        if block.text.startswith(".. list-table::"):
            inside = True
        elif inside and block.kind == "li" and text[block.start - 1 : block.start] in {" ", "\t"}:
            raw = text[block.start : block.end]
            if ROW_IN_LIST.match(raw):
                words = " ".join(raw.split())
                put = replace(block, kind="tr", text=words, body=block.start, label="")
            elif out[-1].kind == "tr":
                row = out.pop()
                words = " ".join(text[row.start : block.end].split())
                put = replace(row, end=block.end, last_line=block.last_line, text=words)
        elif inside:
            inside = False
        out.append(put)
    return out


def _in_order(blocks: list[Block]) -> list[Block]:
    """The blocks without those that a title's adornments run into."""
    out: list[Block] = []
    for block in blocks:
        if not out or block.start >= out[-1].end:
            out.append(block)
    return out


def _titles(text: str, lines: Lines) -> dict[int, tuple[int, int, BlockKind]]:
    """Line of each title's words to its first and last line and its level."""
    styles: list[str] = []
    out: dict[int, tuple[int, int, BlockKind]] = {}
    previous = ""
    for number, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True), 1):
        line = text[start:end]
        found = _ADORNMENT.match(line)
        if (
            found
            and previous.strip()
            and not _ADORNMENT.match(previous)
            and len(line.rstrip()) + 2 >= len(previous.strip())
        ):
            over = number >= 3 and _ADORNMENT.match(
                text[lines.starts[number - 3] : lines.ends[number - 3]]
            )
            style = found[1] * (2 if over else 1)
            if style not in styles:
                styles.append(style)
            out[number - 1] = (
                number - 2 if over else number - 1,
                number,
                _LEVELS[min(5, styles.index(style))],
            )
            previous = ""
        else:
            previous = line
    return out


def _heading(  # noqa: PLR0917  (one step of one pass; all are its state)
    text: str,
    lines: Lines,
    first: int,
    last: int,
    kind: BlockKind,
    titles: dict[int, tuple[int, int, BlockKind]],
) -> Block:
    line = next(number for number in range(first, last + 1) if number in titles)
    start, end = lines.span(first, last)
    words_start, words_end = lines.span(line, line)
    words = text[words_start:words_end]
    body = words_start + len(words) - len(words.lstrip())
    return Block(kind, start, end, first, last, " ".join(words.split()), body)
