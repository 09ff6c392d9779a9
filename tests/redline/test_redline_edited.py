"""Paragraphs that were plainly edited in place, and those that only look like it."""

# ruff: noqa: E501  (a sentence of a policy stays on its line)
from __future__ import annotations

from policyreview.redline import compare
from policyreview.redline.edited import edited

LONG = "We keep the records of your orders for seven years, since the law on taxes asks for them, and delete them at the end of the last of those years."
MOVED = "Whoever writes to us by letter hears from us within fourteen days of its arrival."


def test_a_word_changed_here_and_there_is_an_edit_in_place() -> None:
    assert edited(LONG, LONG.replace("seven", "ten").replace("delete", "destroy"), alone=True)


def test_chinese_is_weighed_by_its_characters() -> None:
    old = "我们将您的订单记录保存七年，因为税法要求如此，并在最后一年结束时删除这些记录。"
    assert edited(old, old.replace("七年", "十年"), alone=True)
    assert not edited(old, old + "您来信后，我们将在收到之日起十四天内答复。", alone=True)


def test_a_chinese_sentence_behind_an_english_one_is_more_than_a_word() -> None:
    assert not edited(LONG, LONG + "您来信后，我们将在收到之日起十四天内答复。", alone=True)


def test_a_sentence_that_left_is_no_edit_in_place() -> None:
    assert not edited(f"{LONG} {MOVED}", LONG, alone=True)


def test_what_a_paragraph_may_have_from_its_neighbour_is_looked_at_with_it() -> None:
    assert edited(LONG, f"{LONG} How we delete", alone=True)
    assert not edited(LONG, f"{LONG} How we delete", alone=False)


def test_a_sentence_found_in_an_edited_paragraph_is_still_a_move() -> None:
    other = "Our servers stand in three countries, and in each of them the same rules hold for all who work with the data that you gave to us."
    old = f"{LONG} {MOVED}\n\nA lamp.\n\n{other}\n"
    new = f"{LONG.replace('seven', 'ten')}\n\nA lamp.\n\n{other.replace('three', 'four')} {MOVED}\n"
    moved = [b for b in compare(old, new).blocks if b.change == "moved"]
    assert [old[slice(*b.old)].strip() for b in moved if b.old] == [MOVED]


def test_a_rule_of_a_table_with_another_number_is_renumbered() -> None:
    old, new = "2.1 | --- | --- |\n", "3.1 | --- | --- |\n"
    assert [b.change for b in compare(old, new).blocks] == ["renumbered"]


def test_a_label_and_a_word_that_changed_are_told_word_by_word() -> None:
    old, new = f"2.1 {LONG}\n", f"2.2 {LONG.replace('seven', 'ten')}\n"
    (block,) = compare(old, new).blocks
    assert block.change == "changed"
    changes = [token for token in block.tokens if token[0] != "="]
    assert changes == [("-", "2.1"), ("+", "2.2"), ("-", "seven"), ("+", "ten")]
