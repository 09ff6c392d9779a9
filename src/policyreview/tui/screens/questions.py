"""Small questions over a screen: a passphrase, and whether something is really meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from policyreview.terminal import safe, wrap
from policyreview.tui.look import Role
from policyreview.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from policyreview.tui.look import Piece

_BOX = """
    {name} {{ align: center middle; background: $background 60%; overflow: hidden; }}
    {name} Vertical {{ width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $background; padding: 1 2; border: solid $border; }}
    {name} Lines {{ height: {lines}; width: 1fr; }}
    {name} Input, {name} Input:focus {{ border: none; height: 1; padding: 0 1; margin: 1 0;
        background: $panel; }}
"""


_GIVE: tuple[Piece, ...] = (
    ("enter", Role.MINE),
    (" signs   ", Role.TEXT),
    ("esc", Role.MINE),
    (" doesn't", Role.TEXT),
)


class Passphrase(ModalScreen[str | None]):
    """Asks for a passphrase, which is not shown; dismissed with None when it is not given."""

    DEFAULT_CSS = _BOX.format(name="Passphrase", lines=1)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "give_up", show=False, priority=True)
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = safe(question)

    def compose(self) -> ComposeResult:
        """A sentence, a line to type in, and what the keys do."""
        with Vertical():
            yield Lines(lambda _, __: ((self._question, Role.STRONG),), pick=False)
            yield Input(password=True, compact=True)
            yield Lines(lambda _, __: _GIVE, pick=False)

    def on_mount(self) -> None:
        """Ask."""
        for lines in self.query(Lines):
            lines.can_focus = False
            lines.set_count(1)
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give it."""
        self.dismiss(event.value)

    def action_give_up(self) -> None:
        """Don't give it."""
        self.dismiss(None)


class Question(ModalScreen[bool]):
    """Asks whether something is meant; dismissed with the answer."""

    DEFAULT_CSS = _BOX.format(name="Question", lines="auto")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", show=False),
        Binding("n,escape,q,ctrl+c", "answer(False)", show=False),
        Binding("j,down", "go(1)", show=False),
        Binding("k,up", "go(-1)", show=False),
        Binding("pagedown", "go(10)", show=False),
        Binding("pageup", "go(-10)", show=False),
    ]

    def __init__(self, question: str, yes: str, *explanation: str) -> None:
        """Put a question.

        Args:
            question: What is asked; made safe here.
            yes: What the key 'enter' does, as two or three words.
            explanation: What will happen, in paragraphs; made safe here.
        """
        super().__init__()
        self._lines: list[tuple[Piece, ...]] = [((safe(question), Role.STRONG),), ()]
        for text in map(safe, explanation):
            self._lines += [((text[start:end], Role.TEXT),) for start, end in wrap(text, 70)]
        self._lines += [
            (),
            (
                ("enter", Role.MINE),
                (f" {yes}   ", Role.TEXT),
                ("esc", Role.MINE),
                (" don't", Role.TEXT),
            ),
        ]

    def compose(self) -> ComposeResult:
        """The sentences."""
        with Vertical():
            yield Lines(lambda index, _: self._lines[index], pick=False)

    def on_mount(self) -> None:
        """Ask."""
        lines = self.query_one(Lines)
        lines.styles.height = min(len(self._lines), max(3, self.app.size.height - 4))
        lines.set_count(len(self._lines))
        lines.focus()

    def action_go(self, lines: int) -> None:
        """Move by lines, where not all fit."""
        self.query_one(Lines).go_lines(lines)

    def action_answer(self, answer: bool) -> None:
        """Answer; yes only once all of it was on the screen."""
        lines = self.query_one(Lines)
        if answer and not lines.at_end:
            lines.go_end()
            return
        self.dismiss(answer)
