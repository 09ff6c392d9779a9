"""A policy's own dates are found, and written again in their own form."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview.documents import DateMark, Document, read, read_text, restamp
from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from pathlib import Path

BUNDLES = {
    "github/site-policy": ("github-site-policy", ""),
    "mozilla/legal-docs": ("mozilla-legal-docs-a", ""),
    "letsencrypt/cp-cps": ("letsencrypt-cp-cps", ""),
    "OpenTermsArchive/demo-versions": ("ota-demo-versions", ""),
    "canada-ca/digital-playbook-guide-numerique": ("canada-digital-playbook", ""),
    "soyof/clearCache": ("zh-en-apps-a", "clear-cache/"),
    "rosuH/Sieve": ("zh-en-apps-a", "sieve/"),
    "Sunchy321/tcg.cards": ("zh-en-apps-a", "tcg.cards/"),
    "ccctw-ma/flamingo": ("zh-en-apps-a", "flamingo/"),
}


def only(text: str) -> DateMark:
    marks = [mark for mark in read_text(text).dates if not mark.machine]
    assert len(marks) == 1, marks
    return marks[0]


@pytest.mark.parametrize(
    ("line", "kind", "stamped"),
    [
        ("Effective May 31, 2020", "effective", "December 1, 2026"),
        ("生效日期：2026年5月12日", "effective", "2026年12月1日"),
        ("2026 年 5 月 4 日生效", "effective", "2026 年 12 月 1 日"),
        ("Date d’effet\u00a0: lundi 4 mai 2026", "effective", "mardi 1er décembre 2026"),
        ("Gültig ab Montag, 4. Mai 2026", "effective", "Dienstag, 1. Dezember 2026"),
        (
            "Vigente desde el lunes, 2 de junio de 2025",
            "effective",
            "martes, 1 de diciembre de 2026",
        ),
        ("発効日 2026 年 5 月 4 日", "effective", "2026 年 12 月 1 日"),
        ("23.06.2016", "published", "01.12.2026"),
        ("Last updated: 2020-05-31", "updated", "2026-12-01"),
        ("These Terms were last updated on February 7th 2024.", "updated", "December 1st 2026"),
        ("Last updated: 12 May 2026", "updated", "1 December 2026"),
        ("Revised Aug 12, 2026", "updated", "Dec 1, 2026"),
        ("Date d'entrée en vigueur : 1er mars 2026", "effective", "1er décembre 2026"),
        ("Last Updated: December 2025", "updated", "December 2026"),
        ("更新日期：２０２６年５月４日", "updated", "２０２６年１２月１日"),
        ("施行日：令和8年5月4日", "effective", "令和8年12月1日"),
        ("生效日期：二〇二六年五月四日", "effective", "二〇二六年十二月一日"),
        ("Последнее обновление: 21 октября 2025 года", "updated", "1 декабря 2026"),
        ("시행일: 2026년 5월 4일", "effective", "2026년 12월 1일"),
        ("Letzte Aktualisierung: 3. März 2024", "updated", "1. Dezember 2026"),
        ("Last updated: May 04, 2026", "updated", "December 01, 2026"),
        ("2025 年 06 月 10 日生效", "effective", "2026 年 12 月 01 日"),
        ("Effective 31/12/2024", "effective", "01/12/2026"),
        ("Effective date: May 3, 2126", "effective", "December 1, 2026"),
        ("生效日期：２１２６年５月４日", "effective", "２０２６年１２月１日"),
    ],
)
def test_another_date_is_written_in_the_same_form(line: str, kind: str, stamped: str) -> None:
    text = f"Privacy\n\n{line}\n\nWe collect what you give us, and no more than that, ever."
    mark = only(text)
    assert mark.kind == kind
    assert restamp(mark, "2026-12-01") == stamped
    assert mark.line == 3
    assert mark.text == line


@pytest.mark.parametrize(
    "text",
    [
        "> The following was archived on 2008-12-01.\n\nWords.",
        "<!-- localization update 2026-03-11 -->\n\nWords.",
        "Copyright © 2024 Acme",
        "Effective: XX mars 2025",
        "The Data Protection Act 2018 took effect on 25 May 2018.",
        "> These terms were deprecated effective 30 November 2021, and are no longer used.",
        "---\ndate: 2024-05-01 12:00:00\n---\nWords.",
        "See https://example.org/2024-05-01/policy for more.",
        "We keep logs until 31 December 2024.",
    ],
)
def test_a_date_of_something_else_is_not_taken(text: str) -> None:
    assert read_text(text).dates == ()


def test_date_and_version_that_run_together_are_told_apart() -> None:
    document = read_text("Effective Date: 12 May 2026Version: 2026-05-12")
    assert [(mark.kind, mark.date) for mark in document.dates] == [
        ("effective", "2026-05-12"),
        ("version", "2026-05-12"),
    ]
    assert document.version == "2026-05-12"


def test_a_kramdown_date_is_a_mark_of_its_own_beside_the_line() -> None:
    text = '# 隐私\n\n2026 年 5 月 4 日生效\n{: datetime="2026-05-04" }\n\n我们。'
    human, machine = read_text(text).dates
    assert (human.kind, machine.kind, machine.machine) == ("effective", "effective", True)
    assert restamp(machine, "2026-12-01") == "2026-12-01"


def test_a_revision_table_gives_its_newest_row_and_version() -> None:
    text = "| Date | Changes | Version |\n|---|---|---|\n| Nov 5, 2025 | Keys. | 6.0 |\n| Aug 12, 2026 | Profiles. | 6.2 |\n"  # noqa: E501
    document = read_text(text)
    assert [(mark.kind, mark.date) for mark in document.dates] == [("updated", "2026-08-12")]
    assert document.version == "6.2"


def test_a_label_on_the_line_above_counts() -> None:
    assert only("Privacy\n\nEffective Date\n\nMay 4, 2026\n\nWe collect.").kind == "effective"


def test_the_next_review_is_a_date_of_its_own() -> None:
    assert only("Next review date: 1 May 2027").kind == "review"


def test_a_date_with_two_readings_goes_by_the_country_and_is_marked_unsure() -> None:
    british = only("Last updated: 01/02/2024\n\nAcme Ltd is registered in England and Wales.")
    american = only("Last updated: 01/02/2024\n\nAcme Inc. is a Delaware corporation.")
    assert (british.date, american.date) == ("2024-02-01", "2024-01-02")
    assert not british.certain
    assert only("Letzte Aktualisierung: 01.02.2024").certain


def test_an_impossible_day_is_refused() -> None:
    with pytest.raises(WrongUse, match="no real day"):
        restamp(only("Effective May 31, 2020"), "2026-02-30")


LABELS = [
    "Effective date: ",
    "Last updated: ",
    "生效日期：",
    "Gültig ab ",
    "Date d’effet : ",
    "施行日：",
]
FORMS = [
    "%Y-%m-%d",
    "%B %d, %Y",
    "%d %B %Y",
    "%Y年%m月%d日",
    "%d.%m.%Y",
    "%b %d, %Y",
    "%Y/%m/%d",
    "%A, %d %B %Y",
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(LABELS),
    st.sampled_from(FORMS),
    st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)),
    st.booleans(),
)
def test_writing_the_same_date_gives_the_same_bytes(
    label: str, form: str, day: dt.date, bare: bool
) -> None:
    written = day.strftime(form).replace(" 0", " ") if bare else day.strftime(form)
    mark = next(mark for mark in read_text(f"{label}{written}").dates)
    assert mark.date == day.isoformat()
    assert restamp(mark, day) == written


def _best(document: Document) -> str | None:
    mark = document.best_date
    return mark.date if mark else None


@pytest.mark.shared
def test_the_judged_sample_is_read_right(shared: Path, tmp_path: Path) -> None:
    items = json.loads((shared / "data/dates_sample.json").read_text())
    clones: dict[str, Path] = {}
    wrong = []
    for item in items:
        if item["repo"] == "seed":
            data = (shared / "data/seeds" / item["path"]).read_bytes()
        elif item["repo"] in BUNDLES:
            bundle, folder = BUNDLES[item["repo"]]
            if bundle not in clones:
                clones[bundle] = tmp_path / bundle
                source = shared / "data" / f"{bundle}.bundle"
                subprocess.run(["git", "clone", "-q", str(source), str(clones[bundle])], check=True)
            data = (clones[bundle] / (folder + item["path"])).read_bytes()
        else:
            gap = [""] * max(0, item["lines"] - len(item["head"]) - len(item["tail"]))
            data = "\n".join([*item["head"], *gap, *item["tail"]]).encode()
        if _best(read(data, name=item["path"])) != item["gold"]["best"]:
            wrong.append(item["id"])
    assert wrong == []
