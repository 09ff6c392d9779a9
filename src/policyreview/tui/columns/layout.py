"""Rows as lines of cells: breaking, marks, and what a search found, on both sides of a row."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.terminal import cells, hidden, safe, wrap
from policyreview.tui.look import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.tui.columns.model import Row, Run, Side
    from policyreview.tui.look import Piece

Line = tuple["Piece", ...]
"""One line of one side, safe to show."""

LONGEST = 200_000
"""Code points of one side that are drawn; more is cut, with a note."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A row broken into lines.

    Attributes:
        left: The left side's lines.
        right: The right side's lines.
        height: Lines that the row takes, the gap after it included.
    """

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The room that rows are laid out in.

    Attributes:
        width: Cells for one side's text, signs and numbers not counted.
        wrapped: Whether long lines are broken.
        brackets: Whether changes carry brackets too.
        query: What is searched for, or ``""``.
    """

    width: int
    wrapped: bool
    brackets: bool
    query: str = ""


def lay_out(row: Row, frame: Frame) -> Laid:
    """Break a row into lines.

    Args:
        row: The row.
        frame: Its room.
    """
    if row.across:
        return Laid((row.across,), (), 1 + row.gap)
    left = _side(row.left, frame) if row.left else ()
    right = _side(row.right, frame) if row.right else ()
    return Laid(left, right, max(len(left), len(right), 1) + row.gap)


def _side(side: Side, frame: Frame) -> tuple[Line, ...]:
    runs = _bracketed(side.runs) if frame.brackets else side.runs
    text = "".join(part for part, _ in runs)
    cut = len(text) > LONGEST
    if cut:
        text = text[:LONGEST]
    base = Role.HEADING if side.heading else Role.TEXT
    starts, roles = _spans(runs, text, base, frame.query)
    lines: list[Line] = [((side.note, side.sign_role),)] if side.note else []
    spans = wrap(text, max(2, frame.width)) if frame.wrapped else _unbroken(text)
    lines.extend(_pieces(text, span, starts, roles) for span in spans)
    if cut:
        lines.append((("… (the rest of this line is not shown)", Role.DIM),))
    return tuple(lines)


_BRACKETS = {
    Role.INSERTED: ("{+", "+}"),
    Role.DELETED: ("[-", "-]"),
}


def _bracketed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The same runs with brackets that tell a change without colour or line."""
    out: list[Run] = []
    for text, role in runs:
        opening, closing = _BRACKETS.get(role, ("", ""))
        bare = text.rstrip("\n") if opening else text
        if opening and bare:
            out.append((opening + bare + closing + text[len(bare) :], role))
        else:
            out.append((text, role))
    return tuple(out)


def _spans(
    runs: Sequence[Run], text: str, base: Role, query: str
) -> tuple[Sequence[int], Sequence[Role]]:
    """Where each role begins, what was found and what is hidden laid over the runs."""
    starts: list[int] = []
    roles: list[Role] = []
    place = 0
    for part, role in runs:
        if part:
            starts.append(place)
            roles.append(base if role is Role.TEXT else role)
            place += len(part)
    over = [(mark.start, mark.end, Role.HIDDEN) for mark in hidden(text)]
    if query:
        pattern = re.compile(re.escape(query), re.IGNORECASE)
        over += [(hit.start(), hit.end(), Role.FOUND) for hit in pattern.finditer(text)]
    if not over or not starts:
        return starts or [0], roles or [base]
    return _overlay(starts, roles, sorted(over))


def _overlay(
    starts: list[int], roles: list[Role], over: list[tuple[int, int, Role]]
) -> tuple[list[int], list[Role]]:
    """Lay spans over spans; a later one begins where the one before it ended."""
    marks = [(start, role, False) for start, role in zip(starts, roles, strict=True)]
    end_before = 0
    for start, end, role in over:
        begin = max(start, end_before)
        if begin >= end:
            continue
        marks.append((begin, role, True))
        under = roles[bisect_right(starts, end) - 1]
        marks.append((end, under, False))
        marks = [m for m in marks if m[2] or not begin < m[0] < end] if len(over) < 200 else marks
        end_before = end
    marks.sort(key=lambda mark: mark[0])
    covered = _last_wins(marks)
    return [start for start, _ in covered], [role for _, role in covered]


def _last_wins(marks: list[tuple[int, Role, bool]]) -> list[tuple[int, Role]]:
    """One role for each place; the overlay wins over what begins at the same place."""
    out: dict[int, tuple[Role, bool]] = {}
    for start, role, laid_over in marks:
        if start not in out or laid_over or not out[start][1]:
            out[start] = (role, laid_over)
    return [(start, role) for start, (role, _) in out.items()]


def _unbroken(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            spans.append((start, len(text)))
            return spans
        spans.append((start, end))
        start = end + 1


def _pieces(text: str, span: tuple[int, int], starts: Sequence[int], roles: Sequence[Role]) -> Line:
    """One line's pieces."""
    start, end = span
    out: list[Piece] = []
    index = max(0, bisect_right(starts, start) - 1)
    while start < end:
        stop = starts[index + 1] if index + 1 < len(starts) else end
        stop = min(stop, end)
        if stop > start:
            out.append((safe(text[start:stop].rstrip("\r\n")), roles[index]))
            start = stop
        index += 1
    return tuple(out)


def shifted(line: Line, cells_left: int) -> Line:
    """A line with its first cells scrolled out; half a wide character becomes a space."""
    if not cells_left:
        return line
    out: list[Piece] = []
    left = cells_left
    for text, role in line:
        if left <= 0:
            out.append((text, role))
            continue
        wide = cells(text)
        if wide <= left:
            left -= wide
            continue
        index = 0
        while left > 0:
            left -= cells(text[index])
            index += 1
        out.append((" " * -left + text[index:], role))
        left = 0
    return tuple(out)
