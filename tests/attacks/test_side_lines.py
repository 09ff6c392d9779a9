"""Attacks by lines of work beside the branch: what they hide, undo, or bring in a new order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builders import ENGLISH, LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import forged, git_verdict, object_bytes, raw_commit

if TYPE_CHECKING:
    from pathlib import Path

PATH = "policies/privacy.md"
ADA = "Ada Osei <ada@example.org>"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def unsigned(library: LibraryBuilder, commit: str) -> bytes:
    """A commit's bytes without its signature: the same payload."""
    lines, kept, inside = object_bytes(library, "commit", commit).split(b"\n"), [], False
    for line in lines:
        inside = line.startswith(b"gpgsig ") or (inside and line.startswith(b" "))
        if not inside:
            kept.append(line)
    return b"\n".join(kept)


def test_rejection_stands_although_an_unsigned_copy_of_it_comes_first(
    library: LibraryBuilder,
) -> None:
    before = library.head
    key = library.people["bo"].key
    rejected = command(library, "reject", "privacy", "-m", "No.", "--key", key)
    assert rejected.exit == 0, rejected
    said = library.head
    library.git("reset", "-q", "--hard", before)
    raw_commit(library, unsigned(library, said))
    library.git("reset", "-q", "--hard", "main")
    library.git("merge", "-q", "--no-ff", "-m", "Merge", said)
    assert git_verdict(library, said) == "G"
    approve(library, "ada")
    verdict(library).no("rejected", "Rejected by Bo Lindqvist")


def test_approval_made_before_a_rejection_and_merged_after_it_does_not_lift_it(
    library: LibraryBuilder,
) -> None:
    base = library.head
    library.git("checkout", "-q", "-b", "early")
    early = approve(library, "bo")
    assert early.exit == 0, early
    library.git("checkout", "-q", "main")
    key = library.people["bo"].key
    assert command(library, "reject", "privacy", "-m", "No.", "--key", key).exit == 0
    assert library.git("merge-base", "early", "main") == base
    library.git("merge", "-q", "--no-ff", "-m", "Merge", "early")
    assert git_verdict(library, early.out.strip()) == "G"
    verdict(library).no("rejected", "Rejected by Bo Lindqvist")


def test_approval_made_before_a_withdrawal_and_merged_after_it_does_not_count(
    library: LibraryBuilder,
) -> None:
    library.git("checkout", "-q", "-b", "early")
    early = approve(library, "bo")
    library.git("checkout", "-q", "main")
    assert approve(library, "bo").exit == 0
    key = library.people["bo"].key
    assert command(library, "withdraw", "privacy", "-m", "No.", "--key", key).exit == 0
    library.git("merge", "-q", "--no-ff", "-m", "Merge", "early")
    assert git_verdict(library, early.out.strip()) == "G"
    verdict(library).no("overtaken", "without which it was made")


def test_rejection_of_a_version_stands_though_its_signer_approves_another_date(
    tmp_path: Path,
) -> None:
    undated = ENGLISH.replace("Effective Date: May 12, 2026\n\n", "")
    library = a_library(tmp_path).with_signers("ada", "bo", "cy").with_policy("privacy", undated)
    library.with_charter(needs="legal = 2")
    library.sign("ada", day="2030-03-01")
    library.sign("bo", day="2030-03-01", verdict="reject")
    library.sign("bo", day="2031-01-01")
    library.sign("cy", day="2030-03-01")
    found = verdict(library)
    assert found.approved is False, found
    versions = command(library, "verify", "--json").json["policies"][0]["versions"]
    then = next(one for one in versions if one["version"] == "2030-03-01")
    assert then["approved"] is False
    assert [r["text"][:24] for r in then["reasons"] if r["code"] == "rejected"] == [
        "Rejected by Bo Lindqvist"
    ]


def test_approved_version_stays_approved_whatever_label_a_comment_gives_its_texts(
    library: LibraryBuilder,
) -> None:
    assert approve(library, "ada").exit == 0
    plan = library.plan("bo", day="2030-03-01", verdict="comment", comment="Hm.")
    subject = replace(plan.record.subject, version="another")
    record = replace(plan.record, subject=subject, subject_digest=subject.digest)
    forged(library, plan, sign_with=library.people["bo"].key, record=record)
    verdict(library).yes()


def test_04_author_hides_a_change_in_a_merge_beside_the_branch(library: LibraryBuilder) -> None:
    library.git("checkout", "-q", "-b", "side")
    library.commit({"notes.md": "one\n"})
    library.git("checkout", "-q", "-b", "further", "main")
    library.commit({"more.md": "two\n"})
    library.git("checkout", "-q", "side")
    library.git("merge", "-q", "--no-ff", "--no-commit", "further")
    text = ENGLISH.replace("do not sell", "sell")
    merge = library.commit({PATH: text}, "Merge further", author=ADA)
    assert len(library.git("log", "-1", "--format=%P", merge).split()) == 2
    library.git("checkout", "-q", "main")
    library.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")
    assert library.read(PATH).decode() == text
    approve(library, "ada").refused("separation of duties")
    library.sign("ada", day="2030-03-01", despite=["separation-of-duties"])
    verdict(library).no("separation-of-duties", "Ada Osei wrote changes to this version")


def test_04_author_settles_a_conflict_with_words_of_their_own(library: LibraryBuilder) -> None:
    library.git("checkout", "-q", "-b", "side")
    library.commit({PATH: ENGLISH.replace("your name", "your age")})
    library.git("checkout", "-q", "main")
    library.commit({PATH: ENGLISH.replace("your name", "your city")})
    library.git("merge", "-q", "--no-ff", "--no-commit", "side", check=False)
    text = ENGLISH.replace("do not sell", "sell")
    library.commit({PATH: text}, "Merge side", author=ADA)
    approve(library, "ada").refused("separation of duties")
    library.sign("ada", day="2030-03-01", despite=["separation-of-duties"])
    verdict(library).no("separation-of-duties", "Ada Osei wrote changes to this version")


def test_04_author_wrote_the_draft_before_the_last_approval(library: LibraryBuilder) -> None:
    text = ENGLISH.replace("do not sell", "sell")
    library.commit({"drafts/new.txt": text}, author=ADA)
    assert approve(library, "bo").exit == 0
    library.commit({PATH: text}, "Put the draft into place")
    library.sign("ada", day="2031-03-01", despite=["separation-of-duties"])
    verdict(library).no("separation-of-duties", "Ada Osei wrote changes to this version")


def test_junk_beside_an_approval_of_a_past_day_takes_nothing_from_it(
    library: LibraryBuilder,
) -> None:
    library.sign("ada", day="2026-01-01", despite=["effective-past"], backdated=True)
    verdict(library).yes()
    plan = library.plan("bo", day="2026-01-01")
    forged(library, plan, sign_with=None, backdated=False)
    assert plan.record.subject_digest == library.verify().policies[0].versions[0].subject_digest
    verdict(library).yes()


def test_comment_under_an_approved_versions_label_does_not_hide_it(
    library: LibraryBuilder,
) -> None:
    assert approve(library, "ada").exit == 0
    library.commit({PATH: library.read(PATH).replace(b"your name", b"your age")})
    plan = library.plan("bo", day="2031-01-01", verdict="comment", comment="Hm.")
    subject = replace(plan.record.subject, version="2030-03-01")
    record = replace(plan.record, subject=subject, subject_digest=subject.digest)
    forged(library, plan, sign_with=library.people["bo"].key, record=record)
    answer = command(library, "in-force", "privacy", "--on", "2030-06-01")
    assert (answer.exit, "2030-03-01" in answer.out) == (0, True), answer
    found = verdict(library)
    assert found.approved is False
    found.says("quorum-missing", "Missing: 1 approval in the role 'legal'")


@pytest.mark.parametrize("word", ["reject", "withdraw"])
def test_34_word_against_that_a_branch_brought_is_missed_when_the_branch_is_left_out(
    library: LibraryBuilder, word: str
) -> None:
    first = library.head
    key = library.people["bo"].key
    if word == "withdraw":
        assert approve(library, "bo").exit == 0
        first = library.head
    library.git("checkout", "-q", "-b", "side")
    said = command(library, word, "privacy", "-m", "No.", "--key", key)
    assert said.exit == 0, said
    against = library.head
    library.git("checkout", "-q", "-b", "other", first)
    assert approve(library, "ada").exit == 0
    library.git("checkout", "-q", "main")
    library.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")
    library.git("merge", "-q", "--no-ff", "-m", "Merge other", "other")
    verdict(library)
    library.git("reset", "-q", "--hard", first)
    library.git("merge", "-q", "--no-ff", "-m", "Merge other", "other")
    assert git_verdict(library, against) == "G"
    found = verdict(library)
    assert found.exit == 1, found
    found.says("rollback", f"The sign-off {against[:12]} for privacy")


def test_two_signers_of_one_name_are_told_apart(library: LibraryBuilder) -> None:
    text = library.read("policyreview.toml").decode().replace("Bo Lindqvist", "ADA  Osei")
    fresh = a_library(library.root.parent / "fresh").with_signers("ada", "bo").with_policy()
    fresh.with_charter(text)
    assert approve(fresh, "bo").exit == 0
    verdict(fresh).says("approved-by", "Approved by ADA  Osei (bo) (legal)")
