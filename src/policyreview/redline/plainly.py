"""Paragraphs in which whole words were replaced, put in or taken out, and little else.

Most edits are like that. Which words stayed is known from when it was found that the paragraph was
edited, so that its tokens need not be read and matched: only those near an edit that could stand
elsewhere too, or of which both sides have a word in common.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from policyreview.redline.respaced import rewrapped
from policyreview.redline.retouched import links_inside
from policyreview.redline.runs import ahead
from policyreview.redline.weave import added, gap, weave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.edited import Kept
    from policyreview.redline.model import Token
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.reading import Reader

    Edit: TypeAlias = tuple[int, int, int, int]

_NEAR = 7  # words: of two edits with less than that between them, one may decide on the other
_AROUND = 8  # words that are read beside an edit
_MANY = 8  # tokens: what few words stand between longer edits may be there by accident
_POINTS = frozenset(".,;:!?)")


def words_replaced(
    texts: tuple[str, str], pair: tuple[Paragraph, Paragraph], kept: Kept, reader: Reader
) -> tuple[Token, ...] | None:
    """Write the words of a paragraph.

    Args:
        texts: The old and the new text.
        pair: The paragraph in each of them.
        kept: What stayed.
        reader: Reads tokens.

    Returns:
        What was kept, deleted and inserted; ``None`` where all words have to be read.
    """
    if kept.unit != "word":
        return None
    first = kept.runs[0][2] if kept.runs[0][:2] == (0, 0) else 0
    places = [_places(*each, first) for each in zip(texts, pair, kept.words, strict=True)]
    if not all(places):
        return None
    begun = first_words(texts, pair, relabelled=kept.runs[0][:2] == (0, 0))
    if begun is None:
        return None
    writing = _Writing(texts, begun, places, kept.words, reader)
    x, y = kept.words
    i = j = before = 0
    for a, b, n in [*kept.runs, (len(x), len(y), 0)]:
        if (i < a or j < b) and not writing.edit((i, a, j, b), before, n):
            return None
        i, j, before = a + n, b + n, n
    return tuple(writing.out) if writing.kept(pair[0].end, pair[1].end) else None


def first_words(
    texts: tuple[str, str], pair: tuple[Paragraph, Paragraph], *, relabelled: bool
) -> tuple[list[Token], int, int] | None:
    """Write what stands before the clause label, and the label.

    Args:
        texts: The old and the new text.
        pair: The paragraph in each of them.
        relabelled: Whether the label may be another one.

    Returns:
        What was written, and where the text goes on in both; ``None`` where a label came or went,
        or something else stands before it.
    """
    (old, new), (left, right) = texts, (pair[0].label, pair[1].label)
    start, other = pair[0].start, pair[1].start
    out: list[Token] = []
    if left is None or right is None:
        return (out, start, other) if left is right else None
    if old[start : left[0]] != new[other : right[0]]:
        return None
    mark, changed = old[slice(*left)], new[slice(*right)]
    if mark == changed:
        return out, start, other
    added(out, ("=", old[start : left[0]]))
    out += ("-", mark), ("+", changed)
    return (out, left[1], right[1]) if relabelled else None


def _places(text: str, paragraph: Paragraph, words: Sequence[str], kept: int) -> list[int]:
    """Where each word begins, less the words before it, and, last, one behind the last one's end.

    Nothing where they are not words with one space, or line's end, between them, or where one that
    stands before the clause label is not among the first so many, which were kept.
    """
    start, end, _, label = paragraph
    before = len(text[start : label[0]].split()) if label else 0
    if before > kept:
        return []
    body = text[label[1] if label else start : end].lstrip()
    start = end - len(body)
    places = list(accumulate(map(len, words[before:]), initial=start - before))
    if places[-1] + len(words) - 1 != start + len(body.rstrip()):
        return []
    return [start - k for k in range(before)] + places if before else places


class _Writing:
    """Writes a paragraph from edit to edit.

    Attributes:
        out: What was written so far.
    """

    def __init__(
        self,
        texts: tuple[str, str],
        begun: tuple[list[Token], int, int],
        places: Sequence[list[int]],
        words: tuple[Sequence[str], Sequence[str]],
        reader: Reader,
    ) -> None:
        self._old, self._new = texts
        self.out, self._from, self._other = begun  # and where what follows begins
        self._here, self._there = places
        self._words = words
        self._reader = reader

    def edit(self, edit: Edit, before: int, behind: int) -> bool:
        """Write what stayed up to an edit, and the edit; says whether that could be done.

        Args:
            edit: Its words: the first one, and behind the last one, of both sides.
            before: How many words stayed before it.
            behind: How many stayed behind it.
        """
        i, i_end, j, j_end = edit
        point = self._point(edit)
        if point is None:
            return self._read(edit, before, behind)
        p, q = self._here[i] + i, self._there[j] + j
        p_end, q_end = self._here[i_end] + i_end, self._there[j_end] + j_end
        lone = i == i_end or j == j_end
        if not lone:
            p_end, q_end = p_end - 1 - point, q_end - 1 - point
        respaced = lone and i > 0 and self._old[p - 1] != self._new[q - 1]
        if respaced:  # a line ends before it on one side, and the space belongs to the edit
            p, q = p - 1, q - 1
        if not self.kept(p, q):
            return False
        if respaced:
            gap(self.out, self._old[p:p_end], self._new[q:q_end])
        else:
            added(self.out, ("-", self._old[p:p_end]))
            added(self.out, ("+", self._new[q:q_end]))
        self._from, self._other = p_end, q_end
        return True

    def kept(self, end: int, other: int) -> bool:
        """Write words that stayed, up to a place of each side, if they did.

        Their lines may end elsewhere.
        """
        old, new = self._old[self._from : end], self._new[self._other : other]
        self._from, self._other = end, other
        if rewrapped(self.out, old, new):
            return True
        i, size = 0, len(old)
        if size != len(new):
            return False
        while old[i:] != new[i:]:
            at = i + ahead(old, (i, size), new, (i, size))
            if not (old[at].isspace() and new[at].isspace()):
                return False
            added(self.out, ("=", old[i:at]))
            added(self.out, ("-", old[at]))
            added(self.out, ("+", new[at]))
            i = at + 1
        added(self.out, ("=", old[i:]))
        return True

    def _point(self, edit: Edit) -> int | None:
        """How many characters stayed at the end of an edit that has no word on both sides.

        ``None`` where it has, or where it could stand elsewhere as well.
        """
        (x, y), (i, i_end, j, j_end) = self._words, edit
        if i == i_end or j == j_end:
            own, first, end = (x, i, i_end) if i < i_end else (y, j, j_end)
            if end == len(own) or end - first > _MANY or own[end][0] == own[first][0]:
                return None
            return None if first and own[first - 1][-1] == own[end - 1][-1] else 0
        old, new = map(self._reader.codes_between, (x[i:i_end], y[j:j_end]))
        point = 0
        if old[-1] == new[-1] in _POINTS and x[i_end - 1][-1] == y[j_end - 1][-1]:
            point = 1  # of ``may,`` and ``shall,`` the comma stayed
            old, new = old[:-1], new[:-1]
        few = 0 < len(old) <= _MANY and 0 < len(new) <= _MANY
        return point if few and set(old).isdisjoint(new) else None

    def _read(self, edit: Edit, before: int, behind: int) -> bool:
        """Write an edit from its tokens and those around it."""
        i, i_end, j, j_end = edit
        ends = (i_end + behind, j_end + behind) == tuple(map(len, self._words))
        opens = before == i == j
        if not (opens or before >= _NEAR) or not (ends or behind >= _NEAR):
            return False
        # the other half of what stands between two edits is for the other one
        low = min(before if opens else before // 2, _AROUND)
        high = min(behind if ends else behind // 2, _AROUND)
        i, j, i_end, j_end = i - low, j - low, i_end + high, j_end + high
        p, p_end = self._here[i] + i, self._here[i_end] + i_end - 1
        q, q_end = self._there[j] + j, self._there[j_end] + j_end - 1
        texts, spans = (self._old, self._new), ((p, p_end), (q, q_end))
        cut = i > 0, i_end < len(self._words[0])
        links = links_inside(texts, spans, cut, self._reader)
        if links is None or not self.kept(p, q):
            return False
        for token in weave(*texts, *spans, links):
            added(self.out, token)
        self._from, self._other = p_end, q_end
        return True
