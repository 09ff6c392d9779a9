"""What clauses are called where they are spoken of: in records, comments and ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
