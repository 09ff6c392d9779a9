"""While the Library has a long history verified, policies can be read."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import pytest
from stage import TODAY, an_app, playing, rest, said, screen_text, until

from builders.library import LibraryBuilder, a_library
from policyreview.tui.commands import Place
from policyreview.tui.screens.help import Help

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from policyreview.tui.screens.room import Room


@pytest.fixture
def chartered(tmp_path: Path) -> LibraryBuilder:
    """A policy that Ada approved, and that was changed twice since."""
    builder = a_library(tmp_path)
    builder.with_signers("ada").with_charter().with_policy("privacy")
    builder.approved_by("ada", day="2031-09-01")
    text = builder.read("policies/privacy.md").decode()
    for more in ("your age", "your birthday"):
        text = text.replace("your name", f"your name, {more}", 1)
        builder.commit({"policies/privacy.md": text}, f"Collect {more}")
    return builder


@asynccontextmanager
async def verifying(root: Path) -> AsyncIterator[tuple[Pilot[int], threading.Event]]:
    """The app with its policies in the table; they are verified once the event is set."""
    app, done = an_app(root, TODAY), threading.Event()
    app.verifying.start(done.wait)
    async with app.run_test(size=(140, 40)) as pilot:
        try:
            await until(pilot, lambda: "Privacy Policy" in screen_text(pilot))
            yield pilot, done
        finally:
            done.set()


async def test_a_preview_and_a_review_wait_for_no_verification(chartered: LibraryBuilder) -> None:
    async with verifying(chartered.root) as (pilot, done):
        await until(pilot, lambda: "We collect your name" in screen_text(pilot))
        assert "changed" not in screen_text(pilot)  # where it stands is not known
        await pilot.press("enter")
        await until(pilot, lambda: "1 clause changed" in screen_text(pilot))
        assert "your age" in screen_text(pilot)
        await pilot.press("2", "right_square_bracket", "q")
        await until(pilot, lambda: "enter review" in screen_text(pilot))
        done.set()
        await rest(pilot)
        assert "changed" in screen_text(pilot)


async def test_a_review_opened_before_says_which_version_was_approved_last(
    chartered: LibraryBuilder,
) -> None:
    async with verifying(chartered.root) as (pilot, done):
        await pilot.press("enter")
        await until(pilot, lambda: "1 clause changed" in screen_text(pilot))
        done.set()
        await rest(pilot)
        assert "Privacy Policy  changed" in screen_text(pilot).split("\n")[0]
        assert "Version 2031-09-01 was approved last" in said(pilot)


@pytest.mark.parametrize(
    ("key", "waits", "told"),
    [
        ("v", "verifying", "Approved by Ada Osei"),
        ("a", "looking for keys", "no key"),
        ("C", "reading", "Ada"),
    ],
)
async def test_what_rests_on_verification_waits_for_it(
    chartered: LibraryBuilder, key: str, waits: str, told: str
) -> None:
    async with verifying(chartered.root) as (pilot, done):
        await pilot.press(key)
        await until(pilot, lambda: waits in screen_text(pilot))
        await pilot.app.desk.ask(lambda: None)
        await pilot.pause()
        assert told not in screen_text(pilot)
        done.set()
        await rest(pilot)
        assert told in screen_text(pilot)


async def test_what_waits_to_be_painted_goes_on_below_another_screen(
    chartered: LibraryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(chartered.root, TODAY) as pilot:
        library = cast("Room[None]", pilot.app.screen)
        later = library.call_after_refresh

        def unless_waited_for(done: Callable[..., object], *args: object, **more: object) -> bool:
            waits = isinstance(getattr(done, "__self__", None), asyncio.Event)
            return waits or later(done, *args, **more)

        monkeypatch.setattr(library, "call_after_refresh", unless_waited_for)
        waits = asyncio.create_task(library.painted())
        await asyncio.sleep(0)  # it has begun
        assert not waits.done()
        pilot.app.push_screen(Help(Place.LIBRARY))
        await asyncio.wait_for(waits, 60)
        await asyncio.wait_for(library.painted(), 60)
