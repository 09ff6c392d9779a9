"""Attacks on the signature itself: malleated, foreign, of another namespace, or malformed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from builders.forging import (
    codes_of,
    forged,
    git_verdict,
    object_bytes,
    raw_commit,
    texts_of,
    verified,
)

from builders import LibraryBuilder, a_library
from policyreview.signoff import trust

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


END = b" -----END SSH SIGNATURE-----\n"


def _after_armour(raw: bytes) -> bytes:
    return raw.replace(END, END + b" junk\n")


def _second_header(raw: bytes) -> bytes:
    start = raw.index(b"gpgsig ")
    end = raw.index(END) + len(END)
    return raw[:end] + raw[start:end] + raw[end:]


def _junk_in_sha256(raw: bytes) -> bytes:
    end = raw.index(END) + len(END)
    return raw[:end] + b"gpgsig-sha256 junk\n" + raw[end:]


@pytest.mark.parametrize("malleate", [_after_armour, _second_header, _junk_in_sha256])
def test_29_a_malleated_signature_is_refused(library: LibraryBuilder, malleate: object) -> None:
    signed = library.sign("ada", day="2030-03-01")
    raw = object_bytes(library, "commit", signed.commit)
    assert callable(malleate)
    oid = raw_commit(library, malleate(raw))
    assert oid != signed.commit
    assert git_verdict(library, oid) == "G"
    found = verified(library)
    assert found.approved is False
    assert "signature-bad" in codes_of(found)


def test_30_a_signature_made_for_another_namespace_is_refused(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    commit = forged(library, plan, sign_with=None)
    raw = object_bytes(library, "commit", commit)
    signature = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-n", "file", "-f", str(library.people["ada"].key)],
        input=raw,
        capture_output=True,
        check=True,
    ).stdout
    folded = b"gpgsig " + signature.rstrip(b"\n").replace(b"\n", b"\n ") + b"\n"
    head, _, body = raw.partition(b"\n\n")
    oid = raw_commit(library, head + b"\n" + folded + b"\n" + body)
    assert git_verdict(library, oid) == "B"
    found = verified(library)
    assert found.approved is False
    assert "it was made for the namespace 'file', not 'git'" in texts_of(found)


def test_14_a_changed_record_under_an_old_signature_does_not_hold(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01")
    raw = object_bytes(library, "commit", signed.commit)
    raw_commit(library, raw.replace(b"Ada Osei approves", b"Ada Osei approved"))
    found = verified(library)
    assert found.approved is False
    assert "does not match what it should have signed" in texts_of(found)


def test_26_a_replace_ref_over_a_sign_off_is_ignored_and_reported(library: LibraryBuilder) -> None:
    signed = library.sign("ada", day="2030-03-01")
    library.git("replace", signed.commit, f"{signed.commit}~1")
    report = library.verify()
    assert verified(library).approved is True
    assert "replace-refs" in {f.code for f in report.findings}


def test_27_a_shallow_clone_is_unknown(library: LibraryBuilder, tmp_path: Path) -> None:
    library.sign("ada", day="2030-03-01")
    library.commit({"README.md": "more\n"})
    clone = tmp_path / "clone"
    library.git("clone", "-q", "--depth", "1", f"file://{library.root}", str(clone))
    shallow = LibraryBuilder(clone)
    report = shallow.verify()
    assert report.ok is None
    assert verified(shallow).approved is None
    assert "history-incomplete" in {f.code for f in report.findings}


def test_44_a_history_that_begins_elsewhere_is_not_the_pinned_repository(
    library: LibraryBuilder,
) -> None:
    library.sign("ada", day="2030-03-01")
    repository = library.library().repository
    trust.pin(repository, trust.root_of(repository, library.head))
    assert "charter-unpinned" not in {f.code for f in library.verify().findings}
    assert library.verify().strict_ok
    library.git("checkout", "-q", "--orphan", "fresh")
    library.git("commit", "-q", "-m", "The same texts, another history")
    library.git("branch", "-q", "-M", "main")
    report = library.verify()
    assert report.ok is False
    assert "not the repository that you trust" in " ".join(f.text for f in report.findings)


def test_an_unpinned_charter_is_never_passed_over_in_silence(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    report = library.verify()
    assert report.ok is True
    assert not report.strict_ok
    assert "trusted as found in this repository" in " ".join(f.text for f in report.findings)


def test_without_a_charter_signatures_are_shown_and_nothing_is_approved(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada").with_policy()
    library.git("config", "user.name", "Ada")
    library.git("config", "user.email", "ada@example.org")
    library.sign("ada", day="2030-03-01")
    found = verified(library)
    assert found.approved is None
    assert "no-charter" in codes_of(found)
    assert "signed 'approve'" in texts_of(found)
    assert "SHA256:" in texts_of(found)
    assert library.verify().ok is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"format = 1\n" + b"[[text]]\n" * 20_000,
        b"a = " + b"[" * 5_000 + b"]" * 5_000,
        b"format = 1\nunknown = true\n",
        b"format = 1\npolicy = 'privacy'\nversion = \"\\u0000\"\n",
    ],
    ids=["empty", "nul", "tables", "nested", "unknown", "escape"],
)
def test_40_a_malformed_record_is_a_finding(library: LibraryBuilder, data: bytes) -> None:
    path = ".policyreview/records/privacy/2030-03-01/ada-0123456789abcdef.toml"
    library.commit({path: data}, sign_with=library.people["ada"].key)
    found = verified(library)
    assert found.approved is False
    assert "record-unreadable" in codes_of(found)
    library.sign("ada", day="2030-03-01")
    assert verified(library).approved is True


def test_40b_a_giant_record_is_a_finding(library: LibraryBuilder) -> None:
    path = ".policyreview/records/privacy/2030-03-01/ada-0123456789abcdef.toml"
    library.commit({path: b"# " + b"x" * 2_000_000}, sign_with=library.people["ada"].key)
    assert "record-unreadable" in codes_of(verified(library))


def test_40c_a_broken_charter_is_a_finding_and_the_old_one_stays_in_force(
    library: LibraryBuilder,
) -> None:
    library.commit({"policyreview.toml": b"format = 1\n["})
    report = library.verify()
    assert "charter-invalid" in {f.code for f in report.findings}
    assert report.charter is not None
    assert report.charter.number == 1


def test_34_a_force_push_to_before_an_approval_is_reported(library: LibraryBuilder) -> None:
    before = library.head
    signed = library.sign("ada", day="2030-03-01")
    assert library.verify().ok is True
    library.git("reset", "-q", "--hard", before)
    report = library.verify()
    assert report.ok is False
    finding = next(f for f in report.findings if f.code == "rollback")
    assert finding.commit == signed.commit
    assert "is no longer in its history" in finding.text
