"""A sign-off that was killed: the next start, by command or screen, says what became of it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import command
from policyreview.library import open_library
from policyreview.tui.app import PolicyReviewApp
from policyreview.tui.work.desk import Desk

WRITER = Path(__file__).parent.parent / "repository" / "killed_writer.py"
BEFORE, AFTER = 7, 10
"""Instants of the writer: files are staged beside their places; the branch has moved."""
UNDONE = "was interrupted before anything was changed; nothing of it remains."
FINISHED = "index and files now follow it."


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_policy()


def killed_at(library: LibraryBuilder, instant: int) -> None:
    done = subprocess.run(
        [
            sys.executable,
            str(WRITER),
            str(library.root),
            "refs/heads/main",
            library.head,
            str(instant),
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr
    assert library.git("status", "--porcelain")


def nothing_lies_about(library: LibraryBuilder) -> None:
    assert library.git("status", "--porcelain") == ""
    assert not list(library.root.rglob("*policyreview-*"))


@pytest.mark.parametrize(
    "arguments", [["list"], ["status"], ["verify"], ["doctor"], ["show", "privacy"]]
)
def test_the_next_command_clears_away_and_says_so(
    library: LibraryBuilder, arguments: list[str]
) -> None:
    killed_at(library, BEFORE)
    assert UNDONE in command(library, *arguments).err
    nothing_lies_about(library)
    assert "interrupted" not in command(library, *arguments).err


def test_the_next_command_finishes_what_stands_on_the_branch(library: LibraryBuilder) -> None:
    before = library.head
    killed_at(library, AFTER)
    answer = command(library, "list", "--json")
    assert FINISHED in answer.err
    assert answer.json["policies"]
    nothing_lies_about(library)
    assert library.head != before
    assert b"December 1, 2026" in library.read("policies/privacy.md")


def test_a_journal_that_cannot_be_read_keeps_nobody_from_reading(library: LibraryBuilder) -> None:
    killed_at(library, BEFORE)
    journal = library.root / ".git" / "policyreview" / "journal.json"
    journal.write_text("{")
    answer = command(library, "list")
    assert answer.exit == 0
    assert "Privacy Policy" in answer.out
    assert "The journal of an earlier sign-off is damaged" in answer.err
    assert "remove it when nothing is amiss" in answer.err


async def test_the_screens_say_it_too(library: LibraryBuilder) -> None:
    killed_at(library, BEFORE)
    desk = Desk()
    opening = desk.start(lambda: open_library(library.root))
    app = PolicyReviewApp(desk, opening, name="library", today=date(2026, 6, 20))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        text = "\n".join("".join(part.text for part in strip) for strip in strips)
    assert "An earlier sign-off on main was interrupted" in text
    nothing_lies_about(library)
