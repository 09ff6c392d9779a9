"""A long text kept compressed gives what the text itself would."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policyreview.tui.work.squeezed import Squeezed

LONG = "".join(f"第{number}条 You may, 您可以. \U0001f600\r\n" for number in range(5000))


@given(st.text(st.characters()), st.integers(-9, 9), st.integers(-9, 9))
@example("a\ud800b\udfff\ufeff\x00", 0, 4)
def test_any_part_of_any_text_is_that_of_the_string(text: str, start: int, end: int) -> None:
    squeezed = Squeezed(text)

    assert squeezed[start:end] == text[start:end]
    assert (str(squeezed), len(squeezed)) == (text, len(text))


@pytest.mark.parametrize("start", [0, 1, 32_767, 32_768, 65_536, 99_999, len(LONG) - 1])
@pytest.mark.parametrize("length", [0, 1, 40, 32_768, 70_000, len(LONG)])
def test_a_part_is_whole_across_the_pieces_that_a_text_is_kept_in(start: int, length: int) -> None:
    assert Squeezed(LONG)[start : start + length] == LONG[start : start + length]


def test_a_text_that_was_looked_at_goes_to_another_process_as_small_as_before() -> None:
    squeezed = Squeezed(LONG)
    before = pickle.dumps(squeezed)
    _ = squeezed[:100]

    assert pickle.dumps(squeezed) == before
    assert pickle.loads(before) == squeezed
    assert len(before) * 10 < len(LONG.encode())


def test_two_texts_are_equal_where_all_their_characters_are() -> None:
    assert Squeezed(LONG) == Squeezed(LONG)
    assert Squeezed(LONG) == LONG
    assert Squeezed(LONG) != Squeezed(LONG + " ")
    assert Squeezed(LONG) != LONG[:-1] + "!"
    assert hash(Squeezed(LONG)) == hash(LONG)
