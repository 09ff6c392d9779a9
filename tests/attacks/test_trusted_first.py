"""What the user said to trust and has seen before: other histories, damaged files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, command, verdict

if TYPE_CHECKING:
    from pathlib import Path

PATH = "policies/privacy.md"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    assert approve(library, "ada").exit == 0
    return library


def with_another_history(library: LibraryBuilder) -> None:
    """The same files on a new first commit."""
    assert command(library, "trust", "--pin").exit == 0
    library.git("checkout", "-q", "--orphan", "another")
    library.git("commit", "-q", "-m", "Begin anew")
    library.git("branch", "-f", "main")
    library.git("checkout", "-q", "main")


def kept(folder: Path) -> Path:
    (file,) = folder.glob("*.json")
    return file


@pytest.mark.parametrize("verb", ["approve", "reject", "comment"])
def test_44_nobody_signs_on_a_history_that_is_not_the_pinned_one(
    library: LibraryBuilder, verb: str
) -> None:
    with_another_history(library)
    before = library.head
    more = ["--effective", "2031-01-01"] if verb == "approve" else ["-m", "Look."]
    answer = command(library, verb, "privacy", "--key", library.people["bo"].key, *more)
    answer.refused("This is not the repository that you trust")
    assert "'policyreview trust' shows what is here" in answer.err
    assert library.head == before
    assert command(library, "trust", "--pin").exit == 0
    assert approve(library, "bo", "2031-01-01").exit == 0


def test_44_no_owner_agrees_to_a_charter_on_a_history_that_is_not_the_pinned_one(
    library: LibraryBuilder,
) -> None:
    with_another_history(library)
    charter = library.read("policyreview.toml").decode()
    library.commit({"policyreview.toml": charter.replace("number = 1", "number = 2")})
    before = library.head
    answer = command(library, "charter", "sign", "--key", library.people["ada"].key)
    answer.refused("This is not the repository that you trust")
    assert library.head == before


def test_pin_that_cannot_be_read_leaves_open_what_is_approved(
    library: LibraryBuilder, own_world: Path
) -> None:
    assert command(library, "trust", "--pin").exit == 0
    pin = kept(own_world / "config" / "trust")
    there = pin.read_text()
    pin.write_text("{")
    found = verdict(library)
    assert (found.exit, found.approved) == (3, None)
    found.says("pin-unread", "The file that says which charter you trust cannot be read")
    approve(library, "bo", "2031-01-01").refused("cannot be read", exit_code=3)
    assert command(library, "verify", "--strict").exit == 1
    pin.write_text(there)
    verdict(library).yes()


@pytest.mark.parametrize("data", ["", "{", "[]", '{"branches": {"main": 1}, "tags": {}}'])
def test_34_marks_that_cannot_be_read_hide_no_rollback(
    library: LibraryBuilder, own_world: Path, data: str
) -> None:
    verdict(library).yes()
    marks = kept(own_world / "state" / "seen")
    there = marks.read_text()
    library.git("reset", "-q", "--hard", "HEAD^")
    marks.write_text(data)
    found = verdict(library)
    assert found.exit == 3
    found.says("marks-unread", f"Look at {marks}; remove it to go on")
    assert marks.read_text() == data
    marks.write_text(there)
    verdict(library).says("rollback", "seen on main before, is no longer in its history")
    answer = approve(library, "bo", "2031-01-01")
    assert "is no longer in its history" in answer.err


def test_34_marks_of_many_branches_hide_no_rollback(
    library: LibraryBuilder, own_world: Path
) -> None:
    verdict(library).yes()
    marks = kept(own_world / "state" / "seen")
    values = json.loads(marks.read_text())
    signed = {f"policy-{n}": "0" * 40 for n in range(10_000)}
    for n in range(20):
        values["branches"][f"branch-{n}"] = {"tip": "0" * 40, "charter": 1, "signed": signed}
    marks.write_text(json.dumps(values))
    library.git("reset", "-q", "--hard", "HEAD^")
    verdict(library).says("rollback", "seen on main before, is no longer in its history")
