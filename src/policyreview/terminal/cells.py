"""Widths of text in terminal cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_measure: Callable[[str], int] | None = None


def cells(text: str) -> int:
    """Return the width in cells of text that is already safe (see ``safe``).

    The table of widths is the one that the screens draw with, so that nothing drifts apart.
    """
    if text.isascii():
        return len(text)
    global _measure  # noqa: PLW0603  (the table is imported for the first wide text only)
    if _measure is None:
        from rich.cells import cell_len

        _measure = cell_len
    return _measure(text)


def clip(text: str, width: int, *, end: str = "…") -> str:
    """Return safe ``text`` cut to at most ``width`` cells, ``end`` marking a cut."""
    if cells(text) <= width:
        return text
    room = width - cells(end)
    if room < 0:
        return clip(end, width, end="") if end else ""
    used = 0
    for index, char in enumerate(text):
        used += cells(char)
        if used > room:
            return text[:index] + end
    return text


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return safe ``text`` clipped or filled with spaces to exactly ``width`` cells."""
    text = clip(text, width)
    fill = " " * (width - cells(text))
    return fill + text if right else text + fill
