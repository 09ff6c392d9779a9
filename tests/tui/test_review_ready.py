"""A Review is put together before it is opened, and shows what is so when it is."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

from stage import TODAY, playing, press, rest, screen_text

from policyreview.tui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from builders.library import LibraryBuilder


async def test_each_policy_is_shown_that_is_opened_one_after_the_other(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "j", "enter")
        first = screen_text(pilot)
        await press(pilot, "escape", "k", "enter")
        second = screen_text(pilot)
        await press(pilot, "escape", "j", "enter")
        assert screen_text(pilot) == first
        titles = {text.split("\n", 1)[0].split("  ")[1] for text in (first, second)}
        assert titles == {"Cookies", "Privacy Policy"}


async def test_a_review_fits_a_terminal_that_became_smaller_in_the_library(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY, (80, 24)) as pilot:
        await press(pilot, "enter")
        small = screen_text(pilot)
    async with playing(policies.root, TODAY, (140, 40)) as pilot:
        await pilot.resize_terminal(80, 24)
        await rest(pilot)
        await press(pilot, "enter")
        assert screen_text(pilot) == small


async def test_a_review_has_the_colours_that_were_chosen_in_the_library(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "enter", "T")
        chosen = _colours(pilot.app.screen)
        await press(pilot, "escape")
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "T", "enter")
        assert _colours(pilot.app.screen) == chosen


async def test_of_a_library_that_was_read_again_nothing_is_kept(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await rest(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        before = weakref.ref(screen._library)
        screen.reread()
        await rest(pilot)
        gc.collect()
        assert before() is None
        await press(pilot, "enter")
        assert "Privacy Policy" in screen_text(pilot) or "Cookies" in screen_text(pilot)


def _colours(screen: Screen[object]) -> list[object]:
    """The styles of all that is on a screen but its last line, where a sentence may stand."""
    lines = screen._compositor.render_strips()[:-1]
    return [segment.style for line in lines for segment in line]
