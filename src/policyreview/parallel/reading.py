"""From a document's blocks to the units that are aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.parallel.beads import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.documents.values import Block, Document

_LEFT_OUT = frozenset({"front", "comment", "attr", "rule"})
_AS_PARAGRAPH = frozenset({"quote", "code"})


def units(document: Document | Iterable[Block], language: str | None = None) -> tuple[Unit, ...]:
    """The blocks of one text as units, in order.

    Front matter, comments, attribute lists and rules are no policy text and are left out; quotes
    and code count as paragraphs.

    Args:
        document: A document, or blocks of one.
        language: Only the part of the document in this language; without it, all of it. A language
            that the document has no part in gives no units.

    Returns:
        Units with the line and span of their block; a list item's own number stands before its
        words.
    """
    from policyreview.documents.values import Document

    if not isinstance(document, Document):
        return tuple(_unit(block) for block in document if _kept(block))
    blocks = [block for block in document.blocks if _kept(block)]
    if language is None:
        return tuple(map(_unit, blocks))
    spans = [span for part in document.parts if part.language == language for span in part.spans]
    spans.sort()
    found, at = [], 0
    for block in blocks:
        while at < len(spans) and spans[at][1] <= block.start:
            at += 1
        if at < len(spans) and spans[at][0] <= block.start:
            found.append(_unit(block))
    return tuple(found)


def _kept(block: Block) -> bool:
    return block.kind not in _LEFT_OUT and bool(block.text.strip())


def _unit(block: Block) -> Unit:
    kind = "p" if block.kind in _AS_PARAGRAPH else block.kind
    labelled = not block.label or block.text.startswith(block.label)
    text = block.text if labelled else f"{block.label} {block.text}"
    return Unit(kind, text, block.first_line, block.start, block.end)
