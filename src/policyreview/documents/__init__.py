"""A policy's text: blocks, clauses, tokens, labels, languages and dates. Knows nothing of git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.documents.blocking import blocks, kind_of
    from policyreview.documents.datemark import DateMark
    from policyreview.documents.dates import restamp
    from policyreview.documents.decoding import Decoded, decode, encoding_change, is_binary
    from policyreview.documents.labels import label
    from policyreview.documents.lines import Lines, lines_of
    from policyreview.documents.reading import clauses, read, read_text
    from policyreview.documents.tokenizing import tokens
    from policyreview.documents.values import (
        HEADINGS,
        PROSE,
        Block,
        Clause,
        Document,
        Label,
        PrevailingMark,
        TextKind,
        TextPart,
    )

_HOMES = {
    "blocks": "blocking",
    "kind_of": "blocking",
    "Decoded": "decoding",
    "decode": "decoding",
    "encoding_change": "decoding",
    "is_binary": "decoding",
    "label": "labels",
    "restamp": "dates",
    "clauses": "reading",
    "read": "reading",
    "read_text": "reading",
    "Lines": "lines",
    "lines_of": "lines",
    "tokens": "tokenizing",
    "HEADINGS": "values",
    "PROSE": "values",
    "Block": "values",
    "Clause": "values",
    "DateMark": "datemark",
    "Document": "values",
    "Label": "values",
    "PrevailingMark": "values",
    "TextKind": "values",
    "TextPart": "values",
}

__all__ = [
    "HEADINGS",
    "PROSE",
    "Block",
    "Clause",
    "DateMark",
    "Decoded",
    "Document",
    "Label",
    "Lines",
    "PrevailingMark",
    "TextKind",
    "TextPart",
    "blocks",
    "clauses",
    "decode",
    "encoding_change",
    "is_binary",
    "kind_of",
    "label",
    "lines_of",
    "read",
    "read_text",
    "restamp",
    "tokens",
]

__getattr__, __dir__ = lazily(__name__, _HOMES)
