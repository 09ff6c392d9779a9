"""A look at HEAD without git: it says what git says, or nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from gitmaking import initialised

from policyreview.repository import Repository
from policyreview.repository.glance import glance

if TYPE_CHECKING:
    from pathlib import Path

    from gitmaking import Made


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = initialised(tmp_path / "library")
    made.add({"policies/privacy.md": "# Privacy\n"})
    return made


def as_git_says(folder: Path) -> tuple[str, str | None, str | None]:
    with Repository.open(folder) as repository:
        head = repository.head()
        return str(repository.common_dir), head.commit, head.branch


def test_a_branch_is_told_with_its_commit(made: Made) -> None:
    assert glance(str(made.path)) == as_git_says(made.path)
    assert glance(str(made.path / "policies")) == as_git_says(made.path)


def test_a_branch_with_slashes_and_chinese_is_told(made: Made) -> None:
    made.git("checkout", "-q", "-b", "修订/隐私")
    assert glance(str(made.path)) == as_git_says(made.path)


def test_packed_refs_are_read_and_a_loose_ref_outranks_them(made: Made) -> None:
    made.git("pack-refs", "--all")
    assert glance(str(made.path)) == as_git_says(made.path)
    made.add({"policies/privacy.md": "# Privacy, newer\n"})
    assert glance(str(made.path)) == as_git_says(made.path)


def test_a_detached_head_is_told_without_a_branch(made: Made) -> None:
    made.git("checkout", "-q", "--detach")
    told = glance(str(made.path))
    assert told == as_git_says(made.path)
    assert told is not None
    assert told[2] is None


def test_a_repository_of_the_newer_object_format_is_told(tmp_path: Path) -> None:
    made = initialised(tmp_path / "library", "--object-format=sha256")
    made.add({"policies/privacy.md": "# Privacy\n"})
    assert glance(str(made.path)) == as_git_says(made.path)


def test_nothing_is_said_of_a_branch_without_a_commit(tmp_path: Path) -> None:
    assert glance(str(initialised(tmp_path / "library").path)) is None


def test_nothing_is_said_where_there_is_no_repository(tmp_path: Path, made: Made) -> None:
    assert glance(str(tmp_path)) is None
    assert glance(str(made.path / "nothing")) is None
    assert glance(str(made.path / "policies/privacy.md")) is None


def test_nothing_is_said_of_linked_work_trees_and_bare_repositories(
    tmp_path: Path, made: Made
) -> None:
    made.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "other")
    made.git("clone", "-q", "--bare", str(made.path), str(tmp_path / "bare"))
    assert glance(str(tmp_path / "linked")) is None
    assert glance(str(tmp_path / "bare")) is None
    assert glance(str(made.path / ".git")) is None


@pytest.mark.parametrize(
    "head",
    [
        b"ref: refs/heads/../../../secret\n",
        b"ref: refs/heads/main\x00\n",
        b"ref: HEAD\n",
        b"\xff\xfe",
        b"",
        b"ref: " * 5000,
    ],
)
def test_a_forged_head_is_passed_over(made: Made, head: bytes) -> None:
    (made.path.parent / "secret").write_text("1" * 40)
    (made.path / ".git" / "HEAD").write_bytes(head)
    assert glance(str(made.path)) is None


def test_a_head_that_is_a_pipe_or_a_link_holds_nothing_up(made: Made) -> None:
    head = made.path / ".git" / "HEAD"
    head.unlink()
    os.mkfifo(head)
    assert glance(str(made.path)) is None
    head.unlink()
    (made.path.parent / "elsewhere").write_text("1" * 40)
    head.symlink_to(made.path.parent / "elsewhere")
    assert glance(str(made.path)) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_nothing_is_said_of_a_repository_of_somebody_else(made: Made) -> None:
    os.chown(made.path / ".git", 12345, 12345)
    assert glance(str(made.path)) is None
