"""Which tokens of two rows are the same ones, in order: a longest common subsequence."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

from policyreview.redline.runs import Run, ahead, behind, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rapidfuzz.distance import Editops

    from policyreview.redline.runs import Equal

CELLS = 1_000_000_000
"""Pairs of tokens: beyond this many, only the rare runs of two rows are matched."""

_ORDINARY = 1_024  # pairs of tokens: up to here diff-match-patch, above it a compiled matcher


def match(old: str, new: str) -> list[Run]:
    """Find what two rows of encoded tokens or lines have in common.

    Returns:
        The runs of equal tokens, rising, never touching on both sides.
    """
    if not old or not new:
        return []
    if len(old) * len(new) <= _ORDINARY:
        return _match_small(old, new)
    return [Run(*each) for each in equal(old, new)]


def equal(old: str, new: str) -> list[Equal]:
    """Find a longest common subsequence of two rows of encoded tokens.

    Returns:
        The runs of equal tokens, rising, never touching on both sides.
    """
    blocks = editops()(old, new).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


@cache
def editops() -> Callable[[Sequence[str], Sequence[str]], Editops]:
    """The compiled matcher, imported when it is first asked for."""
    from rapidfuzz.distance import Indel

    return Indel.editops


def _match_small(old: str, new: str) -> list[Run]:
    at = old.find(new) if len(old) > len(new) else new.find(old)
    if at >= 0:
        return [Run(at, 0, len(new)) if len(old) > len(new) else Run(0, at, len(old))]
    if min(len(old), len(new)) == 1 or not (common := set(old).intersection(new)):
        return []
    here = [k for k, code in enumerate(old) if code in common]
    there = [k for k, code in enumerate(new) if code in common]
    if len(here) == len(there) == len(common) and [old[k] for k in here] == [new[k] for k in there]:
        return joined([Run(i, j, 1) for i, j in zip(here, there, strict=True)])
    from diff_match_patch import diff_match_patch

    # The time-out stays at its default, which keeps the speed-ups on; the deadline given here
    # means that no clock ever decides.
    runs: list[Run] = []
    i = j = 0
    for op, text in diff_match_patch().diff_main(old, new, False, sys.maxsize):
        if op == 0:
            runs.append(Run(i, j, len(text)))
        i += len(text) if op <= 0 else 0
        j += len(text) if op >= 0 else 0
    return runs


def likeness(old: str, new: str, least: float) -> float:
    """How alike two rows of encoded tokens are: twice the common ones over all; 0 below ``least``.

    Of rows too long to tell, only what they have in common at both ends counts.
    """
    if len(old) * len(new) > CELLS:
        ends = 2 * sum(shared_ends(old, new)) / (len(old) + len(new))
        return ends if ends >= least else 0.0
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(old, new, score_cutoff=least))


def shared_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items two rows have in common at their beginning, and then at their end."""
    head = ahead(old, (0, len(old)), new, (0, len(new)))
    return head, behind(old, (head, len(old)), new, (head, len(new)))
