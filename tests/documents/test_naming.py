"""What clauses are called: each by a name of its own, and an unambiguous one never changes."""

from __future__ import annotations

from dataclasses import replace

from policyreview.documents import clauses
from policyreview.documents.naming import clause_names

TWICE = """# Terms

## 1. Keeping

1.1 We keep letters for a year.

1.1 We keep parcels for a week.

## Leaving

You may go.

## Leaving

We may go.
"""


def names(text: str) -> list[str]:
    return list(clause_names(clauses(text)).values())


def test_the_second_clause_of_a_name_is_told_from_the_first() -> None:
    assert names(TWICE)[-5:] == ["1", "1.1", "1.1 #2", "Leaving", "Leaving #2"]


def test_a_name_that_stands_once_is_the_number_or_the_title_alone() -> None:
    text = TWICE.replace("1.1 We keep parcels", "1.2 We keep parcels")
    assert names(text)[-5:-2] == ["1", "1.1", "1.2"]


def test_a_title_that_looks_like_a_second_one_is_left_to_its_clause() -> None:
    text = "# Terms\n\n## Leaving\n\nA.\n\n## Leaving\n\nB.\n\n## Leaving #2\n\nC.\n"
    found = names(text)
    assert found[0] == "Leaving"
    assert found[-1] == "Leaving #2"
    assert len(set(found)) == 3


def test_a_clause_without_number_and_title_is_not_called_the_beginning() -> None:
    clause = clauses(TWICE)[0]
    assert list(clause_names([replace(clause, number=None, title=" ")]).values()) == [
        "the beginning #2"
    ]
