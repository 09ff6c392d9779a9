"""Revisions from real repositories, reduced and told in our own words: what a reviewer reads."""

# ruff: noqa: E501  (a sentence of a policy stays on its line, in its own signs)
from __future__ import annotations

import pytest
from reader import changes, marked

from policyreview.redline import compare


def test_another_mark_before_bold_words_is_only_another_list_mark() -> None:
    old = "We light:\n\n- **streets**, by gas\n- __stairs__, by oil\n"
    new = old.replace("- ", "* ")
    assert changes(compare(old, new)) == ["renumbered", "renumbered"]
    assert compare(old, new).summary.sentence() == "Only list marks changed."


def test_a_chinese_list_item_made_bold_keeps_its_mark_and_its_words() -> None:
    old = "## 灯笼须知\n\n* 街灯\n  {: #streets }\n\n  街灯整夜点亮。\n"
    new = "## 灯笼须知\n\n* **街灯**\n{: #streets }\n\n  街灯整夜点亮。\n"
    assert marked(old, new) == ["changed: * {+**+}街灯{+**+}"]


def test_the_name_of_a_paragraph_put_above_it_has_not_moved() -> None:
    item = "灯笼公司为找到离您最近的路灯会询问您的位置，询问之前总会征得您的同意，并且从不保存。"
    other = "灯笼公司在停电之前给您写信，您可以随时退订这些信件，退订不收取任何费用。"
    old = f"* **定位**：{item}\n{{: #location-services .inline }}\n\n* **通知**：{other}\n{{: #push-notifications .inline }}\n"
    new = f"* **定位**\n{{: #location-services .inline }}\n\n    {item}\n\n* **通知**\n{{: #push-notifications .inline }}\n\n    {other}\n"
    assert "moved" not in changes(compare(old, new))


def test_of_a_word_with_another_apostrophe_only_that_is_marked() -> None:
    old = "Lisez l'avis de Lanterne, s'il vous concerne, ou demandez d'autres copies.\n"
    new = "Lisez l’avis de Lanterne, s’il vous concerne, ou demandez d’autres lampes.\n"
    assert marked(old, new) == [
        "changed: Lisez l[-'-]{+’+}avis de Lanterne, s[-'-]{+’+}il vous concerne, ou demandez d[-'-]{+’+}autres [-copies-]{+lampes+}."
    ]


def test_words_between_other_quotes_stay() -> None:
    old = 'Click "Light lamps" and all "lamps" of the street are lit.\n'
    new = "Click “Light lamps” and all “lamps” of the town are lit.\n"
    assert marked(old, new) == [
        'changed: Click [-"-]{+“+}Light lamps[-"-]{+”+} and all [-"-]{+“+}lamps[-"-]{+”+} of the [-street-]{+town+} are lit.'
    ]


def test_a_longer_line_below_a_heading_is_no_change() -> None:
    old = "[Fees #](#fees)\n-----\n\nYou pay by letter.\n"
    new = "[Fees](#fees)\n------------\n\nYou pay by letter.\n"
    assert marked(old, new) == ["changed: [Fees[- #-]](#fees)"]
    only = compare(old, old.replace("-----", "-------"))
    assert only.summary.sentence() == "Only the length of drawn lines changed."
    assert changes(compare(old, old.replace("-----", "====="))) == ["changed"]


def test_a_link_whose_address_stayed_keeps_its_brackets() -> None:
    old = "您可以查看[灯具设置说明](https://lantern.example/kb/lamps)。\n"
    new = "有关街灯的更多信息请见[帮助](https://lantern.example/kb/lamps)。\n"
    assert marked(old, new) == [
        "changed: [-您可以查看-]{+有关街灯的更多信息请见+}[[-灯具设置说明-]{+帮助+}](https://lantern.example/kb/lamps)。"
    ]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "請閱讀[燈具說明文件](https://lantern.example/kb/lamps)。",
            "請[閱讀燈具文件](https://lantern.example/kb/lamps)。",
            "請[-閱讀-][{+閱讀+}燈具[-說明-]文件](https://lantern.example/kb/lamps)。",
        ),
        (
            "街燈可以[關閉](https://lantern.example/kb/lamps)。",
            "街燈可以關閉，詳情見[城中的燈](https://lantern.example/kb/lamps)。",
            "街燈可以{+關閉，詳情見+}[[-關閉-]{+城中的燈+}](https://lantern.example/kb/lamps)。",
        ),
        (
            "Lantern sells by [post](https://post.example/a/) and [door](https://door.example/b).",
            "Lantern sells by [post](https://mail.example/c/), [street](https://street.example/d/) and [door](https://door.example/b).",
            "Lantern sells by [post]([-https://post.example/a/-]{+https://mail.example/c/+}){+, [street](https://street.example/d/)+} and [door](https://door.example/b).",
        ),
        (
            "You can [light](https://lantern.example/kb/lamps) or [quench](https://lantern.example/kb/lamps#all) lamps.",
            "You can [light or quench](https://lantern.example/kb/lamps) lamps.",
            "You can [-[light](https://lantern.example/kb/lamps) or -][{+light or +}quench](https://lantern.example/kb/lamps[-#all-]) lamps.",
        ),
    ],
)
def test_a_link_that_stayed_keeps_both_its_brackets(before: str, after: str, shown: str) -> None:
    assert marked(before + "\n", after + "\n") == [f"changed: {shown}"]


def test_a_link_to_something_else_in_other_words_is_another_link() -> None:
    old = "Nous utilisons un tiers ; lisez la [politique des lampes](https://www.lantern.example/privacy/) avant de payer.\n"
    new = "Nous utilisons [Chandelle](https://www.candle.example/terms) et [Falot](https://www.falot.example/pay) avant de payer.\n"
    assert marked(old, new) == [
        "changed: Nous utilisons [-un tiers ; lisez la [politique des lampes](https://www.lantern.example/privacy/)-]{+[Chandelle](https://www.candle.example/terms) et [Falot](https://www.falot.example/pay)+} avant de payer."
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("/articles/lantern-terms", "/policies/lantern-terms/lantern-terms",
         "/[-articles-]{+policies/lantern-terms+}/lantern-terms"),
        ("https://lantern.example/en-US/kb/find-faster-lamps", "https://lantern.example/kb/lamps",
         "https://lantern.example/[-en-US/-]kb/[-find-faster--]lamps"),
        ("#tools", "https://lantern.example/privacy/#tools",
         "{+https://lantern.example/privacy/+}#tools"),
        ("https://lantern.example/privacy/cookies", "https://docs.lantern.example/privacy/cookies",
         "[-https://lantern.example/privacy/cookies-]{+https://docs.lantern.example/privacy/cookies+}"),
        ("https://lantern.example/law/keep/for/lamps", "https://lantern.example/rule/keep/of/lamps/now",
         "[-https://lantern.example/law/keep/for/lamps-]{+https://lantern.example/rule/keep/of/lamps/now+}"),
    ],
)  # fmt: skip
def test_an_address_changed_in_whole_steps_or_as_a_whole(old: str, new: str, said: str) -> None:
    text = "Read the [rules]({}) first.\n"
    assert marked(text.format(old), text.format(new)) == ["changed: " + text.format(said).strip()]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Write to {} or by post.", "legal@lamp.example", "legal-support@lantern.example"),
        ("Late payments bear {} % interest.", "1.5", "1.9"),
        ("Offices close at {} on that day.", "17:30", "16:00"),
        ("本条自第 {} 款起适用。", "3.5", "3.6"),
    ],
)
def test_a_mail_address_and_an_amount_change_as_a_whole(text: str, old: str, new: str) -> None:
    assert marked(text.format(old) + "\n", text.format(new) + "\n") == [
        "changed: " + text.format(f"[-{old}-]{{+{new}+}}")
    ]


def test_a_list_of_clause_numbers_is_not_cut_within_one_of_them() -> None:
    old = '{% links clauses="1.1, 1.3, 1.4, 6.1, 6.2" %}\n'
    new = '{% links clauses="1.1, 1.2, 4.1, 8.1, 8.2" %}\n'
    assert marked(old, new) == [
        'changed: {% links clauses="1.1, [-1.3, 1.4, 6.1-]{+1.2, 4.1, 8.1+}, [-6.2-]{+8.2+}" %}'
    ]


def test_a_paragraph_replaced_by_a_short_one_stands_beside_it() -> None:
    text = "### 3.2.3 Who you are\n\n{}\n\n### 3.2.4 Other things\n\nNone.\n"
    long = (
        "Lantern does not print names of persons into its papers and asks no town clerk for them."
    )
    assert marked(text.format(long), text.format("Not applicable.")) == [
        f"changed: [-{long}-]{{+Not applicable.+}}"
    ]


def test_a_heading_is_not_shown_as_what_a_line_of_markup_became() -> None:
    text = "Lamps burn all night.\n\n{}\n\nStairs are dark by day.\n"
    old, new = text.format("#### Light, stairs and doors"), text.format("{: #light-tools }")
    assert changes(compare(old, new)) == ["deleted", "inserted"]


def test_a_number_put_into_the_link_behind_it_is_a_change_of_its_clause() -> None:
    old = "# 3. Work together\n\n3.1 [Form teams that know lamps and stairs](#31)\n\n3.2 [Share what you find](#32)\n"
    new = "# 3. Work together\n\n[3.1 Form teams that know lamps and stairs](#31)\n\n[3.2 Share what you find](#32)\n"
    assert compare(old, new).summary.sentence() == "2 clauses changed."


def test_a_hyphen_that_looks_like_another_is_named() -> None:
    redline = compare("Write an e-mail to us.\n", "Write an e\u2011mail to us.\n")
    assert [each.text for each in redline.invisible] == [
        "Hyphen changed from hyphen-minus to non-breaking hyphen."
    ]


def test_a_japanese_word_in_katakana_changes_as_a_whole() -> None:
    old = "初めてランタンを利用するユーザ向けの案内です。\n"
    assert marked(old, old.replace("ユーザ", "ユーザー")) == [
        "changed: 初めてランタンを利用する[-ユーザ-]{+ユーザー+}向けの案内です。"
    ]


def test_white_space_beside_a_change_is_not_struck_with_its_words() -> None:
    old = "**3.4**    Developer shall not light lamps in any way other than by hand.\n"
    new = (
        "**3.4** With respect to lamps that light themselves, Developer tests them first by hand.\n"
    )
    assert marked(old, new) == [
        "changed: **3.4** [-Developer shall not light lamps in any way other than-]{+With respect to lamps that light themselves, Developer tests them first+} by hand."
    ]


def test_the_links_of_a_table_cell_come_and_go_with_their_tags() -> None:
    one = '<td>Lire <a href="https://lantern.example/kb/street">Rue</a>{} sur vos lampes.</td>\n'
    more = ', <a href="https://lantern.example/kb/stairs">Escalier</a> ou <a href="https://lantern.example/kb/doors">Porte</a>'
    assert marked(one.format(""), one.format(more)) == [
        "changed: " + one.format(f"{{+{more}+}}").strip()
    ]


def test_an_attribute_put_into_a_tag_is_all_that_is_marked_of_it() -> None:
    old = '<label for="lamp" class="required"><b>Lamp</b></label>\n'
    new = '<label for="lamp" class="required grid"><b>Lamp</b></label>\n'
    assert marked(old, new) == [
        'changed: <label for="lamp" class="required{+ grid+}"><b>Lamp</b></label>'
    ]


def test_a_word_beside_which_only_a_mark_changed_is_kept() -> None:
    old = "- b. Termination With Cause. Lantern may end the agreement at once.\n"
    new = "* (b) Termination. Lantern may end the agreement at once.\n"
    assert marked(old, new) == [
        "changed: [-- b.-]{+* (b)+} Termination[- With Cause-]. Lantern may end the agreement at once."
    ]


def test_a_row_of_a_table_changes_cell_by_cell() -> None:
    old = "| Name | Service | Place |\n|---|---|---|\n| Birdie | Customer Support Services | France |\n"
    new = "| Name | Service | Place |\n|------|---------|-----|\n| Brain | Software service | Norway |\n"
    assert marked(old, new) == [
        "changed: | [-Birdie-]{+Brain+} | [-Customer Support Services-]{+Software service+} | [-France-]{+Norway+} |"
    ]


def test_an_amount_in_chinese_numerals_changes_as_a_whole() -> None:
    old = "逾期付款自当月一日起按百分之一点五计息，记录保存二十三年。\n"
    new = "逾期付款自当月一日起按百分之一点九计息，记录保存二十五年。\n"
    assert marked(old, new) == [
        "changed: 逾期付款自当月一日起按[-百分之一点五-]{+百分之一点九+}计息，记录保存[-二十三-]{+二十五+}年。"
    ]
