"""Clause labels: the numbers that clauses are cited by, in the ways that policies write them."""

from __future__ import annotations

import re

from policyreview.documents.tables import by_word
from policyreview.documents.values import Label

_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_HANNUM = "[〇零○一二三四五六七八九十百千两0-9０-９]{1,8}"
_ROMANNUM = r"(?:[IVXLC]{1,8}|[ivxlc]{1,8}|[\u2160-\u216b\u2170-\u217b])"
_NUM = r"[0-9０-９]{1,4}"
_DOT = r"[.．]"
_ESCAPED = r"(?:\\(?=[.)]))?"
"""Markdown writers escape the point or bracket (``1\\.``) lest it make a list."""

_WORDS = by_word(
    {
        "article": "article | art. | artículo | artigo | artikel | articolo | статья",
        "section": (
            "cláusula | clause | klausel | section | sec. | sección | seção | secção | "
            "abschnitt | sezione | раздел | paragraph | § | §§"
        ),
        "chapter": "chapter | chapitre | capítulo | kapitel | capitolo | глава | hoofdstuk",
        "part": (
            "part | partie | parte | teil | часть | annex | appendix | annexe | anhang | schedule"
        ),
    }
)
_HAN_WORDS = by_word(
    {
        "article": "条 | 條",
        "chapter": "章",
        "section": "节 | 節 | 款 | 项 | 項",
        "part": "部分 | 编 | 編",
    }
)

_WORD_STARTS = frozenset(word[:3] for word in _WORDS)
_ANY_WORD = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
_WORD_LABEL = re.compile(
    rf"(?P<word>(?:{_ANY_WORD}))[ \t\u00a0]*"
    rf"(?P<num>{_NUM}(?:\.{_NUM}){{0,5}}|{_ROMANNUM}|[A-Z])(?P<close>[.:：．)]|(?=[\s–—-]|$))",
    re.IGNORECASE,
)
_HAN_LABEL = re.compile(
    rf"第[ \u3000]?(?P<num>{_HANNUM})[ \u3000]?(?P<word>条|條|章|节|節|款|项|項|部分|编"
    rf"|編)[：:、.]?"
)
_KOREAN_LABEL = re.compile(rf"제[ ]?(?P<num>{_NUM})[ ]?(?P<word>조|장|절|항)(?P<close>[.:]?)")
_KOREAN_WORDS = {"조": "article", "장": "chapter", "절": "section", "항": "section"}
_DECIMAL = re.compile(
    rf"(?P<num>{_NUM}(?:{_DOT}{_NUM}){{0,6}}){_ESCAPED}(?P<close>[.．、)）:：]|(?=[\s\u3000]|$))"
)
_PAREN = re.compile(
    rf"[(（][ ]?(?P<num>{_NUM}|{_ROMANNUM}|[A-Za-z]"
    rf"|[〇零一二三四五六七八九十百]{{1,5}})[ ]?[)）][.、：:]?"
)
_LETTERS = re.compile(
    rf"(?P<num>{_ROMANNUM}|[A-Za-z]){_ESCAPED}(?P<close>[.．、)）])(?=[\s\u3000]|$|[^\W\d_a-zA-Z])"
)
_AFTER_LETTER = frozenset("ivxlcIVXLC\\.．、)）")
_HAN_COUNT = re.compile(r"(?P<num>[一二三四五六七八九十百]{1,5})(?P<close>[、.．：:])")
_CIRCLED = re.compile("[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]")


def label(text: str, at: int = 0) -> Label | None:
    """Read the clause label that ``text`` has at position ``at``, if there is one.

    White space before it is passed over. ``i``, ``v`` and ``x`` alone are read as roman numbers,
    other single letters as letters; a bare number is a label only with its point, bracket or
    inner dots (``3.2``), so that ``30 days`` is none.
    """
    while at < len(text) and text[at] in " \t\u00a0\u3000":
        at += 1
    if at >= len(text):
        return None
    first = text[at]
    if "a" <= first.lower() <= "z":
        # A letter label has its point after one letter or after roman ones.
        if text[at + 1 : at + 2] in _AFTER_LETTER:
            found = _lettered(text, at)
            if found is not None:
                return found
        return _worded(text, at) if text[at : at + 3].lower() in _WORD_STARTS else None
    if "0" <= first <= "9":
        return _decimal(text, at)
    for read in (_circled, _worded, _bracketed, _decimal, _lettered, _counted):
        found = read(text, at)
        if found is not None:
            return found
    return None


def _make(  # noqa: PLR0917  (a label's parts, in their order)
    text: str, start: int, end: int, kind: str, value: tuple[int, ...], shape: str
) -> Label:
    number = text[start:end].strip().replace("\\", "").rstrip(".．、:：,，").strip()
    if (
        number.endswith((")", "）"))
        and number.count("(") + number.count("（") == 0
        and shape != "{})"
    ):
        number = number[:-1]
    return Label(start, end, kind, value, shape, number)


def _circled(text: str, at: int) -> Label | None:
    found = _CIRCLED.match(text, at)
    if found is None:
        return None
    code = ord(found.group())
    value = (
        code - 0x245F
        if code < 0x2474
        else code - 0x3250 + 20
        if code < 0x3260
        else code - 0x32B0 + 35
    )
    return _make(text, at, found.end(), "decimal", (value,), "①")


def _worded(text: str, at: int) -> Label | None:
    found = _HAN_LABEL.match(text, at)
    if found is not None:
        value = han_number(found["num"])
        if value is not None:
            return _make(
                text, at, found.end(), _HAN_WORDS[found["word"]], (value,), "第{}" + found["word"]
            )
    found = _KOREAN_LABEL.match(text, at)
    if found is not None:
        shape = "제{}" + found["word"]
        return _make(
            text, at, found.end(), _KOREAN_WORDS[found["word"]], (_int(found["num"]),), shape
        )
    found = _WORD_LABEL.match(text, at)
    if found is None:
        return None
    number = found["num"]
    word = found["word"].lower()
    if number[0].isdigit():
        value_of = tuple(_int(part) for part in number.split("."))
    else:
        one = roman_number(number) or (
            ord(number.lower()) - 96 if len(number) == 1 and number.isascii() else None
        )
        if one is None or (len(number) == 1 and number.islower()):
            return None
        value_of = (one,)
    return _make(text, at, found.end(), _WORDS[word], value_of, word + " {}")


def _bracketed(text: str, at: int) -> Label | None:
    found = _PAREN.match(text, at)
    if found is None:
        return None
    kind, value = _single(found["num"])
    if value is None:
        return None
    case = "upper" if found["num"].isupper() and kind != "han" else ""
    return _make(text, at, found.end(), kind, (value,), "({})" + case)


def _decimal(text: str, at: int) -> Label | None:
    found = _DECIMAL.match(text, at)
    if found is None:
        return None
    parts = found["num"].replace("．", ".").split(".")
    close = found["close"]
    if len(parts) == 1 and not close:
        return None
    after = text[found.end() : found.end() + 1]
    if after and close in {":", "：", ""} and len(parts) == 1 and after.isdigit():
        return None  # a time of day
    if close in {".", "．"} and after.isdigit():
        return None
    shape = "{}" + {"．": ".", "、": ".", "：": ".", ":": ".", "）": ")"}.get(close, close)
    if len(parts) > 1:
        shape = ".".join(["{}"] * len(parts))
    return _make(text, at, found.end(), "decimal", tuple(_int(part) for part in parts), shape)


def _lettered(text: str, at: int) -> Label | None:
    found = _LETTERS.match(text, at)
    if found is None:
        return None
    kind, value = _single(found["num"])
    if value is None:
        return None
    close = {"．": ".", "、": ".", "）": ")"}.get(found["close"], found["close"])
    case = "upper" if found["num"].isupper() else ""
    return _make(text, at, found.end(), kind, (value,), "{}" + close + case)


def _counted(text: str, at: int) -> Label | None:
    found = _HAN_COUNT.match(text, at)
    if found is None:
        return None
    value = han_number(found["num"])
    return None if value is None else _make(text, at, found.end(), "han", (value,), "{}、")


def _single(number: str) -> tuple[str, int | None]:
    """Kind and value of a number that stands alone in its brackets or before its point."""
    if number[0].isdigit():
        return "decimal", _int(number)
    if number[0] in _HAN_DIGITS or number[0] in _HAN_UNITS:
        return "han", han_number(number)
    if "\u2160" <= number <= "\u217f":
        return "roman", (ord(number) - 0x2160) % 16 + 1
    if len(number) == 1 and number.lower() not in "ivx":
        return "letter", ord(number.lower()) - 96
    return "roman", roman_number(number)


def _int(digits: str) -> int:
    return int(digits)  # full-width digits too


def roman_number(text: str) -> int | None:
    """Value of a roman number written properly in one case, else None."""
    if len(text) == 1 and "\u2160" <= text <= "\u217f":
        return (ord(text) - 0x2160) % 16 + 1
    total = 0
    values = [_ROMAN.get(char, 0) for char in text.lower()]
    for here, following in zip(values, [*values[1:], 0], strict=True):
        total += -here if here < following else here
    return total if total > 0 and roman(total) == text.upper() else None


def roman(value: int) -> str:
    """``value`` as an upper-case roman number."""
    pairs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
             (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip  # noqa: E501
    out = ""
    for size, letters in pairs:
        count, value = divmod(value, size)
        out += letters * count
    return out


def han_number(text: str) -> int | None:
    """Value of a number in Han characters (``三十二``, ``一百零五``, ``二〇二六``) or digits.

    Else None.
    """
    if text.isdigit() and text[0] not in _HAN_DIGITS:
        return int(text)
    if all(char in _HAN_DIGITS for char in text):
        return int("".join(str(_HAN_DIGITS[char]) for char in text))
    total = 0
    digit: int | None = None
    for char in text:
        if char in _HAN_UNITS:
            total += (1 if digit is None else digit) * _HAN_UNITS[char]
            digit = None
        elif char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        else:
            return None
    return total + (digit or 0) or None
