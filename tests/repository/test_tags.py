"""Signed tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from gitmaking import ADA, Made

from policyreview.errors import CouldNotTell, Refused, WrongUse
from policyreview.repository import Repository, Signing, make_tag

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
