"""Key files on disk: which key a file holds and whether a passphrase guards it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.signoff.fields import TomlProblem
from policyreview.signoff.publickeys import SshPublicKey, ssh_public_key
from policyreview.signoff.sshsig import SignatureProblem, public_key_parts

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 * 1024
_OPENSSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_MAGIC = b"openssh-key-v1\0"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key file.

    Attributes:
        path: Of the private key, or of the public one where the private key is with an agent.
        public: The public key.
        private: Whether the private key is in the file.
        encrypted: Whether a passphrase guards it.
    """

    path: Path
    public: SshPublicKey
    private: bool
    encrypted: bool


def read_key_file(path: Path) -> KeyFile | None:
    """Look at a private or public key file; None where it is none that can sign."""
    try:
        if path.suffix == ".pub":
            private = path.with_suffix("")
            found = read_key_file(private) if private.is_file() else None
            if found is not None:
                return found
            return KeyFile(
                path, ssh_public_key(_read(path).decode("utf-8", "replace")), False, False
            )
        data = _read(path)
        if data.startswith(_OPENSSH):
            public, encrypted = _openssh(data)
            comment = _comment(path)
            return KeyFile(path, SshPublicKey(public.type, public.blob, comment), True, encrypted)
        if b"PRIVATE KEY-----" in data[:100]:
            beside = path.with_name(path.name + ".pub")
            public = ssh_public_key(_read(beside).decode("utf-8", "replace"))
            return KeyFile(path, public, True, b"ENCRYPTED" in data[:200])
        return KeyFile(path, ssh_public_key(data.decode("utf-8", "replace")), False, False)
    except (OSError, TomlProblem, SignatureProblem, ValueError):
        return None


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST)


def _comment(path: Path) -> str:
    try:
        return ssh_public_key(_read(path.with_name(path.name + ".pub")).decode()).comment
    except (OSError, TomlProblem, ValueError):
        return ""


def _openssh(data: bytes) -> tuple[SshPublicKey, bool]:
    """The public half of an OpenSSH private key, which is never encrypted (PROTOCOL.key)."""
    body = b"".join(data.split(b"-----")[2].split())
    try:
        blob = base64.b64decode(body, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if not blob.startswith(_MAGIC):
        raise ValueError("not an OpenSSH key")
    at, fields = len(_MAGIC), []
    for _ in range(3):  # cipher, key derivation, its options
        length = int.from_bytes(blob[at : at + 4], "big")
        fields.append(blob[at + 4 : at + 4 + length])
        at += 4 + length
    at += 4  # number of keys, one in practice
    length = int.from_bytes(blob[at : at + 4], "big")
    parts = public_key_parts(blob[at + 4 : at + 4 + length])
    return SshPublicKey(parts.type, parts.blob), fields[0] != b"none"
