"""Paragraphs that were edited, split, merged or wrapped anew where they stand."""

from __future__ import annotations

from policyreview.redline import compare

_FIRST = "We keep the records of your account for as long as you use the service."
_SECOND = "After that we erase them within thirty days, unless a law asks for more."
_ITEMS = (
    (
        "* Threaten, harass, or violate the privacy rights of others; send unsolicited\n"
        "communications; or intercept or monitor communications\n"
    ),
    (
        "* Violate our participation guidelines, which any member of the community can\n"
        "read at the address below and discuss with us\n"
    ),
    (
        "* Reproduce, duplicate, copy, sell, trade or resell our services or products for\n"
        "any purpose without our permission in writing\n"
    ),
    (
        "* Engage in any activity that interferes with or disrupts our services or\n"
        "products, or the servers and networks which are connected to our services\n"
    ),
)


def _changes(old: str, new: str) -> list[tuple[str, str, str]]:
    """What is not kept: its kind, and its words deleted and inserted."""
    return [
        (
            block.change,
            "".join(text for kind, text in block.tokens if kind == "-"),
            "".join(text for kind, text in block.tokens if kind == "+"),
        )
        for block in compare(old, new).blocks
        if block.change != "kept"
    ]


def test_a_paragraph_split_in_two_with_a_word_edited_is_one_change() -> None:
    old = f"Intro.\n\n{_FIRST} {_SECOND}\n\nEnd.\n"
    new = f"Intro.\n\n{_FIRST}\n\n{_SECOND.replace('thirty', 'sixty')}\n\nEnd.\n"
    assert _changes(old, new) == [("changed", " thirty", "\n\nsixty")]
    assert _changes(new, old) == [("changed", "\n\nsixty", " thirty")]


def test_a_paragraph_is_found_edited_beside_one_that_is_new() -> None:
    old = f"Intro.\n\n{_FIRST}\n\nEnd.\n"
    new = f"Intro.\n\nYou may ask us about it.\n\n{_FIRST.replace('account', 'profile')}\n\nEnd.\n"
    assert _changes(old, new) == [
        ("inserted", "", "You may ask us about it.\n\n"),
        ("changed", "account", "profile"),
    ]


def test_of_two_equal_paragraphs_the_one_that_was_left_is_not_guessed() -> None:
    other = "We tell you about it before."
    old = f"{_FIRST}\n\n{other}\n\n{_FIRST}\n\n{_SECOND}\n"
    new = f"{_FIRST}\n\n{_SECOND}\n"
    redline = compare(old, new)
    assert {block.change for block in redline.blocks} == {"kept", "deleted"}


def test_a_label_that_a_line_swallowed_is_a_change() -> None:
    old = "3.1 We keep records of your use.\n3.2 We erase them at the end.\n\nEnd.\n"
    new = "3.1 We keep records of your use. 3.2 We erase them at the end.\n\nEnd.\n"
    assert _changes(old, new) == [("changed", "\n", " ")]


def test_words_run_together_are_no_line_that_ends_elsewhere() -> None:
    old = "The service is now\n\nhere for all of you and stays.\n\nEnd.\n"
    new = "The service is nowhere\n\nfor all of you and stays.\n\nEnd.\n"
    (change, gone, come) = _changes(old, new)[0]
    assert change == "changed"
    assert "now" in gone
    assert "nowhere" in come


def test_an_item_wrapped_by_hand_moves_whole_when_a_word_of_it_goes() -> None:
    head, end = "You agree that you will not:\n\n", "\nThe end.\n"
    moved = _ITEMS[2].replace("trade or ", "")
    old = head + "".join(_ITEMS) + end
    new = head + moved + _ITEMS[0] + _ITEMS[1] + _ITEMS[3] + end
    assert _changes(old, new) == [("moved", "trade or ", "")]


def test_of_a_list_only_the_item_that_changed_is_a_change() -> None:
    head, end = "You agree that you will not:\n\n", "\nThe end.\n"
    old = head + "".join(_ITEMS) + end
    new = old.replace("address below", "address above")
    assert _changes(old, new) == [("changed", "below", "above")]
