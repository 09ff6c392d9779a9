"""The Verify screen: what holds of each version of a policy, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from policyreview.terminal import safe
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens.room import Room, bindings
from policyreview.tui.screens.verify_lines import Account
from policyreview.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.errors import PolicyReviewError
    from policyreview.library import Library
    from policyreview.release import Release
    from policyreview.signoff import Report
    from policyreview.tui.look import Piece


class VerifyScreen(Room[None]):
    """The versions of one policy and what was found out about them."""

    PLACE: ClassVar[Place] = Place.VERIFY
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.VERIFY)

    def __init__(self, library: Library, policy: str, title: str) -> None:
        super().__init__()
        self._library = library
        self._policy = policy
        self._policy_title = title
        self._report: Report | None = None
        self._released: tuple[Release, ...] = ()
        self._lines: list[tuple[Piece, ...]] = []

    def body(self) -> Iterable[Widget]:
        """One list that only scrolls."""
        yield Lines(self._draw, id="sentences", pick=False)

    @property
    def _list(self) -> Lines:
        return self.query_one("#sentences", Lines)

    def on_mount(self) -> None:
        """Begin to verify."""
        self.program_title((f"  {safe(self._policy_title)}", Role.BAR), ("  verify", Role.BAR_DIM))
        self._list.set_empty((), (("   verifying signatures and records …", Role.DIM),))
        self._list.focus()
        self.background(self._verify(), "verify")

    def do_charter_open(self) -> None:
        """Show the charter."""
        from policyreview.tui.screens.charter import CharterScreen

        self.app.push_screen(CharterScreen(self._library), self._charter_signed)

    def _charter_signed(self, changed: object) -> None:
        """What was verified is of the commit before."""
        if changed:
            from policyreview.tui.screens.library import LibraryScreen

            first = self.app.screen_stack[0]
            if isinstance(first, LibraryScreen):
                first.reread()
            self.dismiss()

    async def _verify(self) -> None:
        library = self._library

        def ask() -> tuple[Report, tuple[Release, ...]]:
            from policyreview.release import releases
            from policyreview.signoff import verify

            report = verify(library)
            return report, releases(library, policy=self._policy, report=report)

        self._report, self._released = await self.home.ask_verified(ask)
        self._arrange()

    def say_error(self, error: PolicyReviewError) -> None:
        """Show what failed, in place of the sentences too."""
        super().say_error(error)
        if self._report is None:
            self.say_instead(self._list, error)

    def on_resize(self) -> None:
        """Break the sentences for the width."""
        if self._report is not None:
            self._arrange()

    def _arrange(self) -> None:
        if self._report is None:
            return
        width = max(20, min(self.size.width - 2, 104))
        self._lines = Account(self._report, self._released, width).lines(self._policy)
        self._list.set_count(len(self._lines))

    def _draw(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return self._lines[index]
