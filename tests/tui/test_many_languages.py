"""Policies in more languages than one goes through by a key, and in such as run from the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage import TODAY, playing, press, rest, screen_text

from builders.library import ENGLISH, LibraryBuilder, a_library

if TYPE_CHECKING:
    from pathlib import Path

ARABIC = "# سياسة الخصوصية\n\nتاريخ السريان: 12 مايو 2026\n\n## 1. جمع البيانات\n\nنحن نجمع اسمك.\n"
TAGS = ("de", "es", "fr", "it", "nl", "pl", "pt")


@pytest.fixture
def many(tmp_path: Path) -> LibraryBuilder:
    builder = a_library(tmp_path)
    texts = {tag: ENGLISH.replace("We collect", f"[{tag}] We collect") for tag in TAGS}
    return builder.with_policy("privacy", ENGLISH, **texts)


async def test_a_language_is_taken_from_a_list_by_a_part_of_its_name(
    many: LibraryBuilder,
) -> None:
    async with playing(many.root, TODAY) as pilot:
        await press(pilot, "enter", "i")
        text = screen_text(pilot)
        assert "Find a language" in text
        assert "pl  Polish" in text
        await press(pilot, "=spani", "enter")
        text = screen_text(pilot)
        assert "[es] We collect" in text
        assert "es: language 3 of 8; i lists them." in text


async def test_going_on_says_which_of_how_many_languages_it_is(many: LibraryBuilder) -> None:
    async with playing(many.root, TODAY) as pilot:
        await press(pilot, "enter", "l")
        assert "de: language 2 of 8" in screen_text(pilot)
        await press(pilot, "L")
        assert "Beside it: es." in screen_text(pilot)


async def test_that_another_language_alone_changed_is_said_where_this_one_did_not(
    tmp_path: Path,
) -> None:
    both = "Effective: {day}\n\n中文\n\n我们收集您的姓名。\n\nEnglish\n\nWe collect your name.\n"
    builder = a_library(tmp_path).with_policy("privacy", both.format(day="May 12, 2026"))
    builder.commit({"policies/privacy.md": both.format(day="June 1, 2026")}, "Move the day")
    async with playing(builder.root, TODAY) as pilot:
        await press(pilot, "enter", "3")
        text = screen_text(pilot)
        assert "zh-CN: 1 paragraph changed." in text
        await press(pilot, "l")
        assert "May 12, 2026" in screen_text(pilot)


async def test_the_preview_names_some_texts_and_counts_the_rest(tmp_path: Path) -> None:
    tags = (*TAGS, "sv", "fi", "da", "cs")
    builder = a_library(tmp_path).with_policy("privacy", ENGLISH, **dict.fromkeys(tags, ENGLISH))
    async with playing(builder.root, TODAY) as pilot:
        text = screen_text(pilot)
        assert "and 4 more" in text


async def test_of_one_language_there_is_no_list(tmp_path: Path) -> None:
    builder = a_library(tmp_path).with_policy("privacy")
    async with playing(builder.root, TODAY) as pilot:
        await press(pilot, "enter", "i")
        assert "This policy has one language only." in screen_text(pilot)


async def test_text_that_runs_from_the_right_is_said_to_stand_in_logical_order(
    tmp_path: Path,
) -> None:
    builder = a_library(tmp_path).with_policy("privacy", ENGLISH, ar=ARABIC)
    note = "ar is written from right to left and shown in logical order."
    async with playing(builder.root, TODAY) as pilot:
        await press(pilot, "enter", "1")
        assert "right to left" not in screen_text(pilot)
        await press(pilot, "4")
        assert note in " ".join(screen_text(pilot).split())
        await press(pilot, "l", "1")
        assert note in " ".join(screen_text(pilot).split())


async def test_that_a_text_is_being_read_is_said_no_longer_than_it_is(
    many: LibraryBuilder,
) -> None:
    async with playing(many.root, TODAY) as pilot:
        await pilot.press("enter", "l", "i")
        await rest(pilot)
        assert "still being read" not in screen_text(pilot)
