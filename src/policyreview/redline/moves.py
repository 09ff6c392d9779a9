"""What stands elsewhere now: paragraphs and sentences whose words are found again out of order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from policyreview.redline.endings import back, ended, is_word, on, pauses, stops, trails
from policyreview.redline.matching import likeness
from policyreview.redline.measuring import ADDRESS, parts, said
from policyreview.redline.paragraphs import MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.redline.runs import Run
    from policyreview.redline.sides import Side

_ALIKE = 0.55  # two paragraphs so alike are one that was moved, and perhaps edited
_SAME = 0.75  # from this likeness on, few words are enough, and addresses count as well
_FEW = 5  # tokens beside tags: with fewer, it is markup that is there again
_LEAST = 8  # tokens in common: fewer than that and it is a coincidence, or not worth telling
_REACH = 12  # tokens: rare runs not further apart than this are one passage with words changed
_FAR = 48  # tokens: so far apart they may be on one side, as where an address was put in
_ENOUGH = (20, 12, 6)  # tokens, by how many ends of a passage are ends of a sentence
_LINK = re.compile(r"(\[[^\[\]\n]*\])\([^()\s]*\)")
_REST = 4  # tokens: with so many of other words around it, a shared sentence is no paragraph
_EDGE = 4  # tokens by which a run may have run into a neighbouring sentence that ends alike
_GREAT = 4  # times: what is so many times in its paragraph is a great part of it
_COVERED = 0.6  # a moved passage's runs cover at least this part of it, on both sides


class Move(NamedTuple):
    """A passage that moved, as half-open ranges of tokens on both sides.

    Attributes:
        old: First token on the old side.
        old_end: Behind the last one.
        new: First token on the new side.
        new_end: Behind the last one.
        whole: Whether it is whole paragraphs on both sides (their edges are in the ranges).
    """

    old: int
    old_end: int
    new: int
    new_end: int
    whole: bool


class Taken:
    """Which tokens of both sides are spoken for, and by how many tokens in place."""

    def __init__(self, a: Side, b: Side, chain: Iterable[Run]) -> None:
        self.old = bytearray(len(a.codes))
        self.new = bytearray(len(b.codes))
        for run in chain:
            self.old[run.old : run.old + run.length] = b"\1" * run.length
            self.new[run.new : run.new + run.length] = b"\1" * run.length

    def count(self, move: Move) -> int:
        """Tokens within a passage that are matched in place."""
        return self.old.count(1, move.old, move.old_end) + self.new.count(1, move.new, move.new_end)

    def moved(self, move: Move) -> bool:
        """Whether some of a passage is in another move already."""
        return 2 in self.old[move.old : move.old_end] or 2 in self.new[move.new : move.new_end]

    def take(self, move: Move) -> None:
        """Speak for a moved passage."""
        self.old[move.old : move.old_end] = b"\2" * (move.old_end - move.old)
        self.new[move.new : move.new_end] = b"\2" * (move.new_end - move.new)


def find_moves(
    a: Side, b: Side, chain: list[Run], loose: list[Run], known: Sequence[Move] = ()
) -> list[Move]:
    """Find what moved.

    Args:
        a: The old side.
        b: The new side.
        chain: Rare runs that stayed in order.
        loose: Rare runs that can't be in order with those, or stand between other anchors.
        known: What is known to have moved.

    Returns:
        Passages that don't overlap, the known ones too, by their place on the old side.
    """
    taken = Taken(a, b, chain)
    moves: list[Move] = list(known)
    for move in known:
        taken.take(move)
    homes: set[tuple[int, int]] | None = None
    for move, weight in [*_paragraphs(a, b, loose), *_passages(a, b, loose, taken)]:
        # what is in place already is given up only for a passage that is clearly the same
        if taken.moved(move) or taken.count(move) * 2 > weight:
            continue
        if not move.whole and _much(a, b, move):
            if homes is None:
                homes = {(a.paragraph(run.old), b.paragraph(run.new)) for run in chain}
            if (a.paragraph(move.old), b.paragraph(move.new)) in homes:
                continue
        taken.take(move)
        moves.append(move)
    return _grown(a, b, sorted(moves), taken)


def _much(a: Side, b: Side, move: Move) -> bool:
    """Whether a passage is a great part of a paragraph, but no sentence of it.

    If the rest stayed, the paragraph was turned round, as a heading and its address may be.
    """
    if stops(a, move.old - 1) and stops(b, move.new - 1):
        return False
    p, q = a.paragraph(move.old), b.paragraph(move.new)
    sizes = a.first[p + 1] - a.first[p], b.first[q + 1] - b.first[q]
    return min(move.old_end - move.old, move.new_end - move.new) * _GREAT >= max(sizes)


def _paragraphs(a: Side, b: Side, loose: list[Run]) -> list[tuple[Move, int]]:
    """Whole paragraphs that are alike, those with most words in common first."""
    shared: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in loose:
        shared[a.paragraph(run.old), b.paragraph(run.new)].append(run)
    found: list[tuple[Move, int]] = []
    for (p, q), runs in shared.items():
        x, y = a.first[p + 1] - a.first[p], b.first[q + 1] - b.first[q]
        if sum([run.length for run in runs]) * 6 < max(x, y):
            continue
        alike = likeness(a.body(p), b.body(q), _ALIKE)
        common = alike * (x + y) / 2
        few = (
            _plain_words(a, runs, ADDRESS) < _LEAST
            if alike < _SAME
            else _plain_words(a, runs, MARKUP) < _FEW
        )
        if common < _LEAST or few:
            continue
        if not _foreign(a, b, p, q, runs):
            found.append((_whole(a, b, p, q), int(common)))
    return sorted(found, key=lambda m: (-m[1], m[0]))


def _plain_words(a: Side, shared: list[Run], markup: re.Pattern[str]) -> int:
    """How many words two paragraphs share in rare runs, markup left aside."""
    text = "\n".join([a.text[a.start(r.old) : a.end(r.old + r.length - 1)] for r in shared])
    return said(text, markup, sum([r.length for r in shared])) - parts(text)


def _foreign(a: Side, b: Side, p: int, q: int, shared: list[Run]) -> bool:
    """Whether the two paragraphs go on, before or behind what they share, with different things."""
    old = (shared[0].old, max(r.old + r.length for r in shared))
    new = (min(r.new for r in shared), max(r.new + r.length for r in shared))
    x = a.codes[a.first[p] + 1 : old[0]] + a.codes[old[1] : a.first[p + 1]]
    y = b.codes[b.first[q] + 1 : new[0]] + b.codes[new[1] : b.first[q + 1]]
    return min(len(x), len(y)) >= _REST and not set(x) & set(y)


def _whole(a: Side, b: Side, p: int, q: int) -> Move:
    return Move(a.first[p], a.first[p + 1], b.first[q], b.first[q + 1], True)


def _passages(a: Side, b: Side, loose: list[Run], taken: Taken) -> list[tuple[Move, int]]:
    """Sentences within paragraphs, those with most words in common first."""
    found: list[tuple[Move, int]] = []
    for group in _groups(a, b, loose):
        weight = sum(run.length for run in group)
        words = (k for r in group for k in range(r.old, r.old + r.length) if is_word(a, k))
        if len(list(islice(words, _FEW))) < _FEW:
            continue
        starts, ends = _first(a, b, group[0], weight, taken), _last(a, b, group[-1], weight, taken)
        starts = _behind_sign(a, b, group[0], starts)
        old, new = _uncut(a, starts[0], ends[0]), _uncut(b, starts[1], ends[1])
        if old[0] >= old[1] or new[0] >= new[1]:
            continue  # it was no more than a tag
        move = _with_link(a, b, Move(*old, *new, False))
        if not _covered(a, b, move, weight) or not _telling(a, b, move):
            continue
        if _framed(group, move) and _plain_words(a, group, ADDRESS) < _ENOUGH[1]:
            continue  # a name or a phrase that another sentence has too
        found.append((move, weight))
    return sorted(found, key=lambda m: (-m[1], m[0]))


def _uncut(side: Side, start: int, end: int) -> tuple[int, int]:
    """A passage without the part of a tag that it begins or ends with."""
    low, high = side.paragraphs[side.paragraph(start)][:2]
    if side.text.find("<", low, high) < 0 and side.text.find("{:", low, high) < 0:
        return start, end
    begins, ends = side.start(start), side.end(end - 1)
    for found in MARKUP.finditer(side.text, low, high):
        cuts = [found.start() < place < found.end() for place in (begins, ends)]
        if cuts == [True, False]:
            start += bisect_left(range(start, end), found.end(), key=side.start)
        elif cuts == [False, True]:
            end = start + bisect_left(range(start, end), found.start(), key=side.start)
    return start, end


def _with_link(a: Side, b: Side, move: Move) -> Move:
    """A passage with all of the link whose end it begins with, if both sides have that link."""
    old, new = _link(a, move.old), _link(b, move.new)
    if old is None or new is None or old[1] != new[1]:
        return move
    starts = [
        bisect_left(
            range(token), link.start(), lo=side.first[side.paragraph(token)] + 1, key=side.start
        )
        for side, token, link in ((a, move.old, old), (b, move.new, new))
    ]
    return move._replace(old=starts[0], new=starts[1])


def _link(side: Side, token: int) -> re.Match[str] | None:
    """The link that a token stands within."""
    low, high = side.paragraphs[side.paragraph(token)][:2]
    if side.text.find("](", low, high) < 0:
        return None
    place = side.start(token)
    links = _LINK.finditer(side.text, low, high)
    return next((each for each in links if each.start() < place < each.end()), None)


def _covered(a: Side, b: Side, move: Move, weight: int) -> bool:
    """Whether runs are most of a passage, an address that only one side has left aside."""
    most = max(move.old_end - move.old, move.new_end - move.new)
    return weight >= _COVERED * most or weight >= _COVERED * max(
        said(text, ADDRESS, size) for text, size in _of(a, b, move)
    )


def _framed(group: list[Run], move: Move) -> bool:
    """Whether a passage begins or ends with other words than before."""
    (i, j, _), (x, y, n) = group[0], group[-1]
    return i > move.old or j > move.new or move.old_end > x + n or move.new_end > y + n


def _of(a: Side, b: Side, move: Move) -> tuple[tuple[str, int], tuple[str, int]]:
    """A passage's text on both sides, each with how many tokens it has."""
    old = a.text[a.start(move.old) : a.end(move.old_end - 1)]
    new = b.text[b.start(move.new) : b.end(move.new_end - 1)]
    return (old, move.old_end - move.old), (new, move.new_end - move.new)


def _telling(a: Side, b: Side, move: Move) -> bool:
    """Whether a passage says enough, beside its addresses, to be told as moved.

    Whole sentences need few words for that; a clause or a part of one may be a phrase that is
    simply used again.
    """
    words = min(said(text, ADDRESS, size) - parts(text) for text, size in _of(a, b, move))
    begins = stops(a, move.old - 1) and stops(b, move.new - 1)
    ends = ended(a, move.old_end) and ended(b, move.new_end)
    sentence = begins and ends and all(
        not pauses(side, token)
        for side, token in (
            (a, move.old - 1), (b, move.new - 1), (a, move.old_end - 1), (b, move.new_end - 1),
        )
    )  # fmt: skip
    return words >= _ENOUGH[begins + ends if sentence else min(begins + ends, 1)]


def _first(a: Side, b: Side, run: Run, weight: int, taken: Taken) -> tuple[int, int]:
    """Where a passage that begins about with a run begins on both sides."""
    for k in range(min(_EDGE, run.length - 1) + 1):
        if stops(a, run.old + k - 1) and stops(b, run.new + k - 1):
            return run.old + k, run.new + k
    if stops(a, run.old - 1) or stops(b, run.new - 1):
        return run.old, run.new  # what stands before it on the other side is a part of that
    starts = back(a, run.old, weight, taken.old), back(b, run.new, weight, taken.new)
    if not (stops(a, starts[0] - 1) and stops(b, starts[1] - 1)):
        for k in range(_EDGE, run.length // 2):
            if stops(a, run.old + k) and stops(b, run.new + k):
                return run.old + k + 1, run.new + k + 1
    return starts


def _behind_sign(a: Side, b: Side, run: Run, starts: tuple[int, int]) -> tuple[int, int]:
    """Where a passage begins that would begin with a comma: behind it, on both sides."""
    k = 0
    while k < run.length and (
        (starts[0] == run.old and trails(a, run.old + k))
        or (starts[1] == run.new and trails(b, run.new + k))
    ):
        k += 1
    return (run.old + k, run.new + k) if k else starts


def _last(a: Side, b: Side, run: Run, weight: int, taken: Taken) -> tuple[int, int]:
    """Behind where a passage that ends about with a run ends on both sides."""
    old, new = run.old + run.length, run.new + run.length
    for k in range(min(_EDGE, run.length - 1) + 1):
        if ended(a, old - k) and ended(b, new - k):
            return old - k, new - k
    if ended(a, old) or ended(b, new):
        return old, new
    ends = on(a, old, weight, taken.old), on(b, new, weight, taken.new)
    if not (ended(a, ends[0]) and ended(b, ends[1])):
        for k in range(_EDGE, run.length // 2):
            if ended(a, old - k) and ended(b, new - k):
                return old - k, new - k
    return ends


def _groups(a: Side, b: Side, loose: list[Run]) -> list[list[Run]]:
    """Runs that follow each other closely on both sides, within one paragraph of each."""
    open_: list[list[Run]] = []
    done: list[list[Run]] = []
    for run in sorted(loose):
        for group in reversed(open_):
            last = group[-1]
            gaps = (run.old - last.old - last.length, run.new - last.new - last.length)
            same = a.paragraph(run.old) == a.paragraph(last.old) and b.paragraph(
                run.new
            ) == b.paragraph(last.new)
            if same and min(gaps) >= -2 and _near(group, run, *sorted(gaps)):
                group.append(run)
                break
        else:
            open_.append([run])
        ends = run.old - _FAR
        done += [g for g in open_ if g[-1].old + g[-1].length < ends]
        open_ = [g for g in open_ if g[-1].old + g[-1].length >= ends]
    return done + open_


def _near(group: list[Run], run: Run, less: int, more: int) -> bool:
    """Whether a run goes on with a passage, as far as what is between them on both sides tells."""
    if more <= _REACH:
        return True
    enough = less <= _REACH and more <= _FAR and run.length >= _LEAST
    return enough and sum([each.length for each in group]) >= more


def _grown(a: Side, b: Side, moves: list[Move], taken: Taken) -> list[Move]:
    """Take along the short paragraphs that moved with a paragraph, such as its heading."""
    out: list[Move] = []
    for move in moves:
        if not move.whole:
            out.append(move)
            continue
        here = move
        for step in (-1, 1):
            while (more := _beside(a, b, here, step)) is not None:
                if taken.moved(more) or taken.count(more):
                    break
                taken.take(more)
                here = Move(
                    min(here.old, more.old),
                    max(here.old_end, more.old_end),
                    min(here.new, more.new),
                    max(here.new_end, more.new_end),
                    True,
                )
        out.append(here)
    return _joined(a, b, out)


def _beside(a: Side, b: Side, move: Move, step: int) -> Move | None:
    """The paragraphs next to a moved one, if they are the same on both sides."""
    p = a.paragraph(move.old) - 1 if step < 0 else a.paragraph(move.old_end - 1) + 1
    q = b.paragraph(move.new) - 1 if step < 0 else b.paragraph(move.new_end - 1) + 1
    if not (0 <= p < len(a.paragraphs) and 0 <= q < len(b.paragraphs)):
        return None
    inner = (a.paragraph(move.old), b.paragraph(move.new)) if step < 0 else (p - 1, q - 1)
    lower, upper = ((p, q), inner) if step < 0 else (inner, (p, q))
    if a.paragraphs[lower[0]].end != a.paragraphs[upper[0]].start:
        return None
    if b.paragraphs[lower[1]].end != b.paragraphs[upper[1]].start:
        return None
    if not a.body(p) or likeness(a.body(p), b.body(q), 0.7) == 0:
        return None
    return _whole(a, b, p, q)


def _joined(a: Side, b: Side, moves: list[Move]) -> list[Move]:
    """Join whole paragraphs that moved together."""
    out: list[Move] = []
    for move in moves:
        last = out[-1] if out else None
        if (
            last is not None
            and last.whole
            and move.whole
            and last.old_end == move.old
            and last.new_end == move.new
            and a.paragraphs[a.paragraph(last.old_end - 1)].end
            == a.paragraphs[a.paragraph(move.old)].start
            and b.paragraphs[b.paragraph(last.new_end - 1)].end
            == b.paragraphs[b.paragraph(move.new)].start
        ):
            out[-1] = Move(last.old, move.old_end, last.new, move.new_end, True)
        else:
            out.append(move)
    return out
