"""OpenPGP certificates and signatures, checked in process by Sequoia."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from policyreview.signoff.fields import TomlProblem
from policyreview.signoff.sshsig import SignatureProblem, SignatureUnknown

if TYPE_CHECKING:
    from pysequoia import Cert

    from policyreview.signoff.publickeys import Certificate

BEGIN = b"-----BEGIN PGP SIGNATURE-----"
END = b"-----END PGP SIGNATURE-----"
_LARGEST = 64 * 1024
_KEY_TAGS = frozenset({"PublicKey", "PublicSubkey"})
_SECRET_TAGS = frozenset({"SecretKey", "SecretSubkey"})
_BINARY = 0x00


def read_certificate(text: str) -> Certificate:
    """Read one armoured public certificate.

    Raises:
        TomlProblem: It is none, holds a secret key, or is several.
    """
    from pysequoia import Cert
    from pysequoia.packet import PacketPile

    from policyreview.signoff.publickeys import Certificate

    data = text.strip().encode("utf-8") + b"\n"
    if not data.startswith(b"-----BEGIN PGP PUBLIC KEY BLOCK-----"):
        raise TomlProblem("an openpgp key should be an armoured PGP PUBLIC KEY BLOCK")
    try:
        certificates = Cert.split_bytes(data)
        packets = [(_tag(packet.tag), packet.fingerprint) for packet in PacketPile.from_bytes(data)]
        names = [str(user) for one in certificates for user in one.user_ids]
        primary = [one.fingerprint.upper() for one in certificates]
    except Exception as error:  # noqa: BLE001  (Sequoia raises plain exceptions on broken input)
        reason = str(error).partition("\n")[0][:120]
        raise TomlProblem(f"an openpgp key cannot be read ({reason})") from None
    if len(certificates) != 1:
        raise TomlProblem(f"an openpgp key holds {len(certificates)} certificates, not one")
    if any(tag in _SECRET_TAGS for tag, _ in packets):
        raise TomlProblem("an openpgp key holds a SECRET key: replace it at once")
    prints = [name.upper() for tag, name in packets if tag in _KEY_TAGS and name]
    return Certificate(
        armoured=text.strip() + "\n",
        fingerprint=primary[0],
        subkeys=tuple(dict.fromkeys(prints)),
        user_ids=tuple(names),
    )


def _tag(tag: object) -> str:
    return str(tag).rsplit(".", 1)[-1]


def issuer(armoured: bytes) -> str | None:
    """Fingerprint or key id, in capitals, of the key that a signature names; None if it names none.

    Raises:
        SignatureProblem: It is no single armoured signature.
    """
    from pysequoia import Sig

    _check_armour(armoured)
    _check_single(armoured)
    try:
        signature = Sig.from_bytes(armoured)
        name = signature.issuer_fingerprint or signature.issuer_key_id
    except Exception as error:  # noqa: BLE001
        raise SignatureProblem(f"it cannot be read ({str(error)[:120]})") from None
    return name.upper() if name else None


def verify(armoured: bytes, payload: bytes, certificate: str) -> datetime:
    """Check a detached signature over a payload against one certificate.

    The certificate's own expiry and revocations count as of the time that the signature claims;
    whether the key may sign here is for the charter.

    Returns:
        The time that the signature claims, UTC.

    Raises:
        SignatureProblem: It is bad.
        SignatureUnknown: It uses what the library can't judge.
    """
    from pysequoia import Sig
    from pysequoia import verify as check

    _check_armour(armoured)
    cert = _certificate(certificate)
    try:
        signature = Sig.from_bytes(armoured)
        kind, created = int(signature.signature_type), signature.created
    except Exception as error:  # noqa: BLE001
        raise SignatureProblem(f"it cannot be read ({str(error)[:120]})") from None
    if kind != _BINARY:
        raise SignatureProblem("it is no signature over a binary document")
    if created is None:
        raise SignatureProblem("it does not say when it was made")
    try:
        result = check(bytes=payload, store=lambda _ids: [cert], signature=signature)
    except Exception as error:  # noqa: BLE001
        reason = str(error)
        if "nsupported" in reason:
            raise SignatureUnknown(f"Sequoia cannot judge it ({reason[:120]})") from None
        raise SignatureProblem(f"it does not hold ({reason[:120]})") from None
    if not result.valid_sigs:
        raise SignatureProblem("it does not hold")
    return created.astimezone(UTC)


def _check_armour(armoured: bytes) -> None:
    if len(armoured) > _LARGEST:
        raise SignatureProblem(f"it has more than {_LARGEST} bytes")
    if (
        not armoured.startswith(BEGIN + b"\n")
        or not armoured.endswith(b"\n" + END + b"\n")
        or armoured.count(b"-----BEGIN") != 1
        or armoured.count(b"-----END") != 1
    ):
        raise SignatureProblem("its armour is not exactly that of one OpenPGP signature")


def _check_single(armoured: bytes) -> None:
    """See that the armour holds one signature and no other packet: readers take one of several."""
    from pysequoia.packet import PacketPile

    try:
        tags = [_tag(packet.tag) for packet in PacketPile.from_bytes(armoured)]
    except Exception as error:  # noqa: BLE001
        raise SignatureProblem(f"it cannot be read ({str(error)[:120]})") from None
    if tags != ["Signature"]:
        raise SignatureProblem("its armour holds more than one OpenPGP signature")


@lru_cache(maxsize=256)
def _certificate(armoured: str) -> Cert:
    from pysequoia import Cert

    return Cert.from_bytes(armoured.encode("utf-8"))
