"""Where the marks of a redline begin and end, as a reviewer of real revisions wants them."""

# ruff: noqa: E501  (a sentence of a policy stays on its line)
from __future__ import annotations

import re

import pytest
from reader import changes, marked

from policyreview.redline import compare
from policyreview.redline.showing import readable
from policyreview.redline.wording import whole_words


def test_a_new_row_of_a_table_is_not_woven_into_the_next_one() -> None:
    def row(mark: str, title: str, words: str) -> str:
        slug = title.lower().replace(" ", "-")
        return f"| [{mark}. {title}](#{mark.lower()}-{slug}) | {words} |\n"

    doors = "These are the terms for doors, and say who may open them at night."
    lamps = "These are some more terms, which apply to lamps that are not sold yet."
    books = "We keep books of every order, and you may read them whenever you like."
    old = row("I", "Doors", doors) + row("J", "Lamps To Come", lamps) + row("K", "Books", books)
    stairs = "These are the terms for stairs, and for how they may be climbed or swept by anyone."
    new = row("I", "Doors", doors) + row("J", "Stairs And Ladders", stairs)
    new += row("K", "Lamps To Come", lamps) + row("L", "Books", books)
    assert changes(compare(old, new)) == ["inserted", "changed", "changed"]
    assert marked(old, new)[1].startswith("changed: | [[-J-]{+K+}. Lamps To Come](#[-j-]{+k+}-")


def test_a_paragraph_put_in_behind_another_takes_no_point_of_it() -> None:
    first = "This page says nothing about how Lantern treats your letters{}."
    gone = "If the shop opens a second door, put a notice up before anyone comes in."
    come = "See the [letters page](./letters.md) and the [doors page](./doors.md) for what Lantern promises; both have to be read before anyone comes in."
    old = "# Papers\n\n" + first.format("") + "\n\n" + gone + "\n"
    new = "# Papers\n\n" + first.format(" in full") + "\n\n" + come + "\n"
    assert marked(old, new)[0] == "changed: " + first.format("{+ in full+}")


def test_a_bold_paragraph_that_went_leaves_no_stars_to_the_next_one() -> None:
    kept = (
        "any person that stands under one roof with another and shares its lamps with all of them"
    )
    old = f"# Words\n\n**In short:** *We use these words all the time, so read them once.*\n\n1. “Neighbour” refers to {kept}.\n"
    new = f"# Words\n\n**“Neighbour”** means {kept}.\n"
    assert changes(compare(old, new)) == ["deleted", "changed"]


def test_a_heading_and_paragraphs_that_went_are_not_one_with_another_heading() -> None:
    old = (
        "### Lamps {: #lamps }\n\nWe mend lamps of all makes in our yard.\n\n### Stairs\n\n"
        "Stairs are swept on Fridays, unless it snows.\n\nAsk us for a ladder, should you need one.\n{: #stairs }\n\n"
        "### Doors\n\nDoors are painted in spring.\n"
    )
    new = (
        "### Lamps {: #lamps }\n\nWe mend lamps of all makes in our yard.\n\n### Windows {: #panes }\n\n"
        "### Doors\n\nDoors are painted in spring.\n"
    )
    shown = [line for line in marked(old, new) if not line.startswith("deleted")]
    assert all("⏎" not in line and "swept" not in line for line in shown)


def test_a_passage_that_only_an_address_was_put_into_moves_as_one() -> None:
    others = [
        "Lamps are tested twice a year by people who know them well, and mended at once.",
        "Letters are answered within two working days, on paper if you like that better.",
        "Books of all orders are kept for seven years in the tower beside the mill.",
    ]
    link = "[partners](https://support.lantern.example/partners#who-are-they)"
    doors = f"* __Doors__: Lantern notes which doors you open, and may tell its {link}."
    floors = "* __Stairs__: Lantern asks you for your floor, and uses it to find the stairs that suit you best. It may tell {}partners{}, but partners do not hear your name."
    more = "In the north it may also hear which streets you look for (when you ask for the way to Malta, for instance), and tell that to our friends, so that they can offer you ladders for the way. Neither Lantern nor its friends then know who asked, once the way has been shown to you."
    old = "\n\n".join([*others, doors, floors.format("", "")]) + "\n"
    address = link[link.index("]") :]
    new = "\n\n".join([floors.format("our [", address) + " " + more, *others]) + "\n"
    assert marked(old, new)[0] == "moved: " + floors.format("{+our [+}", f"{{+{address}+}}")


def test_a_chinese_passage_that_only_an_address_was_put_into_moves_as_one() -> None:
    moved = "灯笼公司会把您的街道和门牌号告诉送货人，以便他按时把灯送到您家门口。灯笼公司可能会与我们的{}分享您的门牌号，但不会把您的姓名告诉他们。"
    others = [
        "本公司每年两次检查所有街灯，坏了的立刻修好，不另收费。",
        "来信在两个工作日之内答复，您愿意的话也可以用纸回信。",
        "所有订单的账簿在磨坊旁边的塔楼里保存七年，之后销毁。",
    ]
    more = "在北方，我们还可能得知您在寻找哪些街巷（例如当您问起去海边的路时），并转告给朋友，好让他们为您备好梯子和火把。一旦给您指了路，谁也不知道是哪一位问过。如果您不愿意，请随时写信给我们的掌柜，他会在当天把这项功能关掉。"
    link = "[伙伴](https://support.lantern.example/kb/lamps#w_who-are-the-partners-of-lantern)"
    old = "\n\n".join([*others, moved.format("伙伴")]) + "\n"
    new = "\n\n".join([moved.format(link) + more, *others]) + "\n"
    assert changes(compare(old, new)) == ["moved", "inserted"]


def test_a_moved_sentence_goes_on_to_its_end_behind_a_link_that_was_put_into_it() -> None:
    before = "* __Treppen__: Lanterne fragt nach Ihrem Stockwerk, um die Treppe zu finden, die Ihnen am besten passt."
    moved = "Lanterne darf das Wissen um Ihre Treppen – nicht aber Ihren Namen – mit unseren {} zu teilen beginnen."
    more = "Im Norden erfährt Lanterne auch, welche Straßen Sie suchen (wenn Sie etwa nach dem Weg ans Meer fragen), und sagt es denen, die dort Leitern halten. Weder Lanterne noch diese wissen dann, wer gefragt hat, und niemand schreibt es in ein Buch."
    others = [
        "Lampen werden zweimal im Jahr von Leuten geprüft, die sie gut kennen, und gleich ausgebessert.",
        "Briefe werden binnen zwei Tagen beantwortet, auf Papier, wenn Ihnen das lieber ist als der Bote.",
        "Bücher über alle Bestellungen stehen sieben Jahre im Turm neben der Mühle, danach werden sie verbrannt.",
    ]
    address = "](https://hilfe.lanterne.example/kb/lampen#w_wer-sind-die-freunde-von-lanterne)"
    old = "\n\n".join([*others, f"{before} {moved.format('Freunden')}"]) + "\n"
    new = "\n\n".join([f"{before} {moved.format('[Freunden ' + address)} {more}", *others]) + "\n"
    shown = moved.replace("{} ", f"{{+[+}}Freunden {{+{address} +}}")
    assert marked(old, new)[0] == f"moved: {before} {shown}"


def test_a_moved_passage_does_not_begin_with_a_comma() -> None:
    moved = "灯笼公司会把您要找的街道告诉守夜人，以便他在您到来之前点亮沿途所有的街灯和门灯。"
    others = [
        "本公司每年两次检查所有街灯，坏了的立刻修好，不另收费。",
        "来信在两个工作日之内答复，您愿意的话也可以用纸回信。",
        "所有订单的账簿在磨坊旁边的塔楼里保存七年，之后销毁。",
    ]
    more = "没有人会知道您的姓名，守夜人也只记得门牌号。第二天早上他会把记下的门牌号全部擦掉，除非您写信请他多留几天。"
    before = "在集市的日子里，城门整夜开着，外地来的客人可以在塔楼里领一盏灯，离开的时候放回原处就行，不必付钱。"
    old = "\n\n".join([*others, f"通常在夜里，{moved}{more}"]) + "\n"
    new = (
        "\n\n".join(
            [f"{before}如果您住在城里并且写过信给守夜人、他的邻居或者钟楼的主人，{moved}", *others]
        )
        + "\n"
    )
    assert f"moved: {moved}" in marked(old, new)


def test_a_japanese_name_that_another_sentence_uses_has_not_moved() -> None:
    name = "[ランタンハウスのストリートランプに関するお知らせ](https://lantern.example/lamps/)"
    others = [
        "ランタンは毎年二回すべての街灯を調べ、壊れたものをすぐに直します。",
        "手紙には二日以内に答えますが、紙の手紙でもお返事できます。",
        "注文の帳簿は水車小屋の隣の塔に七年間しまっておきます。",
    ]
    ladders = f"梯子を借りるには登録が必要です。登録すると、町内の梯子の置き場所が分かります。詳細は {name} をご覧ください。"
    doors = f"門灯をつけたいときは、お住まいの通りと番地を手紙に書いてください。それらは{name}にしたがって使われます。"
    old, new = "\n\n".join([*others, ladders]) + "\n", "\n\n".join([doors, *others]) + "\n"
    assert changes(compare(old, new)) == ["inserted", "deleted"]


def test_a_link_that_a_new_sentence_has_too_has_not_moved() -> None:
    link = "[lamps, stairs and doors of Lantern](https://lantern.example/all/)"
    others = [
        "Lamps are tested twice a year by people who know them well, and mended at once.",
        "Letters are answered within two working days, on paper if you like that better.",
        "Books of all orders are kept for seven years in the tower beside the mill.",
    ]
    hall = f"Ladders hang in the hall, where anyone may borrow them for a night; whoever breaks one brings a new one, or three nails and a rope of the same length. Read what we wrote about {link}."
    bell = f"The watchman rings the bell at ten, and again when the gate is shut. If he falls asleep, the mayor takes the bell from him for a month. His orders stand in the rules on {link}."
    old, new = "\n\n".join([*others, hall]) + "\n", "\n\n".join([bell, *others]) + "\n"
    assert changes(compare(old, new)) == ["inserted", "deleted"]


def test_a_moved_passage_does_not_begin_within_a_sentence_that_stays() -> None:
    ending = "breaches of the rules of the house."
    moved = "We treat such a breach as we would treat one that a neighbour told us of."
    report = "Beside posting the notices in our hall, where they hang for a year and a day and anyone may read them, in the spring report we list the lamps, the doors, the stairs and the ladders that had to be shut because of"
    old = f"# Report\n\n{report} {ending} {moved}\n"
    more = "But we tell those whom it concerns who wrote, and give them time to answer before we shut anything."
    new = f"# Notices\n\nAt times the mayor writes to us about {ending} {moved} {more}\n\n# Report\n\n{report} {ending}\n"
    assert f"moved: {moved}" in marked(old, new)
    assert changes(compare(old, new)) == ["inserted", "inserted", "moved", "inserted"]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("*発効日 2024 年 4 月 3 日*", "*有効日 2024 年 4 月 3 日*", "*[-発効日-]{+有効日+} 2024 年 4 月 3 日*"),
        ("灯を推奨するために使います。", "灯を推薦するために使います。", "灯を[-推奨-]{+推薦+}するために使います。"),
        ("推奨事項を見る。", "推薦事項を見る。", "[-推奨-]{+推薦+}事項を見る。"),
        ("灯に関係している街灯局。", "灯によって識別される街灯局。", "灯に[-関係している-]{+よって識別される+}街灯局。"),
        ("灯を取り扱っています。", "灯を取り扱うために人を雇っています。", "灯を取り[-扱って-]{+扱うために人を雇って+}います。"),
        ("街灯及びその他の門灯。", "街灯、およびその他の門灯。", "街灯[-及び-]{+、および+}その他の門灯。"),
        ("たとえば灯がこれにあたります。", "例えば灯がこれにあたります。", "[-たとえば-]{+例えば+}灯がこれにあたります。"),
        ("門灯が消えることになります。", "門灯が消える場合があります。", "門灯が消える[-ことになり-]{+場合があり+}ます。"),
        ("灯は保存できます。", "灯は保存できません。", "灯は保存でき[-ます-]{+ません+}。"),
        ("灯を保存します。", "灯を保存しています。", "灯を保存し{+てい+}ます。"),
        ("我们会（必填）收集。", "我们会（选填）收集。", "我们会（[-必填-]{+选填+}）收集。"),
        ("在灯笼中，您可以。", "在灯笼中，用户可以。", "在灯笼中，[-您-]{+用户+}可以。"),
    ],
)  # fmt: skip
def test_japanese_and_short_chinese_words_change_whole(old: str, new: str, shown: str) -> None:
    [block] = compare(old + "\n", new + "\n").blocks
    words = whole_words(block.tokens, list)
    marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    assert "".join(marks[kind].format(text) for kind, text in words).strip() == shown


def test_chinese_words_taken_out_begin_and_end_where_words_do() -> None:
    def cut(text: str) -> list[str]:
        return re.findall("灯笼|灯火|街灯|我们|保管|和|.", text, re.DOTALL)

    [block] = compare("我们保管灯笼灯火和街灯。\n", "我们保管灯火和街灯。\n").blocks
    kinds = [(kind, text) for kind, text in whole_words(block.tokens, cut) if kind != "="]
    assert kinds == [("-", "灯笼")]


def test_a_part_of_a_word_taken_out_has_its_hyphen_behind_it_everywhere() -> None:
    old = "Click `#quench-all-lamps`, then `#quench-all-stairs`.\n"
    new = "Click `#quench-lamps`, then `#quench-stairs`.\n"
    shown = "Click `#quench-[-all--]lamps`, then `#quench-[-all--]stairs`."
    assert marked(old, new) == [f"changed: {shown}"]


def test_of_a_long_tag_only_what_changed_is_marked() -> None:
    rows = '"rows": [{ "from": "street", "to": "door" }, { "from": "door", "to": "stairs" }, { "from": "stairs", "to": "lamp" }]'
    old = f"<button type=\"submit\" data-lamp='{{ {rows} }}'>Light all lamps of this street</button>\n"
    new = f"<tbody data-lamp='{{ {rows}\n\nWatchmen carry keys.\n"
    assert marked(old, new)[0] == (
        f'changed: <[-button type="submit"-]{{+tbody+}} data-lamp=\'{{ {rows}'
        "[- }'>Light all lamps of this street</button>-]"
    )


def test_a_changed_part_of_an_address_is_shown_whole() -> None:
    old = "See [Section 4](#421-opening-or-closing-of-doors-at-night).\n"
    new = "See [Section 4](#441-painting-of-doors-by-guests).\n"
    assert marked(old, new) == [
        "changed: See [Section 4](#[-421-opening-or-closing-of-doors-at-night-]{+441-painting-of-doors-by-guests+})."
    ]


def test_a_name_of_a_paragraph_is_put_in_whole() -> None:
    old = "* **Lamps** : [Lamps](https://lantern.example/lamps) are lit at dusk and put out at dawn.\n"
    new = "* **Lamps**\n{: #lamps }\n\n\t[Lamps](https://lantern.example/lamps) are lit at dusk and put out at dawn.\n"
    shown = "".join(
        f"<{text}>" if kind != "=" else text
        for block in compare(old, new).blocks
        for kind, text in readable(block.tokens)
    )
    assert "<{: #lamps }>" in shown


def test_a_heading_that_is_one_deeper_keeps_its_space() -> None:
    old = "#### *Order Papers*\n\nWe keep them all.\n"
    new = "##### Order papers\n\nWe keep them all.\n"
    assert marked(old, new) == ["changed: ####{+#+} [-*-]Order [-Papers*-]{+papers+}"]
    assert marked(new, old) == ["changed: ####[-#-] {+*+}Order [-papers-]{+Papers*+}"]


def test_two_rows_that_tell_of_different_things_are_not_one() -> None:
    head = "| Name | Service | Place |\n|---|---|---|\n"
    old = head + "| Ash | Carpenters of stairs | Malta |\n| Birch | Lamp Mending | Estonia |\n"
    new = head + "| Cedar | Lamp mending | Norway |\n"
    assert changes(compare(old, new)) == ["deleted", "deleted", "inserted"]


def test_what_a_moved_passage_left_behind_is_not_beside_something_else() -> None:
    gone = "* If you switch the garden light on, we and our friends may also see which lamps you light on the hill. [More below](#hill)."
    others = "Letters are answered within two working days, on paper if you like that better.\n\nBooks of all orders are kept for seven years in the tower beside the mill.\n\nChildren need a word from their parents before they buy a lamp, and so does whoever buys more than ten of them in a month, or asks for one that is brighter than the moon."
    moved = "* __Streets__: Lantern asks you for the street and the number of your house, and uses both to bring the lamp to the door that you name, but not for anything else."
    more = "In the north, Lantern may also hear which streets you look for (when you ask for the way to Malta, for instance), and tell that to our friends, so that they can offer you ladders for the way. Neither Lantern nor its friends then know who asked, once the way was shown. You may switch this off on the page for streets, and nobody will ask you why you did it."
    old = f"# Lights\n\nLights are lit.\n\n{gone}\n\n# Letters\n\n{others}\n\n{moved}\n"
    new = f"# Lights\n\nLights are lit.\n\n{moved} {more}\n\n# Letters\n\n{others}\n"
    assert sorted(changes(compare(old, new))) == ["deleted", "inserted", "moved"]


def test_a_heading_and_its_address_that_changed_places_are_no_move() -> None:
    title = "What does Lantern note about me when I buy a lamp, and why does it?"
    slug = "what-does-lantern-note-about-me-when-i-buy-a-lamp-and-why-does-it"
    body = "\n\nIt notes your name.\n"
    old = f"[](#{slug})[{title}](#notes){body}"
    assert changes(compare(old, f"[{title}](#{slug}){body}")) == ["changed"]


def test_a_name_taken_out_of_several_goes_with_the_point_before_it() -> None:
    old = (
        "* {: .lamp-first .lamp-second .lamp-third}Light them at dusk, and put them out at dawn.\n"
    )
    new = "* {: .lamp-second .lamp-third}Light them at dusk, and put them out at dawn.\n"
    assert marked(old, new) == [
        "changed: * {: [-.lamp-first -].lamp-second .lamp-third}Light them at dusk, and put them out at dawn."
    ]
