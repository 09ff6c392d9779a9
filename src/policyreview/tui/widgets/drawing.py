"""What every line-drawing widget asks of the app: the colours, and cheap scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from textual.geometry import Region

from policyreview.terminal import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from policyreview.tui.look import Look, Piece


@runtime_checkable
class Stage(Protocol):
    """The app, as far as drawing is concerned."""

    @property
    def look(self) -> Look:
        """The colours in use."""
        ...

    def note_scroll(self, region: Region, lines: int) -> None:
        """Take note that what a region shows moved up by that many lines (down if negative)."""
        ...


def look_of(widget: Widget) -> Look:
    """The colours in use."""
    return cast("Stage", widget.app).look


def scrolled(widget: Widget, lines: int, *, below: int = 0) -> None:
    """Tell the app that a widget's content moved, so that the terminal can move it too.

    Args:
        widget: Whose content it is.
        lines: How far up (down if negative).
        below: Lines at the widget's top that stayed.
    """
    region = widget.region
    moved = Region(region.x, region.y + below, region.width, region.height - below)
    cast("Stage", widget.app).note_scroll(moved, lines)


def take_lines(widget: Widget, lines: int) -> None:
    """Have a widget as many lines high as its words need, and drawn again."""
    height = widget.styles.height
    if height is None or height.value != lines:
        widget.styles.height = lines
    widget.refresh()


def broken(pieces: Sequence[Piece], width: int, most: int | None = None) -> list[list[Piece]]:
    """Pieces as lines of at most ``width`` cells.

    Args:
        pieces: Text that is safe already, with its roles.
        width: Cells of a line.
        most: Lines that there may be; the last one holds all that is left, to be cut by whoever
            draws it. None: as many as it takes.
    """
    whole = "".join(text for text, _ in pieces)
    if cells(whole) <= width:
        return [list(pieces)]
    from policyreview.terminal import wrap  # its tables aren't made for the first table

    spans = wrap(whole, max(1, width))
    if most is not None and len(spans) > most:
        spans = [*spans[: most - 1], (spans[most - 1][0], len(whole))]
    return [_between(pieces, start, end) for start, end in spans]


def _between(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """What of the pieces lies between two places of their joined text."""
    found: list[Piece] = []
    at = 0
    for text, role in pieces:
        part = text[max(0, start - at) : max(0, end - at)]
        if part:
            found.append((part, role))
        at += len(text)
    return found
