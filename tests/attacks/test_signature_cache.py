"""Attacks on the signatures that are kept as good: a mark of theirs must never approve anything."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import forged, object_bytes, raw_commit
from policyreview.repository.parse import parse_commit
from policyreview.signoff import proofs, sealing
from policyreview.signoff.charter import CHARTER, load
from policyreview.signoff.publickeys import ssh_public_key
from policyreview.signoff.signature import check_commit

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.repository.model import Commit
    from policyreview.signoff.charter import Charter

REFUSED = "does not match what it should have signed"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def kept() -> Path:
    """The file of marks; there is one."""
    (file,) = (Path(os.environ["POLICYREVIEW_CACHE_DIR"]) / "verified").glob("*.signatures")
    return file


def users_key() -> bytes:
    return (Path(os.environ["POLICYREVIEW_CONFIG_DIR"]) / "seal-key").read_bytes()


def charter_of(library: LibraryBuilder) -> Charter:
    return load(library.read(CHARTER))


def commit_of(library: LibraryBuilder, oid: str) -> Commit:
    return parse_commit(oid, object_bytes(library, "commit", oid))


def mark_of(library: LibraryBuilder, oid: str, key: bytes, charter: Charter) -> bytes:
    """The mark with which the holder of a key would call Ada's signature on a commit good."""
    commit = commit_of(library, oid)
    assert commit.signature is not None
    public = ssh_public_key(library.people["ada"].public).blob
    with library.library().repository as repository:
        made = proofs.Proofs(repository, key)
        return made.mark(commit.signature, commit.payload, public, [charter])


def with_a_false_signature(library: LibraryBuilder) -> str:
    """Put a commit on the branch that carries Ada's signature over another commit; its id."""
    signed = object_bytes(library, "commit", approve(library, "ada").out.strip())
    verdict(library).yes()
    return raw_commit(library, signed.replace(b"\ncommitter Ada Osei", b"\ncommitter Eve Osei"))


def test_marks_are_private_and_spare_the_check(library: LibraryBuilder) -> None:
    approve(library, "ada")
    first = command(library, "verify", "--json")
    file = kept()
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(file.read_bytes()) == sealing.MARK_SIZE
    library.commit({"notes.txt": "Nothing of a policy."})
    again = command(library, "verify", "--json")
    assert again.json["policies"] == first.json["policies"]
    assert len(file.read_bytes()) == sealing.MARK_SIZE


def test_the_users_own_mark_would_be_believed(library: LibraryBuilder) -> None:
    """What the other tests forge would work with the user's key: so they test the right thing."""
    false = with_a_false_signature(library)
    verdict(library).no("signature-bad", REFUSED)
    kept().write_bytes(mark_of(library, false, users_key(), charter_of(library)))
    shutil.rmtree(Path(os.environ["POLICYREVIEW_STATE_DIR"]))
    assert "signature-bad" not in verdict(library).codes


@pytest.mark.parametrize(
    "key", [bytes(32), b"of somebody else, 32 bytes long."], ids=["0", "other"]
)
def test_a_mark_made_with_another_key_is_not_believed(library: LibraryBuilder, key: bytes) -> None:
    false = with_a_false_signature(library)
    kept().write_bytes(mark_of(library, false, key, charter_of(library)))
    verdict(library).no("signature-bad", REFUSED)


def test_a_mark_under_another_charter_is_not_believed(library: LibraryBuilder) -> None:
    false = with_a_false_signature(library)
    other = replace(charter_of(library), digest="0" * 64)
    kept().write_bytes(mark_of(library, false, users_key(), other))
    verdict(library).no("signature-bad", REFUSED)


def test_a_mark_does_not_make_its_key_known(library: LibraryBuilder) -> None:
    signed = approve(library, "ada").out.strip()
    charter = charter_of(library)
    without = replace(charter, signers=tuple(s for s in charter.signers if s.id != "ada"))
    with library.library().repository as repository:
        known = proofs.Proofs(repository, users_key_or_new())
        assert check_commit(commit_of(library, signed), [charter], known).outcome == "good"
        assert check_commit(commit_of(library, signed), [without], known).outcome == "stranger"


def users_key_or_new() -> bytes:
    key = sealing.key_of_user(make=True)
    assert key is not None
    return key


def test_marks_that_others_can_write_are_not_believed(library: LibraryBuilder) -> None:
    false = with_a_false_signature(library)
    kept().write_bytes(mark_of(library, false, users_key(), charter_of(library)))
    kept().chmod(0o644)
    verdict(library).no("signature-bad", REFUSED)


def test_marks_behind_a_link_are_not_believed(library: LibraryBuilder, tmp_path: Path) -> None:
    false = with_a_false_signature(library)
    elsewhere = tmp_path / "marks"
    elsewhere.write_bytes(mark_of(library, false, users_key(), charter_of(library)))
    elsewhere.chmod(0o600)
    file = kept()
    file.unlink()
    file.symlink_to(elsewhere)
    verdict(library).no("signature-bad", REFUSED)


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:7], lambda data: data[1:], lambda data: b"", lambda data: data * 40_000],
    ids=["cut", "shifted", "empty", "long"],
)
def test_a_damaged_file_of_marks_changes_nothing(
    library: LibraryBuilder, damage: Callable[[bytes], bytes]
) -> None:
    approve(library, "ada")
    verdict(library).yes()
    file = kept()
    file.write_bytes(damage(file.read_bytes()))
    library.commit({"notes.txt": "Nothing of a policy."})
    verdict(library).yes()
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("do not sell", "sell")})
    verdict(library).no("stale", "clause 2.2.")


def test_marks_that_a_repository_ships_are_never_read(library: LibraryBuilder) -> None:
    false = with_a_false_signature(library)
    mark = mark_of(library, false, users_key(), charter_of(library))
    name = kept().name
    kept().unlink()
    for folder in (".policyreview", ".policyreview/verified", "verified", ".git/verified"):
        file = library.root / folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(mark)
        file.chmod(0o600)
    verdict(library).no("signature-bad", REFUSED)


def test_what_cannot_be_read_is_unknown_whatever_is_kept(library: LibraryBuilder) -> None:
    signed = approve(library, "ada").out.strip()
    verdict(library).yes()
    library.commit({"notes.txt": "Nothing of a policy."})
    record = library.git("diff-tree", "-r", "--no-commit-id", "--name-only", signed).split("\n")[0]
    blob = library.git("rev-parse", f"HEAD:{record}")
    (library.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert command(library, "verify").exit != 0


def test_a_record_signed_again_by_another_is_not_helped_by_a_mark(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    forged(library, plan, sign_with=library.people["bo"].key)
    verdict(library).no("signer-mismatch", "signed by Bo Lindqvist")
    library.commit({"notes.txt": "Nothing of a policy."})
    verdict(library).no("signer-mismatch", "signed by Bo Lindqvist")
