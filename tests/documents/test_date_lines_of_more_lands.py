"""Date lines in thirty languages: what a policy says of itself and of other things."""

from __future__ import annotations

import pytest

from builders.datelines import STATED
from builders.littletexts import a_text
from builders.otherdates import NOT_ITS_OWN
from policyreview.documents import read

PLACES = pytest.mark.parametrize("at_end", [False, True], ids=["at the head", "at the end"])


def stated(text: str) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for mark in read(text.encode(), name="policy.md").dates:
        out.setdefault(mark.kind, set()).add(mark.date)
    return out


@PLACES
@pytest.mark.parametrize(("language", "line", "wanted"), STATED)
def test_a_date_is_found_with_what_it_means(
    language: str, line: str, wanted: str, at_end: bool
) -> None:
    words = wanted.split()
    expected = {kind: {date} for kind, date in zip(words[::2], words[1::2], strict=True)}
    assert stated(a_text(language, line, at_end=at_end)) == expected


@PLACES
@pytest.mark.parametrize(("language", "line"), NOT_ITS_OWN)
def test_a_date_of_another_thing_is_left(language: str, line: str, at_end: bool) -> None:
    assert stated(a_text(language, line, at_end=at_end)) == {}


def test_what_stands_right_before_a_date_is_its_label() -> None:
    line = "Policy version 4 | Issue date 1 May 2024 | Review date 1 May 2025"
    assert stated(a_text("en", line, at_end=True)) == {
        "published": {"2024-05-01"},
        "review": {"2025-05-01"},
    }


def test_figures_that_were_filled_into_brackets_are_a_date() -> None:
    filled = "更新日期：[2024]年[5]月[1]日"
    assert stated(a_text("zh", filled, at_end=True)) == {"updated": {"2024-05-01"}}
    assert stated(a_text("zh", "更新日期：[____]年[__]月[__]日", at_end=True)) == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Zbieramy informacje, które nam podajesz podczas zakładania konta."),
        ("tr", "Hesap oluştururken bize verdiğiniz bilgileri topluyoruz."),
        ("fa", "ما اطلاعاتی را که هنگام ایجاد حساب به ما می‌دهید جمع‌آوری می‌کنیم."),
        ("da", "Vi indsamler de oplysninger, som du giver os. Du kan skrive til os når som helst."),
    ],
)
def test_a_very_short_text_is_in_its_language(language: str, text: str) -> None:
    assert read(text.encode()).parts[0].language == language


def test_capitals_of_turkish_and_long_s_are_no_trouble() -> None:
    text = "YÜRÜRLÜK TARİHİ: 1 EKİM 2024\n\n" + a_text("tr", "", at_end=True)
    mark = read(text.encode()).dates[0]
    assert (mark.kind, mark.date) == ("effective", "2024-10-01")
    assert read("Effective: ſeptember 3, 2024".encode()).dates[0].date == "2024-09-03"
