"""How a clause looks in the Review's outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.terminal import cells, clip, safe
from policyreview.tui.look import Role
from policyreview.tui.sources.redlines import SIGNS
from policyreview.tui.work.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.tui.look import Piece
    from policyreview.tui.work.outlining import Heading


def head(count: int, width: int) -> Sequence[Piece]:  # noqa: ARG001  (every head gets the width)
    """The line above the outline."""
    return ((f"   {counted(count, 'clause')}" if count else "", Role.DIM),)


def line(
    heading: Heading, width: int, *, viewed: bool, noticed: bool = False, remarked: bool = False
) -> Sequence[Piece]:
    """One clause: tick, change, finding and comment marks, number, title, and what became of it.

    What is viewed steps back. Every mark is a character, so that nothing is told by colour alone.
    """
    sign, role = SIGNS.get(heading.change, (" ", Role.TEXT))
    tick = ("✓", Role.GOOD) if viewed else (" ", Role.TEXT)
    indent = " " * min(6, 2 * (heading.level - 1))
    name = safe(f"{heading.number} {heading.title}".strip())
    words = Role.DIM if viewed or heading.change == "kept" else Role.TEXT
    tail = f" {safe(heading.words)}" if heading.words else ""
    room = width - 6 - len(indent)
    if cells(tail) > room // 2:
        tail = ""
    room = max(1, room - cells(tail))
    shown = clip(name, room)
    return (
        tick,
        (sign, role),
        ("!" if noticed else " ", Role.WARN),
        ('"' if remarked else " ", Role.MINE),
        (" " + indent, Role.TEXT),
        (shown + " " * (room - cells(shown)), words),
        (tail, role),
    )
