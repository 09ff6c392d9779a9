"""Making a minimal comparison a readable one: no crumbs, edges where words and clauses end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from policyreview.redline.runs import Run, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

_CRUMB, _SCRAP = 2, 6  # tokens: runs so short between edits may be accidents
_FAR = 500  # tokens: no edit is moved further than that
_JOINED = 2  # borders: what one edit fewer is worth
_TIMES = 3  # a scrap is one where both edits around it are so many times longer


class Words(Protocol):
    """What the tokens of both sides are; ``side`` is 0 for the old one, 1 for the new one."""

    def border(self, side: int, at: int) -> int:
        """How good the place before a token is for the edge of an edit."""

    def letters(self, side: int, first: int, end: int) -> int:
        """How many letters or digits a word among some tokens has, at most 2; points have none."""

    def worded(self, side: int, first: int, end: int) -> bool:
        """Whether any of some tokens has a letter or digit."""

    def tagged(self, side: int, first: int, end: int) -> bool:
        """Whether a tag begins or ends among some tokens."""


def tidy(
    runs: list[Run], sizes: tuple[int, int], codes: tuple[str, str], words: Words
) -> list[Run]:
    """Tidy the equal runs of two rows of tokens.

    Args:
        runs: Rising on both sides.
        sizes: Number of tokens of each side.
        codes: Both sides encoded.
        words: What the tokens are.
    """
    whole = unsplit(swallow(joined(runs), sizes, words), sizes, codes)
    return slide(whole, sizes, codes, words)


def _edits(runs: Sequence[Run], sizes: tuple[int, int]) -> list[tuple[int, int]]:
    """Tokens deleted and inserted before each run, and behind the last."""
    out: list[tuple[int, int]] = []
    i = j = 0
    for x, y, size in runs:
        out.append((x - i, y - j))
        i, j = x + size, y + size
    out.append((sizes[0] - i, sizes[1] - j))
    return out


def swallow(runs: list[Run], sizes: tuple[int, int], words: Words) -> list[Run]:
    """Give up runs so short that they only happen to be equal in what was rewritten."""
    edits = _edits(runs, sizes)
    if not any(
        n <= _SCRAP and _accident(n, edits[k], edits[k + 1]) for k, (_, _, n) in enumerate(runs)
    ):
        return runs
    out = list(runs)
    lengths = {run.length for run in runs}
    for most in range(1, _SCRAP + 1):
        if most not in lengths and len(out) == len(runs):
            continue  # all that is so short was looked at as it stands
        k = 0
        while k < len(out):
            run = out[k]
            if run.length > most:
                k += 1
                continue
            before = _edit(out[k - 1] if k else None, run, sizes)
            behind = _edit(run, out[k + 1] if k + 1 < len(out) else None, sizes)
            if _accident(run.length, before, behind) and not _stands(run, before, behind, words):
                del out[k]
                k = max(0, k - 1)
            else:
                k += 1
    return out


def _edit(left: Run | None, right: Run | None, sizes: tuple[int, int]) -> tuple[int, int]:
    """Tokens deleted and inserted between two runs, or before the first, or behind the last."""
    i, j = (left.old + left.length, left.new + left.length) if left else (0, 0)
    return (right.old - i, right.new - j) if right else (sizes[0] - i, sizes[1] - j)


def _accident(length: int, before: tuple[int, int], behind: tuple[int, int]) -> bool:
    if not any(before) or not any(behind):
        return False
    old, new = before[0] + behind[0], before[1] + behind[1]
    if not old or not new:
        return False  # words put in at two places, or taken out, with words of both texts between
    less = min(max(before), max(behind))
    if length <= _CRUMB:
        return less >= length
    return less >= _TIMES * length


def _stands(run: Run, before: tuple[int, int], behind: tuple[int, int], words: Words) -> bool:
    """Whether a run is a word of which only a point or mark beside it changed, and little else."""
    old, new = run.old + run.length, run.new + run.length
    if words.letters(0, run.old, old) < 2:
        return False
    marks = [
        not words.worded(0, i, i + edit[0]) and not words.worded(1, j, j + edit[1])
        for i, j, edit in ((run.old - before[0], run.new - before[1], before), (old, new, behind))
    ]
    rest = [max(edit) for edit, only in zip((before, behind), marks, strict=True) if not only]
    return len(rest) < 2 and max([*rest, 0]) <= _TIMES * run.length


def unsplit(runs: list[Run], sizes: tuple[int, int], codes: tuple[str, str]) -> list[Run]:
    """Make one insertion, or deletion, of two with a few words between that stand at its edge too.

    A point kept in the middle of an inserted address is the one that ends the sentence.
    """
    edits = _edits(runs, sizes)
    if not any(n <= _SCRAP and _split(edits[k], edits[k + 1]) for k, (_, _, n) in enumerate(runs)):
        return runs
    out = list(runs)
    for k, run in enumerate(out):
        n = run.length
        before = _edit(out[k - 1] if k else None, run, sizes)
        behind = _edit(run, out[k + 1] if k + 1 < len(out) else None, sizes)
        if n > _SCRAP or not _split(before, behind):
            continue
        side = 0 if before[0] else 1
        own, at = codes[side], (run.old, run.new)[side]
        for shift in (behind[side], -before[side]):
            if abs(shift) >= n and own[at + shift : at + shift + n] == own[at : at + n]:
                out[k] = Run(run.old + shift * (1 - side), run.new + shift * side, n)
                break
    return joined(out)


def _split(before: tuple[int, int], behind: tuple[int, int]) -> bool:
    """Whether two edits are both of one side alone, the same one."""
    if before[0] and behind[0]:
        return not before[1] and not behind[1]
    return bool(before[1] and behind[1]) and not before[0] and not behind[0]


def slide(
    runs: Sequence[Run], sizes: tuple[int, int], codes: tuple[str, str], words: Words
) -> list[Run]:
    """Move each pure insertion or deletion to the best of the places where it could as well be."""
    if all(bool(gone) == bool(come) for gone, come in _edits(runs, sizes)):
        return list(runs)
    out = list(runs)
    # an edit at either end has an empty run beside it, so that it can slide too
    if not out or out[0].old or out[0].new:
        out.insert(0, Run(0, 0, 0))
    last = out[-1]
    if last.old + last.length < sizes[0] or last.new + last.length < sizes[1]:
        out.append(Run(sizes[0], sizes[1], 0))
    for k in range(len(out) - 1):
        left, right = out[k], out[k + 1]
        i, j = left.old + left.length, left.new + left.length
        gone, come = right.old - i, right.new - j
        if bool(gone) == bool(come):
            continue
        side, at, n = (0, i, gone) if gone else (1, j, come)
        shift = _best(codes[side], (at, n), (left.length, right.length), side, words)
        out[k] = Run(left.old, left.new, left.length + shift)
        out[k + 1] = Run(right.old + shift, right.new + shift, right.length - shift)
    return [run for run in out if run.length > 0]


def _best(codes: str, edit: tuple[int, int], room: tuple[int, int], side: int, words: Words) -> int:
    """By how many tokens to move an edit, given as its first token and how many it has."""
    at, n = edit
    low = 0
    while -low < min(room[0], _FAR) and codes[at + low - 1] == codes[at + n + low - 1]:
        low -= 1
    high = 0
    while high < min(room[1], _FAR) and codes[at + high] == codes[at + n + high]:
        high += 1
    if low == high:
        return 0

    def worth(shift: int) -> tuple[int, int, int]:
        start, end = at + shift, at + n + shift
        good = words.border(side, start) + words.border(side, end)
        # where nothing is left of what stands between two edits, they are one
        if shift == -room[0] < 0 and not words.tagged(side, start, at):
            good += _JOINED
        if shift == room[1] > 0 and not words.tagged(side, at + n, end):
            good += _JOINED
        return good, -abs(shift), shift

    return max(range(low, high + 1), key=worth)
