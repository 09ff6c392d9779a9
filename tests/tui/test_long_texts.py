"""A long text in the Review: its lines at once, the comparison when it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stage import TODAY, playing, press, screen_text

from builders.library import CHINESE, ENGLISH, LibraryBuilder, a_library
from policyreview.library import open_library
from policyreview.tui.work import texts

if TYPE_CHECKING:
    from pathlib import Path

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
        early = texts.early(library, policy, "en")
        assert early.startswith("# English")
        whole = texts.text_at(library, policy, "en", library.commit or "")
        assert early.startswith(whole.text[:1000])
        assert whole.place_of(early.index("## 9. clause 9")) is not None
