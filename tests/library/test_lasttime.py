"""The rows of the last time: those of the same commit, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders.library import CHINESE, ENGLISH, LibraryBuilder, a_library
from policyreview.library.lasttime import last_time

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def listed(tmp_path: Path) -> LibraryBuilder:
    """A library that has been looked through once."""
    builder = a_library(tmp_path).with_policy("privacy", ENGLISH, zh_CN=CHINESE)
    builder.with_policy("cookies", "# Cookies\n\nEffective Date: June 1, 2026\n\nWe set one.\n")
    with (library := builder.library()).repository:
        assert len(library.policies) == 2
    return builder


def test_the_rows_of_the_last_time_are_those_of_the_library(listed: LibraryBuilder) -> None:
    known = last_time(str(listed.root))
    with (library := listed.library()).repository:
        assert known is not None
        assert known.policies == library.policies
        assert (known.commit, known.branch) == (library.commit, library.ref)


def test_a_library_never_looked_through_has_none(tmp_path: Path) -> None:
    builder = a_library(tmp_path).with_policy("privacy", ENGLISH)
    assert last_time(str(builder.root)) is None


def test_a_new_commit_has_none(listed: LibraryBuilder) -> None:
    listed.commit({"policies/privacy.md": ENGLISH + "\nMore.\n"}, "More")
    assert last_time(str(listed.root)) is None


def test_another_repository_with_the_same_commit_has_none(
    listed: LibraryBuilder, tmp_path: Path
) -> None:
    listed.git("clone", "-q", str(listed.root), str(tmp_path / "clone"))
    assert last_time(str(tmp_path / "clone")) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"policies": 3}'])
def test_a_damaged_cache_gives_none(listed: LibraryBuilder, own_world: Path, damage: bytes) -> None:
    (listing,) = (own_world / "cache" / "library").glob("*.list.json")
    whole = listing.read_bytes()
    listing.write_bytes(damage)
    assert last_time(str(listed.root)) is None
    listing.write_bytes(whole.replace(b'"policies":[[', b'"policies":[[1,2],['))
    assert last_time(str(listed.root)) is None


def test_no_row_is_kept_from_another_form_of_the_cache(
    listed: LibraryBuilder, own_world: Path
) -> None:
    (listing,) = (own_world / "cache" / "library").glob("*.list.json")
    data = listing.read_bytes()
    listing.write_bytes(data.replace(b'{"format":[1,', b'{"format":[0,'))
    assert last_time(str(listed.root)) is None
