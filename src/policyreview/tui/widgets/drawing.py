"""What every line-drawing widget asks of the app: the colours, and cheap scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

from textual.geometry import Region
from textual.widget import Widget

from policyreview.terminal import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

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


class Drawn(Widget):
    """A widget that draws each of its lines whole, by ``render_line``.

    Textual asks for padding, borders, tints and the like with every line that it draws, which takes
    longer than the line itself. Here there are none.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    _drawn: tuple[Strip, ...] = ()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget, drawn anew where anything has changed."""
        width, height = self.size
        if self._dirty_regions or len(self._drawn) != height:
            self._dirty_regions.clear()
            ground = self.background_colors[1]
            filters = self.get_line_filters()
            drawn = []
            for y in range(height):
                strip = self.render_line(y)
                for each in filters:
                    strip = strip.apply_filter(each, ground)
                drawn.append(strip)
            self._drawn = tuple(drawn)
        lines = list(self._drawn[crop.y : crop.bottom])
        if crop.column_span == (0, width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def look_changed(self) -> None:
        """Draw in the new colours."""
        self.refresh()


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
