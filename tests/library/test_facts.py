"""What a list shows of a text is what opening it shows."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyreview.documents import read
from policyreview.documents.dates.finding import YEAR_LIKE, find_dates, year_places
from policyreview.library.facts import dump, facts_of, from_document, parse
from policyreview.library.names import EXTENSIONS

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "policies").glob("*.*"))


def same_as_read_whole(data: bytes, name: str) -> None:
    facts = facts_of(data, name)
    if facts.broken is None:
        document = read(data, name="x" + name[name.rfind(".") :])
        assert facts == from_document(document)
        assert facts.title == document.title
        assert facts.dates == document.dates
        assert facts.version == document.version
        assert facts.prevailing == document.prevailing
    assert parse(dump(facts)) == facts, "the cache keeps all of it"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_facts_of_the_sample_policies_are_those_of_the_whole_text(path: Path) -> None:
    same_as_read_whole(path.read_bytes(), path.name)


@pytest.mark.shared
def test_facts_of_the_seeds_are_those_of_the_whole_text(shared: Path) -> None:
    seeds = [*(shared / "data/seeds").iterdir(), *(shared / "data/redline").iterdir()]
    assert seeds
    for path in seeds:
        same_as_read_whole(path.read_bytes(), path.name)


@pytest.mark.shared
def test_facts_of_every_text_of_the_real_repositories_are_those_of_the_whole_text(
    shared: Path, tmp_path: Path
) -> None:
    count = 0
    for bundle in sorted((shared / "data").glob("*.bundle")):
        clone = tmp_path / bundle.stem
        subprocess.run(["git", "clone", "-q", str(bundle), str(clone)], check=True)
        for path in sorted(clone.rglob("*")):
            if path.suffix.lower() in EXTENSIONS and path.is_file() and ".git" not in path.parts:
                same_as_read_whole(path.read_bytes(), path.name)
                count += 1
    assert count > 200


LINES = st.sampled_from(
    [
        "", "", "# Privacy Policy", "## 2. Data we collect", "中文", "## English", "Deutsch",
        "We process personal data, and you consent to this policy.", "版本：2.1",
        "我们收集您的个人信息，并依照法律处理。", "本协议以中文版本为准。", "個人資料和隱私條款",
        "In case of conflict the English version of this agreement prevails.",
        "Both language versions are equally authentic.", "Effective date: 12 May 2026",
        "生效日期：2026年5月12日", "Letzte Änderung: 3. März 2024", "Version 3.1", "---", "+++",
        'title: "Terms"', "lang: fr", "altLangPage: page", "| Date | Version | Changes |",
        "|---|---|---|", "| 2024-01-02 | 1.2 | first |", "| 2025-03-04 | 1.3 | second |",
        "- 2021-01-01 first published here", "- 2022-01-01 then changed at last",
        "{% include header.html %}", "<p>中文</p>", '{: datetime="2024-05-06" }', "```", "<!--",
        "Nous traitons vos données à caractère personnel pour vous et avec vous.",
        "Мы обрабатываем персональные данные.", "プライバシーポリシーはこちらです。",
        "개인정보 처리방침", "Privacy Policy 2023", "Last updated", "May 4, 2026", "１９９９年",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=16), st.sampled_from([".md", ".txt", ".html", ".rst"]))
def test_facts_of_made_up_texts_are_those_of_the_whole_text(lines: list[str], ending: str) -> None:
    same_as_read_whole("\n".join(lines).encode(), f"x{ending}")


PIECES = st.sampled_from(
    [
        "2024", "1", "/", ".", "12", "May ", "x", " ", "\n\n", "Effective: ", "年", "１９",
        "20", "99",
        "é", "٣٤", "²", "𝟮𝟬", "\ud83d",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_the_quick_search_for_years_misses_none(text: str) -> None:
    quick = year_places(text)
    assert {hit.start() for hit in YEAR_LIKE.finditer(text)} <= set(quick)
    assert all(YEAR_LIKE.match(text, place) for place in quick)
    assert quick == sorted(quick)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_date_alone_is_read_as_it_is_within_a_line(day: date) -> None:
    alone, within = find_dates(day.isoformat()), find_dates(f"{day.isoformat()} ")
    assert alone == within
