"""Public keys as people write them: OpenSSH lines and OpenPGP certificates, with fingerprints."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from policyreview.signoff.fields import TomlProblem

SSH_TYPES = frozenset(
    {
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "ssh-rsa",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
    }
)
LARGEST_KEY = 16 * 1024
LARGEST_CERTIFICATE = 256 * 1024


@dataclass(frozen=True, slots=True)
class SshPublicKey:
    """An OpenSSH public key.

    Attributes:
        type: Such as ``ssh-ed25519``.
        blob: The wire form (RFC 4253 section 6.6).
        comment: What stood behind the key, ``""`` if nothing.
    """

    type: str
    blob: bytes
    comment: str = ""

    @property
    def line(self) -> str:
        """Type and base64, without the comment."""
        return f"{self.type} {base64.b64encode(self.blob).decode('ascii')}"

    @property
    def fingerprint(self) -> str:
        """``SHA256:`` and unpadded base64, as ``ssh-keygen -l`` prints it."""
        return ssh_fingerprint(self.blob)


@dataclass(frozen=True, slots=True)
class Certificate:
    """An OpenPGP certificate.

    Attributes:
        armoured: Its ASCII armour.
        fingerprint: Of the primary key, hex in capitals.
        subkeys: Fingerprints of the primary key and every subkey.
        user_ids: As stated, none of them checked.
    """

    armoured: str
    fingerprint: str
    subkeys: tuple[str, ...]
    user_ids: tuple[str, ...]


@lru_cache(maxsize=1024)
def ssh_fingerprint(blob: bytes) -> str:
    """The fingerprint of a key in wire form."""
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode("ascii").rstrip("=")
    return f"SHA256:{digest}"


def ssh_public_key(text: str) -> SshPublicKey:
    """Read ``TYPE BASE64 [COMMENT]``; options, patterns and certificates are refused.

    Raises:
        TomlProblem: Why it is no key that could sign.
    """
    words = text.strip().split(None, 2)
    if len(words) < 2 or len(text) > LARGEST_KEY or "\n" in text.strip():
        raise TomlProblem("an ssh key should be one line, such as ssh-ed25519 AAAA…")
    kind, encoded = words[0], words[1]
    if kind not in SSH_TYPES:
        raise TomlProblem(f"{kind[:40]} is no kind of ssh key that can sign here")
    try:
        blob = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise TomlProblem(f"the {kind} key is not base64") from None
    _check_blob(kind, blob)
    return SshPublicKey(kind, blob, words[2] if len(words) > 2 else "")


def _check_blob(kind: str, blob: bytes) -> None:
    from policyreview.signoff.sshsig import SignatureProblem, public_key_parts

    try:
        parts = public_key_parts(blob)
    except SignatureProblem as problem:
        raise TomlProblem(f"the {kind} key is broken: {problem}") from None
    if parts.type != kind:
        raise TomlProblem(f"the key says {kind} but holds {parts.type}")


def openpgp_certificate(text: str) -> Certificate:
    """Read one armoured public certificate; secret keys are refused.

    Raises:
        TomlProblem: Why it is no certificate that could verify.
    """
    from policyreview.signoff.openpgp import read_certificate

    if len(text) > LARGEST_CERTIFICATE:
        raise TomlProblem(f"an openpgp key has more than {LARGEST_CERTIFICATE} characters")
    return read_certificate(text)
