"""Stamping whatever form a date has: that date changes, in its form and language, nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.datelines import STATED
from builders.littletexts import a_text
from policyreview.documents import read
from policyreview.signoff.dateform import same_form
from policyreview.signoff.stamp import stamp_file

if TYPE_CHECKING:
    from policyreview.documents import DateMark

EFFECTIVE = [
    (language, line)
    for language, line, wanted in STATED
    if "effective" in wanted and any(len(word) == 10 for word in wanted.split())
]
MARKUP = [
    "Effective: May <b>3</b>, 2024",
    "Effective: May 3<sup>rd</sup>, 2024",
    "Effective:&nbsp;3&nbsp;May&nbsp;2024",
    "Effective: `2024-05-03`",
    "Effective: 2024\\-05\\-03",
    "| Effective Date | Last Updated |\n|---|---|\n| May 3, 2024 | June 1, 2024 |",
    "This policy of the company is effective for all its users as of May\n3, 2024.",
    'Effective <time datetime="2024-05-03">May 3, 2024</time>',
]
GERMAN = ("de", "Gültig ab 3\\. Mai 2024")


def effective(data: bytes) -> list[DateMark]:
    return [mark for mark in read(data, name="policy.md").dates if mark.kind == "effective"]


def ambiguous(line: str, day: date) -> bool:
    """Whether figures alone could be read the other way about."""
    return "/" in line and day.day <= 12


def comes_back(line: str, day: date) -> bool:
    """Whether the form shows in another day: two digits hide padding, the second hides ``1º``."""
    return day.day < 10 and "1º" not in line and "1°" not in line


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([*EFFECTIVE, *(("en", line) for line in MARKUP), GERMAN]),
    st.dates(date(2020, 1, 1), date(2039, 12, 31)),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_stamping_changes_the_date_alone_and_reading_tells_the_new_one(
    case: tuple[str, str], day: date, at_end: bool, newline: str
) -> None:
    language, line = case
    data = a_text(language, line, at_end=at_end).replace("\n", newline).encode()
    before = effective(data)
    stamped = stamp_file("policy.md", data, day)
    out, at = b"", 0
    for stamp in stamped.stamps:
        out += data[at : stamp.start] + stamp.after.encode()
        at = stamp.start + len(stamp.before.encode())
        assert same_form(stamp.before, stamp.after, day, stamp.language)
    assert stamped.data == out + data[at:]
    after = effective(stamped.data)
    assert len(after) == len(before)
    if not ambiguous(line, day):
        wanted = [day.isoformat()[: len(mark.date)] for mark in before]
        assert [mark.date for mark in after] == wanted
        if comes_back(line, day) and all(len(mark.date) == 10 for mark in before):
            first = date.fromisoformat(before[0].date)
            assert stamp_file("policy.md", stamped.data, first).data == data


@pytest.mark.parametrize(
    ("language", "line", "after"),
    [
        ("uk", "Чинна з 3 травня 2024 року", "Чинна з 1 грудня 2026 року"),
        ("pl", "Obowiązuje od 3 maja 2024 r.", "Obowiązuje od 1 grudnia 2026 r."),
        ("tr", "YÜRÜRLÜK TARİHİ: 1 EKİM 2024", "YÜRÜRLÜK TARİHİ: 1 ARALIK 2026"),
        ("fi", "Voimassa 3. toukokuuta 2024 alkaen", "Voimassa 1. joulukuuta 2026 alkaen"),
        ("he", "בתוקף החל מיום 3 במאי 2024", "בתוקף החל מיום 1 בדצמבר 2026"),
        ("hi", "३ मई २०२४ से प्रभावी", "१ दिसंबर २०२६ से प्रभावी"),
        ("ar", "تاريخ السريان: ٣ مايو ٢٠٢٤", "تاريخ السريان: ١ ديسمبر ٢٠٢٦"),
        ("en", "Effective: May 3<sup>rd</sup>, 2024", "Effective: December 1<sup>st</sup>, 2026"),
        ("en", "Effective: May <b>3</b>, 2024", "Effective: December <b>1</b>, 2026"),
        ("fr", "En vigueur au 01/01/2024", "En vigueur au 01/12/2026"),
        ("zh", "生效日期：【2024】年【5】月【3】日", "生效日期：【2026】年【12】月【1】日"),
    ],
)
def test_a_date_is_written_again_in_the_spelling_of_its_language(
    language: str, line: str, after: str
) -> None:
    text = a_text(language, line, at_end=False)
    stamped = stamp_file("policy.md", text.encode(), date(2026, 12, 1))
    assert stamped.data.decode() == text.replace(line, after)
