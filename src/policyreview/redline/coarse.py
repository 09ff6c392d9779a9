"""What to leave out where two texts are too large and too different to compare word by word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.scripts import CJK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.paragraphs import Paragraph

_MUCH = 3_000_000  # work: code points, and so many for each paragraph as its bookkeeping costs
_PARAGRAPH = 20
_CHINESE = 3  # a Chinese character is a token, other tokens are longer
_WIDE = re.compile(f"[{CJK}]")
_LARGE_GAP = 200_000  # work: in a gap smaller than this all is compared, whatever the whole
_SENTENCE = re.compile(r"(?<=[.!?;])\s|(?<=[。！？；])")
_TELLING = 20  # code points: a sentence shorter than that says nothing about where it is from


def unrelated(
    old: tuple[Sequence[Paragraph], Sequence[int]], new: tuple[Sequence[Paragraph], Sequence[int]]
) -> tuple[set[int], set[int]]:
    """Find the paragraphs that are not worth comparing word by word.

    Nothing is left out unless the work is beyond a bound. Then, in large gaps, a paragraph that
    has no sentence in common with the other side is taken to be deleted or inserted.

    Args:
        old: The old side's paragraphs without an equal, and for each the gap it stands in.
        new: The same of the new side.

    Returns:
        Indices of paragraphs of the old and of the new side; both empty below the bound.
    """
    if not any(map(_may_be_much, (old[0], new[0]))) or _work(old[0]) + _work(new[0]) <= _MUCH:
        return set(), set()
    large = _large_gaps(old, new)
    ours, theirs = set(_sentences(old[0])), set(_sentences(new[0]))
    common = ours & theirs
    return _without(old, common, large), _without(new, common, large)


def _may_be_much(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether one side may be half of what is beyond the bound, were all of it Chinese."""
    size = sum([len(p.key) for p in paragraphs])
    return 2 * (_CHINESE * size + _PARAGRAPH * len(paragraphs)) > _MUCH


def _work(paragraphs: Sequence[Paragraph]) -> int:
    return sum([_cost(p) for p in paragraphs])


def _cost(paragraph: Paragraph) -> int:
    key = paragraph.key
    wide = not key.isascii() and _WIDE.search(key) is not None
    return _PARAGRAPH + len(key) * (_CHINESE if wide else 1)


def _large_gaps(*sides: tuple[Sequence[Paragraph], Sequence[int]]) -> set[int]:
    work: dict[int, int] = {}
    for paragraphs, gaps in sides:
        for paragraph, gap in zip(paragraphs, gaps, strict=True):
            work[gap] = work.get(gap, 0) + _cost(paragraph)
    return {gap for gap, much in work.items() if much > _LARGE_GAP}


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        if len(paragraph.key) >= _TELLING:
            yield from _SENTENCE.split(paragraph.key)


def _without(
    side: tuple[Sequence[Paragraph], Sequence[int]], common: set[str], large: set[int]
) -> set[int]:
    return {
        k
        for k, (paragraph, gap) in enumerate(zip(*side, strict=True))
        if gap in large
        and not any(len(s) >= _TELLING and s in common for s in _SENTENCE.split(paragraph.key))
    }
