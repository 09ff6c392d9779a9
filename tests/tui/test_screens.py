"""The screens, used by keys on real repositories."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from stage import TODAY, playing, press, rest, screen_text

from builders.library import ENGLISH, LibraryBuilder, a_library
from policyreview.tui.columns import Columns
from policyreview.tui.screens import library_reading
from policyreview.tui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_library_shows_every_policy_with_its_state(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        text = screen_text(pilot)
        assert "Privacy Policy" in text
        assert "Cookies" in text
        assert "never approved" in text
        assert "en zh-CN" in text
        assert "2026-05-12" in text
        assert "main @" in text


async def test_reading_again_follows_the_branch_that_is_checked_out(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        policies.git("switch", "-q", "-c", "proposal")
        policies.commit({"policies/leave.md": "# Leave Policy\n\nStay at home when ill.\n"})
        await press(pilot, "v", "escape")
        assert "main @" in screen_text(pilot)
        await press(pilot, "R")
        assert "proposal @" in screen_text(pilot)
        assert "Leave Policy" in screen_text(pilot)
        policies.git("switch", "-q", "main")
        await press(pilot, "R")
        assert "main @" in screen_text(pilot)
        assert "Leave Policy" not in screen_text(pilot)


async def test_reading_again_stays_on_the_branch_that_was_asked_for(
    policies: LibraryBuilder,
) -> None:
    policies.git("branch", "proposal")
    async with playing(policies.root, TODAY, ref="proposal") as pilot:
        await press(pilot, "R")
        assert "proposal @" in screen_text(pilot)


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    builder = a_library(tmp_path)
    builder.commit({"main.py": "print(1)\n"})
    async with playing(builder.root, TODAY, (80, 24)) as pilot:
        text = screen_text(pilot)
        assert "No policy was found" in text
        assert "policyreview demo" in text
        await press(pilot, "enter")
        assert "There is no policy under the cursor." in screen_text(pilot)


async def test_a_repository_without_a_commit_opens(tmp_path: Path) -> None:
    builder = a_library(tmp_path)
    async with playing(builder.root, TODAY) as pilot:
        assert "no commit yet" in screen_text(pilot)
        assert "No policy was found" in screen_text(pilot)


async def test_a_repository_whose_objects_are_lost_says_so_in_whole_sentences(
    policies: LibraryBuilder,
) -> None:
    for folder in (policies.root / ".git" / "objects").iterdir():
        shutil.rmtree(folder)
    async with playing(policies.root, TODAY, (80, 24)) as pilot:
        text = " ".join(screen_text(pilot).split())
        assert "The repository is incomplete or damaged; 'git fsck' says where." in text
        assert "reading …" not in text


async def test_a_filter_narrows_the_list_and_escape_drops_it(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=cook", "enter")
        assert "Privacy Policy" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "Privacy Policy" in screen_text(pilot)
        await press(pilot, "slash", "=nothing like it", "enter")
        assert "No policy has" in screen_text(pilot)


async def test_sorting_goes_round_and_says_how(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "s")
        text = screen_text(pilot)
        assert "Sorted by name." in text
        assert text.index("Cookies") < text.index("Privacy Policy")


async def test_a_release_without_approval_says_why_not(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "r")
        assert "Only an approved version can be released" in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_review_opens_on_what_changed(
    policies: LibraryBuilder, size: tuple[int, int]
) -> None:
    async with playing(policies.root, TODAY, size) as pilot:
        await press(pilot, "slash", "=privacy", "enter", "enter")
        text = screen_text(pilot)
        assert "changes" in text
        assert "[2 columns]" in text or "[3 redline]" in text
        await press(pilot, "3", "right_square_bracket")
        assert "birthday" in screen_text(pilot)


async def _review(pilot: object, *keys: str) -> None:
    await press(pilot, "slash", "=privacy", "enter", "enter", *keys)  # type: ignore[arg-type]


async def test_both_sides_of_a_comparison_stand_on_the_same_line(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY, (140, 40)) as pilot:
        await _review(pilot, "2")
        lines = [line for line in screen_text(pilot).split("\n") if "What we do with it" in line]
        assert any(line.count("What we do with it") == 2 for line in lines)


async def test_two_languages_stand_beside_each_other(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY, (140, 40)) as pilot:
        await _review(pilot, "4")
        lines = screen_text(pilot).split("\n")
        assert any("What we collect" in line and "我们收集的信息" in line for line in lines)


async def test_both_redlines_say_what_changed_in_one_language_only(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY, (140, 40)) as pilot:
        await _review(pilot, "5")
        text = screen_text(pilot)
        assert "en changed" in text
        assert "生日" in text


async def test_the_next_change_and_the_last_one_are_found_by_keys(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "3")
        view = pilot.app.screen.query_one(Columns)
        assert view.source is not None
        rows = [change.row for change in view.source.changes]
        for row in rows:
            await press(pilot, "right_square_bracket")
            assert view.here == row
        await press(pilot, "right_square_bracket")
        assert "This is the last change." in screen_text(pilot)
        await press(pilot, "left_square_bracket")
        assert view.here == rows[-2]


async def test_a_mode_keeps_the_place(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY, (120, 24)) as pilot:
        await _review(pilot, "1", "G")
        assert "We use it" in screen_text(pilot)
        await press(pilot, "3")
        assert "We use it" in screen_text(pilot)


async def test_a_viewed_tick_is_there_after_a_restart(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "1", "space")
        assert "1/5 viewed" in screen_text(pilot)
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "1")
        assert "1/5 viewed" in screen_text(pilot)


async def test_a_removed_clause_stands_in_the_outline(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "3")
        lines = screen_text(pilot).split("\n")
        assert any(line.startswith(" -") and "2.2 Sharing" in line for line in lines)
        await press(pilot, "tab", "G", "tab")
        view = pilot.app.screen.query_one(Columns)
        assert view.source is not None
        assert "Sharing" in view.source.search_text(view.here)


async def test_searching_finds_whatever_the_case_and_goes_round(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "1", "slash", "=WE ", "enter")
        assert "match 1 of" in screen_text(pilot)
        await press(pilot, "n")
        assert "match 2 of" in screen_text(pilot)
        await press(pilot, "N", "N")
        assert "went on from the other end" in screen_text(pilot)
        await press(pilot, "slash", "=xyzzy", "enter")
        assert "'xyzzy' is not in this text." in screen_text(pilot)


async def test_unchanged_paragraphs_fold_and_unfold(policies: LibraryBuilder) -> None:
    long = "# Long\n\n" + "\n\n".join(f"Nothing in line {n} is new." for n in range(40))
    policies.commit({"policies/long.md": long})
    policies.commit({"policies/long.md": long.replace("line 20 is", "line 20 was")})
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=long", "enter", "enter", "3", "f")
        text = screen_text(pilot)
        assert "paragraphs without a change" in text
        assert "line 3 " not in text
        await press(pilot, "f", "g")
        assert "line 3 " in screen_text(pilot)


async def test_history_takes_any_two_revisions(policies: LibraryBuilder) -> None:
    policies.commit({"policies/privacy.md": ENGLISH.replace("sell", "rent")}, "Rent")
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "h")
        text = screen_text(pilot)
        assert "Collect birthdays" in text
        assert "Lin Yue 林悦" in text
        await press(pilot, "G", "b", "g", "n", "enter", "3")
        text = screen_text(pilot)
        assert "rent" in text
        assert "birthday" not in text


async def test_history_knows_which_revision_stands_after_a_merge_that_kept_its_own(
    policies: LibraryBuilder,
) -> None:
    policies.commit({"policies/privacy.md": ENGLISH.replace("sell", "rent")}, "Rent")
    policies.git("switch", "-qc", "side", "HEAD~1")
    policies.commit({"policies/privacy.md": ENGLISH.replace("sell", "lend")}, "Lend")
    policies.git("switch", "-q", "-")
    policies.git("merge", "-q", "-s", "ours", "-m", "Keep ours", "side")
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "h")
        rows = {line.split()[-1]: line for line in screen_text(pilot).splitlines() if line.strip()}
        assert "newer" in rows["Rent"]
        assert "not taken" in rows["Lend"]
        assert "newer" not in rows["Lend"]


async def test_a_library_of_many_policies_says_how_far_the_reading_is(
    policies: LibraryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def note(screen: LibraryScreen, *more: object, right: str = "") -> None:
        said.append(right)

    monkeypatch.setattr(library_reading, "_MANY", 2)
    monkeypatch.setattr(LibraryScreen, "program_title", note)
    policies.commit({f"policies/more-{n}.md": f"# More {n}\n\nWords.\n" for n in range(9)})
    async with playing(policies.root, TODAY):
        told = [words for words in said if words.startswith("reading ")]
        assert told, said
        read, _, count = told[-1].removeprefix("reading ").partition(" of ")
        assert int(read) == int(count) >= 9


async def test_a_key_that_cannot_act_says_why(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "slash", "=cookies", "enter", "enter")
        for key, why in (
            ("2", "There is no older revision"),
            ("4", "This policy has one language only."),
            ("l", "This policy has one language only."),
            ("n", "Nothing is searched for yet"),
            ("right_square_bracket", "One text alone has no changes"),
            ("f", "Only a comparison"),
            ("right", "Long lines are wrapped"),
        ):
            await press(pilot, key)
            assert why in screen_text(pilot), key


async def test_copying_promises_nothing(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "y")
        assert "to the terminal; whether it took them it does not tell." in screen_text(pilot)


async def test_help_lists_the_keys_of_the_screen_below(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "question_mark")
        text = screen_text(pilot)
        assert "Help: Review" in text
        assert "Ticks the clause as viewed" in text
        await press(pilot, "escape")
        assert "Help:" not in screen_text(pilot)


async def test_the_palette_does_what_it_names(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await _review(pilot, "1", "ctrl+p", "=one column", "enter")
        assert "[3 redline]" in screen_text(pilot)


async def test_verify_says_that_nobody_signed(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "v")
        assert "Nobody has signed" in screen_text(pilot)


async def test_the_mouse_chooses_and_scrolls(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await pilot.click("#policies", offset=(10, 2))
        await pilot.click("#policies", offset=(10, 2))
        await rest(pilot)
        assert "[2 columns]" in screen_text(pilot)


async def test_markup_in_a_repository_is_only_text(tmp_path: Path) -> None:
    builder = a_library(tmp_path)
    text = (
        "# [bold red]Privacy[/] [@click=app.bell]x[/]\n\nEffective: May 1, 2026\n\n1. [b]We[/b]\n"
    )
    builder.with_policy("privacy", text)
    async with playing(builder.root, TODAY) as pilot:
        assert "[bold red]Privacy[/]" in screen_text(pilot)
        await press(pilot, "enter")
        assert "[b]We[/b]" in screen_text(pilot)


async def test_colours_can_be_changed(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY) as pilot:
        await press(pilot, "T")
        assert "Colours: light." in screen_text(pilot)
        await press(pilot, "T")
        assert "Colours: terminal." in screen_text(pilot)


@pytest.mark.parametrize("size", [(30, 8), (80, 24), (200, 50)])
async def test_no_size_breaks_a_screen(policies: LibraryBuilder, size: tuple[int, int]) -> None:
    async with playing(policies.root, TODAY, size) as pilot:
        await press(pilot, "enter", "2", "3", "1", "h", "escape", "v", "escape", "a", "escape", "q")
        await pilot.resize_terminal(100, 30)
        await press(pilot, "enter")
        assert "policyreview" in screen_text(pilot)
