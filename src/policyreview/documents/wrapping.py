"""Hard-wrapped lines: whether a text has them, and their words as one line again."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policyreview.documents.scripts import joins_without_space, width

if TYPE_CHECKING:
    from policyreview.documents.lines import Lines

_HARD_BREAK = re.compile(r"(?:[ ]{2,}|\\|<br[ ]?/?>)$")


def join_wrapped(pieces: list[str]) -> str:
    """The words of hard-wrapped lines as one line, white space collapsed."""
    if len(pieces) == 1:
        return collapsed(pieces[0])
    out: list[str] = []
    last = ""
    for piece in pieces:
        words = " ".join(_HARD_BREAK.sub("", piece).split())
        if not words:
            continue
        if last:
            out.append("" if joins_without_space(last, words) else " ")
        out.append(words)
        last = words
    return "".join(out)


def collapsed(line: str) -> str:
    """The words of a line with one space between each two."""
    if line.isascii() and line.isprintable() and "  " not in line:
        return line.strip()
    return " ".join(line.split())


def wrap_width(text: str, lines: Lines) -> int:
    """The width in cells at which a plain text is hard-wrapped.

    0 where each line is a paragraph.
    """
    widths = sorted(
        width(text[start:end])
        for start, end in zip(lines.starts, lines.ends, strict=True)
        if end - start > 0
    )
    if len(widths) < 4:
        return 0
    widest = widths[int(len(widths) * 0.98)]
    touching = sum(
        1
        for (_, a), (b, c) in pairwise(zip(lines.starts, lines.ends, strict=True))
        if c > b and a > 0
    )
    if not 50 <= widest <= 132 or touching * 4 < len(widths):
        return 0
    near = sum(1 for one in widths if one >= widest * 0.8)
    return widest if near * 4 >= len(widths) else 0
