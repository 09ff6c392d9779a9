"""Both texts come back from any redline, to the character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policyreview.redline import Redline, compare

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


def rebuilt(redline: Redline) -> tuple[str, str]:
    old = sorted((b for b in redline.blocks if b.old), key=lambda b: b.old or (0, 0))
    new = sorted((b for b in redline.blocks if b.new), key=lambda b: b.new or (0, 0))
    return (
        "".join(t for b in old for kind, t in b.tokens if kind in "=-"),
        "".join(t for b in new for kind, t in b.tokens if kind in "=+"),
    )


@given(texts, texts)
def test_both_texts_come_back_from_a_redline_of_prose(old: str, new: str) -> None:
    assert rebuilt(compare(old, new)) == (old, new)


@given(anything, anything)
def test_both_texts_come_back_whatever_the_characters(old: str, new: str) -> None:
    assert rebuilt(compare(old, new)) == (old, new)


@given(st.one_of(texts, anything))
def test_equal_texts_give_no_change(text: str) -> None:
    assert all(b.change == "kept" for b in compare(text, text).blocks)
