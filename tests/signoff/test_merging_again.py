"""Merges made again in a store of our own come out as git makes them in the repository."""

from __future__ import annotations

import subprocess
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import LibraryBuilder, a_library
from policyreview.repository.mergestore import MergeStore
from policyreview.signoff.ancestry import ancestry
from policyreview.signoff.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATHS = ["a.txt", "b/c.txt", "b/d.txt", "e/c.txt", "f"]
LINES = "".join(f"{n}\n" for n in range(30))
pieces = st.tuples(st.integers(0, 29), st.sampled_from(["x", "y"]))
edits = st.lists(
    st.tuples(st.sampled_from(PATHS), pieces | st.sampled_from(["gone", *PATHS])), max_size=3
)
commits = st.tuples(edits, st.lists(st.integers(0, 7), min_size=1, max_size=2))
histories = st.lists(commits, min_size=3, max_size=9)


def after(files: dict[str, str], changes: list[tuple[str, object]]) -> dict[str, str]:
    """The files after lines were changed, files deleted or given other names."""
    left = dict(files)
    for path, change in changes:
        if change == "gone":
            left.pop(path, None)
        elif isinstance(change, str):
            if path in left:
                left[change] = left.pop(path)
        else:
            at, word = change  # type: ignore[misc]
            lines = left.get(path, f"{path}\n{LINES}").splitlines(keepends=True)
            lines[min(at, len(lines) - 1)] = f"{at} {word}\n"
            left[path] = "".join(lines)
    return left


def stored(
    library: LibraryBuilder, history: list[tuple[list[tuple[str, object]], list[int]]]
) -> list[str]:
    """The ids of the commits of a history, the last of which has all others behind it."""
    states = [{path: f"{path}\n{LINES}" for path in PATHS[:4]}]
    parents: list[list[int]] = [[]]
    for changes, over in history:
        above = list(dict.fromkeys(at % len(states) for at in over))
        states.append(after(states[above[0]], changes))
        parents.append(above)
    stream = ["reset refs/heads/made\n"]
    for number, (files, over) in enumerate(zip(states, parents, strict=True)):
        stream.append(f"commit refs/heads/made\nmark :{number + 1}\n")
        stream.append(f"committer x <x@x> {1_780_000_000 + number} +0000\ndata 0\n")
        stream += [f"{'merge' if n else 'from'} :{at + 1}\n" for n, at in enumerate(over)]
        stream.append("deleteall\n")
        for path, text in files.items():
            stream.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")
    stream.append(f"commit refs/heads/made\nmark :{len(states) + 1}\n")
    stream.append("committer x <x@x> 1790000000 +0000\ndata 0\n")
    ends = set(range(len(states))) - {at for over in parents for at in over}
    stream += [f"{'merge' if n else 'from'} :{at + 1}\n" for n, at in enumerate(sorted(ends))]
    marks = library.root.parent / "marks"
    subprocess.run(
        ["git", "-C", library.root, "fast-import", "--quiet", "--force", f"--export-marks={marks}"],
        input="".join(stream).encode(),
        check=True,
    )
    found = dict(line.split(" ") for line in marks.read_text().splitlines())
    return [found[f":{number + 1}"] for number in range(len(states) + 1)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> LibraryBuilder:
    return a_library(tmp_path_factory.mktemp("merging")).with_policy()


def of_git(library: LibraryBuilder, ours: str, theirs: str) -> tuple[str, set[str]]:
    words = ["git", "merge-tree", "--write-tree", "--allow-unrelated-histories", "-z"]
    done = subprocess.run(
        [*words, "--no-messages", "--name-only", ours, theirs],
        cwd=library.root,
        capture_output=True,
        check=False,
    )
    tree, *paths = done.stdout.decode().split("\0")
    assert done.returncode in {0, 1}, done.stderr
    return tree.strip(), {path for path in paths if path}


def listed(library: LibraryBuilder, tree: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for line in library.git("ls-tree", "-r", tree).splitlines():
        about, path = line.split("\t")
        mode, _, oid = about.split(" ")
        yield path, (mode, oid)


@given(histories)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_merges_of_any_history_come_out_as_git_makes_them(
    library: LibraryBuilder, history: list[tuple[list[tuple[str, object]], list[int]]]
) -> None:
    *made, tip = stored(library, history)
    with library.library().repository as repository:
        walked = walk(repository, tip)
        store = MergeStore(repository)
        for ours, theirs in list(combinations(made, 2))[-8:]:
            common = ancestry(walked, ours, theirs)
            tree, clashing = store.merge(ours, theirs, common)
            of_git_tree, of_git_paths = of_git(library, ours, theirs)
            assert clashing == of_git_paths
            assert clashing or tree == of_git_tree
            files = dict(listed(library, of_git_tree))
            for path, (base, one, other) in (store.plain(ours, theirs, common) or {}).items():
                if len({base, one, other}) < 3:
                    assert files.get(path) == (other if base == one else one)


def test_lines_of_work_that_run_crosswise_are_merged_as_git_does_it(tmp_path: Path) -> None:
    """Two bases: git merges them first, and what comes of it is the base."""
    library = a_library(tmp_path).with_policy()
    base = [("a.txt", (3, "x"))], [0]
    one, other = ([("a.txt", (9, "x"))], [1]), ([("a.txt", (20, "y"))], [1])
    crossed = [([("a.txt", (9, "x")), ("a.txt", (20, "y"))], over) for over in ([2, 3], [3, 2])]
    later = [([("a.txt", (15, "x"))], [4]), ([("a.txt", (27, "y"))], [5])]
    made = stored(library, [base, one, other, *crossed, *later])  # type: ignore[list-item]
    ours, theirs, tip = made[-3:]
    with library.library().repository as repository:
        walked = walk(repository, tip)
        common = ancestry(walked, ours, theirs)
        assert set(common.bases) == {made[2], made[3]}
        assert common.deeper == (made[1],)
        assert common.edge == made[1]
        merged = MergeStore(repository).merge(ours, theirs, common)
    assert merged == (of_git(library, ours, theirs)[0], frozenset())


def test_what_one_merge_gave_the_next_one_goes_by_without_writing_it_again(
    tmp_path: Path,
) -> None:
    """Git makes its files so that nobody but root may write to them."""
    library = a_library(tmp_path).with_policy()
    sides = [([("a.txt", (at, "x"))], [0]) for at in (3, 12, 21)]
    both = [("a.txt", (12, "x"))], [1, 2]
    _, one, other, third, merge, tip = stored(library, [*sides, both])  # type: ignore[list-item]
    with library.library().repository as repository:
        walked = walk(repository, tip)
        store = MergeStore(repository)
        tree, _ = store.merge(one, other, ancestry(walked, one, other))
        assert tree == repository.commit(merge).tree
        written = store._place(tree).stat().st_mtime_ns
        merged = store.merge(merge, third, ancestry(walked, merge, third))
        assert store._place(tree).stat().st_mtime_ns == written
    assert merged == (of_git(library, merge, third)[0], frozenset())


def test_merging_again_writes_nothing_into_the_repository(library: LibraryBuilder) -> None:
    *made, tip = stored(library, [([("a.txt", (3, "x"))], [0]), ([("a.txt", (9, "y"))], [0])])  # type: ignore[list-item]
    count = library.git("count-objects", "-v")
    with library.library().repository as repository:
        store = MergeStore(repository)
        tree, _ = store.merge(made[1], made[2], ancestry(walk(repository, tip), made[1], made[2]))
        assert store.made(tree) is not None
    assert library.git("count-objects", "-v") == count
