"""Rules that look at two whole texts: names, terms, and which language prevails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from policyreview.checks.beads import CJK, MARKUP, BeadText, words_of
from policyreview.checks.registry import PairHit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.checks.beads import Side
    from policyreview.parallel import Bead

_NAME = re.compile(r"(?<![\w@./#-])[A-Z][A-Za-z]{2,}(?:\.[a-z]{2,3})?(?![\w@/-])")
_NOT_NAMES = frozenset(
    {
        "vpn",
        "gif",
        "url",
        "cookie",
        "cookies",
        "web",
        "app",
        "http",
        "https",
        "english",
        "chinese",
        "street",
        "avenue",
        "road",
        "suite",
        "floor",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
)
"""Words that are no names, and those of dates and addresses."""


def find_names(text: BeadText) -> Iterator[PairHit]:
    """Latin names in a Chinese, Japanese or Korean text that the other text nowhere knows."""
    for side in (0, 1):
        here, there = text.sides[side], text.sides[1 - side]
        if here.primary not in CJK or there.primary in CJK:
            continue
        other = text.words[1 - side].casefold().replace("-", "")
        known = there.names
        own = MARKUP.sub(" ", text.words[side])
        for match in _NAME.finditer(own):
            name = match[0]
            low = name.casefold()
            if low not in other and low not in known and low not in _NOT_NAMES:
                said = f"The name '{name}' stands only in {here.language}."
                yield text.hit(0 if side == 0 else 1, name, said, name)
                return


_PERSONAL = ("个人信息", "个人数据", "个人资料", "個人資料", "個人資訊")
_TERMS = (
    ("account", r"\baccounts?\b", ("账户", "帐户", "账号", "帐号", "帳戶", "帳號")),
    (
        "privacy policy",
        r"\bprivacy polic(?:y|ies)\b",
        ("隐私政策", "隐私声明", "隐私权政策", "隐私条款", "隱私權政策", "隱私政策"),
    ),
    (
        "privacy notice",
        r"\bprivacy notices?\b",
        ("隐私声明", "隐私通知", "隐私政策", "隐私公告", "隱私權公告", "隱私權通知"),
    ),
    (
        "terms of service",
        r"\bterms of (?:service|use)\b",
        ("服务条款", "使用条款", "服务协议", "使用规定", "用户协议", "服務條款", "使用條款"),
    ),
    ("third party", r"\bthird[- ]part(?:y|ies)\b", ("第三方", "第三者", "第三人")),
    ("user", r"\busers?\b", ("用户", "使用者", "用戶")),
    # where English has both words in one block, Chinese rightly has both, too
    (
        "personal information",
        r"\bpersonal information\b(?![^\n]*\bpersonal data\b)",
        _PERSONAL,
    ),
    ("personal data", r"\bpersonal data\b(?![^\n]*\bpersonal information\b)", _PERSONAL),
    ("subscription", r"\bsubscri(?:be|ption)s?\b", ("订阅", "订购", "訂閱", "訂購")),
)


def find_terms(sides: tuple[Side, Side], beads: Sequence[Bead]) -> Iterator[PairHit]:
    """Terms that one language has one word for and Chinese several."""
    chinese: Literal[0, 1] = 1 if sides[1].primary == "zh" else 0
    if sides[chinese].primary != "zh" or sides[1 - chinese].primary != "en":
        return
    texts = [(at, words_of(sides, bead)) for at, bead in enumerate(beads) if bead.paired]
    for name, pattern, ways in _TERMS:
        term = re.compile(pattern, re.IGNORECASE)
        used: dict[str, list[int]] = {}
        for at, words in texts:
            if term.search(words[1 - chinese]):
                for way in ways:
                    if way in words[chinese]:
                        used.setdefault(way, []).append(at)
        ranked = sorted(used.items(), key=lambda item: (-len(item[1]), item[0]))
        if len(ranked) < 2 or len(ranked[0][1]) < 3:
            continue
        usual, rare = ranked[0], ranked[1]
        alone = [at for at in rare[1] if at not in usual[1]]
        if alone:
            first = BeadText(alone[0], beads[alone[0]], sides)
            said = (
                f"'{name}' is {usual[0]} in {len(usual[1])} beads, "
                f"but {rare[0]} alone in {len(alone)}."
            )
            yield first.hit(chinese, rare[0], said, f"{usual[0]}/{rare[0]}")


def find_prevailing(sides: tuple[Side, Side], beads: Sequence[Bead]) -> Iterator[PairHit]:
    """What the two texts say otherwise about which language binds, or only one of them says."""
    left, right = sides[0].prevailing, sides[1].prevailing
    if left == right or not beads:
        return
    side: Literal[0, 1] = 0 if left else 1
    value = left or right or ""
    if left and right:
        said = f"{sides[0].language} says that {left} prevails, {sides[1].language} {right}."
    else:
        silent = sides[1 - side].language
        said = f"{sides[side].language} says which language prevails ({value}); {silent} doesn't."
    units = sides[side].units
    last = units[-1] if units else None
    at = next((n for n, b in enumerate(beads) if (b.target, b.source)[side == 0]), 0)
    if last:
        yield PairHit(at, side, last.start, last.end, last.line, said, value)
