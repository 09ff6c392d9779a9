"""Redlines of revisions as policies really see them, told with an invented company's words."""

# ruff: noqa: E501  (a sentence of a policy stays on its line)
from __future__ import annotations

import re
import textwrap

import pytest
from reader import changes, marked, written

from policyreview.redline import chinese, compare
from policyreview.redline.showing import readable
from policyreview.redline.wording import whole_words


def test_a_date_and_its_machine_form_change_as_whole_dates() -> None:
    old = 'Effective 28 February 2025\n{: datetime="2025-02-28" }\n\nLantern Ltd keeps records.\n'
    new = 'Effective 10 June 2025\n{: datetime="2025-06-10" }\n\nLantern Ltd keeps records.\n'
    assert marked(old, new) == [
        "changed: Effective [-28 February 2025-]{+10 June 2025+}",
        'changed: {: datetime="[-2025-02-28-]{+2025-06-10+}" }',
    ]


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("{}生效", "2022 年 11 月 29 日", "2023 年 3 月 8 日"),
        ("更新日期：{}。", "2025年3月3日", "2025年3月13日"),
        ("本政策自{}起生效", "二〇二五年三月三日", "二〇二五年五月三日"),
        ("*発効日 {}*", "2025 年 2 月 25 日", "2025 年 6 月 2 日"),
        ("Date d’effet : {}", "mardi 25 février 2025", "lundi 2 juin 2025"),
        ("Gültig ab {}", "Dienstag, 4. Juni 2019", "10. September 2019"),
        ("Last updated {}.", "March 3, 2025", "March 13, 2025"),
        ("Valid from {} on", "03.03.2025", "13.03.2025"),
    ],
)
def test_a_date_that_changed_is_marked_as_a_whole(line: str, before: str, after: str) -> None:
    text = "Lantern 灯笼\n\n{}\n\nWe look after your data. 我们保护您的信息。\n"
    old, new = (text.format(line.format(date)) for date in (before, after))
    assert marked(old, new) == ["changed: " + line.format(f"[-{before}-]{{+{after}+}}")]


def test_chinese_changes_are_widened_to_words_where_a_segmenter_is_at_hand() -> None:
    words = ["我们", "将会", "将要", "及时", "删除", "您", "的", "信息"]

    def cut(text: str) -> list[str]:
        return re.findall("|".join([*words, "."]), text, re.DOTALL)

    old, new = "我们将会删除您的信息。\n", "我们将要及时删除您的信息。\n"
    [block] = compare(old, new).blocks
    assert block.tokens[:3] == (("=", "我们将"), ("-", "会"), ("+", "要及时"))
    assert whole_words(block.tokens, cut)[:3] == (("=", "我们"), ("-", "将会"), ("+", "将要及时"))


def test_the_optional_segmenter_widens_what_is_shown_and_not_what_scripts_read() -> None:
    pytest.importorskip("rjieba", reason="the segmenter is optional")
    old, new = "本公司将会删除您的个人信息。\n", "本公司将要删除您的个人信息。\n"
    [block] = compare(old, new).blocks
    assert ("-", "会") in block.tokens
    assert ("-", "将会") in readable(block.tokens)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "我们保存街灯的数据一年。",
            "我们保存街灯的数字一年。",
            "我们保存街灯的[-数据-]{+数字+}一年。",
        ),
        (
            "灯笼公司希望了解您的街道。",
            "灯笼公司希望理解您的街道。",
            "灯笼公司希望[-了解-]{+理解+}您的街道。",
        ),
        ("請更新您的帳戶資料。", "請更新您的帳號資料。", "請更新您的[-帳戶-]{+帳號+}資料。"),
        (
            "灯具和平台的数据由员工处理。",
            "灯具与平台的数据将会员工处理。",
            "灯具[-和-]{+与+}平台的数据[-由-]{+将会+}员工处理。",
        ),
        ("您可撤消街灯的预订。", "您可撤销街灯的预订。", "您可[-撤消-]{+撤销+}街灯的预订。"),
        # what is left of these is a word
        ("街灯或者门灯由我们点亮。", "街灯或门灯由我们点亮。", "街灯或[-者-]门灯由我们点亮。"),
        ("公司會寄信給您。", "公司將會寄信給您。", "公司{+將+}會寄信給您。"),
        ("设置灯笼的搜索引擎", "设置灯笼的搜索", "设置灯笼的搜索[-引擎-]"),
        # it could as well stand one character later, within a word
        ("所有網路使用者", "所有網際網路使用者", "所有{+網際+}網路使用者"),
    ],
)
def test_common_chinese_words_are_shown_whole_without_a_segmenter(
    before: str, after: str, shown: str
) -> None:
    [block] = compare(before, after).blocks
    assert written(whole_words(block.tokens, chinese.cut)) == shown


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "我們會將您的街名、與門牌有關的書信往來過程、選單偏好設定，以及您如何與守夜人初次見面等資料存放在塔樓。",
            "我們會將您的街名、儀表板、選單喜好設定、您透過燈籠帳戶借用的梯子及繩索、您和我們的車夫等資料存放在塔樓。",
            "我們會將您的街名、[-與門牌有關的書信往來過程、選單偏好設定，以及您如何與守夜人初次見面-]{+儀表板、選單喜好設定、您透過燈籠帳戶借用的梯子及繩索、您和我們的車夫+}等資料存放在塔樓。",
        ),
        (  # one long edit is no reason to strike what stayed far behind it
            "守夜人名单：灯笼公司每天例行与钟楼联系一次，以检查梯子信息，检查是否有坏了的梯子。这些信息包括但不限于楼层、门牌号、街道的名字、上次借走的时间和您已借走的梯子列表。",
            "守夜人名单：灯笼公司的骑手和车夫会定期来到城门保护您和邻居，免遭旧梯子的危害。要登记和归还梯子，需要您的楼层和家门的颜色、邻居的门牌以及已借走梯子的列表等有关说明。",
            "守夜人名单：灯笼公司[-每天例行与钟楼联系一次，以检查梯子信息，检查是否有坏了的梯子。这些信息包括但不限于楼层、门牌号、街道的名字、上次借走的时间和您-]{+的骑手和车夫会定期来到城门保护您和邻居，免遭旧梯子的危害。要登记和归还梯子，需要您的楼层和家门的颜色、邻居的门牌以及+}已借走[-的-]梯子{+的+}列表{+等有关说明+}。",
        ),
    ],
)
def test_a_word_here_and_there_of_a_sentence_written_again_is_struck_with_it(
    before: str, after: str, shown: str
) -> None:
    assert marked(before + "\n", after + "\n") == [f"changed: {shown}"]


def test_an_inserted_address_is_one_insertion() -> None:
    old = "Read about [lamps](https://lantern.example/lamps).\n"
    new = "Read about [lamps](https://lantern.example/lamps), [stairs](https://stairs.example/all) or [doors](https://doors.example/all).\n"
    inserted = [t for b in compare(old, new).blocks for kind, t in b.tokens if kind == "+"]
    assert len(inserted) == 1


def test_a_date_that_stayed_is_not_marked_with_what_changed_beside_it() -> None:
    old = "From 1 May 2025 Lantern keeps records for two years.\n"
    new = "From 1 May 2025 on, Lantern keeps records for two years.\n"
    assert marked(old, new) == [
        "changed: From 1 May 2025 {+on, +}Lantern keeps records for two years."
    ]


def test_another_list_mark_is_no_change_of_words() -> None:
    items = ["your name and address", "the lamps you ordered", "the letters you wrote to us"]
    old = "We keep:\n\n" + "".join(f"* {item}\n" for item in items)
    redline = compare(old, old.replace("* ", "- "))
    assert changes(redline) == ["renumbered"] * 3
    assert redline.blocks[-1].tokens == (
        ("-", "*"),
        ("+", "-"),
        ("=", " the letters you wrote to us\n"),
    )
    assert redline.summary.sentence() == "Only list marks changed."


def test_another_list_mark_leaves_the_words_changed_in_that_item_alone() -> None:
    old = "We keep:\n\n* 您的姓名和地址\n* the lamps you ordered from us\n"
    new = "We keep:\n\n- 您的姓名和地址\n- the lamps you bought from us\n"
    assert marked(old, new) == [
        "renumbered: [-*-]{+-+} 您的姓名和地址",
        "changed: [-*-]{+-+} the lamps you [-ordered-]{+bought+} from us",
    ]


def test_the_mark_of_a_heading_stays_when_all_its_words_change() -> None:
    old = "## 您应当知道的事\n\n我们保护您的信息。\n"
    new = "## 须知\n\n我们保护您的信息。\n"
    assert marked(old, new) == ["changed: ## [-您应当知道的事-]{+须知+}"]


def test_no_moved_passage_begins_or_ends_within_a_tag() -> None:
    def row(link: str, words: str) -> str:
        return f'<td>请在此查阅灯笼公司为<a href="https://lantern.example/{link}">{words}</td>\n'

    shared = "桌面端</a>、街灯与楼梯灯收集的信息的详细说明，以及每种灯的保存期限。"
    others = [f"<td>第{n}段说明灯笼公司怎样保存各户的灯。</td>\n" for n in "甲乙丙丁戊己庚"]
    old = "".join([row("a/desktop", shared), *others, "<td>没有其他内容。</td>\n"])
    new = "".join([*others, row("b/stairs/index", "全部</a>灯具收集的信息。" + shared)])
    redline = compare(old, new)
    for text, spans in (
        (old, [b.old for b in redline.blocks if b.change == "moved" and b.old]),
        (new, [b.new for b in redline.blocks if b.change == "moved" and b.new]),
    ):
        for place in (edge for span in spans for edge in span):
            assert text.rfind("<", 0, place) <= text.rfind(">", 0, place)


def test_a_short_clause_that_another_sentence_uses_has_not_moved() -> None:
    clause = "unless the law of Arcadia asks for more;"
    first = f"Lantern keeps your letters for a year: {clause} then it burns them in the yard."
    other = "Lamps that nobody collects within a month are sold at the spring fair of the town."
    last = "Books are kept for ten years in the tower: after that the town has them."
    old = f"{first}\n\n{other}\n\n{last}\n"
    shorter, longer = first.replace(f" {clause}", ""), last.replace(": ", f": {clause} ")
    new = f"{shorter}\n\n{other}\n\n{longer}\n"
    assert "moved" not in changes(compare(old, new))


def test_renumbered_clauses_are_said_to_be_and_nothing_else_of_them() -> None:
    terms = ["Accounts. You keep your password secret.", "Fees. You pay Lantern monthly.",
             "Ending. Either side may end this.", "Law. The law of Arcadia governs."]  # fmt: skip
    old = "\n\n".join(f"{k}. {t}" for k, t in enumerate(terms, 1)) + "\n"
    fresh = "Support. Lantern answers letters within two working days."
    new = "\n\n".join(f"{k}. {t}" for k, t in enumerate([terms[0], fresh, *terms[1:]], 1)) + "\n"
    assert changes(compare(old, new)) == ["inserted", "renumbered", "renumbered", "renumbered"]
    assert marked(old, new)[1] == "renumbered: [-2.-]{+3.+} Fees. You pay Lantern monthly."


def test_chinese_articles_are_renumbered_too() -> None:
    old = "第一条 总则。本协议适用于全部用户。\n\n第二条 费用。用户按月付费。\n\n第三条 终止。任何一方均可终止。\n"
    new = "第一条 总则。本协议适用于全部用户。\n\n第二条 终止。任何一方均可终止。\n"
    assert changes(compare(old, new)) == ["deleted", "renumbered"]


def test_a_clause_that_moved_is_shown_at_both_ends_with_the_words_changed_on_the_way() -> None:
    moved = (
        "Lantern keeps the records of each order for seven years, as the tax law of Arcadia asks."
    )
    others = [
        "You may ask for a copy of all that Lantern stores about you, free of charge, at any time.",
        "Cookies remember the language that you chose and are never used for advertisements.",
        "Letters are answered by people, not by machines, within two working days of their arrival.",
        "Children under fourteen years need the consent of a parent to open an account with us.",
    ]
    old = "\n\n".join([moved, *others]) + "\n"
    new = "\n\n".join([*others, moved.replace("seven", "ten")]) + "\n"
    assert marked(old, new) == [
        "moved away: Lantern keeps the re",
        "moved: " + moved.replace("seven", "[-seven-]{+ten+}"),
    ]


def test_a_sentence_that_moved_into_another_paragraph_is_not_deleted_and_inserted() -> None:
    sentence = "We never sell what you tell us to anyone, whatever they may offer for it."
    first = "Lantern collects your name and address. {}Both are needed to send you a lamp."
    middle = "Payments are made by card or by letter, and both are recorded in our books."
    last = "Ask us about anything. {}Our address stands at the end of this page."
    old = "\n\n".join([first.format(sentence + " "), middle, last.format("")]) + "\n"
    new = "\n\n".join([first.format(""), middle, last.format(sentence + " ")]) + "\n"
    assert changes(compare(old, new)) == ["moved"]


def test_a_chinese_sentence_that_moved_is_told_as_moved() -> None:
    sentence = "未经您的书面同意，我们不会向任何第三方出售您的个人信息。"
    old = f"我们收集姓名和地址。{sentence}这些信息用于寄送灯具。\n\n付款可以使用银行卡。\n\n如有疑问，请与我们联系。\n"
    new = f"我们收集姓名和地址。这些信息用于寄送灯具。\n\n付款可以使用银行卡。\n\n如有疑问，请与我们联系。{sentence}\n"
    assert changes(compare(old, new)) == ["moved"]


def test_a_phrase_used_again_elsewhere_is_no_move() -> None:
    old = "See the [notice of Lantern accounts](https://lantern.example/accounts). It says more.\n\nOther things follow here, at length.\n"
    new = "Other things follow here, at length.\n\nFor your orders we use other data, as the [notice of Lantern accounts](https://lantern.example/accounts) explains in detail.\n"
    assert "moved" not in changes(compare(old, new))


def test_lines_wrapped_anew_are_no_change() -> None:
    text = "Lantern collects your name and your address, since both are needed to send you a lamp, and keeps them for as long as you are a customer."
    narrow, wide = textwrap.fill(text, 50), textwrap.fill(text, 78)
    redline = compare(f"# Data\n\n{narrow}\n", f"# Data\n\n{wide}\n")
    assert not any(block.reworded for block in redline.blocks)
    assert redline.summary.sentence() == "Only white space changed."


def test_a_paragraph_that_was_split_keeps_its_words() -> None:
    first = "Lantern collects your name and address, which it needs to send you a lamp."
    second = "It deletes both within thirty days when you close your account with us."
    redline = compare(f"{first} {second}\n", f"{first}\n\n{second}\n")
    assert not any(block.reworded for block in redline.blocks)


def test_a_heading_that_was_translated_stands_beside_its_old_self() -> None:
    old = "## 1. Use open standards by default\n\nText.\n\n## 2. Reuse before you buy anything at all\n\nMore.\n"
    new = "## 1. Se servir de normes ouvertes\n\nText.\n\n## 2. Réutiliser avant d’acheter quoi que ce soit\n\nMore.\n"
    assert changes(compare(old, new)) == ["changed", "changed"]


def test_a_paragraph_replaced_by_foreign_text_has_no_crumbs() -> None:
    old = "Intro.\n\nLantern may store the readings of your lamp in order to find faults before you do, if you agree to it when the lamp is set up.\n\nEnd.\n"
    new = "Intro.\n\nDisputes are heard by the court of Arcadia town alone; the parties waive any other venue, and each bears its own costs there.\n\nEnd.\n"
    kept = [
        text
        for block in compare(old, new).blocks
        if block.change == "changed"
        for kind, text in block.tokens
        if kind == "=" and text.strip(" \n,.")
    ]
    assert kept == []


def test_a_letter_written_in_another_unicode_form_is_named() -> None:
    redline = compare("La clé est privée.\n", "La cle\u0301 est privée.\n")
    assert [each.kind for each in redline.invisible] == ["Unicode form"]


def test_hidden_characters_and_line_ends_are_named() -> None:
    redline = compare("Lantern pays.\nAlways.\n", "Lantern\u202e pays.\r\nAlways.\r\n")
    kinds = {each.kind for each in redline.invisible}
    assert kinds == {"line ends", "hidden character"}
    assert any("U+202E" in each.text for each in redline.invisible)


def test_a_no_break_space_in_place_of_a_space_is_named() -> None:
    redline = compare("Délai : 30 jours.\n", "Délai\u00a0: 30 jours.\n")
    assert [each.text for each in redline.invisible] == [
        "White space changed from space to no-break space."
    ]


def test_a_sentence_used_again_elsewhere_is_still_found_when_its_paragraph_is_split() -> None:
    again = "This data is used by Lantern alone and is never shown to any third party."
    old = (
        f"We read the settings of your lamp. {again}\n\nWe read the clock of your stairs. {again}\n"
    )
    new = f"We read the settings of your lamp.\n\n{again}\n\nWe read the clock of your stairs. {again}\n"
    assert not any(block.reworded for block in compare(old, new).blocks)


def test_a_sentence_used_again_elsewhere_can_move_too() -> None:
    again = "This data is used by Lantern alone and is never shown to any third party."
    lamp, clock, door, end = (
        "We read the settings of your lamp.",
        "We read the clock of your stairs, if there is one.",
        "We note when your door opens and closes.",
        "Ask us for a copy of all of it whenever you like.",
    )
    old = f"{lamp} {again}\n\n{clock} {again}\n\n{door}\n\n{end} It costs you nothing.\n"
    new = f"{lamp} {again}\n\n{clock}\n\n{door}\n\n{end} {again} It costs you nothing.\n"
    assert changes(compare(old, new)) == ["moved"]


def test_clauses_that_say_the_same_are_not_taken_for_each_other_by_their_new_number() -> None:
    def text(titles: list[str]) -> str:
        return "\n\n".join(
            f"{k}. Rules for {title}\n\n{k}.1 No stipulation." for k, title in enumerate(titles, 1)
        )

    titles = ["keys", "lamps", "stairs", "doors", "clocks"]
    redline = compare(text(titles), text(["roofs", *titles]))
    assert changes(redline) == ["inserted", "inserted"] + ["renumbered"] * 10


def test_a_merged_heading_keeps_its_number() -> None:
    old = "Lantern keeps control of every account.\n\n### 2. What we ask of you\n\nBe kind.\n"
    new = "Lantern keeps control of every account. ### 2. What we ask of you\n\nBe kind.\n"
    assert not any(block.reworded for block in compare(old, new).blocks)


def test_only_the_part_of_a_clause_number_that_changed_is_marked() -> None:
    old = "Keys are revoked as section 4.9.1 of the rules of Arcadia asks.\n"
    assert marked(old, old.replace("4.9.1", "5.9.1")) == [
        "changed: Keys are revoked as section [-4-]{+5+}.9.1 of the rules of Arcadia asks."
    ]


def test_markup_that_is_there_again_has_not_moved() -> None:
    item = "                    <li>浏览数据</li>\n"
    others = "".join(f"<p>第{n}段说明灯笼公司怎样保存各户的灯。</p>\n" for n in "甲乙丙丁")
    assert "moved" not in changes(compare(item + others, others + item))
