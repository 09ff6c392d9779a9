"""Lines of prose as a reader of any script expects them."""

from hypothesis import given
from hypothesis import strategies as st

from policyreview.terminal import cells, clip, pad, safe, wrap

prose = st.text(
    st.sampled_from(
        "ab Z 9,.;:!?()[]\"'“”‘’«»/-–—…%$€§隐私政策，。、；：？！（）《》「」々ーっ한국é\t\u3000"
    ),
    max_size=120,
)
any_text = st.text(st.characters(exclude_categories=()), max_size=200)
CLOSING = set("，。、；：？！）》」』”’,.;:!?)]}%")


def lines(text: str, width: int) -> list[str]:
    return [text[a:b] for a, b in wrap(text, width)]


def test_words_are_not_cut() -> None:
    assert lines("We collect your name and address.", 12) == [
        "We collect",
        "your name",
        "and address.",
    ]


def test_chinese_breaks_between_characters_but_not_before_punctuation() -> None:
    assert lines("我们收集您的姓名，地址。", 16) == ["我们收集您的姓", "名，地址。"]


def test_an_opening_bracket_goes_with_what_it_opens() -> None:
    assert lines("隐私政策（以下简称", 10) == ["隐私政策", "（以下简称"]


def test_chinese_and_latin_break_where_they_meet() -> None:
    assert lines("我们使用Cookies技术", 10) == ["我们使用", "Cookies技", "术"]


def test_numbers_with_their_separators_and_signs_stay_whole() -> None:
    assert lines("pay 1,000.50 now", 9) == ["pay", "1,000.50", "now"]
    assert lines("共计 100%。", 6) == ["共计", "100%。"]


def test_a_word_wider_than_the_line_is_cut_where_it_must() -> None:
    assert lines("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_a_small_kana_or_iteration_mark_never_begins_a_line() -> None:
    assert lines("人々", 2) == ["人", "々"]  # no other way at two cells
    assert lines("時々々", 4) == ["時々", "々"]
    assert lines("約時々は", 4) == ["約", "時々", "は"]


def test_line_ends_in_the_text_break() -> None:
    assert lines("a\r\nb\n\nc", 10) == ["a", "b", "", "c"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [(0, 0)]


@given(any_text, st.integers(2, 40))
def test_no_line_is_wider_than_the_screen(text: str, width: int) -> None:
    for start, end in wrap(text, width):
        line = safe(text[start:end])
        assert cells(line) <= width or end - start == 1


@given(any_text, st.integers(2, 40))
def test_wrapping_loses_nothing_but_white_space(text: str, width: int) -> None:
    spans = wrap(text, width)
    last = 0
    for start, end in spans:
        assert last <= start <= end
        assert not text[last:start].strip(" \t\r\n")
        last = end
    assert not text[last:].strip(" \t\r\n")


@given(prose, st.integers(6, 30))
def test_a_line_begins_with_closing_punctuation_only_where_a_word_had_to_be_cut(
    text: str, width: int
) -> None:
    previous = (0, 0)
    for start, end in wrap(text, width):
        if start < end and text[start] in CLOSING and start:
            before = text[previous[0] : start]
            full = cells(safe(before)) + cells(safe(text[start])) > width
            assert full or before[-1:].isspace(), (before, text[start:end])
        previous = (start, end)


@given(any_text, st.integers(1, 30))
def test_clipped_and_padded_text_has_the_cells_asked_for(text: str, width: int) -> None:
    shown = safe(text)
    assert cells(clip(shown, width)) <= width
    assert cells(pad(shown, width)) == width
