"""The languages of one file share it out: each character is shown with one of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from policyreview.documents import read

PIECES = st.sampled_from(
    [
        "中文", "## English", "简体中文 / Chinese", "日本語", "Effective Date: 12 May 2026", "---",
        "# Privacy Policy", "# 隐私政策", "## 1. Scope 适用范围", "42", "© 2026", "<!-- note -->",
        "我们会收集您提供的个人信息，并按照本政策使用这些信息。",
        "We collect the personal data that you give us and use it as this policy says.",
        "- 您的姓名和电子邮箱地址", "- your name and the address of your mail", "| a | 中 |",
        "```", "\t",
    ]
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["\n\n", "\n", "\r\n", " "])), max_size=24)


@given(TEXTS, st.sampled_from(["a.md", "a.txt", "a.html", "a.rst", "privacy.zh-CN.md"]))
def test_what_the_parts_show_is_the_file_each_character_once(
    pieces: list[tuple[str, str]], name: str
) -> None:
    text = "".join(words + gap for words, gap in pieces)
    document = read(text.encode(), name=name)
    shown = sorted(span for part in document.parts for span in part.shown)
    assert "".join(document.text[start:end] for start, end in shown) == text or not text.strip()
    assert all(one[1] <= other[0] for one, other in pairwise(shown))


def test_a_date_line_above_the_halves_is_shown_with_the_first_and_a_footer_with_the_last() -> None:
    text = (
        "Effective Date: 12 May 2026\n\n中文\n\n我们会收集您提供的个人信息。\n\n"
        "English\n\nWe collect the personal data that you give us.\n\n42\n"
    )
    chinese, english = read(text.encode(), name="privacy.md").parts
    assert chinese.shown == ((0, text.index("English")),)
    assert english.shown == ((text.index("English"), len(text)),)
    assert chinese.first_line == 3


def test_a_heading_in_both_languages_is_shown_once_with_the_first() -> None:
    body = "".join(
        f"## {n}. 适用范围 Scope\n\n我们会收集您提供的个人信息。\n\nWe collect the personal data you give us.\n\n"  # noqa: E501
        for n in range(1, 6)
    )
    chinese, english = read(body.encode(), name="privacy.md").parts
    words = ["".join(body[a:b] for a, b in part.shown) for part in (chinese, english)]
    assert words[0].count("Scope") == 5
    assert "Scope" not in words[1]
