"""The outline of a text: its clauses, each with what happened to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyreview.documents.naming import TOP, clause_names
from policyreview.tui.work.viewed import Digests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents import Clause
    from policyreview.redline import Redline
    from policyreview.redline.clauses import ClauseChange
    from policyreview.tui.work.texts import TextAt


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the outline.

    Attributes:
        number: The clause's number as cited, or ``""``.
        title: Its title.
        level: Depth from 1.
        start: Where it begins (or stood) in the newer text, in code points.
        change: What happened to it: ``kept``, ``inserted``, ``changed``, ``moved``, ``renumbered``,
            ``deleted``.
        digest: What a viewed tick is tied to.
        old_start: Where a removed clause began in the older text.
        words: What happened to it as a few characters: ``3->5``, ``new``, ``gone``.
        sentence: The same said out.
        name: What a record calls the clause.
    """

    number: str
    title: str
    level: int
    start: int
    change: str
    digest: str
    old_start: int | None = None
    words: str = ""
    sentence: str = ""
    name: str = ""


def outline(new: TextAt, redline: Redline | None, old: TextAt | None = None) -> tuple[Heading, ...]:
    """The clauses of the newer text and those that were removed, each with what happened to it.

    Args:
        new: The newer text.
        redline: Its comparison with the older one, None where there is none.
        old: The older text.
    """
    fates = _fates(redline)
    clauses = new.clauses
    removed, gone = _removed(old, redline) if old is not None and redline is not None else ([], [])
    marks = _marks(redline, gone) if redline is not None else None
    found: list[Heading] = []
    names, digests = clause_names(clauses), Digests()
    first = clauses[0].start if clauses else len(new.text)
    beginning = digests.of(new.text[:first])
    top = marks.of(0, first) if marks is not None and first else "kept"
    if (top != "kept" or not clauses) and new.text[:first].strip():
        found.append(
            Heading(
                "",
                "(beginning)" if clauses else "(whole text)",
                1,
                0,
                top,
                beginning,
                name=TOP,
            )
        )
    for index, clause in enumerate(clauses):
        end = own_end(clauses, index)
        change = marks.of(clause.start, end) if marks is not None else "kept"
        digest = digests.of(new.text[clause.start : end])
        heading = _heading(clause, (names[clause.start], digest), clause.start, change)
        found.append(_told(heading, fates.get(clause.start)))
    found += removed
    # Where a removed clause stood right before another one, it comes first.
    return tuple(sorted(found, key=lambda heading: (heading.start, heading.old_start is None)))


def _fates(redline: Redline | None) -> dict[int, ClauseChange]:
    """What happened to the clauses of the newer text, by the place where each begins."""
    if redline is None:
        return {}
    return {each.new.start: each for each in redline.clauses if each.new is not None}


_HAN_NUMBER = re.compile("第(.+)([条條章节節款项項])")
_CHANGES = {"added": "inserted", "removed": "deleted"}


def _told(heading: Heading, fate: ClauseChange | None) -> Heading:
    """A line of the outline with what the comparison says of the clause as a whole."""
    if fate is None:
        return heading
    change = _CHANGES.get(fate.change, fate.change)
    words = "new" if fate.old is None else ""
    if fate.old is not None and fate.new is not None and fate.renumbered:
        words = "->".join(_brief(fate.old.number, fate.new.number))
    elif fate.moved:
        words = "moved"
    if fate.moved and fate.changed:
        words += " ~"
    return replace(heading, change=change, words=words, sentence=fate.sentence().replace("→", "->"))


def _brief(old: str | None, new: str | None) -> tuple[str, str]:
    """Two clause numbers, of ``第五条`` and ``第二条`` what tells them apart."""
    found = [_HAN_NUMBER.fullmatch(number or "") for number in (old, new)]
    if found[0] and found[1] and found[0][2] == found[1][2]:
        return found[0][1], found[1][1]
    return old or "?", new or "?"


def _heading(
    clause: Clause, known_by: tuple[str, str], start: int, change: str, old_start: int | None = None
) -> Heading:
    """A line of the outline for a clause, which is known by a name and a digest."""
    name, digest = known_by
    return Heading(
        clause.number or "",
        clause.title,
        clause.level,
        start,
        change,
        digest,
        old_start,
        "gone" if change == "deleted" else "",
        "removed" if change == "deleted" else "",
        name,
    )


def _removed(old: TextAt, redline: Redline) -> tuple[list[Heading], list[tuple[int, int]]]:
    """Clauses of which nothing is left, and the old spans that they took."""
    blocks: list[tuple[int, int, str, int]] = []
    place = 0
    for block in redline.blocks:
        if block.old is not None:
            blocks.append((*block.old, block.change, place if block.new is None else block.new[0]))
        if block.new is not None:
            place = block.new[1]
    blocks.sort()
    starts = [start for start, _, _, _ in blocks]
    fates = {each.old.start: each for each in redline.clauses if each.old is not None}
    clauses = old.clauses
    found: list[Heading] = []
    gone: list[tuple[int, int]] = []
    names, digests = clause_names(clauses), Digests()
    digests.of(old.text[: clauses[0].start] if clauses else "")
    for index, clause in enumerate(clauses):
        end = own_end(clauses, index)
        digest = digests.of(old.text[clause.start : end])
        first = max(0, bisect_right(starts, clause.start) - 1)
        here = [b for b in blocks[first : bisect_right(starts, end - 1)] if b[1] > clause.start]
        fate = fates.get(clause.start)
        lost = all(change == "deleted" for _, _, change, _ in here)
        if here and (fate.new is None if fate is not None else lost):
            known_by = (names[clause.start], digest)
            found.append(_heading(clause, known_by, here[0][3], "deleted", clause.start))
            if lost:
                gone.append((clause.start, end))
    return found, gone


def own_end(clauses: Sequence[Clause], index: int) -> int:
    """Where a clause's own words end: at its first sub-clause, else at its end."""
    clause = clauses[index]
    if index + 1 < len(clauses):
        return min(clause.end, max(clause.start + 1, clauses[index + 1].start))
    return clause.end


class _marks:  # noqa: N801  (a small table, used like a function)
    """Where the newer text has changes."""

    def __init__(self, redline: Redline, gone: Sequence[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._changes: list[tuple[int, int, str]] = []
        place = 0
        for block in redline.blocks:
            if block.new is not None:
                place = block.new[0]
                self._changes.append((block.new[0], block.new[1], block.change))
            elif block.old is not None and not any(
                start <= block.old[0] and block.old[1] <= end for start, end in gone
            ):
                self._changes.append((place, place + 1, "deleted"))
        self._changes.sort()
        self._starts = [start for start, _, _ in self._changes]

    def of(self, start: int, end: int) -> str:
        """What happened between two places."""
        first = max(0, bisect_right(self._starts, start) - 1)
        while first and self._changes[first - 1][1] > start:
            first -= 1
        seen: set[str] = set()
        for begin, stop, change in self._changes[first:]:
            if begin >= end:
                break
            if stop > start:
                seen.add(change)
        if not seen - {"kept"}:
            return "kept"
        if seen == {"inserted"} or (seen == {"inserted", "deleted"} and "kept" not in seen):
            return "inserted"
        if "moved" in seen and not seen & {"kept", "changed", "inserted"}:
            return "moved"
        if seen <= {"kept", "renumbered"}:
            return "renumbered"
        return "changed"
