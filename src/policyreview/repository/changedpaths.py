"""Which commits can have changed some paths, by the filters that a commit-graph may hold.

``git commit-graph write --changed-paths`` keeps a Bloom filter of each commit's changes: it says
of a path 'perhaps' or 'certainly not'. Like the rest of a commit-graph the filters are a copy that
nobody compares with the commits, so they serve for what is only looked at.
"""

from __future__ import annotations

import os
import stat
import sys
from array import array
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is read."""
_MOST_LAYERS = 64
_SEEDS: Final = (0x293AE76F, 0x7E646E2C)
_32_BITS: Final = 0xFFFFFFFF
_Key = tuple[int, int]
_Masks = list[tuple[int, list[int]]]
"""The bits of each folder with all that it is in, and those of each path in it by itself."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One file of a commit-graph.

    Attributes:
        numbers: Its commits, each with its number in the order of their oids.
        ends: Where each one's filter ends, in bytes from the first one's start.
        filters: All filters, one after another.
        version: How paths are hashed: 1, or 2, which differ for what is not ASCII.
        hashes: How many bits a path sets.
    """

    numbers: Mapping[bytes, int]
    ends: Sequence[int]
    filters: bytes
    version: int
    hashes: int

    def find(self, oid: bytes) -> bytes | None:
        """A commit's filter, ``b""`` where none was made; None where the commit is not here."""
        at = self.numbers.get(oid)
        if at is None:
            return None
        return self.filters[self.ends[at - 1] if at else 0 : self.ends[at]]


class ChangedPaths:
    """The filters of one repository."""

    def __init__(self, layers: Sequence[_Layer]) -> None:
        """Take layers that hash paths in one way."""
        self._layers = layers

    def may_change(self, commits: Iterable[str], paths: Iterable[bytes]) -> Iterator[str]:
        """Those of some commits that may have changed one of some paths, in their order.

        Args:
            commits: Whole oids.
            paths: Paths as git has them, slashes between folders.
        """
        first = self._layers[0]
        keys = [one for path in paths for one in _keys(path, first.version)]
        masks: dict[int, _Masks] = {}
        for commit in commits:
            found = self._filter(bytes.fromhex(commit))
            if not found:
                yield commit
                continue
            size = 8 * len(found)
            if size not in masks:
                masks[size] = _masks(keys, first.hashes, size)
            bits = int.from_bytes(found, "little")
            if _may_hold(bits, masks[size]):
                yield commit

    def _filter(self, oid: bytes) -> bytes | None:
        for layer in self._layers:
            found = layer.find(oid)
            if found is not None:
                return found
        return None


def changed_paths(objects: Path, oid_bytes: int) -> ChangedPaths | None:
    """The filters of a repository; None where there are none, or none that can be read.

    Args:
        objects: Its object store.
        oid_bytes: Bytes of an oid, 20 or 32.
    """
    info = objects / "info"
    names = [info / "commit-graph"]
    try:
        if not names[0].exists():
            chain = _bytes(info / "commit-graphs" / "commit-graph-chain").decode("ascii").split()
            names = [
                info / "commit-graphs" / f"graph-{name}.graph" for name in chain if name.isalnum()
            ]
        layers = [_layer(_bytes(name), oid_bytes) for name in names[:_MOST_LAYERS]]
    except (OSError, ValueError, IndexError):
        return None
    forms = {(layer.version, layer.hashes) for layer in layers}
    return ChangedPaths(layers) if len(forms) == 1 else None


def _layer(data: bytes, oid_bytes: int) -> _Layer:
    """Read a file of a commit-graph (git's ``gitformat-commit-graph``).

    Raises:
        ValueError, IndexError: It is none, or has no filters.
    """
    if data[:5] != b"CGPH\x01" or data[5] != {20: 1, 32: 2}[oid_bytes]:
        raise ValueError("no commit-graph")
    chunks: dict[bytes, bytes] = {}
    for at in range(8, 8 + 12 * data[6], 12):
        start, stop = (int.from_bytes(data[i : i + 8]) for i in (at + 4, at + 16))
        chunks[data[at : at + 4]] = data[start:stop]
    oids, index, filters = (chunks.get(name, b"") for name in (b"OIDL", b"BIDX", b"BDAT"))
    version, hashes = int.from_bytes(filters[:4]), int.from_bytes(filters[4:8])
    ends = array("I")
    ends.frombytes(index)
    if ends.itemsize != 4 or len(ends) * oid_bytes != len(oids) or not len(filters) >= 12:
        raise ValueError("no filters")
    if sys.byteorder == "little":
        ends.byteswap()
    if version not in {1, 2} or not 1 <= hashes <= 64:
        raise ValueError("unknown filters")
    names = (oids[at : at + oid_bytes] for at in range(0, len(oids), oid_bytes))
    return _Layer(dict(zip(names, count(), strict=False)), ends, filters[12:], version, hashes)


def _bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        OSError: There is no ordinary file.
        ValueError: It is too large.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > _LARGEST:
            raise ValueError("no file of an ordinary size")
        return file.read(_LARGEST)


def _keys(path: bytes, version: int) -> list[list[_Key]]:
    """What the bits are made of that a path and its folders set.

    The first version hashes bytes as the machine's ``char``, signed or not: either may be meant.
    """
    signs = (False, True) if version == 1 and not path.isascii() else (False,)
    parts = path.split(b"/")
    names = [b"/".join(parts[: at + 1]) for at in range(len(parts))]
    return [
        [(_murmur(name, _SEEDS[0], sign), _murmur(name, _SEEDS[1], sign)) for name in names]
        for sign in signs
    ]


def _may_hold(bits: int, masks: _Masks) -> bool:
    """Whether a filter's bits may be those of a commit that changed one of the paths."""
    for folder, inside in masks:
        if bits & folder == folder:
            for mask in inside:
                if bits & mask == mask:
                    return True
    return False


def _masks(paths: Iterable[Sequence[_Key]], hashes: int, size: int) -> _Masks:
    """The bits that paths set in a filter of so many bits, by those of their folders.

    Most commits are told by the folders alone, and of those there are few.
    """
    folders: dict[tuple[_Key, ...], list[int]] = {}
    for keys in paths:
        folders.setdefault(tuple(keys[:-1]), []).append(_mask(keys[-1:], hashes, size))
    return [(_mask(keys, hashes, size), inside) for keys, inside in folders.items()]


def _mask(keys: Sequence[_Key], hashes: int, size: int) -> int:
    """The bits that a path and its folders set in a filter of so many bits."""
    mask = 0
    for key in keys:
        for number in range(hashes):
            mask |= 1 << ((key[0] + number * key[1]) & _32_BITS) % size
    return mask


def _murmur(data: bytes, seed: int, signed: bool) -> int:
    """MurmurHash3 of 32 bits; ``signed`` takes a byte from 128 on for a negative number."""
    words = [byte - 256 & _32_BITS if signed and byte > 127 else byte for byte in data]
    value = seed
    whole = len(data) - len(data) % 4
    for at in range(0, whole, 4):
        value ^= _mixed(words[at : at + 4])
        value = (value << 13 | value >> 19) & _32_BITS
        value = (value * 5 + 0xE6546B64) & _32_BITS
    if whole < len(data):
        value ^= _mixed(words[whole:])
    value ^= len(data)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        value = ((value ^ value >> shift) * factor) & _32_BITS
    return value


def _mixed(words: Sequence[int]) -> int:
    block = 0
    for number, word in enumerate(words):
        block |= word << 8 * number
    block = (block * 0xCC9E2D51) & _32_BITS
    return ((block << 15 | block >> 17) * 0x1B873593) & _32_BITS
