"""The sets of colours: dark, light, and the terminal's own sixteen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.theme import Theme

from policyreview.tui.look.colours import DARK, DARK_COLOURS, LIGHT, LIGHT_COLOURS, TERMINAL
from policyreview.tui.look.look import Look, Role

if TYPE_CHECKING:
    from collections.abc import Mapping


def _palette(dark: bool) -> Mapping[str, str]:
    return DARK_COLOURS if dark else LIGHT_COLOURS


def _own_ground(colours: Mapping[str, str]) -> Look:
    """The look of a set that brings its own ground."""

    def ink(name: str, ground: str | None = None, marks: str = "") -> Style:
        back = Style(bgcolor=colours[ground]) if ground else Style()
        return Style(color=colours[name]) + back + Style.parse(marks)

    styles = {
        Role.TEXT: Style(),
        Role.DIM: ink("dim"),
        Role.STRONG: ink("strong", marks="bold"),
        Role.HEADING: ink("strong", marks="bold"),
        Role.BAR: ink("text", "raised"),
        Role.BAR_STRONG: ink("strong", "raised", marks="bold"),
        Role.BAR_DIM: ink("dim", "raised"),
        Role.KEY: ink("accent", "raised", marks="bold"),
        Role.GOOD: ink("good"),
        Role.WARN: ink("warn"),
        Role.BAD: ink("bad"),
        Role.MINE: ink("mine", marks="bold"),
        Role.INSERTED: ink("inserted", "inserted_ground", marks="underline"),
        Role.DELETED: ink("deleted", "deleted_ground", marks="strike"),
        Role.MOVED: ink("moved"),
        Role.MOVED_AWAY: ink("moved", marks="strike"),
        Role.RENUMBERED: ink("warn"),
        Role.SIGN_INSERTED: ink("inserted", marks="bold"),
        Role.SIGN_DELETED: ink("deleted", marks="bold"),
        Role.SIGN_CHANGED: ink("warn", marks="bold"),
        Role.RULE: ink("rule"),
        Role.HIDDEN: ink("hidden", "hidden_ground", marks="bold"),
        Role.FOUND: ink("found", "found_ground"),
        Role.FOUND_HERE: ink("found", "here_ground", marks="bold"),
        Role.THUMB: ink("dim"),
    }
    return Look(
        styles=styles,
        ground=ink("text", "ground"),
        cursor=Style(bgcolor=colours["cursor"]),
        cursor_away=Style(bgcolor=colours["away"]),
    )


def _terminals_own(*, brackets: bool) -> Look:
    """The look of the terminal's own sixteen colours on its own ground."""

    def ink(colour: str = "default", marks: str = "") -> Style:
        return Style(color=colour) + Style.parse(marks)

    styles = {
        Role.TEXT: Style(),
        Role.DIM: ink(marks="" if brackets else "dim"),
        Role.STRONG: ink(marks="bold"),
        Role.HEADING: ink(marks="bold"),
        Role.BAR: ink(marks="reverse"),
        Role.BAR_STRONG: ink(marks="reverse bold"),
        Role.BAR_DIM: ink(marks="reverse"),
        Role.KEY: ink(marks="reverse bold"),
        Role.GOOD: ink("green"),
        Role.WARN: ink("yellow"),
        Role.BAD: ink("red"),
        Role.MINE: ink("yellow", marks="bold"),
        Role.INSERTED: ink("cyan", marks="underline"),
        Role.DELETED: ink("red", marks="strike"),
        Role.MOVED: ink("green"),
        Role.MOVED_AWAY: ink("green", marks="strike"),
        Role.RENUMBERED: ink("yellow"),
        Role.SIGN_INSERTED: ink("cyan", marks="bold"),
        Role.SIGN_DELETED: ink("red", marks="bold"),
        Role.SIGN_CHANGED: ink("yellow", marks="bold"),
        Role.RULE: ink(marks="" if brackets else "dim"),
        Role.HIDDEN: ink("magenta", marks="reverse"),
        Role.FOUND: ink("yellow", marks="reverse"),
        Role.FOUND_HERE: ink("yellow", marks="reverse bold"),
        Role.THUMB: ink(),
    }
    return Look(
        styles=styles,
        ground=Style(color="default", bgcolor="default"),
        cursor=Style(reverse=True),
        cursor_away=Style(bold=True),
        cursor_reverse=True,
        brackets=brackets,
    )


def _theme(name: str, *, dark: bool) -> Theme:
    """Textual's own theme for the few stock widgets, in the same colours."""
    colours = _palette(dark)
    return Theme(
        name=name,
        primary=colours["accent"],
        secondary=colours["accent"],
        accent=colours["accent"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["ground"],
        panel=colours["raised"],
        boost=colours["raised"],
        success=colours["good"],
        warning=colours["warn"],
        error=colours["bad"],
        dark=dark,
        variables={"border": colours["rule"], "border-blurred": colours["rule"]},
    )


def _terminal_theme() -> Theme:
    """The theme that leaves every colour to the terminal."""
    default = "ansi_default"
    return Theme(
        name=TERMINAL,
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        accent="ansi_cyan",
        foreground=default,
        background=default,
        surface=default,
        panel=default,
        boost=default,
        success="ansi_green",
        warning="ansi_yellow",
        error="ansi_red",
        variables={
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
            "border": "ansi_white",
            "border-blurred": "ansi_white",
            "block-cursor-foreground": "ansi_black",
            "block-cursor-background": "ansi_white",
            "input-cursor-background": "ansi_white",
            "input-cursor-foreground": "ansi_black",
            "input-selection-background": "ansi_blue",
            "input-selection-foreground": "ansi_white",
            "screen-selection-background": "ansi_blue",
            "screen-selection-foreground": "ansi_white",
        },
    )


THEMES: tuple[Theme, ...] = (
    _theme(DARK, dark=True),
    _theme(LIGHT, dark=False),
    _terminal_theme(),
)
"""Textual's themes, in the order in which the key goes through them."""


@cache
def look_for(theme: str, *, plain: bool = False) -> Look:
    """The look that belongs to a theme.

    Args:
        theme: One of the names in `THEMES`.
        plain: The terminal can't strike and underline, or colours are not wanted.
    """
    if theme == TERMINAL or plain:
        return _terminals_own(brackets=plain)
    return _own_ground(_palette(theme == DARK))
