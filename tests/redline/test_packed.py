"""A redline as columns, and the rough comparison that is made of them."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from policyreview.documents import clauses
from policyreview.redline import Redline, compare
from policyreview.redline.bylines import by_lines
from policyreview.redline.clauses import know_clauses
from policyreview.redline.packed import outlines, pack, unpack

OLD = """# Terms

## 1. Keeping

We keep letters for a year in a box.

## 2. Asking

Write to us, and we answer within a month.

## 3. 联系

请来信，我们会在一个月内答复您。
"""
NEW = """# Terms

## 1. Asking

Write to us, and we answer within two months.

## 2. Keeping

We keep letters for a year in a box.

## 3. 联系

请来信或致电，我们会在 30 天内答复您。

## 4. More

There is more.
"""
LINES = st.lists(
    st.sampled_from(
        ["", "a b c d", "e f g h\r", "We keep it.", "隐私政策", "  x", "1. One", "\ufeff"]
    ),
    max_size=12,
).map("\n".join)


def same(one: Redline, two: Redline) -> None:
    """Two redlines say the same, to the last word."""
    assert tuple(one.blocks) == tuple(two.blocks)
    assert [block.tokens for block in one.blocks] == [block.tokens for block in two.blocks]
    assert list(one.rows()) == list(two.rows())
    assert one.coarse == two.coarse
    assert one.invisible == two.invisible
    assert one.summary == two.summary
    assert one.clauses == two.clauses


def there_and_back(redline: Redline) -> Redline:
    """A redline as another process gets it."""
    return unpack(pickle.loads(pickle.dumps(pack(redline))), redline.old, redline.new)


def test_a_packed_redline_says_the_same() -> None:
    redline = compare(OLD, NEW)
    assert {block.change for block in redline.blocks} >= {"kept", "changed", "inserted", "moved"}
    same(redline, there_and_back(redline))
    assert there_and_back(redline).blocks[-1] == redline.blocks[-1]
    assert there_and_back(redline).blocks[1:3] == tuple(redline.blocks[1:3])


@given(LINES, LINES)
def test_any_packed_redline_says_the_same(old: str, new: str) -> None:
    redline = compare(old, new)
    same(redline, there_and_back(redline))
    packed, known = pack(redline), outlines(redline)
    for name in ("changes", "old", "new", "rows"):
        assert getattr(packed, name) == getattr(known, name)


@given(LINES, LINES)
def test_texts_come_back_from_their_lines_beside_each_other(old: str, new: str) -> None:
    rough = unpack(by_lines(old, new), old, new)
    tokens = [token for block in rough.blocks for token in block.tokens]
    assert "".join(text for kind, text in tokens if kind != "+") == old
    assert "".join(text for kind, text in tokens if kind != "-") == new
    assert [row.block for row in rough.rows()] == list(range(len(rough.blocks)))


def test_equal_lines_stand_beside_each_other_and_others_one_by_one() -> None:
    old = "a\nb\n\nc\nd\ne\n"
    new = "a\nB\n\nc\nx\nd\ne\nf\n"
    rough = unpack(by_lines(old, new), old, new)
    assert [
        (block.change, old[slice(*(block.old or (0, 0)))], new[slice(*(block.new or (0, 0)))])
        for block in rough.blocks
    ] == [
        ("kept", "a\n", "a\n"),
        ("changed", "b\n\n", "B\n\n"),
        ("kept", "c\n", "c\n"),
        ("inserted", "", "x\n"),
        ("kept", "d\n", "d\n"),
        ("kept", "e\n", "e\n"),
        ("inserted", "", "f\n"),
    ]


def test_lines_that_changed_places_hold_as_many_as_are_in_order() -> None:
    rough = unpack(by_lines("a\nb\nc\nd\n", "c\na\nb\nd\n"), "a\nb\nc\nd\n", "c\na\nb\nd\n")
    kept = [block.tokens[0][1] for block in rough.blocks if block.change == "kept"]
    assert kept == ["a\n", "b\n", "d\n"]


def test_clauses_that_are_known_are_those_that_would_be_found() -> None:
    told, known = compare(OLD, NEW), compare(OLD, NEW)
    know_clauses(known, clauses(OLD), clauses(NEW))
    same(told, known)
