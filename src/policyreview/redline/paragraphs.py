"""Cutting a text into paragraphs, each character in exactly one of them.

``documents.blocks`` leaves out what stands between blocks and knows what a block is; a comparison
needs every character, once, and nothing but a stable cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*\n\s*|[^\n]+$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with the white space behind it.

    Attributes:
        start: Its first code point.
        end: Behind its last code point, white space included.
        key: Its text without white space: equal keys are the same text, however it is wrapped.
    """

    start: int
    end: int
    key: str


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Cut a text into paragraphs that join to it."""
    return tuple(
        Paragraph(m.start(), m.end(), "".join(m.group().split())) for m in _LINE.finditer(text)
    )
