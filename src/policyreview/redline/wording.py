"""Chinese and Japanese changes widened to whole words.

A comparison of Chinese is one of characters, since the writing shows no words. ``将`` kept between
two changed characters is half a word to a reader.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

from policyreview.documents.scripts import CJK
from policyreview.redline.units import whole_units
from policyreview.redline.weave import unwoven, weave

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.redline.links import Link
    from policyreview.redline.model import Token

    Segmenter: TypeAlias = Callable[[str], list[str]]

_WIDE = re.compile(f"[{CJK}]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30fe]+")
_LONG = 20_000  # code points: nobody reads a longer paragraph for its words


def whole(tokens: Sequence[Token]) -> Sequence[Token]:
    """A block's words for showing: no half dates, addresses or links, and no half words.

    Of Chinese, words are known where the segmenter is at hand; those in katakana always are.
    """
    shown = whole_units(tokens)
    return whole_words(shown, _segmenter() or list) if _half(shown) else shown


def _half(tokens: Sequence[Token]) -> bool:
    """Whether there may be half words: kept Chinese characters beside changed ones."""
    kinds = {kind for kind, text in tokens if _WIDE.search(text)}
    return len(tokens) > 1 and "=" in kinds and len(kinds) > 1


@cache
def _segmenter() -> Segmenter | None:
    try:
        cut: Segmenter = importlib.import_module("rjieba").cut
    except ImportError:
        return None
    return cut


def whole_words(tokens: Sequence[Token], cut: Segmenter) -> Sequence[Token]:
    """Widen changes to the words that ``cut`` cuts a text into; it gives pieces that join to it."""
    texts, links = unwoven(tokens)
    if max(map(len, texts)) > _LONG:
        return tokens
    inside = [_inside(text, cut) for text in texts]
    ends = (len(texts[0]), len(texts[1]))
    wider = [_shrunk(link, inside, ends) for link in links]
    kept = [link for link in wider if link[0][0] < link[0][1]]
    return tokens if kept == links else weave(*texts, (0, ends[0]), (0, ends[1]), kept)


def _inside(text: str, cut: Segmenter) -> set[int]:
    """The places of a text that are within a Chinese or Japanese word."""
    borders = set(accumulate(map(len, cut(text))))
    wide = [found.start() for found in _WIDE.finditer(text)]
    within = {b for a, b in pairwise(wide) if b == a + 1} - borders
    return within.union(*(range(w.start() + 1, w.end()) for w in _KATAKANA.finditer(text)))


def _shrunk(link: Link, inside: Sequence[set[int]], ends: tuple[int, int]) -> Link:
    """A link without the parts of words at its ends; the ends of the block are no parts."""
    (i, i_end), (j, j_end) = link
    if (i, j) != (0, 0):
        while i < i_end and (i in inside[0] or j in inside[1]):
            i, j = i + 1, j + 1
    if (i_end, j_end) != ends:
        while i < i_end and (i_end in inside[0] or j_end in inside[1]):
            i_end, j_end = i_end - 1, j_end - 1
    return (i, i_end), (j, j_end)
