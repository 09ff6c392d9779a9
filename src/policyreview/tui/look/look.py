"""What a role of text is, and the style that a set of colours gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from policyreview.terminal import cells, clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.style import Style


class Role(StrEnum):
    """What a piece of text is for; never a colour."""

    TEXT = "text"
    DIM = "dim"
    STRONG = "strong"
    HEADING = "heading"
    BAR = "bar"
    BAR_STRONG = "bar-strong"
    BAR_DIM = "bar-dim"
    KEY = "key"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    MINE = "mine"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    MOVED_AWAY = "moved-away"
    RENUMBERED = "renumbered"
    SIGN_INSERTED = "sign-inserted"
    SIGN_DELETED = "sign-deleted"
    SIGN_CHANGED = "sign-changed"
    RULE = "rule"
    HIDDEN = "hidden"
    FOUND = "found"
    FOUND_HERE = "found-here"
    THUMB = "thumb"


Piece = tuple[str, Role]
"""Text that is safe to show, and its role."""


@dataclass(frozen=True)
class Look:
    """One set of colours for the parts of the screen that are drawn line by line.

    Attributes:
        styles: The style of each role on the plain ground.
        ground: The plain ground.
        cursor: The ground of the line under the cursor of the list that has the focus.
        cursor_away: The same where another pane has the focus.
        cursor_reverse: The cursor is shown by reversing, for want of a ground of its own.
        brackets: Changes carry ``[-…-]`` and ``{+…+}`` too, where the terminal can't strike
            and underline, or shows no colours.
    """

    styles: Mapping[Role, Style]
    ground: Style
    cursor: Style
    cursor_away: Style
    cursor_reverse: bool = False
    brackets: bool = False
    _cache: dict[tuple[Role, int], Style] = field(default_factory=dict)

    def style(self, role: Role, cursor: int = 0) -> Style:
        """The style of a role.

        Args:
            role: What the text is for.
            cursor: 0 on the plain ground, 1 under the cursor, 2 under one in another pane.
        """
        key = (role, cursor)
        found = self._cache.get(key)
        if found is None:
            found = self.ground + self.styles[role]
            if cursor:
                found += self.cursor if cursor == 1 else self.cursor_away
            self._cache[key] = found
        return found

    def strip(
        self, pieces: Iterable[Piece], width: int, *, cursor: int = 0, fill: Role = Role.TEXT
    ) -> Strip:
        """One line of exactly ``width`` cells, cut on the border of a character if need be.

        Args:
            pieces: Text that is safe already, with its roles.
            width: Cells.
            cursor: As for `style`.
            fill: The role of what is left over at the end.
        """
        room = width
        segments: list[Segment] = []
        for text, role in pieces:
            if room <= 0:
                break
            shown = text
            used = cells(shown)
            if used > room:
                shown = clip(shown, room)
                used = cells(shown)
            if shown:
                segments.append(Segment(shown, self.style(role, cursor)))
            room -= used
            if shown is not text:
                break
        if room > 0:
            segments.append(Segment(" " * room, self.style(fill, cursor)))
        return Strip(segments, width)
