"""Attacks on OpenPGP signatures: of another kind, several at once, stale keys, weak digests."""

from __future__ import annotations

import base64
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library, gpg_home
from builders.commands import verdict
from builders.forging import forged, object_bytes, raw_commit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADA, EVE = "Ada Osei <ada@example.org>", "Eve <eve@example.org>"
BEGIN, END = "-----BEGIN PGP SIGNATURE-----\n\n", "-----END PGP SIGNATURE-----\n"


def gpg(*arguments: str, data: bytes | None = None) -> bytes:
    done = subprocess.run(
        ["gpg", "--batch", "-q", "--pinentry-mode", "loopback", "--passphrase", "", *arguments],
        input=data,
        capture_output=True,
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def made_by(who: str, payload: bytes, *options: str) -> bytes:
    """A detached signature's packets."""
    return gpg("-u", who, *options, "--detach-sign", data=payload)


def armoured(packets: bytes) -> str:
    return BEGIN + base64.encodebytes(packets).decode() + END


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LibraryBuilder]:
    with gpg_home(ADA, EVE) as home:
        monkeypatch.setenv("GNUPGHOME", str(home))
        yield a_library(tmp_path).with_signers("ada").with_policy()


def charter(library: LibraryBuilder) -> None:
    certificate = gpg("--armor", "--export", ADA).decode()
    library.with_charter(keys={"ada": f"[[signer.key]]\nopenpgp = '''\n{certificate}'''\n"})


def unsigned(library: LibraryBuilder) -> bytes:
    """The bytes of an approval of Ada's that nobody has signed yet."""
    name = gpg("--with-colons", "--list-keys", ADA).decode()
    fingerprint = next(line for line in name.splitlines() if line.startswith("fpr")).split(":")[9]
    from policyreview.signoff.keys import SigningKey

    key = SigningKey("openpgp", fingerprint, ADA, "gpg")
    plan = library.plan("ada", day="2030-03-01", key=key)
    return object_bytes(library, "commit", forged(library, plan, sign_with=None))


def put(library: LibraryBuilder, payload: bytes, armour: str) -> str:
    head, _, body = payload.partition(b"\n\n")
    folded = "gpgsig " + armour.rstrip("\n").replace("\n", "\n ")
    return raw_commit(library, head + b"\n" + folded.encode() + b"\n\n" + body)


def git_says(library: LibraryBuilder, commit: str) -> str:
    return library.git("log", "-1", "--format=%G?", commit)


def test_sound_signature_counts(library: LibraryBuilder) -> None:
    charter(library)
    payload = unsigned(library)
    commit = put(library, payload, armoured(made_by(ADA, payload)))
    assert git_says(library, commit) in {"G", "U"}
    verdict(library).yes()


@pytest.mark.parametrize(
    ("git", "options"),
    [
        ("G", ("--textmode",)),
        ("G", ("--digest-algo", "SHA1")),
        ("B", ("--sig-notation", "!evil@example.org=1")),
    ],
    ids=["text mode", "SHA-1", "critical notation"],
)
def test_29_signature_of_another_make_is_not_good(
    library: LibraryBuilder, git: str, options: tuple[str, ...]
) -> None:
    charter(library)
    payload = unsigned(library)
    commit = put(library, payload, armoured(made_by(ADA, payload, *options)))
    assert git_says(library, commit) == git
    verdict(library).no("signature-bad", "The signature on the record of Ada Osei is refused")


@pytest.mark.parametrize(
    ("git", "order"),
    [("E", "ada-eve"), ("E", "eve-ada"), ("E", "ada-ada"), ("G", "ada-junk")],
)
def test_29_several_packets_in_one_armour_are_not_good(
    library: LibraryBuilder, git: str, order: str
) -> None:
    charter(library)
    payload = unsigned(library)
    ada, eve = made_by(ADA, payload), made_by(EVE, payload)
    packets = {
        "ada-eve": ada + eve,
        "eve-ada": eve + ada,
        "ada-ada": ada + made_by(ADA, payload),
        "ada-junk": ada + b"\xb4\x04junk",
    }[order]
    commit = put(library, payload, armoured(packets))
    assert git_says(library, commit) == git
    verdict(library).no("signature-bad", "its armour holds more than one OpenPGP signature")


def test_signature_over_other_words_is_refused(library: LibraryBuilder) -> None:
    charter(library)
    payload = unsigned(library)
    commit = put(library, payload, armoured(made_by(ADA, payload + b"x")))
    assert git_says(library, commit) == "B"
    verdict(library).no("signature-bad", "does not hold")


def test_signature_by_a_key_that_nobody_has_listed(library: LibraryBuilder) -> None:
    charter(library)
    payload = unsigned(library)
    commit = put(library, payload, armoured(made_by(EVE, payload)))
    assert git_says(library, commit) in {"G", "U"}
    verdict(library).no("signer-unknown", "is unknown")
