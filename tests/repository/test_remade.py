"""Folders made again from what git says has changed; where that does not agree, they are read."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import a_library
from policyreview.repository import Repository
from policyreview.repository.remade import Remade

if TYPE_CHECKING:
    from pathlib import Path

    from builders import LibraryBuilder

NAMES = ["a", "a.b", "a0", "b", "é", "z"]
paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join)
edits = st.lists(
    st.dictionaries(paths, st.none() | st.sampled_from([b"1\n", b"2\n", b"3\n"]), max_size=5),
    min_size=1,
    max_size=6,
)


class Reader:
    """Stands before a repository's reader and notes what it is asked for."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.asked: list[str] = []

    def read(self, oid: str, *, limit: int) -> tuple[str, bytes]:
        self.asked.append(oid)
        return self.repository.objects.read(oid, limit=limit)


def lines(library: LibraryBuilder, old: str, new: str) -> list[list[str]]:
    told = library.git("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", old, new)
    fields = told.split("\0")
    pairs = zip(fields[::2], fields[1::2], strict=False)
    return [[*about.lstrip(":").split(" ")[:4], path] for about, path in pairs]


def stored(library: LibraryBuilder, files: dict[str, bytes]) -> str:
    """The id of a tree that holds these files, written by git."""
    text = b"".join(
        b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)
        for path, data in files.items()
    )
    subprocess.run(
        ["git", "-C", library.root, "fast-import", "--quiet", "--force"],
        input=b"commit refs/x\ncommitter x <x@x> 1 +0000\ndata 0\n" + text,
        check=True,
    )
    return library.git("rev-parse", "refs/x^{tree}")


def after(files: dict[str, bytes], change: dict[str, bytes | None]) -> dict[str, bytes]:
    """The files after a change; what stands in the way of a new path is gone."""
    left = dict(files)
    for path, data in change.items():
        left.pop(path, None)
        if data is not None:
            above = {path[:at] for at, char in enumerate(path) if char == "/"}
            left = {
                p: d for p, d in left.items() if p not in above and not p.startswith(f"{path}/")
            }
            left[path] = data
    return left


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> LibraryBuilder:
    return a_library(tmp_path_factory.mktemp("remade")).with_policy()


@given(edits)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_folders_follow_from_any_changes_without_being_read(
    library: LibraryBuilder, changes: list[dict[str, bytes | None]]
) -> None:
    empty = library.git("hash-object", "-t", "tree", "-w", "/dev/null")
    files: dict[str, bytes] = {}
    before = ""
    with library.library().repository as repository:
        reader = Reader(repository)
        remade = Remade(reader, "sha1")  # type: ignore[arg-type]  # asks for no more
        for change in changes:
            files = after(files, change)
            tree = stored(library, files)
            if tree == empty:
                return
            assert remade.strangers(before, tree, lines(library, before or empty, tree)) == []
            before = tree
        assert reader.asked == []


def test_a_change_that_git_leaves_out_has_the_folders_read(library: LibraryBuilder) -> None:
    one = stored(library, {"a/b/c.txt": b"1\n", "a/d.txt": b"1\n", "e/f.txt": b"1\n"})
    two = stored(library, {"a/b/c.txt": b"2\n", "a/d.txt": b"2\n", "e/f.txt": b"1\n"})
    told = lines(library, one, two)
    empty = library.git("hash-object", "-t", "tree", "-w", "/dev/null")
    with library.library().repository as repository:
        reader = Reader(repository)
        remade = Remade(reader, "sha1")  # type: ignore[arg-type]  # asks for no more
        assert remade.strangers("", one, lines(library, empty, one)) == []
        assert remade.strangers(one, two, told[:1]) == []
        read = {library.git("rev-parse", f"{two}{place}") for place in ("^{tree}", ":a", ":a/b")}
        assert set(reader.asked) - {one} <= read
        assert set(reader.asked) & read
        assert remade.otherwise == [two]


def test_a_change_is_not_taken_for_that_of_a_file_whose_name_ends_another_ones(
    library: LibraryBuilder,
) -> None:
    """The bytes of ``z100644 a`` end like the whole entry of a file ``a``."""
    one = stored(library, {"m.txt": b"1\n", "z100644 a": b"1\n"})
    two = stored(library, {"m.txt": b"1\n", "z100644 a": b"2\n"})
    (told,) = lines(library, one, two)
    empty = library.git("hash-object", "-t", "tree", "-w", "/dev/null")
    with library.library().repository as repository:
        reader = Reader(repository)
        remade = Remade(reader, "sha1")  # type: ignore[arg-type]  # asks for no more
        assert remade.strangers("", one, lines(library, empty, one)) == []
        assert reader.asked == []
        assert remade.strangers(one, two, [[*told[:4], "a"]]) == []
        assert reader.asked == [two]
        assert remade.otherwise == [two]
        again = Remade(repository.objects, "sha1")
        assert again.strangers("", one, lines(library, empty, one)) == []
        assert again.strangers(one, two, [told]) == []
        assert again.otherwise == []


def test_files_that_a_tree_does_not_hold_are_told(library: LibraryBuilder) -> None:
    tree = stored(library, {"a/b.txt": b"1\n", "a/c.txt": b"2\n"})
    one, two = (library.git("rev-parse", f"{tree}:a/{name}.txt") for name in "bc")
    with library.library().repository as repository:
        remade = Remade(repository.objects, "sha1")
        assert list(remade.lacking(tree, [("a/b.txt", one), ("a/c.txt", two)])) == []
        listed = [("a/b.txt", two), ("a/d.txt", one), ("b.txt", one), ("a/c.txt", two)]
        assert list(remade.lacking(tree, listed)) == ["a/b.txt", "a/d.txt", "b.txt"]


def test_a_folder_that_is_not_there_is_told(library: LibraryBuilder) -> None:
    one = stored(library, {"a/b.txt": b"1\n"})
    with library.library().repository as repository:
        remade = Remade(repository.objects, "sha1")
        missing = "1" * 40
        assert remade.strangers(one, missing, []) == [missing]


def test_folders_of_a_repository_of_sha256_follow_too(tmp_path: Path) -> None:
    root = tmp_path / "new"
    subprocess.run(["git", "init", "-q", "--object-format=sha256", root], check=True)
    git = ["git", "-C", root, "-c", "user.name=x", "-c", "user.email=x@x"]
    from policyreview.repository.intact import Followed
    from policyreview.signoff.walk import walk

    for text in ("1\n", "2\n"):
        (root / "a").mkdir(exist_ok=True)
        (root / "a" / "b.txt").write_text(text)
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-qm", "Write"], check=True)
    with Repository.open(root) as repository:
        tip = repository.resolve("HEAD")
        followed = Followed(repository)
        walk(repository, tip, followed=followed)
        assert list(followed.strangers()) == []
