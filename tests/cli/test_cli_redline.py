"""How a redline is written: as text and as a page."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

import pytest
from four_clauses import OLD, section

from policyreview.cli.redline_text import split_lines

if TYPE_CHECKING:
    from conftest import Answer, Repo, Run


@pytest.fixture
def compare(run: Run, tmp_path: Path):
    """Compare two texts as the command line does."""

    def compare(old: str, new: str, *options: str) -> Answer:
        (tmp_path / "old.md").write_bytes(old.encode())
        (tmp_path / "new.md").write_bytes(new.encode())
        return run("diff", "--files", "old.md", "new.md", *options, cwd=tmp_path)

    return compare


def test_lines_wrapped_anew_show_no_mark_even_beside_a_changed_word(compare):
    new = OLD.replace("thirty days,\nand then we delete", "ninety days, and then\nwe delete")
    out = compare(OLD, new).out
    assert "visitors for [-thirty-]{+ninety+} days, and then\n" in out
    assert out.count("[-") == out.count("{+") == 1
    assert "1 clause changed." in out


def test_white_space_is_shown_by_signs_when_asked_for(compare):
    new = OLD.replace("thirty days,\nand", "thirty days, and")
    plain = compare(OLD, new)
    assert "Only white space changed." in plain.out
    assert "↵" not in plain.out
    assert plain.code == 1
    assert "thirty days,[-↵-]{+·+}and" in compare(OLD, new, "--spaces").out


def test_a_sign_for_white_space_is_not_struck_in_colours(compare):
    out = compare(
        "- a fee\n  - now\n  - later\n", "- a fee\n  - now\n- later\n", "--color=always"
    ).out
    assert "\x1b[31;7m··\x1b[0m- later" in out


def test_a_moved_clause_is_named_at_both_ends_with_its_words_once(compare):
    moved = section(2).replace("2.", "4.").replace("anybody", "anyone")
    rest = OLD.replace(section(2), "").replace("3. Asking", "2. Asking")
    out = compare(OLD, rest.replace("4. Leaving", "3. Leaving") + "\n" + moved).out
    assert "1 clause moved (1 with changes), 2 renumbered." in out
    left = next(line for line in out.splitlines() if line.startswith("<"))
    assert "(moved to clause 4, new line 16)" in left
    assert "Sharing We share nothing" in left
    assert "(moved here from clause 2, old line 8)" in out
    assert "[-anybody-]{+anyone+}" in out


RESTS = (
    "{}**Keeping.** We keep the addresses of our visitors for thirty days, then delete them.\n\n",
    "{}**Asking.** Write to our office, and we answer within a week of your letter to us.\n\n",
    "{}**Leaving.** Close your account at any time, we ask for no reason and for no fee.\n\n",
)


def test_an_indented_clause_that_moved_is_named_by_its_own_number(compare):
    def text(*order: int) -> str:
        parts = [RESTS[k].format(f"  {'abc'[at]}. ") for at, k in enumerate(order)]
        return "# Terms\n\n## 4. Rights\n\n" + "".join(parts)

    old, new = text(0, 1, 2), text(2, 0, 1)
    out = compare(old, new).out
    assert "(moved here from clause c, old line 9)" in out
    assert "(moved to clause a, new line 5)" in out
    page = compare(old, new, "--html").out
    assert ">moved here from clause c</a>" in page
    assert ">moved to clause a</a>" in page


def test_a_clause_without_a_number_that_moved_is_told_by_the_one_before_it(compare):
    parts = [f"## {words.partition('**')[2].partition('.')[0]}\n\n{words}" for words in RESTS]
    old = "# Terms\n\n" + "".join(part.format("") for part in parts)
    new = "# Terms\n\n" + "".join(part.format("") for part in (*parts[1:], parts[0]))
    page = compare(old, new, "--html").out
    assert ">moved behind “Leaving”</a>" in page
    assert ">moved here</a>" in page
    back = compare(new, old, "--html").out
    assert ">moved here from behind “Leaving”</a>" in back


def test_what_was_taken_out_stands_under_the_name_of_its_clause(compare):
    lines = compare(OLD, OLD.replace(section(2), "")).out.splitlines()
    assert any(line.startswith("-     8 ## 2. Sharing") for line in lines)
    assert not any("[-" in line for line in lines if line.startswith("-"))
    gone = compare(
        OLD.replace("tells us to,\n", "tells us to.\n\n"), OLD.partition("and we say")[0]
    )
    assert "@ 2 Sharing" in gone.out


def test_a_heading_that_is_shown_is_not_said_once_more(compare):
    out = compare("", OLD).out
    assert "## 2. Sharing" in out
    assert "@" not in out


def test_the_clause_around_several_changed_headings_is_said_once(compare):
    old = "# Terms\n\n## 5. Rooms\n\nAll rooms are lit.\n\n### 5.1 Keys.\n\nYours.\n\n"
    old += "### 5.2 Doors.\n\nOurs.\n"
    new = old.replace("Keys.", "Keys").replace("Doors.", "Doors")
    out = compare(old, new).out
    assert out.count("@ 5 Rooms") == 1
    assert "### 5.2 Doors[-.-]" in out


def test_empty_lines_and_indents_are_no_part_of_a_change():
    tokens = [("=", "\n  \n"), ("+", "    one"), ("=", "\n\ntwo\n    \n")]
    assert list(split_lines(tokens, plain=False, base=None)) == [["    ", "{+one+}"], [], ["two"]]


def test_a_chinese_clause_is_cited_as_it_calls_itself(compare):
    parts = [
        "第{}条 记录\n\n灯笼公司将每份订单的记录保存七年，此后在院中焚毁，不留副本。\n",
        "第{}条 照明\n\n灯具从黄昏点亮至黎明，除守夜人外任何人不得熄灭任何一盏灯。\n",
        "第{}条 付款\n\n付款可以使用银行卡或信件，逾期付款自当月一日起开始计息。\n",
    ]

    def text(*order: int) -> str:
        return "\n".join(parts[k].format("一二三"[at]) for at, k in enumerate(order))

    out = compare(text(0, 1, 2), text(1, 2, 0)).out
    assert "(moved here from 第一条, old line 1)" in out


def test_another_clause_under_an_old_number_is_one_gone_and_one_new(compare):
    new = OLD.replace(
        section(3), "## 3. Logging\n\nEvery visit leaves one line in a file that nobody reads.\n\n"
    )
    out = compare(OLD, new, "--stat").out
    assert "3 Logging: added" in out
    assert "3 Asking: removed" in out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("One\r\ntwo\r\n", "One\ntwo\n", "! Line ends changed from CRLF to LF."),
        ("\ufeffOne.\n", "One.\n", "! old line 1: The byte order mark was removed."),
        ("A caf\u00e9 of ours.\n", "A cafe\u0301 of ours.\n", "line 1: The same letters"),
        ("Ten days here.\n", "Ten\u00a0days here.\n", "line 1: White space changed from space to"),
        ("One website.\n", "One web\u200bsite.\n", "line 1: A hidden character was inserted: zero"),
        ("Pay now.\n", "Pay \u202enow.\n", "right-to-left override (U+202E)"),
        ("甲方乙方\n", "甲方\u3000乙方\n", "line 1: White space was inserted: ideographic space."),
        ("Pay it\n", "Pay\xa0 it\n", "line 1: White space was inserted: no-break space."),
        ("A b.\r\nC d.\nE.\n", "A b.\nC d.\nE.\r\n", "line 1: A line end changed from CRLF to LF."),
        ("A b.\r\nC d.\nE.\n", "A b.\nC d.\nE.\r\n", "line 3: A line end changed from LF to CRLF."),
    ],
)  # fmt: skip
def test_what_a_reader_cannot_see_is_named_with_its_line(compare, old: str, new: str, said: str):
    out = compare(old, new).out
    assert said in out
    assert out.count("byte order mark") == int("\ufeff" in old)


@pytest.mark.parametrize("options", [[], ["--stat"], ["--html"]])
def test_another_encoding_of_the_same_words_is_a_difference(
    run: Run, tmp_path: Path, options: list[str]
):
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_bytes("Un café par jour.\n".encode("cp1252"))
    new.write_bytes("Un café par jour.\n".encode())
    result = run("diff", "--files", str(old), str(new), *options)
    assert result.code == 1
    assert "The encoding changed from Windows-1252 to UTF-8." in result.out
    assert "No change" not in result.out
    shown = json.loads(run("diff", "--files", str(old), str(new), "--json").out)
    assert shown["texts"][0]["encoding"] == {"old": "cp1252", "new": "utf-8"}


def test_a_byte_order_mark_makes_no_clause(compare):
    text = "# One\n\nTwo.\n\n## 3. Four\n\nFive.\n"
    assert "added" not in compare("\ufeff" + text, text, "--stat").out


def test_a_hundred_equal_sentences_about_unseen_characters_are_one(compare):
    old = "\n\n".join(f"Paragraph {n} has ten days." for n in range(40))
    out = compare(old, old.replace("ten days", "ten\u00a0days")).out
    assert out.count("White space changed") == 1
    assert "and 35 more" in out


def test_the_page_shows_both_ends_of_a_move_with_links_between_them(compare):
    new = OLD.replace(section(2), "") + "\n" + section(2)
    page = compare(OLD, new, "--html").out
    assert 'id="left-1-' in page
    assert 'href="#came-1-' in page
    assert page.count("We share nothing with anybody") == 2
    assert "2 Sharing: moved" in page


def test_the_page_leaves_white_space_aside_and_names_what_cannot_be_seen(compare):
    page = compare(OLD, OLD.replace("\n", "\r\n"), "--html").out
    assert "<del>" not in page
    assert "<ins>" not in page
    assert "␍" not in page
    assert "Line ends changed from LF to CRLF." in page


@pytest.mark.parametrize(
    ("arguments", "what_to_do"),
    [
        (["diff", "privacy", "nowhere"], "'git branch -a' and 'git tag' list what there is"),
        (["diff", "--files", "policies", "policies"], "Name a file in it."),
        (
            ["diff", "--files", "none.md", "none.md"],
            "Give its path as seen from the current folder",
        ),
        (["diff", "privacy", "--language", "fr"], "It has: en, zh-CN."),
        (["inspect", "policies"], "Name a file in it."),
        (["diff", "policy-of-nobody"], "'policyreview list'"),
    ],
)
def test_a_refusal_says_what_to_do(run: Run, repo: Repo, arguments: list[str], what_to_do: str):
    run(*arguments, cwd=repo.path).says(2, what_to_do)
