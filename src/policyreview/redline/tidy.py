"""Making a minimal comparison a readable one: no crumbs, edges where words and clauses end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.runs import Equal

    Edit: TypeAlias = tuple[int, int]

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
    runs: list[Equal], sizes: tuple[int, int], codes: tuple[str, str], words: Words
) -> list[Equal]:
    """Tidy the equal runs of two rows of tokens.

    Args:
        runs: Rising on both sides, none of them empty, no two of which touch on both sides.
        sizes: Number of tokens of each side.
        codes: Both sides encoded.
        words: What the tokens are.
    """
    short, lone = _look(runs, sizes)
    if short:
        if lone:
            runs = unsplit(runs, sizes, codes)
        runs = swallow(runs, sizes, words)
        short, lone = _look(runs, sizes)
        if short and lone:
            runs = unsplit(runs, sizes, codes)
    return slide(runs, sizes, codes, words) if lone else runs


def _look(runs: Sequence[Equal], sizes: tuple[int, int]) -> tuple[bool, bool]:
    """Whether there is a short run between edits, and an edit of one side alone."""
    short = lone = False
    i = j = 0
    for x, y, n in runs:
        if (x == i) != (y == j):
            lone = True
        if n <= _SCRAP and (x or y):
            short = True
        i, j = x + n, y + n
    return short, lone or (i == sizes[0]) != (j == sizes[1])


def swallow(runs: list[Equal], sizes: tuple[int, int], words: Words) -> list[Equal]:
    """Give up runs so short that they only happen to be equal in what was rewritten."""
    out = [(0, 0, 0), *runs, (*sizes, 0)]  # an empty run at either end, to be neighbours
    lengths = {n for _, _, n in runs}
    for most in range(1, _SCRAP + 1):
        if most not in lengths and len(out) == len(runs) + 2:
            continue  # all that is so short was looked at as it stands
        k = 1
        while k < len(out) - 1:
            x, y, n = out[k]
            if n > most:
                k += 1
                continue
            i, j, length = out[k - 1]
            p, q, _ = out[k + 1]
            gone, come = x - i - length, y - j - length
            gone_behind, come_behind = p - x - n, q - y - n
            less = n if n <= _CRUMB else _TIMES * n
            if (
                (gone >= less or come >= less)
                and (gone_behind >= less or come_behind >= less)
                # not where words were put in at two places, or taken out, with it between
                and (gone or gone_behind)
                and (come or come_behind)
                and not _stands(out[k], (gone, come), (gone_behind, come_behind), words)
            ):
                del out[k]
                k = max(1, k - 1)
            else:
                k += 1
    return out[1:-1]


def _stands(run: Equal, before: Edit, behind: Edit, words: Words) -> bool:
    """Whether a run is a word of which only a point or mark beside it changed, and little else."""
    old, new = run[0] + run[2], run[1] + run[2]
    if words.letters(0, run[0], old) < 2:
        return False
    marks = [
        not words.worded(0, i, i + edit[0]) and not words.worded(1, j, j + edit[1])
        for i, j, edit in ((run[0] - before[0], run[1] - before[1], before), (old, new, behind))
    ]
    rest = [max(edit) for edit, only in zip((before, behind), marks, strict=True) if not only]
    return len(rest) < 2 and max([*rest, 0]) <= _TIMES * run[2]


def unsplit(runs: list[Equal], sizes: tuple[int, int], codes: tuple[str, str]) -> list[Equal]:
    """Make one edit of two with a few words between that stand at the other edge of one too.

    A point kept in the middle of an inserted address is the one that ends the sentence.
    """
    out: list[Equal] = []
    i = j = 0
    for k, run in enumerate(runs):
        x, y, n = run
        if n <= _SCRAP and (x > i or y > j):
            p, q = runs[k + 1][:2] if k + 1 < len(runs) else sizes
            edits = (x - i, y - j, p - x - n, q - y - n)
            if 0 in edits and (edits[2] or edits[3]):
                x, y, n = _moved(run, edits[:2], edits[2:], codes)
        if out and (x, y) == (i, j):
            x, y, length = out.pop()
            n += length
        out.append((x, y, n))
        i, j = x + n, y + n
    return out


def _moved(run: Equal, before: Edit, behind: Edit, codes: tuple[str, str]) -> Equal:
    """A run at the other edge of the edit behind it, or before it, of one side alone."""
    for edit, step in ((behind, 1), (before, -1)):
        if edit[0] and edit[1]:
            continue
        side = 0 if edit[0] else 1
        own, at, shift, n = codes[side], run[side], step * edit[side], run[2]
        if own[at + shift : at + shift + n] == own[at : at + n]:
            return (run[0] + shift, run[1], n) if edit[0] else (run[0], run[1] + shift, n)
    return run


def slide(
    runs: Sequence[Equal], sizes: tuple[int, int], codes: tuple[str, str], words: Words
) -> list[Equal]:
    """Move each pure insertion or deletion to the best of the places where it could as well be."""
    out = list(runs)
    # an edit at either end has an empty run beside it, so that it can slide too
    if not out or out[0][0] or out[0][1]:
        out.insert(0, (0, 0, 0))
    last = out[-1]
    if last[0] + last[2] < sizes[0] or last[1] + last[2] < sizes[1]:
        out.append((*sizes, 0))
    for k in range(len(out) - 1):
        (i, j, before), (x, y, behind) = out[k], out[k + 1]
        at, other = i + before, j + before
        gone, come = x - at, y - other
        if bool(gone) == bool(come):
            continue
        side, n = (0, gone) if gone else (1, come)
        at = at if gone else other
        own = codes[side]
        if (before and own[at - 1] == own[at + n - 1]) or (behind and own[at] == own[at + n]):
            shift = _best(own, (at, n), (before, behind), side, words)
            out[k] = i, j, before + shift
            out[k + 1] = x + shift, y + shift, behind - shift
    return [run for run in out if run[2] > 0]


def _best(codes: str, edit: Edit, room: tuple[int, int], side: int, words: Words) -> int:
    """By how many tokens to move an edit, given as its first token and how many it has."""
    at, n = edit
    low = 0
    while -low < min(room[0], _FAR) and codes[at + low - 1] == codes[at + n + low - 1]:
        low -= 1
    high = 0
    while high < min(room[1], _FAR) and codes[at + high] == codes[at + n + high]:
        high += 1

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
