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
from policyreview.redline.runs import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

Unit: TypeAlias = Literal["word", "sign", "either"]

_HOLD = 3  # words or characters: fewer than that between two edits are a part of one edit
_WORDS, _SIGNS = 5, 7  # so many words, or Chinese characters, may go or come in one edit
_COMMON = 0.6  # at least this part of the longer one stayed
_LONG = 4_000  # words or characters: longer paragraphs are looked at with all others
_SPACED = 12  # with more than one space in so many characters, a text has words beside Chinese
_WIDE = re.compile(f"[{CJK}]")
_LETTER = re.compile(r"[^\W\d_]")


class Kept(NamedTuple):
    """What stayed of a paragraph that was edited in place.

    Attributes:
        unit: What it is counted in: words, characters, or either by turns.
        sizes: How many of them the paragraph has, without its label, in both texts.
        words: Those in both texts.
        runs: Which of them stayed, without runs that are too short to hold anything.
    """

    unit: Unit
    sizes: tuple[int, int]
    words: tuple[Sequence[str], Sequence[str]]
    runs: list[Run]


def with_edited(
    old: Sequence[str], new: Sequence[str], same: Sequence[Run]
) -> tuple[list[Run], dict[int, Kept]]:
    """Add the paragraphs that were edited in place to those that are the same.

    Args:
        old: The paragraphs of a stretch of the old text, without labels.
        new: Those of the new text.
        same: Runs of equal ones.

    Returns:
        Runs of paragraphs that are the same or were edited, rising, and of those that were edited,
        by their place on the old side, what stayed.
    """
    out: list[Run] = []
    found: dict[int, Kept] = {}
    i = j = 0
    for run in [*same, Run(len(old), len(new), 0)]:
        count = run.old - i
        if count == run.new - j:
            for k in range(count):
                kept = edited(old[i + k], new[j + k], alone=count == 1)
                if kept is not None:
                    found[i + k] = kept
                    out.append(Run(i + k, j + k, 1))
        if run.length:
            out.append(run)
        i, j = run.old + run.length, run.new + run.length
    return out, found


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
    runs = [Run(each.a, each.b, each.size) for each in blocks if each.size >= _HOLD]
    if sum([run.length for run in runs]) < _COMMON * max(sizes):
        return None
    most = _SIGNS if unit == "sign" else _WORDS
    i = j = 0
    edits: list[int] = []
    for x_at, y_at, size in runs:
        edits.append(max(x_at - i, y_at - j))
        i, j = x_at + size, y_at + size
    edits.append(max(sizes[0] - i, sizes[1] - j))
    if max(edits) <= most and (alone or edits[0] == 0 == edits[-1]):
        return Kept(unit, sizes, (x, y), runs)
    return None


@cache
def _either() -> re.Pattern[str]:
    """A Chinese character, or a word of others."""
    return re.compile(rf"[{CJK}]|[^\s{CJK}]+")
