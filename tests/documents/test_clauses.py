"""The clause list is what a lawyer would write down."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview import documents
from policyreview.documents import clauses, decode, kind_of, label

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = {
    "000": "1.1 1.2 - I 1.1 II 2.1 2.1.1 2.1.2 2.1.3 2.2 III 3.1 3.2 IV 4.1 V 5.1 5.1.1 5.1.2 5.1.3 5.2 5.3 5.4 6 6.1"  # noqa: E501
    " 6.2 7.3 7.4 7.5 VII 7.1 7.2 8 8.1 8.2",
    "001": "I (I) (II) (III) (IV) II (I) (II) (III) (IV) III (I) (II) (III) IV V VI (I) (II) (III) (IV) (V) VII VIII",  # noqa: E501
    "002": "1 2 1) 2) 3) a) b) c) d) 3 1) 2) 3) 4) 5) 4 1) 2) 3) 4) 5) 6) 5 6",
    "003": "",
    "004": "",
}


@pytest.mark.shared
@pytest.mark.parametrize("seed", SEEDS)
def test_the_seeds_give_every_clause_and_nothing_else(shared: Path, seed: str) -> None:
    path = next((shared / "data/seeds").glob(f"{seed}_*"))
    text = decode(path.read_bytes()).text
    found = clauses(text, kind=kind_of(path.name, text))
    assert " ".join(one.number or "-" for one in found) == SEEDS[seed]


@pytest.mark.shared
def test_a_count_that_changes_its_style_stays_on_its_level(shared: Path) -> None:
    text = decode(next((shared / "data/seeds").glob("000_*")).read_bytes()).text
    tops = [one.number for one in clauses(text, kind="text") if one.level == 1]
    assert tops == ["1.1", "1.2", None, "I", "II", "III", "IV", "V", "6", "VII", "8"]


def test_title_and_body_that_run_together_are_parted() -> None:
    text = "2. How do we collect information? We collect information to serve you better.\n1) The information you gave. When you register.\n"  # noqa: E501
    assert [(one.number, one.title, one.level) for one in clauses(text, kind="text")] == [
        ("2", "How do we collect information?", 1),
        ("1)", "The information you gave", 2),
    ]


def test_chinese_numbering_nests() -> None:
    text = "第一章 总则\n第一条 目的\n为了保护用户。\n第二条 范围\n一、用户\n（一）个人\n适用于个人用户。\n第二章 附则\n"  # noqa: E501
    assert [(one.number, one.title, one.level) for one in clauses(text, kind="text")] == [
        ("第一章", "总则", 1),
        ("第一条", "目的", 2),
        ("第二条", "范围", 2),
        ("一", "用户", 3),
        ("（一）", "个人", 4),
        ("第二章", "附则", 1),
    ]


def test_markdown_headings_nest_below_the_title_which_is_no_clause() -> None:
    text = "# Privacy\n\n## 1. Scope\n\nWords.\n\n### 1.1 Who\n\n## 2. Data\n"
    assert [(one.number, one.title, one.level) for one in clauses(text)] == [
        ("1", "Scope", 1),
        ("1.1", "Who", 2),
        ("2", "Data", 1),
    ]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "I. Scope\n",
                "II. Data\n",
                "1. One\n",
                "1.1 Words that are long enough.\n",
                "(a) item\n",
                "a) item\n",
                "第一条 目的\n",
                "Bare Heading\n",
                "\n",
                "A long paragraph that says something and then ends with a full stop, as they do.\n",  # noqa: E501
                "## Mark\n",
                "6. Six\n",
            ]
        ),
        max_size=25,
    ),
    st.sampled_from(["markdown", "text"]),
)
def test_clauses_nest_and_stay_inside_the_text(lines: list[str], kind: str) -> None:
    text = "".join(lines)
    found = clauses(text, kind=kind)  # type: ignore[arg-type]
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    for one, other in pairwise(found):
        assert one.start < other.start
        if other.level > one.level:
            assert other.end <= one.end
        else:
            assert one.end <= other.start


@pytest.mark.parametrize(
    ("text", "value", "number"),
    [
        ("3.2 Words", (3, 2), "3.2"),
        ("(a) words", (1,), "(a)"),
        ("IV. Words", (4,), "IV"),
        ("第三十二条 目的", (32,), "第三十二条"),
        ("一、总则", (1,), "一"),
        ("（二）范围", (2,), "（二）"),
        ("Article 7: Words", (7,), "Article 7"),
        ("§ 12 Worte", (12,), "§ 12"),
        ("제3조 목적", (3,), "제3조"),
        ("1) Words", (1,), "1)"),
        ("1\\. Words", (1,), "1"),
        ("IV\\. Words", (4,), "IV"),
        ("2\\) Words", (2,), "2)"),
    ],
)
def test_labels_are_parsed(text: str, value: tuple[int, ...], number: str) -> None:
    found = label(text)
    assert found is not None
    assert (found.value, found.number) == (value, number)


@pytest.mark.parametrize(
    "text", ["30 days", "I agree", "A user", "2024 Terms", "words", "", "12:30 opens"]
)
def test_words_are_no_labels(text: str) -> None:
    assert label(text) is None


def test_a_heading_whose_number_is_escaped_keeps_it() -> None:
    document = documents.read(
        b"#### 1\\. Fees\n\nWords.\n\n#### 2\\. Taxes\n\nWords.\n", name="a.md"
    )
    assert [(clause.number, clause.title) for clause in document.clauses] == [
        ("1", "Fees"),
        ("2", "Taxes"),
    ]


@pytest.mark.parametrize("opening", ["[x](", "![x](", "[", "{:", "<a"])
def test_text_made_of_openings_is_read_in_linear_time(opening: str) -> None:
    def cost(times: int) -> float:
        data = (opening * times).encode()
        start = time.process_time()
        documents.read(data, name="a.md")
        return time.process_time() - start

    cost(100)
    assert cost(16_000) < 12 * cost(4_000) + 0.2


def test_a_line_that_is_bold_from_end_to_end_heads_even_a_short_paragraph() -> None:
    text = "# 隐私政策\n\n**应用权限**\n\n需要以下权限：\n\n**联系我们**\n\n请联系 **我们**。\n"
    document = documents.read(text.encode(), name="a.md")
    assert [clause.title for clause in document.clauses] == ["应用权限", "联系我们"]


@pytest.mark.parametrize(
    ("title", "first"),
    [("Code of Conduct", "## Overview"), ('"Code of Conduct"', "## Overview and purpose")],
)
def test_below_a_title_in_the_front_matter_the_first_heading_begins_a_clause(
    title: str, first: str
) -> None:
    text = f"---\ntitle: {title}\n---\n\n{first}\n\nWe are kind.\n\n## Pledge\n\nWe promise.\n"
    found = documents.read(text.encode(), name="conduct.md")
    assert found.title == "Code of Conduct"
    assert [each.title for each in found.clauses] == [first.removeprefix("## "), "Pledge"]


@pytest.mark.parametrize(
    "front", ["seo:\n  title: Conduct | Acme", 'title: ""', "title: >-\n  Code of Conduct"]
)
def test_a_front_matter_that_says_no_title_in_words_leaves_it_to_the_heading(front: str) -> None:
    text = f"---\n{front}\n---\n\n## Code of Conduct\n\nWe are kind.\n\n## Pledge\n\nYes.\n"
    found = documents.read(text.encode(), name="conduct.md")
    assert [each.title for each in found.clauses] == ["Pledge"]


@pytest.mark.parametrize("heading", ["# Code of Conduct", "## code of **conduct**", "# Be kind"])
def test_a_heading_that_is_the_title_again_is_no_clause(heading: str) -> None:
    text = f"---\ntitle: Code of Conduct\n---\n\n{heading}\n\nWe are kind.\n\n## Pledge\n\nYes.\n"
    found = documents.read(text.encode(), name="conduct.md")
    assert [each.title for each in found.clauses] == ["Pledge"]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("_What is not allowed_", "What is not allowed"),
        ("The _data_ we keep", "The data we keep"),
        ("The field user_id and other_id", "The field user_id and other_id"),
        ("Signed: ____ and ____", "Signed: and"),
    ],
)
def test_a_title_is_told_without_the_marks_of_its_emphasis(heading: str, title: str) -> None:
    text = f"# Policy\n\n## {heading}\n\nWords, and more of them.\n"
    (clause,) = documents.read(text.encode(), name="policy.md").clauses
    assert clause.title == title
