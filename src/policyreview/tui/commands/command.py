"""What one command is: its name, its keys, and every word that a user reads about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """A screen, as far as commands are concerned."""

    LIBRARY = "Library"
    REVIEW = "Review"
    HISTORY = "History"
    SIGNOFF = "Sign-off"
    VERIFY = "Verify"
    CHARTER = "Charter"
    HELP = "Help"
    QUESTION = "Question"


EVERYWHERE = frozenset(Place)
"""All screens."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a user can ask a screen to do.

    Attributes:
        id: ``group.verb``; the screen's method is ``do_`` and the id with underscores.
        keys: Textual's key names, the one to show first; none where Textual itself has the key.
        label: One or two words for the footer.
        title: The palette's entry: what it does, as an order.
        help: One sentence for the help page and the documentation.
        places: The screens that know it.
        rank: Order in the footer, lowest first; 0 keeps it out of the footer.
        show: How the footer writes the keys, where that isn't the first one's name.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    title: str
    help: str
    places: frozenset[Place]
    rank: int = 0
    show: str = ""

    @property
    def method(self) -> str:
        """The name of the screen's method that does it."""
        return "do_" + self.id.replace(".", "_").replace("-", "_")

    @property
    def shown_keys(self) -> str:
        """The keys as people write them, for example ``ctrl+d`` or ``]``."""
        return " ".join(key_name(key) for key in self.keys) or self.show

    @property
    def first_key(self) -> str:
        """The one key that the footer shows."""
        return self.show or key_name(self.keys[0])


_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "esc",
    "full_stop": ".",
    "comma": ",",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


def key_name(key: str) -> str:
    """Textual's name of a key as it stands on the keyboard."""
    return _NAMES.get(key, key)
