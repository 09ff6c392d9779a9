"""What clauses are called where they are spoken of: in records, comments and ticks."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.documents.values import Clause

TOP = "the beginning"
"""The part of a text that stands in no clause."""
_TITLE = 60
"""Characters of a title that name a clause without a number."""


def clause_names(clauses: Iterable[Clause]) -> dict[int, str]:
    """Name each clause of one text so that no two have the same name.

    A clause is called by its number, else by its title; ``TOP`` names no clause. Where several
    would be called alike, the first keeps the name and the others get ``#2``, ``#3`` in the order
    of the text, so that a name that was unambiguous never changes.

    Args:
        clauses: All clauses of the text.

    Returns:
        Names by where the clauses begin.
    """
    ordered = sorted(clauses, key=lambda clause: clause.start)
    plain = [clause.number or clause.title[:_TITLE].strip() or TOP for clause in ordered]
    taken = set(plain)
    counts = {TOP: 1}
    names: dict[int, str] = {}
    for clause, name in zip(ordered, plain, strict=True):
        count = counts.get(name, 0) + 1
        while count > 1 and f"{name} #{count}" in taken:
            count += 1
        counts[name] = count
        names[clause.start] = name if count == 1 else f"{name} #{count}"
    return names


def cited(number: str) -> str:
    """A clause's number where it is spoken of: ``clause 3``, but ``第三条`` says what it is."""
    return f"clause {number}" if number[:1].isascii() else number


def telling_where(clauses: Sequence[Clause], place: int) -> tuple[Clause | None, bool]:
    """The clause that says where a place is, and whether the place is behind it and not in it.

    Where a clause without a number begins, its own title says nothing of that: the clause before it
    does, or the one around it. None where no clause does.

    Args:
        clauses: The text's clauses, in order.
        place: Where a passage begins, in code points.
    """
    at = bisect_right(clauses, place, key=attrgetter("start")) - 1
    if at < 0:
        return None, False
    clause = clauses[at]
    if clause.number or clause.start < place:
        return clause, False
    for before in map(clauses.__getitem__, range(at - 1, -1, -1)):
        if before.level <= clause.level:
            return before, before.level == clause.level
    return None, False
