"""White space for showing: by signs where it matters, line ends inside prose as spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_Mark = TypeVar("_Mark")

# A line end inside prose; not before what begins a line of its own (list, table, heading, markup).
_SOFT = re.compile(r"(?<=\S)[ \t]*(?:\r\n|\n|\r)(?=[^\s|#>*+\-<=~_\d\[{])")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_LINE_END = re.compile(r"\r\n?")
_SIGNS = str.maketrans({" ": "·", "\t": "⇥", "\n": "↵", "\r": "␍", "\u3000": "＿"})
_ODD = re.compile(r"[^\S ·⇥↵␍＿\x00-\x1f\x85\u2028\u2029]")  # those `terminal.safe` shows itself
_SHORT = {0xA0: "NBSP", 0x202F: "NNBSP", 0x2007: "FIGSP", 0x2009: "THINSP"}


_ALONE = frozenset("·⇥↵␍＿\n")


def only_signs(text: str) -> bool:
    """Whether a text is signs for white space alone: a line through them would hide them."""
    return _ALONE.issuperset(text)


def signs(spaces: str) -> str:
    """White space as something to see: ``·`` a space, ``↵`` a line end, ``⟦NBSP⟧`` by its name."""
    return _ODD.sub(_name, spaces.translate(_SIGNS))


def _name(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"⟦{_SHORT.get(code) or f'U+{code:04X}'}⟧"


def joined(runs: Sequence[tuple[str, _Mark]]) -> tuple[tuple[str, _Mark], ...]:
    """The same runs with the line ends inside prose as spaces, none between Chinese characters.

    Line ends at the beginning and the end are dropped.
    """
    text = "".join(part for part, _ in runs)
    if "\n" not in text and "\r" not in text:
        return tuple(runs)
    begin = len(text) - len(text.lstrip("\r\n"))
    end = len(text.rstrip("\r\n \t"))
    soft = [(hit.start(), hit.end(), _glue(text, hit)) for hit in _SOFT.finditer(text, begin, end)]
    out: list[tuple[str, _Mark]] = []
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
