"""The Verify screen: what holds of each version of a policy, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from policyreview.terminal import safe
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens.room import Room, bindings
from policyreview.tui.widgets.drawing import broken
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.work.words import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.library import Library
    from policyreview.signoff import Reason, Report, VersionState
    from policyreview.tui.look import Piece

_MARKS: dict[bool | None, tuple[str, Role, str]] = {
    True: ("✓", Role.GOOD, "approved"),
    False: ("x", Role.BAD, "not approved"),
    None: ("?", Role.WARN, "could not be told"),
}


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

        def ask() -> Report:
            from policyreview.signoff import verify

            return verify(library)

        self._report = await self.home.desk.ask(ask)
        self._arrange()

    def on_resize(self) -> None:
        """Break the sentences for the width."""
        if self._report is not None:
            self._arrange()

    def _arrange(self) -> None:
        report = self._report
        if report is None:
            return
        width = max(20, min(self.size.width - 8, 96))
        lines: list[tuple[Piece, ...]] = [()]
        found = report.policy(self._policy)
        if report.charter is None and not any(f.weight == "unknown" for f in report.findings):
            lines += _sentence("There is no charter here: signatures are shown with their keys, "
                               "nothing is called approved by rule.", width, Role.WARN)  # fmt: skip
        versions = found.versions if found is not None else ()
        if found is not None and not any(state.current for state in versions):
            mark, role, words = _MARKS[found.approved]
            version = f" (version {safe(found.version)})" if found.version else ""
            lines += _title(mark, role, f"The text as it is: {words}{version}", width)
            lines += self._reasons(found.reasons, width)
        for state in versions:
            lines += [*self._version(state, width), ()]
        if found is None or not (found.versions or found.reasons):
            lines += _sentence("Nobody has signed anything about this policy yet; "
                               "a in the Library signs off.", width, Role.TEXT)  # fmt: skip
        if report.findings:
            lines += [(("  About the repository", Role.STRONG),)]
            lines += self._reasons(report.findings, width)
        self._lines = lines
        self._list.set_count(len(lines))

    def _version(self, state: VersionState, width: int) -> list[tuple[Piece, ...]]:
        mark, role, words = _MARKS[state.approved]
        date = f", effective {state.effective_date}" if state.effective_date else ""
        now = ", the text as it is" if state.current else ""
        title = f"Version {safe(state.version)}{date}{now}: {words}"
        lines = _title(mark, role, title, width)
        for need in state.needs:
            who = ", ".join(self._person(signer) for signer in need.have) or "nobody yet"
            enough = len(need.have) >= need.want
            language = f" for {safe(need.language)}" if need.language not in {"", "*"} else ""
            meaning = f" ({safe(need.meaning)})" if need.meaning else ""
            words = f"{safe(need.role)}{language}{meaning}: {len(need.have)} of {need.want}: {who}"
            lines += _sentence(words, width, Role.TEXT if enough else Role.WARN)
        for signed in sorted(state.records, key=lambda each: each.position):
            record = signed.record
            if record is None:
                words = f"A record that can't be read: {safe(signed.path)}"
            else:
                name = self._person(record.signer)
                words = f"{name}, {record.time.date().isoformat()}: {safe(record.verdict)}"
                if record.meaning:
                    words += f" ({safe(record.meaning)})"
            counts = ("counts", Role.GOOD) if signed.counts else ("does not count", Role.WARN)
            told = ((words, Role.TEXT), (f"  {short(signed.commit)}  ", Role.DIM), counts)
            lines += _indented(told, width, 6)
            if record is not None:
                for comment in record.comments:
                    lines += _sentence(f"“{safe(comment.text)}”", width - 4, Role.DIM, 10)
            lines += self._reasons(signed.problems, width - 4, 10)
        rest = [reason for reason in state.reasons if reason.weight != "yes"]
        return [*lines, *self._reasons(rest, width)]

    def _person(self, signer: str) -> str:
        charter = self._report.charter if self._report else None
        person = charter.signer(signer) if charter else None
        return safe(person.name if person else signer)

    def _reasons(
        self, reasons: Sequence[Reason], width: int, indent: int = 6
    ) -> list[tuple[Piece, ...]]:
        lines: list[tuple[Piece, ...]] = []
        for reason in reasons:
            role = {"no": Role.BAD, "unknown": Role.WARN}.get(reason.weight, Role.TEXT)
            commit = f" ({short(reason.commit)})" if reason.commit else ""
            lines += _sentence(safe(reason.text) + commit, width, role, indent)
        return lines

    def _draw(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return self._lines[index]


def _title(mark: str, role: Role, text: str, width: int) -> list[tuple[Piece, ...]]:
    """What a version is, behind its mark."""
    first, *more = _indented(((text, Role.STRONG),), width, 4)
    return [((f"  {mark} ", role), *first[1:]), *more]


def _sentence(text: str, width: int, role: Role, indent: int = 6) -> list[tuple[Piece, ...]]:
    """A safe sentence broken into lines."""
    return _indented(((text, role),), width, indent)


def _indented(pieces: tuple[Piece, ...], width: int, indent: int) -> list[tuple[Piece, ...]]:
    """Safe pieces broken into as many lines as they need."""
    return [((" " * indent, Role.TEXT), *line) for line in broken(pieces, width)]
