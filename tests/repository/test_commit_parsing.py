"""Commits and tags are read strictly, whatever their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.errors import CouldNotTell
from policyreview.repository import Repository, Signing, commit_files
from policyreview.repository.model import LATEST_TIME
from policyreview.repository.parse import parse_commit, parse_person, parse_signed, parse_tag

if TYPE_CHECKING:
    from gitmaking import Made

OID = "a" * 40
TREE = b"tree " + b"1" * 40 + b"\n"
PEOPLE = b"author A <a@x> 1 +0000\ncommitter B <b@x> 2 -0130\n"
SIGNATURE = b"gpgsig -----BEGIN SSH SIGNATURE-----\n U1NIU0lH\n =\n -----END SSH SIGNATURE-----\n"


def test_a_plain_commit_gives_its_parts() -> None:
    parent = b"parent " + b"2" * 40 + b"\n"
    raw = TREE + parent + PEOPLE + b"\nSubject\nmore\n\nBody\n"

    commit = parse_commit(OID, raw)

    assert commit.tree == "1" * 40
    assert commit.parents == ("2" * 40,)
    assert (commit.author.name, commit.author.email, commit.author.time) == ("A", "a@x", 1)
    assert commit.committer.offset == -90
    assert commit.message == "Subject\nmore\n\nBody\n"
    assert commit.subject == "Subject more"
    assert commit.signature is None
    assert commit.payload == commit.raw == raw


def test_the_signature_is_unfolded_and_the_payload_is_what_was_signed() -> None:
    raw = TREE + PEOPLE + SIGNATURE + b"\nText\n"

    commit = parse_commit(OID, raw)

    assert commit.payload == TREE + PEOPLE + b"\nText\n"
    assert commit.signature == (
        b"-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n=\n-----END SSH SIGNATURE-----\n"
    )


@pytest.mark.parametrize(
    "raw",
    [
        TREE + PEOPLE + SIGNATURE + b"\nText\n",
        TREE + 2 * (b"parent " + b"2" * 40 + b"\n") + PEOPLE + SIGNATURE + b"\nText \xff\n",
        TREE + 40 * (b"parent " + b"2" * 40 + b"\n") + PEOPLE + SIGNATURE + b"\n",
        TREE + PEOPLE + b"encoding latin1\n" + SIGNATURE + b"\nText \xe9\n",
        TREE + PEOPLE + SIGNATURE + b"gpgsig other\n" + b"\nText\n",
        TREE + PEOPLE + SIGNATURE + b"mergetag x\n y\n" + b"\nText\n",
        TREE + PEOPLE + SIGNATURE.replace(b"=\n", b"=\n  two spaces\n \n") + b"\n\n\nText",
        TREE + PEOPLE + SIGNATURE,
        TREE + PEOPLE + b"\nText\n",
    ],
    ids=["usual", "merge", "octopus", "encoding", "two", "mergetag", "folded", "bare", "unsigned"],
)
def test_what_was_signed_is_the_same_read_quickly_or_in_full(raw: bytes) -> None:
    whole, quick = parse_commit(OID, raw), parse_signed(OID, raw)

    assert (whole.tree, whole.message, whole.signature, whole.payload) == (
        quick.tree,
        quick.message,
        quick.signature,
        quick.payload,
    )
    assert (whole.parents, whole.signature_headers) == (quick.parents, quick.signature_headers)


def test_two_signature_headers_are_both_seen() -> None:
    raw = TREE + PEOPLE + SIGNATURE + b"gpgsig other\n" + b"\nText\n"

    commit = parse_commit(OID, raw)

    assert [name for name, _ in commit.headers].count("gpgsig") == 2
    assert commit.headers[-1] == ("gpgsig", b"other")
    assert commit.payload == TREE + PEOPLE + b"\nText\n"


def test_the_other_formats_signature_is_no_signature_but_is_seen_and_not_signed() -> None:
    raw = TREE + PEOPLE + b"gpgsig-sha256 junk\n more\n" + b"\nText\n"

    commit = parse_commit(OID, raw)

    assert commit.signature is None
    assert ("gpgsig-sha256", b"junk\nmore") in commit.headers
    assert commit.payload == TREE + PEOPLE + b"\nText\n"
    assert parse_commit(OID, raw, "sha256").signature == b"junk\nmore\n"


def test_a_signature_like_line_in_the_message_is_no_signature() -> None:
    raw = TREE + PEOPLE + b"\nText\n\ngpgsig junk\n"

    assert parse_commit(OID, raw).signature is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        TREE,
        TREE + PEOPLE[:20],
        PEOPLE + TREE + b"\nx",
        TREE + TREE + PEOPLE + b"\nx",
        b"tree 123\n" + PEOPLE + b"\nx",
        b" folded\n" + TREE + PEOPLE + b"\nx",
        TREE + PEOPLE + b"parent " + b"2" * 40 + b"\n\nx",
        TREE + PEOPLE.replace(b"A <", b"A\0 <") + b"\nx",
    ],
)
def test_what_has_not_the_form_of_a_commit_gives_a_sentence(raw: bytes) -> None:
    with pytest.raises(CouldNotTell, match="is malformed"):
        parse_commit(OID, raw)


@pytest.mark.parametrize(
    ("line", "time", "offset", "sound"),
    [
        (b"A <a@x> 1700000000 +0530", 1_700_000_000, 330, True),
        (b"A <a@x> -5 +0000", 0, 0, False),
        (b"A <a@x> 99999999999999999999999 +0000", LATEST_TIME, 0, False),
        (b"A <a@x> 1 +9999", 1, 0, False),
        (b"A <a@x> 1", 1, 0, False),
        (b"A <a@x>", 0, 0, False),
        (b"A a@x 1 +0000", 0, 0, False),
        (b"A <a@x> <b@x> 1 +0000", 1, 0, False),
        (b"<> 1 +0000", 1, 0, True),
    ],
)
def test_people_and_times_are_held_within_bounds(
    line: bytes, time: int, offset: int, *, sound: bool
) -> None:
    person = parse_person(line)

    assert (person.time, person.offset, person.sound) == (time, offset, sound)


def test_names_and_messages_in_other_encodings_are_read() -> None:
    people = "author 张三 <z@x> 1 +0000\ncommitter 张三 <z@x> 1 +0000\n".encode("gbk")
    raw = TREE + people + b"encoding GBK\n\n" + "隐私政策\n".encode("gbk")

    commit = parse_commit(OID, raw)

    assert commit.author.name == "张三"
    assert commit.message == "隐私政策\n"


@pytest.mark.parametrize("encoding", [b"zip", b"rot13", b"hex", b"\xff", b"nonsense", b"idna"])
def test_an_encoding_that_is_none_is_read_as_utf8(encoding: bytes) -> None:
    raw = TREE + PEOPLE + b"encoding " + encoding + b"\n\ntext \xff\n"

    assert parse_commit(OID, raw).message == "text \udcff\n"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_commit_or_a_sentence(data: bytes) -> None:
    for raw in (data, TREE + PEOPLE + data, TREE + PEOPLE + b"\n" + data):
        try:
            commit = parse_commit(OID, raw)
        except CouldNotTell:
            continue
        assert commit.raw == raw


@given(st.lists(st.sampled_from([SIGNATURE, b"x y\n", b"gpgsig-sha256 a\n b\n", b"k\n z\n"])))
def test_payload_and_signature_headers_are_together_the_commit(parts: list[bytes]) -> None:
    raw = TREE + PEOPLE + b"".join(parts) + b"\nText"

    commit = parse_commit(OID, raw)

    without = b"".join(part for part in parts if not part.startswith(b"gpgsig"))
    assert commit.payload == TREE + PEOPLE + without + b"\nText"
    assert len(commit.headers) == 3 + len(parts)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_person(data: bytes) -> None:
    person = parse_person(data)

    assert 0 <= person.time <= LATEST_TIME
    assert abs(person.offset) < 24 * 60


def test_a_giant_commit_is_read_in_linear_time() -> None:
    raw = TREE + PEOPLE + b"gpgsig x\n" + b" y\n" * 300_000 + b"\n" + b"line\n" * 300_000

    commit = parse_commit(OID, raw)

    assert len(commit.signature or b"") == 2 * 300_001


def test_a_signed_tag_gives_its_parts() -> None:
    head = b"object " + b"1" * 40 + b"\ntype commit\ntag v1\ntagger A <a@x> 1 +0000\n\n"
    signature = b"-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----\n"

    tag = parse_tag(OID, head + b"Release\n" + signature)

    assert (tag.target, tag.kind, tag.name, tag.message) == ("1" * 40, "commit", "v1", "Release\n")
    assert tag.payload == head + b"Release\n"
    assert tag.signature == signature


def test_only_the_last_signature_of_a_tag_counts_as_git_has_it() -> None:
    head = b"object " + b"1" * 40 + b"\ntype commit\ntag v1\n\n"
    one = b"-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n"

    tag = parse_tag(OID, head + one + b"text\n" + one)

    assert tag.tagger is None
    assert tag.payload == head + one + b"text\n"


@pytest.mark.parametrize(
    "raw", [b"", b"object x\n", b"object " + b"1" * 40 + b"\ntype x\ntag y\n\n"]
)
def test_what_has_not_the_form_of_a_tag_gives_a_sentence(raw: bytes) -> None:
    with pytest.raises(CouldNotTell, match="is malformed"):
        parse_tag(OID, raw)


def test_the_payload_is_what_git_signed(library: Made, signing: Signing, tmp_path: object) -> None:
    with Repository.open(library.path) as repository:
        oid = commit_files(
            repository,
            ref="HEAD",
            expected=repository.resolve("HEAD"),
            changes={"policies/terms.md": "新\n".encode()},
            message="Änderung\n\n\nText  \n",
            sign=signing,
            author=parse_person("Zoë <z@x> 1790000000 -0800".encode()),
        )
        commit = repository.commit(oid)

    place = library.path / "signature"
    place.write_bytes(commit.signature or b"")
    import subprocess

    done = subprocess.run(
        ["ssh-keygen", "-Y", "check-novalidate", "-n", "git", "-s", str(place)],
        input=commit.payload,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
