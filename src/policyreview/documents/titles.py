"""What a text calls itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.dates.finding import YEAR_LIKE
from policyreview.documents.dates.labels import ANY_LABEL
from policyreview.documents.labels import label
from policyreview.documents.outline import is_furniture, plain, title_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.values import Block


def title_of(blocks: Sequence[Block], front: dict[str, tuple[str, int]]) -> str:
    """What a text calls itself.

    Its front matter's title, its first heading, or its first short line.
    """
    value = front.get("title")
    if value and value[0].strip("\"' "):
        return plain(value[0].strip("\"' "))[:200]
    block = title_block(blocks)
    if block is not None:
        return plain(block.text)[:200]
    firsts = [one for one in blocks if one.kind == "h1"][:2]
    if len(firsts) == 1 and firsts[0] in blocks[:_OPENING]:  # numbered, and the only one
        return plain(firsts[0].text)[:200]
    for one in blocks[:_OPENING]:
        words = plain(one.text) if one.kind == "p" and len(one.text) <= 200 else ""
        if 2 < len(words) <= 80 and not _no_title(words):
            return words
    return ""


_OPENING = 6
_NO_TITLE = re.compile(r"https?://|^[(（]|\[?(?:TODO|TBD|DRAFT)\b|[.。]$|\{[{%]", re.IGNORECASE)


def _no_title(words: str) -> bool:
    """Whether a line on top is a button, a clause, a date, an address or a gap, and no title."""
    return (
        is_furniture(words)
        or label(words) is not None
        or words.endswith((":", "："))
        or _NO_TITLE.search(words) is not None
        or (YEAR_LIKE.search(words) is not None and ANY_LABEL.search(words) is not None)
    )
