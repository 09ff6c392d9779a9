"""The commands that sign, on real keys: verdicts and releases."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING

import pytest
from approving import LATER, approve, approved

if TYPE_CHECKING:
    from conftest import Repo, Run


def test_two_approvals_make_a_version_that_verify_believes(run: Run, chartered: Repo, keys: Path):
    first = approve(run, chartered, keys / "ada", "--meaning", "legal review")
    assert first.code == 0, first
    assert first.out.strip() == chartered.git("rev-parse", "HEAD")
    assert f"The approval by Ada Osei, for privacy {LATER}, stands as commit" in first.err
    assert "its signature holds." in first.err
    text = (chartered.path / "policies/privacy.md").read_text()
    assert "Effective date: January 1, 2100" in text
    assert "2100年1月1日" in (chartered.path / "policies/privacy.zh-CN.md").read_text()
    assert chartered.git("status", "--porcelain") == ""

    (policy,) = run("list", "--json", cwd=chartered.path).json["policies"]
    assert policy["status"] == "in review"
    assert policy["approvals"] == {"have": 1, "need": 2}
    assert policy["effective_date"] == LATER
    assert run("verify", cwd=chartered.path).code == 1
    waiting = run("status", "--me", "ben", "--json", cwd=chartered.path).json["policies"][0]
    assert (waiting["waits_for"], waiting["waits_for_me"]) == (["ben"], True)

    second = run("approve", "privacy", "--key", keys / "ben", cwd=chartered.path)
    assert second.code == 0, second
    (policy,) = run("list", "--json", cwd=chartered.path).json["policies"]
    assert (policy["status"], policy["approvals"]) == ("approved", {"have": 2, "need": 2})
    verified = run("verify", "--json", cwd=chartered.path)
    assert verified.code == 0, verified
    assert verified.json["policies"][0]["approved"] is True
    assert run("status", cwd=chartered.path).code == 0
    assert (
        run("list", "--json", "--on", "2100-01-01", cwd=chartered.path).json["policies"][0][
            "status"
        ]
        == "in force"
    )
    shown = run("in-force", "--on", "2100-06-01", "--json", cwd=chartered.path).json["policies"][0]
    assert (shown["version"], shown["commit"]) == (LATER, second.out.strip())


def test_an_approval_for_another_date_than_the_others_is_warned_of(
    run: Run, chartered: Repo, keys: Path
):
    assert approve(run, chartered, keys / "ada").code == 0
    shown = run(
        "approve", "privacy", "--effective", "2100-02-01", "--key", keys / "ben", "--dry-run",
        "--json", cwd=chartered.path,
    )  # fmt: skip
    assert [(one["code"], one["weight"]) for one in shown.json["notices"]] == [
        ("other-date", "warning")
    ]
    assert (
        "Ada Osei approved these texts effective 2100-01-01, which does not add up with an "
        "approval effective 2100-02-01." in shown.json["notices"][0]["text"]
    )
    agreeing = run(
        "approve", "privacy", "--key", keys / "ben", "--dry-run", "--json", cwd=chartered.path
    )
    assert agreeing.json["notices"] == []


def test_a_stamp_that_can_be_read_as_another_day_is_warned_of(
    run: Run, chartered: Repo, keys: Path
):
    english = (chartered.path / "policies/privacy.md").read_text()
    dated = english.replace("March 1, 2026", "17/05/2023")
    assert dated != english
    chartered.write("policies/privacy.md", dated)
    chartered.commit("Write the date in figures", day="2026-02-03")
    unclear, plain = (
        run(
            "approve", "privacy", "--effective", day, "--key", keys / "ada", "--dry-run", "--json",
            cwd=chartered.path,
        ).json["notices"]
        for day in ("2099-12-01", "2099-12-31")
    )  # fmt: skip
    (warning,) = [one["text"] for one in unclear if one["code"] == "date-unclear"]
    assert warning == (
        "Line 3 of policies/privacy.md will say 01/12/2099, which can be read as another day than "
        "2099-12-01."
    )
    assert "date-unclear" not in {one["code"] for one in plain}


def test_nobody_approves_a_text_that_they_have_edited_and_not_committed(
    run: Run, chartered: Repo, keys: Path
):
    assert approve(run, chartered, keys / "ada").code == 0
    english = (chartered.path / "policies/privacy.md").read_text()
    chartered.write("policies/privacy.md", f"{english}\nWe sell your data.\n")
    before = chartered.git("rev-parse", "HEAD")
    refused = run("approve", "privacy", "--key", keys / "ben", cwd=chartered.path)
    refused.says(1, "policies/privacy.md has changes that are not committed")
    assert chartered.git("rev-parse", "HEAD") == before
    objection = run("comment", "privacy", "-m", "Too long", "--key", keys / "ben",
                    cwd=chartered.path)  # fmt: skip
    assert objection.code == 0, objection
    assert "We sell your data." in (chartered.path / "policies/privacy.md").read_text()
    chartered.write("policies/privacy.md", english)
    assert run("approve", "privacy", "--key", keys / "ben", cwd=chartered.path).code == 0


def test_an_approved_version_is_released_and_its_tag_verified(
    run: Run, chartered: Repo, keys: Path
):
    run("release", "privacy", "--key", keys / "ada", cwd=chartered.path).says(1, "privacy")
    approved(run, chartered, keys)
    released = run("release", "privacy", "--key", keys / "ada", cwd=chartered.path)
    assert released.code == 0, released
    tag = f"policy/privacy/{LATER}"
    assert released.out == f"{tag}\n"
    assert run("verify", tag, cwd=chartered.path).code == 0
    assert run("releases", "--json", cwd=chartered.path).json["releases"][0]["ok"] is True
    (policy,) = run("list", "--json", cwd=chartered.path).json["policies"]
    assert policy["status"] == "scheduled"
    run("release", "privacy", "--key", keys / "ada", cwd=chartered.path).says(1, "is there already")

    chartered.git("tag", "-f", tag, f"{tag}^{{}}")
    assert run("verify", tag, cwd=chartered.path).code == 1
    assert run("verify", cwd=chartered.path).code == 1
    assert run("releases", cwd=chartered.path).code == 1


def test_text_changed_after_an_approval_is_changed_again(run: Run, chartered: Repo, keys: Path):
    approved(run, chartered, keys)
    path = chartered.path / "policies/privacy.md"
    chartered.write("policies/privacy.md", path.read_text().replace("30 days", "40 days"))
    chartered.commit("Keep them longer", day="2026-03-03")
    (policy,) = run("status", "--json", cwd=chartered.path).json["policies"]
    assert policy["status"] == "translation behind"
    assert policy["changed_clauses"] == 1
    assert policy["in_force"] == {"version": None, "since": None}
    assert policy["next"] == {"version": LATER, "from": LATER}
    answer = run("diff", "privacy", "--stat", cwd=chartered.path)
    assert answer.code == 1
    assert "privacy (en): 1 clause changed." in answer.out
    assert run("verify", cwd=chartered.path).code == 1

    zh = chartered.path / "policies/privacy.zh-CN.md"
    chartered.write("policies/privacy.zh-CN.md", zh.read_text().replace("30 天", "40 天"))
    chartered.commit("Follow in Chinese", day="2026-03-04")
    (policy,) = run("status", "--json", cwd=chartered.path).json["policies"]
    assert (policy["status"], policy["changed_clauses"]) == ("changed", 1)
    assert run("show", "privacy", "--at", LATER, "--language", "en", cwd=chartered.path).out.count(
        "30 days"
    )


def test_a_reject_stands_until_it_is_withdrawn(run: Run, chartered: Repo, keys: Path):
    run("reject", "privacy", "--key", keys / "ben", cwd=chartered.path).says(2, "Missing option")
    rejected = run(
        "reject", "privacy", "-m", "Which address?", "--key", keys / "ben", cwd=chartered.path
    )
    assert rejected.code == 0, rejected
    (policy,) = run("status", "--json", cwd=chartered.path).json["policies"]
    assert policy["status"] == "changes requested"
    assert policy["why"] == "Ben 周 asked for changes."
    withdrawn = run("withdraw", "privacy", "--key", keys / "ben", cwd=chartered.path)
    assert withdrawn.code == 0, withdrawn
    (policy,) = run("status", "--json", cwd=chartered.path).json["policies"]
    assert policy["status"] != "changes requested"
    run("withdraw", "privacy", "--key", keys / "ben", cwd=chartered.path).says(2, "withdraw")


def test_the_approval_of_an_earlier_version_is_withdrawn_only_where_its_day_is_named(
    run: Run, chartered: Repo, keys: Path
):
    approved(run, chartered, keys)
    path = chartered.path / "policies/privacy.md"
    chartered.write("policies/privacy.md", path.read_text().replace("30 days", "40 days"))
    before = chartered.commit("Keep them longer", day="2026-03-03")
    unnamed = run("withdraw", "privacy", "--key", keys / "ben", cwd=chartered.path)
    unnamed.says(2, f"'policyreview withdraw privacy --effective {LATER}' takes it back.")
    assert chartered.git("rev-parse", "HEAD") == before
    other = ["withdraw", "privacy", "--key", keys / "ben", "--effective", "2100-02-02"]
    run(*other, cwd=chartered.path).says(2, "no word of yours on privacy 2100-02-02 stands")
    named = run(*other[:-1], LATER, cwd=chartered.path)
    assert named.code == 0, named
    assert f"The withdrawal by Ben 周, for privacy {LATER}, stands" in named.err


def test_who_has_no_key_is_not_told_that_nothing_of_theirs_stands(run: Run, chartered: Repo):
    run("withdraw", "privacy", cwd=chartered.path).says(3, "There is no key to sign with.")


def test_a_release_says_that_the_newest_version_is_not_approved(
    run: Run, chartered: Repo, keys: Path
):
    approved(run, chartered, keys)
    assert run("release", "privacy", "--key", keys / "ada", cwd=chartered.path).code == 0
    later = run(
        "approve", "privacy", "--effective", "2100-02-02", "--key", keys / "ben", cwd=chartered.path
    )
    assert later.code == 0, later
    run("release", "privacy", "--key", keys / "ada", cwd=chartered.path).says(
        1, "Version 2100-02-02, the newest, is not approved."
    )


def test_a_comment_is_signed_and_is_no_approval(run: Run, chartered: Repo, keys: Path):
    commented = run(
        "comment",
        "privacy",
        "-m",
        "哪个地址？",
        "--key",
        keys / "ada",
        "--json",
        cwd=chartered.path,
    )
    assert commented.code == 0, commented
    assert commented.json["verdict"] == "comment"
    (policy,) = run("list", "--json", cwd=chartered.path).json["policies"]
    assert (policy["status"], policy["approvals"]["have"]) == ("in review", 0)


def test_a_dry_run_shows_the_places_and_changes_nothing(run: Run, chartered: Repo, keys: Path):
    before = chartered.git("rev-parse", "HEAD")
    shown = approve(run, chartered, keys / "ada", "--dry-run", "--json").json
    assert shown["dry_run"] is True
    assert shown["commit"] is None
    assert [(stamp["place"], stamp["after"]) for stamp in shown["stamps"]] == [
        ("policies/privacy.md:3", "January 1, 2100"),
        ("policies/privacy.zh-CN.md:3", "2100年1月1日"),
    ]
    assert "policies/privacy.md:3: March 1, 2026 → January 1, 2100" in (
        approve(run, chartered, keys / "ada", "--dry-run").out
    )
    assert chartered.git("rev-parse", "HEAD") == before
    assert chartered.git("status", "--porcelain") == ""


def test_a_place_that_is_left_out_is_not_stamped(run: Run, chartered: Repo, keys: Path):
    approve(run, chartered, keys / "ada", "--leave-out", "nowhere.md:9").says(
        2, "There are: policies/privacy.md:3, policies/privacy.zh-CN.md:3."
    )
    left = approve(run, chartered, keys / "ada", "--leave-out", "policies/privacy.zh-CN.md:3")
    assert left.code == 0, left
    assert "2026年3月1日" in (chartered.path / "policies/privacy.zh-CN.md").read_text()


def test_hidden_text_bars_signing_until_it_is_acknowledged(run: Run, chartered: Repo, keys: Path):
    path = chartered.path / "policies/privacy.md"
    chartered.write("policies/privacy.md", path.read_text() + "\nWe \u202enever\u202c sell it.\n")
    chartered.commit("Hide something")
    approve(run, chartered, keys / "ada").says(1, "has to be acknowledged")
    approve(run, chartered, keys / "ada", "--acknowledge", "nonsense").says(2, "There are: ")
    assert approve(run, chartered, keys / "ada", "--acknowledge", "all").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ([], 2, "An approval needs the day from which the version binds."),
        (["--effective", "2100-02-30"], 2, "There is no day 2100-02-30."),
        (["--effective", "2020-01-01"], 1, "The effective date 2020-01-01 has passed."),
        (["--effective", LATER, "--language", "fr"], 2, "has no text in fr"),
        (["--effective", LATER, "--key", "SHA256:nonsense"], 2, "nonsense"),
        (["--effective", LATER, "--key", "/nonexistent/key"], 2, "is no key file"),
        (["--effective", LATER, "--ref", "HEAD~1"], 2, "is no branch"),
    ],
)
def test_what_cannot_be_signed_is_said_and_changes_nothing(
    run: Run,
    chartered: Repo,
    keys: Path,
    *,
    arguments: list[str],
    code: int,
    sentence: str,
):
    before = chartered.git("rev-parse", "HEAD")
    key = [] if "--key" in arguments else ["--key", str(keys / "ada")]
    run("approve", "privacy", *arguments, *key, cwd=chartered.path).says(code, sentence)
    assert chartered.git("rev-parse", "HEAD") == before
    assert chartered.git("status", "--porcelain") == ""


def test_without_a_key_or_an_agent_it_says_what_to_do(run: Run, chartered: Repo):
    answer = run("approve", "privacy", "--effective", LATER, cwd=chartered.path)
    assert answer.code == 3
    assert "There is no key to sign with." in answer.err
    assert "ssh-agent" in answer.err


def test_a_key_that_the_charter_does_not_know_is_refused(run: Run, chartered: Repo, keys: Path):
    approve(run, chartered, keys / "eve").says(1, "The charter does not know the key")


def test_a_guarded_key_without_an_agent_does_not_hang(run: Run, chartered: Repo, keys: Path):
    subprocess.run(
        ["ssh-keygen", "-q", "-p", "-P", "", "-N", "secret", "-f", str(keys / "ada")],
        check=True,
        capture_output=True,
    )
    answer = approve(run, chartered, keys / "ada")
    answer.says(3, "it can't be asked for here")
    assert "ssh-add" in answer.err
    assert "wrong" not in answer.err


def test_a_text_that_was_edited_and_not_committed_stops_the_approval(
    run: Run, chartered: Repo, keys: Path
):
    path = chartered.path / "policies/privacy.md"
    path.write_text(path.read_text() + "More.\n")
    answer = approve(run, chartered, keys / "ada")
    answer.says(1, "policies/privacy.md")
    assert path.read_text().endswith("More.\n")


def test_without_a_charter_a_signature_counts_and_nothing_is_approved(
    run: Run, repo: Repo, keys: Path
):
    assert approve(run, repo, keys / "eve").code == 0
    (policy,) = run("list", "--json", cwd=repo.path).json["policies"]
    assert policy["status"] == "in review"
    assert policy["approvals"] == {"have": 1, "need": None}
    (verified,) = run("verify", "--json", cwd=repo.path).json["policies"]
    assert verified["approved"] is not True


@pytest.mark.parametrize("words", [("-m", "x" * 65_537), ("--meaning", "x" * 65_537)])
def test_what_no_verifier_would_read_is_not_signed(
    run: Run, chartered: Repo, keys: Path, words: tuple[str, str]
):
    before = chartered.git("rev-parse", "HEAD")
    approve(run, chartered, keys / "ada", *words).says(1, "is longer than 65536 characters")
    assert chartered.git("rev-parse", "HEAD") == before
    assert approve(run, chartered, keys / "ada", words[0], "x" * 65_000).code == 0
    approved = run("verify", "--json", cwd=chartered.path).json["policies"][0]
    assert "approved-by" in [reason["code"] for reason in approved["reasons"]]


@pytest.mark.parametrize("word", ["comment", "reject"])
def test_a_comment_and_a_rejection_need_words(run: Run, chartered: Repo, keys: Path, word: str):
    answer = run(word, "privacy", "-m", " ", "--key", keys / "ada", cwd=chartered.path)
    answer.says(2, "Its words are missing. Say them with -m.")


def on_a_terminal(repo: Repo, answer: bytes, *arguments: object) -> tuple[int, bytes]:
    """Run a command with a terminal as input and error output, and answer its question."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "policyreview", *map(str, arguments)],
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=slave,
        cwd=repo.path,
        start_new_session=True,
    )
    os.close(slave)
    seen = b""
    while b"[y/N]" not in seen:
        ready, _, _ = select.select([master], [], [], 30)
        assert ready, seen
        seen += os.read(master, 4096)
    os.write(master, answer)
    out, _ = process.communicate(timeout=60)
    os.close(master)
    return process.returncode, out


def test_on_a_terminal_it_asks_and_takes_no_for_an_answer(chartered: Repo, keys: Path):
    before = chartered.git("rev-parse", "HEAD")
    arguments = ("approve", "privacy", "--effective", LATER, "--key", keys / "ada")
    assert on_a_terminal(chartered, b"n\n", *arguments) == (1, b"")
    assert chartered.git("rev-parse", "HEAD") == before
    code, out = on_a_terminal(chartered, b"y\n", *arguments)
    assert code == 0
    assert out.decode().strip() == chartered.git("rev-parse", "HEAD") != before


def test_ctrl_c_at_the_question_changes_nothing(chartered: Repo, keys: Path):
    before = chartered.git("rev-parse", "HEAD")
    arguments = ("approve", "privacy", "--effective", LATER, "--key", keys / "ada")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "policyreview", *map(str, arguments)],
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=slave,
        cwd=chartered.path,
    )
    os.close(slave)
    seen = b""
    while b"[y/N]" not in seen:
        seen += os.read(master, 4096)
    process.send_signal(2)
    assert process.wait(timeout=60) == 130
    os.close(master)
    assert process.stdout is not None
    process.stdout.close()
    assert chartered.git("rev-parse", "HEAD") == before
    assert chartered.git("status", "--porcelain") == ""
