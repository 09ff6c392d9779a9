"""Attacks on the clone's own files: what git believes there without looking."""

from __future__ import annotations

import shutil
import struct
from typing import TYPE_CHECKING

import pytest

from builders import CHINESE, LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import object_bytes, raw_commit, raw_object
from builders.packing import handed_over, stored_as

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
    handed = LibraryBuilder(tmp_path / "handed over", library.people, library.clock)
    shutil.copytree(library.root, handed.root)
    return handed  # never verified where it lies now


def oids(library: LibraryBuilder) -> tuple[str, str, str]:
    """The commit that takes the record away, the rejection, and the approval before it."""
    _, tidied, rejection, approval = library.git("rev-list", "-n", "4", "HEAD").split()
    return tidied, rejection, approval


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
    assert answer.exit == 1
    assert "Clone it again" in answer.out
    approve(library, "ada", "2031-01-01").refused("is not what its id says", exit_code=3)
    for asked in ("charter", "trust"):
        command(library, asked).refused("files are damaged or were changed", exit_code=3)


def test_what_was_found_sound_is_not_read_again_but_what_came_since(
    library: LibraryBuilder, own_world: Path
) -> None:
    folder = own_world / "cache" / "verified"
    before = set(folder.glob("*.sound"))
    verdict(library).no("rejected", "Rejected by Bo Lindqvist")
    (kept,) = set(folder.glob("*.sound")) - before
    library.commit({"README.md": "Even more.\n"}, "Write even more")
    tip = library.head
    library.commit({"README.md": "Done.\n"}, "Write the last")
    there = object_bytes(library, "commit", tip)
    stored_as(library, tip, "commit", there.replace(b"even more", b"much more"))
    verdict(library).says("history-damaged", f"{tip[:12]} is not what its id says")
    stored_as(library, tip, "commit", there)
    sealed = kept.read_bytes()
    kept.write_bytes(sealed.replace(sealed.split(b"\n")[1], library.head.encode()))
    stored_as(library, tip, "commit", there.replace(b"even more", b"much more"))
    verdict(library).says("history-damaged", f"{tip[:12]} is not what its id says")


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


def in_two_packs(library: LibraryBuilder, root: Path, oid: str, other: bytes) -> LibraryBuilder:
    """A copy in which a commit's bytes stand in one pack, and in the tip's pack other ones.

    ``git log`` comes from the tip.
    """
    return handed_over(library, root, beside=[library.head], other={oid: ("commit", other)})


def test_commit_that_stands_in_two_packs_with_another_parent(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    tidied, rejection, approval = oids(library)
    there = object_bytes(library, "commit", tidied)
    other = there.replace(rejection.encode(), approval.encode())
    handed = in_two_packs(library, tmp_path / "two packs", tidied, other)
    assert "Reject" not in subjects(handed)  # git log is given one
    assert rejection in handed.git("cat-file", "commit", tidied)  # and cat-file the other
    found = verdict(handed)
    assert (found.exit, found.approved) == (3, None)
    found.says("history-damaged", f"{tidied[:12]} is not what its id says")


def test_commit_that_stands_in_two_packs_with_another_author(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    tidied, _, _ = oids(library)
    there = object_bytes(library, "commit", tidied)
    other = there.replace(b"author Wes Hall <wes@example.org>", b"author Mo Hall <mo@example.org>")
    assert other != there
    handed = in_two_packs(library, tmp_path / "two packs", tidied, other)
    assert "mo@example.org" in handed.git("log", "--format=%ae")
    found = verdict(handed)
    assert found.approved is None
    found.says("history-damaged", f"{tidied[:12]} is not what its id says")


def test_folder_that_stands_in_two_packs_without_a_rejection(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    _, rejection, approval = oids(library)
    place = ".policyreview/records/privacy/2030-03-01"
    before, after = (library.git("rev-parse", f"{at}:{place}") for at in (approval, rejection))
    other = {after: ("tree", object_bytes(library, "tree", before))}
    handed = handed_over(library, tmp_path / "two packs", beside=[before], other=other)
    told = handed.git("log", "--format=%s", "--", f"{place}/bo-*")
    assert "Reject" not in told  # git log is given one
    assert "bo-" in handed.git("ls-tree", after)  # and ls-tree the other
    found = verdict(handed)
    assert (found.exit, found.approved) == (3, None)
    found.says("history-damaged", "is not what its id says")


def test_signing_where_the_newest_folder_stands_in_two_packs(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    """Git would put the folder's other bytes into the tree that is signed."""
    terms = library.commit({"policies/terms.md": "# Terms\n\nYou may leave at any time.\n"})
    folder = library.git("rev-parse", f"{terms}:policies")
    library.commit({"policies/terms.md": "# Terms\n\nYou may never leave.\n"})
    worse = library.git("rev-parse", "HEAD:policies")
    library.git("reset", "-q", "--hard", terms)
    other = {folder: ("tree", object_bytes(library, "tree", worse))}
    before = library.git("rev-parse", "HEAD:.policyreview/records/privacy/2030-03-01")
    handed = handed_over(library, tmp_path / "two packs", beside=[before], other=other)
    handed.git("read-tree", terms, env={"GIT_INDEX_FILE": str(tmp_path / "index")})
    index = handed.git("ls-files", "-s", env={"GIT_INDEX_FILE": str(tmp_path / "index")})
    assert library.git("rev-parse", f"{worse}:terms.md") in index  # git is given the other bytes
    approve(handed, "ada", "2031-01-01").refused("Git put other files together", exit_code=3)
    assert handed.head == terms


def test_rejection_whose_record_is_taken_out_of_the_object_store(library: LibraryBuilder) -> None:
    library.git("reset", "-q", "--hard", oids(library)[1])
    record = library.git("rev-parse", f"HEAD:{rejected(library)}")
    (library.root / ".git" / "objects" / record[:2] / record[2:]).unlink()
    found = verdict(library)
    assert (found.exit, found.approved) == (3, None)
    found.says("files-missing", f"it lacks {rejected(library)}")
    answer = command(library, "status")
    assert answer.exit == 3
    assert answer.out.startswith("privacy  unknown\n")


def rejected(library: LibraryBuilder) -> str:
    return next(path for path in library.records() if "/bo-" in path)


def test_folder_that_stands_in_two_packs_without_a_language(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    """A listing of the newest files that leaves out the text that nobody approved."""
    library.git("reset", "-q", "--hard", oids(library)[2])
    before = library.git("rev-parse", "HEAD:policies")
    library.commit({"policies/privacy.zh-CN.md": CHINESE})
    verdict(library).no("language-missing", "policies/privacy.zh-CN.md is not covered")
    top, folder = library.git("rev-parse", "HEAD^{tree}"), library.git("rev-parse", "HEAD:policies")
    other = {folder: ("tree", object_bytes(library, "tree", before))}
    handed = handed_over(library, tmp_path / "two packs", beside=[top], other=other)
    assert "zh-CN" not in handed.git("ls-tree", "-r", "HEAD", "policies")
    verdict(handed).no("language-missing", "policies/privacy.zh-CN.md is not covered")


def test_text_that_stands_in_a_folder_twice_and_in_the_other_pack_once(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    library.git("reset", "-q", "--hard", oids(library)[2])
    top, folder = library.git("rev-parse", "HEAD^{tree}"), library.git("rev-parse", "HEAD:policies")
    once = object_bytes(library, "tree", folder)
    evil = raw_object(library, "blob", b"# Privacy\n\nWe sell.\n")
    twice = raw_object(library, "tree", once + b"100644 privacy.md\0" + bytes.fromhex(evil))
    tree = object_bytes(library, "tree", top)
    tree = raw_object(library, "tree", tree.replace(bytes.fromhex(folder), bytes.fromhex(twice)))
    head = object_bytes(library, "commit", library.head)
    raw_commit(
        library,
        b"tree %s\nparent %s\n" % (tree.encode(), library.head.encode())
        + head[head.index(b"author") : head.index(b"gpgsig")]
        + b"\nOnce more\n",
    )
    other = {twice: ("tree", once)}
    handed = handed_over(library, tmp_path / "two packs", beside=[tree], other=other)
    assert handed.git("ls-tree", "-r", "HEAD", "policies").count("\n") == 0
    found = verdict(handed)
    assert found.exit == 1
    found.says("path-twice", "The tree holds policies/privacy.md twice")


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"<wes@example.org> 17", b"<mo@example.org> 17"), (b"> 17", b"> 16")],
    ids=["address", "time"],
)
def test_commit_of_a_chinese_author_that_stands_in_two_packs(
    library: LibraryBuilder, tmp_path: Path, before: bytes, after: bytes
) -> None:
    chosen = library.commit({"README.md": "还有\n"}, author="林悦 <wes@example.org>")
    library.commit({"README.md": "More.\n"})
    there = object_bytes(library, "commit", chosen)
    other = there.replace(before, after)
    assert other != there
    handed = in_two_packs(library, tmp_path / "two packs", chosen, other)
    assert after.decode()[:6] in handed.git("log", "--format=<%ae> %at> %at")
    found = verdict(handed)
    assert found.approved is None
    found.says("history-damaged", f"{chosen[:12]} is not what its id says")


def test_commit_that_claims_another_encoding_makes_nothing_doubtful(
    library: LibraryBuilder,
) -> None:
    """Git finds neither author nor date in what it makes of it."""
    head = object_bytes(library, "commit", library.head).partition(b"\n\n")[0]
    told = []
    for message in (b"Write more\n", b"Write more.\n"):  # an odd number of bytes is left alone
        raw_commit(library, head + b"\nencoding utf-16\n\n" + message)
        told.append(library.git("log", "-1", "--format=%ae%ct"))
        assert "history-damaged" not in verdict(library).codes
    assert "" in told
