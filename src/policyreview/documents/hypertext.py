"""HTML as blocks: what stands between block-level tags.

In linear time and without a parser's repairs.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from policyreview.documents.labels import label
from policyreview.documents.values import Block, BlockKind

if TYPE_CHECKING:
    from policyreview.documents.lines import Lines

_MARKUP = re.compile(
    r"<!--|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,15})(?:[\s/][^<>]{0,4000})?>|<[!?][^<>]{0,4000}>"
)
_INLINE = re.compile(
    r"<!--[^<>]{0,4000}-->|</?[a-zA-Z][^<>]{0,4000}>|<[!?][^<>]{0,4000}>", re.DOTALL
)
_SPACE = re.compile(r"\s+")
_SKIPPED = frozenset({"script", "style", "head", "svg", "template", "noscript", "iframe", "select"})
_KINDS: dict[str, BlockKind] = {
    "h1": "h1",
    "h2": "h2",
    "h3": "h3",
    "h4": "h4",
    "h5": "h5",
    "h6": "h6",
    "li": "li",
    "dt": "li",
    "dd": "li",
    "tr": "tr",
    "blockquote": "quote",
    "pre": "code",
}
_BLOCK_TAGS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "ul",
        "ol",
        "dl",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "address",
        "hr",
        "body",
        "html",
        "details",
        "summary",
        "title",
        "center",
    ]
) | frozenset(_KINDS)


def scan_html(text: str, lines: Lines) -> list[Block]:
    """Blocks of an HTML text; scripts, styles and the head are left out, comments are blocks."""
    blocks: list[Block] = []
    kinds: list[BlockKind] = []
    lists = 0
    at = start = 0
    lower = text.lower() if len(text.lower()) == len(text) else text
    ends: dict[str, bool] = {}
    while True:
        found = _MARKUP.search(text, at)
        if found is None:
            break
        tag = (found["tag"] or "").lower()
        if found.group() == "<!--":
            stop = text.find("-->", found.end()) if not ends.get("-->") else -1
            if stop < 0:
                ends["-->"] = True
                at = found.end()
                continue
            if not text[start : found.start()].strip():
                _comment(text, found.start(), stop + 3, lines, blocks)
                start = stop + 3
            at = stop + 3
            continue
        at = found.end()
        if tag in _SKIPPED and not found["close"]:
            _words(text, start, found.start(), kinds, lists, lines, blocks)
            closing = -1 if ends.get(tag) else lower.find(f"</{tag}", at)
            if closing < 0:
                ends[tag] = True
            else:
                at = closing
            start = at
            continue
        if tag not in _BLOCK_TAGS and tag not in _SKIPPED:
            continue
        if tag in {"td", "th"}:
            continue
        _words(text, start, found.start(), kinds, lists, lines, blocks)
        start = at
        if tag in {"ul", "ol"}:
            lists = max(0, lists + (-1 if found["close"] else 1))
        kind = _KINDS.get(tag)
        if kind is not None and found["close"]:
            if kind in kinds[-8:]:
                while kinds.pop() != kind:
                    pass
        elif kind is not None:
            kinds.append(kind)
            del kinds[:-64]
    _words(text, start, len(text), kinds, lists, lines, blocks)
    return blocks


def _comment(text: str, start: int, end: int, lines: Lines, blocks: list[Block]) -> None:
    blocks.append(
        Block(
            "comment",
            start,
            end,
            lines.at(start),
            lines.at(end - 1),
            text[start:end].strip(),
            start,
        )
    )


def _words(  # noqa: PLR0917  (one step of one pass; all are its state)
    text: str,
    start: int,
    end: int,
    kinds: list[BlockKind],
    lists: int,
    lines: Lines,
    blocks: list[Block],
) -> None:
    """A block of what stands between two tags, if it holds words."""
    raw = text[start:end]
    words = plain_html(raw)
    if not words:
        return
    first = start + len(raw) - len(raw.lstrip())
    last = end - (len(raw) - len(raw.rstrip()))
    kind: BlockKind = kinds[-1] if kinds else "p"
    opening = _INLINE.match(text, first, last)
    body = first
    while opening is not None and opening.end() > body:
        body = opening.end()
        opening = _INLINE.match(text, body, last)
    found = label(text[body : min(last, body + 40)]) if kind not in {"tr", "code"} else None
    mark = text[body : body + found.end] if found else ""
    depth = max(0, lists - 1) if kind == "li" else 0
    blocks.append(
        Block(kind, first, last, lines.at(first), lines.at(last - 1), words, body, depth, mark)
    )


def plain_html(raw: str) -> str:
    """The words of a piece of HTML.

    Tags out, character references resolved, white space collapsed.
    """
    if "<" in raw:
        raw = _INLINE.sub(
            lambda found: " " if found.group()[:3].lower() in {"<br", "<td", "<th"} else "", raw
        )
    if "&" in raw:
        raw = html.unescape(raw)
    return _SPACE.sub(" ", raw).strip()
