"""Attacks on the clone's own files: what git believes there without looking."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import object_bytes

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = 36
"""Bytes of a SHA-1 repository's commit in a commit-graph: tree, two parents, dates."""


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    """An approval, a rejection, and a commit that takes the rejection's record away."""
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    approve(library, "ada")
    key = library.people["bo"].key
    assert command(library, "reject", "privacy", "-m", "Not yet.", "--key", key).exit == 0
    record = next(path for path in library.records() if "/bo-" in path)
    library.commit({record: None}, "Tidy up")
    library.commit({"README.md": "More.\n"}, "Write more")
    return library  # never verified here, so nothing of it was seen before


def oids(library: LibraryBuilder) -> tuple[str, str, str]:
    """The commit that takes the record away, the rejection, and the approval before it."""
    _, tidied, rejection, approval = library.git("rev-list", "-n", "4", "HEAD").split()
    return tidied, rejection, approval


def stored_as(library: LibraryBuilder, oid: str, kind: str, data: bytes) -> None:
    """Put other bytes under an object's id."""
    path = library.root / ".git" / "objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(f"{kind} {len(data)}\0".encode() + data))


def subjects(library: LibraryBuilder) -> str:
    return library.git("log", "--format=%s")


def test_commit_graph_that_leaves_a_rejection_out(library: LibraryBuilder, tmp_path: Path) -> None:
    tidied, rejection, approval = oids(library)
    library.git("commit-graph", "write", "--reachable")
    graph = library.root / ".git" / "objects" / "info" / "commit-graph"
    data = bytearray(graph.read_bytes())
    places = sorted(library.git("rev-list", "HEAD").split())
    table = data.index(b"CDAT", 8) + 4
    (commits,) = struct.unpack(">Q", data[table : table + 8])
    parent = commits + ENTRY * places.index(tidied) + 20
    assert struct.unpack(">I", data[parent : parent + 4]) == (places.index(rejection),)
    data[parent : parent + 4] = struct.pack(">I", places.index(approval))
    graph.chmod(0o644)
    graph.write_bytes(data)
    assert "Reject" not in subjects(library)  # git believes it
    verdict(library).no("rejected", "Rejected by Bo Lindqvist")
    library.git("clone", "-q", str(library.root), str(tmp_path / "clone"))
    clone = LibraryBuilder(tmp_path / "clone")
    assert "Reject" not in subjects(clone)  # and a clone on the same disk takes it over
    verdict(clone).no("rejected", "Rejected by Bo Lindqvist")


def test_commit_stored_with_another_parent_under_its_id(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    tidied, rejection, approval = oids(library)
    there = object_bytes(library, "commit", tidied)
    stored_as(library, tidied, "commit", there.replace(rejection.encode(), approval.encode()))
    assert "Reject" not in subjects(library)
    found = verdict(library)
    assert (found.exit, found.approved) == (3, None)
    found.says("history-damaged", f"{tidied[:12]} is not what its id says")
    library.git("clone", "-q", str(library.root), str(tmp_path / "clone"))
    assert verdict(LibraryBuilder(tmp_path / "clone")).approved is None
    answer = command(library, "verify", "--strict")
    assert answer.exit != 0
    assert "Clone it again" in answer.out


def test_folder_stored_without_a_record_under_its_id(library: LibraryBuilder) -> None:
    _, rejection, approval = oids(library)
    place = ".policyreview/records/privacy/2030-03-01"
    folder = library.git("rev-parse", f"{rejection}:{place}")
    stored_as(
        library,
        folder,
        "tree",
        object_bytes(library, "tree", library.git("rev-parse", f"{approval}:{place}")),
    )
    assert not library.git("log", "--format=%s", "--", f"{place}/bo-*")
    found = verdict(library)
    assert (found.exit, found.approved) == (3, None)
    found.says("history-damaged", f"{folder[:12]} is not what its id says")
