"""Attacks on the releases that are kept from one verification to the next."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import Answer, approve, command

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "policy/privacy/2030-03-01"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    assert approve(library, "ada").exit == 0
    assert command(library, "release", "privacy", "--key", library.people["ada"].key).exit == 0
    assert command(library, "verify").exit == 0
    return library


def kept() -> Path:
    (file,) = (Path(os.environ["POLICYREVIEW_CACHE_DIR"]) / "verified").glob("*.releases")
    return file


def refused(library: LibraryBuilder, code: str) -> None:
    answer = command(library, "verify", "--json")
    assert answer.exit == 1, answer
    assert code in codes(answer)


def codes(answer: Answer) -> set[str]:
    (release,) = answer.json["releases"]
    return {reason["code"] for reason in release["reasons"]}


def test_a_library_with_a_release_is_warm_and_says_the_same(library: LibraryBuilder) -> None:
    assert kept().stat().st_mode & 0o777 == 0o600
    first = command(library, "verify", "--json")
    record = library.records()[0]
    blob = library.git("rev-parse", f"HEAD:{record}")
    (library.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()  # nobody reads it again
    again = command(library, "verify", "--json")
    assert (first.exit, first.out) == (again.exit, again.out)
    assert codes(again) == {"released"}


def test_a_tag_moved_since_is_found(library: LibraryBuilder) -> None:
    before = library.git("rev-parse", f"refs/tags/{NAME}")
    library.commit({"notes.txt": "Nothing of a policy."})
    library.git("tag", "-f", "-a", "-m", "Other words", NAME)
    assert library.git("rev-parse", f"refs/tags/{NAME}") != before
    refused(library, "tag-moved")


def test_a_lightweight_tag_in_its_place_is_found(library: LibraryBuilder) -> None:
    library.git("tag", "-f", NAME, f"refs/tags/{NAME}^{{commit}}")
    refused(library, "tag-lightweight")


def test_a_second_tag_is_verified(library: LibraryBuilder) -> None:
    library.git("tag", "policy/privacy/2031-01-01", "HEAD")
    answer = command(library, "verify", "--json")
    assert answer.exit == 1
    assert [one["ok"] for one in answer.json["releases"]] == [True, False]


def test_a_tag_object_that_is_gone_is_unknown(library: LibraryBuilder) -> None:
    tag = library.git("rev-parse", f"refs/tags/{NAME}")
    (library.root / ".git" / "objects" / tag[:2] / tag[2:]).unlink()
    assert command(library, "verify").exit != 0


@pytest.mark.parametrize(
    "poison",
    [
        lambda seal, rows: seal + b"\n" + rows,
        lambda _, rows: b"0" * 64 + b"\n" + rows,
        lambda seal, rows: (seal + b"\n" + rows)[:-9],
        lambda _seal, _rows: b"",
    ],
    ids=["edited", "resealed", "cut", "empty"],
)
def test_edited_releases_are_not_believed(
    library: LibraryBuilder, poison: Callable[[bytes, bytes], bytes]
) -> None:
    library.git("tag", "-f", NAME, f"refs/tags/{NAME}^{{commit}}")
    refused(library, "tag-lightweight")
    file = kept()
    seal, _, body = file.read_bytes().partition(b"\n")
    rows = json.loads(body)
    rows[0][0] = True
    file.write_bytes(poison(seal, json.dumps(rows).encode()))
    refused(library, "tag-lightweight")


def test_releases_kept_before_a_policy_was_asked_alone_are_whole(library: LibraryBuilder) -> None:
    first = command(library, "verify", "--json")
    kept().unlink()
    assert command(library, "verify", "privacy").exit == 0
    assert not list((Path(os.environ["POLICYREVIEW_CACHE_DIR"]) / "verified").glob("*.releases"))
    assert command(library, "verify", "--json").out == first.out
