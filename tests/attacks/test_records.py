"""Attacks on what a record says, what it speaks of, and where it stands."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builders import CHINESE, ENGLISH, LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import forged, git_verdict
from policyreview.repository.objects import object_id
from policyreview.signoff.record import Stamp
from policyreview.signoff.stamp import apply
from policyreview.signoff.subject import sha256_of

if TYPE_CHECKING:
    from pathlib import Path

PATH = "policies/privacy.md"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return (
        a_library(tmp_path)
        .with_signers("ada", "bo")
        .with_policy("privacy", ENGLISH, zh_CN=CHINESE)
        .with_policy("terms", ENGLISH.replace("Privacy Policy", "Terms of Use"))
        .with_charter()
    )


def edit(library: LibraryBuilder, old: str, new: str, path: str = PATH) -> str:
    text = library.read(path).decode()
    assert old in text
    return library.commit({path: text.replace(old, new)})


def test_01_text_edited_after_its_approval(library: LibraryBuilder) -> None:
    signed = approve(library, "ada")
    assert signed.exit == 0, signed
    verdict(library).yes()
    edit(library, "do not sell", "sell")
    assert git_verdict(library, signed.out.strip()) == "G"
    verdict(library).no("stale", "The English text changed after Ada Osei's approval: clause 2.2.")


def test_01_the_other_language_edited_after_the_approval(library: LibraryBuilder) -> None:
    approve(library, "ada")
    edit(library, "不会出售", "会出售", "policies/privacy.zh-CN.md")
    verdict(library).no("stale", "The Chinese text changed after Ada Osei's approval: clause 2.2.")


def test_02_record_copied_to_another_policy(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01")
    path = signed.record_path.replace("/privacy/", "/terms/")
    copied = {path: library.read(signed.record_path)}
    commit = library.commit(copied, sign_with=library.people["ada"].key)
    assert git_verdict(library, commit) == "G"
    assert verdict(library, "terms").approved is False
    assert command(library, "verify", "terms").exit == 1
    verdict(library).says("record-misplaced", "stands outside its path")


def test_02_record_rewritten_for_another_policy(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    moved = replace(plan.record, subject=replace(plan.record.subject, policy="terms"))
    commit = forged(library, plan, sign_with=library.people["ada"].key, record=moved)
    assert git_verdict(library, commit) == "G"
    verdict(library, "terms").no("subject-mismatch", "The subject digest does not match")


def test_03_record_copied_to_another_version(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    moved = replace(plan.record, subject=replace(plan.record.subject, version="2031-01-01"))
    commit = forged(library, plan, sign_with=library.people["ada"].key, record=moved)
    assert git_verdict(library, commit) == "G"
    verdict(library).no("subject-mismatch", "The subject digest does not match")


def test_03_record_with_anothers_digest_does_not_move_an_approved_versions_date(
    library: LibraryBuilder,
) -> None:
    approve(library, "ada", "2030-03-01")
    (folder,) = (library.root / ".policyreview/records/privacy").iterdir()
    (record,) = folder.iterdir()
    copy = f".policyreview/records/privacy/2031-01-01/{record.name}"
    words = record.read_text().replace("2030-03-01", "2031-01-01")
    library.commit({copy: words})
    told = verdict(library)
    told.yes()
    told.says("subject-mismatch", "The subject digest does not match")
    (policy,) = command(library, "verify", "privacy", "--json").json["policies"]
    assert (policy["version"], policy["versions"][0]["effective_date"]) == ("2030-03-01",) * 2
    asked = command(library, "in-force", "privacy", "--on", "2032-01-01", "--json")
    (bound,) = asked.json["policies"]
    assert (bound["version"], bound["effective_date"]) == ("2030-03-01", "2030-03-01")


def test_03_record_that_a_signer_signed_with_anothers_digest_is_reported(
    library: LibraryBuilder,
) -> None:
    plan = library.plan("ada", day="2030-03-01")
    approve(library, "ada", "2030-03-01")
    moved = replace(plan.record, subject=replace(plan.record.subject, version="2031-01-01"))
    forged(library, plan, sign_with=library.people["ada"].key, record=moved)
    told = verdict(library)
    told.says("subject-mismatch", "The subject digest does not match")
    assert told.approved is True
    assert command(library, "verify").exit == 1


@pytest.mark.parametrize(
    ("day", "sentence", "code"),
    [
        ("2026-05-01", "The effective date 2026-05-01 has passed", 1),
        ("2026-02-30", "2026-02-30", 2),
        ("tomorrow", "tomorrow", 2),
    ],
)
def test_16_effective_date_past_or_no_day_is_refused_when_signing(
    library: LibraryBuilder, day: str, sentence: str, code: int
) -> None:
    before = library.head
    approve(library, "ada", day).refused(sentence, exit_code=code)
    assert library.head == before


def test_16_effective_date_in_the_past_is_a_finding(library: LibraryBuilder) -> None:
    library.sign("ada", day="2026-01-01", despite=["effective-past"])
    verdict(library).no("effective-past", "The effective date 2026-01-01 had passed")


def test_16_effective_date_before_the_predecessors(library: LibraryBuilder) -> None:
    approve(library, "ada", "2030-03-01")
    edit(library, "your address", "your city")
    edit(library, "地址", "城市", "policies/privacy.zh-CN.md")
    approve(library, "ada", "2029-01-01").refused("lies before 2030-03-01")
    library.sign("ada", day="2029-01-01", despite=["effective-before-previous"])
    verdict(library).no("effective-before-previous", "lies before 2030-03-01")


def test_17_one_language_not_covered(library: LibraryBuilder) -> None:
    signed = approve(library, "ada", "2030-03-01", "--language", "en")
    assert git_verdict(library, signed.out.strip()) == "G"
    verdict(library).no("language-missing", "Missing: 1 approval in the role 'legal' for Chinese")


def test_17_one_language_behind_its_source(library: LibraryBuilder) -> None:
    approve(library, "ada")
    edit(library, "your address", "your city")
    approve(library, "ada", "2031-01-01").refused(
        "The Chinese text has not changed since the last approved version, the English has."
    )
    signed = library.sign("ada", day="2031-01-01", despite=["translation-behind"])
    assert git_verdict(library, signed.commit) == "G"
    found = verdict(library)
    found.no("language-missing", "Missing: 1 approval in the role 'legal' for Chinese")
    found.says("translation-behind", "approval does not say that it still holds")
    both = approve(library, "bo", "2031-01-01", "--language", "en", "--language", "zh-CN")
    assert both.exit == 0, both
    found = verdict(library)
    found.yes()
    found.says("translation-behind", "Bo Lindqvist says that it still holds.")


def test_17_a_language_added_after_the_approval(library: LibraryBuilder) -> None:
    approve(library, "ada")
    library.commit({"policies/privacy.fr.md": "# Politique de confidentialité\n\nVos données.\n"})
    verdict(library).no("language-missing", "The French text policies/privacy.fr.md is not covered")


@pytest.mark.parametrize("change", ["crlf", "space", "nfd"])
def test_18_white_space_line_ends_or_unicode_form_changed(
    library: LibraryBuilder, change: str
) -> None:
    edit(library, "name", "café")
    signed = approve(library, "ada")
    text = library.read(PATH).decode()
    changed = {
        "crlf": text.replace("\n", "\r\n"),
        "space": text.replace("your address.", "your address. "),
        "nfd": unicodedata.normalize("NFD", text),
    }[change]
    library.commit({PATH: changed.encode()})
    assert git_verdict(library, signed.out.strip()) == "G"
    verdict(library).no("stale", "The English text changed after Ada Osei's approval")
    assert command(library, "diff", "privacy", "HEAD~1", "HEAD").exit == 1


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
    ids=["bidi", "zero-width", "soft-hyphen", "tag", "mixed-script", "comment"],
)
def test_19_hidden_text_bars_signing_until_acknowledged(
    library: LibraryBuilder, hidden: str
) -> None:
    edit(library, "We do not sell it.", hidden)
    before = library.head
    shown = command(library, "check", "privacy", "--strict", "--json")
    assert shown.exit == 1
    rules = [f["rule"] for f in shown.json["findings"] if f["line"] == 17]
    assert any(rule.startswith("hidden-") for rule in rules), shown
    approve(library, "ada").refused("Hidden text has to be acknowledged first")
    assert library.head == before
    assert approve(library, "ada", "2030-03-01", "--acknowledge", "all").exit == 0


@pytest.mark.parametrize("kind", ["link", "mode", "submodule"])
def test_20_link_submodule_or_mode_in_place_of_a_text(library: LibraryBuilder, kind: str) -> None:
    signed = approve(library, "ada")
    if kind == "mode":
        library.git("update-index", "--chmod=+x", PATH)
    else:
        oid = library.git("hash-object", "-w", "--stdin", data=b"/etc/passwd")
        entry = ("120000", oid) if kind == "link" else ("160000", library.head)
        library.git("update-index", "--cacheinfo", f"{entry[0]},{entry[1]},{PATH}")
    library.git("commit", "-q", "-m", "Put something else there")
    assert git_verdict(library, signed.out.strip()) == "G"
    found = verdict(library)
    assert (found.exit, found.approved) == (1, False)
    if kind == "mode":
        found.no("stale", f"The mode of {PATH} changed after Ada Osei's approval.")
    else:
        found.no("policy-broken", f"{PATH} is a {'symbolic link' if kind == 'link' else kind}")
        library.git("reset", "-q", "--hard")
        approve(library, "ada", "2031-01-01").refused("cannot be signed for")


def test_21_record_outside_its_path(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    path = plan.record.path.replace("2030-03-01/ada", "2030-03-01/bo")
    commit = forged(library, plan, sign_with=library.people["ada"].key, path=path)
    assert git_verdict(library, commit) == "G"
    verdict(library).no("record-misplaced", "stands outside its path")


def test_21_record_changed_later(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01")
    changed = library.read(signed.record_path).replace(b"approved for", b"agreed for")
    library.commit({signed.record_path: changed}, sign_with=library.people["ada"].key)
    assert git_verdict(library, library.head) == "G"
    verdict(library).no("record-changed", "was changed after it was added; it no longer counts")


def test_21_record_deleted_later(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01")
    library.commit({signed.record_path: None})
    assert git_verdict(library, signed.commit) == "G"
    verdict(library).no("record-deleted", "was deleted after it was added; it no longer counts")


def test_28_blob_with_the_same_git_id_and_other_bytes(library: LibraryBuilder) -> None:
    """A collision of two texts under SHA-1, as far as it can be had without years of computing.

    The known collisions begin with blocks of their own, and git puts a header before a file's
    bytes, so none of them is a pair of git blobs. What two such texts would come to is a record
    whose git id is right and whose SHA-256 is not; that record is made and signed here.
    """
    plan = library.plan("ada", day="2030-03-01")
    texts = tuple(replace(t, sha256="0" * 64) for t in plan.record.subject.texts)
    subject = replace(plan.record.subject, texts=texts)
    record = replace(plan.record, subject=subject, subject_digest=subject.digest)
    commit = forged(library, plan, sign_with=library.people["ada"].key, record=record)
    assert git_verdict(library, commit) == "G"
    verdict(library).no("sha256-differs", "differs although git's id is the same")


def test_36_rejection_removed_from_the_tree(library: LibraryBuilder) -> None:
    rejected = library.sign("bo", verdict="reject", comment="2.2 is wrong")
    library.commit({rejected.record_path: None})
    assert git_verdict(library, rejected.commit) == "G"
    approve(library, "ada")
    found = verdict(library)
    found.no("rejected", "Rejected by Bo Lindqvist")
    found.says("record-deleted", "it still stands")


def test_41_stamp_commit_that_also_changes_another_file(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    more: dict[str, str | bytes | None] = {"README.md": "hello\n"}
    commit = forged(library, plan, sign_with=library.people["ada"].key, more=more)
    assert git_verdict(library, commit) == "G"
    verdict(library).no("not-a-sign-off", "it also changes README.md")


def test_41_stamp_commit_that_changes_a_word_beside_the_date(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    other = {PATH: dict(plan.files)[PATH].replace(b"your name", b"your blood")}
    commit = forged(library, plan, sign_with=library.people["ada"].key, more=other)
    assert git_verdict(library, commit) == "G"
    verdict(library).no("subject-mismatch", f"{PATH} holds other bytes there")


def test_41_stamp_commit_that_changes_a_word_that_its_record_speaks_of(
    library: LibraryBuilder,
) -> None:
    plan = library.plan("ada", day="2030-03-01")
    new = dict(plan.files)[PATH].replace(b"your name", b"your blood")
    texts = tuple(
        replace(t, sha256=sha256_of(new), blob=object_id("blob", new)) if t.path == PATH else t
        for t in plan.record.subject.texts
    )
    subject = replace(plan.record.subject, texts=texts)
    record = replace(plan.record, subject=subject, subject_digest=subject.digest)
    key = library.people["ada"].key
    commit = forged(library, plan, sign_with=key, record=record, more={PATH: new})
    assert git_verdict(library, commit) == "G"
    verdict(library).no("not-a-sign-off", f"in {PATH} it changes more than the date")


@pytest.mark.parametrize(
    ("before", "after"), [("do not sell", "do sell"), ("May 12, 2026", "March 1, 2030 or never")]
)
def test_41_stamp_that_writes_something_else_than_the_date(
    library: LibraryBuilder, before: str, after: str
) -> None:
    plan = library.plan("ada", day="2030-03-01")
    old = library.read(PATH)
    evil = Stamp("en", PATH, 17, old.index(before.encode()), before, after)
    new = apply(old, [evil])
    texts = tuple(
        replace(t, sha256=sha256_of(new), blob=object_id("blob", new)) if t.path == PATH else t
        for t in plan.record.subject.texts
    )
    subject = replace(plan.record.subject, texts=texts)
    stamps = (evil, *[s for s in plan.stamps if s.path != PATH])
    record = replace(plan.record, subject=subject, subject_digest=subject.digest, stamps=stamps)
    key = library.people["ada"].key
    commit = forged(library, plan, sign_with=key, record=record, more={PATH: new})
    assert git_verdict(library, commit) == "G"
    verdict(library).no("not-a-sign-off", "is not the effective date in that place")


def test_42_approval_in_the_message_and_rejection_in_the_record(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01", verdict="reject")
    message = plan.message.replace("Verdict: reject", "Verdict: approve")
    commit = forged(library, plan, sign_with=library.people["ada"].key, message=message)
    assert git_verdict(library, commit) == "G"
    found = verdict(library)
    found.no("rejected", "Rejected by Ada Osei")
    found.says("message-differs", "says Verdict approve, the record reject: the record counts")


def test_43_two_approvals_with_different_effective_dates(tmp_path: Path) -> None:
    library = (
        a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter(needs="legal = 2")
    )
    first, second = approve(library, "ada", "2030-03-01"), approve(library, "bo", "2030-04-01")
    for signed in (first, second):
        assert git_verdict(library, signed.out.strip()) == "G"
    found = verdict(library)
    found.no("other-date", "Ada Osei's approval is for another effective date, 2030-03-01")
    found.says("quorum-missing", "Missing: 1 approval in the role 'legal'")


def test_43_two_dates_do_not_add_up_where_no_date_is_stamped(tmp_path: Path) -> None:
    undated = ENGLISH.replace("Effective Date: May 12, 2026\n\n", "")
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy("privacy", undated)
    library.with_charter(needs="legal = 2")
    library.sign("ada", day="2030-03-01")
    plan = library.plan("bo", day="2030-04-01")
    subject = replace(plan.record.subject, version="2030-03-01")
    record = replace(plan.record, subject=subject, subject_digest=subject.digest)
    commit = forged(library, plan, sign_with=library.people["bo"].key, record=record)
    assert git_verdict(library, commit) == "G"
    assert library.read(PATH) == undated.encode()
    verdict(library).no("quorum-missing", "Missing: 1 approval in the role 'legal'")


def test_20_mode_that_a_record_claims_and_the_tree_does_not_have(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    texts = tuple(replace(text, mode="100755") for text in plan.record.subject.texts)
    subject = replace(plan.record.subject, texts=texts)
    record = replace(plan.record, subject=subject, subject_digest=subject.digest)
    commit = forged(library, plan, sign_with=library.people["ada"].key, record=record)
    assert git_verdict(library, commit) == "G"
    verdict(library).no("subject-mismatch", f"The mode of {PATH} is not the one that was signed")


def test_record_made_under_another_charter_than_the_one_at_its_parent(
    library: LibraryBuilder,
) -> None:
    plan = library.plan("ada", day="2030-03-01")
    commit = forged(library, plan, sign_with=library.people["ada"].key, charter="0" * 64)
    assert git_verdict(library, commit) == "G"
    verdict(library).no("charter-differs", "signed under the charter 000000000000")
