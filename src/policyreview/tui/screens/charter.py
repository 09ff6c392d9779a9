"""The Charter screen: who may sign what, whether that is trusted, and what is about to change."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar

from policyreview.terminal import safe, wrap
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens.room import Room, bindings
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.work.questions import again
from policyreview.tui.work.words import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.errors import PolicyReviewError
    from policyreview.library import Library
    from policyreview.signoff.charter import Charter, Key, Signer
    from policyreview.signoff.charterchange import Agreement
    from policyreview.signoff.charterstate import CharterState, Proposal
    from policyreview.signoff.signing import Ask
    from policyreview.tui.look import Piece

Line = tuple["Piece", ...]

_SIGN = "charter.sign"
_WIDEST = 118
_TRUST = {"pinned": ("✓", Role.GOOD), "as found": ("?", Role.WARN), "refused": ("x", Role.BAD)}
_EMPTY = (
    "There is no charter here, so nothing is called approved by rule.",
    "'policyreview init' writes a first one with your own key; it counts once it is committed.",
    "Then tell the others its digest, so that they can compare it and pin it.",
)


_FAULTY = (
    "The charter here is invalid, so nothing is called approved by rule.",
    "Mend what is named below and commit it.",
)


class CharterScreen(Room[bool]):
    """The charter in force at the library's commit; dismissed with whether it was signed for."""

    PLACE: ClassVar[Place] = Place.CHARTER
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CHARTER)

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._state: CharterState | None = None
        self._lines: list[Line] = []
        self._stop = threading.Event()
        self._signing = self._signed = False

    def body(self) -> Iterable[Widget]:
        """One list that only scrolls."""
        yield Lines(self._draw, id="charter", pick=False)

    @property
    def _list(self) -> Lines:
        return self.query_one("#charter", Lines)

    def on_mount(self) -> None:
        """Begin to read."""
        name = safe(self.home.repository_name)
        self.program_title((f"  {name}", Role.BAR), ("  charter", Role.BAR_DIM))
        self._list.set_empty((), (("   reading the charter and its history …", Role.DIM),))
        self._list.focus()
        self._offer()
        self.background(self._read(), "charter")

    async def _read(self) -> None:
        library = self._library

        def ask() -> CharterState:
            from policyreview.signoff.charterstate import charter_state

            return charter_state(library)

        self._state = await self.home.ask_verified(ask)
        self._arrange()

    def say_error(self, error: PolicyReviewError) -> None:
        """Show what failed, in place of the charter too."""
        super().say_error(error)
        if self._state is None:
            self.say_instead(self._list, error)

    def on_resize(self) -> None:
        """Break the sentences for the width."""
        if self._state is not None:
            self._arrange()

    def _arrange(self) -> None:
        if self._state is None:
            return
        width = max(20, min(self.size.width - 2, _WIDEST))
        self._lines = [(), *_page(self._state, width, self.home.today)]
        self._list.set_count(len(self._lines))
        self._offer()

    def _offer(self) -> None:
        """Show the key that signs where it would."""
        self.key_bar.leave_out(*[_SIGN] if self.why_not(_SIGN) else [])

    def _draw(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return self._lines[index]

    # -- signing --------------------------------------------------------------------------

    def why_not(self, name: str) -> str:
        """What stands in the way of signing."""
        if name != _SIGN:
            return ""
        if self._signing:
            return "Signing is under way; esc stops it."
        state = self._state
        if state is None:
            return "The charter is still being read."
        proposal = state.proposal
        if proposal is None:
            return "No change of the charter waits for a signature."
        if state.trust == "refused":
            return state.trusted
        if proposal.yours is None:
            return proposal.next
        return ""

    def do_charter_sign(self) -> None:
        """Show what the proposed charter changes, ask, and sign for it."""
        self._stop.clear()
        self.run_worker(self._guarded(self._sign()), group="sign", exclusive=True)

    async def _sign(self) -> None:
        from policyreview.signoff import charterchange
        from policyreview.signoff.charter import CHARTER
        from policyreview.tui.screens.keys import with_key
        from policyreview.tui.screens.questions import Question

        state, library = self._state, self._library
        proposal, in_force = (state.proposal, state.charter) if state else (None, None)
        if proposal is None or in_force is None:
            return

        def prepared() -> Agreement:
            entry = library.repository.entry(library.commit or "", CHARTER)
            data = library.repository.blob(entry.oid) if entry is not None else b""
            return charterchange.prepare(library, data, proposal.key)

        agreement = await self.home.desk.ask(prepared)
        changes = proposal.changes or ("Nothing but words around it changes.",)
        number = agreement.new.number
        question = Question(
            f"Agree to charter {number} in place of {in_force.number}?",
            "signs",
            *(f"- {change}" for change in changes),
            f"Its digest is {agreement.new.digest}.",
            f"You sign as {agreement.signer.name} with {agreement.key.fingerprint}.",
        )
        if not await self.app.push_screen_wait(question):
            self.say("Nothing was signed.")
            return
        self._signing = True
        self.say("Signing … esc stops it.")

        def work(ask: Ask | None, free: bool) -> str:
            return charterchange.agree(
                library, agreement, ask=ask, terminal=free, cancelled=self._stop.is_set
            )

        try:
            commit = await with_key(self.home, agreement.key, work)
        finally:
            self._signing = False
        self._signed = True
        self._library = await self.home.desk.ask(lambda: again(library))
        await self._read()
        who = agreement.signer.name
        self.say(f"{who} agrees to charter {number}: commit {short(commit)}, verified.")

    # -- leaving --------------------------------------------------------------------------

    def do_app_back(self) -> None:
        """Stop signing, else go back."""
        if self._signing:
            self._stop.set()
            self.say("Stopping …")
            return
        self.dismiss(self._signed)

    def do_app_close(self) -> None:
        """The same."""
        self.do_app_back()


def _page(state: CharterState, width: int, today: date) -> Iterator[Line]:
    """All lines of the screen."""
    charter = state.charter
    if charter is None:
        faulty = state.faulty
        yield _heading("Invalid charter" if faulty else "No charter", "?", Role.WARN)
        for text in _FAULTY if faulty else _EMPTY:
            yield from _text(text, width)
        yield ()
        yield from _problems(state, width)
        return
    mark, role = _TRUST[state.trust]
    yield _heading(f"Charter {charter.number}", mark, role)
    yield from _pair("digest", charter.digest, width)
    yield from _pair("root", state.root or "", width)
    yield from _text(state.trusted, width, role=Role.TEXT if state.trust == "pinned" else role)
    yield ()
    yield from _problems(state, width)
    if state.proposal is not None:
        yield from _proposal(state.proposal, width)
    yield from _owners(charter, width)
    yield _heading("Signers")
    for signer in charter.signers:
        yield from _signer(signer, width, today)
    yield ()
    yield from _rules(charter, width)


def _problems(state: CharterState, width: int) -> Iterator[Line]:
    if not state.problems:
        return
    yield _heading("Problems", "x", Role.BAD)
    for problem in state.problems:
        yield from _text(problem, width, role=Role.BAD)
    yield ()


def _proposal(proposal: Proposal, width: int) -> Iterator[Line]:
    where = "waits for its owners" if proposal.committed else "is being written"
    yield _heading(f"Charter {proposal.charter.number} {where}", "~", Role.WARN)
    yield from _pair("digest", proposal.charter.digest, width)
    for change in proposal.changes or ("Nothing but words around it changes.",):
        yield from _text(change, width, hang=2, first="- ")
    yield from _pair("signed", ", ".join(proposal.signed) or "nobody yet", width)
    if proposal.wanted:
        fewer = proposal.wanted < len(proposal.unsigned)
        who = f"{proposal.wanted} of these: " if fewer else ""
        yield from _pair("missing", f"{who}{', '.join(proposal.unsigned)}", width)
    yield from _text(proposal.next, width, role=Role.STRONG if proposal.yours else Role.TEXT)
    if proposal.yours:
        yield from _text("ctrl+s shows what it changes once more, and signs.", width)
    yield ()


def _owners(charter: Charter, width: int) -> Iterator[Line]:
    from policyreview.signoff.charterwords import names_of

    yield _heading("Owners")
    yield from _text(
        f"{charter.owner_quorum} of {len(charter.owners)} have to sign for each change of the "
        f"charter: {names_of(charter, charter.owners)}.",
        width,
    )
    yield ()


def _signer(signer: Signer, width: int, today: date) -> Iterator[Line]:
    addresses = "  ".join(signer.emails)
    head = f"{signer.name} ({signer.id})"
    for number, line in enumerate(_broken(f"{head}  {addresses}", width - 6)):
        name = head if number == 0 and line.startswith(head) else ""
        yield (("      ", Role.TEXT), (name, Role.STRONG), (line[len(name) :], Role.DIM))
    for key in signer.keys:
        yield from _key(key, width, today)


def _key(key: Key, width: int, today: date) -> Iterator[Line]:
    from policyreview.signoff.charterwords import validity

    bounds = "" if validity(key) == "always" else f"  valid {validity(key)}"
    good = key.valid_on(today)
    role = Role.TEXT if good else Role.WARN
    yield from _text(
        f"{key.kind} {key.fingerprint}{bounds}{'' if good else ', not today'}",
        width, indent=8, hang=2, role=role,
    )  # fmt: skip


def _rules(charter: Charter, width: int) -> Iterator[Line]:
    from policyreview.signoff.charterwords import names_of, needs, scope, separation

    yield _heading("Roles")
    for role in charter.roles:
        yield from _text(
            f"{role.name} {scope(role)}: {names_of(charter, role.signers)}", width, hang=2
        )
    for name in charter.release_roles:
        yield from _text(f"Whoever holds {name} may tag releases.", width)
    yield ()
    yield _heading("Rules")
    for rule in charter.rules:
        text = f"{scope(rule)[:1].upper()}{scope(rule)[1:]}: {needs(rule)}; {separation(rule)}."
        yield from _text(text, width, hang=2)
    if not charter.rules:
        yield from _text("There is no rule, so nothing can be approved.", width, role=Role.WARN)
    if charter.review_months:
        yield from _text(
            f"Each version is looked at again after {charter.review_months} months.", width
        )


def _heading(text: str, mark: str = " ", role: Role = Role.TEXT) -> Line:
    return ((f"  {mark} ", role), (safe(text), Role.STRONG))


def _pair(label: str, value: str, width: int) -> Iterator[Line]:
    """A label in a column of its own, its value broken beside it."""
    for number, line in enumerate(_broken(value, width - 14)):
        yield ((f"      {label if number == 0 else '':<8}", Role.DIM), (line, Role.TEXT))


def _text(
    text: str,
    width: int,
    *,
    role: Role = Role.TEXT,
    indent: int = 6,
    hang: int = 0,
    first: str = "",
) -> Iterator[Line]:
    """A text made safe and broken into lines, later ones ``hang`` cells further in."""
    for number, line in enumerate(_broken(text, width - indent - hang)):
        lead = first if number == 0 else " " * hang
        yield ((" " * indent, Role.TEXT), (f"{lead}{line}", role))


def _broken(text: str, width: int) -> list[str]:
    clean = safe(text)
    return [clean[start:end] for start, end in wrap(clean, max(20, width))]
