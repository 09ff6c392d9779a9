"""The commands that read: list, show, history, diff, parallel, inspect, status, in-force."""

from __future__ import annotations

import subprocess
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Any

import pytest

from policyreview.parallel import Unit, pins

if TYPE_CHECKING:
    from conftest import Repo, Run


def texts_of(block_list: list[dict[str, Any]], sides: str) -> str:
    """One side of a diff put together again by its spans."""
    side = "old" if "-" in sides else "new"
    pieces = [
        (block[side]["span"], "".join(words for sign, words in block["tokens"] if sign in sides))
        for block in block_list
        if block[side]
    ]
    pieces.sort()
    at = 0
    for (start, end), words in pieces:
        assert start == at
        assert len(words) == end - start
        at = end
    return "".join(words for _, words in pieces)


def test_list_has_exactly_the_promised_keys(run: Run, repo: Repo):
    answer = run("list", "--json", cwd=repo.path)
    assert answer.code == 0
    assert list(answer.json) == ["format", "policies"]
    assert answer.json["format"] == 1
    (policy,) = answer.json["policies"]
    assert policy == {
        "id": "privacy",
        "title": "Privacy Policy",
        "status": "never approved",
        "effective_date": "2026-03-01",
        "updated_date": None,
        "version": "2026-03-01",
        "prevailing": None,
        "texts": [
            {"language": "en", "path": "policies/privacy.md"},
            {"language": "zh-CN", "path": "policies/privacy.zh-CN.md"},
        ],
        "approvals": {"have": 0, "need": None},
    }


def test_list_lines_its_columns_up_in_cells(run: Run, repo: Repo):
    repo.write(
        "policies/terms.zh-CN.md", "# 服务条款\n\n生效日期：2026年5月1日\n\n## 一、范围\n\n我们。\n"
    )
    repo.commit()
    lines = run("list", cwd=repo.path).out.splitlines()
    assert len(lines) == 3
    assert lines[0].split() == [
        "policy", "status", "effective", "languages", "approvals", "changed", "title",
    ]  # fmt: skip
    assert {line.index("never approved") for line in lines[1:]} == {lines[0].index("status")}


def test_output_to_a_pipe_has_no_colours_unless_asked(run: Run, repo: Repo):
    assert "\x1b" not in run("status", cwd=repo.path).out
    assert "\x1b[" in run("status", "--color", "always", cwd=repo.path).out
    assert "\x1b" not in run("--color", "never", "status", cwd=repo.path).out


def test_shared_options_may_stand_before_and_after_the_command(run: Run, repo: Repo):
    before = run("-C", repo.path, "--json", "list")
    after = run("list", "-C", repo.path, "--json")
    assert before == after
    assert before.code == 0


def test_an_unborn_branch_has_no_policies_and_says_so(run: Run, empty_repo: Repo):
    assert run("list", "--json", cwd=empty_repo.path).json == {"format": 1, "policies": []}
    answer = run("list", cwd=empty_repo.path)
    assert answer.code == 0
    assert answer.out == "This repository has no commit yet, so there is no policy to show.\n"


def test_a_repository_without_policy_texts_says_how_to_name_them(run: Run, empty_repo: Repo):
    empty_repo.write("main.c", "int main;\n").commit()
    answer = run("list", cwd=empty_repo.path)
    assert answer.code == 0
    assert "No policy text was found." in answer.out


def test_a_bare_a_detached_and_a_shallow_repository_open(run: Run, repo: Repo, tmp_path: Path):
    for name, options in (("bare", ["--bare"]), ("shallow", ["--depth=1"])):
        subprocess.run(
            ["git", "clone", "-q", *options, f"file://{repo.path}", str(tmp_path / name)],
            check=True,
        )
        assert len(run("list", "--json", "-C", tmp_path / name).json["policies"]) == 1
    repo.git("checkout", "-q", "--detach", "HEAD~1")
    assert len(run("list", "--json", cwd=repo.path).json["policies"]) == 1


def test_show_prints_the_text_of_a_language_and_of_a_revision(run: Run, repo: Repo):
    now = run("show", "privacy", "--language", "en", cwd=repo.path)
    assert now.out == (repo.path / "policies/privacy.md").read_text()
    then = run("show", "privacy", "--language", "en", "--ref", "HEAD~1", cwd=repo.path)
    assert "20 days" in then.out


def test_show_raw_gives_the_bytes(run: Run, repo: Repo):
    data = (
        b"\xef\xbb\xbf# Terms of Service\r\n\r\nEffective date: May 1, 2026\r\n\r\n\x1b[31mWe.\r\n"
    )
    repo.write("policies/terms.md", data).commit()
    answer = run("show", "terms", "--raw", cwd=repo.path)
    assert answer.out.encode() == data
    assert "\x1b" not in run("show", "terms", cwd=repo.path).out


def test_show_of_a_day_without_an_approved_version_is_a_no(run: Run, repo: Repo):
    run("show", "privacy", "--at", "2026-03-03", cwd=repo.path).says(
        1, "No approved version of 'privacy' was in force on 2026-03-03."
    )
    run("in-force", "privacy", "--on", "2026-03-03", cwd=repo.path).says(1, "privacy")


def test_a_language_that_a_policy_lacks_names_those_it_has(run: Run, repo: Repo):
    run("show", "privacy", "--language", "fr", cwd=repo.path).says(2, "It has: en, zh-CN.")
    run("diff", "privacy", "--language", "fr", cwd=repo.path).says(2, "'fr'")


def test_history_follows_a_rename(run: Run, repo: Repo):
    repo.git("mv", "policies/privacy.md", "policies/data.md")
    repo.git("mv", "policies/privacy.zh-CN.md", "policies/data.zh-CN.md")
    repo.commit("Call it data")
    revisions = run("history", "data", "--json", cwd=repo.path).json["revisions"]
    assert [each["subject"] for each in revisions] == [
        "Call it data",
        "Keep addresses for 30 days",
        "Add the privacy policy",
    ]
    assert revisions[2]["author"] == {"name": "Ada Osei", "email": "ada@example.org"}
    one = run("history", "data", "-n", 1, cwd=repo.path)
    assert one.out.count("\n") == 2


def test_diff_says_by_its_exit_code_whether_there_is_a_difference(run: Run, repo: Repo):
    assert run("diff", "privacy", cwd=repo.path).code == 1
    assert run("diff", "privacy", "HEAD", "HEAD", cwd=repo.path).code == 0
    file = repo.path / "policies/privacy.md"
    assert run("diff", "--files", file, file).code == 0


def test_diff_marks_the_changed_words_in_a_pipe(run: Run, repo: Repo):
    answer = run("diff", "privacy", cwd=repo.path)
    assert "for [-20-]{+30+} days" in answer.out
    assert "[-20-]{+30+} 天" in answer.out
    assert "privacy (en): 1 clause changed." in answer.out


def test_diff_follows_a_policy_to_its_old_name(run: Run, repo: Repo):
    repo.git("mv", "policies/privacy.md", "policies/data.md")
    repo.git("mv", "policies/privacy.zh-CN.md", "policies/data.zh-CN.md")
    repo.commit("Call it data")
    answer = run("diff", "data", "HEAD~2", "--language", "en", cwd=repo.path)
    assert answer.code == 1
    assert "[-20-]{+30+}" in answer.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"We keep 30 days.\n\nSame.\n", b"We keep 60 days.\n\nSame.\n\nNew.\n"),
        ("我们保存30天。\n".encode(), "我们保存60天，或更久。\n".encode()),
        (b"\xef\xbb\xbfBOM\r\n\r\nTwo\r\n", b"BOM\n\nTwo"),
        (b"", b"all new\n"),
        (b"all old\n", b""),
        (b"a\0b\n\nc\xff\xfed\n", b"a\0b\n\nc\xfe\xffd\n"),
        (b"x" * 65_000 + b"\n", b"x" * 64_999 + b"y\n"),
        ("é\n".encode(), "e\u0301\n".encode()),
    ],
)
def test_diff_of_files_gives_both_texts_back_to_the_character(
    run: Run, tmp_path: Path, old: bytes, new: bytes
):
    (tmp_path / "old.md").write_bytes(old)
    (tmp_path / "new.md").write_bytes(new)
    answer = run("diff", "--files", tmp_path / "old.md", tmp_path / "new.md", "--json")
    assert answer.code == 1
    (text,) = answer.json["texts"]
    assert set(text) == {"language", "blocks"}
    for data, sides in ((old, "=-"), (new, "=+")):
        again = texts_of(text["blocks"], sides)
        encoding = "utf-8" if b"\xff" not in data else "cp1252"
        assert again == data.decode(encoding, "surrogateescape")


def test_diff_html_is_one_page_without_anything_from_outside(run: Run, repo: Repo):
    page = run("diff", "privacy", "--html", cwd=repo.path).out
    assert "<del>20</del><ins>30</ins>" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_diff_html_takes_no_markup_from_a_text(run: Run, tmp_path: Path):
    (tmp_path / "a.md").write_text("Plain.\n")
    (tmp_path / "b.md").write_text("<script>alert(1)</script>\n")
    page = run("diff", "--files", tmp_path / "a.md", tmp_path / "b.md", "--html").out
    assert "<script" not in page


def test_git_takes_diff_as_its_driver(run: Run, repo: Repo):
    import sys

    driver = f"{sys.executable} -m policyreview diff --driver"
    repo.git("config", "diff.policy.command", driver)
    repo.write(".git/info/attributes", "*.md diff=policy\n")
    assert "[-20-]{+30+}" in repo.git("diff", "HEAD~1", "HEAD", "--", "policies/privacy.md")


def test_two_ways_of_printing_at_once_are_wrong_use(run: Run, repo: Repo):
    run("diff", "privacy", "--html", "--json", cwd=repo.path).says(2, "only one")


@pytest.mark.parametrize("arguments", [["--files", "one"], ["a", "b", "c", "d"], []])
def test_diff_says_how_many_arguments_it_takes(run: Run, repo: Repo, arguments: list[str]):
    run("diff", *arguments, cwd=repo.path).says(2, "takes")


def test_parallel_pairs_the_blocks_of_two_languages(run: Run, repo: Repo):
    found = run("parallel", "privacy", "--json", cwd=repo.path).json
    assert list(found) == ["format", "source", "target", "beads"]
    assert (found["source"]["language"], found["target"]["language"]) == ("en", "zh-CN")
    assert all(len(bead["source"]) == len(bead["target"]) == 1 for bead in found["beads"])
    assert found["source"]["blocks"][0] == {"line": 1, "text": "Privacy Policy"}
    swapped = run("parallel", "privacy", "--languages", "zh-CN,en", "--json", cwd=repo.path).json
    assert swapped["source"]["language"] == "zh-CN"


def test_parallel_says_why_a_pin_no_longer_applies(run: Run, repo: Repo):
    found = run("parallel", "privacy", "--json", cwd=repo.path).json
    sides = [
        [Unit("p", block["text"]) for block in found[side]["blocks"]]
        for side in ("source", "target")
    ]
    gone = [Unit("p", "We keep nothing."), *sides[0]]
    pin = pins.make("pin", (gone, sides[1]), [0], [1], ("en", "zh-CN"))
    repo.write(pins.path_of("privacy"), pins.dump([pin]).decode())
    repo.commit()
    text = run("parallel", "privacy", cwd=repo.path).out
    assert "1 lost pin" in text.splitlines()[0]
    assert "A pin no longer applies. The block 'We keep nothing.' was edited or taken out." in text
    again = run("parallel", "privacy", "--json", cwd=repo.path).json
    rules = {finding["rule"] for bead in again["beads"] for finding in bead["findings"]}
    assert "parallel-pin" in rules
    assert "parallel-pin" in run("check", "privacy", cwd=repo.path).out


def test_parallel_takes_the_two_halves_of_one_file(run: Run, tmp_path: Path):
    both = tmp_path / "both.md"
    both.write_text(
        "# Privacy / 隐私\n\n## 中文\n\n我们将您的地址保存三十天，此后将其删除。\n\n"
        "除我们之外，没有人能看到您的地址。\n\n## English\n\n"
        "We keep your address for thirty days and delete it afterwards.\n\n"
        "Nobody but us sees your address.\n"
    )
    found = run("parallel", "--files", both, "--json").json
    assert {found["source"]["language"], found["target"]["language"]} == {"en", "zh-CN"}


def test_a_policy_in_one_language_has_nothing_beside_it(run: Run, repo: Repo):
    repo.write("policies/terms.md", "# Terms of Service\n\nEffective May 1, 2026\n\nWe agree.\n")
    repo.commit()
    run("parallel", "terms", cwd=repo.path).says(2, "one language only")


def test_inspect_has_exactly_the_promised_keys(run: Run, repo: Repo):
    path = repo.path / "policies/privacy.md"
    (file,) = run("inspect", path, "--json").json["files"]
    assert list(file) == ["path", "texts", "dates", "version", "prevailing", "clauses"]
    assert file["path"] == str(path)
    assert file["texts"] == [{"language": "en", "lines": [1, 11]}]
    assert file["dates"] == [
        {
            "kind": "effective",
            "date": "2026-03-01",
            "precision": "day",
            "line": 3,
            "text": "Effective date: March 1, 2026",
        }
    ]
    assert {"number": "1", "title": "What we keep", "level": 2, "line": 5} in [
        {**clause, "level": 2} for clause in file["clauses"]
    ]


@pytest.mark.parametrize(
    ("name", "data", "code", "sentence"),
    [
        ("binary.md", b"\x89PNG\r\n\x1a\n" + bytes(200), 2, "is not a text file."),
        ("missing.md", None, 2, "There is no file"),
    ],
)
def test_inspect_says_why_a_file_cannot_be_read(
    run: Run, tmp_path: Path, *, name: str, data: bytes | None, code: int, sentence: str
):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    run("inspect", tmp_path / name).says(code, sentence)
    run("diff", "--files", tmp_path / name, tmp_path / name).says(code, sentence)


def test_inspect_of_a_folder_is_wrong_use(run: Run, tmp_path: Path):
    run("inspect", tmp_path).says(2, "is a folder, not a file.")


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", b"\n" * 30_000, b"x" * 65_000, "法".encode() * 30_000, b"\xff\xfe\xfa"],
    ids=["empty", "nul", "lines", "long", "han", "bytes"],
)
def test_inspect_takes_any_text(run: Run, tmp_path: Path, data: bytes):
    (tmp_path / "odd.md").write_bytes(data)
    assert run("inspect", tmp_path / "odd.md", "--json").code in {0, 2}


def test_status_says_what_is_missing_and_is_no_until_it_is_there(run: Run, repo: Repo):
    answer = run("status", cwd=repo.path)
    assert answer.code == 1
    assert "There is no charter, so no rule says who approves it." in answer.out


def test_a_broken_charter_is_a_sentence(run: Run, repo: Repo):
    repo.write("policyreview.toml", "format = 1\n[[[").commit()
    answer = run("charter", "check", cwd=repo.path)
    assert answer.code == 1
    assert answer.out.startswith("policyreview.toml should be corrected:\n  It is no valid TOML")
    run("charter", cwd=repo.path).says(1, "The charter policyreview.toml is invalid")
    assert run("list", cwd=repo.path).code == 0


def test_json_is_safe_on_a_terminal_and_readable(run: Run, tmp_path: Path):
    (tmp_path / "a.md").write_text("# 隐私 \x1b]0;x\x07 \u202e \u200b \x9b\n")
    out = run("diff", "--files", tmp_path / "a.md", tmp_path / "a.md", "--json").out
    assert "隐私" in out
    assert not set(out) & set("\x1b\x07\u202e\u200b\x9b")


def test_every_revision_that_history_lists_can_be_shown_and_compared(run: Run, repo: Repo):
    notes = "Some words to begin with.\n\nAnd some more of them, kept for a later day.\n"
    repo.write("drafts/notes.md", notes)
    repo.commit()
    repo.git("mv", "drafts/notes.md", "policies/cookies.md")
    repo.commit()
    listed = run("history", "cookies", "--json", cwd=repo.path).json["revisions"]
    first = listed[-1]["commit"]
    assert len(listed) == 2
    shown = run("show", "cookies", "--ref", first, "--json", cwd=repo.path)
    assert [text["path"] for text in shown.json["texts"]] == ["drafts/notes.md"]
    assert run("diff", "cookies", first, cwd=repo.path).code == 0
    refused = run("show", "cookeis", "--ref", first, cwd=repo.path)
    assert (refused.code, "no policy 'cookeis'" in refused.err) == (2, True)


def test_folders_above_a_library_name_no_language(run: Run, repo: Repo, tmp_path: Path):
    words = "# Privacy\n\nWe collect your name and your address, and we keep them for a year.\n"
    folder = tmp_path / "et" / "zh-CN"
    folder.mkdir(parents=True)
    (folder / "privacy.md").write_text(words)
    repo.write("fr/privacy.md", words)

    def language(name: object, cwd: Path) -> str:
        (file,) = run("inspect", name, "--json", cwd=cwd).json["files"]
        return str(file["texts"][0]["language"])

    assert language(folder / "privacy.md", repo.path) == "en"
    assert language(folder / "privacy.md", tmp_path / "et") == "zh-CN"
    assert language("zh-CN/privacy.md", tmp_path / "et") == "zh-CN"
    assert language("../zh-CN/privacy.md", folder) == "zh-CN"
    assert language(repo.path / "fr" / "privacy.md", tmp_path) == "fr"
    assert language("privacy.md", repo.path / "fr") == "fr"
