"""The app: the library it shows, the colours, and the writing to the terminal."""

from __future__ import annotations

import asyncio
import gc
import os
import select
import signal
import sys
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.control import Control
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.reactive import Reactive

from policyreview.tui.look.colours import TERMINAL, first_theme, is_plain
from policyreview.tui.look.themes import THEMES, look_for
from policyreview.tui.painter import Painter
from policyreview.tui.turns import KeysInTurn
from policyreview.tui.widgets.drawing import Drawn
from policyreview.tui.work.desk import Desk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from rich.console import RenderableType
    from textual import events
    from textual.geometry import Region
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.theme import Theme

    from policyreview.errors import PolicyReviewError
    from policyreview.library import Library
    from policyreview.library.lasttime import LastTime
    from policyreview.tui.look import Look


def _theme_at_start() -> str:
    # Textual drops all colours wherever the variable is, even empty.
    return TERMINAL if "NO_COLOR" in os.environ else first_theme()


Answer = TypeVar("Answer")
_BY_NAME = {theme.name: theme for theme in THEMES}
_LOOK_AT_TERMINAL = 2.0
"""Seconds between two looks whether the terminal is still there."""
_SIGNALLED = 128
"""Added to a signal's number, the exit code of a program that it ended, as a shell counts."""


class PolicyReviewApp(KeysInTurn):
    """The program on the screen.

    Attributes:
        desk: Where the screens ask what they show.
        verifying: Where the Library has every policy verified, which may take long: what is read
            at the desk meanwhile does not wait for it.
        ahead: Where the text of the newest revision is read while the others are looked for.
        opening: The library, as soon as it is open.
        last_time: What the library showed the last time, where it is the same commit.
        today: The day that statuses and suggestions are about.
        problem: What kept the library from opening, for whoever ran the app.
        fault: A fault of the program itself, which ended it.
    """

    TITLE = "policyreview"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[object]] = []  # type: ignore[assignment]  # the screens have them
    # Known from the beginning: a theme set later has every style parsed a second time.
    theme: Reactive[str] = Reactive(_theme_at_start)

    def __init__(
        self,
        desk: Desk,
        opening: Future[Library],
        *,
        name: str,
        today: dt.date,
        last_time: LastTime | None = None,
    ) -> None:
        """Prepare the app; nothing is shown yet.

        Args:
            desk: Answers the screens' questions.
            opening: The library that is being opened on the desk.
            name: What is opened, for the title; any text.
            today: The day that statuses are about.
            last_time: The rows to begin with, before the library is open.
        """
        plain = is_plain()
        # Textual drops all colours under NO_COLOR only where they are the terminal's own.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.desk = desk
        self.verifying = Desk("policyreview-verifying")
        self.ahead = Desk("policyreview-newest", begin=False)
        self.opening = opening
        self.last_time = last_time
        self.today = today
        self.repository_name = name
        self.problem: PolicyReviewError | None = None
        self.fault: Exception | None = None
        self.animation_level = "none"
        self._plain = plain or self.no_color
        self._painter: Painter | None = None

    def get_default_screen(self) -> Screen[None]:
        """The Library."""
        from policyreview.tui.screens.library import LibraryScreen

        return LibraryScreen()

    def on_mount(self) -> None:
        """Watch the terminal, and leave it as it was when told from outside to end."""
        if self.is_headless:
            return
        self.set_interval(_LOOK_AT_TERMINAL, self._leave_with_terminal)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            if signal.getsignal(number) == signal.SIG_DFL:
                loop.add_signal_handler(number, self._leave_at, number)

    def _leave_at(self, number: signal.Signals) -> None:
        """End at a signal, with nothing left behind on the terminal or on the disk."""
        self._leave_with_terminal()
        self.exit(_SIGNALLED + number)

    def _leave_with_terminal(self) -> None:
        """End when the terminal is gone and no signal said so: Textual would read on for ever."""
        stream = sys.__stdin__
        assert stream is not None  # noqa: S101  (the screens need one)
        asked = select.poll()
        asked.register(stream.fileno(), 0)
        if asked.poll(0):
            nothing = os.open(os.devnull, os.O_RDWR)
            for descriptor in range(3):
                os.dup2(nothing, descriptor)  # what is still written on the way out can't fail
            self.exit(_SIGNALLED + signal.SIGHUP)

    async def ask_verified(self, question: Callable[[], Answer]) -> Answer:
        """Ask the desk what rests on verification, behind the one that is under way.

        Signatures that it found good are not checked again, where that can be kept.

        Raises:
            PolicyReviewError: Whatever the question raises.
        """
        await self.verifying.ask(lambda: None)
        return await self.desk.ask(question)

    def table_stands(self) -> None:
        """Go on with what waited for the first table."""
        self.desk.begin()
        if not gc.isenabled():
            gc.freeze()  # what was imported stays: to look through it again and again is in vain
            gc.enable()

    def make_ready(self, screen: Screen[None]) -> None:
        """Put a screen together before it is shown, which then takes the less time."""
        self._register(self, screen)

    # -- colours --------------------------------------------------------------------------

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The sets of colours by name; Textual's own are left out."""
        return _BY_NAME

    @property
    def current_theme(self) -> Theme:
        """The set of colours in use; Textual asks for it with every line that it draws."""
        return _BY_NAME[self.theme]

    @property
    def look(self) -> Look:
        """The colours in use."""
        return look_for(self.theme, plain=self._plain)

    def next_theme(self) -> str:
        """Take the next set of colours and return its name."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        for screen in self.screen_stack:
            for widget in screen.query(Drawn):
                widget.look_changed()
        return self.theme

    def _handle_exception(self, error: Exception) -> None:
        """End on a fault of our own and leave the telling to whoever ran the app."""
        if self.is_headless or os.environ.get("POLICYREVIEW_DEBUG"):
            super()._handle_exception(error)
            return
        if self.fault is None:
            self.fault = error
            self.exit(3)

    def note_fault(self, error: Exception) -> str:
        """Keep the particulars of a fault of the program itself; return a sentence about it."""
        import traceback

        from policyreview.repository.folders import state_dir, write_private

        sentence = f"The program has a fault here ({type(error).__name__})."
        path = state_dir() / f"fault-{os.getpid()}.txt"
        try:
            write_private(
                path, "".join(traceback.format_exception(error)).encode("utf-8", "replace")
            )
        except OSError:
            return sentence
        return f"{sentence} Particulars are in {path}."

    # -- the terminal ---------------------------------------------------------------------

    def note_scroll(self, region: Region, lines: int) -> None:
        """Take note that a region's content moved up by so many lines."""
        if self._painter is not None:
            self._painter.note_scroll(region, lines)

    def redraw(self) -> None:
        """Write the whole screen again."""
        if self._painter is not None:
            self._painter.forget()
        self.refresh(layout=True)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """After a change of size nothing on the terminal is known."""
        if self._painter is not None:
            self._painter.forget()

    def write_raw(self, sequence: str) -> None:
        """Send a control sequence of our own making to the terminal."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
            self._driver.flush()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Write a frame through the painter; what it doesn't know goes Textual's way."""
        driver = self._driver
        if (
            driver is None
            or self.is_headless
            or driver.is_inline
            or not self._running
            or self._batch_count
            or not isinstance(renderable, (LayoutUpdate, ChopsUpdate))
        ):
            if renderable is not None and self._painter is not None:
                self._painter.forget()
            super()._display(screen, renderable)
            return
        if self._painter is None:
            self._painter = Painter(
                self.console._color_system,  # noqa: SLF001  (no public enum of it)
                erases_in_colour=not os.environ.get("TERM", "").startswith("screen"),
            )
        width, height = self.size
        data = self._painter.paint(_spans(renderable), width, height)
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if data or cursor != self._previous_cursor_position:
            self._previous_cursor_position = cursor
            self._begin_update()
            driver.write(data + Control.move_to(*cursor).segment.text)
            self._end_update()
            driver.flush()
        self.post_display_hook()

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the mouse pointer alone: not every terminal knows the sequence."""

    def _resume_signal(self) -> None:
        """After another program had the terminal nothing on it is known."""
        if self._painter is not None:
            self._painter.forget()
        super()._resume_signal()


def _spans(
    update: LayoutUpdate | ChopsUpdate,
) -> Iterator[tuple[int, int, Iterable[Strip]]]:
    """What an update writes: line, first cell, strips."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield y, update.region.x, strips
        return
    for y, x1, x2 in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x > x2 or end <= x1:
                continue
            yield y, x, (strip if end <= x2 else strip.crop(0, x2 - x),)
