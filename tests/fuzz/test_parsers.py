"""Whatever bytes stand in a repository, its parsers answer with a value or a documented error."""

from __future__ import annotations

import base64
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import mutated

from policyreview.checks import waivers
from policyreview.errors import CouldNotTell, Refused, WrongUse
from policyreview.library.settings import parse_settings
from policyreview.parallel import pins
from policyreview.release import manifest
from policyreview.repository.parse import parse_commit, parse_signed, parse_tag
from policyreview.signoff import charter, charterrecord, record
from policyreview.signoff.fields import TomlProblem
from policyreview.signoff.message import read_trailers
from policyreview.signoff.publickeys import openpgp_certificate, ssh_public_key
from policyreview.signoff.signature import check, check_commit, check_tag

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 2.0
"""CPU time that no input may need more of."""

# A long run by hand: POLICYREVIEW_FUZZ=200000 pytest tests/fuzz
EXAMPLES = int(os.environ.get("POLICYREVIEW_FUZZ", "120"))


def seed(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


COMMIT, TAG, CERTIFICATE = seed("commit.txt"), seed("tag.txt"), seed("certificate.asc")
SSH_KEY = next(line for line in seed("charter.toml").splitlines() if b"ssh-ed25519" in line)
CHARTER = seed("charter.toml")
PGP_CHARTER = CHARTER.replace(SSH_KEY, b'openpgp = """' + CERTIFICATE + b'"""', 1)
MANIFEST = TAG.partition(b"\n\n")[2].partition(b"-----BEGIN")[0]
SSH_SIGNATURE = TAG[TAG.index(b"-----BEGIN") :]
PGP_SIGNATURE = seed("openpgp.asc")
CHARTERS = [charter.load(PGP_CHARTER), charter.load(CHARTER)]


def bounded(function: Callable[..., object], *arguments: object) -> object:
    """Call it, in bounded time; None where it raised a documented error."""
    began = time.process_time()
    try:
        return function(*arguments)
    except (Refused, CouldNotTell, WrongUse, TomlProblem) as error:
        said = str(error)
    finally:
        assert time.process_time() - began < SECONDS
    assert len(said) < 1000, "a sentence, not a copy of the file"
    return None


fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def packed(data: bytes) -> bytes:
    """A signed object without the line ends inside its armour, which carry nothing."""
    before, mark, armour = data.partition(b"-----BEGIN SSH SIGNATURE-----")
    return before + mark + armour[:-1].replace(b"\n", b"").replace(b" ", b"") + armour[-1:]


def text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


@fuzzed
@given(mutated(seed("record.toml"), MANIFEST, seed("charterrecord.toml")))
def test_a_record_is_read_or_refused_and_writes_back_what_was_read(data: bytes) -> None:
    found = bounded(record.parse, data)
    if isinstance(found, record.Record):
        assert record.parse(record.dump(found)) == found
        assert ".." not in found.path.split("/")
        assert len(found.path) < 1200
        bounded(read_trailers, text(data))


@fuzzed
@given(mutated(seed("charterrecord.toml"), seed("record.toml")))
def test_a_charter_record_is_read_or_refused(data: bytes) -> None:
    bounded(charterrecord.parse, data)


@fuzzed
@given(mutated(CHARTER, PGP_CHARTER, seed("settings.toml")))
def test_a_charter_is_valid_or_its_faults_are_named(data: bytes) -> None:
    found = charter.read(data)
    assert isinstance(found, charter.Charter) or all(len(p.text) < 1000 for p in found)
    assert bounded(parse_settings, data) is not None


@fuzzed
@given(mutated(MANIFEST, seed("record.toml")))
def test_a_manifest_is_read_or_refused(data: bytes) -> None:
    bounded(manifest.read, text(data))


@fuzzed
@given(mutated(seed("settings.toml"), CHARTER))
def test_settings_are_read_and_their_globs_matched(data: bytes) -> None:
    found = parse_settings(data)
    bounded(found.ignores, "old/" + "a" * 500 + ".md")
    bounded(waivers.load, data)
    bounded(pins.load, data)


@fuzzed
@given(mutated(seed("waivers.toml"), seed("pins.toml")))
def test_waivers_and_pins_are_read_or_refused(data: bytes) -> None:
    bounded(waivers.load, data)
    bounded(pins.load, data)


@fuzzed
@given(mutated(COMMIT, TAG), st.sampled_from(["sha1", "sha256"]))
def test_a_commit_is_read_or_malformed_and_never_good_when_its_payload_changed(
    data: bytes, object_format: str
) -> None:
    from policyreview.repository.model import Commit

    found = bounded(parse_commit, "0" * 40, data, object_format)
    if isinstance(found, Commit):
        checked = check_commit(found, CHARTERS)
        if checked.outcome == "good":
            assert found.payload == parse_commit("0" * 40, COMMIT).payload
            assert packed(found.raw.partition(b"\n\n")[0]) == packed(COMMIT.partition(b"\n\n")[0])


@fuzzed
@given(mutated(COMMIT, TAG), st.sampled_from(["sha1", "sha256"]))
def test_what_was_signed_is_read_quickly_as_it_is_read_in_full(
    data: bytes, object_format: str
) -> None:
    from policyreview.repository.model import Commit, SignedCommit

    whole = bounded(parse_commit, "0" * 40, data, object_format)
    quick = bounded(parse_signed, "0" * 40, data, object_format)
    assert isinstance(whole, Commit) == isinstance(quick, SignedCommit)
    if isinstance(whole, Commit) and isinstance(quick, SignedCommit):
        for name in ("tree", "parents", "message", "signature", "payload", "signature_headers"):
            assert getattr(whole, name) == getattr(quick, name), name


@fuzzed
@given(mutated(TAG, COMMIT))
def test_a_tag_is_read_or_malformed_and_never_good_when_its_payload_changed(data: bytes) -> None:
    from policyreview.repository.model import Tag

    found = bounded(parse_tag, "0" * 40, data)
    if isinstance(found, Tag) and check_tag(found, CHARTERS).outcome == "good":
        assert packed(found.raw) == packed(TAG)


@fuzzed
@given(mutated(SSH_SIGNATURE, PGP_SIGNATURE))
def test_a_signature_is_judged_and_only_the_one_form_is_good(data: bytes) -> None:
    began = time.process_time()
    for payload in (b"payload\n", TAG[: TAG.index(b"-----BEGIN")]):
        good = check(data, payload, CHARTERS).outcome == "good"
        assert (
            not good or data.startswith(b"-----BEGIN PGP") or packed(data) == packed(SSH_SIGNATURE)
        )
    assert time.process_time() - began < SECONDS


@fuzzed
@given(mutated(*(base64.b64decode(b"".join(s.splitlines()[1:-1])) for s in (SSH_SIGNATURE,))))
def test_the_inside_of_an_ssh_signature_is_judged(inner: bytes) -> None:
    encoded = base64.b64encode(inner)
    lines = [encoded[at : at + 70] for at in range(0, len(encoded), 70)]
    data = b"\n".join(
        [b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""]
    )
    payload = TAG[: TAG.index(b"-----BEGIN")]
    good = bounded(check, data, payload, CHARTERS)
    assert getattr(good, "outcome", None) != "good" or inner == base64.b64decode(
        b"".join(SSH_SIGNATURE.splitlines()[1:-1])
    )


@fuzzed
@given(mutated(CERTIFICATE, SSH_KEY))
def test_a_key_is_read_or_refused(data: bytes) -> None:
    bounded(ssh_public_key, data.decode("utf-8", "replace"))
    bounded(openpgp_certificate, data.decode("utf-8", "replace"))


@pytest.mark.parametrize("armour", ["PGP PUBLIC KEY BLOCK", "PGP SIGNATURE"])
@fuzzed
@given(packets=st.data())
def test_the_packets_inside_openpgp_are_judged(armour: str, packets: st.DataObject) -> None:
    whole = CERTIFICATE if "KEY" in armour else PGP_SIGNATURE
    body = b"".join(whole.partition(b"\n\n")[2].splitlines()[:-2])
    inner = packets.draw(mutated(base64.b64decode(body)))
    encoded = base64.b64encode(inner)
    lines = [encoded[at : at + 64] for at in range(0, len(encoded), 64)]
    mark = armour.encode()
    data = b"\n".join(
        [b"-----BEGIN " + mark + b"-----", b"", *lines, b"-----END " + mark + b"-----"]
    )
    if "KEY" in armour:
        bounded(openpgp_certificate, text(data))
    else:
        bounded(check, data + b"\n", b"payload\n", CHARTERS)
