"""The Library begins with the rows of the last time, and ends with those of the repository."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from stage import TODAY, rest, screen_text

from policyreview.library import open_library
from policyreview.library.lasttime import LastTime, last_time
from policyreview.tui.app import PolicyReviewApp
from policyreview.tui.work.desk import Desk

if TYPE_CHECKING:
    from builders.library import LibraryBuilder


@pytest.fixture
def known(policies: LibraryBuilder) -> LastTime:
    """What was shown the last time."""
    with (library := policies.library()).repository:
        assert library.policies
    found = last_time(str(policies.root))
    assert found is not None
    return found


def an_app(policies: LibraryBuilder, known: LastTime, desk: Desk) -> PolicyReviewApp:
    opening = desk.start(lambda: open_library(policies.root))
    return PolicyReviewApp(desk, opening, name="library", today=TODAY, last_time=known)


async def test_the_rows_of_the_last_time_stand_before_the_repository_is_open(
    policies: LibraryBuilder, known: LastTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "begin", lambda _: None)  # nothing is answered
    app = an_app(policies, known, Desk(begin=False))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = screen_text(pilot)
        assert "Privacy Policy" in shown
        assert "Cookies" in shown
        assert f"main @ {known.commit[:7]}" in shown
        await pilot.press("j")
        assert app.screen._current.policy.title == "Privacy Policy"


async def test_the_repository_has_the_last_word_on_the_rows(
    policies: LibraryBuilder, known: LastTime
) -> None:
    policies.with_policy("terms", "# Terms of Use\n\nEffective Date: July 1, 2026\n\nBe good.\n")
    app = an_app(policies, known, Desk(begin=False))
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        shown = screen_text(pilot)
        assert "Terms of Use" in shown
        assert f"main @ {policies.head[:7]}" in shown
        assert "never approved" in shown


async def test_enter_on_a_row_of_the_last_time_waits_for_the_repository(
    policies: LibraryBuilder, known: LastTime
) -> None:
    app = an_app(policies, known, Desk(begin=False))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "enter")
        await rest(pilot)
        assert "Review" in type(app.screen).__name__


async def test_a_repository_that_does_not_open_ends_the_program_with_the_reason(
    policies: LibraryBuilder, known: LastTime
) -> None:
    (policies.root / ".git" / "objects").rename(policies.root / ".git" / "gone")
    app = an_app(policies, known, Desk(begin=False))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await rest(pilot)
    assert app.problem is not None


async def test_the_collector_works_again_once_the_table_stands(
    policies: LibraryBuilder, known: LastTime
) -> None:
    gc.disable()
    try:
        app = an_app(policies, known, Desk(begin=False))
        async with app.run_test(size=(120, 40)) as pilot:
            await rest(pilot)
            assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
