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
from policyreview.redline import chinese, japanese
from policyreview.redline.islands import LONG, struck
from policyreview.redline.japanese import HAN
from policyreview.redline.runs import ahead, behind
from policyreview.redline.units import whole_units
from policyreview.redline.weave import unwoven, weave

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policyreview.redline.links import Link
    from policyreview.redline.model import Token

    Segmenter: TypeAlias = Callable[[str], list[str]]

_WIDE = re.compile(f"[{CJK}]")
_PAIRS = re.compile(f"[{HAN}]{{2,}}")
_SHORT = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])")
_COUNTED = re.compile("[\\d〇一二三四五六七八九十百千万亿億]+\\s?([年月日号天时分秒条项款])")
_THREE = 3


def whole(tokens: Sequence[Token]) -> Sequence[Token]:
    """A block's words for showing: no half dates, addresses or links, no half words, few crumbs.

    Of Chinese, all words are known where the segmenter is at hand; the common ones always are, as
    are those in katakana, and those of two or three characters that stand by themselves.
    """
    shown = whole_units(tokens)
    if _half(shown):
        shown = whole_words(shown, _segmenter() or chinese.cut)
    return struck(shown)


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
    if max(map(len, texts)) > LONG:
        return tokens
    kana = any(map(japanese.KANA.search, texts))  # then it is Japanese, which ``cut`` doesn't know
    inside = [_inside(text, None if kana else cut) for text in texts]
    ends = (len(texts[0]), len(texts[1]))
    slid = _slid(texts, links, inside)
    wider = list(slid)
    for k, link in enumerate(slid):
        before = slid[k - 1] if k else ((0, 0), (0, 0))
        behind = slid[k + 1] if k + 1 < len(slid) else ((ends[0],) * 2, (ends[1],) * 2)
        stands = _stands(texts, inside, before, link, -1), _stands(texts, inside, link, behind, 1)
        wider[k] = _shrunk(link, inside, ends, stands)
    kept = [link for link in wider if link[0][0] < link[0][1]]
    return tokens if kept == links else weave(*texts, (0, ends[0]), (0, ends[1]), kept)


def _inside(text: str, cut: Segmenter | None) -> set[int]:
    """The places of a text that are within a Chinese word, or, where nothing cuts, a Japanese."""
    within = japanese.within(text)
    if cut is None:
        for found in _PAIRS.finditer(text):
            start, end = found.span()
            # of three with hiragana to the last one, that begins a word of its own
            within |= _pairs(range(start, end - (end - start == _THREE and end in within)))
    else:
        borders = set(accumulate(map(len, cut(text))))
        wide = [found.start() for found in _WIDE.finditer(text)]
        within |= {b for a, b in pairwise(wide) if b == a + 1} - borders
        for found in _SHORT.finditer(text):
            if chinese.ALONE.isdisjoint(found[0]):
                within |= _unknown(range(*found.span()), borders)
    for found in _COUNTED.finditer(text):
        within -= {found.start(), *found.span(1)}
    return within


def _unknown(run: range, borders: set[int]) -> set[int]:
    """The places within a word of some Han characters that are not known to be words."""
    out: set[int] = set()
    ends = borders.intersection(range(run.start, run.stop + 2)) | {run.start, run.stop}
    start = run.start
    for at in [*run, run.stop]:
        if at == run.stop or at not in ends or at + 1 not in ends:
            out |= _pairs(range(start, at))
            start = at + 1
    return out


def _pairs(run: range) -> set[int]:
    """The places within words of Han characters: mostly two, or three that stand by themselves."""
    if len(run) == _THREE:
        return set(run[1:])
    return set(run[1::2]) if len(run) % 2 == 0 else set()


def _slid(
    texts: tuple[str, str], links: Sequence[Link], inside: Sequence[set[int]]
) -> Sequence[Link]:
    """Links between which what was only put in, or taken out, begins and ends where words do.

    It is moved there from a place where it could as well be.
    """
    out = list(links)
    for k, right in enumerate(links[1:]):
        left = out[k]
        edges = [(left[side][1], right[side][0]) for side in (0, 1)]
        longer = [start < end for start, end in edges]
        if sum(longer) != 1 or not any(inside[side].intersection(edges[side]) for side in (0, 1)):
            continue
        side = longer.index(True)
        own, (at, end) = texts[side], edges[side]
        size, first, last = end - at, left[side][0] + 1, right[side][1] - 1
        low = behind(own, (first, at), own, (first + size, end))
        high = ahead(own, (at, last - size), own, (end, last))
        shift = next(
            (
                by for by in sorted(range(-low, high + 1), key=abs)
                if not any(edge + by in inside[each] for each in (0, 1) for edge in edges[each])
            ),
            0,
        )  # fmt: skip
        (i, i_end), (j, j_end) = left
        out[k] = (i, i_end + shift), (j, j_end + shift)
        (i, i_end), (j, j_end) = right
        out[k + 1] = (i + shift, i_end), (j + shift, j_end)
    return out


def _stands(
    texts: tuple[str, str], inside: Sequence[set[int]], left: Link, right: Link, step: int
) -> bool:
    """Whether what stayed of a word, beside what was only put in or taken out, is a word.

    So it is of ``或者`` and ``或``.

    Args:
        texts: Both sides.
        inside: The places within words of both.
        left: The link before what was put in or taken out.
        right: The one behind it.
        step: Which of them the rest is in: -1 for the one behind it, 1 for the one before it.
    """
    longer = [left[side][1] < right[side][0] for side in (0, 1)]
    if sum(longer) != 1:
        return False
    side = longer.index(True)
    link = right if step < 0 else left
    at, other = (link[each][0 if step < 0 else 1] for each in (side, 1 - side))
    n, size = 1, link[0][1] - link[0][0]
    while at - step * n in inside[side]:
        n += 1
        if n > size:
            return False
    low = min(at, at - step * n)
    rest = texts[side][low : low + n]
    word = rest in chinese.ALONE if n == 1 else _PAIRS.fullmatch(rest) is not None
    word = word or japanese.hiragana(rest)
    return word and n <= size and inside[1 - side].isdisjoint((other, other - step * n))


def _shrunk(
    link: Link, inside: Sequence[set[int]], ends: tuple[int, int], stands: tuple[bool, bool]
) -> Link:
    """A link without the parts of words at its ends.

    The ends of the block are no parts, nor are those that stand as words of their own.
    """
    (i, i_end), (j, j_end) = link
    if (i, j) != (0, 0) and not stands[0]:
        while i < i_end and (i in inside[0] or j in inside[1]):
            i, j = i + 1, j + 1
    if (i_end, j_end) != ends and not stands[1]:
        while i < i_end and (i_end in inside[0] or j_end in inside[1]):
            i_end, j_end = i_end - 1, j_end - 1
    return (i, i_end), (j, j_end)
