"""What differs between two folders, told as git tells it, whatever they hold."""

from __future__ import annotations

import struct
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import a_library
from policyreview.repository.objects import object_id
from policyreview.repository.treediff import NoFolder, differing, same

if TYPE_CHECKING:
    from builders import LibraryBuilder
    from policyreview.repository.repo import Repository
    from policyreview.repository.treediff import Line

MODES = [b"100644", b"100755", b"100664", b"120000", b"160000", b"0100644"]
NAMES = [b"a", b"a.b", b"a0", b"b", b"ab", b"a b", "é".encode(), b"b\xff"]
BLOBS = [struct.pack(">20s", bytes([number]) * 20) for number in (1, 2, 3)]

files = st.tuples(st.sampled_from(MODES), st.sampled_from(NAMES), st.sampled_from(BLOBS))
folders = st.recursive(
    st.lists(files, max_size=4),
    lambda inside: st.lists(files | st.tuples(st.sampled_from(NAMES), inside), max_size=5),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> LibraryBuilder:
    return a_library(tmp_path_factory.mktemp("treediff")).with_policy()


def write(store: dict[bytes, bytes], folder: list[tuple[object, ...]]) -> bytes:
    """Put a folder with these entries, in this order, into a store; its id."""
    data = b""
    for entry in folder:
        if isinstance(entry[1], list):
            data += b"40000 %s\0%s" % (entry[0], write(store, entry[1]))
        else:
            data += b"%s %s\0%s" % entry
    oid = bytes.fromhex(object_id("tree", data))
    store[oid] = data
    return oid


def told_by_git(repository: Repository, old: bytes, new: bytes) -> list[Line]:
    """What the git of a history's walk tells; it takes any bytes as a folder's."""
    args = ["diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-renames", old.hex(), new.hex()]
    fields = repository.read(args).stdout.decode("utf-8", "surrogateescape").split("\0")
    return [
        [*about.lstrip(":").split(" ")[:4], path]
        for about, path in zip(fields[::2], fields[1::2], strict=False)
    ]


@given(folders, folders)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_two_folders_differ_as_git_says(
    library: LibraryBuilder, one: list[tuple[object, ...]], other: list[tuple[object, ...]]
) -> None:
    """Also with names twice, out of order, or taken by a file and a folder."""
    store: dict[bytes, bytes] = {}
    old, new = write(store, one), write(store, other)
    for data in store.values():
        subprocess.run(
            [
                "git",
                "-C",
                library.root,
                "hash-object",
                "-t",
                "tree",
                "-w",
                "--literally",
                "--stdin",
            ],
            input=data,
            check=True,
            capture_output=True,
        )
    with library.library().repository as repository:
        told = told_by_git(repository, old, new)
    assert same(told, list(differing(old, new, store.get, 20)))


@given(folders, folders)
@settings(max_examples=60, deadline=None)
def test_what_is_left_out_or_told_otherwise_is_noticed(
    one: list[tuple[object, ...]], other: list[tuple[object, ...]]
) -> None:
    store: dict[bytes, bytes] = {}
    found = list(differing(write(store, one), write(store, other), store.get, 20))
    seen = [line for line in found if not {line[0], line[1]} <= {"000000", "160000"}]
    if seen:
        first = seen[0]
        assert not same(seen[1:], found)
        assert not same([*seen, first], found)
        assert not same([*seen[1:], (*first[:4], f"{first[4]}x")], found)
        assert not same([*seen[1:], (*first[:3], "f" * 40, first[4])], found)


def test_a_folder_that_is_none_or_not_there_is_named() -> None:
    store: dict[bytes, bytes] = {}
    good = write(store, [(b"100644", b"a", BLOBS[0])])
    with pytest.raises(NoFolder, match="11" * 20):
        list(differing(good, b"\x11" * 20, store.get, 20))
    store[b"\x22" * 20] = b"100644 a\0too short"
    with pytest.raises(NoFolder, match="22" * 20):
        list(differing(b"\x22" * 20, good, store.get, 20))
