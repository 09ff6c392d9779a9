"""The history in one pass: what stood at a path at each point of the first-parent line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import a_library
from policyreview.signoff.walk import walk

if TYPE_CHECKING:
    from pathlib import Path

MANY = [f"many/{number}.txt" for number in range(20)]
FEW = ["few/one.txt", "few/two.txt"]


def test_what_stands_at_a_path_is_told_for_every_point_of_the_line(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy()
    library.commit(dict.fromkeys(MANY, "1\n"))
    library.commit(dict.fromkeys(FEW, "1\n"))
    library.commit({FEW[0]: "2\n", MANY[0]: "2\n"})
    library.commit({**dict.fromkeys(MANY, "3\n"), FEW[0]: "3\n"})
    library.commit({FEW[0]: None, MANY[1]: None})
    library.commit({FEW[0]: "4\n"})
    with library.library().repository as repository:
        steps = walk(repository, library.head)
        for landing, position in enumerate(steps.line):
            commit = steps.steps[position].commit
            listed = {entry.path: entry for entry in repository.tree(commit)}
            for path in [*MANY, *FEW, "policies/privacy.md", "none.txt"]:
                told, there = steps.on_line(path, landing), listed.get(path)
                assert (told and (told.new_mode, told.new)) == (there and (there.mode, there.oid))


def test_equal_words_of_a_history_are_kept_once(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy()
    library.commit({"a.txt": "1\n"})
    library.commit({"a.txt": "2\n"})
    with library.library().repository as repository:
        first, second = walk(repository, library.head).steps[-2:]
    assert second.parents[0] is first.commit
    assert second.changes[0].path is first.changes[0].path
    assert second.changes[0].old is first.changes[0].new
