"""Attacks on who may sign: authors, strangers, roles, keys, merges, charters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builders.forging import codes_of, forged, git_verdict, texts_of, verified

from builders import ENGLISH, LibraryBuilder, a_library, charter_text, ssh_key
from policyreview.errors import Refused
from policyreview.signoff.charter import problems

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def test_04_an_author_does_not_approve_their_own_change(library: LibraryBuilder) -> None:
    library.commit(
        {"policies/privacy.md": ENGLISH.replace("your name", "your age")},
        author="Ada Osei <ada@example.org>",
    )
    with pytest.raises(Refused, match="separation of duties"):
        library.sign("ada", day="2030-03-01")
    signed = library.sign("ada", day="2030-03-01", despite=["separation-of-duties"])
    assert git_verdict(library, signed.commit) == "G"
    found = verified(library)
    assert found.approved is False
    assert "Ada Osei wrote changes to this version" in texts_of(found)
    library.sign("bo", day="2030-03-01")
    assert verified(library).approved is True


def test_04b_a_stamp_makes_nobody_an_author(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("your name", "your age")})
    library.sign("ada", day="2030-06-01")
    assert verified(library).approved is True


def test_04c_a_co_author_does_not_approve_either(library: LibraryBuilder) -> None:
    library.commit(
        {"policies/privacy.md": ENGLISH.replace("your name", "your age")},
        "Change\n\nCo-authored-by: Ada Osei <ADA@example.org>",
    )
    assert "separation-of-duties" in {
        bar.code for bar in library.plan("ada", day="2030-03-01").bars
    }


def test_05_a_key_that_is_not_in_the_charter_is_unknown(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    forged(library, plan, sign_with=ssh_key("mallory"))
    found = verified(library)
    assert found.approved is False
    assert "The signer of the record of Ada Osei is unknown" in texts_of(found)


def test_05b_signing_with_a_strangers_key_is_refused(library: LibraryBuilder) -> None:
    library.with_signers("mallory")
    with pytest.raises(Refused, match="does not know the key"):
        library.sign("mallory", day="2030-03-01")


def test_06_a_role_granted_in_the_commit_that_uses_it_is_no_authority(
    library: LibraryBuilder,
) -> None:
    library.with_signers("cy")
    plan = library.plan("ada", day="2030-03-01")
    people = list(library.people.values())
    record = plan.record
    commit = forged(
        library,
        plan,
        sign_with=library.people["cy"].key,
        more={"policyreview.toml": charter_text(people, number=2)},
        signer="cy",
        name="Cy Tanaka",
    )
    assert record.signer == "ada"
    assert git_verdict(library, commit) == "G"
    found = verified(library)
    assert found.approved is False
    assert codes_of(found) & {"signer-unknown", "not-a-sign-off"}


def test_07_a_key_past_its_validity_has_no_authority(tmp_path: Path) -> None:
    library = _with_ended_key(tmp_path, "2026-05-30")
    assert "key-not-valid" in {bar.code for bar in library.plan("ada", day="2030-03-01").bars}
    library.sign("ada", day="2030-03-01", despite=["key-not-valid"])
    found = verified(library)
    assert found.approved is False
    assert "Ada Osei's key is valid until 2026-05-30" in texts_of(found)


def test_08_a_committer_date_set_back_into_the_validity_does_not_help(tmp_path: Path) -> None:
    library = _with_ended_key(tmp_path, "2026-05-30")
    library.clock += 30 * 86_400
    library.commit({"README.md": "late\n"})
    plan = library.plan("ada", day="2030-03-01")
    early = "@1780000100 +0000"
    commit = forged(
        library,
        plan,
        sign_with=library.people["ada"].key,
        env={"GIT_COMMITTER_DATE": early, "GIT_AUTHOR_DATE": early},
    )
    assert git_verdict(library, commit) == "G"
    found = verified(library)
    assert found.approved is False
    assert "runs backwards" in texts_of(found)


def _with_ended_key(tmp_path: Path, until: str) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada").with_policy()
    key = f'[[signer.key]]\nssh = "{library.people["ada"].public}"\nuntil = {until}\n'
    return library.with_charter(keys={"ada": key})


def test_22_one_person_who_signs_with_two_keys_counts_once(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy()
    second = ssh_key("ada-two")
    lines = [
        library.people["ada"].public,
        " ".join(second.with_suffix(".pub").read_text().split()[:2]),
    ]
    keys = "\n".join(f'[[signer.key]]\nssh = "{line}"' for line in lines) + "\n"
    library.with_charter(needs="legal = 2", keys={"ada": keys})
    library.sign("ada", day="2030-03-01")
    plan = library.plan("ada", day="2030-03-01")
    forged(library, plan, sign_with=second)
    found = verified(library)
    assert found.approved is False
    assert "Missing: 1 of legal." in texts_of(found)
    assert found.state is not None
    assert all(record.counts for record in found.state.records)


def test_23_one_key_for_two_persons_makes_the_charter_invalid(library: LibraryBuilder) -> None:
    ada, bo = library.people["ada"], library.people["bo"]
    text = charter_text([ada, bo], keys={"bo": f'[[signer.key]]\nssh = "{ada.public}"\n'})
    found = problems(text.encode())
    assert any("is listed for two persons, ada and bo" in p.text for p in found)


@pytest.mark.parametrize("pattern", ["*", "ad*", "*@example.org"])
def test_24_a_pattern_as_a_signer_makes_the_charter_invalid(
    library: LibraryBuilder, pattern: str
) -> None:
    people = list(library.people.values())
    by_role = charter_text(people, roles={"legal": [pattern]})
    by_id = charter_text(people).replace('id = "ada"', f'id = "{pattern}"')
    assert problems(by_role.encode())
    assert problems(by_id.encode())


def test_38_a_charter_changed_without_its_owners_is_refused(library: LibraryBuilder) -> None:
    library.with_signers("cy")
    people = list(library.people.values())
    library.commit({"policyreview.toml": charter_text(people, number=2)}, "Add Cy")
    report = library.verify()
    refused = next(f for f in report.findings if f.code == "charter-change-refused")
    assert "0 of the 1 owners needed" in refused.text
    assert report.charter is not None
    assert report.charter.number == 1


def test_38b_a_skipped_charter_number_is_refused(library: LibraryBuilder) -> None:
    people = list(library.people.values())
    library.commit({"policyreview.toml": charter_text(people, number=3)}, "Skip")
    finding = next(f for f in library.verify().findings if f.code == "charter-change-refused")
    assert "from number 1 to 3" in finding.text


def test_10_a_record_signed_again_by_somebody_else_is_not_theirs(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    commit = forged(library, plan, sign_with=library.people["bo"].key)
    assert git_verdict(library, commit) == "G"
    found = verified(library)
    assert found.approved is False
    assert "the signer is not the record's signer" in texts_of(found)


@pytest.mark.parametrize("how", ["amend", "cherry-pick", "rebase", "squash"])
def test_09_a_sign_off_that_lost_its_signature_is_an_orphan(
    library: LibraryBuilder, how: str
) -> None:
    base = library.head
    signed = library.sign("ada", day="2030-03-01")
    if how == "amend":
        library.git("commit", "-q", "--amend", "--no-edit")
    else:
        library.git("reset", "-q", "--hard", base)
        library.commit({"README.md": "before\n"})
        if how == "squash":
            library.git("merge", "-q", "--squash", signed.commit)
            library.git("commit", "-q", "-m", "Squashed")
        elif how == "rebase":
            library.git("rebase", "-q", "--onto", "HEAD", base, signed.commit)
            library.git("checkout", "-q", "-B", "main")
        else:
            library.git("cherry-pick", signed.commit)
    assert git_verdict(library, library.head) == "N"
    found = verified(library)
    assert found.approved is False
    assert "is an orphan" in texts_of(found)
    assert "Sign again" in texts_of(found)


def test_25_an_evil_merge_is_found(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    library.git("checkout", "-q", "-b", "side")
    library.commit({"policies/privacy.zh-CN.md": "# 隐私政策\n\n我们不会出售您的信息。\n"})
    library.git("checkout", "-q", "main")
    library.commit({"README.md": "main\n"})
    library.git("merge", "-q", "--no-ff", "--no-commit", "side")
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("do not sell", "sell")}, "Merge side")
    found = verified(library)
    assert found.approved is False
    assert "The merge differs from its recomputation: policies/privacy.md" in texts_of(found)


def test_25b_a_record_that_only_a_merge_holds_does_not_count(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    library.git("checkout", "-q", "-b", "side")
    library.commit({"notes.md": "side\n"})
    library.git("checkout", "-q", "main")
    library.commit({"README.md": "main\n"})
    library.git("merge", "-q", "--no-ff", "--no-commit", "side")
    forged(library, plan, sign_with=library.people["ada"].key)
    found = verified(library)
    assert found.approved is False
    assert codes_of(found) & {"record-in-merge", "evil-merge"}


def test_a_sign_off_on_a_branch_counts_after_a_true_merge(library: LibraryBuilder) -> None:
    library.git("checkout", "-q", "-b", "proposal")
    library.commit({"policies/privacy.md": ENGLISH.replace("your name", "your age")})
    library.sign("ada", day="2030-03-01")
    library.git("checkout", "-q", "main")
    library.commit({"README.md": "meanwhile\n"})
    library.git("merge", "-q", "--no-ff", "-m", "Merge proposal", "proposal")
    assert verified(library).approved is True


def test_37_a_key_retired_meanwhile_has_no_authority_at_the_merge(library: LibraryBuilder) -> None:
    from policyreview.signoff import charterrecord
    from policyreview.signoff.charter import digest_of
    from policyreview.signoff.record import now

    library.git("checkout", "-q", "-b", "old")
    library.sign("bo", day="2030-03-01")
    library.git("checkout", "-q", "main")
    old = digest_of(library.read("policyreview.toml"))
    without_bo = charter_text([library.people["ada"]], number=2).encode()
    record = charterrecord.CharterRecord(
        2, digest_of(without_bo), old, "ada", "Ada Osei", now(), "0123456789abcdef"
    )
    library.commit(
        {"policyreview.toml": without_bo, record.path: charterrecord.dump(record)},
        "Retire Bo",
        author="Ada Osei <ada@example.org>",
        sign_with=library.people["ada"].key,
    )
    report = library.verify()
    assert report.charter is not None
    assert report.charter.number == 2, report.findings
    library.git("merge", "-q", "--no-ff", "-m", "Merge old", "old")
    found = verified(library)
    assert found.approved is False
    assert "no-authority" in codes_of(found)


def test_two_approvals_made_at_once_on_two_branches_merge_and_add_up(tmp_path: Path) -> None:
    library = (
        a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter(needs="legal = 2")
    )
    library.git("branch", "other")
    library.sign("ada", day="2030-03-01")
    library.git("checkout", "-q", "other")
    library.sign("bo", day="2030-03-01")
    library.git("checkout", "-q", "main")
    library.git("merge", "-q", "--no-ff", "-m", "Merge other", "other")
    found = verified(library)
    assert found.approved is True, texts_of(found)
