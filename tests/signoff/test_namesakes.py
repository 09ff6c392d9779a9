"""Two signers whose names look the same: a reader can tell all the same who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_library
from builders.commands import approve, command, verdict
from builders.library import charter_text
from policyreview.signoff.charter import load
from policyreview.signoff.namesakes import alike

if TYPE_CHECKING:
    from pathlib import Path

    from builders import LibraryBuilder


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo", "cy").with_policy()


def charter(library: LibraryBuilder, **names: str) -> str:
    text = charter_text(list(library.people.values()), needs="legal = 2")
    for person, name in names.items():
        text = text.replace(f'"{library.people[person].name}"', f'"{name}"')
    return text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Osei", "Ada Osei", True),
        ("Ada Osei", "ADA  OSEI ", True),
        ("Ada Osei", "Ａｄａ　Ｏｓｅｉ", True),
        ("Ada Osei", "Ada\u00a0Osei", True),
        ("Ada Osei", "Ada\u200b Osei", False),  # shown by a mark
        ("Ada Osei", "Ada Osei-Bonsu", False),
        ("林悦", "林月", False),
    ],
)
def test_names_are_alike_when_a_reader_could_not_tell_them_apart(
    library: LibraryBuilder, one: str, other: str, same: bool
) -> None:
    made = load(charter(library, ada=one, bo=other).encode())
    assert (made.signers[0].name == one) is not same
    assert len({signer.name for signer in made.signers}) == 3
    assert not alike(made.signers)


def test_a_name_made_to_look_like_one_with_an_id_is_told_apart_too(library: LibraryBuilder) -> None:
    text = charter(library, ada="Ada Osei", bo="Ada Osei", cy="Ada Osei (ada)")
    names = [signer.name for signer in load(text.encode()).signers]
    assert names == ["Ada Osei (ada) (ada)", "Ada Osei (bo)", "Ada Osei (ada) (cy)"]


def test_the_check_of_a_charter_names_them(library: LibraryBuilder) -> None:
    library.with_charter(charter(library, bo="Ada Osei"))
    found = command(library, "charter", "check")
    assert found.exit == 1
    assert "Signers ada, bo are all called Ada Osei" in found.out


def test_what_they_signed_counts_and_says_which_of_them_it_was(library: LibraryBuilder) -> None:
    library.with_charter(charter(library, bo="Ada Osei"))
    approve(library, "ada")
    approve(library, "bo")
    verdict(library).yes()
    told = command(library, "verify").out
    assert "Approved by Ada Osei (ada) (legal)" in told
    assert "Approved by Ada Osei (bo) (legal)" in told
