"""Where two texts are the same line for line, so that only the rest has to be looked at closely."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, compress, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from policyreview.redline.anchors import anchors
from policyreview.redline.paragraphs import BROAD
from policyreview.redline.runs import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r".*\n|.+")
_MANY = 400_000  # lines: of more on both sides together, only those at both ends are matched
_LABEL = re.compile(  # a clause label, or what looks like one, behind heading and list marks
    r"[\s#>*_\-]*[(（]?(?:\d+(?:\.\d+)*[.)）、．]?|(?:[a-zA-Z]|[ivxIVX]+)[.)）]|第.{1,6}?[条條章节節款项項])\s*"
)
_SURE = 4  # lines with words in them: so many in one run are no accident
_END = 32  # code points: only lines that end with the same ones are looked at for being the same
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
    one: dict[str, str] = {}  # equal lines as one object, which is quick to compare with itself
    a, b = (list(map(one.setdefault, *(_LINE.findall(text),) * 2)) for text in (old, new))
    starts_a = list(accumulate(map(len, a), initial=0))
    starts_b = list(accumulate(map(len, b), initial=0))
    out: list[Stretch] = []
    i = j = 0
    for x, y, n in [*_runs(a, b), Run(len(a), len(b), 0)]:
        if x > i or y > j:
            out.append(Stretch(starts_a[i], starts_a[x], starts_b[j], starts_b[y], False))
        i, j = x + n, y + n
        if n:
            out.append(Stretch(starts_a[x], starts_a[i], starts_b[y], starts_b[j], True))
    return out


def _runs(a: list[str], b: list[str]) -> list[Run]:
    """Runs of equal lines that are whole paragraphs."""
    runs = anchors(a, b) if len(a) + len(b) <= _MANY else []
    wholes = [whole for run in runs if (whole := _whole(a, b, run)) is not None]
    telling = [_telling(a, run) for run in wholes]
    wanted = {_bare(line) for lines in telling if len(lines) < _SURE for line in lines}
    old, new = _counts(a, wanted), _counts(b, wanted)
    return [
        run
        for run, lines in zip(wholes, telling, strict=True)
        if len(lines) == _SURE or _holds(lines, old, new)
    ]


def _telling(a: list[str], run: Run) -> list[str]:
    """The first lines of a run with words in them, no more of them than make it sure."""
    found = (k for k in range(run.old, run.old + run.length) if _TELLING.search(a[k]))
    return [a[k] for k in islice(found, _SURE)]


def _holds(lines: list[str], old: Counter[str], new: Counter[str]) -> bool:
    """Whether few equal lines are surely the same ones.

    Not so those that stand elsewhere too, and those with a clause label: after a renumbering
    ``12.3 No stipulation.`` is another one.
    """
    single = [line for line in lines if old[bare := _bare(line)] == 1 == new[bare]]
    return len(single) > 1 or any(not _LABEL.match(line) for line in single)


def _counts(lines: Sequence[str], wanted: set[str]) -> Counter[str]:
    """How often each of some lines stands among others, clause labels left aside."""
    if not wanted:
        return Counter()
    size = min([_END, *map(len, wanted)])
    ends = {line[-size:] for line in wanted}
    near = compress(lines, map(ends.__contains__, map(itemgetter(slice(-size, None)), lines)))
    return Counter(map(_bare, near))


def _bare(line: str) -> str:
    """A line without what looks like its clause label."""
    head = line[:6]
    if head[:1].isalpha() and head.isascii() and "." not in head and ")" not in head:
        return line  # to spare most lines a closer look
    found = _LABEL.match(line)
    return line[found.end() :] if found else line


def _whole(a: list[str], b: list[str], run: Run) -> Run | None:
    """What is left of a run without the paragraphs that only begin or end in it."""
    x, y, n = run
    end = x + n
    while x < end and (x or y) and _goes_on(a[x - 1] if x else "", b[y - 1] if y else "", a[x]):
        x, y = x + 1, y + 1
    behind = y + end - x
    last = end == len(a) and behind == len(b)
    while x < end and not last and _cuts(a, b, end, behind):
        end, behind = end - 1, behind - 1
    if not any(_TELLING.search(a[k]) for k in range(x, end)):
        return None
    return Run(x, y, end - x)


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
