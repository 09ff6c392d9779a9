"""Ed25519 signatures: the vectors of RFC 8032, and that two libraries answer alike."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from hypothesis import given
from hypothesis import strategies as st

from policyreview.signoff import sshsig

ORDER = 2**252 + 27742317777372353535851937790883648493
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
# RFC 8032 section 7.1, tests 1 to 3: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
            "b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
            "1d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
            "c6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


def holds(public: bytes, signature: bytes, message: bytes) -> bool:
    parts = sshsig.KeyParts("ssh-ed25519", b"", (public,))
    try:
        sshsig._check_ed25519(parts, "ssh-ed25519", signature, message)
    except sshsig.SignatureProblem:
        return False
    return True


def holds_by_openssl(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS, ids=["1", "2", "3"])
def test_the_vectors_of_rfc_8032_hold(public: str, message: str, signature: str) -> None:
    values = [bytes.fromhex(value) for value in (public, signature, message)]
    assert holds(*values)
    assert not holds(values[0], values[1], values[2] + b"x")


@given(message=st.binary(max_size=200), at=st.integers(0, 63), byte=st.integers(0, 255))
def test_a_changed_byte_is_judged_as_openssl_judges_it(message: bytes, at: int, byte: int) -> None:
    signature = KEY.sign(message)
    changed = signature[:at] + bytes([byte]) + signature[at + 1 :]
    assert holds(PUBLIC, signature, message)
    assert holds(PUBLIC, changed, message) == (changed == signature)
    assert holds_by_openssl(PUBLIC, changed, message) == (changed == signature)


def test_a_signature_has_one_form_only() -> None:
    signature = KEY.sign(b"policy")
    twin = int.from_bytes(signature[32:], "little") + ORDER
    assert not holds(PUBLIC, signature[:32] + twin.to_bytes(32, "little"), b"policy")


@pytest.mark.parametrize("length", [0, 63, 65, 128])
def test_a_signature_of_another_length_does_not_hold(length: int) -> None:
    assert not holds(PUBLIC, (KEY.sign(b"policy") * 2)[:length], b"policy")


def test_a_key_of_small_order_signs_nothing() -> None:
    """The neutral element as a key would let one signature hold over any message."""
    neutral = (1).to_bytes(32, "little")
    assert not holds(neutral, neutral + bytes(32), b"policy")
