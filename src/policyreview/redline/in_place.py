"""Which paragraphs between two anchors stayed in their place: the same, edited, split or merged.

They hold a comparison. Only the others are searched for what moved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from policyreview.documents.scripts import CJK
from policyreview.redline.anchors import anchors, increasing
from policyreview.redline.edited import edited
from policyreview.redline.paragraphs import unspaced
from policyreview.redline.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.edited import Kept
    from policyreview.redline.model import Span
    from policyreview.redline.paragraphs import Paragraph

_PAIRS = 100  # pairs of paragraphs in one place: of more, only those of one number are looked at
_NEW = tuple.__new__  # makes a value quicker than its own class does
_ENDS = 3  # characters: two paragraphs, one edited, begin and end with the same ones


class Held(NamedTuple):
    """Paragraphs of both sides that are one block, as half-open ranges.

    Attributes:
        old: The first one on the old side.
        old_end: Behind the last one.
        new: The first one on the new side.
        new_end: Behind the last one.
        kept: What stayed where words were edited; ``None`` where all words are the same.
    """

    old: int
    old_end: int
    new: int
    new_end: int
    kept: Kept | None


class InPlace:
    """Two rows of paragraphs, of one place of both texts."""

    def __init__(
        self, texts: tuple[str, str], old: Sequence[Paragraph], new: Sequence[Paragraph]
    ) -> None:
        self._old, self._new = old, new
        self._bare: tuple[list[str], list[str]] = [], []
        if old and new:
            self._bare = [p.bare(texts[0]) for p in old], [p.bare(texts[1]) for p in new]

    def held(self) -> Iterator[Held]:
        """Yield what stayed, in order."""
        sizes = len(self._old), len(self._new)
        runs: list[Run] = []
        if sizes != (1, 1) or self._bare[0] == self._bare[1]:  # of most places, each is one edited
            runs = anchors(*self._bare)
        i = j = 0
        for x, y, n in [*runs, Run(*sizes, 0)]:
            yield from self._between((i, x), (j, y))
            for k in range(n):
                yield _NEW(Held, (x + k, x + k + 1, y + k, y + k + 1, None))
            i, j = x + n, y + n

    def _between(self, here: Span, there: Span) -> list[Held]:
        """What stayed of paragraphs none of which has an equal."""
        (i, i_end), (j, j_end) = here, there
        if i == i_end or j == j_end:
            return []
        count, other = i_end - i, j_end - j
        if count == other == 1:
            kept = edited(self._bare[0][i], self._bare[1][j], alone=True)
            return [Held(i, i_end, j, j_end, kept)] if kept else []
        if same := self._recut(here, there):
            return same
        if count * other <= _PAIRS:
            return self._edited(here, there)
        if count != other:
            return []
        pairs = zip(range(i, i_end), range(j, j_end), strict=True)
        return [held for p, q in pairs if (held := self._pair((p, p + 1), (q, q + 1)))]

    def _recut(self, here: Span, there: Span) -> list[Held]:
        """All of some paragraphs, if they are the same text cut at other places."""
        old, new = (
            [p.key for p in side[slice(*span)]]
            for side, span in ((self._old, here), (self._new, there))
        )
        if not _alike_but_for_space(" ".join(old), " ".join(new)):
            return []
        ends = [list(accumulate(len(key.replace(" ", "")) for key in side)) for side in (old, new)]
        out: list[Held] = []
        i, j = here[0], there[0]
        for end in sorted(set(ends[0]).intersection(ends[1])):
            p, q = (
                span[0] + bisect_left(side, end) + 1
                for span, side in ((here, ends[0]), (there, ends[1]))
            )
            if p - i > 1 or q - j > 1:  # of one on each side, more than the cut is another
                out.append(Held(i, p, j, q, None))
            i, j = p, q
        return out

    def _edited(self, here: Span, there: Span) -> list[Held]:
        """The paragraphs that were edited, perhaps split in two or merged, and are in order.

        One that could be two others is left alone, unless as many stand on both sides and one of
        the two is in its place.
        """
        old, new = self._bare
        found: list[Held] = []
        heads = [(q, new[q][:_ENDS]) for q in reversed(range(*there))]
        for p in range(*here):
            head = old[p][:_ENDS]
            found += [
                held for q, other in heads if head == other
                if (held := self._one_or_two((p, here[1]), (q, there[1])))
            ]  # fmt: skip
        shift = there[0] - here[0] if there[1] - there[0] == here[1] - here[0] else None
        olds, news = Counter([held.old for held in found]), Counter([held.new for held in found])
        sure = [
            held for held in found
            if olds[held.old] == news[held.new] == 1 or held.new - held.old == shift
        ]  # fmt: skip
        out: list[Held] = []
        for k in increasing([(held.old, held.new, _weight(held)) for held in sure]):
            if not out or (sure[k].old >= out[-1].old_end and sure[k].new >= out[-1].new_end):
                out.append(sure[k])
        return out

    def _one_or_two(self, here: Span, there: Span) -> Held | None:
        """The first paragraphs of both ranges as one that was edited, split in two or merged."""
        (p, p_end), (q, q_end) = here, there
        found = [
            held for i, j in ((p + 1, q + 1), (p + 1, q + 2), (p + 2, q + 1))
            if i <= p_end and j <= q_end and (held := self._pair((p, i), (q, j)))
        ]  # fmt: skip
        return max(found, key=_alike) if len(found) > 1 else found[0] if found else None

    def _pair(self, here: Span, there: Span) -> Held | None:
        """Paragraphs of both sides as one, if few words of it were edited."""
        x, y = self._bare[0][here[0] : here[1]], self._bare[1][there[0] : there[1]]
        if x[-1][-_ENDS:] != y[-1][-_ENDS:]:
            return None
        old, new = (side[0] if len(side) == 1 else unspaced(" ".join(side)) for side in (x, y))
        kept = edited(old, new, alone=False)
        return Held(*here, *there, kept) if kept else None


def _alike_but_for_space(old: str, new: str) -> bool:
    """Whether two texts have the same words: ``now here`` is not ``nowhere``."""
    if len(old) - old.count(" ") != len(new) - new.count(" "):
        return False  # to spare most a closer look
    if old.replace(" ", "") != new.replace(" ", ""):
        return False
    return old == new or _between_words().sub("", old) == _between_words().sub("", new)


@cache
def _between_words() -> re.Pattern[str]:
    """A space without which two words would still be two."""
    letter = rf"[^\W{CJK}]"
    return re.compile(f" (?!{letter})|(?<!{letter}) ")


def _weight(held: Held) -> int:
    return sum([n for _, _, n in held.kept.runs]) if held.kept else 1


def _alike(held: Held) -> float:
    return _weight(held) / sum(map(len, held.kept.words)) if held.kept else 1.0
