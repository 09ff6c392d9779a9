"""The one line at the bottom where a filter or a search is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.message import Message

from policyreview.tui.widgets.entry import Entry

if TYPE_CHECKING:
    from policyreview.tui.turns import KeysInTurn


class Prompt(Entry):
    """A line to type in; ``enter`` keeps what was typed, ``escape`` drops it."""

    DEFAULT_CSS = """
    Prompt, Prompt:focus {
        dock: bottom; height: 1; border: none; padding: 0 1; background: $panel;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    class Ended(Message):
        """The typing is over.

        Attributes:
            text: What was typed, or None when it was dropped.
        """

        def __init__(self, text: str | None) -> None:
            super().__init__()
            self.text = text

    def __init__(self, ask: str, value: str = "") -> None:
        super().__init__(value=value, placeholder=ask, compact=True, select_on_focus=True)

    def action_give_up(self) -> None:
        """Drop what was typed."""
        self._end(None)

    def _end(self, text: str | None) -> None:
        """Tell who asked; the keys that follow are for what takes the prompt's place."""
        cast("KeysInTurn", self.app).hold_keys(self.screen)
        self.post_message(self.Ended(text))

    async def action_submit(self) -> None:
        """Keep what was typed."""
        self._end(self.value)
