"""In which files two folders differ, held against what git tells."""

from __future__ import annotations

import contextlib
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import a_library
from policyreview.errors import CouldNotTell
from policyreview.repository.differing import Unread, differences

if TYPE_CHECKING:
    from pathlib import Path

    from builders import LibraryBuilder

NAMES = [b"a", b"a.b", b"a0", b"b", b"a/b", b"\xff"]
MODES = [b"100644", b"100755", b"100664", b"120000", b"160000"]
FILES = [bytes([n]) * 20 for n in (1, 2)]
files = st.tuples(st.sampled_from(MODES), st.sampled_from(NAMES), st.sampled_from(FILES))
inner = st.lists(files, max_size=3)
folders = st.tuples(st.just(b"40000"), st.sampled_from(NAMES), inner)
trees = st.lists(files | folders, max_size=4)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> LibraryBuilder:
    return a_library(tmp_path_factory.mktemp("differing")).with_policy()


def stored(library: LibraryBuilder, entries: list[tuple[bytes, bytes, object]]) -> bytes:
    """The id of a folder with these entries as they come: twice, out of order or both."""
    data = b""
    for mode, name, inside in entries:
        oid = inside if isinstance(inside, bytes) else stored(library, inside)  # type: ignore[arg-type]
        data += b"%s %s\0%s" % (mode, name, oid)
    words = ["git", "hash-object", "-w", "-t", "tree", "--literally", "--stdin"]
    done = subprocess.run(words, cwd=library.root, input=data, capture_output=True, check=True)
    return bytes.fromhex(done.stdout.decode().strip())


def told(library: LibraryBuilder, old: bytes, new: bytes) -> list[tuple[str, ...]] | None:
    """What git tells; None where it can't, for a file that it takes for a folder."""
    words = ["git", "diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames"]
    done = subprocess.run(
        [*words, old.hex(), new.hex()], cwd=library.root, capture_output=True, check=False
    )
    if done.returncode:
        return None
    fields = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    pairs = zip(fields[::2], fields[1::2], strict=False)
    return sorted((*about.lstrip(":").split(" ")[:4], path) for about, path in pairs)


@given(trees, trees)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_folders_differ_as_git_tells_whatever_they_hold(
    library: LibraryBuilder,
    one: list[tuple[bytes, bytes, object]],
    other: list[tuple[bytes, bytes, object]],
) -> None:
    old, new = stored(library, one), stored(library, other)
    with library.library().repository as repository:

        def read(oid: bytes) -> bytes:
            return repository.object(oid.hex())[1] if oid else b""

        found: list[tuple[str, ...]] | None = None
        with contextlib.suppress(CouldNotTell):
            found = sorted(differences(read, old, new, 20))
        assert found == told(library, old, new)
        assert repository.files(new.hex()) == repository.tree(new.hex())


def test_a_folder_that_can_not_be_read_is_named() -> None:
    with pytest.raises(Unread) as raised:
        list(differences(lambda oid: None if oid else b"", b"", b"\x12" * 20, 20))
    assert raised.value.oid == "12" * 20


def test_a_folder_in_place_of_a_file_is_two_changes(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy()
    old = stored(library, [(b"100644", b"a", FILES[0])])
    new = stored(library, [(b"40000", b"a", [(b"100644", b"a", FILES[0])])])
    with library.library().repository as repository:

        def read(oid: bytes) -> bytes:
            return repository.object(oid.hex())[1] if oid else b""

        found = sorted(differences(read, old, new, 20))
    assert [line[4] for line in found] == ["a/a", "a"]
