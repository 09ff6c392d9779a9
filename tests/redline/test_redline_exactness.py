"""Both texts come back from any redline, to the character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview.redline import Redline, compare
from policyreview.redline.units import whole_units
from policyreview.redline.wording import whole_words

words = st.sampled_from(
    [
        "we",
        "may",
        "share",
        "data",
        "您",
        "的",
        "信息",
        "。",
        ".",
        ",",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "3.2 ",
        "第三条 ",
        "(a) ",
    ]
)
texts = st.lists(words, max_size=60).map("".join)
anything = st.text(st.characters(codec=None), max_size=60)


dated = st.lists(
    st.sampled_from(
        ["3 March 2025", "13 mars 2025", "2025年3月3日", "2025-03-13", "March", "3", "2025", "年",
         " ", " ", "\n", "on", "生效", ",", "."]
    ),
    max_size=20,
).map("".join)  # fmt: skip


marked_up = st.lists(
    st.sampled_from(
        ["[", "](", ")", "]", "lamps", "https://", "lantern.example", "/terms", "a@b.example",
         "<a ", 'href="', '">', "</a>", "l'avis", "l’avis", "d’", "autre", "2.5", "4.1.2",
         "百分之五", "ランプ", "ー", "----", "-", "\u2011",
         " ", " ", "\n", "\n\n", "* ", "**", "{: #a }", ",", "，"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def rebuilt(redline: Redline) -> tuple[str, str]:
    old = sorted((b for b in redline.blocks if b.old), key=lambda b: b.old or (0, 0))
    new = sorted((b for b in redline.blocks if b.new), key=lambda b: b.new or (0, 0))
    return (
        "".join(t for b in old for kind, t in b.tokens if kind in "=-"),
        "".join(t for b in new for kind, t in b.tokens if kind in "=+"),
    )


def test_bytes_that_are_no_text_come_back_beside_white_space_that_changed() -> None:
    old, new = "We keep data  for seven years.", "We keep data\udc80 for seven years."
    assert rebuilt(compare(old, new)) == (old, new)
    assert rebuilt(compare(new, old)) == (new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("灯=====\n", "e/b-c-灯笼/a.example====\n{ "),  # marks between white space that parts them
        (  # one passage leaves where another one comes to, with white space before it
            (
                "```2.5---灯笼2.5* 。//a.example/灯2. 5<a href='[\r\n</a> \n\n"
                "* e/b-c-  灯笼[\n\n\n<2. 5|)e/b-c-]("
            ),
            (
                "\n\n<2. 5|)e/b-c-](//a.example/灯2. 5<a href='[\r\n</a> \n\n"
                "* e/b-c-  灯笼[\n```2.5---灯笼2.5* 。"
            ),
        ),
        ("您应当付款>\n<", "<\n<您应当付款>"),  # what moved is no more than a tag at the end
    ],
)
def test_both_texts_come_back_where_marks_stand_at_their_ends(old: str, new: str) -> None:
    assert rebuilt(compare(old, new)) == (old, new)
    assert rebuilt(compare(new, old)) == (new, old)


at_ends = st.lists(
    st.sampled_from(
        ["灯", "灯笼", "您应当付款", "lamp", "e/b-c-", "a.example", "=", "====", "<", ">", "‹", "{",
         ":", "-", "[", "](", " ", "  ", "\n", "\n"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(at_ends, at_ends)
def test_both_texts_come_back_from_a_redline_of_marks_and_few_words(old: str, new: str) -> None:
    assert rebuilt(compare(old, new)) == (old, new)


@settings(deadline=None)
@given(texts, texts)
def test_both_texts_come_back_from_a_redline_of_prose(old: str, new: str) -> None:
    assert rebuilt(compare(old, new)) == (old, new)


@settings(deadline=None)
@given(anything, anything)
def test_both_texts_come_back_whatever_the_characters(old: str, new: str) -> None:
    assert rebuilt(compare(old, new)) == (old, new)


@settings(deadline=None)
@given(st.one_of(texts, anything))
def test_equal_texts_give_no_change(text: str) -> None:
    assert all(b.change == "kept" for b in compare(text, text).blocks)


@settings(deadline=None)
@given(texts, texts)
def test_blocks_cover_both_texts_in_order_and_once(old: str, new: str) -> None:
    redline = compare(old, new)
    for text, spans in (
        (old, [b.old for b in redline.blocks if b.old]),
        (new, [b.new for b in redline.blocks if b.new]),
    ):
        assert "".join(text[slice(*span)] for span in sorted(spans)) == text
    shown = [redline.blocks[row.block] for row in redline.rows() if row.old]
    assert [b.old for b in shown] == sorted(b.old for b in shown if b.old)
    shown = [redline.blocks[row.block] for row in redline.rows() if row.new]
    assert [b.new for b in shown] == sorted(b.new for b in shown if b.new)


@settings(deadline=None)
@given(texts, st.integers(0, 60))
def test_turning_a_redline_round_swaps_what_came_and_what_went(text: str, at: int) -> None:
    longer = text[:at] + "Lantern keeps its promises.\n\n" + text[at:]

    def words(redline: Redline, wanted: str) -> str:
        return "".join(t for b in redline.blocks for kind, t in b.tokens if kind == wanted)

    there, back = compare(text, longer), compare(longer, text)
    assert len(words(there, "+")) - len(words(there, "-")) == len(longer) - len(text)
    assert len(words(back, "-")) - len(words(back, "+")) == len(longer) - len(text)


@settings(deadline=None)
@given(texts)
def test_everything_is_inserted_into_an_empty_text_and_deleted_from_a_full_one(text: str) -> None:
    assert {b.change for b in compare("", text).blocks} <= {"inserted"}
    assert {b.change for b in compare(text, "").blocks} <= {"deleted"}


def in_pairs(text: str) -> list[str]:
    """Every two characters a word: more half words than any language has."""
    return [text[k : k + 2] for k in range(0, len(text), 2)]


@settings(deadline=None)
@given(marked_up, marked_up)
def test_both_texts_come_back_from_a_redline_of_markup(old: str, new: str) -> None:
    redline = compare(old, new)
    assert rebuilt(redline) == (old, new)
    assert all(b.change == "kept" for b in compare(old, old).blocks)


@settings(deadline=None)
@given(st.one_of(dated, texts, marked_up), st.one_of(dated, texts, marked_up))
def test_words_and_units_shown_whole_join_to_both_texts_too(old: str, new: str) -> None:
    for block in compare(old, new).blocks:
        shown = whole_words(whole_units(block.tokens), in_pairs)
        for kind, text, span in (("+", old, block.old), ("-", new, block.new)):
            joined = "".join(words for each, words in shown if each != kind)
            assert joined == (text[slice(*span)] if span else "")


parts = st.lists(
    st.sampled_from(
        ["we keep the lamps of our office", "at <https://lantern.example/a/>", "{: #places", "}",
         "<td>of all clients", "# Places", ".", "\n", "\n\n"]
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip
marks = st.sampled_from(["- ", "\n- ", "\n  - ", "\n    * ", "(a) ", "\n2. ", "\n"])


@settings(max_examples=200, deadline=None)
@given(parts, marks, st.integers(0, 7), st.booleans())
def test_a_passage_is_kept_only_where_no_more_than_white_space_is_another(
    text: list[str], mark: str, at: int, back: bool
) -> None:
    old, new = " ".join(text), " ".join([*text[:at], mark, *text[at:]])
    for block in compare(*((new, old) if back else (old, new))).blocks:
        if block.change == "kept":
            assert all(text.isspace() for kind, text in block.tokens if kind != "=")
