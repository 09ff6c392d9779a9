"""A long text kept compressed gives what the text itself would."""

from __future__ import annotations

import pickle
import random

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


CHANGED = LONG.replace("第4条 You may", "第4条 You may not").replace("第77条", "第七十七条 (new)")
PLACES = [(at, CHANGED.find(LONG[at : at + 12])) for at in range(0, 80_000, 500)]
FAR_OFF = [(0, len(CHANGED) + 9), (70_000, 0)]


@pytest.mark.parametrize("places", [PLACES, FAR_OFF, []], ids=["known", "wrong", "unknown"])
@pytest.mark.parametrize("like", [CHANGED, "", "wholly another text", LONG])
def test_a_text_is_the_same_whatever_it_was_taken_for_like(
    like: str, places: list[tuple[int, int]]
) -> None:
    squeezed = Squeezed(LONG, Squeezed(like), places)

    assert str(squeezed) == LONG
    for start in (0, 6_143, 6_144, 40_000, len(LONG) - 1):
        assert squeezed[start : start + 7_000] == LONG[start : start + 7_000]
    assert pickle.loads(pickle.dumps(squeezed)) == squeezed == Squeezed(LONG)
    assert squeezed != Squeezed(LONG[:-1] + "!")


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_can_be_kept_beside_any_other(text: str, like: str) -> None:
    assert str(Squeezed(text, Squeezed(like), [(0, 0)])) == text


def test_two_revisions_take_little_more_than_one() -> None:
    chance = random.Random(1)
    old = "".join(f"{chance.random()} 您可以\n" for _ in range(20_000))
    words = f"{old[:100_000]}One more line.\n{old[100_000:]}"
    new = Squeezed(words)
    places = [(0, 0), (100_000, 100_015)]

    assert len(pickle.dumps((new, Squeezed(old, new, places)))) < 1.1 * len(pickle.dumps(new))
