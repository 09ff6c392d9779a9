"""The first clause of a text that has no title: it is told as a clause like the others."""

from __future__ import annotations

import pytest

from policyreview.redline import compare

BODIES = {
    "Renting": "A lamp is lent to you for a week, and you pay the fee at the counter of our shop.",
    "Paying": "Who brings it back late pays three crowns a day until it is back where it belongs.",
    "Lending": "You may lend our lamp to your neighbour, who then answers for it as you do.",
    "Mending": "Broken lamps are mended by us, whoever broke them, and you pay for the glass.",
    "Lanterns": "Of lanterns nothing was said until now, and from now on they are lamps as well.",
}
FOUR = ("Renting", "Paying", "Lending", "Mending")


def text(*names: str, mark: str = "## ", top: str = "") -> str:
    return top + "".join(f"{mark}{name}\n\n{BODIES[name]}\n\n" for name in names)


def told(old: str, new: str) -> tuple[str, list[str]]:
    redline = compare(old, new)
    fates = [each for each in redline.clauses if each.change != "kept"]
    said = [f"{side.title}: {each.sentence()}" for each in fates if (side := each.new or each.old)]
    return redline.summary.sentence(), said


@pytest.mark.parametrize("mark", ["# ", "## ", ""])
@pytest.mark.parametrize("top", ["", "---\nlang: en\n---\n\n", "\n\n"])
def test_the_first_clause_that_moved_is_one_that_moved(mark: str, top: str) -> None:
    old = text(*FOUR, mark=mark, top=top)
    new = text("Paying", "Lending", "Renting", "Mending", mark=mark, top=top)
    assert told(old, new) == ("1 clause moved.", ["Renting: moved"])
    assert told(new, old) == ("1 clause moved.", ["Renting: moved"])


def test_the_first_clause_that_is_gone_is_one_that_is_removed() -> None:
    assert told(text(*FOUR), text(*FOUR[1:])) == ("1 clause removed.", ["Renting: removed"])


def test_a_clause_before_the_first_one_is_one_that_is_added() -> None:
    said = ("1 clause added.", ["Lanterns: added"])
    assert told(text(*FOUR), text("Lanterns", *FOUR)) == said


def test_the_first_clause_is_moved_with_changes_and_the_next_one_changed() -> None:
    old = text(*FOUR)
    new = text("Paying", "Lending", "Renting", "Mending")
    new = new.replace("for a week", "for a month").replace("three crowns", "four crowns")
    assert told(old, new) == (
        "1 clause changed, 1 moved (1 with changes).",
        ["Paying: changed", "Renting: moved, words changed"],
    )


def test_a_title_that_is_put_above_the_first_clause_adds_no_clause() -> None:
    said = told(text(*FOUR), text(*FOUR, top="# Terms of Tidelamp\n\n"))
    assert said == ("1 paragraph changed outside the clauses.", [])


def test_a_title_stays_one_whatever_happens_below_it() -> None:
    top = "# Terms of Tidelamp\n\nThese terms are about lamps.\n\n"
    old, new = text(*FOUR, top=top), text(*FOUR[1:], "Renting", top=top)
    assert told(old, new) == ("1 clause moved.", ["Renting: moved"])
    other = new.replace("Terms of Tidelamp", "Rules of Tidelamp")
    assert told(old, other) == (
        "1 clause moved, 1 other paragraph changed.",
        ["Renting: moved"],
    )


def test_a_line_of_a_list_of_contents_heads_no_clause() -> None:
    top = "Renting\nPaying\n\n"
    old = text(*FOUR, top=top)
    new = text("Paying", "Lending", "Renting", "Mending", top="Paying\nRenting\n\n")
    titles = [each.new.title for each in compare(old, new).clauses if each.new]
    assert titles.count("Renting") == titles.count("Paying") == 1
