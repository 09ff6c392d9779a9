"""A sign-off in every kind of repository, work tree and index."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from gitmaking import ADA, Made, initialised
from signing_off import CHANGES, PRIVACY, RECORD, edit, sign_off

from policyreview.errors import CouldNotTell
from policyreview.repository import Repository, Signing, commit_files

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_commit_of_an_empty_repository_can_be_made(made: Made) -> None:
    with Repository.open(made.path) as repository:
        oid = commit_files(
            repository, ref="HEAD", expected=None, changes=CHANGES, message="Begin\n", author=ADA
        )

    assert made.git("rev-list", "HEAD") == oid
    assert made.git("status", "--porcelain") == ""


def test_a_bare_repository_can_be_written(library: Made, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(library.path), str(bare)], check=True)

    oid = sign_off(bare, ref="refs/heads/main")

    assert Made(bare).git("rev-parse", "main") == oid


def test_a_branch_that_is_not_checked_out_is_written_without_touching_the_files(
    library: Made,
) -> None:
    library.git("branch", "proposal")
    edit(library)

    oid = sign_off(library.path, ref="refs/heads/proposal")

    assert library.git("rev-parse", "proposal") == oid
    assert library.git("status", "--porcelain") == f" M {PRIVACY}"
    assert not (library.path / ".policyreview").exists()


def test_a_linked_work_tree_and_the_main_one_both_follow_their_branch(
    library: Made, tmp_path: Path
) -> None:
    other = Made(tmp_path / "other")
    library.git("worktree", "add", "-q", "-b", "side", str(other.path))

    sign_off(other.path)
    sign_off(other.path, ref="refs/heads/main")
    sign_off(library.path, ref="refs/heads/side", changes={"policies/terms.md": b"new\n"})

    for tree in (library, other):
        assert tree.git("status", "--porcelain") == ""
        assert (tree.path / RECORD).exists()
    assert (other.path / "policies/terms.md").read_text() == "new\n"


def test_a_work_tree_elsewhere_follows(library: Made, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    library.git("config", "core.worktree", str(elsewhere))
    library.git("checkout", "-q", "-f", "main")
    (elsewhere / ".git").write_text(f"gitdir: {library.path / '.git'}\n")

    sign_off(elsewhere)

    assert (elsewhere / RECORD).exists()
    assert Made(elsewhere).git("status", "--short") == ""


def test_a_folder_that_knows_nothing_of_the_repository_is_not_its_work_tree(
    library: Made, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    library.git("config", "core.worktree", str(elsewhere))

    for way in (library.path, library.path / ".git"):
        with pytest.raises(CouldNotTell, match="says that its files are in"):
            sign_off(way)

    assert list(elsewhere.iterdir()) == []


def test_a_submodules_checkout_follows(library: Made, tmp_path: Path) -> None:
    outer = initialised(tmp_path / "outer")
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(library.path), "sub"
    )
    outer.commit("Add submodule")

    sign_off(outer.path / "sub")

    assert Made(outer.path / "sub").git("status", "--porcelain") == ""
    assert (outer.path / "sub" / RECORD).exists()


def test_a_sha256_repository_can_be_written(tmp_path: Path, signing: Signing) -> None:
    library = initialised(tmp_path / "long", "--object-format=sha256")
    library.add({PRIVACY: "# Privacy\n"})

    oid = sign_off(library.path, sign=signing)

    assert len(oid) == 64
    assert library.git("status", "--porcelain") == ""
    with Repository.open(library.path) as repository:
        assert b"SSH SIGNATURE" in (repository.commit(oid).signature or b"")


@pytest.mark.parametrize("setting", ["core.splitIndex", "feature.manyFiles", "core.untrackedCache"])
def test_other_forms_of_the_index_follow(library: Made, setting: str) -> None:
    library.git("config", setting, "true")
    library.add({"policies/more.md": "more\n"})

    sign_off(library.path)

    assert library.git("status", "--porcelain") == ""
    library.add({"policies/more.md": "more and more\n"})
    assert RECORD in library.git("ls-tree", "-r", "--name-only", "HEAD")


def test_marks_of_sparse_and_assumed_files_are_kept(library: Made) -> None:
    library.git("update-index", "--assume-unchanged", PRIVACY)
    library.git("update-index", "--skip-worktree", "policies/terms.md")
    library.write("policies/terms.md", "my own\n")

    sign_off(library.path)

    marks = library.git("ls-files", "-v", "policies").split("\n")
    assert marks == [f"h {PRIVACY}", "S policies/terms.md"]
    assert (library.path / "policies/terms.md").read_text() == "my own\n"


def test_a_text_left_out_of_a_sparse_checkout_is_signed_without_appearing(library: Made) -> None:
    library.add({"docs/a.md": "a\n"})
    library.git("sparse-checkout", "set", "--cone", "--sparse-index", "docs")
    assert not (library.path / PRIVACY).exists()

    sign_off(library.path)

    assert not (library.path / PRIVACY).exists()
    assert library.git("show", f"HEAD:{PRIVACY}") == CHANGES[PRIVACY].decode().rstrip("\n")
    assert library.git("status", "--porcelain") == ""
