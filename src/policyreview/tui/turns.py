"""Keys one after the other: each is handled whole before the next one finds out whom it is for.

Textual hands every key to the widget that has the focus when the key arrives. Of keys that come in
one burst (typed ahead on a slow line, or sent by a program) those behind a Tab would land in the
field that the Tab leaves, and those behind ``/`` would be taken for commands.
"""

from __future__ import annotations

from collections import deque
from functools import partial

from textual import events
from textual.app import App
from textual.message import Message

_LOST = 0.5
"""Seconds after which a key is taken for handled, though nothing came back from where it went."""


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

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for the one before it."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._key is None:
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

    async def _go_on(self, key: events.Key | events.Paste) -> None:
        """Leave a key behind: it has been handled, or no word came back of it."""
        if key is not self._key:
            return
        self._key = None
        while self._keys and self._key is None:
            await self._handle(self._keys.popleft())
        if self._keys and self._key is not None:
            self.set_timer(_LOST, partial(self._go_on, self._key))
