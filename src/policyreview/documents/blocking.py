"""A text as blocks: picks the reader for its markup and finds the headings that have no mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.lines import lines_of
from policyreview.documents.scanning import scan

if TYPE_CHECKING:
    from policyreview.documents.lines import Lines
    from policyreview.documents.values import Block, TextKind

_MARKDOWN_SIGN = re.compile(
    r"^(?:#{1,6}[ ]\S|[-*+][ ]+\S|>[ ]|```|\|.*\|[ \t]*$|.*\]\(\S+\))", re.MULTILINE
)
_HTML_SIGN = re.compile(r"<(?:!doctype html|html|body|p|div|h[1-6])\b", re.IGNORECASE)
_HTML_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|td|div|section|article)>", re.IGNORECASE)
_PROBE = 20_000


def kind_of(name: str, text: str) -> TextKind:
    """The markup a text is to be read as, from its file name.

    And from its content where that is silent.
    """
    lower = name.lower()
    if lower.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if lower.endswith((".rst", ".rest")):
        return "rst"
    head = text[:_PROBE]
    if head.lstrip()[:1] == "<" and _is_page(head):
        return "html"
    if lower.endswith((".md", ".markdown", ".mdown", ".mkd")):
        return "markdown"
    return "markdown" if len(_MARKDOWN_SIGN.findall(head)) >= 2 else "text"


def _is_page(head: str) -> bool:
    """Whether a text that begins with a tag is HTML from end to end, whatever its name says.

    A page as a whole, or its body in one line or few, with none of Markdown's signs.
    """
    if re.match(r"\s*<(?:!doctype|html)\b", head, re.IGNORECASE):
        return _HTML_SIGN.search(head) is not None
    ends = sum(1 for _ in _HTML_BLOCK_END.finditer(head))
    outside = sum(1 for line in head.splitlines() if line.strip() and line.lstrip()[0] != "<")
    return ends >= 3 and outside == 0 and _MARKDOWN_SIGN.search(head) is None


def blocks(
    text: str,
    *,
    kind: TextKind = "markdown",
    bare_headings: bool = True,
    lines: Lines | None = None,
) -> tuple[Block, ...]:
    """Cut a text into blocks. Between two stands nothing but white space and wordless markup.

    Args:
        text: The text.
        kind: Its markup, as ``kind_of`` tells it.
        bare_headings: Whether plain text's lines that read as headings are to be headings.
        lines: Its lines, where they are known already.
    """
    lines = lines_of(text) if lines is None else lines
    if kind == "html":
        from policyreview.documents.hypertext import scan_html

        return tuple(scan_html(text, lines))
    if kind == "rst":
        from policyreview.documents.restructured import scan_rst

        return tuple(scan_rst(text, lines))
    cut = tuple(scan(text, kind, lines))
    return with_bare_headings(cut, kind) if bare_headings else cut


def with_bare_headings(cut: tuple[Block, ...], kind: TextKind) -> tuple[Block, ...]:
    """Blocks whose headings without a mark have a heading's kind too; only plain text has such."""
    if kind != "text":
        return cut
    from policyreview.documents.outline import with_headings

    return tuple(with_headings(cut))
