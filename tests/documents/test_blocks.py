"""A text is cut into the blocks that a reader sees."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview.documents import blocks, decode, kind_of, tokens

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.documents.values import Block, TextKind

KINDS: list[TextKind] = ["markdown", "text", "html", "rst"]
PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "1. ",
        "1) ",
        "a) ",
        "> ",
        "",
        " a ",
        " b ",
        "\n",
        "---",
        "---",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "---\n",
        "===\n",
        "```\n",
        "<p>",
        "</p>",
        "<h1>",
        "<!--",
        "-->",
        "{: x}\n",
        "第一条 ",
        "一、",
        "（一）",
        "I. ",
        "(I) ",
        "1.1 ",
        "word ",
        "隐私政策。",
        "  ",
        "\t",
        "\xa0",
        ".. note::\n",
        "<",
        "&amp;",
        "\x00",
        "�",
        "𠀀",
        "+++\n",
        "~~~",
    ]
)


def kinds(text: str, kind: TextKind = "markdown") -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(text, kind=kind)]


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(KINDS))
def test_blocks_stand_in_order_inside_the_text_with_only_markup_between(
    pieces: list[str], kind: TextKind
) -> None:
    text = "".join(pieces)
    found = blocks(text, kind=kind)
    assert all(
        0 <= one.start <= one.body <= one.end <= len(text) or one.start <= one.end for one in found
    )
    assert all(one.end <= other.start for one, other in pairwise(found))
    if kind in {"markdown", "text"}:
        assert not _between(text, found).strip()


def _between(text: str, found: tuple[Block, ...]) -> str:
    at, out = 0, []
    for one in found:
        out.append(text[at : one.start])
        at = one.end
    return "".join([*out, text[at:]]).replace(">", "")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from(KINDS))
def test_no_text_makes_the_readers_fail(text: str, kind: TextKind) -> None:
    found = blocks(text, kind=kind)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_wrapped_lines_are_one_paragraph_and_chinese_ones_join_without_a_space() -> None:
    assert kinds("We collect data\nthat you give us.\n\n我们收集您\n提供的信息。") == [
        ("p", "We collect data that you give us."),
        ("p", "我们收集您提供的信息。"),
    ]


def test_a_text_with_one_paragraph_a_line_keeps_its_lines_apart(shared: Path) -> None:
    seed = next((shared / "data/seeds").glob("001_*"))
    text = decode(seed.read_bytes()).text
    found = blocks(text, kind=kind_of(seed.name, text))
    assert len(found) == 52
    assert [one.kind for one in found[1:4]] == ["h2", "h3", "p"]


def test_lists_tables_quotes_comments_and_attribute_lists_are_told_apart() -> None:
    text = (
        "---\ntitle: X\n---\n<!-- note -->\n# Title\n\nTitle two\n---\n\n- one\n  more\n  - two\n1. three\n\n"  # noqa: E501
        '| a | b |\n|---|---|\n| c | d |\n\n> said\n\n```\ncode\n```\n{: datetime="2026-05-04" }\n'
    )
    assert [one.kind for one in blocks(text)] == [
        "front", "comment", "h1", "h2", "li", "li", "li", "tr", "rule", "tr", "quote", "code", "attr",  # noqa: E501
    ]  # fmt: skip
    assert blocks(text)[4].text == "one more"
    assert blocks(text)[5].depth == 1


def test_html_gives_its_words_without_tags() -> None:
    text = "<style>p{}</style><h1>Privacy &amp; you</h1>\n<p>We <b>do</b>\n not.</p><ul><li>One<li>Two</ul>"  # noqa: E501
    assert kinds(text, "html") == [
        ("h1", "Privacy & you"),
        ("p", "We do not."),
        ("li", "One"),
        ("li", "Two"),
    ]


def test_restructured_text_titles_are_headings() -> None:
    text = "=====\nTitle\n=====\n\nScope\n-----\n\nWords here.\n"
    assert kinds(text, "rst") == [("h1", "Title"), ("h2", "Scope"), ("p", "Words here.")]


def test_words_are_whole_and_chinese_goes_by_the_character() -> None:
    text = "don't 收集 e-mail, naïve 1.5"
    assert [text[start:end] for start, end in tokens(text)] == [
        "don't", "收", "集", "e", "-", "mail", ",", "naïve", "1", ".", "5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a" * 65_000,
        "word " * 100_000,
        "- item\n" * 30_000,
        "<!--" * 50_000,
        "<a" * 100_000,
        "> " * 100_000,
        "1. " * 100_000,
        "2020 " * 60_000,
        "5" + " " * 65_000 + "May",
        "|" * 100_000,
        "<script>" * 20_000,
        "\n" * 200_000,
        "{% " * 60_000,
        "the English version " * 20_000,
    ],
    ids=[str(number) for number in range(14)],
)
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    from policyreview.documents import read_text

    for kind in KINDS:
        blocks(text, kind=kind)
    before = time.process_time()
    read_text(text, name="x.md")
    assert time.process_time() - before < 3
