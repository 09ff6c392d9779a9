"""A journal that somebody hands over with a repository: it touches no folder but the work tree."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command
from builders.forging import raw_object

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "0123456789abcdef"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada").with_charter().with_policy()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of the user's own, with a file whose bytes anybody knows."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / ".profile").write_text("usual\n")
    return folder


def work_tree_at(library: LibraryBuilder, root: Path, branch: str = "other") -> Path:
    """A git folder that says that its work tree is there."""
    git_dir = library.root / ".git" / "worktrees" / "x"
    git_dir.mkdir(parents=True)
    (git_dir / "gitdir").write_text(f"{root}/.git\n")
    (git_dir / "commondir").write_text("../..\n")
    (git_dir / "HEAD").write_text(f"ref: refs/heads/{branch}\n")
    return git_dir


def with_journal(library: LibraryBuilder, git_dir: Path, old: str, new: str) -> None:
    """A journal of a sign-off that stands on its branch, and whose files are to follow."""
    folder = library.root / ".git" / "policyreview"
    folder.mkdir(exist_ok=True)
    files = [["authorized_keys", "100644", None, new], [".profile", "100644", old, new]]
    values = {"format": 1, "token": TOKEN, "ref": "refs/heads/main", "old": None}
    values |= {"new": library.head, "trees": [str(git_dir)], "files": files, "made": []}
    (folder / "journal.json").write_text(json.dumps(values))


def blobs(library: LibraryBuilder) -> tuple[str, str]:
    return raw_object(library, "blob", b"usual\n"), raw_object(library, "blob", b"evil\n")


def untouched(folder: Path) -> bool:
    there = {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}
    return there == {".profile": "usual\n"}


def test_work_tree_that_a_repository_claims_is_not_written_to(
    library: LibraryBuilder, outside: Path
) -> None:
    with_journal(library, work_tree_at(library, outside), *blobs(library))
    assert command(library, "list").exit == 0
    assert untouched(outside)


def test_work_tree_of_another_repository_is_not_written_to(
    library: LibraryBuilder, outside: Path, tmp_path: Path
) -> None:
    own = LibraryBuilder(tmp_path / "own")
    own.root.mkdir()
    own.git("init", "-q", "-b", "main")
    own.commit({"README.md": "Mine.\n"})
    own.git("worktree", "add", "-q", str(tmp_path / "beside"))
    (tmp_path / "beside" / ".profile").write_text("usual\n")
    linked = library.root / ".git" / "worktrees"
    linked.symlink_to(own.root / ".git" / "worktrees")
    for git_dir in (linked / "beside", own.root / ".git" / "worktrees" / "beside"):
        with_journal(library, git_dir, *blobs(library))
        assert command(library, "list").exit == 0
        assert (tmp_path / "beside" / ".profile").read_text() == "usual\n"
        assert not (tmp_path / "beside" / "authorized_keys").exists()


def test_branch_that_is_said_to_be_checked_out_elsewhere_is_not_signed_on(
    library: LibraryBuilder, outside: Path
) -> None:
    work_tree_at(library, outside, "main")
    approve(library, "ada").refused("is not there or is not its work tree")
    assert untouched(outside)


def test_folder_of_the_journal_that_leads_elsewhere_is_not_written_to(
    library: LibraryBuilder, outside: Path
) -> None:
    with_journal(library, library.root / ".git", *blobs(library))
    folder = library.root / ".git" / "policyreview"
    (folder / "journal.json").rename(outside / "journal.json")
    folder.rmdir()
    folder.symlink_to(outside)
    (outside / "lock").write_text("mine\n")
    assert "leads elsewhere" in command(library, "list").err
    approve(library, "ada").refused("leads elsewhere", exit_code=3)
    assert (outside / "lock").read_text() == "mine\n"
    assert (outside / "journal.json").exists()


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_what_stands_in_place_of_a_waiting_file_is_neither_opened_nor_followed(
    library: LibraryBuilder, outside: Path, kind: str
) -> None:
    with_journal(library, library.root / ".git", *blobs(library))
    waiting = library.root / f".authorized_keys.policyreview-{TOKEN}"
    if kind == "pipe":
        os.mkfifo(waiting)
    else:
        waiting.symlink_to(outside / ".profile")
    assert command(library, "list").exit == 0
    assert (library.root / "authorized_keys").read_text() == "evil\n"
    assert untouched(outside)


def test_question_in_place_of_the_journals_branch_is_not_asked(library: LibraryBuilder) -> None:
    with_journal(library, library.root / ".git", *blobs(library))
    journal = library.root / ".git" / "policyreview" / "journal.json"
    asked = journal.read_text().replace("heads/main", "heads/main^{/Add}")
    journal.write_text(asked)
    assert "it names no branch of this program's" in command(library, "list").err
    assert journal.read_text() == asked
