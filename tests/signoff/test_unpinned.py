"""Trust taken as found: charters that nobody pinned, and repositories without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.forging import codes_of, texts_of, verified

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def test_an_unpinned_charter_is_never_passed_over_in_silence(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    report = library.verify()
    assert report.ok is True
    assert not report.strict_ok
    assert "trusted as found in this repository" in " ".join(f.text for f in report.findings)


def test_without_a_charter_signatures_are_shown_and_nothing_is_approved(tmp_path: Path) -> None:
    library = a_library(tmp_path).with_signers("ada").with_policy()
    library.git("config", "user.name", "Ada")
    library.git("config", "user.email", "ada@example.org")
    library.sign("ada", day="2030-03-01")
    found = verified(library)
    assert found.approved is None
    assert "no-charter" in codes_of(found)
    assert "signed 'approve'" in texts_of(found)
    assert "SHA256:" in texts_of(found)
    assert library.verify().ok is None
