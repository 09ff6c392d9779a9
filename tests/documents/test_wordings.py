"""Alternatives for ASCII text alone say the same as all of them."""

from __future__ import annotations

import pytest

from builders.datelines import STATED
from builders.otherdates import NOT_ITS_OWN
from policyreview.documents.dates import labels
from policyreview.documents.dates.wordings import Wordings

LINES = sorted(
    {line for _, line, _ in STATED if line.isascii()}
    | {line for _, line in NOT_ITS_OWN if line.isascii()}
)


@pytest.mark.parametrize("name", ["NEGATIVE", "ANY_LABEL", "SELF", "NAMED", "TOLD", "OLDER"])
def test_ascii_text_is_asked_for_all_that_it_can_hold(name: str) -> None:
    wordings: Wordings = getattr(labels, name)
    for line in LINES:
        narrow = [found.span() for found in wordings.finditer(line)]
        # One character more makes the text no ASCII and asks for every alternative.
        wide = [found.span() for found in wordings.finditer(line + "\n☃")]
        assert narrow == wide, line


def test_alternatives_inside_brackets_stay_together() -> None:
    wordings = Wordings(r"(?:é|a) b|ü|x[yé]z\(|n")
    assert [found.group() for found in wordings.finditer("a b, xyz(, n")] == ["a b", "xyz(", "n"]
    assert [found.group() for found in wordings.finditer("é b, ü, xéz(")] == ["é b", "ü", "xéz("]
    assert Wordings("was|were", whole=True).search("wash") is None
