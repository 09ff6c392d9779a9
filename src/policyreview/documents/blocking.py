"""A text as blocks: picks the reader for its markup and finds the headings that have no mark."""

from __future__ import annotations

import re

from policyreview.documents.scanning import scan
from policyreview.documents.values import Block, TextKind

_MARKDOWN_SIGN = re.compile(
    r"^(?:#{1,6}[ ]\S|[-*+][ ]+\S|>[ ]|```|\|.*\|[ \t]*$|.*\]\(\S+\))", re.MULTILINE
)
_HTML_SIGN = re.compile(r"<(?:!doctype html|html|body|p|div|h[1-6])\b", re.IGNORECASE)
_PROBE = 20_000


def kind_of(name: str, text: str) -> TextKind:
    """The markup a text is to be read as, from its file name, and from its content where that is silent."""
    lower = name.lower()
    if lower.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if lower.endswith((".rst", ".rest")):
        return "rst"
    head = text[:_PROBE]
    if lower.endswith((".md", ".markdown", ".mdown", ".mkd")):
        return "markdown"
    if re.match(r"\s*<(?:!doctype|html)\b", head, re.IGNORECASE) and _HTML_SIGN.search(head):
        return "html"
    return "markdown" if len(_MARKDOWN_SIGN.findall(head)) >= 2 else "text"


def blocks(text: str, *, kind: TextKind = "markdown") -> tuple[Block, ...]:
    """Cut a text into blocks. Between two blocks stands nothing but white space and wordless markup."""
    return tuple(scan(text, kind))
