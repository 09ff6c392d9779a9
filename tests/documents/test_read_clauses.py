"""A text read together with the clauses that it has without its name and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyreview.documents import clauses, read_text
from policyreview.documents.reading import read_clauses

POLICIES = Path(__file__).parents[2] / "policies"
PAGE = "<html><body><h1>Terms</h1><h2>1. Scope</h2><p>All of it.</p></body></html>"


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.*")), ids=lambda path: path.name)
def test_a_policy_and_its_clauses_are_those_of_two_readings(path: Path) -> None:
    text = path.read_text("utf-8", "surrogateescape")
    assert read_clauses(text, name=path.name) == (
        read_text(text, name=path.name),
        clauses(text),
    )


@pytest.mark.parametrize("name", ["terms.html", "terms.txt", "terms.rst", "terms.md", ""])
@pytest.mark.parametrize("text", [PAGE, "Terms\n=====\n\n1. Scope\n\nUpdated May 1, 2026\n", ""])
def test_markup_that_only_the_name_tells_counts_for_the_text_alone(name: str, text: str) -> None:
    assert read_clauses(text, name=name, language="en") == (
        read_text(text, name=name, language="en"),
        clauses(text),
    )
