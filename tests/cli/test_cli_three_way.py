"""Two people's changes to one base, as text, page and JSON."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

import pytest
from four_clauses import OLD, section

if TYPE_CHECKING:
    from conftest import Repo, Run


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
