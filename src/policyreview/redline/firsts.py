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


def with_firsts(
    texts: tuple[Text, Text], clauses: tuple[Sequence[Clause], Sequence[Clause]]
) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """The clauses of both revisions, the first one of each among them that looks like its title.

    Args:
        texts: The old and the new text.
        clauses: Their clauses, in order.
    """
    tops = [list(_top(text, known)) for text, known in zip(texts, clauses, strict=True)]
    same = {line.words for line in tops[0]} & {line.words for line in tops[1]}
    own = [[line for line in top if line.words not in same] for top in tops]
    found: list[tuple[_Line, Clause] | None] = [
        _heading(own[side], (texts[side], clauses[side]), (texts[1 - side], clauses[1 - side]))
        for side in (0, 1)
    ]
    known = found[0] or found[1]
    if known is None:
        return clauses
    old, new = (
        _put_first(texts[side], clauses[side], found[side] or _alike(own[side], *known))
        for side in (0, 1)
    )
    return old, new


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


def _alike(lines: Sequence[_Line], line: _Line, clause: Clause) -> tuple[_Line, Clause] | None:
    """The line that is marked as a heading of the same rank as another one, with its title."""
    from policyreview.documents.outline import plain

    mark = line.words.split(maxsplit=1)[0]
    for each in lines:
        if mark.strip("#") == "" and each.words.split(maxsplit=1)[0] == mark:
            title = plain(each.words.strip("# "))
            return each, Clause(None, title, clause.level, clause.line, clause.start, clause.end)
    return None


def _put_first(
    text: Text, clauses: Sequence[Clause], found: tuple[_Line, Clause] | None
) -> Sequence[Clause]:
    """The clauses, and before them the one that a line heads, called as another one is."""
    if found is None:
        return clauses
    (start, _), like = found
    ends = (each.start for each in clauses if each.level <= like.level)
    end = next(ends, len(text))
    line = text[:start].count("\n") + 1
    return (Clause(None, like.title, like.level, line, start, end, headed=True), *clauses)
