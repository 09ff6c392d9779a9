"""Keys that come in one burst: each finds the focus where the one before it has put it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from stage import TODAY, playing, press, rest, screen_text, until
from textual import events
from textual.widgets import Input

from policyreview.tui import turns
from policyreview.tui.screens.review import ReviewScreen
from policyreview.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

    from builders.library import LibraryBuilder


async def burst(pilot: Pilot[int], *keys: str) -> None:
    """All keys at once, as a terminal hands them over that has sent them in one piece."""
    for key in keys:
        for each in key[1:] if key.startswith("=") else (key,):
            one = each if len(each) == 1 else None
            pilot.app.post_message(events.Key("space" if each == " " else each, one))
    await rest(pilot)


async def shown(pilot: Pilot[int], *texts: str) -> str:
    """Wait until all of the texts are on the screen; returns the screen."""
    await until(pilot, lambda: all(text in screen_text(pilot) for text in texts))
    return screen_text(pilot)


def fields(pilot: Pilot[int]) -> dict[str, str]:
    """What stands in the fields of the form."""
    return {str(each.id): each.value for each in pilot.app.screen.query(Input)}


async def test_words_behind_a_tab_land_in_the_next_field(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "a", "tab", "tab")
        await burst(pilot, "=legal review", "tab", "=Read it all.", "shift+tab", "=s", "tab", "=!")
        assert fields(pilot)["meaning"] == "legal reviews"
        assert fields(pilot)["comment"] == "Read it all.!"


async def test_words_behind_the_key_that_asks_for_them_are_no_commands(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await burst(pilot, "slash", "=privacy")
        assert pilot.app.screen.query_one(Prompt).value == "privacy"
        await burst(pilot, "enter", "enter")
        assert "viewed" in screen_text(pilot)
        await burst(pilot, "slash", "=collect", "enter", "n")
        assert "match" in screen_text(pilot)


async def test_keys_behind_the_one_that_opens_a_review_wait_for_its_text(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=privacy", "enter")
        await burst(
            pilot, "enter", "3", "right_square_bracket", "c", "=Too long.", "enter", "space"
        )
        text = await shown(pilot, "[3 redline]", "1/5 viewed", "Viewed: 1 What we collect")
        assert '"' in "".join(line[3:4] for line in text.split("\n"))


async def test_a_letter_of_a_word_that_is_searched_for_closes_nothing(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=privacy", "enter")
        await burst(pilot, "enter", "1", "slash", "=q", "enter")
        await shown(pilot, "[1 read]", "'q' is not in this text.")


async def test_keys_behind_another_language_find_it_there(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=privacy", "enter", "enter")
        await burst(pilot, "l", "slash", *"生日", "enter")
        await shown(pilot, "match 1 of")


async def test_keys_behind_a_choice_are_not_typed_into_its_list(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=privacy", "enter", "enter")
        await burst(pilot, "ctrl+p", "=one column", "enter", "i", "=chin", "enter", "o")
        text = await shown(pilot, "[3 redline]", "您的姓名和、地址和生日")
        assert "clauses" not in text


async def test_going_back_waits_for_nothing_and_drops_the_keys_before_it(
    policies: LibraryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_PATIENCE", 600.0)
    async with playing(policies.root, TODAY) as pilot:
        git = threading.Event()
        pilot.app.desk.start(git.wait)
        for key in ("enter", "c", "x", "escape"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await shown(pilot, "enter review")
        git.set()
        await burst(pilot, "question_mark")
        await shown(pilot, "Help: Library")


async def test_a_key_that_nobody_answers_for_holds_up_no_other(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash")
        prompt = pilot.app.screen.query_one(Prompt)
        pilot.app.post_message(events.Key("a", "a"))
        pilot.app.post_message(events.Key("b", "b"))
        await prompt.remove()
        await burst(pilot, "question_mark")
        await shown(pilot, "Help")


async def test_what_a_check_notices_takes_nobody_back_to_where_they_were(
    policies: LibraryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, drawn = threading.Event(), []
    told_at = ReviewScreen._told_at

    def slowly(screen: ReviewScreen, *what: Any) -> dict[int, str]:
        drawn.append(what)
        if len(drawn) == 2:  # with what the checks noticed
            gate.wait(20)
        return told_at(screen, *what)

    monkeypatch.setattr(ReviewScreen, "_told_at", slowly)
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=privacy", "enter")
        await pilot.press("enter")
        await until(pilot, lambda: len(drawn) >= 2)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await shown(pilot, "2 of 3 changes")
        gate.set()
        await rest(pilot)
        await shown(pilot, "5 findings", "2 of 3 changes")
