"""What is kept from one run to the next, so that nobody but this user could have written it.

The key lies beside the user's settings, not in the cache, and neither is ever looked for in a
repository. What does not fit its seal is as good as missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from policyreview.repository import folders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policyreview.repository import Repository

_LARGEST = 128 * 1024 * 1024
_KEY_SIZE = 32
MARK_SIZE = 16
"""Bytes of a mark."""


def key_of_user(*, make: bool) -> bytes | None:
    """The user's own key; None where there is none, or others can read it.

    Args:
        make: Make it at the first use.

    Raises:
        OSError: It could not be written.
    """
    path = folders.config_dir() / "seal-key"
    with contextlib.suppress(OSError):
        data = folders.read_private(path, largest=_KEY_SIZE + 1)
        return data if data is not None and len(data) == _KEY_SIZE else None
    if not make:
        return None
    data = secrets.token_bytes(_KEY_SIZE)
    folders.write_private(path, data)
    return data


def begun(key: bytes, *parts: bytes) -> hashlib.blake2b:
    """A mark of which the first parts are known; it can be gone on from many times."""
    return hashlib.blake2b(_parts(parts), key=key, digest_size=MARK_SIZE)


def mark(begun: hashlib.blake2b, *parts: bytes) -> bytes:
    """A short mark of some bytes that only the holder of the key can make (keyed BLAKE2b)."""
    made = begun.copy()
    made.update(_parts(parts))
    return made.digest()


def _parts(parts: Sequence[bytes]) -> bytes:
    """Some bytes so that it is plain where each ends."""
    return b"".join([len(part).to_bytes(8, "big") + part for part in parts])


def read(path: Path, key: bytes, bound: str) -> bytes | None:
    """What was kept in a file, bound to what is given; None where it does not fit.

    Raises:
        OSError: There is no such file, or it can't be read.
    """
    data = folders.read_private(path, largest=_LARGEST)
    if data is None:
        return None
    seal, _, body = data.partition(b"\n")
    good = hmac.compare_digest(seal.decode("ascii", "replace"), _seal(key, bound, [body]))
    return body if good else None


def write(path: Path, key: bytes, bound: str, body: Sequence[bytes]) -> None:
    """Keep the pieces of a body, bound to what is given.

    Raises:
        OSError: It could not be written.
    """
    seal = _seal(key, bound, body).encode("ascii")
    folders.write_private(path, seal + b"\n", *body, lasting=False)


def place(repository: Repository, what: str, name: str = "") -> Path:
    """The file for what is kept of one repository: named after where it is, never what it says."""
    where = f"{repository.common_dir}\0{name}".encode("utf-8", "surrogateescape")
    return folders.cache_dir() / "verified" / f"{hashlib.sha256(where).hexdigest()[:32]}.{what}"


def _seal(key: bytes, bound: str, body: Sequence[bytes]) -> str:
    made = hmac.new(
        key, hashlib.sha256(bound.encode("utf-8", "surrogateescape")).digest(), "sha256"
    )
    for piece in body:
        made.update(piece)
    return made.hexdigest()
