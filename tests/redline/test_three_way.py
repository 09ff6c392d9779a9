"""Two people changed one base: who changed what, and where they disagree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policyreview.redline.threeway import Agreement, ThreeWay, three_way

BASE = """# Terms

## 1. Keeping

We keep addresses for thirty days, and then we delete them all.

## 2. Sharing

We share nothing with anybody, unless a court of law tells us to.

## 3. Asking

Write to our office and we answer within one week of your letter.
"""

paragraphs = st.sampled_from(
    [
        "We keep addresses for thirty days.",
        "We keep addresses for sixty days and no longer.",
        "3.1 Nothing is sold to anybody.",
        "我们保存您的地址三十天。",
        "我们保存您的地址六十天，之后删除。",
        "- one\n- two",
        "Ask us at any time.",
        "\r\n",
        "",
    ]
)
texts = st.lists(paragraphs, max_size=6).map("\n\n".join)
anything = st.text(st.characters(codec=None), max_size=40)


def changes(found: ThreeWay) -> list[Agreement]:
    """What is said of the passages that are not as they were."""
    return [passage.change for passage in found.passages if passage.change != "kept"]


def rebuilt(found: ThreeWay) -> tuple[str, str, str]:
    """All three texts, from the spans and from the words."""
    both = ((p.ours.tokens, p.theirs.tokens) for p in found.passages)
    old, ours, theirs = "", "", ""
    for mine, yours in both:
        base = "".join(text for kind, text in mine if kind in "=-")
        assert base == "".join(text for kind, text in yours if kind in "=-")
        old += base
        ours += "".join(text for kind, text in mine if kind in "=+")
        theirs += "".join(text for kind, text in yours if kind in "=+")
    return old, ours, theirs


@given(texts, texts, texts)
def test_all_three_texts_come_back_from_prose(base: str, ours: str, theirs: str) -> None:
    assert rebuilt(three_way(base, ours, theirs)) == (base, ours, theirs)


@given(anything, anything, anything)
def test_all_three_texts_come_back_whatever_the_characters(
    base: str, ours: str, theirs: str
) -> None:
    found = three_way(base, ours, theirs)
    assert rebuilt(found) == (base, ours, theirs)
    for text, spans in (
        (base, [p.base for p in found.passages]),
        (ours, [p.ours.span for p in found.passages]),
        (theirs, [p.theirs.span for p in found.passages]),
    ):
        assert "".join(text[slice(*span)] for span in spans) == text


@given(texts, texts)
def test_what_one_side_left_alone_is_the_other_sides_change(base: str, text: str) -> None:
    assert set(changes(three_way(base, text, base))) <= {"ours"}
    assert set(changes(three_way(base, base, text))) <= {"theirs"}
    assert set(changes(three_way(base, text, text))) <= {"alike"}


@given(texts, texts, texts)
def test_exchanging_the_sides_exchanges_what_is_said(base: str, ours: str, theirs: str) -> None:
    turned = {"ours": "theirs", "theirs": "ours"}
    there = changes(three_way(base, ours, theirs))
    back = changes(three_way(base, theirs, ours))
    assert [turned.get(change, change) for change in there] == list(back)


def test_changes_to_different_clauses_are_told_apart() -> None:
    ours = BASE.replace("thirty", "ninety")
    theirs = BASE.replace("one week", "one month")
    found = three_way(BASE, ours, theirs)
    assert changes(found) == ["ours", "theirs"]
    assert found.sentence() == "1 passage changed in ours only, 1 in theirs only."


def test_the_same_change_by_both_is_no_conflict() -> None:
    ours = BASE.replace("thirty", "ninety")
    found = three_way(BASE, ours, ours.replace(", and", ",\nand"))
    assert changes(found) == ["alike"]


def test_different_words_of_one_paragraph_are_told_as_such() -> None:
    found = three_way(
        BASE, BASE.replace("thirty", "ninety"), BASE.replace("delete them", "erase them")
    )
    assert changes(found) == ["both"]


def test_the_same_word_changed_differently_is_a_conflict() -> None:
    found = three_way(BASE, BASE.replace("thirty", "ninety"), BASE.replace("thirty", "sixty"))
    assert changes(found) == ["conflict"]
    (passage,) = (p for p in found.passages if p.change == "conflict")
    assert ("+", "ninety") in passage.ours.tokens
    assert ("+", "sixty") in passage.theirs.tokens
    assert found.sentence() == "1 passage in conflict."


def test_a_clause_taken_out_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    gone = BASE.replace("We keep addresses for thirty days, and then we delete them all.\n\n", "")
    assert "conflict" in changes(three_way(BASE, gone, BASE.replace("thirty", "ninety")))


def test_a_paragraph_added_beside_one_that_the_other_changed_is_no_conflict() -> None:
    ours = BASE.replace("## 2.", "Backups are kept for a year.\n\n## 2.")
    found = three_way(BASE, ours, BASE.replace("thirty", "ninety"))
    assert sorted(changes(found)) == ["ours", "theirs"]


def test_two_different_paragraphs_added_at_one_place_are_a_conflict() -> None:
    ours = BASE.replace("## 2.", "Backups are kept for a year.\n\n## 2.")
    theirs = BASE.replace("## 2.", "Logs fall under another policy.\n\n## 2.")
    assert changes(three_way(BASE, ours, theirs)) == ["conflict"]


def test_lines_wrapped_anew_by_one_side_are_no_change() -> None:
    theirs = BASE.replace("thirty", "ninety")
    found = three_way(BASE, BASE.replace(" and then", "\nand then"), theirs)
    assert changes(found) == ["theirs"]
    assert three_way(BASE, BASE.replace(" and then", "\nand then"), BASE).sentence() == (
        "Only white space changed."
    )
    assert three_way(BASE, BASE, BASE).sentence() == "No change."


def test_a_clause_that_one_side_moved_says_where_it_went_and_where_it_came_from() -> None:
    start, end = BASE.index("## 2."), BASE.index("## 3.")
    ours = BASE[:start] + BASE[end:] + "\n" + BASE[start:end]
    found = three_way(BASE, ours, BASE)
    left = next(p for p in found.passages if p.ours.went)
    came = next(p for p in found.passages if p.ours.came)
    assert BASE[slice(*left.base)].strip() == ours[slice(*came.ours.span)].strip()
    assert left.ours.went == came.ours.span
    assert {left.change, came.change} == {"ours"}
