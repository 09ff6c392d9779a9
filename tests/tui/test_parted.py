"""Two revisions of two branches: the Review says who changed what since they parted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stage import TODAY, playing, press, screen_text

from builders.library import LibraryBuilder, a_library

if TYPE_CHECKING:
    from pathlib import Path

OPEN = ("slash", "=privacy", "enter", "enter")
WIDE = (200, 40)
BASE = """# Terms

## 1. Keeping

We keep your letters for thirty days, and then we burn every one of them.

## 2. Asking

Write to our office, and we answer within a week of your letter.

## 3. Leaving

Close your account at any time, we ask for no reason and for no fee.
"""


def parted_branches(tmp_path: Path) -> LibraryBuilder:
    """Two branches that changed one policy, joined, and one change more."""
    builder = a_library(tmp_path)
    builder.with_policy("privacy", BASE)
    start, main = builder.head, builder.git("branch", "--show-current").strip()
    builder.commit({"policies/privacy.md": BASE.replace("thirty", "ten").replace("week", "month")})
    builder.git("checkout", "-q", "-b", "side", start)
    builder.commit({"policies/privacy.md": BASE.replace("thirty", "sixty").replace("fee", "gift")})
    builder.git("checkout", "-q", main)
    builder.git("merge", "-q", "-s", "ours", "-m", "Join", "side")
    builder.commit({"policies/privacy.md": BASE.replace("thirty", "forty")})
    return builder


async def test_revisions_of_two_branches_are_told_apart_from_where_they_parted(
    tmp_path: Path,
) -> None:
    builder = parted_branches(tmp_path)
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "h", "g", "j", "n", "j", "b", "enter", "3")
        shown = screen_text(pilot)
        assert "They parted at " in shown
        assert "1 in conflict." in shown
        said = []
        for _ in range(3):
            await press(pilot, "right_square_bracket")
            said.append(screen_text(pilot).split("\n")[-2].strip())
        assert "both changed this, differently" in said[0]
        assert {words.partition(", ")[2] for words in said[1:]} == {
            "only the older revision changed this.",
            "only the newer revision changed this.",
        }


async def test_a_revision_that_follows_from_the_other_parted_from_nothing(tmp_path: Path) -> None:
    builder = parted_branches(tmp_path)
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "h", "g", "n", "G", "b", "enter", "3")
        assert "1 clause changed" in screen_text(pilot)
        assert "They parted" not in screen_text(pilot)
