"""Which paragraphs were plainly edited where they stand, a few words at a time.

Nothing left such a paragraph or came to it that could stand elsewhere. So it needs no look at which
of its words are rare, and its tokens are not read before somebody asks for its words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policyreview.documents.scripts import CJK
from policyreview.redline.runs import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOLD = 3  # words or characters: fewer than that between two edits are a part of one edit
_WORDS, _SIGNS = 5, 7  # so many words, or Chinese characters, may go or come in one edit
_COMMON = 0.6  # at least this part of the longer one stayed
_LONG = 4_000  # words or characters: longer paragraphs are looked at with all others
_SPACED = 12  # with more than one space in so many characters, a text has words beside Chinese
_WIDE = re.compile(f"[{CJK}]")
_LETTER = re.compile(r"[^\W\d_]")


def with_edited(old: Sequence[str], new: Sequence[str], same: Sequence[Run]) -> list[Run]:
    """Add the paragraphs that were edited in place to those that are the same.

    Args:
        old: The paragraphs of a stretch of the old text, without labels.
        new: Those of the new text.
        same: Runs of equal ones.

    Returns:
        Runs of paragraphs that are the same or were edited, rising.
    """
    out: list[Run] = []
    i = j = 0
    for run in [*same, Run(len(old), len(new), 0)]:
        count = run.old - i
        if count == run.new - j:
            pairs = enumerate(zip(old[i : run.old], new[j : run.new], strict=True))
            alone = count == 1
            out += [Run(i + k, j + k, 1) for k, pair in pairs if edited(*pair, alone=alone)]
        if run.length:
            out.append(run)
        i, j = run.old + run.length, run.new + run.length
    return out


def edited(old: str, new: str, *, alone: bool) -> bool:
    """Whether a paragraph is another one with a few words changed here and there.

    Args:
        old: The paragraph in the old text.
        new: The one in its place in the new text.
        alone: Whether no other paragraph there changed, so that nothing at their ends can be from
            a neighbour.
    """
    less, more = sorted((len(old), len(new)))
    if less < _COMMON * more or not _LETTER.search(old):
        return False
    signs = not (old.isascii() and new.isascii()) and (_WIDE.search(old) or _WIDE.search(new))
    x: Sequence[str]
    y: Sequence[str]
    if not signs:
        x, y = old.split(" "), new.split(" ")
    elif old.count(" ") * _SPACED > len(old):
        x, y = _unit().findall(old), _unit().findall(new)
    else:
        x, y = old, new
    if max(len(x), len(y)) > _LONG or old.replace(" ", "") == new.replace(" ", ""):
        return False
    from rapidfuzz.distance import Indel

    blocks = [each for each in Indel.editops(x, y).as_matching_blocks() if each.size >= _HOLD]
    common = sum([each.size for each in blocks])
    if common < _COMMON * max(len(x), len(y)):
        return False
    most = _SIGNS if isinstance(x, str) else _WORDS
    i = j = 0
    edits: list[int] = []
    for start, there, size in blocks:
        edits.append(max(start - i, there - j))
        i, j = start + size, there + size
    edits.append(max(len(x) - i, len(y) - j))
    return max(edits) <= most and (alone or edits[0] == 0 == edits[-1])


@cache
def _unit() -> re.Pattern[str]:
    """A word, or a Chinese character."""
    return re.compile(rf"[{CJK}]|[^\s{CJK}]+")
