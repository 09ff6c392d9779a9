"""The palette: every command of a screen, found by typing a part of its name."""

from __future__ import annotations

from policyreview.tui.commands import Place, at
from policyreview.tui.screens.choosing import Finder, Option


def palette(place: Place) -> Finder:
    """The commands of a screen, but for those that only move; dismissed with the chosen one's id.

    Args:
        place: The screen.
    """
    known = (entry for entry in at(place) if not entry.id.startswith("move."))
    options = [Option(entry.id, entry.title, entry.shown_keys, entry.label) for entry in known]
    return Finder("Find a command", "No command is called that.", options)
