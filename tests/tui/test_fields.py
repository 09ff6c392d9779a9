"""What is typed and pasted into fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stage import TODAY, playing, press, rest, screen_text
from textual import events

from policyreview.tui.widgets.entry import in_one_line

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from builders.library import LibraryBuilder


async def _paste(pilot: Pilot[int], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await rest(pilot)


async def test_of_a_comment_of_several_lines_none_is_lost(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "enter", "c", "=First: ")
        await _paste(pilot, "the fee is\r\nnot named,\n\nnor 期限。\n")
        await press(pilot, "enter", "c")
        assert "First: the fee is not named, nor 期限。" in screen_text(pilot)


async def test_which_clause_a_comment_is_on_stays_on_the_screen(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=privacy", "enter", "enter", "g", "space", "c", "=Too long.")
        assert "Your comment on 1.2 Cookies. enter keeps it." in screen_text(pilot)
        await press(pilot, "escape")
        assert "Your comment on" not in screen_text(pilot)
        await press(pilot, "c", "=Too long.", "enter")
        assert "(1 comment waiting)" in screen_text(pilot)


async def test_a_paste_takes_the_place_of_what_is_marked(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=privacy", "enter", "slash")  # what was typed is marked
        await _paste(pilot, "coo\n")
        await press(pilot, "=kies", "enter")
        text = screen_text(pilot)
        assert "1 policy; esc shows all." in text
        assert "Cookies" in text


async def test_a_paste_of_nothing_but_line_ends_changes_nothing(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=coo")
        await _paste(pilot, "\n\n")
        await press(pilot, "enter")
        assert "1 policy; esc shows all." in screen_text(pilot)


def test_controls_become_spaces_and_words_stay_apart() -> None:
    assert in_one_line("a\r\nb\tc\x1b[31md\x9be\u2028f\n") == "a b c [31md e f"
    assert in_one_line(" middle of a sentence ") == " middle of a sentence "
