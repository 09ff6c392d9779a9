"""What every screen has: title, keys from the command table, and refusals that say why."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, cast, runtime_checkable

from textual.app import SuspendNotSupported
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.screen import Screen

from policyreview import terminal
from policyreview.errors import PolicyReviewError
from policyreview.terminal import safe
from policyreview.tui.commands import Place, at, command
from policyreview.tui.look import Role
from policyreview.tui.widgets.bars import KeyBar, TitleBar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.standing import Standing
    from policyreview.tui.app import PolicyReviewApp
    from policyreview.tui.look import Piece
    from policyreview.tui.widgets.lines import Lines


def bindings(place: Place) -> list[BindingType]:
    """The bindings of a screen, from the command table."""
    return [
        Binding(
            ",".join(entry.keys),
            f"command('{entry.id}')",
            entry.label,
            show=False,
            id=entry.id,
            priority=entry.id in {"app.quit", "app.redraw", "app.suspend"},
        )
        for entry in at(place)
        if entry.keys
    ]


@runtime_checkable
class Movable(Protocol):
    """A pane that the moving keys move."""

    def go_lines(self, lines: int) -> None:
        """Move by lines."""

    def go_pages(self, pages: float) -> None:
        """Move by pages."""

    def go_top(self) -> None:
        """Go to the beginning."""

    def go_end(self) -> None:
        """Go to the end."""


Answer = TypeVar("Answer")


class Room(Screen[Answer]):
    """A screen of the program, dismissed with an ``Answer`` where somebody waits for one.

    A subclass names its `PLACE`, composes its body in `body`, and has a ``do_…`` method for each
    command of its own. `why_not` answers why a command can't act just now.
    """

    PLACE: ClassVar[Place] = Place.LIBRARY
    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = "Room { overflow: hidden; }"  # its panes scroll, on the smallest terminal too

    _painted: asyncio.Event | None = None

    @property
    def home(self) -> PolicyReviewApp:
        """The app."""
        return cast("PolicyReviewApp", self.app)

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        yield TitleBar()
        yield from self.body()
        yield KeyBar(self.PLACE)

    def body(self) -> Iterable[Widget]:
        """The widgets between title and keys."""
        return ()

    # -- words ----------------------------------------------------------------------------

    @property
    def title_bar(self) -> TitleBar:
        """The line at the top."""
        return self.query_one(TitleBar)

    @property
    def key_bar(self) -> KeyBar:
        """The line at the bottom."""
        return self.query_one(KeyBar)

    def say(self, text: str) -> None:
        """Show a sentence at the bottom until the next key; it is made safe here."""
        self.key_bar.say(safe(text))

    def say_error(self, error: PolicyReviewError) -> None:
        """Show what failed and what to do."""
        self.say(str(error))

    def broken(self, words: str, role: Role) -> list[tuple[Piece, ...]]:
        """Safe words in place of what a list waits for, broken for the width."""
        width = max(20, min(self.size.width - 6, 100))
        spans = terminal.wrap(words, width)  # its tables aren't made for the first table
        return [((f"   {words[start:end]}", role),) for start, end in spans]

    def say_instead(self, lines: Lines, error: PolicyReviewError) -> None:
        """Leave what failed where the list would be; a key takes the sentence below away."""
        lines.set_empty((), *self.broken(safe(str(error)), Role.BAD))
        lines.set_count(0)

    def standing_known(self, standing: Standing) -> None:
        """Take note of where a policy stands, which was found out after the screen was opened."""

    # -- commands -------------------------------------------------------------------------

    def why_not(self, name: str) -> str:  # noqa: ARG002  (subclasses use it)
        """Why a command can't act just now, one sentence; ``""`` when it can."""
        return ""

    async def action_command(self, name: str) -> None:
        """Do a command of the table, or say why not."""
        self.key_bar.hush()
        why = self.why_not(name)
        if why:
            self.say(why)
            return
        method: Callable[[], Awaitable[None] | None] | None = getattr(
            self, command(name).method, None
        )
        if method is None:
            self.say(f"'{command(name).label}' does nothing here.")
            return
        result = method()
        if inspect.isawaitable(result):
            await result

    def background(self, work: Coroutine[None, None, None], group: str) -> None:
        """Run something that asks the desk; a newer one of the same group replaces it."""
        self.run_worker(self._guarded(work), group=group, exclusive=True)

    async def _guarded(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except PolicyReviewError as error:
            if self.is_attached:
                self.say_error(error)
        except Exception as error:
            gone = self not in self.app.screen_stack
            if gone and isinstance(error, NoMatches):
                return  # it is just being taken down, and has lost its panes already
            if self.app.is_headless:
                raise
            if not gone:
                self.say(self.home.note_fault(error))

    async def painted(self) -> None:
        """Wait until what there is to show is on the screen: what follows would only slow it.

        What another screen covers is not painted, and not waited for.
        """
        if self.app.screen_stack[-1:] != [self]:  # nor below one that has no colours yet
            return
        if self._painted is None or self._painted.is_set():
            self._painted = asyncio.Event()
        self.call_after_refresh(self._painted.set)
        await self._painted.wait()

    def on_screen_suspend(self) -> None:
        """Let go on what waits for a painting that won't come."""
        if self._painted is not None:
            self._painted.set()

    # -- moving ---------------------------------------------------------------------------

    @property
    def pane(self) -> Movable | None:
        """The pane that the moving keys move."""
        focused = self.focused
        return focused if isinstance(focused, Movable) else None

    def _move(self, how: Callable[[Movable], None]) -> None:
        if self.pane is not None:
            how(self.pane)

    def do_move_down(self) -> None:
        """Down one line."""
        self._move(lambda pane: pane.go_lines(1))

    def do_move_up(self) -> None:
        """Up one line."""
        self._move(lambda pane: pane.go_lines(-1))

    def do_move_half_down(self) -> None:
        """Down half a page."""
        self._move(lambda pane: pane.go_pages(0.5))

    def do_move_half_up(self) -> None:
        """Up half a page."""
        self._move(lambda pane: pane.go_pages(-0.5))

    def do_move_page_down(self) -> None:
        """Down one page."""
        self._move(lambda pane: pane.go_pages(1))

    def do_move_page_up(self) -> None:
        """Up one page."""
        self._move(lambda pane: pane.go_pages(-1))

    def do_move_top(self) -> None:
        """To the beginning."""
        self._move(lambda pane: pane.go_top())

    def do_move_end(self) -> None:
        """To the end."""
        self._move(lambda pane: pane.go_end())

    # -- everywhere -----------------------------------------------------------------------

    def do_app_help(self) -> None:
        """Show the keys of this screen."""
        from policyreview.tui.screens.help import Help

        self.app.push_screen(Help(self.PLACE))

    def do_app_palette(self) -> None:
        """Find a command by its name."""
        from policyreview.tui.screens.palette import palette

        def chosen(name: str | None) -> None:
            if name is not None:
                self.call_later(self.action_command, name)

        self.app.push_screen(palette(self.PLACE), chosen)

    def do_app_theme(self) -> None:
        """Take the next set of colours."""
        self.say(f"Colours: {self.home.next_theme()}.")

    def do_app_redraw(self) -> None:
        """Draw the screen afresh."""
        self.home.redraw()

    def do_app_suspend(self) -> None:
        """Give the terminal to the shell, where there is one to come back from."""
        from policyreview.tui.work import shell

        if not shell.waits():
            self.say("No shell with job control started the program, so there is none to go to.")
            return
        with suppress(SuspendNotSupported), self.app.suspend():
            shell.wait_for_it()

    def do_app_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss()

    def do_app_close(self) -> None:
        """Close the screen."""
        self.dismiss()

    def do_app_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)

    def program_title(self, *more: tuple[str, Role], right: str = "") -> None:
        """Fill the title line: the program's name, then the place."""
        self.title_bar.say(("policyreview", Role.BAR_STRONG), *more, right=right)
