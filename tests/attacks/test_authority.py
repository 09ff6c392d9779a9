"""Attacks on who may sign: authors, strangers, roles, keys, dates, charters."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from builders import CHINESE, ENGLISH, LibraryBuilder, a_library, charter_text, ssh_key
from builders.commands import approve, command, verdict
from builders.forging import agreed, forged, git_verdict

PATH = "policies/privacy.md"
ADA = "Ada Osei <ada@example.org>"
EDITED = ENGLISH.replace("your name", "your age")


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def test_04_author_approves_their_own_change(library: LibraryBuilder) -> None:
    library.commit({PATH: EDITED}, author=ADA)
    approve(library, "ada").refused("separation of duties")
    signed = library.sign("ada", day="2030-03-01", despite=["separation-of-duties"])
    assert git_verdict(library, signed.commit) == "G"
    verdict(library).no("separation-of-duties", "Ada Osei wrote changes to this version")


def test_04_author_approves_what_they_wrote_under_another_path(library: LibraryBuilder) -> None:
    library.commit({"drafts/new.txt": EDITED}, author=ADA)
    library.commit({"drafts/new.txt": None, PATH: EDITED}, "Move it into place")
    approve(library, "ada").refused("separation of duties")
    signed = library.sign("ada", day="2030-03-01", despite=["separation-of-duties"])
    assert git_verdict(library, signed.commit) == "G"
    verdict(library).no("separation-of-duties", "Ada Osei wrote changes to this version")


def test_04_author_approves_after_the_text_was_renamed(library: LibraryBuilder) -> None:
    library.commit({"policies/draft.md": EDITED}, author=ADA)
    library.commit({PATH: None}, "Away with the old one")
    library.git("mv", "policies/draft.md", PATH)
    library.commit({PATH: EDITED + "\nThe end.\n"}, "Rename it")
    library.sign("ada", day="2030-03-01", despite=["separation-of-duties"])
    verdict(library).no("separation-of-duties", "Ada Osei wrote changes to this version")


def test_05_key_that_is_not_in_the_charter(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    library.with_signers("mallory")
    approve(library, "mallory").refused("The charter does not know the key")
    commit = forged(library, plan, sign_with=ssh_key("mallory"))
    assert git_verdict(library, commit) == "G"
    verdict(library).no("signer-unknown", "The signer of the record of Ada Osei is unknown")


def test_06_role_granted_in_the_commit_that_uses_it(library: LibraryBuilder) -> None:
    library.with_signers("cy")
    plan = library.plan("ada", day="2030-03-01")
    charter = charter_text(list(library.people.values()), number=2)
    commit = forged(
        library,
        plan,
        sign_with=library.people["cy"].key,
        more={"policyreview.toml": charter},
        signer="cy",
        name="Cy Tanaka",
    )
    assert git_verdict(library, commit) == "G"
    found = verdict(library)
    found.no("signer-unknown", "the charter at that point of history does not know the key")
    found.says("charter-change-refused", "number 1 stays in force")


def test_06_role_granted_on_the_branch_that_uses_it(library: LibraryBuilder) -> None:
    library.with_signers("cy")
    library.git("checkout", "-q", "-b", "side")
    charter = charter_text(list(library.people.values()), number=2)
    library.commit({"policyreview.toml": charter})
    agreed(library, "ada", charter)
    plan = library.plan("cy", day="2030-03-01")
    commit = forged(library, plan, sign_with=library.people["cy"].key)
    library.git("checkout", "-q", "main")
    library.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")
    assert git_verdict(library, commit) == "G"
    found = verdict(library)
    assert (found.exit, found.approved) == (1, False), found
    assert found.codes & {"no-authority", "signer-unknown"}, found


def git_by_list(library: LibraryBuilder, allowed: str, form: str, commit: str) -> str:
    """What git says of a commit by a list of allowed signers."""
    listed = library.root.parent / "listed"
    listed.write_text(allowed)
    setting = f"gpg.ssh.allowedSignersFile={listed}"
    return library.git("-c", setting, "log", "-1", f"--format={form}", commit)


def with_ended_key(tmp_path: Path, until: str = "2026-05-30") -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada").with_policy()
    key = f'[[signer.key]]\nssh = "{library.people["ada"].public}"\nuntil = {until}\n'
    return library.with_charter(keys={"ada": key})


def test_07_key_past_its_validity(tmp_path: Path) -> None:
    library = with_ended_key(tmp_path)
    approve(library, "ada").refused("The charter lets this key sign from")
    signed = library.sign("ada", day="2030-03-01", despite=["key-not-valid"])
    ended = f'ada@example.org valid-before="20260530" {library.people["ada"].public}\n'
    assert git_by_list(library, ended, "%G?", signed.commit) == "U"
    verdict(library).no("key-not-valid", "Ada Osei's key is valid until 2026-05-30")


def test_08_committer_date_set_back_into_the_validity(tmp_path: Path) -> None:
    library = with_ended_key(tmp_path)
    library.clock += 30 * 86_400
    library.commit({"README.md": "late\n"})
    early = "@1780000100 +0000"
    commit = forged(
        library,
        library.plan("ada", day="2030-03-01"),
        sign_with=library.people["ada"].key,
        env={"GIT_COMMITTER_DATE": early, "GIT_AUTHOR_DATE": early},
    )
    assert git_verdict(library, commit) == "G"
    verdict(library).no("key-not-valid", "runs backwards")


def test_08_commit_dated_far_ahead_is_told_before_a_key_signs_in_vain(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy()
    key = f'[[signer.key]]\nssh = "{library.people["ada"].public}"\nuntil = 2090-01-01\n'
    library.with_charter(keys={"ada": key})
    library.commit({"README.md": "Later.\n"}, env={"GIT_COMMITTER_DATE": "@4500000000 +0000"})
    approve(library, "ada").refused("a commit before is dated 2112-08-07")
    assert approve(library, "bo").exit == 0
    verdict(library).yes()


@pytest.mark.parametrize("how", ["amend", "cherry-pick", "rebase", "squash"])
def test_09_signature_lost(library: LibraryBuilder, how: str) -> None:
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
    found = verdict(library)
    found.no("orphan-record", "is an orphan")
    found.says("orphan-record", "Sign again on the present history: 'policyreview approve'.")


def test_10_record_signed_again_by_somebody_else(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    commit = forged(library, plan, sign_with=library.people["bo"].key)
    assert git_verdict(library, commit) == "G"
    verdict(library).no("signer-mismatch", "the signer is not the record's signer")


def test_22_one_person_signs_with_two_keys(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy()
    second = ssh_key("ada-two")
    lines = [
        library.people["ada"].public,
        " ".join(second.with_suffix(".pub").read_text().split()[:2]),
    ]
    keys = "\n".join(f'[[signer.key]]\nssh = "{line}"' for line in lines) + "\n"
    library.with_charter(needs="legal = 2", keys={"ada": keys})
    signed = approve(library, "ada")
    assert git_verdict(library, signed.out.strip()) == "G"
    again = forged(library, library.plan("ada", day="2030-03-01"), sign_with=second)
    allowed = library.root.parent / "two-keys"
    allowed.write_text("".join(f"ada@example.org {line}\n" for line in lines))
    both = f"gpg.ssh.allowedSignersFile={allowed}"
    assert library.git("-c", both, "log", "-1", "--format=%G?", again) == "G"
    verdict(library).no("quorum-missing", "Missing: 1 approval in the role 'legal'")


def test_23_one_key_for_two_persons(library: LibraryBuilder) -> None:
    ada, bo = library.people["ada"], library.people["bo"]
    text = charter_text([ada, bo], keys={"bo": f'[[signer.key]]\nssh = "{ada.public}"\n'})
    library.commit({"policyreview.toml": text})
    checked = command(library, "charter", "check")
    assert checked.exit == 1
    assert "is listed for two persons, ada and bo" in checked.out
    found = verdict(library)
    assert found.exit == 1
    found.says("charter-invalid", "is listed for two persons, ada and bo")
    signed = library.commit({"README.md": "x"}, sign_with=ada.key)
    for first, second in (("ada", "bo"), ("bo", "ada")):
        both = f"{first} {ada.public}\n{second} {ada.public}\n"
        assert git_by_list(library, both, "%G? %GS", signed) == f"G {first}"


@pytest.mark.parametrize("pattern", ["*", "ad*", "*@example.org"])
def test_24_pattern_as_a_principal(library: LibraryBuilder, pattern: str) -> None:
    people = list(library.people.values())
    by_role = charter_text(people, roles={"legal": [pattern]})
    by_id = charter_text(people).replace('id = "ada"', f'id = "{pattern}"')
    for text in (by_role, by_id):
        library.commit({"policyreview.toml": text})
        assert command(library, "charter", "check").exit == 1
        if text is by_role:
            says = "names * as a signer" if pattern == "*" else "who is no [[signer]]"
            assert says in command(library, "charter", "check").out
    allowed = library.root.parent / "pattern"
    allowed.write_text(f"{pattern} {library.people['ada'].public}\n")
    signed = library.commit({"README.md": "x"}, sign_with=library.people["ada"].key)
    matched = f"gpg.ssh.allowedSignersFile={allowed}"
    assert library.git("-c", matched, "log", "-1", "--format=%G?", signed) == "G"
    found = verdict(library)
    assert found.exit == 1
    found.says("charter-invalid", "The charter is invalid; number 1 stays in force")


def test_31_revocation_file_that_is_named_but_missing(library: LibraryBuilder) -> None:
    signed = approve(library, "ada").out.strip()
    library.git("config", "gpg.ssh.revocationFile", str(library.root / "no-such-file"))
    assert git_verdict(library, signed) == "G"
    verdict(library).yes()
    listed = library.root.parent / "revoked"
    listed.write_text(f"{library.people['ada'].public}\n")
    library.git("config", "gpg.ssh.revocationFile", str(listed))
    assert git_verdict(library, signed) != "G"
    verdict(library).yes()  # keys are retired by the charter, and this one is not


def test_37_retired_key_on_an_old_base_merged_later(library: LibraryBuilder) -> None:
    library.git("checkout", "-q", "-b", "old")
    signed = approve(library, "bo").out.strip()
    library.git("checkout", "-q", "main")
    without_bo = charter_text([library.people["ada"]], number=2)
    agreed(library, "ada", without_bo, with_charter=True)
    library.git("merge", "-q", "--no-ff", "-m", "Merge old", "old")
    assert git_verdict(library, signed) == "G"
    verdict(library).no("no-authority", "does not know Bo Lindqvist's key")


def test_38_charter_changed_without_its_owners(library: LibraryBuilder) -> None:
    library.with_signers("cy")
    charter = charter_text(list(library.people.values()), number=2)
    library.commit({"policyreview.toml": charter}, sign_with=library.people["bo"].key)
    assert git_verdict(library, library.head) == "G"
    found = verdict(library)
    assert found.exit == 1
    found.says("charter-change-refused", "the signatures of 0 of the 1 owners needed")


def test_38_charter_number_skipped(library: LibraryBuilder) -> None:
    charter = charter_text(list(library.people.values()), number=3)
    agreed(library, "ada", charter, number=3, with_charter=True)
    assert git_verdict(library, library.head) == "G"
    found = verdict(library)
    assert found.exit == 1
    found.says("charter-change-refused", "changed from number 1 to 3")


@pytest.mark.parametrize("how", ["ignore", "elsewhere"])
def test_an_unapproved_charter_neither_hides_a_policy_nor_points_it_elsewhere(
    library: LibraryBuilder, how: str
) -> None:
    approve(library, "ada")
    verdict(library).yes()
    entry = {
        "ignore": '[[policy]]\nignore = ["policies/*"]\n',
        "elsewhere": '[[policy]]\nid = "privacy"\ntexts = [{ path = "other.md" }]\n',
    }[how]
    charter = charter_text(list(library.people.values()), number=2, more=entry)
    library.commit({"policyreview.toml": charter, "other.md": library.read(PATH)})
    text = library.read(PATH).decode()
    library.commit({PATH: text.replace("do not sell", "sell")})
    found = verdict(library)
    found.no("stale", "The English text changed after Ada Osei's approval: clause 2.2.")
    found.says("charter-change-refused", "number 1 stays in force")


def test_a_policy_that_was_approved_and_is_gone_is_reported(library: LibraryBuilder) -> None:
    approve(library, "ada")
    library.commit({PATH: None})
    found = verdict(library)
    assert found.exit == 1
    found.says("policy-unknown", f"It was approved with {PATH}.")
    ignore = '[[policy]]\nignore = ["policies/*"]\n'
    charter = charter_text(list(library.people.values()), number=2, more=ignore)
    agreed(library, "ada", charter, with_charter=True)
    assert verdict(library).exit == 0


def test_signer_who_calls_themselves_by_anothers_name(library: LibraryBuilder) -> None:
    plan = library.plan("bo", day="2030-03-01")
    commit = forged(library, plan, sign_with=library.people["bo"].key, name="Ada Osei")
    assert git_verdict(library, commit) == "G"
    found = verdict(library)
    found.yes()
    found.says("approved-by", "Approved by Bo Lindqvist (legal)")
    found.says("name-differs", "calls its signer Ada Osei; the charter calls bo Bo Lindqvist")
    assert "Approved by Ada" not in command(library, "verify").out
    tagged = command(library, "release", "privacy", "--key", library.people["bo"].key, "--json")
    assert [approval["name"] for approval in tagged.json["approvals"]] == ["Bo Lindqvist"]


def test_charter_that_is_a_link_to_another_file(library: LibraryBuilder) -> None:
    approve(library, "ada")
    (library.root / "policyreview.toml").unlink()
    (library.root / "policyreview.toml").symlink_to("other.toml")
    other = charter_text([library.people["bo"]], number=2)
    (library.root / "other.toml").write_text(other)
    library.git("add", "-A")
    library.git("commit", "-q", "-m", "Point the charter elsewhere")
    found = verdict(library)
    assert (found.exit, found.approved) == (1, True)
    found.says("charter-invalid", "number 1 stays in force: It is no regular file")
    command(library, "charter", "check").refused("is no regular file there")


def test_prevailing_language_changed_in_the_record_to_escape_a_rule(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada", "cy").with_policy("privacy", zh_CN=CHINESE)
    rules = (
        "[[rule]]\nneeds = { legal = 1 }\n\n"
        '[[rule]]\nlanguages = ["zh"]\nneeds = { translation = 1 }\nmeaning = "equivalence"\n'
    )
    library.with_charter(rules=rules, roles={"legal": ["ada"], "translation": ["cy"]})
    plan = library.plan("ada", day="2030-03-01")
    subject = replace(plan.record.subject, prevailing="zh-CN")
    record = replace(plan.record, subject=subject, subject_digest=subject.digest)
    commit = forged(library, plan, sign_with=library.people["ada"].key, record=record)
    assert git_verdict(library, commit) == "G"
    verdict(library).no(
        "quorum-missing", "Missing: 1 approval in the role 'translation' saying 'equivalence'"
    )


def test_44_charter_of_the_attackers_between_the_pinned_root_and_the_pinned_charter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = a_library(tmp_path).with_policy()
    root = library.head
    library.with_signers("ada", "bo").with_charter()
    second = charter_text(list(library.people.values()), number=2)
    library.commit({"policyreview.toml": second})
    agreed(library, "ada", second)
    assert command(library, "trust", "--pin").exit == 0
    approve(library, "bo")
    assert command(library, "verify", "--strict").exit == 0

    library.git("reset", "-q", "--hard", root)
    library.with_signers("mallory")
    library.commit(
        {"policyreview.toml": charter_text([library.people["mallory"]]), PATH: EDITED},
        author="Eve <eve@example.org>",
    )
    with monkeypatch.context() as theirs:  # who attacks has pinned nothing
        theirs.setenv("POLICYREVIEW_CONFIG_DIR", str(tmp_path / "theirs"))
        signed = library.sign("mallory", day="2030-03-01")
    library.commit({"policyreview.toml": second})
    agreed(library, "mallory", second)
    assert git_verdict(library, signed.commit) == "G"
    monkeypatch.setenv("POLICYREVIEW_STATE_DIR", str(tmp_path / "elsewhere"))  # nothing seen yet
    verdict(library).no("charter-not-pinned", "the history before it is another one")
    assert "came into force with the commit" in command(library, "trust").out


def test_44_pin_that_does_not_say_since_when_has_to_be_made_anew(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada").with_policy().with_charter()
    second = charter_text(list(library.people.values()), number=2)
    library.commit({"policyreview.toml": second})
    agreed(library, "ada", second)
    assert command(library, "trust", "--pin").exit == 0
    (pin,) = Path(os.environ["POLICYREVIEW_CONFIG_DIR"], "trust").glob("*.json")
    values = json.loads(pin.read_text())
    del values["since"]
    pin.write_text(json.dumps(values))
    verdict(library).says("charter-unpinned", "pin it anew with 'policyreview trust --pin'")
    assert command(library, "verify", "--strict").exit == 1
