"""Comparing two revisions of a text: what stayed, what moved, and what changed between."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from policyreview.documents.scripts import width
from policyreview.redline.anchors import increasing
from policyreview.redline.assembly import Assembly, Recut
from policyreview.redline.beads import beads, in_order
from policyreview.redline.coarse import unrelated
from policyreview.redline.in_place import InPlace
from policyreview.redline.leftovers import leftover_runs
from policyreview.redline.matching import CELLS
from policyreview.redline.moves import find_moves
from policyreview.redline.paragraphs import Paragraph, paragraphs
from policyreview.redline.reading import Reader
from policyreview.redline.runs import Run, rare_runs
from policyreview.redline.sides import NEW_EDGE, OLD_EDGE, Side
from policyreview.redline.stretches import Stretch, stretches
from policyreview.uncollected import no_collecting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.redline.assembly import Fixed
    from policyreview.redline.in_place import Held
    from policyreview.redline.model import Redline
    from policyreview.redline.moves import Move
    from policyreview.redline.paragraphs import Known

_CHINESE, _LATIN = 1.2, 5.5  # code points: about as many are a token, white space included
_NEW = itemgetter(1)
_BROADER = 1.3  # cells for each code point: what is broader is Chinese for the greater part


class _Held(NamedTuple):
    """What holds a comparison, and the paragraphs that stand between.

    Attributes:
        fixed: What is the same on both sides but for white space and clause labels, or was plainly
            edited in place, in order.
        old: The old side's other paragraphs.
        new: The new side's.
        gaps: For each of those, per side, how many fixed things stand before it.
    """

    fixed: list[Fixed]
    old: list[Paragraph]
    new: list[Paragraph]
    gaps: tuple[list[int], list[int]]


def compare(old: str, new: str) -> Redline:
    """Compare two revisions of a text.

    Paragraphs that are the same but for white space and their clause label, in order, hold the
    comparison. Between them, words that are rare enough decide which paragraphs belong beside each
    other and what moved. The words within a block are compared when they are first asked for.

    The same two texts give the same redline on every machine and in every run: bounds are by
    size, never by time.

    Args:
        old: The old text.
        new: The new text.

    Returns:
        A redline from which both texts come back to the character.
    """
    with no_collecting():
        return _compared(old, new)


def _compared(old: str, new: str) -> Redline:
    held = _held(old, new)
    reader = Reader()
    a, b, out = _sides(old, new, held, reader)
    chain, loose = in_order(a, b, rare_runs(a.codes, b.codes), held.gaps)
    moves = find_moves(a, b, chain, loose)
    crossed = _crossed(a, b, held, chain, moves)
    if crossed:
        held = _without(old, new, held, crossed)
        a, b, out = _sides(old, new, held, reader)
        chain, loose = in_order(a, b, rare_runs(a.codes, b.codes), held.gaps)
        moves = find_moves(a, b, chain, loose)
    rows = beads(a, b, chain, moves, held.gaps)
    left = leftover_runs(a, b, rows, moves)
    more = find_moves(a, b, chain, left, moves) if left else moves
    if len(more) > len(moves):
        moves = more
        rows = beads(a, b, chain, moves, held.gaps)
    work = Assembly(a, b, moves, reader)
    at = 0
    for gap in range(len(held.fixed) + 1):
        while at < len(rows) and _gap(rows[at], held.gaps) == gap:
            work.bead(rows[at])
            at += 1
        if gap < len(held.fixed):
            work.fixed(held.fixed[gap])
    return work.redline(coarse=out or _crowded(held.gaps))


def _held(old: str, new: str) -> _Held:
    """Find what is the same on both sides, line for line and then paragraph for paragraph."""
    held = _Held([], [], [], ([], []))
    known: Known = {}
    for stretch in stretches(old, new):
        if stretch.same:
            held.fixed.append(stretch)
            continue
        before = paragraphs(old, stretch.old, known)
        behind = paragraphs(new, stretch.new, known)
        _add(held, before, behind, InPlace((old, new), before, behind).held())
    return held


def _add(
    held: _Held, before: Sequence[Paragraph], behind: Sequence[Paragraph], stayed: Iterable[Held]
) -> None:
    """Add paragraphs of both sides, of which some stayed in their place."""
    i = j = 0
    for x, x_end, y, y_end, kept in stayed:
        _leave(held, before[i:x], behind[j:y])
        i, j = x_end, y_end
        if x_end - x == y_end - y == 1:
            held.fixed.append((before[x], behind[y], kept))
        else:
            held.fixed.append(Recut(before[x:x_end], behind[y:y_end], kept is None))
    _leave(held, before[i:], behind[j:])


def _leave(held: _Held, before: Sequence[Paragraph], behind: Sequence[Paragraph]) -> None:
    """Add paragraphs that stand between what holds."""
    gap = len(held.fixed)
    held.old.extend(before)
    held.new.extend(behind)
    held.gaps[0].extend([gap] * len(before))
    held.gaps[1].extend([gap] * len(behind))


def _sides(old: str, new: str, held: _Held, reader: Reader) -> tuple[Side, Side, bool]:
    """Both sides' other paragraphs as tokens, and whether some had to be left out."""
    out_old, out_new = unrelated((held.old, held.gaps[0]), (held.new, held.gaps[1]))
    a = Side(old, held.old, reader, OLD_EDGE, out_old)
    b = Side(new, held.new, reader, NEW_EDGE, out_new)
    return a, b, bool(out_old or out_new)


def _crossed(
    a: Side, b: Side, held: _Held, chain: Sequence[Run], moves: Sequence[Move]
) -> set[int]:
    """Find what is the same on both sides but moved: more words around it stayed in their order.

    A paragraph that jumped over others with a word changed in each is such a case.
    """
    if not moves or not held.fixed:
        return set()
    jumps = [(a.near(m.old), b.near(m.new), m.old_end - m.old) for m in moves]
    stayed = [(*_start(each), -1 - k) for k, each in enumerate(held.fixed)]
    stayed += [(a.near(r.old), b.near(r.new), r.length) for r in chain]
    stayed.sort()
    # on both sides in this order: what no move left or came to the middle of goes together
    cuts = {0, len(stayed)}
    for old, new, _ in jumps:
        cuts |= {bisect_left(stayed, (old,)), bisect_left(stayed, new, key=_NEW)}
    parts = [stayed[i:j] for i, j in pairwise(sorted(cuts))]
    places = [(*part[0][:2], _weight(a.text, held, part), k) for k, part in enumerate(parts)]
    places += [(*jump, -1) for jump in jumps]
    places.sort(key=lambda p: (p[0], -p[1]))
    chosen = {places[k][3] for k in increasing([p[:3] for p in places])}
    return {
        -1 - n for k, part in enumerate(parts) if k not in chosen for _, _, n in part if n < 0
    }  # fmt: skip


def _weight(old: str, held: _Held, part: Sequence[tuple[int, int, int]]) -> int:
    """About how many tokens some runs, and things fixed, have: lengths, and -1 less an index."""
    return sum([n if n > 0 else _tokens(old, held.fixed[-1 - n]) for _, _, n in part])


def _start(fixed: Fixed) -> tuple[int, int]:
    """Where something fixed begins on both sides."""
    if isinstance(fixed, Stretch):
        return fixed.old[0], fixed.new[0]
    if isinstance(fixed, Recut):
        return fixed.old[0].start, fixed.new[0].start
    return fixed[0].start, fixed[1].start


def _tokens(old: str, fixed: Fixed) -> int:
    """About how many tokens something fixed has."""
    if isinstance(fixed, Stretch):
        start, end = fixed.old[0], fixed.old[-1]
    elif isinstance(fixed, Recut):
        start, end = fixed.old[0].start, fixed.old[-1].end
    else:
        start, end = fixed[0][:2]
    sample = old[start : min(end, start + 80)]
    wide = not sample.isascii() and width(sample) > _BROADER * len(sample)
    return 1 + int((end - start) / (_CHINESE if wide else _LATIN))


def _without(old: str, new: str, held: _Held, crossed: set[int]) -> _Held:
    """Hold on to less."""
    out = _Held([], [], [], ([], []))
    i = j = 0
    for k in range(len(held.fixed) + 1):
        gap = len(out.fixed)
        while i < len(held.old) and held.gaps[0][i] == k:
            out.old.append(held.old[i])
            out.gaps[0].append(gap)
            i += 1
        while j < len(held.new) and held.gaps[1][j] == k:
            out.new.append(held.new[j])
            out.gaps[1].append(gap)
            j += 1
        if k == len(held.fixed):
            break
        fixed = held.fixed[k]
        if k not in crossed:
            out.fixed.append(fixed)
            continue
        before, behind = (
            (paragraphs(old, fixed.old), paragraphs(new, fixed.new))
            if isinstance(fixed, Stretch)
            else fixed[:2]
            if isinstance(fixed, Recut)
            else ([fixed[0]], [fixed[1]])
        )
        _leave(out, before, behind)
    return out


def _gap(bead: tuple[int, int, int, int], gaps: tuple[Sequence[int], Sequence[int]]) -> int:
    p, p_end, q, _ = bead
    return gaps[0][p] if p < p_end else gaps[1][q]


def _crowded(gaps: tuple[Sequence[int], Sequence[int]]) -> bool:
    """Whether a gap holds too many paragraphs for the equal ones in it all to be found."""
    old, new = Counter(gaps[0]), Counter(gaps[1])
    return any(count * new[gap] > CELLS for gap, count in old.items())
