"""SSH signatures checked in process: strict parsing and verification (OpenSSH PROTOCOL.sshsig)."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    PublicKey = EllipticCurvePublicKey | RSAPublicKey

NAMESPACE = "git"
BEGIN = b"-----BEGIN SSH SIGNATURE-----"
END = b"-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"
_LARGEST = 32 * 1024
_LINES = re.compile(rb"(?:[A-Za-z0-9+/]{1,100}+={0,2}\n)++")
_EVEN = re.compile(
    rb"(?:[A-Za-z0-9+/]{70}\n)*[A-Za-z0-9+/=]{1,70}\n|(?:[A-Za-z0-9+/]{76}\n)*[A-Za-z0-9+/=]{1,76}\n"
)
"""Lines of 70 characters, as ssh-keygen writes them, or of 76, as its specification has it."""
_WIDTHS = (70, 76)
_HASHES = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}
_CURVES = {"nistp256": 32, "nistp384": 48, "nistp521": 66}
_USER_PRESENT = 0x01
_ED25519 = 64
_ED25519_KEY = 32
_ED25519_KEYS = frozenset({"ssh-ed25519", "sk-ssh-ed25519@openssh.com"})
_NO_MATCH = "it does not match what it should have signed"


class SignatureProblem(Exception):  # noqa: N818  (becomes a sentence)
    """Why a signature is bad: the end of a sentence, without its full stop."""


class SignatureUnknown(Exception):  # noqa: N818
    """Why a signature can't be judged here, which is neither good nor bad."""


@dataclass(frozen=True, slots=True)
class KeyParts:
    """A public key in wire form, taken apart.

    Attributes:
        type: Such as ``ssh-ed25519``.
        blob: The whole wire form.
        fields: What follows the type, in order.
    """

    type: str
    blob: bytes
    fields: tuple[bytes, ...]


class SshSignature(NamedTuple):
    """A parsed signature; nothing in it is verified yet.

    Attributes:
        key: The key that it names.
        namespace: What it was made for; git signs in ``git``.
        hash: ``sha256`` or ``sha512``, of the message.
        algorithm: Of the inner signature, such as ``rsa-sha2-512``.
        blob: The inner signature's bytes.
        tail: Flags and counter of a security key, else empty.
    """

    key: KeyParts
    namespace: str
    hash: str
    algorithm: str
    blob: bytes
    tail: bytes


class _Reader:
    """Takes length-prefixed strings off a buffer (RFC 4251 section 5)."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        if count > len(self._data) - self._at:
            raise SignatureProblem("it is cut short")
        piece = self._data[self._at : self._at + count]
        self._at += count
        return piece

    def string(self) -> bytes:
        return self.take(int.from_bytes(self.take(4), "big"))

    def text(self) -> str:
        try:
            return self.string().decode("ascii")
        except UnicodeDecodeError:
            raise SignatureProblem("a name in it is not ASCII") from None

    def rest(self) -> bytes:
        return self.take(len(self._data) - self._at)

    def finish(self) -> None:
        if self._at != len(self._data):
            raise SignatureProblem("it has bytes after its end")


@lru_cache(maxsize=1024)
def public_key_parts(blob: bytes) -> KeyParts:
    """Take a key's wire form apart.

    Raises:
        SignatureProblem: It is malformed, weak, or has bytes after its end.
    """
    reader = _Reader(blob)
    kind = reader.text()
    counts = {
        "ssh-ed25519": 1,
        "ssh-rsa": 2,
        "ecdsa-sha2-nistp256": 2,
        "ecdsa-sha2-nistp384": 2,
        "ecdsa-sha2-nistp521": 2,
        "sk-ssh-ed25519@openssh.com": 2,
        "sk-ecdsa-sha2-nistp256@openssh.com": 3,
    }
    if kind not in counts:
        raise SignatureProblem(f"{kind[:40]} is no kind of key known here")
    fields = tuple(reader.string() for _ in range(counts[kind]))
    reader.finish()
    parts = KeyParts(kind, blob, fields)
    if kind not in _ED25519_KEYS:
        _load(parts)
    elif len(fields[0]) != _ED25519_KEY:
        raise SignatureProblem("its numbers are no public key")
    return parts


@lru_cache(maxsize=1024)
def _load(parts: KeyParts) -> PublicKey:
    """The key for ``cryptography``, which checks RSA and the curves of NIST."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    kind, fields = parts.type, parts.fields
    try:
        if kind == "ssh-rsa":
            exponent, modulus = (_mpint(field) for field in fields)
            if not 2048 <= modulus.bit_length() <= 16384:
                raise SignatureProblem("its RSA modulus has fewer than 2048 or over 16384 bits")
            return rsa.RSAPublicNumbers(exponent, modulus).public_key()
        name = fields[0].decode("ascii", "replace")
        if name not in _CURVES or name not in kind:
            raise SignatureProblem("its curve is not the one that its type names")
        curves: dict[str, ec.EllipticCurve] = {
            "nistp256": ec.SECP256R1(),
            "nistp384": ec.SECP384R1(),
            "nistp521": ec.SECP521R1(),
        }
        if len(fields[1]) != 2 * _CURVES[name] + 1:
            raise SignatureProblem("its point has the wrong length")
        return ec.EllipticCurvePublicKey.from_encoded_point(curves[name], fields[1])
    except ValueError:
        raise SignatureProblem("its numbers are no public key") from None


def _mpint(data: bytes) -> int:
    """A non-negative number in its only form: no needless leading zero, no sign bit."""
    if not data or data[0] & 0x80 or (data[0] == 0 and not (len(data) > 1 and data[1] & 0x80)):
        raise SignatureProblem("a number in it is not written in the one allowed form")
    return int.from_bytes(data, "big")


def parse(armoured: bytes) -> SshSignature:
    """Read an armoured signature, strictly.

    The armour must be exactly the two marker lines around base64 lines, each ended by one line
    feed, nothing before or after; the base64 and every number in their one canonical form.

    Raises:
        SignatureProblem: Why it is no signature.
    """
    data = _unarmour(armoured)
    known = _ed25519_frame(data[:-_ED25519])
    if known is None:
        return _parsed(data)
    blob = data[-_ED25519:]
    return SshSignature(known.key, known.namespace, known.hash, known.algorithm, blob, b"")


@lru_cache(maxsize=1024)
def _ed25519_frame(frame: bytes) -> SshSignature | None:
    """What stands before the 64 bytes of an ed25519 signature: the same for all that a key makes.

    None where these bytes are not exactly such a frame.
    """
    try:
        found = _parsed(frame + bytes(_ED25519))
    except SignatureProblem:
        return None
    plain = found.key.type == found.algorithm == "ssh-ed25519" and not found.tail
    return found if plain and found.blob == bytes(_ED25519) else None


def _parsed(data: bytes) -> SshSignature:
    """The parts of a signature without its armour."""
    reader = _Reader(data)
    if reader.take(len(_MAGIC)) != _MAGIC:
        raise SignatureProblem("it does not begin as an SSH signature")
    version = int.from_bytes(reader.take(4), "big")
    if version != 1:
        raise SignatureProblem(f"its version is {version}, not 1")
    key = public_key_parts(reader.string())
    namespace, reserved, hashed = reader.text(), reader.string(), reader.text()
    inner = reader.string()
    reader.finish()
    if reserved:
        raise SignatureProblem("its reserved field is not empty")
    if hashed not in _HASHES:
        raise SignatureProblem(f"its hash {hashed[:20]} is neither sha256 nor sha512")
    part = _Reader(inner)
    algorithm, blob, tail = part.text(), part.string(), part.rest()
    if len(tail) != (5 if key.type.startswith("sk-") else 0):
        raise SignatureProblem("it has bytes after its end")
    return SshSignature(key, namespace, hashed, algorithm, blob, tail)


def _unarmour(armoured: bytes) -> bytes:
    if len(armoured) > _LARGEST:
        raise SignatureProblem(f"it has more than {_LARGEST} bytes")
    begin, end = BEGIN + b"\n", END + b"\n"
    if not armoured.startswith(begin) or not armoured.endswith(b"\n" + end):
        raise SignatureProblem("its armour is not exactly that of one SSH signature")
    body = armoured[len(begin) : -len(end)]
    if _is_usual(body):
        joined = body.replace(b"\n", b"")
        with contextlib.suppress(binascii.Error):
            data = binascii.a2b_base64(joined, strict_mode=True)
            if binascii.b2a_base64(data, newline=False) == joined:
                return data
    return _unarmour_slowly(body)


def _is_usual(body: bytes) -> bool:
    """Whether a text is in lines as OpenSSH breaks them, the last of which may be shorter."""
    width = body.find(b"\n")
    if width not in _WIDTHS:
        return False
    ends, rest = body[width :: width + 1], len(body) % (width + 1)
    return (
        rest != 1  # that would be an empty line
        and body.endswith(b"\n")
        and ends.count(b"\n") == len(ends)
        and body.count(b"\n") == len(ends) + (rest > 0)
    )


def _unarmour_slowly(body: bytes) -> bytes:
    """What armour of any form holds, or what is wrong with it."""
    if not _EVEN.fullmatch(body):
        if _LINES.fullmatch(body):
            raise SignatureProblem(
                "its armour is broken into lines of other lengths than OpenSSH's"
            )
        raise SignatureProblem("its armour holds something else than base64 lines")
    joined = body.replace(b"\n", b"")
    try:
        data = base64.b64decode(joined, validate=True)
    except (binascii.Error, ValueError):
        raise SignatureProblem("its armour is not base64") from None
    if base64.b64encode(data) != joined:
        raise SignatureProblem("its base64 is not written in the one allowed form")
    return data


def verify(armoured: bytes, payload: bytes, *, namespace: str = NAMESPACE) -> KeyParts:
    """Check a signature over a payload.

    Returns:
        The key that made it. Whose key that is, and whether it may sign, is for the charter.

    Raises:
        SignatureProblem: It is bad, and why.
    """
    signature = read(armoured, namespace=namespace)
    check(signature, payload)
    return signature.key


def read(armoured: bytes, *, namespace: str = NAMESPACE) -> SshSignature:
    """Read an armoured signature that was made for a namespace; it is not verified yet.

    Raises:
        SignatureProblem: It is no signature, or made for something else.
    """
    signature = parse(armoured)
    if signature.namespace != namespace:
        raise SignatureProblem(
            f"it was made for the namespace {signature.namespace[:40]!r}, not {namespace!r}"
        )
    return signature


def check(signature: SshSignature, payload: bytes) -> None:
    """Check that a signature holds over a payload.

    Raises:
        SignatureProblem: It does not, and why.
    """
    hashed = _HASHES[signature.hash](payload).digest()
    message = _preface(signature.namespace, signature.hash) + _string(hashed)
    parts, algorithm, blob = signature.key, signature.algorithm, signature.blob
    if parts.type not in (algorithm, "ssh-rsa"):
        raise SignatureProblem(f"its algorithm {algorithm[:40]} is not that of its key")
    if parts.type.startswith("sk-"):
        if not signature.tail[0] & _USER_PRESENT:
            raise SignatureProblem("its security key says that nobody touched it")
        application = hashlib.sha256(parts.fields[-1]).digest()
        message = application + signature.tail + hashlib.sha256(message).digest()
    check_inner = _check_ed25519 if parts.type in _ED25519_KEYS else _check_other
    check_inner(parts, algorithm, blob, message)


@lru_cache(maxsize=8)
def _preface(namespace: str, hashed: str) -> bytes:
    """What stands before the message's hash in what an SSH signature signs."""
    parts = (namespace.encode("ascii"), b"", hashed.encode("ascii"))
    return _MAGIC + b"".join(_string(part) for part in parts)


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _check_ed25519(parts: KeyParts, _algorithm: str, blob: bytes, message: bytes) -> None:
    """Check the inner signature of an ed25519 key; libsodium needs half of OpenSSL's time."""
    if len(blob) != _ED25519:
        raise SignatureProblem("its number has the wrong length")
    opened, wrong = _libsodium()
    try:
        opened(blob + message, parts.fields[0])
    except wrong:
        raise SignatureProblem(_NO_MATCH) from None


@cache
def _libsodium() -> tuple[Callable[[bytes, bytes], bytes], type[Exception]]:
    """What opens a signed message, and what it raises where the signature does not match."""
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import CryptoError

    return crypto_sign_open, CryptoError


def _check_other(parts: KeyParts, algorithm: str, blob: bytes, message: bytes) -> None:
    """Check the inner signature of an RSA or elliptic curve key."""
    from cryptography.exceptions import InvalidSignature

    try:
        _check_by_openssl(_load(parts), algorithm, blob, message)
    except InvalidSignature:
        raise SignatureProblem(_NO_MATCH) from None


def _check_by_openssl(key: PublicKey, algorithm: str, blob: bytes, message: bytes) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    if isinstance(key, rsa.RSAPublicKey):
        digests = {"rsa-sha2-256": hashes.SHA256(), "rsa-sha2-512": hashes.SHA512()}
        if algorithm not in digests:
            raise SignatureProblem(f"its algorithm {algorithm[:40]} is too weak")
        if len(blob) != (key.key_size + 7) // 8:
            raise SignatureProblem("its number has the wrong length")
        key.verify(blob, message, padding.PKCS1v15(), digests[algorithm])
    else:
        by_curve = {256: hashes.SHA256(), 384: hashes.SHA384(), 521: hashes.SHA512()}
        key.verify(_der(blob), message, ec.ECDSA(by_curve[key.curve.key_size]))


def _der(blob: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    reader = _Reader(blob)
    r, s = _mpint(reader.string()), _mpint(reader.string())
    reader.finish()
    return encode_dss_signature(r, s)
