"""Where two texts are the same line for line, so that only the rest has to be looked at closely."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from policyreview.redline.anchors import anchors
from policyreview.redline.model import Lazy
from policyreview.redline.paragraphs import BROAD

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MANY = 400_000  # lines: of more on both sides together, only those at both ends are matched
_LABEL = re.compile(  # a clause label, or what looks like one, behind heading and list marks
    r"[\s#>*_\-]*[(（]?(?:\d+(?:\.\d+)*[.)）、．]?|(?:[a-zA-Z]|[ivxIVX]+)[.)）]|第.{1,6}?[条條章节節款项項])\s*"
)
_SURE = 4  # lines with words in them: so many in one run are no accident
_TELLING = re.compile(r"\w\W*\w\W*\w")  # three letters: less than that in a line says nothing


class Stretch(NamedTuple):
    """A part of both texts, half-open, in code points.

    Attributes:
        old: Its first code point in the old text.
        old_end: Behind its last one.
        new: Its first code point in the new text.
        new_end: Behind its last one.
        same: Whether both parts are the same to the character. Such a stretch begins and ends
            where paragraphs do.
    """

    old: int
    old_end: int
    new: int
    new_end: int
    same: bool


def stretches(old: str, new: str) -> list[Stretch]:
    """Cut two texts into stretches that are the same and stretches to compare, by turns."""
    if old == new:
        return [Stretch(0, len(old), 0, len(new), True)] if old else []
    a, b = _LINE.findall(old), _LINE.findall(new)
    starts_a, starts_b = _starts(a), _starts(b)
    out: list[Stretch] = []
    i = j = 0
    for x, x_end, y in [*_runs(a, b), (len(a), len(a), len(b))]:
        y_end = y + x_end - x
        if x > i or y > j:
            out.append(Stretch(starts_a[i], starts_a[x], starts_b[j], starts_b[y], False))
        if x_end > x:
            out.append(Stretch(starts_a[x], starts_a[x_end], starts_b[y], starts_b[y_end], True))
        i, j = x_end, y_end
    return out


def _starts(lines: Sequence[str]) -> list[int]:
    out = [0]
    for line in lines:
        out.append(out[-1] + len(line))
    return out


def _runs(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """Runs of equal lines, ``(first old, behind the last old, first new)``, of whole paragraphs."""
    runs: list[tuple[int, int, int]] = []
    pairs = anchors(a, b) if len(a) + len(b) <= _MANY else []
    for x, y in pairs:
        if runs and runs[-1][1] == x and runs[-1][2] + x - runs[-1][0] == y:
            runs[-1] = (runs[-1][0], x + 1, runs[-1][2])
        else:
            runs.append((x, x + 1, y))
    wholes = [whole for run in runs if (whole := _whole(a, b, run)) is not None]
    counts = Lazy(lambda: (Counter(map(_bare, a)), Counter(map(_bare, b))))
    return [run for run in wholes if _holds(a[run[0] : run[1]], counts)]


def _holds(lines: Sequence[str], counts: Lazy[tuple[Counter[str], Counter[str]]]) -> bool:
    """Whether equal lines are surely the same ones.

    Not so those that stand elsewhere too, and those with a clause label, unless they are many:
    after a renumbering ``12.3 No stipulation.`` is another one.
    """
    telling = [line for line in lines if _TELLING.search(line)]
    if len(telling) >= _SURE:
        return True
    old, new = counts.get()
    single = [line for line in telling if old[bare := _bare(line)] == 1 == new[bare]]
    return len(single) > 1 or any(not _LABEL.match(line) for line in single)


def _bare(line: str) -> str:
    """A line without what looks like its clause label."""
    head = line[:6]
    if head[:1].isalpha() and head.isascii() and "." not in head and ")" not in head:
        return line  # to spare most lines a closer look
    return _LABEL.sub("", line, count=1)


def _whole(a: list[str], b: list[str], run: tuple[int, int, int]) -> tuple[int, int, int] | None:
    """What is left of a run without the paragraphs that only begin or end in it."""
    x, end, y = run
    while x < end and (x or y) and _goes_on(a[x - 1] if x else "", b[y - 1] if y else "", a[x]):
        x, y = x + 1, y + 1
    behind = y + end - x
    last = end == len(a) and behind == len(b)
    while x < end and not last and _cuts(a, b, end, behind):
        end, behind = end - 1, behind - 1
    if not any(_TELLING.search(line) for line in a[x:end]):
        return None
    return x, end, y


def _goes_on(old: str, new: str, line: str) -> bool:
    """Whether a line may belong to the paragraph of the lines before it."""
    if not line.strip():
        return True  # empty lines stand with what is above them
    return len(line) <= BROAD and any(
        before.strip() and len(before) <= BROAD for before in (old, new)
    )


def _cuts(a: list[str], b: list[str], end: int, behind: int) -> bool:
    """Whether a paragraph may go on from the last line of a run into the lines behind it."""
    line = a[end - 1]
    following = [side[at] for side, at in ((a, end), (b, behind)) if at < len(side)]
    if any(not nxt.strip() for nxt in following):
        return True
    if not line.strip() or len(line) > BROAD:
        return False
    return any(len(nxt) <= BROAD for nxt in following)
