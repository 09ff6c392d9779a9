"""Signatures of security keys, made in software as hardware would (OpenSSH PROTOCOL.u2f)."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from policyreview.signoff import sshsig

APPLICATION = b"ssh:"
PAYLOAD = b"tree 0\n\nApprove\n"


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _mpint(value: int) -> bytes:
    return _string(value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _armoured(key: bytes, kind: bytes, inner: bytes, tail: bytes) -> bytes:
    blob = b"SSHSIG" + (1).to_bytes(4, "big") + _string(key) + _string(b"git") + _string(b"")
    blob += _string(b"sha512") + _string(_string(kind) + _string(inner) + tail)
    text = base64.b64encode(blob).decode()
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    return "\n".join([sshsig.BEGIN.decode(), *lines, sshsig.END.decode(), ""]).encode()


def _message(tail: bytes) -> bytes:
    signed = b"SSHSIG" + _string(b"git") + _string(b"") + _string(b"sha512")
    signed += _string(hashlib.sha512(PAYLOAD).digest())
    return hashlib.sha256(APPLICATION).digest() + tail + hashlib.sha256(signed).digest()


def _ed25519(tail: bytes) -> bytes:
    kind = b"sk-ssh-ed25519@openssh.com"
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    wire = _string(kind) + _string(public) + _string(APPLICATION)
    return _armoured(wire, kind, key.sign(_message(tail)), tail)


def _ecdsa(tail: bytes) -> bytes:
    kind = b"sk-ecdsa-sha2-nistp256@openssh.com"
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    wire = _string(kind) + _string(b"nistp256") + _string(point) + _string(APPLICATION)
    r, s = decode_dss_signature(key.sign(_message(tail), ec.ECDSA(hashes.SHA256())))
    return _armoured(wire, kind, _mpint(r) + _mpint(s), tail)


@pytest.mark.parametrize("make", [_ed25519, _ecdsa])
def test_a_touched_security_key_signs(make: object) -> None:
    assert callable(make)
    signature = make(b"\x01" + (7).to_bytes(4, "big"))
    assert sshsig.verify(signature, PAYLOAD).type.startswith("sk-")
    with pytest.raises(sshsig.SignatureProblem, match="does not match"):
        sshsig.verify(signature, PAYLOAD + b"x")


@pytest.mark.parametrize("make", [_ed25519, _ecdsa])
def test_a_security_key_that_nobody_touched_is_refused(make: object) -> None:
    assert callable(make)
    signature = make(b"\x00" + (7).to_bytes(4, "big"))
    with pytest.raises(sshsig.SignatureProblem, match="nobody touched it"):
        sshsig.verify(signature, PAYLOAD)
