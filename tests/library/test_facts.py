"""What a list shows of a text is what opening it shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.documents import is_binary, read
from policyreview.documents.dates.finding import YEAR_LIKE, find_dates, year_places
from policyreview.library.facts import dump, facts_of, parse

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "policies").glob("*.*"))


def same_as_read_whole(path: Path) -> None:
    data = path.read_bytes()
    facts, document = facts_of(data, path.name), read(data, name="x" + path.suffix)
    assert facts.title == document.title
    assert facts.dates == document.dates
    assert facts.version == document.version
    assert facts.prevailing == document.prevailing
    assert facts.counterparts == document.counterparts
    assert [(part.language, part.first_line, part.last_line) for part in facts.parts] == [
        (part.language, part.first_line, part.last_line) for part in document.parts
    ]
    assert parse(dump(facts)) == facts, "the cache keeps all of it"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_facts_of_the_sample_policies_are_those_of_the_whole_text(path: Path) -> None:
    same_as_read_whole(path)


@pytest.mark.shared
def test_facts_of_the_seeds_are_those_of_the_whole_text(shared: Path) -> None:
    seeds = sorted((shared / "data/seeds").iterdir())
    assert seeds
    for path in seeds:
        if not is_binary(path.read_bytes()):
            same_as_read_whole(path)


PIECES = st.sampled_from(
    ["2024", "1", "/", ".", "12", "May ", "x", " ", "\n\n", "Effective: ", "年", "１９", "20", "99"]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_the_quick_search_for_years_misses_none(text: str) -> None:
    quick = year_places(text)
    assert {hit.start() for hit in YEAR_LIKE.finditer(text)} <= set(quick)
    assert all(YEAR_LIKE.match(text, place) for place in quick)
    assert quick == sorted(quick)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_alone_is_read_as_it_is_within_a_line(day: date) -> None:
    alone, within = find_dates(day.isoformat()), find_dates(f"{day.isoformat()} ")
    assert alone == within
