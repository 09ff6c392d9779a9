"""A folder handed over can hold pipes where git reads files: nothing waits for them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command

if TYPE_CHECKING:
    from pathlib import Path

READ = (
    "HEAD", "config", "commondir", "packed-refs", "shallow", "index", "refs/heads/main",
    "refs/replace/x", "objects/info/alternates", "objects/pack/x.idx", "policyreview/journal.json",
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada").with_policy().with_charter()
    assert approve(library, "ada").exit == 0
    return library


@pytest.mark.parametrize("name", READ)
def test_pipe_where_git_reads_a_file_is_named_and_not_waited_for(
    library: LibraryBuilder, name: str
) -> None:
    path = library.root / ".git" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    command(library, "verify").refused(f"{path} is no ordinary file", exit_code=3)


def test_pipe_in_place_of_the_git_folder_is_named(library: LibraryBuilder) -> None:
    (library.root / ".git").rename(library.root / "git")
    os.mkfifo(library.root / ".git")
    command(library, "list").refused(".git is no ordinary file", exit_code=3)


def test_pipe_in_a_linked_work_trees_git_folder_is_named(
    library: LibraryBuilder, tmp_path: Path
) -> None:
    linked = tmp_path / "linked"
    library.git("worktree", "add", "-q", str(linked))
    assert command(LibraryBuilder(linked), "list").exit == 0
    (library.root / ".git" / "packed-refs").unlink(missing_ok=True)
    os.mkfifo(library.root / ".git" / "packed-refs")
    command(LibraryBuilder(linked), "list").refused("packed-refs is no ordinary file", exit_code=3)


def test_pipe_in_place_of_a_text_in_the_work_tree_is_not_opened(library: LibraryBuilder) -> None:
    path = library.root / "policies" / "privacy.md"
    path.unlink()
    os.mkfifo(path)
    assert command(library, "verify").exit == 0
    approve(library, "ada", "2031-01-01").refused("policies/privacy.md is not an ordinary file")
