"""A second verifier, written from the documentation in shell, agrees with the program."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from builders import CHINESE, ENGLISH, LibraryBuilder, a_library, ssh_key
from builders.forging import codes_of, forged, git_verdict, object_bytes, raw_commit, verified

SCRIPT = Path(__file__).with_name("second_verifier.sh")


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return (
        a_library(tmp_path)
        .with_signers("ada", "bo")
        .with_policy("privacy", ENGLISH, zh_CN=CHINESE)
        .with_charter(needs="legal = 2")
    )


def second(library: LibraryBuilder, commit: str, who: str) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", str(SCRIPT), str(library.root), commit, who, library.people[who].public],
        capture_output=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode().strip()


def test_both_verifiers_say_that_stamped_and_plain_approvals_hold(library: LibraryBuilder) -> None:
    first, other = library.sign("ada", day="2030-03-01"), library.sign("bo")
    assert second(library, first.commit, "ada") == (0, "holds")
    assert second(library, other.commit, "bo") == (0, "holds")
    assert verified(library).approved is True


def test_both_verifiers_refuse_a_strangers_key_and_a_wider_commit(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    stranger = forged(library, plan, sign_with=ssh_key("mallory"))
    assert second(library, stranger, "ada") == (1, "the signature does not hold")
    text = library.read("policies/privacy.md").replace(b"your name", b"your age")
    again = library.plan("bo", day="2030-03-01")
    wider = forged(
        library,
        again,
        sign_with=library.people["bo"].key,
        more={"policies/privacy.md": text},
    )
    assert second(library, wider, "bo")[0] == 1
    assert verified(library).approved is False


@pytest.mark.parametrize("end", [b"junk\n ", b"-----BEGIN SSH SIGNATURE-----\n "])
def test_both_verifiers_refuse_bytes_beside_the_armour(library: LibraryBuilder, end: bytes) -> None:
    signed = library.sign("ada", day="2030-03-01").commit
    raw = object_bytes(library, "commit", signed)
    mark = b"-----END SSH SIGNATURE-----\n"
    after = raw_commit(library, raw.replace(mark, mark + b" " + end.strip() + b"\n"))
    assert git_verdict(library, after) == "G"
    assert second(library, after, "ada") == (1, "more or less than one armour, or other lines")
    assert verified(library).approved is False


def test_both_verifiers_refuse_a_record_at_another_path(library: LibraryBuilder) -> None:
    plan = library.plan("ada", day="2030-03-01")
    path = plan.record.path.replace("/privacy/", "/terms/")
    moved = forged(library, plan, sign_with=library.people["ada"].key, path=path)
    assert second(library, moved, "ada") == (1, "another path")
    assert "record-misplaced" in codes_of(verified(library))


def test_it_has_at_most_a_hundred_lines() -> None:
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 100
