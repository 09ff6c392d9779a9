"""Authors and branches: who counts as having written a change, and words that merges bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import ENGLISH, LibraryBuilder, a_library
from builders.forging import texts_of, verified

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()


def test_a_stamp_makes_nobody_an_author(library: LibraryBuilder) -> None:
    library.sign("ada", day="2030-03-01")
    text = library.read("policies/privacy.md").decode()
    library.commit({"policies/privacy.md": text.replace("your name", "your age")})
    library.sign("ada", day="2030-06-01")
    assert verified(library).approved is True


def test_a_co_author_does_not_approve_either(library: LibraryBuilder) -> None:
    library.commit(
        {"policies/privacy.md": ENGLISH.replace("your name", "your age")},
        "Change\n\nCo-authored-by: Ada Osei <ADA@example.org>",
    )
    assert "separation-of-duties" in {
        bar.code for bar in library.plan("ada", day="2030-03-01").bars
    }


def test_a_sign_off_on_a_branch_counts_after_a_true_merge(library: LibraryBuilder) -> None:
    library.git("checkout", "-q", "-b", "proposal")
    library.commit({"policies/privacy.md": ENGLISH.replace("your name", "your age")})
    library.sign("ada", day="2030-03-01")
    library.git("checkout", "-q", "main")
    library.commit({"README.md": "meanwhile\n"})
    library.git("merge", "-q", "--no-ff", "-m", "Merge proposal", "proposal")
    assert verified(library).approved is True


def test_two_approvals_made_at_once_on_two_branches_merge_and_add_up(tmp_path: Path) -> None:
    library = (
        a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter(needs="legal = 2")
    )
    library.git("branch", "other")
    library.sign("ada", day="2030-03-01")
    library.git("checkout", "-q", "other")
    library.sign("bo", day="2030-03-01")
    library.git("checkout", "-q", "main")
    library.git("merge", "-q", "--no-ff", "-m", "Merge other", "other")
    found = verified(library)
    assert found.approved is True, texts_of(found)
