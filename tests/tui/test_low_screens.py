"""Terminals of a few lines, and names that are longer than they are wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage import TODAY, playing, press, screen_text

from builders.library import LibraryBuilder, a_library

if TYPE_CHECKING:
    from pathlib import Path

LOW = (40, 10)


async def test_the_policies_are_there_where_the_preview_finds_no_room(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY, LOW) as pilot:
        text = screen_text(pilot)
        assert "Privacy Policy" in text
        assert "Cookies" in text
        await press(pilot, "tab")
        assert "There is no room for the preview here" in screen_text(pilot)
        await press(pilot, "j")
        await pilot.resize_terminal(80, 24)
        await press(pilot, "tab", "k")
        assert "policies/" in screen_text(pilot)


async def test_making_the_terminal_lower_leaves_the_keys_with_the_policies(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY, (80, 24)) as pilot:
        await press(pilot, "tab")
        await pilot.resize_terminal(*LOW)
        await press(pilot, "G", "enter")
        assert "never ap" in screen_text(pilot).split("\n")[0]


async def test_the_palette_keeps_its_cursor_in_sight(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY, LOW) as pilot:
        await press(pilot, "ctrl+p", *["down"] * 30)
        text = screen_text(pilot)
        assert "Leave the program" in text
        assert text.count("└") == 1


async def test_a_question_for_help_is_answered_in_whole_sentences(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY, LOW) as pilot:
        await press(pilot, "question_mark")
        assert "All policies of the repository. What waits for you comes first." in " ".join(
            screen_text(pilot).split()
        )


@pytest.mark.parametrize("size", [(40, 10), (100, 30)])
async def test_a_long_name_leaves_room_for_what_the_screen_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    builder = a_library(tmp_path)
    builder.with_policy("privacy", f"# Policy of {'the house of ' * 20}\n\n1. One.\n")
    async with playing(builder.root, TODAY, size) as pilot:
        await press(pilot, "v")
        first = screen_text(pilot).split("\n")[0]
        assert first.endswith("…  verify")
        await press(pilot, "escape", "a")
        assert screen_text(pilot).split("\n")[0].endswith("…  sign off")
        await press(pilot, "escape", "enter")
        first = screen_text(pilot).split("\n")[0]
        assert "never appr" in first
        assert ("no charter" in first) == (size[0] >= 100)
