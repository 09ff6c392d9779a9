"""Runs the app headless on a repository, and waits until nothing is under way."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING

from policyreview.library import open_library
from policyreview.tui.app import PolicyReviewApp
from policyreview.tui.widgets.bars import KeyBar
from policyreview.tui.work.desk import Desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot


TODAY = date(2026, 6, 20)
"""The day on which all tests of the screens take place."""


def an_app(root: Path, today: date, ref: str | None = None) -> PolicyReviewApp:
    """The app on a repository, not started yet."""
    desk = Desk()
    opening = desk.start(lambda: open_library(root, ref=ref))
    return PolicyReviewApp(desk, opening, name="library", today=today)


async def rest(pilot: Pilot[int]) -> None:
    """Wait until every question was answered and shown."""
    await pilot.pause()
    for _ in range(8):
        if not any(not worker.is_finished for worker in pilot.app.workers):
            break
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    """Wait until something is true, whatever is under way."""
    for _ in range(4_000):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError(screen_text(pilot))


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, resting after each; ``"=words"`` types words."""
    for key in keys:
        if key.startswith("=") and len(key) > 1:
            await pilot.press(*key[1:])
        else:
            await pilot.press(key)
        await rest(pilot)


def screen_text(pilot: Pilot[int]) -> str:
    """What is on the screen, line by line."""
    app = pilot.app
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips[:height]]
    assert all(line for line in lines)
    return "\n".join(line.rstrip() for line in lines) if width else ""


def said(pilot: Pilot[int]) -> str:
    """The sentence at the bottom, as it is to be read there."""
    bar = pilot.app.screen.query_one(KeyBar)
    return " ".join(" ".join(screen_text(pilot).split("\n")[-bar.size.height :]).split())


@asynccontextmanager
async def playing(
    root: Path, today: date, size: tuple[int, int] = (120, 40), *, ref: str | None = None
) -> AsyncIterator[Pilot[int]]:
    """The app running, the library read."""
    app = an_app(root, today, ref)
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        yield pilot
