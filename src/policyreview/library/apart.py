"""A text taken apart: what is kept of a document once the document is let go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.library.content import content_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents import Block, Clause, Document
    from policyreview.library.values import PolicyText


APART_LONG = 200_000
"""Bytes from which a file is worth a process of its own: it takes a noticeable time."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A text's share of its file, and how it is built.

    Attributes:
        spans: Where the text stands in its file, ``[start, end)`` in code points, in order.
        clauses: Its clauses in order, with places in the text.
        headings: Its blocks that are headings, likewise.
        shared: Whether another language stands in the same file.
    """

    spans: tuple[tuple[int, int], ...]
    clauses: tuple[Clause, ...]
    headings: tuple[Block, ...]
    shared: bool


def apart_of(file: Document, text: PolicyText) -> Apart:
    """What is kept of a text.

    Args:
        file: The text's file, read whole.
        text: The text.
    """
    from policyreview.documents import HEADINGS, read_text

    spans = content_spans(file, text)
    document = file
    if text.lines is not None or text.interleaved:
        content = "".join(file.text[start:end] for start, end in spans)
        document = read_text(content, name=text.path)
    return Apart(
        spans,
        tuple(sorted(document.clauses, key=lambda clause: clause.start)),
        tuple(block for block in document.blocks if block.kind in HEADINGS),
        len(file.parts) > 1,
    )


def read_apart(data: bytes, texts: Sequence[PolicyText]) -> tuple[Apart, ...]:
    """What is kept of the texts of one file, from its bytes: for a process that keeps nothing."""
    file = document_of(data, texts[0])
    return tuple(apart_of(file, text) for text in texts)


def document_of(data: bytes, text: PolicyText) -> Document:
    """A text's file, read whole: for a part of a file this is the document of the whole file."""
    from policyreview.documents import read

    known = None if text.lines or text.language == "und" else text.language
    return read(data, name=text.path, language=known)
