"""Dates where markup says what they are: tables, elements, page heads, front matter, directives."""

from __future__ import annotations

import pytest

from policyreview.documents import read
from policyreview.documents.inspection import stated_dates

PROSE = "We collect what you give us.\n\nYou may write to us at any time, and we answer.\n\n" * 4
PARAGRAPHS = "<p>We collect what you give us.</p>\n<p>You may write to us at any time.</p>\n" * 4


def stated(text: str, name: str) -> list[str]:
    return [f"{mark.kind} {mark.date}" for mark in stated_dates(read(text.encode(), name=name))]


BOTH = ["effective 2024-05-03", "updated 2024-06-01"]


@pytest.mark.parametrize(
    "table",
    [
        "| Effective Date | Last Updated |\n|---|---|\n| May 3, 2024 | June 1, 2024 |",
        "| Effective date | May 3, 2024 |\n|---|---|\n| Last updated | June 1, 2024 |",
        (
            "<table>\n<tr><th>Effective date</th><th>Last updated</th></tr>\n"
            "<tr><td>May 3, 2024</td><td>June 1, 2024</td></tr>\n</table>"
        ),
        (
            "+----------------+--------------+\n| Effective date | Last updated |\n"
            "+================+==============+\n| May 3, 2024    | June 1, 2024 |\n"
            "+----------------+--------------+"
        ),
    ],
)
def test_a_row_below_labels_is_read_by_its_columns(table: str) -> None:
    assert stated(f"# Policy\n\n{table}\n\n{PROSE}", "policy.md") == BOTH


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        (
            (
                "| Version | Effective Date | Change |\n|---|---|---|\n"
                "| 1.0 | 2020-01-01 | First |\n| 2.0 | 2024-05-03 | All new |"
            ),
            ["effective 2024-05-03"],
        ),
        (
            "### 2.0 (2024-05-03)\n\nAll new.\n\n### 1.0 (2020-01-01)\n\nFirst.",
            ["updated 2024-05-03"],
        ),
        ("| Name | Purpose | Since |\n|---|---|---|\n| Acme | Mail | 2022-01-01 |", []),
        ("| Preview | Start date |\n|---|---|\n| Coming soon! | 27 October 2025 |", []),
        ("## Previous versions\n\n- Effective May 3, 2022\n- Effective January 1, 2020", []),
        ("**3.7.10** Scans\n\n**3.7.11** Bounty\n\n**3.7.12** Sharing of what is known", []),
    ],
)
def test_of_a_history_the_newest_counts_and_lists_of_other_things_do_not(
    table: str, wanted: list[str]
) -> None:
    assert stated(f"# Policy\n\n{PROSE}{table}\n", "policy.md") == wanted


@pytest.mark.parametrize(
    ("element", "wanted"),
    [
        (
            '<time itemprop="dateModified" datetime="2024-05-03">May 3, 2024</time>',
            ["updated 2024-05-03"],
        ),
        ('<span itemprop="dateModified" content="2024-05-03">today</span>', ["updated 2024-05-03"]),
        (
            (
                'Published <time datetime="2024-05-01">1 May</time>, updated '
                '<time datetime="2024-05-03">3 May</time>'
            ),
            ["published 2024-05-01", "updated 2024-05-03"],
        ),
        ("Last updated: May 3<sup>rd</sup>, 2024", ["updated 2024-05-03"]),
        ('<!-- <time datetime="2024-05-03"> -->', []),
        ('<span data-date="2024-05-03">Hello</span>', []),
    ],
)
def test_an_element_tells_what_its_date_is(element: str, wanted: list[str]) -> None:
    page = (
        f"<!DOCTYPE html><html><body><h1>Policy</h1>\n<p>{element}</p>\n{PARAGRAPHS}</body></html>"
    )
    assert stated(page, "policy.html") == wanted


@pytest.mark.parametrize(
    ("meta", "wanted"),
    [
        ('<meta name="effective-date" content="2024-05-03">', ["effective 2024-05-03"]),
        ('<meta name="DCTERMS.modified" content="2024-05-03" />', ["updated 2024-05-03"]),
        ('<meta property="article:modified_time" content="2024-05-03T10:11:12">', []),
        ('<meta name="last-modified" content="2024-05-03T10:11:12">', []),
    ],
)
def test_a_page_states_dates_in_its_head_but_a_systems_stamp_is_none(
    meta: str, wanted: list[str]
) -> None:
    page = (
        f"<!DOCTYPE html><html><head>{meta}</head><body><h1>Policy</h1>\n{PARAGRAPHS}</body></html>"
    )
    assert stated(page, "policy.html") == wanted


def test_a_date_for_programs_that_differs_from_the_one_beside_it_is_no_date_of_the_text() -> None:
    text = '# Policy\n\nEffective July 27, 2023\n{: datetime="2022-08-01" }\n\n' + PROSE
    assert stated(text, "policy.md") == ["effective 2023-07-27"]
    assert len(read(text.encode(), name="policy.md").dates) == 2  # a check says so


def test_one_line_of_html_is_read_as_html_whatever_it_is_called() -> None:
    text = "<h1>Privacy Policy</h1><p>Last updated: May 3, 2024</p><h2>1. Data</h2><p>We ask.</p>"
    document = read(text.encode(), name="policy.md")
    assert stated(text, "policy.md") == ["updated 2024-05-03"]
    assert (document.title, [one.number for one in document.clauses]) == ("Privacy Policy", ["1"])


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ('title: "Privacy"\neffectiveDate: "2024-05-03"', ["effective 2024-05-03"]),
        ("title: Privacy\nvalid_from: 2024-05-03", ["effective 2024-05-03"]),
        ("title: Privacy\nLast updated: May 3, 2024", ["updated 2024-05-03"]),
        ("title: Privacy\neffectiveDate: 2024-05-03T10:00:00+02:00", ["effective 2024-05-03"]),
        ("title: Privacy\nlastUpdated: 2024-05-03 00:00:00", ["updated 2024-05-03"]),
        ("title: Privacy\nlastUpdated: 2024-05-03T10:00:00Z", []),
        ("title: Privacy\ndate: 2024-05-03T10:00:00Z", []),
        ("title: Privacy\ndate: 2024-05-03T00:00:00Z", []),
        ("title: Privacy\nexpires: 2024-05-03", []),
    ],
)
def test_a_front_matter_is_read_with_any_line_end(
    front: str, wanted: list[str], newline: str
) -> None:
    text = f"---\n{front}\n---\n\n# Policy\n\n{PROSE}".replace("\n", newline)
    assert stated(text, "policy.md") == wanted
    assert read(text.encode(), name="policy.md").title == "Privacy"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ("policy:\n  effective_date: 2024-05-03", ["effective 2024-05-03"]),
        (
            "dates:\n  effective: 2024-05-03\n  updated: '2024-06-01' # at last",
            ["effective 2024-05-03", "updated 2024-06-01"],
        ),
        ("policy:\n  meta:\n\n    Last updated: May 3, 2024", ["updated 2024-05-03"]),
        ("effective: 2024-05-03\npolicy:\n  effective: 2020-01-01", ["effective 2024-05-03"]),
        ("author:\n  date: 2024-05-03", []),
        ("dates:\n  older:\n    effective: 2024-05-03", []),
        ("dates:\n- effective: 2020-01-01\n  updated: 2020-02-01", []),
        ("policy:\n  date: 2024-05-03T10:00:00Z", []),
        ("policy:\n  summary: |\n    effective: 2024-05-03", []),
    ],
)
def test_a_front_matter_states_dates_below_keys_that_speak_of_the_policy(
    front: str, wanted: list[str], newline: str
) -> None:
    text = f"---\ntitle: Privacy\n{front}\n---\n\n# Policy\n\n{PROSE}".replace("\n", newline)
    assert stated(text, "policy.md") == wanted


LISTED = """Policy
======

.. list-table:: History
   :header-rows: 1

   * - Version
     - Date
     - Changes
   * - 1.0
     - 2020-01-01
     - First version,
       and a long one
   * - 1.1
     - 2024-05-03
     - Mended

"""


def test_a_list_table_of_restructuredtext_is_read_by_rows() -> None:
    document = read((LISTED + PROSE).encode(), name="policy.rst")

    assert stated(LISTED + PROSE, "policy.rst") == ["updated 2024-05-03"]
    assert document.version == "1.1"
    assert [(one.first_line, one.last_line) for one in document.blocks if one.kind == "tr"] == [
        (7, 9),
        (10, 13),
        (14, 16),
    ]


def test_a_list_below_a_list_table_is_no_part_of_it() -> None:
    document = read((LISTED + "- One\n- Two\n\n" + PROSE).encode(), name="policy.rst")

    assert [one.text for one in document.blocks if one.kind == "li"] == ["One", "Two"]


@pytest.mark.parametrize(
    "rows",
    [
        "* - Effective date\n     - Last updated\n   * - May 3, 2024\n     - June 1, 2024",
        "* - Effective date\n     - May 3, 2024\n   * - Last updated\n     - June 1, 2024",
    ],
)
def test_a_list_table_is_read_by_its_labels(rows: str) -> None:
    table = f"Policy\n======\n\n.. list-table::\n\n   {rows}\n\n"
    assert stated(table + PROSE, "policy.rst") == BOTH


def test_a_directive_that_readers_see_states_a_date_and_a_comment_does_not() -> None:
    title = "Policy\n======\n\n"
    assert stated(f"{title}.. note:: Effective May 3, 2024\n\n{PROSE}", "policy.rst") == [
        "effective 2024-05-03"
    ]
    assert stated(f"{title}.. Effective May 3, 2024\n\n{PROSE}", "policy.rst") == []


def test_a_date_is_found_across_the_end_of_a_wrapped_line() -> None:
    text = (
        "# Policy\n\nThis Privacy Policy of the company is effective as of May\n"
        "3, 2024 and replaces all of the earlier ones.\n\n" + PROSE
    )
    assert stated(text, "policy.md") == ["effective 2024-05-03"]


def test_the_evidence_of_a_date_in_a_very_long_line_is_what_stands_near_it() -> None:
    text = "Effective date: May 3, 2024. " + "We collect what you give us. " * 3000
    mark = read(text.encode()).dates[0]
    assert mark.text.startswith("Effective date: May 3, 2024. We collect")
    assert len(mark.text) < 200
