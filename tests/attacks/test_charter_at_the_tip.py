"""Attacks with a charter that stands on the branch, and that nobody has agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict
from builders.forging import agreed

if TYPE_CHECKING:
    from pathlib import Path

PATH, EVIL = "policies/privacy.md", "policies/evil.md"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    """An approved policy; then a charter that points it at another file."""
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    assert approve(library, "ada").exit == 0
    verdict(library).yes()
    charter = library.read("policyreview.toml").decode().replace("number = 1", "number = 2")
    entry = f'\n[[policy]]\nid = "privacy"\ntexts = [{{ path = "{EVIL}", language = "en" }}]\n'
    evil = library.read(PATH).replace(b"do not sell", b"sell")
    library.commit({"policyreview.toml": charter + entry, EVIL: evil})
    return library


def test_texts_that_an_unapproved_charter_gives_a_policy_are_not_called_approved(
    library: LibraryBuilder,
) -> None:
    verdict(library).says("charter-change-refused", "number 1 stays in force")
    for _ in range(2):  # from what was kept, too
        status = command(library, "status", "privacy")
        assert status.exit == 3
        assert status.out.startswith("privacy  unknown\n")
        assert f"other texts than the one in force does, such as {EVIL}" in status.out
        listed = command(library, "list", "--json").json["policies"]
        assert [p["status"] for p in listed if p["id"] == "privacy"] == ["unknown"]


def test_nobody_signs_for_texts_that_an_unapproved_charter_gives_a_policy(
    library: LibraryBuilder,
) -> None:
    before = library.head
    approve(library, "bo", "2031-01-01").refused("they were not judged")
    assert library.head == before
    assert "2031" not in command(library, "in-force", "--on", "2031-02-01").out


def test_once_the_owners_have_agreed_the_texts_can_be_signed_for(library: LibraryBuilder) -> None:
    agreed(library, "ada", library.read("policyreview.toml").decode())
    assert approve(library, "bo", "2031-01-01").exit == 0
    verdict(library).yes()
