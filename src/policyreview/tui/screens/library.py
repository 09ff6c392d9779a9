"""The Library: every policy of the repository, what waits for the reader first."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from policyreview.errors import PolicyReviewError
from policyreview.terminal import safe
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens import library_table as table
from policyreview.tui.screens.library_list import Listing
from policyreview.tui.screens.room import bindings
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.work import questions
from policyreview.tui.work.words import counted, short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.library import Library
    from policyreview.tui.widgets.prompt import Prompt

_NEED_A_POLICY = frozenset({"library.open", "library.release", "signoff.open", "verify.open"})


class LibraryScreen(Listing):
    """All policies in a table, and a preview of the one under the cursor."""

    PLACE: ClassVar[Place] = Place.LIBRARY
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LIBRARY)
    DEFAULT_CSS = """
    #preview { height: 38%; min-height: 7; }
    #policies { height: 1fr; }
    """

    def body(self) -> Iterable[Widget]:
        """Table above, preview below."""
        yield Lines(self._draw_policy, id="policies", head=self._draw_head)
        yield Lines(self._draw_preview, id="preview", head=self._draw_rule, pick=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.program_title((f"  {safe(self.home.repository_name)}", Role.BAR))
        self.policies.set_empty((), (("   reading …", Role.DIM),))
        self.policies.focus()
        self._show_last_time()
        self.background(self._read(), "library")

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
            now = f"'{standing.status}'{need}"
            return f"Only an approved version can be released; the status of this one is {now}."
        return ""

    def do_library_open(self) -> None:
        """Open the review."""
        entry, library = self._current, self._library
        if entry is not None and library is not None:
            about = (library, entry.policy.id, entry.standing, self._me)
            screen, self._ready = self._ready, None
            if screen is not None:
                screen.take(*about)
            else:
                from policyreview.tui.screens.review import ReviewScreen

                screen = ReviewScreen(*about)
            screen.ask_ahead(self.home)
            self.home.hold_keys(screen)
            self.app.push_screen(screen)

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
        plan = await self.home.ask_verified(lambda: release.plan(library, policy, today=today))
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
        other = self.query_one("#preview" if self.policies.has_focus else "#policies", Lines)
        if other.display:
            other.focus()
        else:
            self.say("There is no room for the preview here; on a higher screen it is shown.")

    async def do_library_filter(self) -> None:
        """Type a filter."""
        from policyreview.tui.widgets.prompt import Prompt

        if not self.query(Prompt):
            prompt = Prompt("filter by title, id, file, status or language", self._filter)
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
        self.home.let_keys(self)
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
