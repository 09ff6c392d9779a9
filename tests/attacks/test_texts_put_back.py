"""Attacks that put an approved version's texts back after another one has replaced them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict

if TYPE_CHECKING:
    from pathlib import Path

PATH = "policies/privacy.md"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    """Two versions, one after the other; then the texts of the first are put back."""
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    assert approve(library, "ada").exit == 0
    first = library.read(PATH)
    library.commit({PATH: first.replace(b"do not sell", b"never sell")})
    assert approve(library, "ada", "2030-06-01").exit == 0
    verdict(library).yes()
    library.commit({PATH: first}, "Put it back")
    return library


def test_texts_of_a_version_that_was_replaced_are_a_change_that_nobody_approved(
    library: LibraryBuilder,
) -> None:
    sentence = "The English text changed after Ada Osei's approval: clauses the beginning and 2.2"
    verdict(library).no("stale", sentence)
    verdict(library).no("stale", sentence)  # from what was kept, too
    status = command(library, "status")
    assert "The text changed since version 2030-06-01 was approved." in status.out
    in_force = command(library, "in-force", "--on", "2030-07-01", "--json").json
    assert in_force["policies"][0]["version"] == "2030-06-01"


def test_texts_put_back_can_be_approved_anew(library: LibraryBuilder) -> None:
    approve(library, "ada", "2030-03-01").refused("lies before 2030-06-01")
    assert approve(library, "ada", "2030-09-01").exit == 0
    verdict(library).yes()


def test_texts_put_back_before_they_bind_can_be_approved_for_the_same_day(
    tmp_path: Path,
) -> None:
    library = a_library(tmp_path).with_signers("ada").with_policy().with_charter()
    assert approve(library, "ada").exit == 0
    first = library.read(PATH)
    library.commit({PATH: first.replace(b"do not sell", b"never sell")})
    assert approve(library, "ada").exit == 0
    library.commit({PATH: first}, "Put it back")
    verdict(library).no("stale", "The English text changed")
    assert approve(library, "ada").exit == 0
    verdict(library).yes()
    assert sorted({path.split("/")[3] for path in library.records()}) == [
        "2030-03-01", "2030-03-01.2", "2030-03-01.3",
    ]  # fmt: skip


def test_withdrawing_the_later_version_leaves_the_earlier_one_approved(
    library: LibraryBuilder,
) -> None:
    key = library.people["ada"].key
    taken_back = ("withdraw", "privacy", "--effective", "2030-06-01", "--key", key)
    assert command(library, *taken_back).exit == 0
    verdict(library).yes()
