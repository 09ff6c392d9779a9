"""The Sign-off: a form, what signing it would do, and then the verified result."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.widgets import Input

from policyreview.errors import Cancelled, HalfDone, Moved, PolicyReviewError
from policyreview.terminal import safe
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens.keys import with_key
from policyreview.tui.screens.room import Room, bindings
from policyreview.tui.screens.signoff_lines import Detail, details, sentence, stands
from policyreview.tui.widgets.entry import Entry
from policyreview.tui.widgets.fields import Choice, Label
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.work import signing
from policyreview.tui.work.remarks import Remarks
from policyreview.tui.work.signing import Form, Ground, Outlook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widget import Widget

    from policyreview.library import Library
    from policyreview.repository.model import Progress
    from policyreview.signoff import Plan, Signed
    from policyreview.signoff.signing import Ask
    from policyreview.tui.look import Piece

_LOOKING = "The keys are still being looked for."
_ROOM = 6
"""Lines below the form in which a failure can be read; where there are fewer it is said below."""
_PAUSE = 0.15
"""Seconds without a key after which the plan is made afresh."""


class SignoffScreen(Room[bool]):
    """One signer's word on one policy; dismissed with whether something was signed."""

    PLACE: ClassVar[Place] = Place.SIGNOFF
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SIGNOFF)
    DEFAULT_CSS = """
    SignoffScreen Horizontal { height: 1; }
    SignoffScreen Input, SignoffScreen Input:focus {
        border: none; height: 1; padding: 0; background: $background; width: 1fr;
    }
    SignoffScreen Input:focus { background: $panel; }
    """

    def __init__(self, library: Library, policy: str) -> None:
        super().__init__()
        self._library = library
        self._policy = library.policy(policy)
        self._form = Form()
        self._ground: Ground | None = None
        self._outlook: Outlook | None = None
        self._details: list[Detail] = []
        self._timer: Timer | None = None
        self._stop = threading.Event()
        self._signing = False
        self._signed: Signed | None = None
        self._stands = False
        self._behind = False
        self._failure = self._problem = ""
        self._ended: Callable[[], list[Detail]] | None = None

    def body(self) -> Iterable[Widget]:
        """The form above, what it would do below."""
        with Horizontal():
            yield Label("Your word")
            yield Choice(signing.VERDICT_WORDS, id="verdict")
        with Horizontal():
            yield Label("Effective")
            yield Entry(placeholder="the day from which it binds, as 2026-12-01", id="effective",
                        compact=True, select_on_focus=False)  # fmt: skip
        with Horizontal():
            yield Label("Meaning")
            yield Entry(placeholder="approved for publication", id="meaning", compact=True,
                        select_on_focus=False)  # fmt: skip
        with Horizontal():
            yield Label("Comment")
            yield Entry(placeholder="none", id="comment", compact=True, select_on_focus=False)
        with Horizontal():
            yield Label("Signs with")
            yield Choice((), id="key")
        yield Lines(self._draw, id="details", head=self._draw_rule, away=False)

    @property
    def _lines(self) -> Lines:
        return self.query_one("#details", Lines)

    def on_mount(self) -> None:
        """Begin to find out who could sign."""
        title = safe(self._policy.title or self._policy.id)
        self.program_title((f"  {title}", Role.BAR), ("  sign off", Role.BAR_DIM))
        self._lines.set_empty((), (("   looking for keys and for what was signed …", Role.DIM),))
        self.query_one("#verdict").focus()
        self.background(self._begin(), "ground")

    async def _begin(self) -> None:
        library, policy, today = self._library, self._policy, self.home.today
        known = await self.home.ask_verified(lambda: signing.ground(library, policy, today))
        self._ground = known
        offers = tuple(safe(signing.named(offer, known.report)) for offer in known.offers)
        self.query_one("#key", Choice).offer(offers or (safe(known.no_key),))
        if self._form != Form():
            pass  # somebody was quicker; what they typed stays
        elif known.draft is not None:
            self._form = signing.of_draft(known.draft)
            self.say("What you had filled in was kept as a draft; here it is again.")
        else:
            self._form = replace(self._form, effective=known.stated)
        with self.prevent(Input.Changed):
            self.query_one("#effective", Input).value = self._form.effective
            self.query_one("#meaning", Input).value = self._form.meaning
            self.query_one("#comment", Input).value = self._form.comment
        self.query_one("#verdict", Choice).choose(signing.VERDICTS.index(self._form.verdict))
        self._suggest()
        if self.key_bar.said == _LOOKING:
            self.key_bar.hush()
        await self._plan()

    def say_error(self, error: PolicyReviewError) -> None:
        """Show what failed; where that was the looking for keys, nothing can be signed."""
        super().say_error(error)
        if self._ground is None:
            self._problem = str(error)
            self.say_instead(self._lines, error)

    @property
    def _over(self) -> bool:
        """Whether there is nothing left to sign: the commit stands."""
        return self._signed is not None or self._stands

    # -- the plan -------------------------------------------------------------------------

    def _soon(self) -> None:
        """Make the plan afresh, and keep what is filled in, once the typing pauses."""
        self._failure = ""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._look)

    def _look(self) -> None:
        self._timer = None
        self.background(self._plan(), "plan")

    async def _plan(self) -> None:
        known = self._ground
        if known is None or self._over:
            return
        library, policy, form = self._library, self._policy, self._form
        today = self.home.today

        def answer() -> Outlook:
            signing.keep(library, policy, form, known)
            return signing.outlook(library, policy, form, known, today)

        self._outlook = await self.home.desk.ask(answer)
        self._arrange()

    def _arrange(self) -> None:
        if self._outlook is None or self._over:
            return
        width = self.size.width
        failed = sentence("!", self._failure, Role.BAD, width) if self._failure else []
        self._details = [
            *((Detail(), *failed) if failed else ()),
            *details(
                self._outlook,
                self._form,
                self.size.width,
                self._ground,
            ),
        ]
        lines = self._lines
        if failed or lines.has_focus:
            lines.set_count(len(self._details), cursor=0 if failed else None)
            return
        ticks = ("place", "finding", "backdated")
        acts = [number for number, detail in enumerate(self._details) if detail.kind in ticks]
        near = acts and acts[0] < lines.size.height - 1
        lines.set_count(len(self._details), cursor=acts[0] if near else 0)

    def on_resize(self) -> None:
        """Break the sentences for the width."""
        if self._ended is not None:
            self._details = self._ended()
            self._lines.set_count(len(self._details))
        self._arrange()

    def _draw(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return self._details[index].pieces

    def _draw_rule(self, width: int) -> Sequence[Piece]:
        return (("─" * width, Role.RULE),)

    # -- the form -------------------------------------------------------------------------

    @on(Choice.Changed, "#verdict")
    def _verdict_changed(self, event: Choice.Changed) -> None:
        self._form = replace(self._form, verdict=signing.VERDICTS[event.index])
        self._suggest()
        self._soon()

    def _suggest(self) -> None:
        """Show in the empty field what the word means where its signer says nothing."""
        from policyreview.signoff.choices import meaning_of

        self.query_one("#meaning", Input).placeholder = meaning_of(self._form.verdict)

    @on(Choice.Changed, "#key")
    def _key_changed(self, event: Choice.Changed) -> None:
        self._form = replace(self._form, key=event.index)
        self._soon()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.key_bar.hush()
        name = event.input.id
        if name == "effective":
            self._form = replace(self._form, effective=event.value)
        elif name == "meaning":
            self._form = replace(self._form, meaning=event.value)
        else:
            self._form = replace(self._form, comment=event.value)
        self._soon()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.focus_next()

    def do_signoff_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    @on(Lines.Chosen, "#details")
    async def _clicked(self) -> None:
        await self.action_command("signoff.toggle")

    def do_signoff_toggle(self) -> None:
        """Turn a tick over, or sign on the line that says so."""
        lines = self._lines
        if not lines.has_focus or lines.cursor >= len(self._details):
            return
        detail = self._details[lines.cursor]
        if detail.kind == "sign":
            self.call_later(self.action_command, "signoff.sign")
        elif detail.kind:
            self._form = signing.toggled(self._form, detail.kind, detail.key)
            self.background(self._plan(), "plan")
        else:
            self.say("There is nothing to tick on this line; j and k move.")

    # -- signing --------------------------------------------------------------------------

    def why_not(self, name: str) -> str:
        """What stands in the way of signing."""
        if name == "signoff.toggle" and self._over:
            return "This is signed; esc goes back."
        if name != "signoff.sign":
            return ""
        if self._over:
            return "This is signed already; esc goes back."
        if self._behind:
            return "There is something new on the branch; esc goes back and reads it."
        if self._signing:
            return "Signing is under way; esc stops it."
        if self._ground is None:
            return self._problem or _LOOKING
        if self._outlook is None:
            return ""
        if self._outlook.plan is None:
            return self._outlook.problem
        if self._outlook.plan.bars:
            return self._outlook.plan.bars[0].text
        return ""

    async def action_command(self, name: str) -> None:
        """Do a command; where signing wants for a day, go to where it is typed."""
        await super().action_command(name)
        form, known = self._form, self._ground is not None and not self._signing
        if name == "signoff.sign" and known and not self._over and signing.lacks_day(form):
            self.query_one("#effective", Input).focus()

    async def do_signoff_sign(self) -> None:
        """Sign what the form says now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        await self._plan()
        why = self.why_not("signoff.sign")
        plan = self._outlook.plan if self._outlook else None
        if why or plan is None:
            self.say(why)
            return
        self._signing, self._failure = True, ""
        self._stop.clear()
        self.say("Signing … esc stops it.")
        self.run_worker(self._guarded(self._sign(plan)), group="sign", exclusive=True)

    async def _sign(self, plan: Plan) -> None:
        try:
            signed = await self._signature(plan)
        except PolicyReviewError as error:
            self._show_failure(error)
            return
        finally:
            self._signing = False
        self._show_result(signed, plan)

    async def _signature(self, plan: Plan) -> Signed:
        from policyreview.signoff import sign

        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def tell(progress: Progress) -> None:
            words = f"{progress.text} … esc stops it."
            loop.call_soon_threadsafe(self._say_progress, words, context=context)

        def work(ask: Ask | None, terminal: bool) -> Signed:
            return sign(
                plan, ask=ask, terminal=terminal, progress=tell, cancelled=self._stop.is_set
            )

        return await with_key(self.home, plan.key, work)

    def _say_progress(self, words: str) -> None:
        """Say how far it is; what was told while the screen was given up comes too late."""
        if self._signing:
            self.say(words)

    def _show_failure(self, error: PolicyReviewError) -> None:
        """Say what failed; the form stays as it is, unless the commit stands all the same."""
        self._stands = isinstance(error, HalfDone)
        self._behind = isinstance(error, Moved)
        if self._stands:
            self._show_over(lambda: sentence("!", str(error), Role.BAD, self.size.width))
            self.say("The commit stands; the files do not follow it yet.")
            return
        said = [f"Not signed. {error.message}"]
        if "nothing was changed" not in error.message:
            said.append("Nothing was changed.")
        if not isinstance(error, Cancelled):
            said.append("What you filled in is kept.")
        said.append("esc goes back and reads what is new." if self._behind else error.hint)
        self._failure = " ".join(said).rstrip()
        self.say("Not signed." if self._lines.size.height >= _ROOM else self._failure)
        self._arrange()

    def _show_result(self, signed: Signed, plan: Plan) -> None:
        """Show what stands now."""
        self._signed = signed
        self._show_over(lambda: stands(signed, plan, self.size.width))
        self.say("Signed and verified.")

    def _show_over(self, lines: Callable[[], list[Detail]]) -> None:
        """Show what stands now, in place of what would be signed."""
        Remarks(self._library.repository.common_dir).forget(self._policy.id)
        end = (Detail(), Detail((("   esc goes back.", Role.DIM),)))
        self.key_bar.leave_out("signoff.sign", "signoff.field", "signoff.toggle")
        self._ended = lambda: [Detail(), *lines(), *end]
        self._details = self._ended()
        self._lines.set_count(len(self._details), cursor=0)
        self._lines.focus()
        for field in self.query("Input, Choice"):
            field.disabled = True

    # -- leaving --------------------------------------------------------------------------

    def on_unmount(self) -> None:
        """Keep what was typed last, however the screen is left."""
        if self._ground is not None and not self._over:
            signing.keep(self._library, self._policy, self._form, self._ground)

    def do_app_back(self) -> None:
        """Stop signing, else go back."""
        if self._signing:
            self._stop.set()
            self.say("Stopping …")
            return
        self.dismiss(self._over or self._behind)
