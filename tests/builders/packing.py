"""Object stores put together by hand: packs of chosen objects, other bytes under an id."""

from __future__ import annotations

import os
import shutil
import zlib
from typing import TYPE_CHECKING

from builders.library import LibraryBuilder

if TYPE_CHECKING:
    from pathlib import Path

NEW, OLD = 2_000_000_000, 1_000_000_000
"""Times of packs; git asks the newest first, but before that the one that had something last."""


def stored_as(library: LibraryBuilder, oid: str, kind: str, data: bytes) -> None:
    """Put other bytes under an object's id."""
    path = library.root / ".git" / "objects" / oid[:2] / oid[2:]
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(zlib.compress(f"{kind} {len(data)}\0".encode() + data))


def packed(library: LibraryBuilder, into: LibraryBuilder, oids: list[str], *, at: int) -> None:
    """Put objects of one repository into a pack of another one, made at a time in seconds."""
    folder = into.root / ".git" / "objects" / "pack"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = "".join(f"{oid}\n" for oid in oids)
    made = library.git("pack-objects", "-q", str(folder / "pack"), data=wanted.encode())
    for part in folder.glob(f"pack-{made}.*"):
        os.utime(part, (at, at))


def handed_over(
    library: LibraryBuilder, root: Path, *, beside: list[str], other: dict[str, tuple[str, bytes]]
) -> LibraryBuilder:
    """A copy in which some objects stand in two packs, in one of them with other bytes.

    Args:
        library: What is copied. Its own object store is spoilt by it.
        root: Where to.
        beside: Objects that stand in the older pack only, with the other bytes.
        other: Kind and other bytes by id.
    """
    every = library.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split()
    handed = LibraryBuilder(root, library.people, library.clock)
    shutil.copytree(library.root, handed.root)
    for folder in (handed.root / ".git" / "objects").iterdir():
        if len(folder.name) == 2:
            shutil.rmtree(folder)
    packed(library, handed, [each for each in every if each not in beside], at=NEW)
    for oid, (kind, data) in other.items():
        stored_as(library, oid, kind, data)
    packed(library, handed, [*beside, *other], at=OLD)
    return handed
