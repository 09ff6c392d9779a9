"""The Library: every policy of the repository, what waits for the reader first."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on

from policyreview import terminal
from policyreview.errors import PolicyReviewError
from policyreview.repository.leftovers import put_right
from policyreview.terminal import safe
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens import library_table as table
from policyreview.tui.screens.room import Room, bindings
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.work import questions
from policyreview.tui.work.words import counted, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.library import Library, Policy
    from policyreview.tui.look import Piece
    from policyreview.tui.widgets.prompt import Prompt

_NO_POLICY = (
    "Policies are .md, .txt, .html or .rst files below policies/, or files",
    "elsewhere that read like one. Commit one and press R to read again,",
    "or try the program on a ready library: policyreview demo",
)


_MANY = 400
"""Policies from which it is said how far the reading is."""
_NEED_A_POLICY = frozenset({"library.open", "library.release", "signoff.open", "verify.open"})


class LibraryScreen(Room[None]):
    """All policies in a table, and a preview of the one under the cursor."""

    PLACE: ClassVar[Place] = Place.LIBRARY
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LIBRARY)
    DEFAULT_CSS = """
    #preview { height: 38%; min-height: 7; }
    #policies { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._library: Library | None = None
        self._entries: dict[str, table.Entry] = {}
        self._shown: list[table.Entry] = []
        self._shared: frozenset[str] = frozenset()
        self._filter = ""
        self._sort = table.SORTS[0]
        self._preview: list[tuple[Piece, ...]] = []
        self._texts: dict[str, str] = {}
        self._named = asyncio.Event()  # all rows are there, or there will be none
        self._rows_in = False
        self._facts_in = False
        self._me: questions.Me | None = None
        self._rereading = False
        self._met: str | None = None

    def body(self) -> Iterable[Widget]:
        """Table above, preview below."""
        yield Lines(self._draw_policy, id="policies", head=self._draw_head)
        yield Lines(self._draw_preview, id="preview", head=self._draw_rule, pick=False)

    @property
    def policies(self) -> Lines:
        """The table."""
        return self.query_one("#policies", Lines)

    def on_mount(self) -> None:
        """Begin to read."""
        self.program_title((f"  {safe(self.home.repository_name)}", Role.BAR))
        self.policies.set_empty((), (("   reading …", Role.DIM),))
        self.policies.focus()
        self._show_last_time()
        self.background(self._read(), "library")

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
            await self._painted()
        self.home.table_stands()
        try:
            library = await questions.opened(self.home)
        except PolicyReviewError as error:
            self.home.problem = error
            self.app.exit(error.exit_code)
            self._named.set()
            return
        self._library, self._rereading = library, False
        try:
            if told := await self.home.desk.ask(lambda: put_right(library.repository)):
                self.say(told)
            await self._read_policies(library)
        finally:
            self._named.set()
        await self._painted()
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
            self._arrange()
        self._facts_in = True
        self._arrange()

    async def _painted(self) -> None:
        """Wait until the rows are on the screen: what follows would only slow them."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

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
            words = safe(str(error))
            width = max(20, min(self.size.width - 6, 100))
            broken = [((f"   {words[a:b]}", Role.BAD),) for a, b in terminal.wrap(words, width)]
            self.policies.set_empty((), *broken)
            self.policies.set_count(0)

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

    def _moved_on(self) -> bool:
        """Whether the branch has other commits than when it was read; said once of each."""
        library = self._library
        if library is None or self._rereading:
            return False
        before, self._met = self._met, questions.moved_on(library)
        return self._met is not None and self._met != before

    # -- what is shown --------------------------------------------------------------------

    @property
    def _current(self) -> table.Entry | None:
        lines = self.policies
        return self._shown[lines.cursor] if lines.cursor < len(self._shown) else None

    def _arrange(self) -> None:
        """Filter and sort, the cursor staying on its policy."""
        before = self._current
        kept = [e for e in self._entries.values() if table.matches(e, self._filter)]
        kept.sort(key=self._sort.key)
        titles = Counter(entry.policy.title for entry in self._entries.values())
        self._shared = frozenset(title for title, count in titles.items() if count > 1)
        self._shown = kept
        cursor = 0
        if before is not None:
            ids = [entry.policy.id for entry in kept]
            cursor = ids.index(before.policy.id) if before.policy.id in ids else 0
        if not self._facts_in and self.policies.cursor == 0:
            cursor = 0
        self._fill_empty()
        self.policies.set_count(len(kept), cursor=cursor)
        self._show_preview()

    def _fill_empty(self) -> None:
        if self._filter and self._entries:
            words = f"   No policy has '{safe(self._filter)}' in its title, status or languages."
            self.policies.set_empty(
                (), ((words, Role.TEXT),), (("   esc shows all of them again.", Role.DIM),)
            )
            return
        self.policies.set_empty(
            (),
            (("   No policy was found in this repository.", Role.STRONG),),
            (),
            *(((f"   {line}", Role.TEXT),) for line in _NO_POLICY),
        )

    def _draw_head(self, width: int) -> Sequence[Piece]:
        return table.head(width, self._sort)

    def _draw_policy(self, index: int, width: int) -> Sequence[Piece]:
        entry = self._shown[index]
        alone = entry.policy.title not in self._shared
        return table.line(entry, width, self.home.today, known=self._facts_in, alone=alone)

    def _draw_rule(self, width: int) -> Sequence[Piece]:
        return (("─" * width, Role.RULE),)

    def _draw_preview(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return self._preview[index]

    # -- preview --------------------------------------------------------------------------

    @on(Lines.Moved, "#policies")
    def _moved(self) -> None:
        self._show_preview()

    @on(Lines.Chosen, "#policies")
    def _chosen(self) -> None:
        self.call_later(self.action_command, "library.open")

    def on_resize(self) -> None:
        """Break the preview for the new width."""
        if self._entries:
            self._show_preview()

    def _show_preview(self) -> None:
        entry = self._current
        self._preview = []
        if entry is not None:
            width = max(20, min(self.size.width - 4, 100))
            self._preview = table.about(entry, width, self._me)
            text = self._texts.get(entry.policy.id)
            if text is None and self._rows_in:
                self.background(self._fetch_text(entry), "preview")
            elif text is not None:
                self._preview.append(())
                for start, end in terminal.wrap(text, width)[:60]:
                    self._preview.append(((f"  {safe(text[start:end])}", Role.DIM),))
        preview = self.query_one("#preview", Lines)
        preview.go_top()
        preview.set_count(len(self._preview))

    async def _fetch_text(self, entry: table.Entry) -> None:
        library = self._library
        if library is None or not entry.policy.texts:
            return
        policy = entry.policy
        text = await self.home.desk.ask(lambda: questions.beginning(library, policy))
        self._texts[policy.id] = text
        if self._current is not None and self._current.policy.id == policy.id:
            self._show_preview()

    # -- commands -------------------------------------------------------------------------

    async def action_command(self, name: str) -> None:
        """Do a command; one on a row waits for the rows, and for the repository to be open."""
        if name in _NEED_A_POLICY or name.startswith("move."):
            await self._named.wait()
        if name in _NEED_A_POLICY and self._entries and self._library is None:
            self.home.table_stands()
            with suppress(PolicyReviewError):  # told by what reads the library
                self._library = await questions.opened(self.home)
        if name in _NEED_A_POLICY and self._moved_on():
            self.reread()
            self.say("There are new commits: they are being read. Then press the key again.")
            return
        await super().action_command(name)

    def why_not(self, name: str) -> str:
        """What has to be read first, or needs a policy under the cursor."""
        if name in _NEED_A_POLICY:
            if self._library is None:
                return "The repository is still being read."
            entry = self._current
            if entry is None:
                return "There is no policy under the cursor."
            if entry.policy.broken and name != "verify.open":
                return f"This policy can't be opened: {entry.policy.broken}"
            if name == "library.release":
                return self._why_not_release(entry)
        if name == "charter.open" and self._library is None:
            return "The repository is still being read."
        if name == "app.back" and not self._filter:
            return "This is the first screen; q leaves the program."
        return ""

    def _why_not_release(self, entry: table.Entry) -> str:
        standing = entry.standing
        if standing is None:
            return "It is not known yet where this policy stands."
        if standing.status not in {"approved", "scheduled", "in force", "review due"}:
            need = "" if standing.need is None else f" ({standing.have} of {standing.need})"
            return f"Only an approved version can be released; this one is {standing.status}{need}."
        return ""

    def do_library_open(self) -> None:
        """Open the review."""
        from policyreview.tui.screens.review import ReviewScreen

        entry, library = self._current, self._library
        if entry is not None and library is not None:
            self.app.push_screen(ReviewScreen(library, entry.policy.id, entry.standing, self._me))

    def do_signoff_open(self) -> None:
        """Open the sign-off."""
        from policyreview.tui.screens.signoff import SignoffScreen

        entry, library = self._current, self._library
        if entry is not None and library is not None:
            self.app.push_screen(SignoffScreen(library, entry.policy.id), self._after_signing)

    def _after_signing(self, changed: object) -> None:
        if changed:
            self.reread()

    def do_verify_open(self) -> None:
        """Open the verification."""
        from policyreview.tui.screens.verify import VerifyScreen

        entry, library = self._current, self._library
        if entry is not None and library is not None:
            self.app.push_screen(VerifyScreen(library, entry.policy.id, entry.policy.title))

    def do_charter_open(self) -> None:
        """Show the charter."""
        from policyreview.tui.screens.charter import CharterScreen

        if self._library is not None:
            self.app.push_screen(CharterScreen(self._library), self._after_signing)

    def do_library_release(self) -> None:
        """Ask, then make the release."""
        entry, library = self._current, self._library
        if entry is not None and library is not None:
            self.run_worker(self._guarded(self._release(library, entry)), group="release")

    async def _release(self, library: Library, entry: table.Entry) -> None:
        from policyreview import release
        from policyreview.tui.screens.keys import with_key
        from policyreview.tui.screens.questions import Question

        policy, today = entry.policy, self.home.today
        plan = await self.home.desk.ask(lambda: release.plan(library, policy, today=today))
        if plan.bars:
            self.say(plan.bars[0].text)
            return
        about = " ".join(
            (
                f"The signed tag {plan.name} will name commit {short(plan.target)}.",
                f"It is signed as {plan.signer.name}." if plan.signer else "",
                *(notice.text for notice in plan.notices),
            )
        )
        question = Question(f"Release {policy.title}?", "makes the tag", about)
        if not await self.app.push_screen_wait(question):
            self.say("Nothing was released.")
            return
        self.say("Signing the tag …")
        made = await with_key(
            self.home, plan.key, lambda ask, free: release.make(plan, ask=ask, terminal=free)
        )
        self.reread()
        self.say(made.text)

    def do_library_sort(self) -> None:
        """Take the next order."""
        place = table.SORTS.index(self._sort)
        self._sort = table.SORTS[(place + 1) % len(table.SORTS)]
        self._arrange()
        self.say(f"Sorted by {self._sort.words}.")

    def do_library_reload(self) -> None:
        """Read the repository again, and the branch that is checked out now."""
        self.reread(follow=True)
        self.say("Reading the repository again.")

    def do_move_pane(self) -> None:
        """From the table to the preview and back."""
        other = "#preview" if self.policies.has_focus else "#policies"
        self.query_one(other, Lines).focus()

    async def do_library_filter(self) -> None:
        """Type a filter."""
        from policyreview.tui.widgets.prompt import Prompt

        if not self.query(Prompt):
            prompt = Prompt("filter by title, status or language", self._filter)
            await self.mount(prompt)
            prompt.focus()

    def on_input_changed(self, event: Prompt.Changed) -> None:
        """Filter while typing."""
        self._filter = event.value
        self._arrange()

    async def on_prompt_ended(self, event: Prompt.Ended) -> None:
        """Keep or drop the filter."""
        from policyreview.tui.widgets.prompt import Prompt

        if event.text is None:
            self._filter = ""
        await self.query(Prompt).remove()
        self.policies.focus()
        self._arrange()
        if self._filter:
            self.say(f"{counted(len(self._shown), 'policy', 'policies')}; esc shows all.")

    def do_app_back(self) -> None:
        """Drop the filter."""
        self._filter = ""
        self._arrange()

    def do_app_close(self) -> None:
        """Leave the program."""
        self.app.exit(0)
