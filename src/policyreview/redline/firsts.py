"""The first clause of a text in which every heading is a clause's: it looks like the text's title.

The other revision tells: what stands as the title of one and heads a clause of the other heads one
in both, as where the first clause was moved, taken out, or put below a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policyreview.documents import Clause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.model import Text

_FIRST_LINES = 6
_FIRST = 2_000  # code points in which they stand


class _Line(NamedTuple):
    """A line, and where it stands."""

    start: int
    words: str


class _First(NamedTuple):
    """The heading of a first clause: where it stands, its title and level."""

    start: int
    title: str
    level: int


def with_firsts(
    texts: tuple[Text, Text], clauses: tuple[Sequence[Clause], Sequence[Clause]]
) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """The clauses of both revisions, the first one of each among them that looks like its title.

    Args:
        texts: The old and the new text.
        clauses: Their clauses, in order.
    """
    sides = [(text, known) for text, known in zip(texts, clauses, strict=True)]
    tops = [list(_top(*side)) for side in sides]
    same = {line.words for line in tops[0]} & {line.words for line in tops[1]}
    own = [[line for line in top if line.words not in same] for top in tops]
    headings = [_heading(own[0], sides[0], sides[1]), _heading(own[1], sides[1], sides[0])]
    known = headings[0] or headings[1]
    if known is None:
        return clauses
    line, clause = known
    mark = line.words.split(maxsplit=1)[0]
    firsts = [
        _First(found[0].start, found[1].title, found[1].level)
        if found
        else _marked(lines, mark, clause.level)
        for found, lines in zip(headings, own, strict=True)
    ]
    return _put_first(*sides[0], firsts[0]), _put_first(*sides[1], firsts[1])


def _top(text: Text, clauses: Sequence[Clause]) -> Iterator[_Line]:
    """The first lines above the first clause that have something in them."""
    above = min(clauses[0].start if clauses else len(text), _FIRST)
    start = count = 0
    for line in text[:above].splitlines(keepends=True):
        if line.strip() and count < _FIRST_LINES:
            yield _Line(start + len(line) - len(line.lstrip()), line.strip())
            count += 1
        start += len(line)


def _heading(
    lines: Sequence[_Line],
    here: tuple[Text, Sequence[Clause]],
    there: tuple[Text, Sequence[Clause]],
) -> tuple[_Line, Clause] | None:
    """The line that heads a clause in the other text and none in its own, with that clause."""
    for line in lines:
        clause = _headed_by(line.words, *there)
        if clause is not None and _headed_by(line.words, *here) is None:
            return line, clause
    return None


def _headed_by(line: str, text: Text, clauses: Sequence[Clause]) -> Clause | None:
    """The first clause of which a line is all of the heading."""
    for clause in clauses:
        if clause.title and clause.title in line and clause.number is None and clause.headed:
            behind = text[clause.start : clause.start + len(line) + 1]
            if behind.startswith(line) and not behind[len(line) :].strip():
                return clause
    return None


def _marked(lines: Sequence[_Line], mark: str, level: int) -> _First | None:
    """The line that a mark such as ``##`` makes a heading."""
    from policyreview.documents.outline import plain

    if mark.strip("#"):
        return None
    for line in lines:
        if line.words.split(maxsplit=1)[0] == mark:
            return _First(line.start, plain(line.words.strip("# ")), level)
    return None


def _put_first(text: Text, clauses: Sequence[Clause], first: _First | None) -> Sequence[Clause]:
    """The clauses, and before them the one that a heading begins."""
    if first is None:
        return clauses
    start, title, level = first
    end = next((each.start for each in clauses if each.level <= level), len(text))
    line = text[:start].count("\n") + 1
    return (Clause(None, title, level, line, start, end), *clauses)
