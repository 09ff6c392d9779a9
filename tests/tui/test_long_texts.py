"""A long text in the Review: its lines at once, the comparison when it stands."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from stage import TODAY, playing, press, rest, screen_text, until
from textual import events

from builders.library import CHINESE, ENGLISH, LibraryBuilder, a_library
from policyreview.library import open_library
from policyreview.tui.app import PolicyReviewApp
from policyreview.tui.work import texts
from policyreview.tui.work.questions import beginning

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from rich.console import RenderableType
    from textual.pilot import Pilot
    from textual.screen import Screen

OPEN = ("slash", "=privacy", "enter", "enter")


def long_bilingual(root: Path) -> LibraryBuilder:
    """A policy of two halves in one long file, one clause of each changed in the last commit."""

    def text(days: int) -> str:
        halves = []
        for marker, half, word in (("English", ENGLISH, "clause"), ("中文", CHINESE, "条款")):
            last = half.splitlines()[-1]
            more = (
                f"\n## {n}. {word} {n}\n\n{last * 6} {n + days * (n == 700)}\n"
                for n in range(9, 1500)
            )
            halves.append(f"# {marker}\n\n{half}{''.join(more)}")
        return "\n".join(halves)

    builder = a_library(root).with_policy("privacy", text(0))
    builder.commit({"policies/privacy.md": text(30)})
    return builder


async def test_a_long_file_of_two_languages_is_compared_checked_and_moved_through(
    tmp_path: Path,
) -> None:
    builder = long_bilingual(tmp_path)
    async with playing(builder.root, TODAY, (140, 40)) as pilot:
        await press(pilot, *OPEN)
        assert "1 clause changed" in screen_text(pilot)
        assert "1 change" in screen_text(pilot)
        await press(pilot, "right_square_bracket")
        assert "730" in screen_text(pilot)
        await press(pilot, "1", "G")
        assert "clause 1499" in screen_text(pilot)


def test_a_half_of_a_long_file_can_be_read_before_it_is_taken_apart(tmp_path: Path) -> None:
    library = open_library(long_bilingual(tmp_path).root)
    with library.repository:
        policy = library.policy("privacy")
        found = texts.find(library, policy, "en", library.commit or "")
        assert found.is_long
        assert found.whole.startswith("# English")
        taken = texts.read(library, found)
        assert found.whole.startswith(taken.text[:1000])
        assert taken.place_of(found.whole.index("## 9. clause 9")) is not None


def long_pair(root: Path) -> LibraryBuilder:
    """A policy of one long file, of which three clauses changed in the last commit."""

    def text(days: int) -> str:
        last = ENGLISH.splitlines()[-1]
        return ENGLISH + "".join(
            f"\n## {n}. clause {n}\n\n{last * 6} {n + days * (n % 500 == 0)} days.\n"
            for n in range(9, 1600)
        )

    builder = a_library(root).with_policy("privacy", text(0))
    builder.commit({"policies/privacy.md": text(30)})
    return builder


async def shows(pilot: Pilot[int], words: str) -> None:
    """Wait until words are on the screen, whatever is under way."""
    await until(pilot, lambda: words in screen_text(pilot))


async def test_two_long_texts_are_gone_through_line_by_line_until_they_are_compared(
    tmp_path: Path,
) -> None:
    async with playing(long_pair(tmp_path).root, TODAY, (140, 40)) as pilot:
        await press(pilot, "slash", "=privacy", "enter")
        await pilot.press("enter")
        await shows(pilot, "comparing …")
        assert "[2 columns]" in screen_text(pilot)
        await pilot.press("slash", *"500 days", "enter")
        await shows(pilot, "clause 500")
        await pilot.press("right_square_bracket")
        await shows(pilot, "1030 days")
        before = screen_text(pilot).split("\n")
        assert any("1000 days" in line and "1030 days" in line for line in before)
        await rest(pilot)
        after = screen_text(pilot).split("\n")
        assert "3 clauses changed" in after[2]
        assert "2 of 3 changes" in after[1]
        assert "match" in after[1]
        places = [
            next(at for at, line in enumerate(shown) if "1030 days" in line)
            for shown in (before, after)
        ]
        assert places[0] == places[1]  # nothing has moved under the reader's eyes


async def test_where_git_takes_long_the_review_is_drawn_without_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    display = PolicyReviewApp._display

    def noted(app: PolicyReviewApp, screen: Screen[object], update: RenderableType | None) -> None:
        drawn.append(type(app.screen).__name__)
        display(app, screen, update)

    monkeypatch.setattr(PolicyReviewApp, "_display", noted)
    async with playing(long_pair(tmp_path).root, TODAY, (140, 40)) as pilot:
        await press(pilot, "slash", "=privacy", "enter")
        git = threading.Event()
        pilot.app.desk.start(git.wait)
        await pilot.press("enter")
        await until(pilot, lambda: "ReviewScreen" in drawn)
        assert "reading …" in screen_text(pilot)
        git.set()
        await rest(pilot)
        assert "3 clauses changed" in screen_text(pilot)


async def test_a_search_that_is_asked_before_there_is_a_text_waits_for_it(tmp_path: Path) -> None:
    async with playing(long_pair(tmp_path).root, TODAY, (140, 40)) as pilot:
        await press(pilot, "slash", "=privacy", "enter")
        for key in ("enter", "slash", *"clause 1500", "enter"):
            name = "space" if key == " " else key
            pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await rest(pilot)
        await shows(pilot, "1530 days")
        assert "match 1 of 1" in screen_text(pilot)


async def test_leaving_a_comparison_under_way_leaves_nothing_behind(tmp_path: Path) -> None:
    async with playing(long_pair(tmp_path).root, TODAY, (140, 40)) as pilot:
        await press(pilot, "slash", "=privacy", "enter")
        await pilot.press("enter")
        await shows(pilot, "comparing …")
        await pilot.press("q")
        await shows(pilot, "Last change")
        await press(pilot, "enter")
        assert "3 clauses changed" in screen_text(pilot)
        await press(pilot, "3")
        assert "1030 days" not in screen_text(pilot)
        await press(pilot, "G")
        assert "clause 1599" in screen_text(pilot)


def test_a_preview_of_one_half_begins_with_that_half(tmp_path: Path) -> None:
    library = open_library(long_bilingual(tmp_path).root)
    with library.repository:
        policy = library.policy("privacy")
        assert beginning(library, policy).startswith("# English")
        other = replace(policy, texts=policy.texts[::-1])
        assert beginning(library, other).startswith("# 中文")
