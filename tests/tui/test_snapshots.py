"""Each screen as a picture, at the two sizes that terminals most often have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage import TODAY, an_app, press, rest

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from builders.library import LibraryBuilder

SIZES = [(80, 24), (120, 40)]
OPEN = ("slash", "=privacy", "enter", "enter")

STORIES: dict[str, tuple[str, ...]] = {
    "library": (),
    "library_filter": ("slash", "=cook"),
    "review_read": (*OPEN, "1"),
    "review_columns": (*OPEN, "2", "right_square_bracket", "space"),
    "review_redline": (*OPEN, "3"),
    "review_chinese_redline": (*OPEN, "l", "3"),
    "review_whole_clauses": (*OPEN, "3", "e"),
    "review_languages": (*OPEN, "4"),
    "review_both": (*OPEN, "5"),
    "review_search": (*OPEN, "1", "slash", "=we", "enter"),
    "history": (*OPEN, "h"),
    "signoff": (*OPEN, "a"),
    "verify": (*OPEN, "v"),
    "charter": ("C",),
    "help": (*OPEN, "question_mark"),
    "palette": (*OPEN, "ctrl+p", "=revisions"),
    "light": (*OPEN, "3", "T", "j"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("story", STORIES)
def test_screen(
    policies: LibraryBuilder,
    snap_compare: Callable[..., bool],
    story: str,
    size: tuple[int, int],
) -> None:
    async def play(pilot: Pilot[int]) -> None:
        await rest(pilot)
        await press(pilot, *STORIES[story])

    app = an_app(policies.root, TODAY)
    assert snap_compare(app, terminal_size=size, run_before=play)
