"""How a redline is written: as text, as a page, for git, and of two people's changes."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

import pytest

from policyreview.cli.redline_text import split_lines

if TYPE_CHECKING:
    from conftest import Answer, Repo, Run

OLD = """# Terms

## 1. Keeping

We keep the addresses of our visitors for thirty days,
and then we delete every one of them.

## 2. Sharing

We share nothing with anybody, unless a court of law tells us to,
and we say so to those whom it concerns.

## 3. Asking

Write to our office, and we answer within a week of your letter.

## 4. Leaving

Close your account at any time, we ask for no reason and for no fee.
"""


def section(number: int) -> str:
    """The text of a section."""
    start = OLD.index(f"## {number}.")
    end = OLD.find(f"## {number + 1}.")
    return OLD[start:end] if end > 0 else OLD[start:] + "\n"


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


# -- with git -----------------------------------------------------------------------------


COMMAND = f"{shlex.quote(sys.executable)} -m policyreview diff"


def test_git_difftool_shows_the_redline_after_the_documented_set_up(repo: Repo):
    repo.git("config", "difftool.policyreview.cmd", f'{COMMAND} --files "$LOCAL" "$REMOTE"')
    out = repo.git(
        "difftool", "-y", "-t", "policyreview", "HEAD~1", "HEAD", "--", "policies/privacy.md"
    )
    assert "[-20-]{+30+}" in out


def test_git_takes_the_driver_from_the_environment_and_goes_on_to_the_next_file(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
):
    repo.write("policies/a.bin", b"\0\1\2")
    repo.git("add", "policies/a.bin")
    repo.git("mv", "policies/privacy.zh-CN.md", "policies/privacy.zh.md")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"{COMMAND} --driver")
    out = repo.git("diff", "--cached", "-M", "HEAD~1")
    assert "policies/a.bin (new file): It is binary, not a text, and not compared." in out
    assert "[-20-]{+30+}" in out
    assert "policies/privacy.zh-CN.md → policies/privacy.zh.md: " in out


def test_git_is_told_of_a_path_that_begins_with_a_dash_of_modes_and_of_files_without_words(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
):
    for name in ("--stat", "-C.md", "mode.md", "gone.md"):
        repo.write(name, "We keep your name for ten days.\n")
    repo.git("add", ".")
    repo.git("commit", "-qm", "Add files")
    for name in ("--stat", "-C.md"):
        repo.write(name, "We keep your name for nine days.\n")
    (repo.path / "mode.md").chmod(0o755)
    (repo.path / "gone.md").unlink()
    repo.write("empty.md", "")
    repo.git("add", "--all", ".")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"{COMMAND} --driver")
    out = repo.git("diff", "--cached", "HEAD").splitlines()
    assert [line for line in out if line[0] not in " ~-"] == [
        "empty.md (new file): No change.",
        "gone.md (deleted): 1 paragraph removed.",
        "mode.md (mode 100644 → 100755): No change.",
    ]
    assert "--stat: 1 paragraph changed." in out
    assert "-C.md: 1 paragraph changed." in out


@pytest.mark.parametrize(
    ("options", "trust", "differ"), [(["--exit-code"], "", 1), ([], "true", 1), ([], "", 0)]
)
def test_the_driver_says_by_its_exit_code_whether_files_differ_to_a_git_that_trusts_it(
    repo: Repo,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    trust: str,
    differ: int,
):
    repo.write("old.md", OLD)
    repo.write("new.md", OLD.replace("thirty", "ninety"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF_TRUST_EXIT_CODE", trust)
    for new, code in (("new.md", differ), ("old.md", 0)):
        sides = ["old.md", "0" * 40, "100644", new, "0" * 40, "100644"]
        done = subprocess.run(
            [*shlex.split(COMMAND), "--driver", *options, "terms.md", *sides],
            cwd=repo.path, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (code, b"")


def test_a_reader_who_leaves_early_is_no_failure_of_the_driver(repo: Repo, tmp_path: Path):
    repo.write("old.md", OLD * 400)
    repo.write("new.md", OLD.replace("thirty", "ninety") * 400)
    sides = ["old.md", "0" * 40, "100644", "new.md", "0" * 40, "100644"]
    with subprocess.Popen(
        [*shlex.split(COMMAND), "--driver", "terms.md", *sides],
        cwd=repo.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as driver:  # fmt: skip
        assert driver.stdout is not None
        assert driver.stderr is not None
        driver.stdout.read(10)
        driver.stdout.close()
        assert driver.stderr.read() == b""
        assert driver.wait() == 0


def test_git_with_a_pager_gets_colours(repo: Repo, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"{COMMAND} --driver")
    monkeypatch.setenv("GIT_PAGER_IN_USE", "true")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[34;4m30" in repo.git("diff", "HEAD~1", "HEAD")


def test_a_pager_that_is_left_early_makes_git_complain_of_nothing(repo: Repo, tmp_path: Path):
    long = "".join(f"Line {n} says that we keep your name.\n\n" for n in range(20_000))
    repo.write("policies/privacy.md", long.encode())
    shell = f"GIT_EXTERNAL_DIFF='{COMMAND} --driver' git diff -- policies/privacy.md | head -1"
    done = subprocess.run(
        ["sh", "-c", shell], cwd=repo.path, capture_output=True, text=True, check=False, timeout=60
    )
    assert "policies/privacy.md" in done.stdout
    assert done.stderr == ""


# -- two people, one base -----------------------------------------------------------------


def test_three_files_say_who_changed_what(run: Run, tmp_path: Path):
    (tmp_path / "base.md").write_text(OLD)
    ours = OLD.replace("thirty", "ninety").replace("a week", "a month")
    (tmp_path / "ours.md").write_text(ours)
    (tmp_path / "theirs.md").write_text(OLD.replace("thirty", "sixty").replace("no fee", "no gift"))
    answer = run("diff", "--three-way", "--files", "base.md", "ours.md", "theirs.md", cwd=tmp_path)
    assert answer.code == 1
    assert "1 passage changed in ours only, 1 in theirs only, 1 in conflict." in answer.out
    _, _, after = answer.out.partition("conflict, base line 5:")
    mine, yours = after.splitlines()[1], after.splitlines()[3]
    assert mine.startswith("  ours   ~")
    assert "[-thirty-]{+ninety+}" in mine
    assert yours.startswith("  theirs ~")
    assert "[-thirty-]{+sixty+}" in yours
    assert "@ 4 Leaving" in answer.out
    files = ("base.md", "ours.md", "theirs.md")
    page = run("diff", "--three-way", "--files", *files, "--html", cwd=tmp_path).out
    for side, word in (("ours", "ninety"), ("theirs", "sixty")):
        assert f"conflict: {side}</span>" in page
        assert f"<del>thirty</del><ins>{word}</ins>" in page


@pytest.mark.parametrize("options", [[], ["--html"]])
def test_three_way_names_what_cannot_be_seen_and_who_did_it(
    run: Run, tmp_path: Path, options: list[str]
):
    (tmp_path / "base.md").write_text(OLD)
    (tmp_path / "ours.md").write_bytes(OLD.replace("\n", "\r\n").encode())
    (tmp_path / "theirs.md").write_text(OLD.replace("thirty days", "thirty\xa0days"))
    files = ("base.md", "ours.md", "theirs.md")
    out = run("diff", "--three-way", "--files", *files, *options, cwd=tmp_path).out
    line = "" if options else ", line 5"
    assert "ours: Line ends changed from LF to CRLF." in out
    assert f"theirs{line}: White space changed from space to no-break space." in out
    assert "Only white space changed." in out


def test_two_branches_are_compared_with_what_they_began_with(run: Run, repo: Repo):
    start = repo.git("rev-parse", "HEAD").strip()
    text = (repo.path / "policies/privacy.md").read_text()
    branches = {"mine": text.replace("30 days", "60 days"), "yours": text.replace("30", "90")}
    for branch, words in branches.items():
        repo.git("checkout", "-q", "-b", branch, start)
        repo.write("policies/privacy.md", words)
        repo.commit(f"Change on {branch}")
    answer = run("diff", "--three-way", "privacy", "mine", "yours", cwd=repo.path)
    assert answer.code == 1
    assert f"base {start[:10]}, ours mine (" in answer.out
    assert "privacy (en): 1 passage in conflict." in answer.out
    assert "privacy (zh-CN): No change." in answer.out
    again = run("diff", "--three-way", "privacy", "mine", "--ref", "yours", cwd=repo.path)
    assert "1 passage in conflict" in again.out
    same = run("diff", "--three-way", "privacy", "mine", "mine", cwd=repo.path)
    assert same.code == 0


def test_three_way_json_gives_all_three_texts_back(run: Run, tmp_path: Path):
    texts = {
        "base.md": OLD,
        "ours.md": OLD.replace(section(2), ""),
        "theirs.md": section(4) + OLD.replace("court", "judge").replace(section(4)[:-1], ""),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    answer = run("diff", "--three-way", "--files", *texts, "--json", cwd=tmp_path)
    assert answer.code == 1
    (found,) = answer.json["texts"]
    assert set(found) == {"language", "passages"}
    sides = {"base.md": ("ours", "=-"), "ours.md": ("ours", "=+"), "theirs.md": ("theirs", "=+")}
    for name, (side, kinds) in sides.items():
        words = [token for p in found["passages"] for token in p[side]["tokens"]]
        assert "".join(text for kind, text in words if kind in kinds) == texts[name]
    changes = {p["change"] for p in found["passages"]}
    assert changes <= {"kept", "ours", "theirs", "alike", "both", "conflict"}
    assert "conflict" in changes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["privacy"], "takes a policy and two revisions"),
        (["--files", "a", "b"], "takes three files"),
        (["privacy", "HEAD", "HEAD~1", "--spaces"], "goes with neither --driver nor --spaces"),
    ],
)
def test_three_way_says_how_it_is_used(run: Run, repo: Repo, arguments: list[str], said: str):
    run("diff", "--three-way", *arguments, cwd=repo.path).says(2, said)


def test_branches_with_nothing_in_common_are_told_so(run: Run, repo: Repo):
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("Begin anew")
    answer = run("diff", "--three-way", "privacy", "other", "main", cwd=repo.path)
    answer.says(2, "no commit in common")


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
