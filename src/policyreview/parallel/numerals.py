"""Numbers as people write them: decimal marks by language, Chinese numerals, number words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMA_DECIMALS = {
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "ru",
    "nl",
    "pl",
    "cs",
    "sv",
    "da",
    "fi",
    "nb",
    "tr",
}
_DIGITS = {c: at for at, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万萬亿億两兩壹贰叁肆伍陆柒捌玖拾佰仟]{1,16}")
_ABOUT = frozenset("几幾数數多第上")
"""What stands before a numeral that is no exact number (``几十天``) or a place in a row."""
_COUNTER = re.compile(
    r"\s?(?:[天日年月周週岁歲元円倍次]|个?个月|個月|小时|小時|分钟|工作日|个工作日|營業日|ヶ月|か月|カ月|週間|時間|日間|年間)"
)
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_DECADES = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH = {w: n for n, w in enumerate(_UNITS)} | {w: 10 * n for n, w in enumerate(_DECADES, 2)}
_GERMAN = {
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
    "dreizehn": 13,
    "vierzehn": 14,
    "fünfzehn": 15,
    "sechzehn": 16,
    "achtzehn": 18,
    "zwanzig": 20,
    "dreißig": 30,
    "dreissig": 30,
    "vierzig": 40,
    "fünfzig": 50,
    "sechzig": 60,
    "siebzig": 70,
    "achtzig": 80,
    "neunzig": 90,
    "hundert": 100,
    "tausend": 1000,
}
_FRENCH = {
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "cent": 100,
    "mille": 1000,
}
_SPANISH = {
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
    "doce": 12,
    "trece": 13,
    "catorce": 14,
    "quince": 15,
    "dieciséis": 16,
    "dieciocho": 18,
    "veinte": 20,
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "noventa": 90,
    "cien": 100,
    "mil": 1000,
}
_WORDS = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}
_LETTERS = re.compile(r"[^\W\d_]+")
_AFTER_ENGLISH = re.compile(
    r"[\s-]+(?:calendar |business |working )?(?:days?|months?|years?|hours?|weeks?|minutes?|percent)\b",  # noqa: E501
    re.IGNORECASE,
)


def decimal(written: str, language: str) -> tuple[str, ...]:
    """Read digits with separators.

    Args:
        written: ``1,000``, ``1.000,50``, ``3.5`` or plain digits.
        language: Primary subtag; it decides between ``1.000`` as a thousand and as one.

    Returns:
        The possible values in plain form, the likeliest first.
    """
    if written.isdigit():
        return (written.lstrip("0") or "0",)
    marks = [c for c in written if not c.isdigit()]
    digits = re.sub(r"\D", "", written).lstrip("0") or "0"
    head, mark, tail = written.rpartition(marks[-1])
    whole = re.sub(r"\D", "", head).lstrip("0") or "0"
    fraction = tail.rstrip("0")
    split = f"{whole}.{fraction}" if fraction else whole
    if len(set(marks)) > 1:
        return (split,)
    if len(tail) != 3 or mark in "’'\u00a0\u202f":
        return (digits,) if len(marks) > 1 or mark in "’'\u00a0\u202f" else (split,)
    if len(marks) > 1:
        return (digits,)
    grouping = mark == "." if language in _COMMA_DECIMALS else mark == ","
    return (digits, split) if grouping else (split, digits)


def times(number: str, factor: int) -> str:
    """A plain number multiplied: ``times("1.5", 10000)`` is ``15000``."""
    if factor == 1:
        return number
    whole, _, fraction = number.partition(".")
    zeros = len(str(factor)) - 1
    moved = fraction[:zeros].ljust(zeros, "0")
    rest = fraction[zeros:].rstrip("0")
    shifted = (whole + moved).lstrip("0") or "0"
    return f"{shifted}.{rest}" if rest else shifted


def chinese(written: str) -> str:
    """Read a Chinese numeral (``三十``, ``一百二十``, ``二〇二六``) as plain digits."""
    if all(c in _DIGITS for c in written):
        return "".join(str(_DIGITS[c]) for c in written).lstrip("0") or "0"
    total = section = digit = 0
    for c in written:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            section += (digit or 1) * _TENS[c]
            digit = 0
        elif c in _MYRIADS:
            total = (total + section + digit or 1) * _MYRIADS[c]
            section = digit = 0
    return str(total + section + digit)


def find_words(text: str, language: str) -> Iterator[tuple[str, int, int, bool]]:
    """Find numbers that are written in words.

    Yields:
        Value, start, end and whether it is certain to be meant as a number ('thirty days',
        ``三十天``), which 'one' and ``一`` are not.
    """
    if language in {"zh", "ja"}:
        yield from _chinese_words(text)
    elif language in _WORDS:
        yield from _plain_words(text, language)


def _chinese_words(text: str) -> Iterator[tuple[str, int, int, bool]]:
    for match in _NUMERAL.finditer(text):
        run = match[0]
        counted = bool(_COUNTER.match(text, match.end()))
        if run[0] in _MYRIADS or run in {"百", "千"} or (run == "十" and not counted):
            continue
        about = text[max(0, match.start() - 1) : match.start()] in _ABOUT
        firm = counted and not about and (len(run) > 1 or run in "三四五六七八九十")
        yield chinese(run), match.start(), match.end(), firm


def _plain_words(text: str, language: str) -> Iterator[tuple[str, int, int, bool]]:
    table = _WORDS[language]
    lowered = text.lower()
    previous: tuple[int, int, int] | None = None
    for match in _LETTERS.finditer(lowered):
        number = table.get(match[0])
        if number is None:
            continue
        start, end = match.span()
        if (
            previous
            and previous[0] >= 20 > number
            and text[previous[2] : start] in {"-", " "}
            and number < 10
        ):
            number, start = previous[0] + number, previous[1]
        previous = (number, start, end)
        firm = language == "en" and number > 2 and bool(_AFTER_ENGLISH.match(text, end))
        yield str(number), start, end, firm
