"""Links and table rows of Markdown that an edit would leave in pieces."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from policyreview.redline.links import without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.links import Link
    from policyreview.redline.model import Span

_LINK = re.compile(
    r"\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,400})\]"
    r"\((?:mailto:|https?://)?(?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)?)\)"
)
_BAR = re.compile(r"(?<!\\)\|")


def whole_links(texts: tuple[str, str], links: Sequence[Link]) -> list[Link]:
    """Mend what is the same on both sides where it has pieces of a link.

    A link of which words and address are other ones is another link: its brackets are changed as
    well. One of which either stayed keeps its brackets.

    Args:
        texts: The old and the new text.
        links: The spans of both that are the same, rising.
    """
    out = list(links)
    if not all("](" in text for text in texts):
        return out
    new = {found.end("words"): found for found in _LINK.finditer(texts[1])}
    for old in _LINK.finditer(texts[0]):
        middle = _there(out, old.end("words"))
        other = new.get(middle) if middle is not None else None
        if other is None or _there(out, old.end("words") + 1) != other.end("words") + 1:
            continue
        if any(_shared(texts[0], out, (old.span(k), other.span(k))) for k in (1, 2)):
            _pair(out, old.start(), other.start(), (old.span(), other.span()))
            _pair(out, old.end() - 1, other.end() - 1, (old.span(), other.span()))
        else:
            out = [rest for link in out for rest in without(link, [old.span()], 0)]
            out = [rest for link in out for rest in without(link, [other.span()], 1)]
    return out


def whole_cells(texts: tuple[str, str], links: Sequence[Link]) -> list[Link]:
    """Keep the bars between the cells of a table's row, where it has as many of them as before."""
    out = list(links)
    if not all(text.lstrip().startswith("|") for text in texts):
        return out
    old, new = ([found.start() for found in _BAR.finditer(text)] for text in texts)
    if len(old) == len(new):
        for i, j in zip(old, new, strict=True):
            _pair(out, i, j)
    return out


def _there(links: Sequence[Link], place: int) -> int | None:
    """Where on the new side a character of the old side stands."""
    at = bisect_right(links, place, key=lambda link: link[0][0]) - 1
    if at < 0 or place >= links[at][0][1]:
        return None
    return links[at][1][0] + place - links[at][0][0]


def _shared(text: str, links: Sequence[Link], spans: tuple[Span, Span]) -> bool:
    """Whether any letter of a part of the old side stands in a part of the new side."""
    first = bisect_right(links, spans[0][0], key=lambda link: link[0][1])
    for link in links[first:]:
        if link[0][0] >= spans[0][1]:
            break
        shift = link[1][0] - link[0][0]
        start = max(link[0][0], spans[0][0], spans[1][0] - shift)
        end = min(link[0][1], spans[0][1], spans[1][1] - shift)
        if any(map(str.isalnum, text[start:end])):
            return True
    return False


def _pair(links: list[Link], old: int, new: int, own: tuple[Span, Span] = ((0, 0), (0, 0))) -> None:
    """Add one character of both sides to the links, where it is in none and their order allows.

    Of what is its own on either side that is given up which stands in the way.
    """
    before = [
        bisect_right(links, at, key=lambda link: link[k][1]) for k, at in ((0, old), (1, new))
    ]
    behind = [
        bisect_right(links, at, key=lambda link: link[k][0]) for k, at in ((0, old), (1, new))
    ]
    crossing = slice(min(before), max(behind))
    rest: list[Link] = []
    for link in links[crossing]:
        (start, end), (other, _) = link
        there = new - other + start  # what is linked with the new one, if it is in this link
        if start <= old == there < end:
            return
        first, last = max(start, min(old, there)), min(end, max(old, there) + 1)
        shift = other - start
        if not (_within((first, last), own[0]) or _within((first + shift, last + shift), own[1])):
            return
        rest += without(link, [(first, last)], 0)
    links[crossing] = sorted([*rest, ((old, old + 1), (new, new + 1))])


def _within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]
