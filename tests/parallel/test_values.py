from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview.parallel import find_values, sentences
from policyreview.parallel.numerals import chinese


def keys(text: str, language: str, kind: str) -> list[str]:
    return [v.key for v in find_values(text, language) if v.kind == kind and v.firm]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026年5月12日", "zh"),
        ("2026 年 5 月 12 日生效", "zh-CN"),
        ("12 May 2026", "en"),
        ("Effective May 12, 2026", "en"),
        ("2026-05-12", "en"),
        ("gültig ab 12. Mai 2026", "de"),
        ("26\\. Mai und 12.05.2026", "de"),
        ("Date d’effet : mardi 12 mai 2026", "fr"),
        ("12 de mayo de 2026", "es"),
        ("令和8年5月12日", "ja"),
        ("2026년 5월 12일", "ko"),
        ("12 мая 2026", "ru"),
    ],
)
def test_one_day_has_one_key_in_every_language(text: str, language: str) -> None:
    assert "2026-05-12" in keys(text, language, "date")


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("三十天内", "zh", "30"),
        ("within 30 days", "en", "30"),
        ("within thirty days", "en", "30"),
        ("forty-five days", "en", "45"),
        ("100万元", "zh", "1000000"),
        ("1.5亿", "zh", "150000000"),
        ("1,000 users", "en", "1000"),
        ("1.000 Nutzer", "de", "1000"),
        ("3,5 %", "de", "3.5"),
    ],
)
def test_one_number_has_one_key_however_it_is_written(text: str, language: str, key: str) -> None:
    assert key in keys(text, language, "number")


@pytest.mark.parametrize(
    ("text", "language"),
    [("Article 6(1)", "en"), ("Art. 6 Abs. 1", "de"), ("第六条第一款", "zh"), ("第6条第1項", "ja")],
)
def test_one_clause_has_one_key(text: str, language: str) -> None:
    assert keys(text, language, "reference") == ["6.1"]


def test_a_link_to_the_page_in_another_language_is_the_same_link() -> None:
    english = keys("See https://www.example.org/en-US/privacy/.", "en", "url")
    assert english == keys("见 https://www.example.org/zh-CN/privacy。", "zh", "url")


def test_a_path_of_two_letters_that_is_no_language_stays() -> None:
    assert keys("https://example.org/kb/page", "en", "url") == ["example.org/kb/page"]


def test_may_is_a_verb() -> None:
    assert not keys("You may 12 times", "en", "date")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", "10"),
        ("二十一", "21"),
        ("一百二十", "120"),
        ("二〇二六", "2026"),
        ("三万五千", "35000"),
    ],
)
def test_chinese_numerals(written: str, value: str) -> None:
    assert chinese(written) == value


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789年月日.,-/ ()第条mayMai一十万@:w", max_size=60))
def test_values_never_overlap_and_stand_where_they_say(text: str) -> None:
    for language in ("en", "zh", "de"):
        found = find_values(text, language)
        assert all(text[v.start : v.end] == v.text for v in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Aa b.。！? \nzB1e", max_size=60))
def test_sentences_cover_their_text(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[a:b] for a, b in spans) == text
