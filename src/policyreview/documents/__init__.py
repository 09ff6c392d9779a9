"""A policy's text: blocks, clauses, tokens, labels, languages and dates. Knows nothing of git."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.documents.blocking import blocks, kind_of
    from policyreview.documents.dates import restamp
    from policyreview.documents.decoding import Decoded, decode, is_binary
    from policyreview.documents.inspection import inspect
    from policyreview.documents.labels import label
    from policyreview.documents.lines import Lines, lines_of
    from policyreview.documents.reading import clauses, read, read_text
    from policyreview.documents.tokenizing import tokens
    from policyreview.documents.values import (
        HEADINGS,
        PROSE,
        Block,
        Clause,
        DateMark,
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
    "is_binary": "decoding",
    "inspect": "inspection",
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
    "DateMark": "values",
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
    "inspect",
    "is_binary",
    "kind_of",
    "label",
    "lines_of",
    "read",
    "read_text",
    "restamp",
    "tokens",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
