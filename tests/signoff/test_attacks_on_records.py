"""Attacks on what a record says and where it stands."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from forging import codes_of, forged, git_verdict, texts_of, verified

from builders import CHINESE, ENGLISH, LibraryBuilder, a_library
from policyreview.errors import Refused, WrongUse
from policyreview.signoff.record import parse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return (
        a_library(tmp_path)
        .with_signers("ada", "bo")
        .with_policy("privacy", ENGLISH, zh_CN=CHINESE)
        .with_policy("terms", ENGLISH.replace("Privacy Policy", "Terms of Use"))
        .with_charter()
    )


def test_01_text_edited_after_its_approval_is_stale_and_names_the_clause(
    library: LibraryBuilder,
) -> None:
    signed = library.sign("ada", day="2030-03-01")
    assert verified(library).approved is True
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("do not sell", "sell")})
    after = verified(library)
    assert git_verdict(library, signed.commit) == "G"
    assert after.approved is False
    assert "The English text changed after Ada Osei's approval: clause 2.2." in texts_of(after)
    assert library.verify().ok is False


def test_01b_one_changed_character_of_the_chinese_text_is_stale(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    text = library.read("policies/privacy.zh-CN.md").decode()
    library.commit({"policies/privacy.zh-CN.md": text.replace("不会出售", "会出售")})
    assert "The Chinese text changed after Ada Osei's approval: clause 2.2." in texts_of(
        verified(library)
    )


def test_02_a_record_copied_to_another_policy_does_not_match(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01")
    copied = library.read(signed.record_path)
    path = signed.record_path.replace("/privacy/", "/terms/")
    commit = library.commit({path: copied}, sign_with=library.people["ada"].key)
    assert git_verdict(library, commit) == "G"
    assert verified(library, "terms").approved is False
    assert "record-misplaced" in codes_of(verified(library))


def test_02b_a_record_rewritten_for_another_policy_has_another_subject(
    library: LibraryBuilder,
) -> None:
    plan = library.plan("ada", day="2030-03-01")
    moved = replace(plan.record, subject=replace(plan.record.subject, policy="terms"))
    forged(library, plan, sign_with=library.people["ada"].key, record=moved)
    found = verified(library, "terms")
    assert found.approved is False
    assert "The subject digest does not match" in texts_of(found)


def test_03_a_record_copied_to_another_version_does_not_match(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    moved = replace(plan.record, subject=replace(plan.record.subject, version="2031-01-01"))
    commit = forged(library, plan, sign_with=library.people["ada"].key, record=moved)
    assert git_verdict(library, commit) == "G"
    found = verified(library)
    assert found.approved is False
    assert "The subject digest does not match" in texts_of(found)


def test_13_other_bytes_than_the_record_says_are_another_subject(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    other = {"policies/privacy.md": plan.files[0][1].replace(b"your name", b"your blood")}
    forged(library, plan, sign_with=library.people["ada"].key, more=other)
    found = verified(library)
    assert found.approved is False
    assert codes_of(found) & {"subject-mismatch", "not-a-sign-off"}


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-05-01", "effective-past"), ("2025-01-01", "effective-past")],
)
def test_16_a_date_in_the_past_is_refused_when_signing(
    library: LibraryBuilder, day: str, code: str
) -> None:
    assert code in {bar.code for bar in library.plan("ada", day=day).bars}
    with pytest.raises(Refused, match="has passed"):
        library.sign("ada", day=day)


def test_16b_a_date_before_the_predecessors_is_refused_and_found(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("your address", "your city")})
    with pytest.raises(Refused, match="lies before 2030-03-01"):
        library.sign("ada", day="2029-01-01")
    library.sign("ada", day="2029-01-01", despite=["effective-before-previous"])
    found = verified(library)
    assert found.approved is False
    assert "effective-before-previous" in codes_of(found)


def test_16c_a_past_date_signed_all_the_same_is_found(library: LibraryBuilder) -> None:
    library.sign("ada", day="2026-01-01", despite=["effective-past"])
    found = verified(library)
    assert found.approved is False
    assert "effective-past" in codes_of(found)


def test_16d_a_past_date_confirmed_expressly_holds(library: LibraryBuilder) -> None:
    library.sign("ada", day="2026-01-01", backdated=True)
    assert verified(library).approved is True


def test_16e_an_approval_without_a_date_is_refused(library: LibraryBuilder) -> None:
    with pytest.raises(WrongUse, match="needs the day"):
        library.plan("ada")


def test_17_a_language_that_no_approval_covers_is_named(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01", languages=["en"])
    found = verified(library)
    assert found.approved is False
    assert "Missing: 1 of legal for Chinese." in texts_of(found)


def test_17b_a_language_added_after_the_approval_is_named(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    library.commit({"policies/privacy.fr.md": "# Politique de confidentialité\n\nVos données.\n"})
    found = verified(library)
    assert found.approved is False
    assert "The French text policies/privacy.fr.md is not covered" in texts_of(found)


@pytest.mark.parametrize("change", ["crlf", "space", "nfd"])
def test_18_changes_that_cannot_be_seen_are_another_subject(
    library: LibraryBuilder, change: str
) -> None:
    path = "policies/privacy.md"
    library.commit({path: library.read(path).decode().replace("name", "café")})
    library.sign("ada", day="2030-03-01")
    text = library.read(path).decode()
    changed = {
        "crlf": text.replace("\n", "\r\n"),
        "space": text.replace("your address.", "your address. "),
        "nfd": unicodedata.normalize("NFD", text),
    }[change]
    assert changed != text
    library.commit({path: changed.encode()})
    found = verified(library)
    assert found.approved is False
    assert "stale" in codes_of(found)


@pytest.mark.parametrize(
    "hidden",
    [
        "We do \u202enot\u202c sell it.",
        "We do not\u200b sell it.",
        "We do not s\u00adell it.",
        "We do not \U000e0061sell it.",
        "We do n\u043et sell it.",
        "We do not <!-- ever --> sell it.",
    ],
)
def test_19_hidden_text_bars_signing_until_it_is_acknowledged(
    library: LibraryBuilder, hidden: str
) -> None:
    path = "policies/privacy.md"
    library.commit({path: library.read(path).decode().replace("We do not sell it.", hidden)})
    with pytest.raises(Refused, match="Hidden text has to be acknowledged first"):
        library.sign("ada", day="2030-03-01")
    plan = library.plan("ada", day="2030-03-01", acknowledged=True)
    assert plan.bars == ()
    assert plan.record.acknowledged
    library.sign("ada", day="2030-03-01", acknowledged=True)
    assert verified(library).approved is True


def test_20_a_symbolic_link_in_place_of_a_text_is_refused(library: LibraryBuilder) -> None:
    target = library.root / "policies/privacy.md"
    target.unlink()
    target.symlink_to("terms.md")
    library.git("add", "-A")
    library.git("commit", "-q", "-m", "Link")
    with pytest.raises((Refused, WrongUse)):
        library.sign("ada", day="2030-03-01")


def test_20b_a_text_that_becomes_a_link_after_its_approval_is_not_approved(
    library: LibraryBuilder,
) -> None:
    library.sign("ada", day="2030-03-01")
    target = library.root / "policies/privacy.md"
    target.unlink()
    target.symlink_to("terms.md")
    library.git("add", "-A")
    library.git("commit", "-q", "-m", "Link")
    assert verified(library).approved is False


def test_20c_a_mode_change_is_not_the_text_that_was_approved(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    library.git("update-index", "--chmod=+x", "policies/privacy.md")
    library.git("commit", "-q", "-m", "Mode")
    found = verified(library)
    assert found.approved is False
    assert "The mode of policies/privacy.md changed" in texts_of(found)


def test_21_a_record_outside_its_path_does_not_count(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    path = plan.record.path.replace("2030-03-01/ada", "2030-03-01/bo")
    commit = forged(library, plan, sign_with=library.people["ada"].key, path=path)
    assert git_verdict(library, commit) == "G"
    found = verified(library)
    assert found.approved is False
    assert "stands outside its path" in texts_of(found)


def test_21b_a_record_changed_later_does_not_count_and_is_reported(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01")
    changed = library.read(signed.record_path).replace(b"approved for", b"agreed for")
    library.commit({signed.record_path: changed})
    report = library.verify()
    assert verified(library).approved is False
    assert "record-changed" in {f.code for f in report.findings}


def test_21c_a_deleted_approval_does_not_count_and_the_deletion_is_reported(
    library: LibraryBuilder,
) -> None:
    signed = library.sign("ada", day="2030-03-01")
    gone = library.commit({signed.record_path: None})
    report = library.verify()
    finding = next(f for f in report.findings if f.code == "record-deleted")
    assert finding.commit == gone
    assert "it no longer counts" in finding.text
    assert verified(library).approved is False


def test_36_a_rejection_stands_even_when_its_record_is_deleted(library: LibraryBuilder) -> None:
    rejected = library.sign("bo", verdict="reject", comment="2.2 is wrong")
    library.commit({rejected.record_path: None})
    library.sign("ada", day="2030-03-01")
    found = verified(library)
    assert found.approved is False
    assert "Rejected by Bo Lindqvist" in texts_of(found)
    assert "it still stands" in " ".join(f.text for f in library.verify().findings)


def test_a_withdrawn_rejection_stands_no_more(library: LibraryBuilder) -> None:
    library.sign("bo", verdict="reject", comment="2.2 is wrong")
    library.sign("ada", day="2030-03-01")
    assert verified(library).approved is False
    library.sign("bo", verdict="withdraw")
    assert verified(library).approved is True


def test_a_withdrawn_approval_counts_no_more(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    library.sign("ada", verdict="withdraw")
    found = verified(library)
    assert found.approved is False
    assert "Missing: 1 of legal." in texts_of(found)


def test_41_a_stamp_commit_that_changes_more_than_the_date_is_no_sign_off(
    library: LibraryBuilder,
) -> None:
    plan = library.plan("ada", day="2030-03-01")
    commit = forged(
        library, plan, sign_with=library.people["ada"].key, more={"README.md": "hello\n"}
    )
    assert git_verdict(library, commit) == "G"
    found = verified(library)
    assert found.approved is False
    assert "it also changes README.md" in texts_of(found)


def test_41b_a_stamp_that_writes_something_else_than_the_date_is_no_sign_off(
    library: LibraryBuilder,
) -> None:
    from policyreview.repository.objects import object_id
    from policyreview.signoff.make import _Files
    from policyreview.signoff.record import Stamp
    from policyreview.signoff.stamp import apply
    from policyreview.signoff.subject import Subject, sha256_of

    del _Files
    plan = library.plan("ada", day="2030-03-01")
    old = library.read("policies/privacy.md")
    start = old.index(b"do not sell")
    evil = Stamp("en", "policies/privacy.md", 17, start, "do not sell", "do sell")
    new = apply(old, [evil])
    texts = tuple(
        replace(t, sha256=sha256_of(new), blob=object_id("blob", new))
        if t.path == "policies/privacy.md"
        else t
        for t in plan.record.subject.texts
    )
    subject: Subject = replace(plan.record.subject, texts=texts)
    stamps = (evil, *[s for s in plan.stamps if s.path != "policies/privacy.md"])
    record = replace(plan.record, subject=subject, subject_digest=subject.digest, stamps=stamps)
    forged(
        library,
        plan,
        sign_with=library.people["ada"].key,
        record=record,
        more={"policies/privacy.md": new},
    )
    found = verified(library)
    assert found.approved is False
    assert "is not the effective date in that place" in texts_of(found)


def test_42_the_record_counts_and_not_the_message(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01", verdict="reject")
    message = plan.message.replace("Verdict: reject", "Verdict: approve")
    commit = forged(library, plan, sign_with=library.people["ada"].key, message=message)
    assert git_verdict(library, commit) == "G"
    found = verified(library)
    assert found.approved is False
    assert "message-differs" in codes_of(found)
    assert "Rejected by Ada Osei" in texts_of(found)


def test_43_two_approvals_with_different_dates_do_not_add_up(tmp_path: Path) -> None:
    library = (
        a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter(needs="legal = 2")
    )
    library.sign("ada", day="2030-03-01")
    library.sign("bo", day="2030-04-01")
    found = verified(library)
    assert found.approved is False
    assert "Ada Osei's approval is for another effective date, 2030-03-01" in texts_of(found)
    assert "Missing: 1 of legal." in texts_of(found)


def test_28_a_blob_whose_bytes_do_not_have_the_recorded_sha256_is_refused(
    library: LibraryBuilder,
) -> None:
    plan = library.plan("ada", day="2030-03-01")
    texts = tuple(replace(t, sha256="0" * 64) for t in plan.record.subject.texts)
    subject = replace(plan.record.subject, texts=texts)
    record = replace(plan.record, subject=subject, subject_digest=subject.digest)
    forged(library, plan, sign_with=library.people["ada"].key, record=record)
    found = verified(library)
    assert found.approved is False
    assert "sha256-differs" in codes_of(found)


def test_a_record_of_today_reads_back_as_it_was_signed(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01", comment='Fine – 好的 "quoted"\n\tline')
    record = parse(library.read(signed.record_path))
    assert record.path == signed.record_path
    assert record.comments[0].text == 'Fine – 好的 "quoted"\n\tline'
    assert record.subject.digest == record.subject_digest
