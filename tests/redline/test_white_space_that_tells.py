"""White space that means something is shown as a change; lines that end elsewhere are none."""

from __future__ import annotations

import textwrap

import pytest

from policyreview.redline import Redline, compare
from policyreview.redline.page import Part, page
from policyreview.redline.showing import readable_block
from policyreview.redline.threeway import three_way

BEFORE = "# Terms\n\nThese terms govern what you may do with the lanterns that we lend.\n\n"
BEHIND = "\n\n## Liability\n\nWe are liable for damage that we cause on purpose and nothing else.\n"

TELLING = {
    "an item leaves the one it stood under": (
        "- A fee is due:\n  - after a reminder\n  - after another\n- None on holidays.",
        "- A fee is due:\n  - after a reminder\n- after another\n- None on holidays.",
    ),
    "a numbered item leaves the one it stood under": (
        "(a) either\n    (i) one\n    (ii) two\n(b) or",
        "(a) either\n    (i) one\n(ii) two\n(b) or",
    ),
    "a paragraph joins the item above": (
        "- you may read\n\nYou may write.",
        "- you may read\n  You may write.",
    ),
    "two spaces that break a line go": ("1 Main Street  \nLondon", "1 Main Street\nLondon"),
    "lines broken on purpose become one": ("Ltd  \n1 Main Street", "Ltd 1 Main Street"),
    "a line is broken before another one no more": (
        "1 Main Street  \nLondon, England",
        "1 Main Street\nParis, France",
    ),
    "a paragraph falls into the quotation": ("> You may not\n\nsell.", "> You may not\nsell."),
    "lines of a front matter's kind stand deeper": (
        "Owner of the thing\n  Ada Osei of Accra\n  Postbox 12, Accra",
        "Owner of the thing\n  Ada Osei of Accra\nPostbox 12, Accra",
    ),
    "a row of a table becomes part of another": (
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
        "| a | b |\n|---|---|\n| 1 | 2 | | 3 | 4 |",
    ),
    "a table is parted": (
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |",
    ),
    "a chinese sentence goes into a paragraph of its own": (
        "甲方应付款。乙方应交货。",
        "甲方应付款。\n\n乙方应交货。",
    ),
    "a figure is parted in a very long line": (
        f"{'we lend ' * 3000}3.5{' to you' * 900}",
        f"{'we lend ' * 3000}3. 5{' to you' * 900}",
    ),
    "the end of a sentence becomes an item": (
        "The papers of our office, such as these terms, stand at <https://lantern.example/a/>.",
        "The papers of our office, such as these terms, stand at\n  - <https://lantern.example/a/>.",
    ),
    "an item becomes a paragraph": (
        "- {: .first .second} [Testing](https://lantern.example)",
        "{: .first .second} [Testing](https://lantern.example)",
    ),
    "words fall out of a heading": ("## Types of data\n\nWe ask.", "##\nTypes of data\n\nWe ask."),
    "words fall out of a quotation": ("> You may not sell.", ">\nYou may not sell."),
    "a figure is parted": ("The rate is 3.5 percent.", "The rate is 3. 5 percent."),
    "a chinese figure is parted": ("为期二十日。", "为期二 十日。"),
    "a figure of full width is parted": ("为期３０日。", "为期３ ０日。"),
    "a minus becomes a dash": ("The rate is -5 percent.", "The rate is - 5 percent."),
    "an address is parted": ("See https://a.example/b now.", "See https://a.example/ b now."),
    "a mail address is parted": ("Write to a@b.example now.", "Write to a@ b.example now."),
    "a heading is none any more": ("## Fees\n\nYou pay.", "##Fees\n\nYou pay."),
    "a chinese heading is none any more": ("## 费用\n\n您应付款。", "##费用\n\n您应付款。"),
    "a paragraph becomes a heading": ("You pay all.\n\n---\n\nNow.", "You pay all.\n---\n\nNow."),
    "an item is none any more": ("- one\n- two\n- three", "- one\n-two\n- three"),
    "a numbered item is none any more": ("1. one\n2. two", "1. one\n2.two"),
    "code is indented differently": (
        "```\nif late:\n    charge()\n    remind()\n```",
        "```\nif late:\n    charge()\nremind()\n```",
    ),
    "lines of code are joined": ("```\nfee # none\ncharge\n```", "```\nfee # none charge\n```"),
    "spaces within code go": ("<pre>\na  b\n</pre>", "<pre>\na b\n</pre>"),
    "a paragraph becomes code": ("Text.\n\nyou pay\n\nText.", "Text.\n\n    you pay\n\nText."),
    "bold words are bold no more": ("You **may** sell.", "You ** may** sell."),
    "chinese bold words are bold no more": ("您**应当**付款。", "您** 应当**付款。"),
    "a sentence goes into a paragraph of its own": (
        "You pay the fee unless you are poor. Then you pay half of it.",
        "You pay the fee unless you are poor.\n\nThen you pay half of it.",
    ),
    "a sentence goes into the paragraph before": (
        "You pay the fee.\n\nHalf of it is due now. The rest is due later.",
        "You pay the fee. Half of it is due now.\n\nThe rest is due later.",
    ),
    "two paragraphs become one": ("You pay.\n\nWe lend.", "You pay.\nWe lend."),
    "an item becomes part of the one before": ("- you read\n- you write", "- you read - you write"),
    "words within tags are joined": ("It is now<b> here</b>.", "It is now<b>here</b>."),
    "a control stands in place of a space": ("You pay now.", "You pay\x0bnow."),
}  # fmt: skip

SILENT = {
    "lines end elsewhere": (
        "We lend lanterns to all who ask for one\nand bring it back in time.",
        "We lend lanterns to all who\nask for one and bring it back in time.",
    ),
    "chinese lines end within a figure": (
        "我们把灯笼借给所有提出要求的人为期二\n十日并在期满后收回这些灯笼。",
        "我们把灯笼借给所有提出要求的人为\n期二十日并在期满后收回这些灯笼。",
    ),
    "a line is broken behind a hyphen": (
        "We lend all lanterns free of charge, a non-\nrefundable fee aside.",
        "We lend all lanterns free of charge, a\nnon-refundable fee aside.",
    ),
    "empty lines between paragraphs": ("We lend.\n\nYou pay.", "We lend.\n\n\n\nYou pay."),
    "a list is indented by four spaces and not by two": (
        "- a fee:\n  - first\n    - deep\n  - second\n- none",
        "-   a fee:\n    - first\n        - deep\n    - second\n-   none",
    ),
    "the cells of a table": ("|a|b|\n|-|-|\n|1|2|", "| a | b |\n| - | - |\n| 1 | 2 |"),
    "elements of a page": ("<p>You pay.</p>", "<p>\n  You pay.\n</p>"),
    "spaces beside chinese": ("您应在30天内付款。", "您应在 30 天内付款。"),
    "spaces around chinese bold words": ("您**应当**付款。", "您 **应当** 付款。"),
    "two spaces between sentences": ("We lend. You pay.", "We lend.  You pay."),
    "a quotation": ("> You pay.", ">You pay."),
    "two spaces at a paragraph's end": ("We lend.  \n\nYou pay.", "We lend.\n\nYou pay."),
}  # fmt: skip


def marked(redline: Redline) -> str:
    return "".join(
        text if kind == "=" else f"[{kind}{text}]"
        for block in redline.blocks
        if block.change != "kept"
        for kind, text in readable_block(redline, block)
    )


@pytest.mark.parametrize(("old", "new"), TELLING.values(), ids=TELLING)
@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_white_space_that_says_something_is_a_change_and_is_marked(
    old: str, new: str, back: bool
) -> None:
    pair = (new, old) if back else (old, new)
    redline = compare(*(BEFORE + text + BEHIND for text in pair))
    assert any(block.change == "changed" for block in redline.blocks)
    assert "[-" in marked(redline) or "[+" in marked(redline)
    assert not redline.summary.sentence().startswith("Only")
    shown = page("terms", [Part("terms", redline)])
    assert "</ins>" in shown or "</del>" in shown


@pytest.mark.parametrize(("old", "new"), SILENT.values(), ids=SILENT)
@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_white_space_that_says_nothing_is_no_change(old: str, new: str, back: bool) -> None:
    pair = (new, old) if back else (old, new)
    redline = compare(*(BEFORE + text + BEHIND for text in pair))
    assert {block.change for block in redline.blocks} == {"kept"}
    assert redline.summary.sentence() in {
        "Only white space changed.",
        "Only the length of drawn lines changed.",
    }


def test_signs_for_white_space_are_not_struck_on_a_page() -> None:
    old, new = TELLING["an item leaves the one it stood under"]
    shown = page("terms", [Part("terms", compare(old, new), "zh-CN")])
    assert '<del class="space">··</del>- after another' in shown
    assert '<div lang="zh-CN">' in shown


def test_a_sentence_that_was_only_parted_in_a_clause_counts_as_a_change_of_it() -> None:
    old, new = "## 1. Fees\n\nYou pay 3.5 euros.\n", "## 1. Fees\n\nYou pay 3. 5 euros.\n"
    redline = compare(old, new)
    assert redline.summary.sentence() == "1 clause changed."
    assert [clause.sentence() for clause in redline.clauses] == ["changed"]


def test_words_that_changed_beside_another_indent_show_both() -> None:
    old = "- A fee is due:\n  - after the first reminder\n  - after the second reminder\n"
    new = "- A fee is due:\n  - after the first reminder\n- after the third reminder\n"
    assert "[-··]- after the [-second][+third] reminder" in marked(compare(old, new))


def test_a_line_that_changed_and_is_broken_no_more_shows_both() -> None:
    old, new = "1 Main Street  \nLondon\n", "2 Main Street\nLondon\n"
    assert marked(compare(old, new)) == "[-1][+2] Main Street[-··]\n"


def test_a_paragraph_that_changed_and_joins_the_next_one_shows_both() -> None:
    old, new = "You pay 10 euros.\n\nWe lend.\n", "You pay 12 euros.\nWe lend.\n"
    assert marked(compare(old, new)) == "You pay [-10][+12] euros.\n[-↵]"


def test_the_front_matter_is_nested_by_its_indents() -> None:
    old = "---\nowner:\n  name: Ada\n  mail: ada\n---\nWe lend.\n"
    new = "---\nowner:\n  name: Ada\nmail: ada\n---\nWe lend.\n"
    assert "[-··]mail: ada" in marked(compare(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("---\ntitle: a\n---\n\nText.\n", "-----\ntitle: a\n---\n\nText.\n"),
        ("---\ntitle: a\n---\n\nText.\n", "---\ntitle: a\n----\n\nText.\n"),
        ("Text.\n\n```\n-----\n```\n", "Text.\n\n```\n--------\n```\n"),
    ],
)
def test_a_line_that_is_more_than_drawn_is_a_change_when_it_grows(old: str, new: str) -> None:
    for pair in ((old, new), (new, old)):
        assert [b.change for b in compare(*pair).blocks if b.change != "kept"] == ["changed"]


def test_a_number_written_with_a_backslash_is_not_called_white_space() -> None:
    redline = compare("1\\. You pay the fee.\n", "1. You pay the fee.\n")
    assert redline.summary.sentence() == "Only how numbers are written changed."


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("You pay 3. 5 euros of it.", "You pay 3.5 euros of it.", "ours"),
        ("You pay 3.5 euros of it.", "You pay 3.5 eur os of it.", "theirs"),
        ("You pay 3. 5 euros of it.", "You pay 3. 5 euros of it.", "alike"),
        ("You pay 3. 5 euros of it.", "You pay 3.5  euros of it.", "ours"),
    ],
)
def test_of_three_texts_white_space_that_says_something_is_a_change(
    ours: str, theirs: str, said: str
) -> None:
    found = three_way("You pay 3.5 euros of it.", ours, theirs)
    assert [passage.change for passage in found.passages] == [said]


def test_a_paragraph_that_moved_and_of_which_lines_end_elsewhere_shows_no_signs() -> None:
    moved, *others = (
        " ".join(f"{word}{k} gives the keeper of lamps some reason to {word}" for k in range(4))
        for word in ("lend", "mend", "count", "paint")
    )
    old = "\n\n".join(textwrap.fill(each, 72) for each in (moved, *others))
    new = "\n\n".join(textwrap.fill(each, 50) for each in (*others, moved))
    redline = compare(old, new)
    shown = [readable_block(redline, block) for block in redline.blocks]
    assert any(block.change == "moved" for block in redline.blocks)
    assert not [text for tokens in shown for kind, text in tokens if kind != "=" and "·" in text]
