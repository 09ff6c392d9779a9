"""Attacks on the signature itself, and on the parsers: malleated, foreign, malformed, giant."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import forged, git_verdict, object_bytes, raw_commit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

END = b" -----END SSH SIGNATURE-----\n"
RECORD = ".policyreview/records/privacy/2030-03-01/ada-0123456789abcdef.toml"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def after_the_armour(raw: bytes) -> bytes:
    return raw.replace(END, END + b" junk\n")


def second_header(raw: bytes) -> bytes:
    start, end = raw.index(b"gpgsig "), raw.index(END) + len(END)
    return raw[:end] + raw[start:end] + raw[end:]


def junk_in_gpgsig_sha256(raw: bytes) -> bytes:
    end = raw.index(END) + len(END)
    return raw[:end] + b"gpgsig-sha256 junk\n" + raw[end:]


def rewrapped(raw: bytes, width: int) -> bytes:
    """A commit whose armour is broken into lines of another width."""
    start, end = raw.index(b"SSH SIGNATURE-----\n ") + 20, raw.index(b" -----END SSH")
    joined = raw[start:end].replace(b"\n ", b"").strip()
    lines = [joined[at : at + width] for at in range(0, len(joined), width)]
    return raw[:start] + b"\n ".join(lines) + b"\n" + raw[end:]


@pytest.mark.parametrize("malleate", [after_the_armour, second_header, junk_in_gpgsig_sha256])
def test_29_malleated_signature(
    library: LibraryBuilder, malleate: Callable[[bytes], bytes]
) -> None:
    signed = approve(library, "ada").out.strip()
    oid = raw_commit(library, malleate(object_bytes(library, "commit", signed)))
    assert oid != signed
    assert git_verdict(library, oid) == "G"
    verdict(library).no("signature-bad", "The signature on the record of Ada Osei is refused")


def test_29_words_before_the_armour(library: LibraryBuilder) -> None:
    raw = object_bytes(library, "commit", approve(library, "ada").out.strip())
    raw_commit(library, raw.replace(b"gpgsig -----BEGIN", b"gpgsig x\n -----BEGIN"))
    verdict(library).no("signature-bad", "something stands before its armour")


@pytest.mark.parametrize("width", [1, 64, 69, 71, 75, 77, 100])
def test_29_armour_broken_into_other_lines(library: LibraryBuilder, width: int) -> None:
    signed = approve(library, "ada").out.strip()
    oid = raw_commit(library, rewrapped(object_bytes(library, "commit", signed), width))
    assert git_verdict(library, oid) == "G"
    verdict(library).no("signature-bad", "its armour ")


def test_29_armour_of_uneven_lines(library: LibraryBuilder) -> None:
    signed = approve(library, "ada").out.strip()
    raw = object_bytes(library, "commit", signed)
    at = raw.index(b"SSH SIGNATURE-----\n ") + 50
    oid = raw_commit(library, raw[:at] + b"\n " + raw[at:])
    assert git_verdict(library, oid) == "G"
    verdict(library).no("signature-bad", "broken into lines of other lengths than OpenSSH's")


def test_29_armour_as_the_specification_breaks_it_is_sound(library: LibraryBuilder) -> None:
    signed = approve(library, "ada").out.strip()
    raw = object_bytes(library, "commit", signed)
    assert rewrapped(raw, 70) == raw  # as ssh-keygen writes it
    raw_commit(library, rewrapped(raw, 76))
    verdict(library).yes()


def test_29_malleated_commit_beside_the_sound_one_counts_once(tmp_path: Path) -> None:
    library = (
        a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter(needs="legal = 2")
    )
    signed = approve(library, "ada").out.strip()
    oid = raw_commit(library, second_header(object_bytes(library, "commit", signed)))
    tree = library.git("rev-parse", f"{oid}^{{tree}}")
    both = library.git("commit-tree", "-p", signed, "-p", oid, "-m", "Merge", tree)
    library.git("update-ref", "refs/heads/main", both)
    assert git_verdict(library, oid) == "G"
    verdict(library).no("quorum-missing", "Missing: 1 approval in the role 'legal'")


def test_30_signature_made_for_another_namespace(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    raw = object_bytes(library, "commit", forged(library, plan, sign_with=None))
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
    verdict(library).no("signature-bad", "it was made for the namespace 'file', not 'git'")


def test_30_words_changed_under_a_signature(library: LibraryBuilder) -> None:
    signed = approve(library, "ada").out.strip()
    raw = object_bytes(library, "commit", signed)
    oid = raw_commit(library, raw.replace(b"Ada Osei approves", b"Ada Osei approved"))
    assert git_verdict(library, oid) == "B"
    verdict(library).no("signature-bad", "does not match what it should have signed")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"format = 1\n" + b"[[text]]\n" * 20_000,
        b"a = " + b"[" * 5_000 + b"]" * 5_000,
        b"format = 1\nunknown = true\n",
        b"# " + b"x" * 2_000_000,
    ],
    ids=["empty", "nul", "tables", "nested", "unknown-key", "giant"],
)
def test_40_malformed_or_giant_record(library: LibraryBuilder, data: bytes) -> None:
    library.commit({RECORD: data}, sign_with=library.people["ada"].key)
    verdict(library).no("record-unreadable", RECORD)
    assert approve(library, "ada").exit == 0
    verdict(library).yes()


@pytest.mark.parametrize(
    "armour",
    [b"-----BEGIN SSH SIGNATURE-----\n" + b"A" * 1_000_000, b"-----BEGIN PGP SIGNATURE-----", b""],
    ids=["giant", "cut", "empty"],
)
def test_40_malformed_or_giant_signature(library: LibraryBuilder, armour: bytes) -> None:
    plan = library.plan("ada", day="2030-03-01")
    raw = object_bytes(library, "commit", forged(library, plan, sign_with=None))
    head, _, body = raw.partition(b"\n\n")
    folded = b"gpgsig " + armour.replace(b"\n", b"\n ") + b"\n"
    raw_commit(library, head + b"\n" + folded + b"\n" + body)
    found = verdict(library)
    assert found.approved is not True
    assert found.exit in {1, 3}
    assert found.codes & {"signature-bad", "signature-unknown"}


@pytest.mark.parametrize(
    "charter", [b"format = 1\n[", b"# " + b"x" * 2_000_000], ids=["cut", "giant"]
)
def test_40_malformed_or_giant_charter(library: LibraryBuilder, charter: bytes) -> None:
    approve(library, "ada")
    library.commit({"policyreview.toml": charter})
    found = verdict(library)
    assert found.exit == 1
    found.says("charter-invalid", "number 1 stays in force")


def test_40_giant_text(library: LibraryBuilder) -> None:
    approve(library, "ada")
    library.commit({"policies/privacy.md": b"x" * 8_000_000})
    found = verdict(library)
    assert (found.exit, found.approved) == (1, False)


def test_40_malformed_tag(library: LibraryBuilder) -> None:
    approve(library, "ada")
    body = b"object " + library.head.encode() + b"\ntype commit\ntag policy/privacy/2030-03-01\n\n"
    for message in (b"", b"x\n\n" + b"[" * 10_000, b"-----BEGIN SSH SIGNATURE-----\n"):
        oid = library.git(
            "hash-object", "-w", "-t", "tag", "--stdin", "--literally", data=body + message
        )
        library.git("update-ref", "refs/tags/policy/privacy/2030-03-01", oid)
        answer = command(library, "verify", "--json")
        assert answer.exit in {1, 3}, answer
        assert answer.json["releases"][0]["ok"] is not True
