"""Where two texts are the same line for line, so that only the rest has to be looked at closely."""

from __future__ import annotations

import re
from collections import Counter
from itertools import compress, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from policyreview.redline.anchors import anchors
from policyreview.redline.lines import Lines
from policyreview.redline.runs import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

_MANY = 400_000  # lines: of more on both sides together, only those at both ends are matched
_LABEL = re.compile(  # a clause label, or what looks like one, behind heading and list marks
    r"[\s#>*_\-]*[(（]?(?:\d+(?:\.\d+)*[.)）、．]?|(?:[a-zA-Z]|[ivxIVX]+)[.)]|第.{1,6}?[条條章节節款项項])\s*"
)
_SURE = 4  # lines with words in them: so many in one run are no accident
_END = 32  # code points: only lines that end with the same ones are looked at for being the same
_TELLING = re.compile(r"\w\W*\w\W*\w")  # three letters: less than that in a line says nothing


class Stretch(NamedTuple):
    """A part of both texts, cut into paragraphs.

    Attributes:
        old: Where each of its paragraphs begins in the old text, and, last, where it ends there.
        new: The same in the new text.
        same: Whether both parts are the same to the character. Such a stretch begins and ends
            where paragraphs do.
    """

    old: Sequence[int]
    new: Sequence[int]
    same: bool


def stretches(old: str, new: str) -> list[Stretch]:
    """Cut two texts into stretches that are the same and stretches to compare, by turns."""
    one: dict[str, str] = {}  # equal lines as one object, which is quick to compare with itself
    a = Lines(old, one)
    if old == new:
        cuts = a.cuts(0, len(a.lines))
        return [Stretch(cuts, cuts, True)] if old else []
    b = Lines(new, one)
    out: list[Stretch] = []
    i = j = 0
    for x, y, n in [*_runs(a, b), Run(len(a.lines), len(b.lines), 0)]:
        if x > i or y > j:
            out.append(Stretch(a.cuts(i, x), b.cuts(j, y), False))
        i, j = x + n, y + n
        if n:
            cuts = a.cuts(x, i)
            shift = b.starts[y] - cuts[0]
            out.append(Stretch(cuts, [cut + shift for cut in cuts], True))
    return out


def _runs(a: Lines, b: Lines) -> list[Run]:
    """Runs of equal lines that are whole paragraphs."""
    runs = anchors(a.lines, b.lines) if len(a.lines) + len(b.lines) <= _MANY else []
    wholes = [_whole(a, b, run) for run in runs]
    found = [(run, lines) for run in wholes if (lines := _telling(a.lines, run))]
    bare = _Bare()
    wanted = {bare[line] for _, lines in found if len(lines) < _SURE for line in lines}
    old, new = _counts(a.lines, wanted, bare), _counts(b.lines, wanted, bare)
    return [run for run, lines in found if len(lines) == _SURE or _holds(lines, old, new, bare)]


def _telling(lines: Sequence[str], run: Run) -> list[str]:
    """The first lines of a run with words in them, no more of them than make it sure."""
    return list(islice(filter(_TELLING.search, lines[run.old : run.old + run.length]), _SURE))


def _holds(lines: list[str], old: Counter[str], new: Counter[str], bare: _Bare) -> bool:
    """Whether few equal lines are surely the same ones.

    Not so those that stand elsewhere too, and those with a clause label: after a renumbering
    ``12.3 No stipulation.`` is another one.
    """
    single = [line for line in lines if old[bare[line]] == 1 == new[bare[line]]]
    return len(single) > 1 or any(not _LABEL.match(line) for line in single)


def _counts(lines: Sequence[str], wanted: set[str], bare: _Bare) -> Counter[str]:
    """How often each of some lines stands among others, clause labels left aside."""
    if not wanted:
        return Counter()
    size = min([_END, *map(len, wanted)])
    ends = {line[-size:] for line in wanted}
    near = compress(lines, map(ends.__contains__, map(itemgetter(slice(-size, None)), lines)))
    return Counter(map(bare.__getitem__, near))


class _Bare(dict[str, str]):
    """Lines without what looks like their clause label, each found out once."""

    __slots__ = ()

    def __missing__(self, line: str) -> str:
        head = line[:6]
        if head[:1].isalpha() and head.isascii() and "." not in head and ")" not in head:
            found = None  # to spare most lines a closer look
        else:
            found = _LABEL.match(line)
        return self.setdefault(line, line[found.end() :] if found else line)


def _whole(a: Lines, b: Lines, run: Run) -> Run:
    """What is left of a run without the paragraphs that only begin or end in it."""
    x, y, n = run
    end = x + n
    while x < end and (a.goes_on(x) or b.goes_on(y)):
        x, y = x + 1, y + 1
    behind = y + end - x
    last = end == len(a.lines) and behind == len(b.lines)
    while x < end and not last and (a.goes_on(end) or b.goes_on(behind)):
        end, behind = end - 1, behind - 1
    return Run(x, y, end - x)
