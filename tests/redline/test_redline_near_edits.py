"""Paragraphs with a few words changed, of which only the words near the changes are read."""

# ruff: noqa: E501  (a sentence of a policy stays on its line; Chinese marks are meant)
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.redline import compare

ENGLISH = "We keep the records of your orders for seven years, since the law on taxes asks for them, and you may, within that time, ask for a copy of what we hold about you."
CHINESE = "我们将您的订单记录保存七年，因为税法要求如此；您可以在此期间要求我们提供一份副本，我们会在 30 天内通过 Email 回复您的请求，并在最后一年结束时删除这些记录。"
MIXED = "Our Chinese name is 潮灯 and our lamp is 灯; 我们将您的订单记录保存七年，因为税法要求如此。 We keep them for seven years, and delete them after that, as the law asks."


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """What one paragraph's redline deletes and inserts."""
    (block,) = compare(f"{old}\n", f"{new}\n").blocks
    return [token for token in block.tokens if token[0] != "="]


def test_the_comma_behind_a_word_that_changed_stays() -> None:
    new = ENGLISH.replace("may,", "shall,").replace("seven", "ten")
    assert changes(ENGLISH, new) == [("-", "seven"), ("+", "ten"), ("-", "may"), ("+", "shall")]


def test_a_comma_of_full_width_is_not_taken_for_another_one() -> None:
    old, new = ENGLISH.replace("may,", "may，"), ENGLISH.replace("may,", "shall,")
    assert changes(old, new) == [("-", "may，"), ("+", "shall,")]


def test_an_insertion_that_could_stand_at_two_places_ends_with_its_clause() -> None:
    new = ENGLISH.replace("for them, and", "for them, as we do, and")
    assert changes(ENGLISH, new) == [("+", "as we do, ")]


def test_a_number_in_chinese_is_changed_whole() -> None:
    old, new = CHINESE.replace("30", "1530"), CHINESE.replace("30", "1536")
    assert changes(old, new) == [("-", "1530"), ("+", "1536")]


def test_a_word_in_chinese_is_changed_whole() -> None:
    assert changes(CHINESE, CHINESE.replace("Email", "Mail")) == [("-", "Email"), ("+", "Mail")]


def test_chinese_whose_lines_end_elsewhere_has_few_changes() -> None:
    old = CHINESE.replace("，因为", "，\n因为").replace("天内通", "天内\n通")
    new = CHINESE.replace("七年", "十年").replace("期间要", "期间\n要")
    assert [t for t in changes(old, new) if not t[1].isspace()] == [("-", "七"), ("+", "十")]


def test_a_heading_with_another_number_and_another_word_says_both() -> None:
    new = ENGLISH.replace("seven", "ten")
    told = changes(f"## 3. {ENGLISH}", f"## 4. {new}")
    assert told == [("-", "3."), ("+", "4."), ("-", "seven"), ("+", "ten")]


def test_a_paragraph_in_two_languages_is_compared_by_words_and_characters() -> None:
    new = MIXED.replace("seven", "ten").replace("税法", "法律")
    assert changes(MIXED, new) == [("-", "税法"), ("+", "法律"), ("-", "seven"), ("+", "ten")]


def test_what_stands_behind_an_edit_is_not_taken_into_it_because_the_edit_ends_alike() -> None:
    old, new = CHINESE.replace("要求我", "可能会要求我"), CHINESE.replace("要求我", "将会会要求我")
    assert changes(old, new) == [("-", "可能"), ("+", "将会")]
    old, new = (
        ENGLISH.replace("for a copy", "you not to"),
        ENGLISH.replace("for a copy", "not not to"),
    )
    assert changes(old, new) == [("-", "you"), ("+", "not")]


def test_a_word_in_a_wrapped_item_of_a_list_is_all_that_changed() -> None:
    old = "- " + ENGLISH.replace("years, since", "years,\nsince")
    new = "- " + ENGLISH.replace("taxes", "duties").replace("within that", "within\nthat")
    told = [token for token in changes(old, new) if not token[1].isspace()]
    assert told == [("-", "taxes"), ("+", "duties")]


def test_a_word_put_in_where_a_line_ends_takes_no_other_line_end_along() -> None:
    old, new = (ENGLISH.replace("them, and", f"{words}\nand") for words in ("them,", "them, too,"))
    assert changes(old, new) == [("+", " too,")]


def test_one_more_of_many_equal_words_is_one_insertion() -> None:
    many = ENGLISH.replace("seven", f"{'very ' * 40}many")
    assert changes(many, many.replace("many", "very many")) == [("+", "very ")]


def test_words_between_two_edits_near_each_other_stay() -> None:
    new = ENGLISH.replace("asks for them", "wants all of them").replace("you may", "we may")
    told = changes(ENGLISH, new)
    assert told == [("-", "asks for"), ("+", "wants all of"), ("-", "you"), ("+", "we")]


def test_words_put_in_at_the_top_and_further_on_leave_those_between_alone() -> None:
    old = "accounts are kept while you use the service and erased within thirty days."
    new = old.replace("accounts", "all accounts").replace("erased", "entirely erased")
    assert changes(old, new) == [("+", "all "), ("+", "entirely ")]
    assert changes(new, old) == [("-", "all "), ("-", "entirely ")]
    both_come_back(old, new)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, MIXED])
@given(data=st.data())
def test_both_revisions_come_back_whatever_was_changed_in_a_paragraph(
    text: str, data: st.DataObject
) -> None:
    pieces = st.sampled_from(
        ["", " ", "\n", "  ", "不得", "may ", ",", "，", "\u0301", "30", "\u00a0", "’"]
    )
    sides = []
    for _ in range(2):
        side = text
        for _ in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, len(side)))
            cut = data.draw(st.integers(0, 4))
            side = side[:at] + data.draw(pieces) + side[at + cut :]
        sides.append(side)
    both_come_back(sides[0], sides[1])


COMMON = "a all accounts also are as asked by data erased keep of the thirty use we within you"
FEW = st.lists(st.sampled_from(COMMON.split()), max_size=3)


@given(
    st.lists(st.sampled_from(COMMON.split()), min_size=7, max_size=16),
    st.tuples(FEW, FEW, FEW, FEW),
)
def test_both_revisions_come_back_whatever_words_stand_at_their_ends(
    middle: list[str], ends: tuple[list[str], ...]
) -> None:
    old, new = (" ".join([*ends[k], *middle, *ends[k + 2], "now."]) for k in (0, 1))
    both_come_back(old, new)


def both_come_back(one: str, other: str) -> None:
    for old, new in ((one, other), (other, one)):
        blocks = compare(old, new).blocks
        befores = sorted((b for b in blocks if b.old), key=lambda b: b.old or (0, 0))
        afters = sorted((b for b in blocks if b.new), key=lambda b: b.new or (0, 0))
        assert "".join(t for b in befores for kind, t in b.tokens if kind in "=-") == old
        assert "".join(t for b in afters for kind, t in b.tokens if kind in "=+") == new
