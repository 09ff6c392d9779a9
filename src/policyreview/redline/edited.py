"""Which paragraphs were plainly edited where they stand, a few words at a time.

Nothing left such a paragraph or came to it that could stand elsewhere. So it needs no look at which
of its words are rare, and its tokens are not read before somebody asks for its words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from policyreview.documents.scripts import CJK, narrow
from policyreview.redline.matching import editops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.runs import Equal

Unit: TypeAlias = Literal["word", "sign", "either"]

_HOLD = 3  # words or characters: fewer than that between two edits are a part of one edit
_WORDS, _SIGNS = 5, 7  # so many words, or Chinese characters, may go or come in one edit
_MORE_WORDS, _MORE_SIGNS = 8, 11  # so many may others stand for: that few moved nowhere
_COMMON = 0.6  # at least this part of the longer one stayed
_LONG = 4_000  # words or characters: longer paragraphs are looked at with all others
_SPACED = 12  # with more than one space in so many characters, a text has words beside Chinese
_WIDE = re.compile(f"[{CJK}]")
_LETTER = re.compile(r"[^\W\d_]")


class Kept(NamedTuple):
    """What stayed of a paragraph that was edited in place.

    Attributes:
        unit: What it is counted in: words, characters, or either by turns.
        words: Those of the paragraph, without its label, in both texts.
        runs: Which of them stayed, without runs that are too short to hold anything.
    """

    unit: Unit
    words: tuple[Sequence[str], Sequence[str]]
    runs: list[Equal]


def edited(old: str, new: str, *, alone: bool) -> Kept | None:
    """Find what stayed of a paragraph if it is another one with a few words changed here and there.

    Args:
        old: The paragraph in the old text.
        new: The one in its place in the new text.
        alone: Whether no other paragraph there changed, so that nothing at their ends can be from
            a neighbour.
    """
    less, more = sorted((len(old), len(new)))
    if less < _COMMON * more or not _LETTER.search(old):
        return None
    signs = any(not narrow(text) and _WIDE.search(text) for text in (old, new))
    x: Sequence[str]
    y: Sequence[str]
    unit: Unit
    if not signs:
        unit, x, y = "word", old.split(" "), new.split(" ")
    elif old.count(" ") * _SPACED > len(old):
        unit, x, y = "either", _either().findall(old), _either().findall(new)
    else:
        unit, x, y = "sign", old, new
    sizes = len(x), len(y)
    if max(sizes) > _LONG:
        return None
    may_be = unit != "word" or len(old) - sizes[0] == len(new) - sizes[1]
    if may_be and old.replace(" ", "") == new.replace(" ", ""):
        return None  # a space more or less is no change
    blocks = editops()(x, y).as_matching_blocks()
    runs = [(each.a, each.b, each.size) for each in blocks if each.size >= _HOLD]
    if sum([n for _, _, n in runs]) < _COMMON * max(sizes):
        return None
    last, other, n = runs[-1]
    if not alone and (runs[0][:2] != (0, 0) or (last + n, other + n) != sizes):
        return None
    most, replaced = (_SIGNS, _MORE_SIGNS) if unit == "sign" else (_WORDS, _MORE_WORDS)
    i = j = 0
    for x_at, y_at, size in [*runs, (*sizes, 0)]:
        gone, come = x_at - i, y_at - j
        if max(gone, come) > (replaced if gone and come else most):
            return None
        i, j = x_at + size, y_at + size
    return Kept(unit, (x, y), runs)


@cache
def _either() -> re.Pattern[str]:
    """A Chinese character, or a word of others."""
    return re.compile(rf"[{CJK}]|[^\s{CJK}]+")
