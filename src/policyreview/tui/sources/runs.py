"""Runs of a paragraph: hard-wrapped lines joined for reading, marks kept where they were."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.tui.look import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.redline import Token
    from policyreview.tui.columns import Run

# A line end inside prose; not before what begins a line of its own (list, table, heading, markup).
_SOFT = re.compile(r"(?<=\S)[ \t]*(?:\r\n|\n|\r)(?=[^\s|#>*+\-<=~_\d\[{])")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_LINE_END = re.compile(r"\r\n?")


def joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The same runs with the line ends inside prose as spaces, none between Chinese characters.

    Line ends at the beginning and the end are dropped.
    """
    text = "".join(part for part, _ in runs)
    if "\n" not in text and "\r" not in text:
        return tuple(runs)
    begin = len(text) - len(text.lstrip("\r\n"))
    end = len(text.rstrip("\r\n \t"))
    soft = [(hit.start(), hit.end(), _glue(text, hit)) for hit in _SOFT.finditer(text, begin, end)]
    out: list[Run] = []
    place = 0
    for part, role in runs:
        piece = _cut(text, max(place, begin), min(place + len(part), end), soft)
        place += len(part)
        if piece:
            out.append((piece, role))
    return tuple(out)


def _glue(text: str, hit: re.Match[str]) -> str:
    wide = _WIDE.match(text[hit.start() - 1]) and _WIDE.match(text[hit.end()])
    return "" if wide else " "


def _cut(text: str, start: int, end: int, soft: list[tuple[int, int, str]]) -> str:
    """``text[start:end]`` with each soft line end replaced where it begins."""
    out: list[str] = []
    for begin, stop, glue in soft:
        if stop <= start or begin >= end:
            continue
        if begin >= start:
            out.append(text[start:begin])
            out.append(glue)
        start = max(start, min(stop, end))
    out.append(text[start:end])
    return _LINE_END.sub("\n", "".join(out)) if end > start or out[:-1] else ""


def of_tokens(
    tokens: Iterable[Token],
    sides: str,
    base: Role = Role.TEXT,
    *,
    heading: int = 0,
    spaces: bool = False,
) -> tuple[Run, ...]:
    """A block's tokens as runs.

    Args:
        tokens: The block's words.
        sides: Which of ``-`` and ``+`` are shown; ``=`` always is.
        base: The role of what is the same on both sides.
        heading: Code points at the beginning, of what is shown and not struck, that are a heading.
        spaces: Whether white space that changed is shown as such, by signs.
    """
    roles = {"=": base, "-": Role.DELETED, "+": Role.INSERTED}
    struck = "-" if "+" in sides else ""
    out: list[Run] = []
    for kind, text in tokens:
        if kind != "=" and kind not in sides:
            continue
        role = roles[kind]
        if kind != "=" and text.isspace():
            if spaces:
                text = text.translate(_SPACES)  # noqa: PLW2901  (shown by its sign)
            elif kind == struck:
                continue
            else:
                role = base
        if heading > 0 and kind != struck:
            if role is Role.TEXT:
                _add(out, text[:heading], Role.HEADING)
                text, heading = text[heading:], heading - len(text)  # noqa: PLW2901
            else:
                heading -= len(text)
        _add(out, text, role)
    return tuple(out)


_SPACES = str.maketrans({" ": "·", "\t": "⇥", "\n": "↵", "\r": "␍", "\u3000": "＿"})
"""How white space that changed is shown."""


def _add(out: list[Run], text: str, role: Role) -> None:
    if out and out[-1][1] is role:
        out[-1] = (out[-1][0] + text, role)
    elif text:
        out.append((text, role))


def titled(text: str, heading: int) -> tuple[Run, ...]:
    """A text of which that many code points at the beginning are its heading."""
    parts = ((text[:heading], Role.HEADING), (text[heading:], Role.TEXT))
    return tuple((part, role) for part, role in parts if part)


def ends_paragraph(text: str) -> bool:
    """Whether a line ends with the text, so that a gap may follow it."""
    return text.endswith(("\n", "\r"))
