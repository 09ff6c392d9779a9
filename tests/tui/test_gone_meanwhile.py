"""A repository that can't be read any more while it is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage import TODAY, playing, press, said, screen_text

if TYPE_CHECKING:
    from builders.library import LibraryBuilder


async def test_reading_again_in_vain_leaves_the_library_as_it_was(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        (policies.root / ".git").rename(policies.root / "away")
        await press(pilot, "R")
        assert "is not in a git repository" in said(pilot)
        assert "Privacy Policy" in screen_text(pilot)
        (policies.root / "away").rename(policies.root / ".git")
        policies.with_policy("terms", "# Terms of Service\n\n1. Be kind.\n")
        await press(pilot, "R")
        assert "Terms of Service" in screen_text(pilot)
        assert pilot.app.is_running


@pytest.mark.parametrize(
    ("key", "waited"),
    [("v", "verifying"), ("a", "looking"), ("C", "reading"), ("enter", "reading")],
)
async def test_what_could_not_be_read_is_said_where_it_would_stand(
    policies: LibraryBuilder, key: str, waited: str
) -> None:
    async with playing(policies.root, TODAY, (80, 24)) as pilot:
        (policies.root / ".git").rename(policies.root / "away")
        await press(pilot, key)
        sentence = said(pilot)
        assert "git" in sentence
        await press(pilot, "f1", "escape")
        text = screen_text(pilot)
        assert "".join(sentence.split()) in "".join(text.split())  # lines end elsewhere there
        assert f"{waited} " not in text


async def test_no_key_is_looked_for_any_more_when_that_has_failed(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        (policies.root / ".git").rename(policies.root / "away")
        await press(pilot, "a")
        why = said(pilot)
        await press(pilot, "tab", "ctrl+s")
        assert said(pilot) == why
