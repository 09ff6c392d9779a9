"""Which changed paragraphs of both sides belong beside each other: m of one to n of the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from policyreview.redline.anchors import increasing
from policyreview.redline.matching import likeness
from policyreview.redline.runs import Run, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.moves import Move
    from policyreview.redline.sides import Side

_SHARE = 0.15  # rare runs that are less than this part of the shorter paragraph join no paragraphs
_LONG = 8  # tokens: a run so long is no accident in however long a paragraph
_ALIKE = 0.45  # what has no rare run in common is the same paragraph rewritten from here on
_LINE = 12  # tokens: a line so short that stands alone between beads on both sides was rewritten
_SPILL = 400  # tokens: how much of a paragraph is looked for at the end of its neighbour
_PAIRS = 2_500  # pairs of paragraphs between two beads that are looked at for likeness


class Bead(NamedTuple):
    """Paragraphs that belong together, half-open ranges; one side may be empty.

    Attributes:
        old: First paragraph on the old side.
        old_end: Behind the last one.
        new: First paragraph on the new side.
        new_end: Behind the last one.
    """

    old: int
    old_end: int
    new: int
    new_end: int


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
    weights: dict[tuple[int, int], int] = defaultdict(int)
    homes = [(a.paragraph(r.old), b.paragraph(r.new)) for r in runs]
    for run, home in zip(runs, homes, strict=True):
        weights[home] += run.length
    able: list[Run] = []
    loose: list[Run] = []
    for run, (p, q) in zip(runs, homes, strict=True):
        least = min(a.first[p + 1] - a.first[p], b.first[q + 1] - b.first[q])
        if run.length < _LONG and weights[p, q] < _SHARE * least:
            continue
        (able if gaps[0][p] == gaps[1][q] else loose).append(run)
    able.sort(key=lambda r: (r.old, -r.new))
    chosen = increasing(able)
    chain = trimmed([able[k] for k in chosen])
    loose += [able[k] for k in sorted(set(range(len(able))) - set(chosen))]
    return chain, sorted(loose)


def beads(
    a: Side,
    b: Side,
    chain: list[Run],
    moves: list[Move],
    gaps: tuple[Sequence[int], Sequence[int]],
) -> list[Bead]:
    """Group all paragraphs that did not move away whole into beads, in order on both sides."""
    moved_old = {
        p
        for m in moves
        if m.whole
        for p in range(a.paragraph(m.old), a.paragraph(m.old_end - 1) + 1)
    }
    moved_new = {
        q
        for m in moves
        if m.whole
        for q in range(b.paragraph(m.new), b.paragraph(m.new_end - 1) + 1)
    }
    joined: list[Bead] = []
    for run in chain:
        p, q = a.paragraph(run.old), b.paragraph(run.new)
        if p in moved_old or q in moved_new:
            continue
        last = joined[-1] if joined else None
        if last is not None and (p < last.old_end or q < last.new_end):
            joined[-1] = Bead(
                last.old, max(last.old_end, p + 1), last.new, max(last.new_end, q + 1)
            )
        else:
            joined.append(Bead(p, p + 1, q, q + 1))
    passages = (bytearray(len(a.codes)), bytearray(len(b.codes)))
    for move in moves:
        passages[0][move.old : move.old_end] = b"\1" * (move.old_end - move.old)
        passages[1][move.new : move.new_end] = b"\1" * (move.new_end - move.new)
    out: list[Bead] = []
    i = j = 0
    end = Bead(len(a.paragraphs), len(a.paragraphs), len(b.paragraphs), len(b.paragraphs))
    for bead in [*joined, end]:
        out += _alike(a, b, (i, bead.old), (j, bead.new), (moved_old, moved_new), passages, gaps)
        if bead is not end:
            out.append(bead)
        i, j = bead.old_end, bead.new_end
    return _with_spilled(a, b, out, gaps)


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
            if x and y and (_spills(y, v, w) or _spills(x, w, v)) and x[-1] != y[-1:]:
                out[-1] = Bead(last.old, bead.old_end, last.new, bead.new_end)
                continue
            if (
                v
                and w
                and (_spills(v[::-1], y[::-1], x[::-1]) or _spills(w[::-1], x[::-1], y[::-1]))
                and v[0] != w[0]
            ):
                out[-1] = Bead(last.old, bead.old_end, last.new, bead.new_end)
                continue
        out.append(bead)
    return out


def _gap(bead: Bead, gaps: tuple[Sequence[int], Sequence[int]]) -> int:
    return gaps[0][bead.old] if bead.old < bead.old_end else gaps[1][bead.new]


def _codes(side: Side, first: int, end: int) -> str:
    return "".join([side.body(p) for p in range(first, end)])


def _spills(behind: str, head: str, other: str) -> bool:
    """Whether a text ends with words that begin the next paragraph of the other side."""
    if not head or not behind:
        return False
    last = behind[-1]
    return any(
        head[n - 1] == last
        and (head[n : n + 1] == other[:1] or not other)
        and behind.endswith(head[:n])
        for n in range(1, min(len(head), len(behind), _SPILL) + 1)
    )


def _alike(
    a: Side,
    b: Side,
    old: tuple[int, int],
    new: tuple[int, int],
    moved: tuple[set[int], set[int]],
    passages: tuple[bytearray, bytearray],
    gaps: tuple[Sequence[int], Sequence[int]],
) -> list[Bead]:
    """Pair what is between two beads by likeness; the rest was deleted or inserted."""
    ps = [p for p in range(*old) if p not in moved[0]]
    qs = [q for q in range(*new) if q not in moved[1]]
    pairs: list[tuple[int, int, int]] = []
    gone, come = passages
    if len(ps) * len(qs) <= _PAIRS:
        for p in ps:
            x = _staying(a, p, gone)
            for q in reversed(qs):
                y = _staying(b, q, come)
                if (
                    x
                    and gaps[0][p] == gaps[1][q]
                    and 0.3 * len(x) <= len(y)
                    and 0.3 * len(y) <= len(x)
                ):
                    alike = likeness(x, y, _ALIKE)
                    if alike:
                        pairs.append((p, q, 1 + int(alike * alike * 100 * (len(x) + len(y)))))
    chosen = [pairs[k][:2] for k in increasing(pairs)]
    if len(ps) == len(qs) == 1 and not chosen and gaps[0][ps[0]] == gaps[1][qs[0]]:
        x, y = _staying(a, ps[0], gone), _staying(b, qs[0], come)
        chosen = [(ps[0], qs[0])] if 0 < len(x) <= _LINE and 0 < len(y) <= _LINE else []
    out: list[Bead] = []
    i, j = old[0], new[0]
    for p, q in [*chosen, (old[1], new[1])]:
        if p > i or q > j:
            out += _unpaired(gaps, (i, p), (j, q))
        if p < old[1]:
            out.append(Bead(p, p + 1, q, q + 1))
        i, j = p + 1, q + 1
    return out


def _staying(side: Side, paragraph: int, moved: bytearray) -> str:
    """A paragraph's tokens without those that moved."""
    first, end = side.first[paragraph] + 1, side.first[paragraph + 1]
    if 1 not in moved[first:end]:
        return side.codes[first:end]
    return "".join([side.codes[k] for k in range(first, end) if not moved[k]])


def _unpaired(
    gaps: tuple[Sequence[int], Sequence[int]], old: tuple[int, int], new: tuple[int, int]
) -> list[Bead]:
    """Deleted and inserted paragraphs, gap by gap, in each gap the deleted ones first."""
    out: list[Bead] = []
    i, j = old[0], new[0]
    while i < old[1] or j < new[1]:
        gap = min(
            gaps[0][i] if i < old[1] else gaps[1][j], gaps[1][j] if j < new[1] else gaps[0][i]
        )
        p, q = i, j
        while p < old[1] and gaps[0][p] == gap:
            p += 1
        while q < new[1] and gaps[1][q] == gap:
            q += 1
        if p > i:
            out.append(Bead(i, p, j, j))
        if q > j:
            out.append(Bead(p, p, j, q))
        i, j = p, q
    return out
