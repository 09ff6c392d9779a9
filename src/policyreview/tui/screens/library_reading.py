"""How the Library comes to its rows: the last time's, the repository's, and when it changes."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from policyreview.aside import keep_large_apart
from policyreview.errors import PolicyReviewError
from policyreview.repository.leftovers import put_right
from policyreview.terminal import hidden, safe
from policyreview.tui.look import Role
from policyreview.tui.screens import library_table as table
from policyreview.tui.screens.room import Room
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.work import questions
from policyreview.tui.work.words import short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.library import Library, Policy
    from policyreview.tui.screens.review import ReviewScreen

_MANY = 400
"""Policies from which it is said how far the reading is."""


def _get_ready(library: Library) -> None:
    """Import and find out what the Review needs, while nobody waits for it."""
    import policyreview.tui.screens.review  # noqa: F401

    with suppress(PolicyReviewError):  # told by what needs it
        library.expect_reading()
    hidden("\n")  # its pattern is large
    keep_large_apart()


class Reading(Room[None]):
    """The part of the Library that reads the repository."""

    def __init__(self) -> None:
        super().__init__()
        self._library: Library | None = None
        self._entries: dict[str, table.Entry] = {}
        self._filter = ""
        self._sort = table.SORTS[0]
        self._texts: dict[str, str] = {}
        self._named = asyncio.Event()  # all rows are there, or there will be none
        self._rows_in = False
        self._facts_in = False
        self._me: questions.Me | None = None
        self._rereading = False
        self._met: str | None = None
        self._ready: ReviewScreen | None = None  # put together, and waiting to be opened

    @property
    def policies(self) -> Lines:
        """The table."""
        return self.query_one("#policies", Lines)

    def _arrange(self) -> None:
        """Put what is known into the table."""
        raise NotImplementedError

    def _show_preview(self) -> None:
        """Show what is known of the policy under the cursor."""
        raise NotImplementedError

    # -- reading --------------------------------------------------------------------------

    def _show_last_time(self) -> None:
        """Have the rows in the very first drawing, where they are known from the last time."""
        known = self.home.last_time
        if known is not None:
            self._say_where(questions.Where(known.branch or "no branch", known.commit))
            self._entries = {policy.id: table.Entry(policy) for policy in known.policies}
            self._arrange()
            self._named.set()
            self.home.last_time = None  # the library's own rows take their place

    async def _read(self) -> None:
        """Open the library, show it, then fill in what takes longer."""
        if self._entries:
            await self.painted()
        self.home.table_stands()
        try:
            library = await questions.opened(self.home)
        except PolicyReviewError as error:
            self._named.set()
            self._rereading = False
            if self._library is not None:  # what was read stays, and can be read again
                self.say_error(error)
                return
            self.home.problem = error
            self.app.exit(error.exit_code)
            return
        self._library, self._rereading = library, False
        try:
            if told := await self.home.desk.ask(lambda: put_right(library.repository)):
                self.say(told)
            await self._read_policies(library)
        finally:
            self._named.set()
        await self.painted()
        self._show_text()
        where = await self.home.desk.ask(lambda: questions.where(library))
        self._say_where(where)
        if not library.policies:
            return
        self._me = await self.home.desk.ask(lambda: questions.me(library))
        self._say_where(where)
        async for batch in questions.standings(self.home, library, self._me):
            for standing in batch:
                entry = self._entries.get(standing.policy)
                if entry is not None:
                    self._entries[standing.policy] = table.Entry(entry.policy, standing)
                for screen in self.app.screen_stack:
                    if isinstance(screen, Room):
                        screen.standing_known(standing)
            self._arrange()
        self._facts_in = True
        self._arrange()
        await self.home.desk.ask(lambda: _get_ready(library))
        await self._get_review_ready()

    async def _get_review_ready(self) -> None:
        """Have a Review put together, of whichever policy, while nobody waits for it."""
        await self.painted()
        library = self._library
        if library is None or not library.policies:
            return
        about = (library, library.policies[0].id, None)
        if self._ready is not None:
            self._ready.take(*about)  # nothing is kept of the library that was read before
        elif self.is_active:
            from policyreview.tui.screens.review import ReviewScreen

            self._ready = ReviewScreen(*about)
            self.home.make_ready(self._ready)

    def _show_text(self) -> None:
        """From now on the preview has the policy's text too."""
        if not self._rows_in:
            self._rows_in = True
            self._show_preview()

    async def _read_policies(self, library: Library) -> None:
        """Show the policies by name, then as they are read; the last word is the whole list."""
        found: dict[str, table.Entry] = {}
        fresh, all_named = not self._entries, threading.Event()

        def soonest(named: Iterable[Policy]) -> list[str]:
            """What stands on the screen, or will at once."""
            kept = [e for e in map(table.Entry, named) if table.matches(e, self._filter)]
            ids = [entry.policy.id for entry in sorted(kept, key=self._sort.key)]
            all_named.set()
            return ids[: max(20, self.size.height)]

        batch: tuple[Policy, ...] = ()
        read: set[str] = set()
        async for batch in questions.policies(self.home, library, soonest):
            read.update(policy.id for policy in batch if policy.id in found)
            found.update((policy.id, table.Entry(policy)) for policy in batch)
            if fresh:
                self._entries = dict(found)
                self._arrange()
                self._say_progress(len(read), len(found))
            if all_named.is_set():  # from now on no row comes before another that was there
                self._named.set()
        self._entries = {policy.id: table.Entry(policy) for policy in batch}
        self._arrange()

    def _say_progress(self, read: int, count: int) -> None:
        """Say how far the reading is, where that takes noticeably long."""
        if read and count >= _MANY:
            self.program_title(
                (f"  {safe(self.home.repository_name)}", Role.BAR),
                right=f"reading {read:,} of {count:,}",
            )

    def say_error(self, error: PolicyReviewError) -> None:
        """Show what failed; where there is no policy to look at, in their place and whole."""
        super().say_error(error)
        if not self._entries:
            self.say_instead(self.policies, error)

    def _say_where(self, where: questions.Where) -> None:
        place = f"{safe(where.branch)} @ {short(where.commit)}" if where.commit else where.branch
        me = safe(self._me.title) if self._me is not None else ""
        self.program_title(
            (f"  {safe(self.home.repository_name)}", Role.BAR),
            (f"  {place}", Role.BAR_DIM),
            right=me,
        )

    def reread(self, *, follow: bool = False) -> None:
        """Read the repository again; the cursor stays on its policy.

        Args:
            follow: Whether to go to another branch where one was checked out meanwhile.
        """
        self._rereading = self._library is not None
        self.background(self._reread(follow=follow), "library")

    async def _reread(self, *, follow: bool) -> None:
        library = self._library
        if library is None:
            return
        self.home.opening = self.home.desk.start(lambda: questions.again(library, follow=follow))
        self._texts.clear()
        await self._read()

    def on_screen_resume(self) -> None:
        """Read again what others committed while another screen was open."""
        if self._moved_on():
            self.reread()
        elif self._facts_in and self._ready is None:
            self.background(self._get_review_ready(), "ready")

    def _moved_on(self) -> bool:
        """Whether the branch has other commits than when it was read; said once of each."""
        library = self._library
        if library is None or self._rereading:
            return False
        before, self._met = self._met, questions.moved_on(library)
        return self._met is not None and self._met != before
