"""What every line-drawing widget asks of the app: the colours, and cheap scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from textual.geometry import Region

if TYPE_CHECKING:
    from textual.widget import Widget

    from policyreview.tui.look import Look


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
