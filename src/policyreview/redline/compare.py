"""Comparing two revisions of a text: what stayed, what moved, and what changed between."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policyreview.redline.anchors import anchors
from policyreview.redline.assembly import Assembly
from policyreview.redline.beads import beads, in_order
from policyreview.redline.coarse import unrelated
from policyreview.redline.matching import CELLS
from policyreview.redline.moves import find_moves
from policyreview.redline.paragraphs import paragraphs, squeezed
from policyreview.redline.runs import rare_runs
from policyreview.redline.sides import NEW_EDGE, OLD_EDGE, Codes, Side, label_span
from policyreview.redline.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.model import Redline
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.stretches import Stretch


def compare(old: str, new: str) -> Redline:
    """Compare two revisions of a text.

    Paragraphs that are the same but for white space, in order, hold the comparison; then those
    that are the same but for their clause label. Between them, words that are rare enough decide
    which paragraphs belong beside each other and what moved. The words within a block are
    compared when they are first asked for.

    The same two texts give the same redline on every machine and in every run: bounds are by
    size, never by time.

    Args:
        old: The old text.
        new: The new text.

    Returns:
        A redline from which both texts come back to the character.
    """
    rest_old: list[Paragraph] = []
    rest_new: list[Paragraph] = []
    gaps_old: list[int] = []
    gaps_new: list[int] = []
    fixed: list[Stretch | tuple[Paragraph, Paragraph]] = []
    for stretch in stretches(old, new):
        if stretch.same:
            fixed.append(stretch)
            continue
        before = paragraphs(old, stretch.old, stretch.old_end)
        behind = paragraphs(new, stretch.new, stretch.new_end)
        kept = anchors([p.key for p in before], [p.key for p in behind])
        held = _with_renumbered(old, new, before, behind, kept)
        _rest(before, [i for i, _ in held], len(fixed), rest_old, gaps_old)
        _rest(behind, [j for _, j in held], len(fixed), rest_new, gaps_new)
        fixed += [(before[i], behind[j]) for i, j in held]
    codes = Codes()
    out_old, out_new = unrelated((rest_old, gaps_old), (rest_new, gaps_new))
    a = Side(old, rest_old, codes, OLD_EDGE, out_old)
    b = Side(new, rest_new, codes, NEW_EDGE, out_new)
    gaps = (gaps_old, gaps_new)
    chain, loose = in_order(a, b, rare_runs(a.codes, b.codes), gaps)
    moves = find_moves(a, b, chain, loose)
    work = Assembly(a, b, moves)
    rows = beads(a, b, chain, moves, gaps)
    at = 0
    for gap in range(len(fixed) + 1):
        while at < len(rows) and _gap(rows[at], gaps) == gap:
            work.bead(rows[at])
            at += 1
        if gap < len(fixed):
            work.fixed(fixed[gap])
    return work.redline(coarse=bool(out_old or out_new) or _crowded(gaps))


def _gap(bead: tuple[int, int, int, int], gaps: tuple[Sequence[int], Sequence[int]]) -> int:
    p, p_end, q, _ = bead
    return gaps[0][p] if p < p_end else gaps[1][q]


def _crowded(gaps: tuple[Sequence[int], Sequence[int]]) -> bool:
    """Whether a gap holds too many paragraphs for the equal ones in it all to be found."""
    old, new = Counter(gaps[0]), Counter(gaps[1])
    return any(count * new[gap] > CELLS for gap, count in old.items())


def _rest(
    cut: Sequence[Paragraph], held: Sequence[int], gap: int, rest: list[Paragraph], gaps: list[int]
) -> None:
    """Add the paragraphs that are not held, and for each how many fixed things stand before it."""
    last = 0
    for at in [*held, len(cut)]:
        rest += cut[last:at]
        gaps += [gap] * (at - last)
        last = at + 1
        gap += 1


def _with_renumbered(
    old: str,
    new: str,
    before: Sequence[Paragraph],
    behind: Sequence[Paragraph],
    kept: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Add the paragraphs between anchors that are the same but for their clause label."""
    out: list[tuple[int, int]] = []
    i = j = 0
    for x, y in [*kept, (len(before), len(behind))]:
        if x > i and y > j:
            old_keys = [_bare(old, p) for p in before[i:x]]
            new_keys = [_bare(new, p) for p in behind[j:y]]
            out += [(i + s, j + t) for s, t in anchors(old_keys, new_keys) if old_keys[s]]
        if x < len(before):
            out.append((x, y))
        i, j = x + 1, y + 1
    return out


def _bare(text: str, paragraph: Paragraph) -> str:
    """A paragraph's key without its clause label."""
    mark = label_span(text, paragraph.start, paragraph.end)
    if mark is None:
        return paragraph.key
    return squeezed(text[paragraph.start : mark[0]] + " " + text[mark[1] : paragraph.end])
