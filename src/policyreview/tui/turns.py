"""Keys one after the other: each is handled whole before the next one finds out whom it is for.

Textual hands every key to the widget that has the focus when the key arrives. Of keys that come in
one burst (typed ahead on a slow line, or sent by a program) those behind a Tab would land in the
field that the Tab leaves, and those behind ``/`` would be taken for commands.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

_LOST = 0.5
"""Seconds after which a key is taken for handled, though nothing came back from where it went."""

_PATIENCE = 3.0
"""Seconds for which keys wait for what a screen is about to show."""
_AT_ONCE = frozenset({"escape", "ctrl+q", "ctrl+c"})
"""Keys that never wait: who presses one of them wants no more of those before it."""


class KeyHandled(Message, bubble=True):
    """Goes the way of a key, right behind it: whom it reaches, the key has reached before."""

    def __init__(self, key: events.Key | events.Paste) -> None:
        super().__init__()
        self.key = key


class KeysInTurn(App[int]):
    """An app that handles its keys one after the other."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Prepare the app; the argument is Textual's."""
        super().__init__(ansi_color=ansi_color)
        self._key: events.Key | events.Paste | None = None  # the one that is being handled
        self._keys: deque[events.Key | events.Paste] = deque()  # those that wait for it
        self._holder: Screen[Any] | None = None
        self._patience: Timer | None = None

    # -- keys that are meant for what is not there yet ------------------------------------

    def hold_keys(self, screen: Screen[Any]) -> None:
        """Let keys wait, as long as a screen is in front, until what they are about is shown.

        Args:
            screen: The screen, which says by `let_keys` that it is ready.
        """
        self._holder = screen
        if self._patience is not None:
            self._patience.stop()
        self._patience = self.set_timer(_PATIENCE, partial(self.let_keys, screen))

    def let_keys(self, screen: Screen[Any]) -> None:
        """Hand on the keys that wait for a screen."""
        if self._holder is screen:
            self._holder = None
            self.call_later(self._go_on, None)

    def _waits(self, key: events.Key | events.Paste) -> bool:
        """Whether a key is about what the screen in front is about to show."""
        if self._holder is None or self._holder is not self.screen:
            return False
        if isinstance(key, events.Key) and key.key == "q":
            return bool(self._keys)  # behind other keys it may be a letter of a word
        return not isinstance(key, events.Key) or key.key not in _AT_ONCE

    # -- one after the other --------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for the one before it."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._waits(event):
            self._keys.append(event)
        elif self._key is None and (self._holder is self.screen or not self._keys):
            self._keys.clear()
            await self._handle(event)
        else:
            self._keys.append(event)
            if len(self._keys) == 1:
                self.set_timer(_LOST, partial(self._go_on, self._key))

    async def _handle(self, key: events.Key | events.Paste) -> None:
        """Hand a key to whoever has the focus now; it has been handled when word comes back."""
        self._key = key
        await super().on_event(key)
        goes_to = self.focused or self.screen
        if not key.is_forwarded or not goes_to.post_message(KeyHandled(key)):
            self._key = None

    def on_key_handled(self, message: KeyHandled) -> None:
        """Go on with the keys that wait, once the focus is where the last one has put it."""
        message.stop()
        self.call_later(self._go_on, message.key)  # Textual moves the focus by such a call too

    async def _go_on(self, key: events.Key | events.Paste | None) -> None:
        """Leave a key behind: it has been handled, or no word came back of it."""
        if key is not self._key:
            return
        self._key = None
        while self._keys and self._key is None:
            if self._waits(self._keys[0]):
                going = next((n for n, key in enumerate(self._keys) if not self._waits(key)), None)
                if going is None:
                    return
                for _ in range(going):
                    self._keys.popleft()
            await self._handle(self._keys.popleft())
        if self._keys and self._key is not None:
            self.set_timer(_LOST, partial(self._go_on, self._key))
