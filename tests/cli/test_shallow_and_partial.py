"""Clones whose history is cut, or that lack files: what they can't tell is unknown, not bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict

if TYPE_CHECKING:
    from pathlib import Path

UNSHALLOW = "Run 'git fetch --unshallow'."
REFETCH = "Run 'git fetch --refetch --no-filter', or clone it again."


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    approve(library, "ada")
    library.git("config", "uploadpack.allowFilter", "true")
    return library


def cloned(library: LibraryBuilder, root: Path, *options: str) -> LibraryBuilder:
    library.git("clone", "-q", *options, f"file://{library.root}", str(root))
    return LibraryBuilder(root, library.people, library.clock)


@pytest.fixture
def shallow(library: LibraryBuilder, tmp_path: Path) -> LibraryBuilder:
    return cloned(library, tmp_path / "shallow", "--depth", "1")


@pytest.fixture
def partial(library: LibraryBuilder, tmp_path: Path) -> LibraryBuilder:
    clone = cloned(library, tmp_path / "partial", "--filter=blob:none", "--no-checkout")
    library.root.rename(tmp_path / "offline")
    return clone


def is_unknown(clone: LibraryBuilder, mend: str) -> None:
    """Every command says that it could not tell, and how that is mended."""
    found = verdict(clone)
    assert (found.exit, found.approved) == (3, None)
    assert mend in found.text
    listed = command(clone, "list")
    assert listed.exit == 0
    assert "privacy  unknown" in listed.out
    assert "broken" not in listed.out
    (one,) = command(clone, "list", "--json").json["policies"]
    assert one["status"] == "unknown"
    answer = command(clone, "status")
    assert answer.exit == 3
    assert answer.out.startswith("privacy  unknown\n")
    assert mend in answer.out
    answer = command(clone, "in-force", "privacy", "--on", "2031-01-01")
    answer.refused(mend, exit_code=3)
    answer = command(clone, "in-force", "--on", "2031-01-01", "--json")
    assert (answer.exit, answer.json["policies"][0]["version"]) == (3, None)
    command(clone, "show", "privacy", "--at", "2031-01-01").refused(mend, exit_code=3)
    command(clone, "trust").refused("git fetch", exit_code=3)


def test_shallow_clone_is_told_as_one(shallow: LibraryBuilder) -> None:
    is_unknown(shallow, UNSHALLOW)
    verdict(shallow).says("history-incomplete", "The clone is shallow")
    shallow.git("fetch", "-q", "--unshallow")
    verdict(shallow).yes()
    assert "privacy  approved" in command(shallow, "list").out


def test_partial_clone_without_its_origin_is_told_as_one(
    partial: LibraryBuilder, tmp_path: Path
) -> None:
    is_unknown(partial, REFETCH)
    found = verdict(partial)
    found.says("files-missing", "it lacks policyreview.toml")
    assert "charter-invalid" not in found.codes
    (tmp_path / "offline").rename(tmp_path / "library")
    partial.git("fetch", "-q", "--refetch", "--no-filter")
    verdict(partial).yes()
    assert "privacy  approved" in command(partial, "list").out


def test_clone_without_folders_ends_in_a_sentence(library: LibraryBuilder, tmp_path: Path) -> None:
    clone = cloned(library, tmp_path / "bare", "--filter=tree:0", "--no-checkout")
    library.root.rename(tmp_path / "offline")
    for asked in ("list", "status"):
        answer = command(clone, asked)
        answer.refused("is missing from the repository", exit_code=3)
        assert "'git fetch --refetch --no-filter' gets what" in answer.err
    command(clone, "verify").refused("The repository is incomplete", exit_code=3)


def test_partial_clone_in_which_nobody_signs_is_told_as_one(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_policy()
    library.git("config", "uploadpack.allowFilter", "true")
    clone = cloned(library, tmp_path / "partial", "--filter=blob:none", "--no-checkout")
    library.root.rename(tmp_path / "offline")
    answer = command(clone, "status")
    assert (answer.exit, answer.out.split("\n")[0]) == (3, "privacy  unknown")
    assert "is missing from the repository" in answer.out


def test_signer_in_a_shallow_clone_is_warned(shallow: LibraryBuilder) -> None:
    answer = approve(shallow, "bo", "2030-03-01", "--dry-run")
    assert UNSHALLOW in answer.out + answer.err, answer
