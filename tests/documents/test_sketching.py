"""A sketch of a text has the blocks that reading it whole has, to the last character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from policyreview.documents.lines import lines_of
from policyreview.documents.scanning import scan
from policyreview.documents.sketching import sketch

if TYPE_CHECKING:
    from policyreview.documents import Block

LINES = st.sampled_from(
    [
        "", "", "", " ", "\t", "# Privacy", "## 2. Data ##", "#", "#\u3000标题 ", "####### no",
        "#no", "##yes", "  ### in", "We collect  data.", "We collect data. ", "A. first",
        "ab) second",
        "iv. no", "1. one", "2) two", "  - nested", "* star", "• tight", "•tight", "– dash",
        "1.1 Scope", "第三条 我们收集信息", "第一章", "中文", "（一）甲", "> quoted", ">", "> ",
        "| a | b |", "|---|---|", "a | b", "---", "===", "***", "- - -", "```", "~~~ x", "``` not",
        "<!-- note", "-->", "<!-- one --> tail", "<!-- one -->", "<p>In a tag</p>", "<li>item",
        "<h2 class='x'>Head</h2>", "<br>", '{: datetime="2024-01-01" }', "{% include x %}",
        "[//]: # (hidden)", "+++", "title = 1", "lang: fr", "...", "\u00a0", "\u3000\u3000缩进",
        "ends with <br>", "ends with \\", "2024. was", "\ufeff# BOM", "é accent", "ß", "𝒜 letter",
        "ﬁ ligature", "x\u2028y", "x\x0cy", "tab\tin it", "Effective: 1 May 2024",
    ]
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])


def attributes(block: Block) -> tuple[object, ...]:
    return (
        block.kind, block.start, block.end, block.first_line, block.last_line, block.body,
        block.depth, block.label, block.text,
    )  # fmt: skip


@given(st.lists(st.tuples(LINES, ENDS), max_size=14), LINES)
def test_a_sketch_has_the_blocks_of_the_whole_text(lines: list[tuple[str, str]], last: str) -> None:
    text = "".join(line + end for line, end in lines) + last
    whole = [attributes(block) for block in scan(text, "markdown")]
    assert [attributes(block) for block in sketch(text, lines_of(text))] == whole


@given(st.text(alphabet="ab1.#>-|=~`<>!{}:*_中条（\u3000 \t\r\n", max_size=60))
def test_a_sketch_of_any_signs_has_the_same_blocks(text: str) -> None:
    whole = [attributes(block) for block in scan(text, "markdown")]
    assert [attributes(block) for block in sketch(text, lines_of(text))] == whole
