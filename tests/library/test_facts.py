"""What a list shows of a text is what opening it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyreview.documents import is_binary, read
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
