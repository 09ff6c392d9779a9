"""What is said on a narrow screen is said whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stage import TODAY, playing, press, rest, said, screen_text

from builders.library import a_library
from policyreview.tui.columns import Columns
from policyreview.tui.screens.review_lines import Words
from policyreview.tui.widgets.status import ModeBar

if TYPE_CHECKING:
    from pathlib import Path

SMALL = (80, 24)

_TWICE = (
    "You may not use a Service to attack other networks, to send bulk mail to people who did not"
    " ask for it. "
)
_TEXT = (
    "# Terms\n\nEffective May 12, 2026\n\n"
    + "".join(f"{n}. Clause {n}\n\nWords of clause {n} stand here.\n\n" for n in range(1, 12))
    + f"12. Fair use\n\n{_TWICE}{_TWICE}\n"
)


def _words(text: str) -> str:
    return " ".join(text.split())


async def test_a_refusal_longer_than_a_line_is_read_to_its_end(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada").with_charter().with_policy("privacy")
    async with playing(library.root, TODAY, size=(60, 24)) as pilot:
        await press(pilot, "r")
        assert said(pilot) == (
            "Only an approved version can be released; the status of this one is "
            "'never approved' (0 of 1)."
        )
        await press(pilot, "j")
        assert pilot.app.screen.query_one("KeyBar").size.height == 1


async def test_a_finding_longer_than_a_line_is_read_to_its_end(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy("terms", _TEXT)
    async with playing(library.root, TODAY, size=SMALL) as pilot:
        await press(pilot, "enter", "full_stop")
        here = pilot.app.screen.query_one("#here", Words)
        assert here.size.height > 1
        assert "twice" in _words("\n".join(screen_text(pilot).split("\n")[-4:-1]))
        text = pilot.app.screen.query_one(Columns)
        assert text.is_visible(text.here)
        await press(pilot, "g")
        assert here.size.height == 1


async def test_a_row_at_the_bottom_stays_in_sight_when_there_is_more_to_say(
    tmp_path: Path,
) -> None:
    library = a_library(tmp_path).with_policy("terms", _TEXT)
    async with playing(library.root, TODAY, size=SMALL) as pilot:
        await press(pilot, "enter", "G")
        text = pilot.app.screen.query_one(Columns)
        assert text.is_visible(text.here)
        assert "ask for it." in screen_text(pilot)


async def test_without_a_partner_missing_the_languages_say_so(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy(
        "terms", "# Terms\n\nA word.\n", de="# Terms\n\nEin Wort.\n"
    )
    async with playing(library.root, TODAY, size=SMALL) as pilot:
        await press(pilot, "enter", "4", "right_square_bracket")
        assert "Every paragraph has its partner" in said(pilot)


async def test_policies_of_one_title_are_told_apart(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy("shop").with_policy("forum")
    library.with_policy("terms", _TEXT)
    async with playing(library.root, TODAY, size=SMALL) as pilot:
        text = screen_text(pilot)
        assert "Privacy Policy (shop)" in text
        assert "Privacy Policy (forum)" in text
        assert "(terms)" not in text


async def test_what_verification_says_is_read_to_its_end_on_a_narrow_screen(
    tmp_path: Path,
) -> None:
    library = a_library(tmp_path).with_signers("ada").with_charter().with_policy("privacy")
    library.approved_by("ada", day="2031-09-01")
    async with playing(library.root, TODAY, size=(60, 24)) as pilot:
        await press(pilot, "v")
        text = screen_text(pilot)
        assert "…" not in text
        assert "✓ Version 2031-09-01, the text as it stands: approved" in _words(text)
        assert "+ Approved by Ada Osei (legal) on" in _words(text)


async def test_whom_a_policy_waits_for_is_read_to_its_end_on_a_narrow_screen(
    tmp_path: Path,
) -> None:
    names = [f"signer{number}" for number in range(6)]
    library = a_library(tmp_path).with_signers(*names).with_charter().with_policy("privacy")
    async with playing(library.root, TODAY, size=(44, 30)) as pilot:
        waits = "It waits for " + ", ".join(name.title() for name in names) + "."
        assert waits in " ".join(screen_text(pilot).split())


async def test_a_charter_that_is_invalid_is_not_called_missing(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy("privacy")
    library.commit({"policyreview.toml": "format = ["})
    async with playing(library.root, TODAY, size=SMALL) as pilot:
        assert screen_text(pilot).split("\n")[0].endswith("charter invalid")


async def test_what_is_compared_with_is_called_by_its_own_version(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada").with_charter().with_policy("privacy")
    library.approved_by("ada", day="2026-01-01", backdated=True, comment="late")
    library.approved_by("ada", day="2031-09-01")  # it binds later; the other is in force
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text + "\nA word more.\n"})
    async with playing(library.root, TODAY) as pilot:
        await press(pilot, "enter", "3")
        assert "approved 2031-09-01" in screen_text(pilot)
        assert "approved 2026-01-01" not in screen_text(pilot)


async def test_a_mode_is_clicked_where_it_stands_on_a_narrow_screen(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy("terms", _TEXT)
    library.commit({"policies/terms.md": _TEXT.replace("Words", "More words")})
    async with playing(library.root, TODAY, size=SMALL) as pilot:
        await press(pilot, "enter", "3")
        line = screen_text(pilot).split("\n")[1]
        assert line.startswith(" 1 2 [3 redline] 4 5")
        await pilot.click(ModeBar, offset=(3, 0))
        await rest(pilot)
        assert "[2 columns]" in screen_text(pilot)


async def test_what_others_commit_meanwhile_is_read_before_a_policy_is_opened(
    tmp_path: Path,
) -> None:
    library = a_library(tmp_path).with_policy("terms", _TEXT)
    async with playing(library.root, TODAY) as pilot:
        tip = library.commit({"policies/terms.md": _TEXT.replace("# Terms", "# House Terms")})
        await press(pilot, "enter")
        assert "There are new commits: they are being read." in said(pilot)
        assert f"main @ {tip[:10]}" in screen_text(pilot)
        await press(pilot, "enter")
        assert "House Terms" in screen_text(pilot).split("\n")[0]
        tip = library.commit({"policies/terms.md": _TEXT.replace("# Terms", "# Our Terms")})
        await press(pilot, "escape")
        assert f"main @ {tip[:10]}" in screen_text(pilot)
        assert "Our Terms" in screen_text(pilot)


async def test_help_explains_every_mark(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy("terms", _TEXT)
    async with playing(library.root, TODAY) as pilot:
        await press(pilot, "enter", "question_mark", "G")
        text = screen_text(pilot)
        listed = text.split("\n  Marks\n")[1].split("\n")
        marks = "".join(line.split()[0] for line in listed if line.strip())
        for mark in '+-~·«»#!"✓?=':
            assert mark in marks, mark
