"""A line to type in that takes what is pasted whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Entry(Input):
    """A field of one line; of a paste of several lines none is lost."""

    def on_paste(self, event: events.Paste) -> None:
        """Put the lines behind one another: Textual would take the first and drop the rest."""
        event.prevent_default()
        event.stop()
        words = in_one_line(event.text)
        if self.selection.is_empty:
            self.insert_text_at_cursor(words)
        else:
            self.replace(words, *self.selection)


def in_one_line(text: str) -> str:
    """Text with a space for each line end and control character."""
    return _CONTROLS.sub(" ", text.strip("\r\n"))
