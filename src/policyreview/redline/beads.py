"""Which changed paragraphs of both sides belong beside each other: m of one to n of the other."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from itertools import compress
from typing import TYPE_CHECKING

from policyreview.redline.anchors import increasing
from policyreview.redline.matching import shared_ends
from policyreview.redline.pairing import Bead, Staying, paired
from policyreview.redline.runs import Run, rare_runs, trimmed
from policyreview.redline.sides import NEW_EDGE, OLD_EDGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.moves import Move
    from policyreview.redline.sides import Side

_SHARE = 0.15  # rare runs that are less than this part of the shorter paragraph join no paragraphs
_LONG = 8  # tokens: a run so long is no accident in however long a paragraph
_FEW = 3  # code points: what is no longer may stand at any end
_SPILL = 400  # tokens: how much of a paragraph is looked for at the end of its neighbour
_PIECE = 0.4  # less than this part of a paragraph is not it, split off from or merged into another
_PARTED = 0.3  # with less than this part of the shorter one in common, two rests are not one
_APART = 4  # times as much between: what few words are the same there is the same by accident


def in_order(
    a: Side, b: Side, runs: list[Run], gaps: tuple[Sequence[int], Sequence[int]]
) -> tuple[list[Run], list[Run]]:
    """Decide which rare runs stayed in their place.

    Args:
        a: The old side.
        b: The new side.
        runs: Rare runs of both.
        gaps: For each paragraph of each side, between which anchors it stands.

    Returns:
        The heaviest chain of runs that is in order, and the other runs that mean anything.
    """
    able: list[Run] = []
    loose: list[Run] = []
    for run, p, q in _telling(a, b, runs):
        (able if gaps[0][p] == gaps[1][q] else loose).append(run)
    chain, left = _heaviest(able)
    return _firm(a, b, _closer(a, b, chain, gaps)), sorted(loose + left)


def _telling(a: Side, b: Side, runs: Sequence[Run]) -> Iterator[tuple[Run, int, int]]:
    """Yield the runs that say something about the two paragraphs they stand in, with those."""
    weights: dict[tuple[int, int], int] = defaultdict(int)
    homes = [(a.paragraph(r.old), b.paragraph(r.new)) for r in runs]
    for run, home in zip(runs, homes, strict=True):
        weights[home] += run.length
    for run, (p, q) in zip(runs, homes, strict=True):
        least = min(a.first[p + 1] - a.first[p], b.first[q + 1] - b.first[q])
        if run.length >= _LONG or weights[p, q] >= _SHARE * least:
            yield run, p, q


def _heaviest(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """The heaviest chain of runs that is in order, and the other runs."""
    runs.sort(key=lambda r: (r.old, -r.new))
    chosen = increasing(runs)
    rest = sorted(set(range(len(runs))) - set(chosen))
    return trimmed([runs[k] for k in chosen]), [runs[k] for k in rest]


def _closer(
    a: Side, b: Side, chain: list[Run], gaps: tuple[Sequence[int], Sequence[int]]
) -> list[Run]:
    """Add what is rare between two runs of a chain, though not in the whole texts.

    That finds paragraphs that were split or merged and whose words are used again elsewhere.
    """
    places = (_ranges(a, gaps[0]), _ranges(b, gaps[1]))
    out: list[Run] = []
    at = 0
    for gap, (first, i_end) in places[0].items():
        i = first
        j, j_end = places[1].get(gap, (0, 0))
        while at < len(chain) and chain[at].old < i_end:
            run = chain[at]
            out += _between(a, b, (i, run.old), (j, run.new))
            out.append(run)
            i, j = run.old + run.length, run.new + run.length
            at += 1
        out += _between(a, b, (i, i_end), (j, j_end))
    return out


def _ranges(side: Side, gaps: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each gap the range of its tokens, but for the edge before the first one."""
    out: dict[int, tuple[int, int]] = {}
    for p, gap in enumerate(gaps):
        out[gap] = (out[gap][0] if gap in out else side.first[p] + 1, side.first[p + 1])
    return out


def _between(a: Side, b: Side, old: tuple[int, int], new: tuple[int, int]) -> list[Run]:
    """A chain of what is rare between two places, where a paragraph ends there."""
    if old[0] >= old[1] or new[0] >= new[1]:
        return []
    if a.codes.find(OLD_EDGE, *old) < 0 and b.codes.find(NEW_EDGE, *new) < 0:
        return []
    x, y = a.codes[slice(*old)], b.codes[slice(*new)]
    runs = [Run(old[0] + r.old, new[0] + r.new, r.length) for r in rare_runs(x, y)]
    return _heaviest([run for run, _, _ in _telling(a, b, runs)])[0]


def _firm(a: Side, b: Side, chain: list[Run]) -> list[Run]:
    """Leave out the few words that a paragraph shares with another one than its own.

    They would join paragraphs of which neither was split off from, or merged into, the other.
    """
    homes = [(a.paragraph(run.old), b.paragraph(run.new)) for run in chain]
    once = set(homes)
    olds, news = Counter([p for p, _ in once]), Counter([q for _, q in once])
    if len(olds) == len(news) == len(once):
        return chain
    weights: Counter[tuple[int, int]] = Counter()
    spilled: set[tuple[int, int]] = set()
    for run, home in zip(chain, homes, strict=True):
        weights[home] += run.length
        if (olds[home[0]] > 1 or news[home[1]] > 1) and _spills(a, b, run, home):
            spilled.add(home)
    weak: set[tuple[int, int]] = set()
    for own, side in ((0, b), (1, a)):
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for home in weights:
            found[home[own]].append(home)
        for several in found.values():
            if len(several) > 1:
                pieces = [(home[1 - own], weights[home], home in spilled) for home in several]
                weak.update(compress(several, _loose(side, pieces)))
    return [run for run, home in zip(chain, homes, strict=True) if home not in weak]


def _spills(a: Side, b: Side, run: Run, home: tuple[int, int]) -> bool:
    """Whether a run is about where one paragraph ends and the other begins."""
    p, q = home
    heads = run.old - a.first[p] - 1, run.new - b.first[q] - 1
    tails = a.first[p + 1] - run.old - run.length, b.first[q + 1] - run.new - run.length
    return min(heads[0] + tails[1], tails[0] + heads[1]) < min(sum(heads), sum(tails))


def _loose(side: Side, pieces: Sequence[tuple[int, int, bool]]) -> list[bool]:
    """Which paragraphs have too little in common with one that is another's for the most part.

    Args:
        side: Theirs.
        pieces: The paragraphs, rising, how many tokens each has in common with that one, and
            whether that is where one of the two ends and the other begins, as where lines are
            wrapped elsewhere.
    """
    best = max(range(len(pieces)), key=lambda k: pieces[k][1])
    out: list[bool] = []
    for k, (piece, weight, spilled) in enumerate(pieces):
        near = pieces[k + 1 if k < best else k - 1][0] if k != best else piece
        low, high = sorted((piece, near))
        between = side.first[high] - side.first[low + 1] if low < high else 0
        size = side.first[piece + 1] - side.first[piece]
        wrapped = spilled and not _apart(side, low)
        few = (weight < _PIECE * size and not wrapped) or between > _APART * weight
        out.append(k != best and weight < _LONG and few)
    return out


def _apart(side: Side, paragraph: int) -> bool:
    """Whether an empty line stands behind a paragraph, which is then no line of a longer one."""
    start, end = side.paragraphs[paragraph][:2]
    text = side.text[start:end]
    return len(text) - len(text.rstrip()) > 1 and text[len(text.rstrip()) :].count("\n") > 1


def beads(
    a: Side,
    b: Side,
    chain: list[Run],
    moves: list[Move],
    gaps: tuple[Sequence[int], Sequence[int]],
) -> list[Bead]:
    """Group all paragraphs into beads, in order on both sides.

    Paragraphs that moved away whole are in beads too: those they stood in, or of one side only.
    """
    staying = Staying(a, b, moves)
    joined: list[Bead] = []
    homes = [(a.paragraph(run.old), b.paragraph(run.new)) for run in chain]
    parted = _parted(staying, chain, homes) if moves else set()
    for p, q in homes:
        if p in staying.gone or q in staying.come or (p, q) in parted:
            continue
        last = joined[-1] if joined else None
        if last is not None and (p < last.old_end or q < last.new_end):
            joined[-1] = Bead(
                last.old, max(last.old_end, p + 1), last.new, max(last.new_end, q + 1)
            )
        else:
            joined.append(Bead(p, p + 1, q, q + 1))
    out: list[Bead] = []
    i = j = 0
    end = Bead(len(a.paragraphs), len(a.paragraphs), len(b.paragraphs), len(b.paragraphs))
    for bead in [*joined, end]:
        for old, new in _by_gap(gaps, (i, bead.old), (j, bead.new)):
            out += paired(staying, old, new)
        if bead is not end:
            out.append(bead)
        i, j = bead.old_end, bead.new_end
    return _with_spilled(a, b, out, gaps)


def _parted(
    staying: Staying, chain: list[Run], homes: list[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Pairs of paragraphs that have little in common beside what moved out of them or into them."""
    weights: Counter[tuple[int, int]] = Counter()
    for run, home in zip(chain, homes, strict=True):
        weights[home] += run.length
    return {
        (p, q) for (p, q), weight in weights.items()
        if (staying.left(0, p) or staying.left(1, q))
        and weight < _PARTED * min(len(staying.body(0, p)), len(staying.body(1, q)))
    }  # fmt: skip


def _by_gap(
    gaps: tuple[Sequence[int], Sequence[int]], old: tuple[int, int], new: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Cut a stretch of paragraphs of both sides where an anchor stands between them."""
    i, j = old[0], new[0]
    while i < old[1] or j < new[1]:
        gap = min([*gaps[0][i : min(i + 1, old[1])], *gaps[1][j : min(j + 1, new[1])]])
        p, q = i, j
        while p < old[1] and gaps[0][p] == gap:
            p += 1
        while q < new[1] and gaps[1][q] == gap:
            q += 1
        yield (i, p), (j, q)
        i, j = p, q


def _with_spilled(
    a: Side, b: Side, rows: list[Bead], gaps: tuple[Sequence[int], Sequence[int]]
) -> list[Bead]:
    """Join neighbours where the end of one is the beginning of the next on the other side."""
    out: list[Bead] = []
    for bead in rows:
        last = out[-1] if out else None
        if last is not None and _gap(last, gaps) == _gap(bead, gaps):
            x, y = _codes(a, last.old, last.old_end), _codes(b, last.new, last.new_end)
            v, w = _codes(a, bead.old, bead.old_end), _codes(b, bead.new, bead.new_end)
            if (
                _spilled(x, y, v, w)
                or _spilled(v[::-1], w[::-1], x[::-1], y[::-1])
                or _absorbed(a, b, last, bead)
            ):
                out[-1] = Bead(last.old, bead.old_end, last.new, bead.new_end)
                continue
        out.append(bead)
    return out


def _gap(bead: Bead, gaps: tuple[Sequence[int], Sequence[int]]) -> int:
    return gaps[0][bead.old] if bead.old < bead.old_end else gaps[1][bead.new]


def _codes(side: Side, first: int, end: int) -> str:
    return "".join([side.body(p) for p in range(first, end)])


def _spilled(x: str, y: str, v: str, w: str) -> bool:
    """Whether of two paragraphs one ends with the beginning of what follows the other.

    Args:
        x: A paragraph of the old side.
        y: The one beside it on the new side.
        v: What follows on the old side.
        w: What follows on the new side.
    """
    if not x or not y:
        return False
    most = max(_spill(y, v, w), _spill(x, w, v))
    # what both end with is where it belongs already
    return most > 0 and most > shared_ends(x, y)[1]


def _absorbed(a: Side, b: Side, last: Bead, bead: Bead) -> bool:
    """Whether a paragraph of one side became the end of the one before it, label and all."""
    if bead.old == bead.old_end and last.old < last.old_end:
        return _ends_with(a.paragraphs[last.old_end - 1].key, b.paragraphs[bead.new].key)
    if bead.new == bead.new_end and last.new < last.new_end:
        return _ends_with(b.paragraphs[last.new_end - 1].key, a.paragraphs[bead.old].key)
    return False


def _ends_with(whole: str, end: str) -> bool:
    return len(end) > _FEW and len(whole) > len(end) and whole.endswith(end)


def _spill(behind: str, head: str, other: str) -> int:
    """With how many tokens that begin the next paragraph of the other side a text ends."""
    if not head or not behind:
        return 0
    last = behind[-1]
    n = min(len(head), len(behind), _SPILL)
    while (n := head.rfind(last, 0, n) + 1) > 0:
        if behind.endswith(head[:n]) and (
            head[n : n + 1] == other[:1] if other else not _marks(head[:n])
        ):
            return n
        n -= 1
    return 0


def _marks(codes: str) -> bool:
    """Whether some tokens are no words, but points and the like."""
    return all(unicodedata.category(code)[0] == "P" for code in codes)
