"""What the Review tells beyond the words: sums, fates of clauses, findings, comments, pins."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from stage import TODAY, playing, press, rest, screen_text, until

from builders.library import CHINESE, ENGLISH, LibraryBuilder, a_library
from policyreview.parallel import pins
from policyreview.tui import turns
from policyreview.tui.columns import Columns
from policyreview.tui.look import Role
from policyreview.tui.widgets.prompt import Prompt
from policyreview.tui.work.remarks import Remark, Remarks

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

OPEN = ("slash", "=privacy", "enter", "enter")
WIDE = (140, 40)


def here(pilot: Pilot[int]) -> Columns:
    return pilot.app.screen.query_one(Columns)


async def test_the_sum_of_a_redline_is_always_in_sight(policies: LibraryBuilder) -> None:
    for size in ((80, 24), WIDE):
        async with playing(policies.root, TODAY, size) as pilot:
            await press(pilot, *OPEN, "3")
            assert "1 clause changed, 1 added, 1 removed" in screen_text(pilot)
            await press(pilot, "G")
            assert "1 clause changed, 1 added, 1 removed" in screen_text(pilot)


async def test_an_item_that_is_nested_no_more_is_a_change_that_is_not_folded(
    tmp_path: Path,
) -> None:
    filling = "".join(f"The lantern number {each} is lent to one of us.\n\n" for each in range(30))
    text = f"# Lanterns\n\n{filling}- A fee:\n  - after a month\n{{}}- after a year\n\n{filling}"
    builder = a_library(tmp_path)
    builder.with_policy("privacy", text.format("  "))
    builder.commit({"policies/privacy.md": text.format("")})
    async with playing(builder.root, TODAY, WIDE) as pilot:
        for mode in "23":
            await press(pilot, *(OPEN if mode == "2" else ()), mode, "g", "]")
            assert "··- after a year" in screen_text(pilot)
            assert "1 of 1 change" in screen_text(pilot)
            await press(pilot, "f")
            assert "··- after a year" in screen_text(pilot)


async def test_an_item_that_is_nested_now_shows_so_beside_the_other_language(
    tmp_path: Path,
) -> None:
    text = f"{ENGLISH}\n- A fee:\n{{}}- after a month\n"
    chinese = f"{CHINESE}\n- 费用：\n- 一个月之后\n"
    builder = a_library(tmp_path)
    builder.with_policy("privacy", text.format(""), zh_CN=chinese)
    builder.commit({"policies/privacy.md": text.format("  ")})
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "5", "]")
        assert "··- after a month" in screen_text(pilot)


async def test_the_outline_says_what_became_of_a_clause(tmp_path: Path) -> None:
    clauses = [
        "## {}. Keeping\n\nWe keep your letters in a locked box for as long as the law asks.\n",
        "## {}. Sharing\n\nNobody outside of our own four walls is ever shown your letters.\n",
        "## {}. Leaving\n\nTell us that you leave, and the box is emptied on the same day.\n",
        "## {}. Paying\n\nThe first box costs nothing; every other one has a price on our site.\n",
    ]

    def text(*order: int) -> str:
        return "# Boxes\n\n" + "\n".join(
            clauses[which].format(at) for at, which in enumerate(order, 1)
        )

    builder = a_library(tmp_path)
    builder.with_policy("privacy", text(0, 1, 2, 3))
    builder.commit({"policies/privacy.md": text(1, 2, 3, 0)})
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "3")
        shown = screen_text(pilot)
        assert "1->4" in shown
        assert "2->1" in shown
        view = here(pilot)
        assert view.source is not None
        moved = [at for at, c in enumerate(view.source.changes) if c.words == "moved"]
        assert moved
        row = view.source.changes[moved[0]].row
        await press(pilot, *["right_square_bracket"] * (moved[0] + 1), "enter")
        assert view.here != row
        await press(pilot, "enter")
        assert view.here == row


async def test_a_chinese_clause_that_moved_is_told_by_short_numbers_and_two_signs(
    tmp_path: Path,
) -> None:
    clauses = [
        "## 第{}条 记录\n\n灯笼公司将每份订单的记录保存七年，此后在院中焚毁，不留副本。\n",
        "## 第{}条 照明\n\n灯具从黄昏点亮至黎明，除守夜人外任何人不得熄灭任何一盏灯。\n",
        "## 第{}条 付款\n\n付款可以使用银行卡或信件，逾期付款自当月一日起开始计息。\n",
    ]

    def text(*order: int) -> str:
        return "# 灯笼\n\n" + "\n".join(
            clauses[which].format("一二三"[at]) for at, which in enumerate(order)
        )

    builder = a_library(tmp_path)
    builder.with_policy("privacy", text(0, 1, 2))
    builder.commit({"policies/privacy.md": text(1, 2, 0)})
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "3")
        shown = screen_text(pilot)
        assert "一->三" in shown
        assert "moved here from 第一条" in shown
        assert "« " in shown
        assert "» " in shown


async def test_a_clause_without_a_number_that_moved_is_told_by_the_one_before_it(
    tmp_path: Path,
) -> None:
    parts = [
        "## Keeping\n\nWe keep the addresses of our visitors for a month, then delete them.\n\n",
        "## Asking\n\nWrite to our office, and we answer within a week of your letter to us.\n\n",
        "## Leaving\n\nClose your account at any time, we ask for no reason and for no fee.\n\n",
    ]
    builder = a_library(tmp_path)
    builder.with_policy("privacy", "# Lanterns\n\n" + "".join(parts))
    moved = "".join((parts[1], parts[2], parts[0]))
    builder.commit({"policies/privacy.md": "# Lanterns\n\n" + moved})
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "3")
        shown = screen_text(pilot)
        assert "moved behind 'Leaving'" in shown
        assert "moved here from line 3" in shown


async def test_the_items_of_a_list_stand_as_close_as_in_the_text(tmp_path: Path) -> None:
    before = "# Lamps\n\nWe light:\n\n- streets\n- stairs\n- doors\n\nWe put them out at dawn.\n"
    builder = a_library(tmp_path)
    builder.with_policy("privacy", before)
    builder.commit({"policies/privacy.md": before.replace("stairs", "steps")})
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "3")
        lines = [line.rstrip() for line in screen_text(pilot).splitlines()]
        first = next(at for at, line in enumerate(lines) if line.endswith("- streets"))
        assert lines[first + 2].endswith("- doors")
        assert not lines[first + 3].endswith("dawn.")


async def test_only_label_and_title_of_a_paragraph_are_a_heading(tmp_path: Path) -> None:
    builder = a_library(tmp_path)
    before = "# Help\n\n1. What we do\n\n2. How soon? We answer within a day.\n"
    builder.with_policy("privacy", before)
    builder.commit({"policies/privacy.md": before.replace("a day", "an hour")})
    async with playing(builder.root, TODAY, WIDE) as pilot:
        for mode in "123":
            await press(pilot, "slash", "=privacy", "enter", "enter", mode)
            source = here(pilot).source
            assert source is not None
            rows = [source.row(index) for index in range(len(source))]
            runs = [run for row in rows if row.left for run in row.left.runs]
            assert ("2. How soon?", Role.HEADING) in runs, mode
            assert any("We answer within" in text for text, role in runs if role is Role.TEXT)
            await press(pilot, "escape", "escape")


async def test_a_comment_on_a_clause_waits_in_the_outline_after_a_restart(
    policies: LibraryBuilder,
) -> None:
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "3", "right_square_bracket", "c", "=Why?", "enter")
        assert "your next sign-off carries it (1 comment waiting)" in screen_text(pilot)
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "3", "right_square_bracket")
        shown = screen_text(pilot)
        assert "Your comment on" in shown
        assert any(line[3:4] == '"' for line in shown.split("\n"))
        await press(pilot, "c", *["backspace"] * 4, "enter")
        assert "The comment is gone (0 comments waiting)" in screen_text(pilot)


def test_a_comment_is_kept_for_its_policy_language_and_clause(tmp_path: Path) -> None:
    Remarks(tmp_path).write("privacy", Remark("en", "2.1", "too  vague\n"))
    again = Remarks(tmp_path)
    assert again.on("privacy", "en", "2.1") == "too vague"
    assert not again.on("privacy", "zh-CN", "2.1")
    assert not again.of("terms")
    again.forget("privacy")
    assert not Remarks(tmp_path).of("privacy")


async def test_a_finding_is_marked_and_said_where_it_is(tmp_path: Path) -> None:
    builder = a_library(tmp_path)
    builder.with_policy("privacy", ENGLISH + "\nWe keep it ( ) for as long as clause 9 says.\n")
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "full_stop")
        lines = screen_text(pilot).split("\n")
        assert any(line.lstrip().startswith("! ") for line in lines[-2:])
        assert any(line[2:3] == "!" for line in lines)


async def test_hidden_text_is_said_above_its_line_without_asking(tmp_path: Path) -> None:
    builder = a_library(tmp_path)
    builder.with_policy("privacy", ENGLISH + "\nWe never\u202e sell it.\n")
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN)
        assert "U+202E" in screen_text(pilot).split("We never")[0]


async def test_a_pin_is_written_to_the_work_tree_alone_and_taken_back(
    policies: LibraryBuilder,
) -> None:
    before = policies.head
    file = policies.root / ".policyreview/pins/privacy.toml"
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "4", "p")
        shown = screen_text(pilot)
        assert "1 pinned" in shown
        written = "Written to .policyreview/pins/privacy.toml; nothing is committed."
        assert f"{written} u takes it back." in shown
        assert [pin.action for pin in pins.load(file.read_bytes())] == ["pin"]
        await press(pilot, "J")
        assert pins.load(file.read_bytes())[-1].action == "join"
        await press(pilot, "u")
        assert f"{written} u takes back the one before." in screen_text(pilot)
        await press(pilot, "u")
        assert "u takes back" not in screen_text(pilot)
        assert not pins.load(file.read_bytes())
        assert "1 pinned" not in screen_text(pilot)
        await press(pilot, "u")
        assert "Nothing was pinned" in screen_text(pilot)
    assert policies.head == before
    assert policies.git("status", "--short") == "?? .policyreview/"


async def test_the_reason_is_said_where_a_pin_no_longer_applies(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "4", "p")
    policies.with_policy("privacy", ENGLISH.replace("# Privacy Policy", "# Policy on Privacy"))
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "4")
        shown = screen_text(pilot)
        assert "1 lost pin" in shown
        await press(pilot, "full_stop")
        assert "A pin no longer applies." in screen_text(pilot)
        assert "was edited or taken out" in screen_text(pilot)


async def test_a_split_bead_stands_apart(policies: LibraryBuilder) -> None:
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "4", "x")
        shown = screen_text(pilot)
        assert "The two sides stand apart." in shown
        lines = shown.split("\n")[3:]
        assert not any("Privacy Policy" in line and "隐私政策" in line for line in lines)


async def test_pins_are_never_written_through_a_link(
    policies: LibraryBuilder, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (policies.root / ".policyreview").symlink_to(outside)
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "4", "p")
        assert "can't be reached" in screen_text(pilot)
    assert not list(outside.iterdir())


async def test_white_space_and_paragraphs_apart_are_shown_when_asked_for(
    policies: LibraryBuilder,
) -> None:
    old = "# Long\n\nOne line that goes on and on.\n\nAnother one here.\n"
    policies.commit({"policies/long.md": old})
    new = old.replace("goes on and", "goes on\nand").replace("one here", "one there")
    policies.commit({"policies/long.md": new})
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, "slash", "=long", "enter", "enter", "3")
        assert "↵" not in screen_text(pilot)
        await press(pilot, "W")
        assert "↵" in screen_text(pilot)
        await press(pilot, "W", "E")
        shown = screen_text(pilot)
        assert "Another one here." in shown
        assert "Another one there." in shown


async def test_one_folded_stretch_is_unfolded_by_itself(policies: LibraryBuilder) -> None:
    long = "# Long\n\n" + "\n\n".join(f"Nothing in line {n} is new." for n in range(60))
    policies.commit({"policies/long.md": long})
    policies.commit({"policies/long.md": long.replace("line 30 is", "line 30 was")})
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, "slash", "=long", "enter", "enter", "3", "f", "g", "enter")
        shown = screen_text(pilot)
        assert "line 5 " in shown
        await press(pilot, "G")
        assert "paragraphs without a change" in screen_text(pilot)


async def test_words_are_found_in_folded_stretches_and_across_line_ends(
    policies: LibraryBuilder,
) -> None:
    lines = [f"Nothing in line {n} is new." for n in range(60)]
    lines[10] = "A lantern that is not brought back to the shop from which you\ntook it is yours."
    long = "# Long\n\n" + "\n\n".join(lines)
    policies.commit({"policies/long.md": long})
    policies.commit({"policies/long.md": long.replace("line 30 is", "line 30 was")})
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, "slash", "=long", "enter", "enter", "3", "f", "g")
        assert "took it is yours" not in screen_text(pilot)
        await press(pilot, "slash", *"which you took", "enter")
        shown = screen_text(pilot)
        assert "took it is yours." in shown
        assert "match 1 of 1" in shown
        await press(pilot, "slash", *"line 5", "enter", "N")
        assert "line 5 is new" in screen_text(pilot)
        assert "line 59 is new" not in screen_text(pilot)


async def test_what_stands_above_both_halves_is_shown_and_needs_no_counterpart(
    tmp_path: Path,
) -> None:
    builder = a_library(tmp_path)
    text = f"Tidelamp at a glance\n\n中文\n\n{CHINESE}\nEnglish\n\n{ENGLISH}"
    builder.with_policy("privacy", text)
    async with playing(builder.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "4", "g")
        shown = screen_text(pilot)
        assert "Tidelamp at a glance" in shown
        assert "(for both languages)" in shown


async def test_while_another_language_is_read_what_you_do_is_about_the_one_on_the_screen(
    policies: LibraryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_PATIENCE", 0.01)
    async with playing(policies.root, TODAY, WIDE) as pilot:
        await press(pilot, *OPEN, "}")
        git = threading.Event()
        pilot.app.desk.start(git.wait)
        await pilot.press("l")
        await pilot.press("space")
        await until(pilot, lambda: "1/5 viewed" in screen_text(pilot))
        await pilot.press("c", "?", "enter")
        await until(pilot, lambda: "Kept; your next sign-off carries it" in screen_text(pilot))
        assert "1. What we collect" in screen_text(pilot)
        git.set()
        await rest(pilot)
        assert "隐私政策" in screen_text(pilot)
        assert " 0/" in screen_text(pilot)
        await press(pilot, "l")
        assert "1/5 viewed" in screen_text(pilot)
        (remark,) = Remarks(policies.root / ".git").of("privacy")
        assert remark.language == "en"
        git.clear()
        await press(pilot, "}", "}")
        pilot.app.desk.start(git.wait)
        await pilot.press("l", "c")
        await until(pilot, lambda: bool(pilot.app.screen.query(Prompt)))
        await pilot.press("backspace")
        git.set()
        await rest(pilot)
        await press(pilot, "enter")
        assert "The comment is gone" in screen_text(pilot)
        assert not Remarks(policies.root / ".git").of("privacy")
