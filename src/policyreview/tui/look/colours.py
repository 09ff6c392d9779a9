"""The colours of the two sets that bring their own ground, and which set a terminal gets.

Nothing heavy is imported here: the first frame is painted before Textual is.
"""

from __future__ import annotations

import os

# Nothing is imported here that the first frame does not need, not even typing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

DARK = "dark"
LIGHT = "light"
TERMINAL = "terminal"

DARK_COLOURS = {
    "ground": "#121417", "raised": "#1f242b", "cursor": "#264062", "away": "#262b33",
    "text": "#d4d7dc", "dim": "#858c96", "strong": "#f2f4f7", "rule": "#3a414b",
    "accent": "#6cb6ff", "good": "#6bc46d", "warn": "#e0b04c", "bad": "#f47067",
    "mine": "#f0c674", "inserted": "#7cc4ff", "inserted_ground": "#10263a",
    "deleted": "#ff8a80", "deleted_ground": "#331a1c", "moved": "#7ddc8a",
    "found": "#121417", "found_ground": "#e0b04c", "here_ground": "#ff9e3d",
    "hidden": "#121417", "hidden_ground": "#d987e8",
}  # fmt: skip
LIGHT_COLOURS = {
    "ground": "#fbfbf9", "raised": "#e9ebee", "cursor": "#cfe2f9", "away": "#e4e6e9",
    "text": "#24292f", "dim": "#68717b", "strong": "#0b0d10", "rule": "#c5cad1",
    "accent": "#0a58b0", "good": "#1a7f37", "warn": "#8a5a00", "bad": "#c02a24",
    "mine": "#8a5a00", "inserted": "#0a4fa8", "inserted_ground": "#e2effd",
    "deleted": "#b3231c", "deleted_ground": "#fce7e5", "moved": "#13702f",
    "found": "#24292f", "found_ground": "#ffd866", "here_ground": "#ff9e3d",
    "hidden": "#ffffff", "hidden_ground": "#8e2da3",
}  # fmt: skip


def is_plain(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether changes must be told without colours: ``NO_COLOR``, or a bare console."""
    return bool(environ.get("NO_COLOR")) or environ.get("TERM", "").startswith(("linux", "vt"))


def first_theme(environ: Mapping[str, str] = os.environ) -> str:
    """The set of colours to begin with.

    ``POLICYREVIEW_THEME`` decides; else consoles of sixteen colours and ``NO_COLOR`` get the
    terminal's own, and ``COLORFGBG`` (set by several terminals, ``fg;bg``) tells a light ground.
    """
    wanted = environ.get("POLICYREVIEW_THEME", "")
    if wanted in {DARK, LIGHT, TERMINAL}:
        return wanted
    many = "256" in environ.get("TERM", "") or environ.get("COLORTERM", "")
    if is_plain(environ) or not many:
        return TERMINAL
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in {"7", "15"} else DARK
