"""Rules between two languages: facts, negations and obligations that one of them says otherwise."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from policyreview.checks.comparing import disagreements
from policyreview.checks.finding import Finding, digest_of
from policyreview.checks.modality import denial, duty
from policyreview.checks.registry import PairHit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.checks.registry import PairRule
    from policyreview.parallel import Bead, Unit

_GROUP = "Between languages"
_CJK = frozenset({"zh", "ja", "ko"})
_FAR = math.log(2.5)
"""How far, as a logarithm, lengths may be from the usual ratio of the two texts."""
_ENOUGH = 60
"""Cells from which on a block's length says something."""


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a pair.

    Attributes:
        units: Its units, as they were aligned.
        language: Its tag.
        text: The text they stand in, so that a value's own place can be given; ``""`` for none.
        prevailing: What it says about which language binds, as in ``Document.prevailing``.
    """

    units: Sequence[Unit]
    language: str
    text: str = ""
    prevailing: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every Latin word of the text, in lower case."""
        return _latin_words(tuple(unit.text for unit in self.units))

    @property
    def primary(self) -> str:
        """The primary subtag of its language."""
        return self.language.split("-")[0].lower()


@lru_cache(maxsize=8)
def _latin_words(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w for text in texts for w in re.findall(r"[a-z]{3,40}", text.casefold()))


@dataclass(frozen=True, slots=True)
class BeadText:
    """One paired bead as its rules see it.

    Attributes:
        at: The bead's index.
        bead: The bead.
        sides: Source and target.
        words: Their words, several blocks joined by a line break.
        usual: Cells of the target for one of the source in these two texts.
    """

    at: int
    bead: Bead
    sides: tuple[Side, Side]
    words: tuple[str, str] = field(default=("", ""))
    usual: float = 1.0

    def hit(self, side: Literal[0, 1], written: str, text: str, value: str = "") -> PairHit:
        """A hit at the first place where ``written`` stands on a side, else at the whole bead."""
        units = [self.sides[side].units[at] for at in (self.bead.source, self.bead.target)[side]]
        whole = self.sides[side].text
        for unit in units:
            at = whole.find(written, unit.start, unit.end) if whole and written else -1
            if at >= 0:
                line = unit.line + whole.count("\n", unit.start, at)
                return PairHit(self.at, side, at, at + len(written), line, text, value)
        first, last = units[0], units[-1]
        return PairHit(self.at, side, first.start, last.end, first.line, text, value)


def check_pair(source: Side, target: Side, beads: Sequence[Bead]) -> tuple[Finding, ...]:
    """Run every rule between two languages.

    Args:
        source: One language.
        target: The other.
        beads: Their alignment.

    Returns:
        Findings in the order of the beads, each with its bead's index; their digests cover both
        sides of the bead.
    """
    sides = (source, target)
    usual = _usual_ratio(sides, beads)
    found: list[tuple[str, PairHit]] = []
    for at, bead in enumerate(beads):
        text = BeadText(at, bead, sides, _words(sides, bead), usual)
        if not bead.paired:
            found.append(("parallel-missing", _missing(text)))
            continue
        if _untranslated(text):
            found.extend(("parallel-untranslated", hit) for hit in _find_untranslated(text))
            continue
        for rule, finder in _FINDERS.items():
            found.extend((rule, hit) for hit in finder(text))
    found.extend(("parallel-term", hit) for hit in _find_terms(sides, beads))
    found.extend(("parallel-prevailing", hit) for hit in _find_prevailing(sides, beads))
    found.sort(key=lambda pair: pair[1].bead)
    return tuple(_finding(rule, hit, sides, beads) for rule, hit in found)


def _finding(
    rule_id: str, hit: PairHit, sides: tuple[Side, Side], beads: Sequence[Bead]
) -> Finding:
    rule = _BY_ID[rule_id]
    words = _words(sides, beads[hit.bead]) if 0 <= hit.bead < len(beads) else ("", "")
    return Finding(
        rule=rule.id,
        level=rule.level,
        text=hit.text,
        line=hit.line,
        start=hit.start,
        end=hit.end,
        language=sides[hit.side].language,
        value=hit.value,
        digest=digest_of(rule.id, hit.value, *words),
        bead=hit.bead,
    )


def _words(sides: tuple[Side, Side], bead: Bead) -> tuple[str, str]:
    return (
        "\n".join(sides[0].units[i].text for i in bead.source),
        "\n".join(sides[1].units[j].text for j in bead.target),
    )


_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_MARKUP = re.compile(
    r"\]\([^()\s]{0,2000}\)|https?://\S{1,2000}|\{:[^}\n]{0,300}\}|<[^<>\n]{1,300}>"
)


def _cells(text: str) -> int:
    plain = _MARKUP.sub("", text)
    return len(plain) + len(_WIDE.findall(plain))


def _usual_ratio(sides: tuple[Side, Side], beads: Sequence[Bead]) -> float:
    ratios = []
    for bead in beads:
        if bead.paired:
            left, right = (_cells(words) for words in _words(sides, bead))
            if min(left, right) >= _ENOUGH / 2:
                ratios.append(right / left)
    ratios.sort()
    return ratios[len(ratios) // 2] if ratios else 1.0


def _missing(text: BeadText) -> PairHit:
    side: Literal[0, 1] = 0 if text.bead.source else 1
    words = " ".join(text.words[side].split())
    shown = words if len(words) <= 60 else words[:59] + "…"
    other = text.sides[1 - side].language
    return text.hit(side, "", f"This has no counterpart in {other}: '{shown}'.", shown)


def _untranslated(text: BeadText) -> bool:
    left, right = text.sides
    if left.primary == right.primary or "und" in {left.primary, right.primary}:
        return False
    words = [re.sub(r"\W+", " ", _MARKUP.sub(" ", side)).casefold().strip() for side in text.words]
    letters = len(re.findall(r"[^\W\d_]", words[0]))
    if words[0] == words[1]:
        return len(words[0].split()) >= 5 and letters >= 24 and _is_sentence(text.words[0])
    for side, own in ((left, words[0]), (right, words[1])):
        plain = re.findall(r"[a-z]{2,}", own)
        if side.primary in _CJK and len(plain) >= 8 and not _WIDE.search(own):
            return _is_sentence(text.words[0 if side is left else 1])
    return False


def _is_sentence(words: str) -> bool:
    """Whether most words are in lower case: an address or a list of names needs no translation."""
    found = re.findall(r"[^\W\d_]{2,}", _MARKUP.sub(" ", words))
    shouted = len(found) >= 12 and all(w.isupper() for w in found)
    return shouted or sum(w.islower() for w in found) * 2 > len(found)


def _find_untranslated(text: BeadText) -> Iterator[PairHit]:
    side: Literal[0, 1] = 0 if text.sides[0].primary in _CJK else 1
    shown = " ".join(text.words[side].split())[:60]
    yield text.hit(side, "", f"This is not translated: '{shown}'.", shown)


def _find_values(kind: str, text: BeadText) -> Iterator[PairHit]:
    languages = (text.sides[0].language, text.sides[1].language)
    for found in disagreements(text.words, languages):
        if found.kind == kind:
            yield text.hit(found.side, found.written, found.text, found.value)


def _find_length(text: BeadText) -> Iterator[PairHit]:
    left, right = (_cells(words) for words in text.words)
    if min(left, right) < _ENOUGH / 2 or max(left, right) < _ENOUGH * 2:
        return
    off = math.log(right / (left * text.usual))
    if abs(off) > _FAR:
        longer: Literal[0, 1] = 1 if off > 0 else 0
        times = math.exp(abs(off))
        sentence = (
            f"{text.sides[longer].language} says about {times:.1f} times as much here as is usual "
            f"beside {text.sides[1 - longer].language}."
        )
        yield text.hit(longer, "", sentence)


def _find_denial(text: BeadText) -> Iterator[PairHit]:
    for side, written in denial(text.words, (text.sides[0].primary, text.sides[1].primary)):
        other = text.sides[1 - side].language
        said = f"'{written}' denies something here; {other} has no denial beside it."
        yield text.hit(side, written, said, written)


def _find_duty(text: BeadText) -> Iterator[PairHit]:
    for side, written in duty(text.words, (text.sides[0].primary, text.sides[1].primary)):
        other = text.sides[1 - side].language
        said = f"'{written}' demands something here; {other} only allows it."
        yield text.hit(side, written, said, written)


def _find_label(text: BeadText) -> Iterator[PairHit]:
    """Clause numbers of a 1:1 bead that are not one number, in whatever numerals."""
    from policyreview.documents import label
    from policyreview.parallel.features import label_of

    if len(text.bead.source) != 1 or len(text.bead.target) != 1:
        return
    listed = any(
        side.units[at].kind == "li"
        for side, (at,) in zip(text.sides, (text.bead.source, text.bead.target), strict=True)
    )
    heads = [words.lstrip("#*_> \t")[:80].replace("\\", "") for words in text.words]
    read = [label(head) for head in heads]
    numbers = [label_of(words) for words in text.words]
    if read[0] and read[1] and all(numbers) and set(numbers[0]).isdisjoint(numbers[1]):
        if listed and not ("." in numbers[0][0] and "." in numbers[1][0]):
            return  # Markdown lists number themselves
        left, right = (found.number for found in read if found)
        tags = text.sides[0].language, text.sides[1].language
        said = f"The clause number is {left} in {tags[0]} and {right} in {tags[1]}."
        yield text.hit(1, right, said, f"{left}/{right}")


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


def _find_names(text: BeadText) -> Iterator[PairHit]:
    """Latin names in a Chinese, Japanese or Korean text that the other text nowhere knows."""
    for side in (0, 1):
        here, there = text.sides[side], text.sides[1 - side]
        if here.primary not in _CJK or there.primary in _CJK:
            continue
        other = text.words[1 - side].casefold().replace("-", "")
        known = there.names
        own = _MARKUP.sub(" ", text.words[side])
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


def _find_terms(sides: tuple[Side, Side], beads: Sequence[Bead]) -> Iterator[PairHit]:
    """Terms that one language has one word for and Chinese several."""
    chinese: Literal[0, 1] = 1 if sides[1].primary == "zh" else 0
    if sides[chinese].primary != "zh" or sides[1 - chinese].primary != "en":
        return
    texts = [(at, _words(sides, bead)) for at, bead in enumerate(beads) if bead.paired]
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


def _find_prevailing(sides: tuple[Side, Side], beads: Sequence[Bead]) -> Iterator[PairHit]:
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


def _kind_finder(kind: str) -> PairRule:
    def find(text: BeadText) -> Iterator[PairHit]:
        return _find_values(kind, text)

    return find


RULES = (
    Rule(
        "parallel-missing",
        "warning",
        "A block has no counterpart in the other language.",
        "pair",
        _GROUP,
    ),
    Rule(
        "parallel-untranslated",
        "warning",
        "A block stands in the other language's words.",
        "pair",
        _GROUP,
    ),
    Rule("parallel-date", "error", "A date stands in one language only.", "pair", _GROUP),
    Rule(
        "parallel-number",
        "error",
        "A number, amount or clause number stands in one language only.",
        "pair",
        _GROUP,
    ),
    Rule(
        "parallel-url", "warning", "A link leads elsewhere in the other language.", "pair", _GROUP
    ),
    Rule("parallel-mail", "error", "A mail address stands in one language only.", "pair", _GROUP),
    Rule("parallel-phone", "error", "A phone number stands in one language only.", "pair", _GROUP),
    Rule(
        "parallel-reference",
        "error",
        "A clause is referred to in one language only.",
        "pair",
        _GROUP,
    ),
    Rule(
        "parallel-negation",
        "warning",
        "One language denies what the other doesn't.",
        "pair",
        _GROUP,
    ),
    Rule(
        "parallel-obligation",
        "warning",
        "One language demands what the other allows.",
        "pair",
        _GROUP,
    ),
    Rule("parallel-name", "notice", "A Latin name stands in one language only.", "pair", _GROUP),
    Rule("parallel-length", "notice", "A block's length is out of proportion.", "pair", _GROUP),
    Rule("parallel-term", "notice", "A term is translated in several ways.", "pair", _GROUP),
    Rule(
        "parallel-prevailing",
        "error",
        "The languages disagree on which of them prevails, or one is silent.",
        "pair",
        _GROUP,
    ),
)
VALUE_RULES = tuple(
    f"parallel-{kind}" for kind in ("date", "number", "url", "mail", "phone", "reference")
)
_BY_ID = {rule.id: rule for rule in RULES}


def _find_numbers(text: BeadText) -> Iterator[PairHit]:
    yield from _find_label(text)
    yield from _find_values("number", text)


_FINDERS: dict[str, PairRule] = {
    **{rule: _kind_finder(rule.removeprefix("parallel-")) for rule in VALUE_RULES},
    "parallel-number": _find_numbers,
    "parallel-negation": _find_denial,
    "parallel-obligation": _find_duty,
    "parallel-name": _find_names,
    "parallel-length": _find_length,
}
