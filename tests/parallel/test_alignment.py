from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview import documents, parallel
from policyreview.parallel import Bead, Unit, align, pins
from policyreview.parallel.features import features

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = [
    Unit("h1", "# Privacy Policy"),
    Unit("p", "Effective May 12, 2026"),
    Unit("p", "We collect your email address and your phone number when you register an account."),
    Unit("h2", "## 1. Cookies"),
    Unit("p", "Cookies are small files that our website stores in your browser."),
    Unit("p", "You may write to privacy@example.com within thirty days."),
]
CHINESE = [
    Unit("h1", "# 隐私政策"),
    Unit("p", "2026 年 5 月 12 日生效"),
    Unit("p", "您注册账户时，我们会收集您的电子邮件地址和电话号码。"),
    Unit("h2", "## 1. Cookie"),
    Unit("p", "Cookie 是我们的网站存储在您浏览器中的小文件。"),
    Unit("p", "您可在三十天内致信 privacy@example.com。"),
]


def pairs(beads: tuple[Bead, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads]


def test_two_texts_that_say_the_same_pair_block_by_block() -> None:
    assert pairs(align(ENGLISH, CHINESE, "en", "zh-CN")) == [((n,), (n,)) for n in range(6)]


def test_a_block_that_was_not_translated_stands_alone() -> None:
    beads = align(ENGLISH, CHINESE[:2] + CHINESE[3:], "en", "zh-CN")
    assert ((2,), ()) in pairs(beads)
    assert sum(bead.paired for bead in beads) == 5


def test_a_block_that_only_the_translation_has_stands_alone() -> None:
    added = Unit("p", "本译文仅供参考，如有歧义以法院的解释为准，与任何第三方无关。")
    beads = align(ENGLISH, [*CHINESE[:4], added, *CHINESE[4:]], "en", "zh-CN")
    assert ((), (4,)) in pairs(beads)


def test_a_different_date_does_not_part_two_blocks() -> None:
    stale = [*CHINESE]
    stale[1] = Unit("p", "2024 年 1 月 3 日生效")
    assert pairs(align(ENGLISH, stale, "en", "zh-CN"))[1] == ((1,), (1,))


def test_neighbours_that_changed_places_are_paired_and_marked_as_moved() -> None:
    swapped = [*CHINESE[:4], CHINESE[5], CHINESE[4]]
    beads = align(ENGLISH, swapped, "en", "zh-CN")
    moved = {(b.source, b.target) for b in beads if b.moved}
    assert moved == {((4,), (5,)), ((5,), (4,))}


def test_two_paragraphs_beside_one_that_says_both_are_one_bead() -> None:
    merged = [*CHINESE[:4], Unit("p", CHINESE[4].text + CHINESE[5].text)]
    assert pairs(align(ENGLISH, merged, "en", "zh-CN"))[-1] == ((4, 5), (4,))


def test_a_short_paragraph_drawn_into_the_next_one_is_one_bead_with_it() -> None:
    short = Unit("p", "Everything else is non-personal.")
    long = Unit("p", "If we keep both in one place, we treat all of it as personal information.")
    both = Unit(
        "p", "其他一切均为非个人信息。如果我们将两者存放在一起，我们会将其全部视为个人信息。"
    )
    beads = align([*ENGLISH[:4], short, long], [*CHINESE[:4], both], "en", "zh-CN")
    assert pairs(beads)[-1] == ((4, 5), (4,))


def test_a_paragraph_that_was_split_off_is_not_drawn_in_again() -> None:
    short = Unit("p", "Everything else is non-personal.")
    long = Unit("p", "If we keep both in one place, we treat all of it as personal information.")
    both = Unit(
        "p", "其他一切均为非个人信息。如果我们将两者存放在一起，我们会将其全部视为个人信息。"
    )
    source, target = [*ENGLISH[:4], short, long], [*CHINESE[:4], both]
    split = pins.make("split", (source, target), [4], [4], ("en", "zh-CN"))
    beads = align(source, target, "en", "zh-CN", pins=[split])
    assert ((4,), ()) in pairs(beads)


def test_two_strangers_at_one_place_are_no_pair_where_sound_pairs_share_much() -> None:
    stranger = Unit("p", "We retain messages for sixty days and erase them after that.")
    other = Unit("p", "本网站的商标属于其所有者，未经书面许可不得复制。")
    source = [*ENGLISH[:3], stranger, *ENGLISH[3:]]
    target = [*CHINESE[:3], other, *CHINESE[3:]]
    found = pairs(align(source, target, "en", "zh-CN"))
    assert ((3,), ()) in found
    assert ((), (3,)) in found


def test_french_words_are_known_behind_their_article() -> None:
    source = features([Unit("p", "access to the address")], "en", "fr", lexicon=True)
    target = features([Unit("p", "l’accès à l’adresse")], "fr", "en", lexicon=True)
    assert set(source[0].anchors) & set(target[0].anchors)


def test_german_words_are_known_inside_a_compound() -> None:
    source = features([Unit("p", "privacy policy")], "en", "de", lexicon=True)
    target = features([Unit("p", "Datenschutzrichtlinie")], "de", "en", lexicon=True)
    ideas = {anchor for anchor in source[0].anchors if anchor.startswith("g")}
    assert ideas <= set(target[0].anchors)


def test_the_two_halves_of_the_bilingual_seed_pair_one_to_one(shared: Path) -> None:
    seed = next((shared / "data" / "seeds").glob("003_*"))
    document = documents.read(seed.read_bytes(), name=seed.name)
    source = parallel.units(document, "zh-CN")
    target = parallel.units(document, "en")
    beads = align(source, target, "zh-CN", "en")
    paired = [b for b in beads if b.paired]
    assert len(paired) == 14  # the two markers and 13 paragraphs
    assert all(len(b.source) == len(b.target) == 1 and not b.doubtful for b in paired)
    assert source[0].line == 7
    assert document.text[source[1].start : source[1].end] == source[1].text


def test_known_alignments_are_met(shared: Path) -> None:
    cases = json.loads((shared / "data" / "align" / "natural.json").read_text("utf-8"))
    right = total = 0
    for case in cases:
        source, target = ([Unit(*unit) for unit in case[side]] for side in ("src", "tgt"))
        found = {(b.source, b.target) for b in align(source, target, "en", case["lang"])}
        gold = {(tuple(i), tuple(j)) for i, j in case["gold"]}
        right += len(gold & found)
        total += len(gold)
    assert right / total >= 0.995


def test_the_answer_does_not_hang_on_the_hash_seed() -> None:
    program = (
        "from tests_alignment_input import ENGLISH, CHINESE\n"
        "from policyreview.parallel import align\n"
        "print(align(ENGLISH, CHINESE[:2] + CHINESE[3:], 'en', 'zh-CN'))"
    )
    helper = (
        "import sys, types; m = types.ModuleType('tests_alignment_input');"
        f"from policyreview.parallel import Unit; m.ENGLISH = {ENGLISH!r}; m.CHINESE = {CHINESE!r};"
        "sys.modules['tests_alignment_input'] = m\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", helper + program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_empty_and_tiny_texts(rows: int, columns: int) -> None:
    beads = align(ENGLISH[:rows], CHINESE[:columns], "en", "zh-CN")
    assert sorted(i for b in beads for i in b.source) == list(range(rows))
    assert sorted(j for b in beads for j in b.target) == list(range(columns))


kinds = st.sampled_from(["h1", "h2", "p", "li", "tr"])
texts = st.text(alphabet="ab 1.。中文法律:\n", max_size=40)
unit_lists = st.lists(st.builds(Unit, kinds, texts), max_size=12)


@settings(max_examples=60, deadline=None)
@given(unit_lists, unit_lists)
def test_every_unit_stands_in_exactly_one_bead(source: list[Unit], target: list[Unit]) -> None:
    beads = align(source, target, "en", "zh")
    assert sorted(i for b in beads for i in b.source) == list(range(len(source)))
    assert sorted(j for b in beads for j in b.target) == list(range(len(target)))
    assert all(b.margin >= 0 for b in beads)


def test_a_long_text_with_a_large_part_missing_is_still_followed() -> None:
    source = [Unit("p", f"Clause about subject{n} and its code{n * 7}.") for n in range(400)]
    target = [Unit("p", f"关于 subject{n} 及其 code{n * 7} 的条款。") for n in range(400)]
    beads = align(source, target[:100] + target[300:], "en", "zh")
    wanted = {((n,), (n if n < 100 else n - 200,)) for n in [*range(100), *range(300, 400)]}
    assert wanted <= set(pairs(beads))
    assert sum(not b.target for b in beads) == 200


@pytest.mark.parametrize(
    "numbers",
    [
        ("I.", "第一条"),
        ("V.", "第五条"),
        ("1.", "一、"),
        ("(1)", "①"),
        ("(a)", "（一）"),
        ("C.", "3."),
    ],
)
def test_headings_of_one_number_pair_in_whatever_numerals(numbers: tuple[str, str]) -> None:
    source = [*ENGLISH[:3], Unit("li", f"{numbers[0]} Availability"), *ENGLISH[4:]]
    target = [*CHINESE[:3], Unit("h2", f"{numbers[1]} 可用性"), *CHINESE[4:]]
    assert ((3,), (3,)) in pairs(align(source, target, "en", "zh-CN"))


def test_two_strangers_whose_partners_were_removed_never_look_sound() -> None:
    lines = [
        (
            "We collect your name, postal address and phone number.",
            "我们收集您的姓名、地址和电话号码。",
        ),
        (
            "Cookies are stored in your browser by our website.",
            "Cookie 由我们的网站存储在您的浏览器中。",
        ),
        ("You may cancel your subscription and ask for a refund.", "您可以取消订阅并要求退款。"),
        (
            "The court of your country has jurisdiction in a dispute.",
            "发生争议时由您所在国家的法院管辖。",
        ),
        (
            "We encrypt your password and protect our servers.",
            "我们对您的密码加密并保护我们的服务器。",
        ),
        (
            "Partners receive statistics about advertising only.",
            "合作伙伴仅收到有关广告的统计数据。",
        ),
        ("Children need the consent of a parent or guardian.", "儿童须征得父母或监护人的同意。"),
        ("We log the version of your software and your device.", "我们记录您的软件版本和设备。"),
    ]
    extra_english = Unit(
        "p",
        "We delete your account and all data in it when you close it, and tell you by e-mail when "
        "the last copy on our servers and those of our partners is gone for good.",
    )
    extra_chinese = Unit(
        "p",
        "您同意后，我们可能在其他国家提供客服和网站内容，并向您收取费用和税款，由法院决定账户归属。",
    )
    source = [Unit("p", english) for english, _ in lines]
    target = [Unit("p", chinese) for _, chinese in lines]
    source.insert(4, extra_english)
    target.insert(4, extra_chinese)
    beads = align(source, target, "en", "zh-CN")
    sound = [bead for bead in beads if bead.paired and not bead.doubtful]
    assert [bead.source for bead in sound] == [(n,) for n in range(9) if n != 4]
