"""What is kept of a text is what reading it whole would tell, however long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders.library import CHINESE, ENGLISH, a_library
from policyreview.library import open_library
from policyreview.library.apart import APART_LONG, apart_of

if TYPE_CHECKING:
    from pathlib import Path


def long(text: str) -> str:
    """The text with further clauses, far beyond the length at which a file is taken apart aside."""
    more = (f"\n## {n}. Clause {n}\n\n{text.splitlines()[-1] * 6}\n" for n in range(9, 2500))
    return text + "".join(more)


def test_a_long_text_is_kept_as_a_short_one_is(tmp_path: Path) -> None:
    text = long(ENGLISH)
    assert len(text) > APART_LONG
    builder = a_library(tmp_path).with_policy("privacy", text)
    library = open_library(builder.root)
    with library.repository:
        policy = library.policy("privacy")
        kept = library.apart(policy, policy.texts[0])
        assert kept == apart_of(library.document(policy.texts[0]), policy.texts[0])
        assert len(kept.clauses) > 2000
        assert kept.spans == ((0, len(text)),)


def test_the_halves_of_a_long_file_are_taken_apart_each(tmp_path: Path) -> None:
    text = f"# English\n\n{long(ENGLISH)}\n\n# 中文\n\n{long(CHINESE)}\n"
    builder = a_library(tmp_path).with_policy("privacy", text)
    library = open_library(builder.root)
    with library.repository:
        policy = library.policy("privacy")
        assert len(policy.texts) == 2
        for each in policy.texts:
            kept = library.apart(policy, each)
            assert kept.shared
            assert kept == apart_of(library.document(each), each)
