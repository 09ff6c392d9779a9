from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policyreview import documents
from policyreview.checks import Finding, Side, check_pair, sides, waive, waivers
from policyreview.errors import WrongUse
from policyreview.parallel import Bead, Unit, align, pins

if TYPE_CHECKING:
    from collections.abc import Sequence


def compared(english: str, chinese: str, language: str = "zh-CN") -> list[Finding]:
    source, target = (
        [Unit("p", english, 1, 0, len(english))],
        [Unit("p", chinese, 1, 0, len(chinese))],
    )
    sides = Side(source, "en", english), Side(target, language, chinese)
    return list(check_pair(*sides, [Bead((0,), (0,))]))


@pytest.mark.parametrize(
    ("english", "other", "language"),
    [
        ("Effective May 12, 2026", "2026 年 5 月 12 日生效", "zh-CN"),
        ("within thirty (30) days", "在三十天内", "zh-CN"),
        ("a limit of 1,000,000 yuan", "上限为 100 万元", "zh-CN"),
        ("under Article 6(1)(f) GDPR", "nach Art. 6 Abs. 1 lit. f DSGVO", "de"),
        ("See https://a.example/en/terms.", "见 https://a.example/zh-CN/terms/。", "zh-CN"),
        ("one account", "1 アカウント", "ja"),
        ("within ten days", "在十天内", "zh-CN"),
        ("II. Your account", "第二条 您的账户", "zh-CN"),
        ("Section 5 Prices", "第五条 价格", "zh-CN"),
        ("a few weeks", "几十天", "zh-CN"),
        ("We will not sell your data.", "我们不会出售您的数据。", "zh-CN"),
        ("Do not hesitate to write to us.", "请随时致信我们。", "zh-CN"),
        ("You must be 18 years old or older.", "您必须年满 18 岁。", "zh-CN"),
        ("Users other than minors may register.", "除未成年人外，用户可以注册。", "zh-CN"),
    ],
)
def test_the_same_said_in_two_languages_gives_no_finding(
    english: str, other: str, language: str
) -> None:
    assert compared(english, other, language) == []


@pytest.mark.parametrize(
    ("english", "chinese", "rule"),
    [
        ("Effective May 12, 2026", "2026 年 5 月 13 日生效", "parallel-date"),
        ("We keep it for 30 days.", "我们将其保留 60 天。", "parallel-number"),
        ("We keep it for thirty days.", "我们将其保留六十天。", "parallel-number"),
        (
            "See https://a.example/terms/today.",
            "见 https://a.example/terms/todey。",
            "parallel-url",
        ),
        ("Write to dpo@a.example.", "请致信 dqo@a.example。", "parallel-mail"),
        ("as Section 3.2 says", "如第 3.3 节所述", "parallel-reference"),
        ("We answer within ten days.", "我们在二十天内答复。", "parallel-number"),
        ("III. Prices", "第四条 价格", "parallel-number"),
        ("Call +44 20 7946 0958.", "请致电 +44 20 7946 0959。", "parallel-phone"),
        ("We will not sell your data.", "我们会出售您的数据。", "parallel-negation"),
        ("Users must register.", "用户可以注册。", "parallel-obligation"),
        ("All must comply with the law.", "所有人可以遵守法律。", "parallel-obligation"),
        (
            "This clause was never put into the other language at all.",
            "This clause was never put into the other language at all.",
            "parallel-untranslated",
        ),
    ],
)
def test_what_the_languages_say_otherwise_is_found(english: str, chinese: str, rule: str) -> None:
    assert rule in {f.rule for f in compared(english, chinese)}


def test_a_finding_points_at_the_value_in_its_text() -> None:
    chinese = "我们将其保留 60 天。"
    (finding,) = compared("We keep it for 30 days.", chinese)
    assert chinese[finding.start : finding.end] == "60"
    assert finding.language == "zh-CN"
    assert finding.bead == 0
    assert finding.text == "The number is 30 in en and 60 in zh-CN."


def texts(*words: str) -> Sequence[Unit]:
    return [Unit("p", w, n, 0, 0) for n, w in enumerate(words, 1)]


def test_a_block_without_counterpart_is_a_finding() -> None:
    source = texts(
        "Effective May 12, 2026", "We may call +44 20 7946 0958.", "See https://a.example/x."
    )
    target = texts("2026 年 5 月 12 日生效", "见 https://a.example/x。")
    beads = align(source, target, "en", "zh")
    findings = check_pair(Side(source, "en"), Side(target, "zh"), beads)
    assert [(f.rule, f.line) for f in findings] == [("parallel-missing", 2)]


def test_a_prevailing_language_that_one_side_leaves_out_is_a_finding() -> None:
    source, target = texts("The English version prevails."), texts("本政策有中文和英文两个版本。")
    sides = Side(source, "en", prevailing="en"), Side(target, "zh")
    findings = check_pair(*sides, [Bead((0,), (0,))])
    assert "parallel-prevailing" in {f.rule for f in findings}


def test_each_half_of_a_file_has_its_own_prevailing_clause() -> None:
    text = (
        "# 中文\n\n我们保护您的个人信息，并且不会出售这些信息。\n\n# English\n\n"
        "We protect your personal information and do not sell it.\n\n"
        "If the texts differ, the English version prevails.\n"
    )
    document = documents.read(text.encode(), name="privacy.md")
    chinese, english = sides(document, "zh-CN", "en")
    assert (chinese.prevailing, english.prevailing) == (None, "en")
    beads = align(chinese.units, english.units, "zh-CN", "en")
    assert "parallel-prevailing" in {f.rule for f in check_pair(chinese, english, beads)}


def test_a_pin_that_no_longer_applies_is_a_finding_with_its_reason() -> None:
    source, target = (
        texts("We keep it.", "We may call."),
        texts("我们将其保留。", "我们可能会致电。"),
    )
    pin = pins.make("pin", (source, target), [1], [1], ("en", "zh"))
    edited = texts("We keep it.", "We may write to you.")
    lost = pins.resolve([pin], edited, target, ("en", "zh")).lost
    beads = align(edited, target, "en", "zh", pins=[pin])
    (finding,) = check_pair(Side(edited, "en"), Side(target, "zh"), beads, lost)
    assert finding.rule == "parallel-pin"
    assert finding.text == (
        "A pin no longer applies. The block 'We may call.' was edited or taken out."
    )


def test_a_waiver_lapses_when_either_side_changes() -> None:
    (first,) = compared("We keep it for 30 days.", "我们将其保留 60 天。")
    waiver = waive(first, reason="Chinese law asks for 60 days.", signer="ada")
    assert waivers.load(waivers.dump([waiver])) == (waiver,)
    marked, lapsed = waivers.apply([first], [waiver])
    assert marked[0].waived
    assert not lapsed
    for english, chinese in (
        ("We keep it for 31 days.", "我们将其保留 60 天。"),
        ("We keep it for 30 days.", "我们将数据保留 60 天。"),
    ):
        changed, lapsed = waivers.apply(compared(english, chinese), [waiver])
        assert not changed[0].waived
        assert lapsed == (waiver,)


def test_a_waiver_needs_a_reason() -> None:
    (finding,) = compared("We keep it for 30 days.", "我们将其保留 60 天。")
    with pytest.raises(WrongUse):
        waive(finding, reason=" ", signer="ada")


@pytest.mark.parametrize(
    "data", [b"\xff", b"format = 3", b"format = 1\nwaiver = [1]", b"a=" + b"[" * 5000]
)
def test_a_bad_file_of_waivers_gives_a_sentence(data: bytes) -> None:
    with pytest.raises(WrongUse):
        waivers.load(data)
