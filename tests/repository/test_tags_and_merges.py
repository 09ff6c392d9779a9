"""Signed tags, and merges computed without a work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from gitmaking import ADA, Made

from policyreview.errors import CouldNotTell, Refused, WrongUse
from policyreview.repository import Repository, Signing, make_tag, merge_tree

if TYPE_CHECKING:
    from pathlib import Path

NAME = "policy/privacy/2026-12-01"


def test_a_signed_tag_is_made_and_git_agrees(
    library: Made, signing: Signing, key_file: Path, tmp_path: Path
) -> None:
    with Repository.open(library.path) as repository:
        head = repository.resolve("HEAD")
        tag = make_tag(repository, NAME, head, "Manifest\n\n[x]\n", signing, tagger=ADA)
        assert repository.tag(tag.oid) == tag

    assert (tag.name, tag.target, tag.kind, tag.message) == (
        NAME,
        head,
        "commit",
        "Manifest\n\n[x]\n",
    )
    assert tag.tagger == ADA
    assert library.git("rev-parse", f"refs/tags/{NAME}") == tag.oid
    allowed = tmp_path / "allowed"
    allowed.write_text("ada@example.org " + key_file.with_suffix(".pub").read_text())
    library.git("-c", f"gpg.ssh.allowedSignersFile={allowed}", "tag", "-v", NAME)


def test_an_annotated_tag_can_go_unsigned(library: Made) -> None:
    with Repository.open(library.path) as repository:
        tag = make_tag(repository, NAME, repository.resolve("HEAD"), "Text\n", tagger=ADA)

    assert tag.signature is None
    assert tag.payload == tag.raw


def test_a_tag_that_is_there_is_never_moved(library: Made) -> None:
    library.git("tag", NAME, "HEAD~1")
    old = library.git("rev-parse", NAME)

    with (
        Repository.open(library.path) as repository,
        pytest.raises(Refused, match="already"),
    ):
        make_tag(repository, NAME, repository.resolve("HEAD"), "Text\n", tagger=ADA)

    assert library.git("rev-parse", NAME) == old


@pytest.mark.parametrize("name", ["", "-d", "a..b", "a b", "x.lock", "a\nb", "a/", "\0"])
def test_names_that_git_does_not_allow_are_refused(opened: Repository, name: str) -> None:
    with pytest.raises(WrongUse, match="can't be the name of a tag"):
        make_tag(opened, name, opened.resolve("HEAD"), "Text\n", tagger=ADA)


def test_a_tag_whose_signing_fails_is_not_made(library: Made, tmp_path: Path) -> None:
    with Repository.open(library.path) as repository, pytest.raises(CouldNotTell):
        make_tag(
            repository,
            NAME,
            repository.resolve("HEAD"),
            "Text\n",
            Signing("ssh", str(tmp_path / "missing")),
            tagger=ADA,
        )

    assert library.git("tag") == ""


def forked(made: Made, ours: str, theirs: str) -> tuple[str, str]:
    made.add({"a.md": "one\ntwo\nthree\nfour\nfive\n"})
    made.git("checkout", "-q", "-b", "side")
    side = made.add({"a.md": theirs})
    made.git("checkout", "-q", "main")
    return made.add({"a.md": ours}), side


def test_a_clean_merge_gives_gits_tree_and_leaves_the_repository_alone(made: Made) -> None:
    main, side = forked(made, "ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\n")
    objects = sorted((made.path / ".git/objects").rglob("*"))

    with Repository.open(made.path) as repository:
        merged = merge_tree(repository, (main, side))
    assert sorted((made.path / ".git/objects").rglob("*")) == objects

    made.git("merge", "-q", "--no-edit", "side")
    assert merged.tree == made.git("rev-parse", "HEAD^{tree}")
    assert merged.conflicts == ()


def test_a_merge_can_be_kept(made: Made) -> None:
    main, side = forked(made, "ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\n")

    with Repository.open(made.path) as repository:
        merged = merge_tree(repository, (main, side), keep=True)

    assert made.git("cat-file", "-t", str(merged.tree)) == "tree"


def test_a_merge_in_conflict_names_the_files(made: Made) -> None:
    main, side = forked(made, "ONE\n", "TWO\n")

    with Repository.open(made.path) as repository:
        merged = merge_tree(repository, (main, side))

    assert merged.tree is None
    assert merged.conflicts == ("a.md",)


def test_histories_with_nothing_in_common_give_a_sentence(library: Made) -> None:
    other = library.git("commit-tree", "-m", "other", "HEAD^{tree}")

    with (
        Repository.open(library.path) as repository,
        pytest.raises(CouldNotTell, match="nothing in common"),
    ):
        merge_tree(repository, (repository.resolve("HEAD"), other))
