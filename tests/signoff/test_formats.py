"""The formats: vectors of the documentation, round trips, and hostile bytes."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ssh_key
from policyreview.errors import Refused
from policyreview.release.manifest import Approval, Manifest
from policyreview.release.manifest import read as read_manifest
from policyreview.release.manifest import write as write_manifest
from policyreview.signoff import charter, sshsig
from policyreview.signoff.canonical import component
from policyreview.signoff.publickeys import ssh_fingerprint
from policyreview.signoff.record import (
    Acknowledged,
    ClauseComment,
    Record,
    SeenClause,
    SeenRelease,
    Stamp,
    dump,
    parse,
    version_label,
)
from policyreview.signoff.subject import Subject, SubjectText, digest

ROOT = Path(__file__).resolve().parents[2]
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")

ONE = SubjectText(
    "en",
    "policies/privacy.md",
    "100644",
    "812cac0310c5fa3d3b01877fe7a67fb76a3a130c",
    "269c45d68ca253cd68c6c9973579af29dbc032c7442585b92a055e8ed56eaddf",
)
TWO = SubjectText(
    "zh-CN",
    "policies/隐私.md",
    "100755",
    "1296d90e4cb040287692b1a29c53085c12f52d84",
    "e1df616502e19a454361ca0e5f950e3ce9e22c9d26ebcfa53f5fc4f57d9b7c9a",
)
DAY = date(2030, 3, 1)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (
            Subject("privacy", "2030-03-01", DAY, None, None, (ONE,)),
            "bdc74b8c148c5129c28413507136544899116860b151301bd1bb3c8210085d6b",
        ),
        (
            Subject("privacy", "2030-03-01", DAY, "en", "0" * 64, (TWO, ONE)),
            "664c5fd383253d602cbc52848cd5523ec37fc3f20ba90d5a3580ba9025d1245a",
        ),
        (
            Subject('a "quoted"\n\u007f\u2028 id', "undated", None, None, None, (ONE,)),
            "ef8aa29d03beea3aaffb95a119a0660ec8cef85137b2dd338fb12521e13a87d2",
        ),
    ],
)
def test_the_subject_digest_is_that_of_the_documentation(subject: Subject, expected: str) -> None:
    assert digest(subject) == expected
    assert expected in FORMAT


def test_the_documented_json_gives_the_documented_digest_with_sha256sum_alone() -> None:
    lines = re.findall(r"^ +(\{\"effective_date.*\})$", FORMAT, re.MULTILINE)
    digests = re.findall(r"gives `([0-9a-f]{64})`", FORMAT)
    assert len(lines) == len(digests) == 2
    for line, expected in zip(lines, digests, strict=True):
        summed = subprocess.run(
            ["sha256sum"],
            input=b"policyreview subject 1\n" + line.encode(),
            capture_output=True,
            check=True,
        ).stdout.decode()
        assert summed.split()[0] == expected


@pytest.mark.parametrize("change", ["path", "mode", "sha256", "language", "date", "previous"])
def test_every_part_of_a_subject_changes_its_digest(change: str) -> None:
    subject = Subject("privacy", "2030-03-01", DAY, None, None, (ONE,))
    other = {
        "path": replace(subject, texts=(replace(ONE, path="policies/Privacy.md"),)),
        "mode": replace(subject, texts=(replace(ONE, mode="100755"),)),
        "sha256": replace(subject, texts=(replace(ONE, sha256="f" * 64),)),
        "language": replace(subject, texts=(replace(ONE, language="en-GB"),)),
        "date": replace(subject, effective_date=date(2030, 3, 2)),
        "previous": replace(subject, previous="0" * 64),
    }[change]
    assert digest(other) != digest(subject)


def test_every_code_that_verification_uses_is_documented() -> None:
    code = re.compile(r"""(?:Reason|_reason|_finding)\(\s*"([a-z0-9-]+)",""")
    found: set[str] = set()
    for room in ("signoff", "release"):
        for path in (ROOT / "src" / "policyreview" / room).glob("*.py"):
            found |= set(code.findall(path.read_text(encoding="utf-8")))
    assert len(found) > 30
    assert {one for one in found if f"`{one}`" not in FORMAT} == set()


text = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40)
name = text
hexes = st.text("0123456789abcdef", min_size=64, max_size=64)
oids = st.text("0123456789abcdef", min_size=40, max_size=40)
texts = st.builds(
    SubjectText,
    language=text,
    path=text,
    mode=st.sampled_from(["100644", "100755"]),
    blob=oids,
    sha256=hexes,
)
subjects = st.builds(
    Subject,
    policy=name,
    version=name,
    effective_date=st.dates(),
    prevailing=st.none() | text,
    previous=st.none() | hexes,
    texts=st.lists(texts, min_size=1, max_size=3).map(lambda some: tuple(sorted(some))),
)
records = st.builds(
    Record,
    subject=subjects,
    subject_digest=hexes,
    verdict=st.sampled_from(["approve", "reject", "withdraw", "comment"]),
    meaning=text,
    languages=st.lists(text, min_size=1, max_size=3, unique=True).map(tuple),
    signer=name,
    name=text,
    time=st.integers(0, 200_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
    nonce=st.text("0123456789abcdef", min_size=16, max_size=16),
    base=st.none() | oids,
    charter=st.none() | hexes,
    backdated=st.booleans(),
    stamps=st.lists(
        st.builds(
            Stamp,
            language=text,
            path=text,
            line=st.integers(1, 10**6),
            start=st.integers(0, 10**9),
            before=text,
            after=text,
            kind=st.sampled_from(["effective", "version"]),
        ),
        max_size=2,
    ).map(tuple),
    clauses=st.lists(
        st.builds(SeenClause, language=text, clause=text, change=text, seen=st.booleans()),
        max_size=2,
    ).map(tuple),
    acknowledged=st.lists(
        st.builds(Acknowledged, rule=text, language=text, line=st.integers(0, 99), text=text),
        max_size=2,
    ).map(tuple),
    comments=st.lists(
        st.builds(ClauseComment, text=text, clause=st.just("") | text, language=st.just("") | text),
        max_size=2,
    ).map(tuple),
    releases=st.lists(st.builds(SeenRelease, tag=text, object=oids), max_size=2).map(tuple),
)


@given(records)
@settings(max_examples=80, deadline=None)
def test_a_record_reads_back_as_it_was_written(record: Record) -> None:
    assert parse(dump(record)) == record
    assert dump(parse(dump(record))) == dump(record)


@given(
    subjects,
    st.lists(
        st.builds(
            Approval,
            signer=name,
            name=text,
            roles=st.lists(text, min_size=1, max_size=2, unique=True).map(tuple),
            commit=oids,
            key=text,
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
)
@settings(max_examples=50, deadline=None)
def test_a_manifest_reads_back_as_it_was_written(
    subject: Subject, approvals: tuple[Approval, ...]
) -> None:
    when = datetime(2030, 1, 1, tzinfo=UTC)
    manifest = Manifest(subject, "0" * 64, "1" * 40, "2" * 64, "ada", "Ada", when, approvals)
    assert read_manifest(write_manifest(manifest)) == manifest


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_record_or_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        parse(data)
    assert charter.problems(data)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_a_component_is_one_safe_part_of_a_path_and_a_ref(any_name: str) -> None:
    made = component(any_name)
    assert len(made) <= 120
    assert re.fullmatch(r"[A-Za-z0-9_.%-]*", made)
    assert not made.startswith(".")
    assert not made.endswith((".", ".lock"))
    assert ".." not in made


@given(st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=2, unique=True))
def test_two_names_never_share_a_component(names: list[str]) -> None:
    assert component(names[0]) != component(names[1])


def test_a_second_version_on_one_day_gets_a_number() -> None:
    assert version_label(DAY, frozenset()) == "2030-03-01"
    assert version_label(DAY, frozenset({"2030-03-01"})) == "2030-03-01.2"
    assert version_label(DAY, frozenset({"2030-03-01", "2030-03-01.2"})) == "2030-03-01.3"


@cache
def _signature(kind: str, payload: bytes, namespace: str = "git") -> bytes:
    return subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(ssh_key(f"sig-{kind}", kind))],
        input=payload,
        capture_output=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa", "ecdsa384", "ecdsa521"])
def test_signatures_of_ssh_keygen_hold_and_name_their_key(kind: str) -> None:
    signature = _signature(kind, b"policy")
    found = sshsig.verify(signature, b"policy")
    listed = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(ssh_key(f"sig-{kind}", kind))],
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert ssh_fingerprint(found.blob) == listed.split()[1]
    with pytest.raises(sshsig.SignatureProblem, match="does not match"):
        sshsig.verify(signature, b"Policy")


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_no_changed_byte_of_a_signature_is_taken(data: st.DataObject) -> None:
    signature = _signature("ed25519", b"policy")
    at = data.draw(st.integers(0, len(signature) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != signature[at]))
    changed = signature[:at] + bytes([byte]) + signature[at + 1 :]
    with pytest.raises(sshsig.SignatureProblem):
        sshsig.verify(changed, b"policy")


@pytest.mark.parametrize(
    "data",
    [
        b".".join([b"a"] * 100_000) + b" = 1",
        b"a = " + b"[" * 100_000 + b"]" * 100_000,
        b"a = " + b"{b=" * 50_000 + b"1" + b"}" * 50_000,
        b"[" + b".".join([b"a"] * 100_000) + b"]",
        b'a = """' + b'""' * 80_000,
    ],
    ids=["dotted key", "arrays", "inline tables", "table", "string"],
)
def test_a_file_made_to_exhaust_the_parser_is_refused_at_once(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(Refused):
        parse(data)
    assert charter.problems(data)
    assert time.process_time() - began < 2
