"""Merges are made again of bytes that were hashed, whatever else stands under their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library
from builders.commands import approve, verdict
from builders.forging import forged
from builders.packing import handed_over

if TYPE_CHECKING:
    from pathlib import Path

PATH = "policies/privacy.md"
ADA = "Ada Osei <ada@example.org>"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    library = a_library(tmp_path).with_signers("ada", "bo").with_policy().with_charter()
    approve(library, "bo")
    return library


def merged(library: LibraryBuilder, *, more: str) -> dict[str, str]:
    """Two lines that change other clauses, and Ada's merge of them with a word of her own.

    Returns:
        The ids of the text where they part, on each side, and as the side would have to be for the
        merge to be one that git gives.
    """
    text = library.read(PATH).decode()
    blobs = {"base": library.git("rev-parse", f"HEAD:{PATH}")}
    theirs = text.replace("your name and", "your name, your age and")
    ours = text.replace("provide the service", "provide and mend the service")
    library.git("checkout", "-q", "-b", "side")
    library.commit({PATH: theirs})
    blobs["theirs"] = library.git("rev-parse", f"HEAD:{PATH}")
    library.git("checkout", "-q", "main")
    library.commit({PATH: ours})
    blobs["ours"] = library.git("rev-parse", f"HEAD:{PATH}")
    library.git("merge", "-q", "--no-ff", "--no-commit", "side")
    both = library.read(PATH).decode()
    library.commit({PATH: both.replace("We do not sell it.", more)}, "Merge side", author=ADA)
    blobs["as if"] = theirs.replace("We do not sell it.", more)
    return blobs


def test_merge_of_a_text_that_stands_in_two_packs(library: LibraryBuilder, tmp_path: Path) -> None:
    blobs = merged(library, more="We sell it.")
    forged(library, library.plan("ada", day="2031-01-01"), sign_with=library.people["ada"].key)
    verdict(library).no("evil-merge", f"{PATH} holds what merging its parents does not give")
    other = {blobs["theirs"]: ("blob", blobs["as if"].encode())}
    handed = handed_over(
        library, tmp_path / "two packs", beside=[blobs["base"], blobs["ours"]], other=other
    )
    merge = handed.git("log", "--merges", "-1", "--format=%H")
    made = handed.git("merge-tree", "--write-tree", f"{merge}^1", f"{merge}^2")
    assert made == handed.git("rev-parse", f"{merge}^{{tree}}")  # git is given the other bytes
    found = verdict(handed)
    assert (found.exit, found.approved) == (1, False)
    found.says("merge-unknown", f"unable to read blob object {blobs['theirs']}")
