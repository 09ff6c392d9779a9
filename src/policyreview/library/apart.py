"""A text taken apart: what is kept of a document once the document is let go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policyreview.library.content import Spans, content_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents import Clause, Document
    from policyreview.library.values import Policy, PolicyText


APART_LONG = 200_000
"""Bytes from which a file is worth a process of its own: it takes a noticeable time."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A text's share of its file, and how it is built.

    Attributes:
        spans: Where the text stands in its file, ``[start, end)`` in code points, in order.
        clauses: Its clauses in order, with places in the text.
        headings: Where its blocks that are headings begin, and their words, likewise.
        shared: Whether another language stands in the same file.
        plain: Its clauses as ``documents.clauses`` finds them, which knows neither its name nor its
            language; None where that has not been asked.
    """

    spans: Spans
    clauses: tuple[Clause, ...]
    headings: tuple[tuple[int, str], ...]
    shared: bool
    plain: tuple[Clause, ...] | None = field(default=None, compare=False)


def apart_of(file: Document, text: PolicyText) -> Apart:
    """What is kept of a text.

    Args:
        file: The text's file, read whole.
        text: The text.
    """
    from policyreview.documents import read_text

    spans = content_spans(file, text)
    part = _part(file, text, spans)
    return _kept(file, spans, file if part is None else read_text(part, name=text.path))


def _part(file: Document, text: PolicyText, spans: Sequence[tuple[int, int]]) -> str | None:
    """The text as a part of its file; None where it is all of it."""
    if text.lines is None and not text.interleaved:
        return None
    return "".join(file.text[start:end] for start, end in spans)


def _kept(file: Document, spans: Sequence[tuple[int, int]], document: Document) -> Apart:
    from policyreview.documents import HEADINGS

    return Apart(
        Spans(spans),
        tuple(sorted(document.clauses, key=lambda clause: clause.start)),
        tuple((block.start, block.text) for block in document.blocks if block.kind in HEADINGS),
        len(file.parts) > 1,
    )


def beside(policy: Policy, text: PolicyText) -> tuple[PolicyText, ...]:
    """The texts of a policy that stand in one file with a text, itself included."""
    found = tuple(each for each in policy.texts if each.path == text.path and each.lines)
    return found if text in found else (text,)


def read_apart(data: bytes, texts: Sequence[PolicyText]) -> tuple[Apart, ...]:
    """What is kept of the texts of one file, from its bytes: for a process that keeps nothing."""
    from policyreview.documents import decode

    return read_whole(decode(data).text, texts)


def read_whole(whole: str, texts: Sequence[PolicyText]) -> tuple[Apart, ...]:
    """As ``read_apart``, of a file that is decoded already."""
    from policyreview.documents.reading import read_clauses, read_text

    name, language = texts[0].path, _known(texts[0])
    plain: tuple[Clause, ...] = ()
    if any(text.lines is None for text in texts):
        file, plain = read_clauses(whole, name=name, language=language)
    else:  # its own clauses are nobody's
        file = read_text(whole, name=name, language=language, outline=False)
    found: list[Apart] = []
    for text in texts:
        spans = content_spans(file, text)
        part = _part(file, text, spans)
        both = (file, plain) if part is None else read_clauses(part, name=text.path)
        found.append(replace(_kept(file, spans, both[0]), plain=both[1]))
    return tuple(found)


def document_of(data: bytes, text: PolicyText) -> Document:
    """A text's file, read whole: for a part of a file this is the document of the whole file."""
    from policyreview.documents import read

    return read(data, name=text.path, language=_known(text))


def _known(text: PolicyText) -> str | None:
    """The language of a whole file, where that is known."""
    return None if text.lines or text.language == "und" else text.language
