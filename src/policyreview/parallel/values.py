"""Typed values in a sentence of any language: dates, numbers, addresses, references, by value.

``2026年5月12日``, ``12 May 2026`` and ``2026-05-12`` have one key, and so have ``三十天``,
``30 days`` and ``thirty days``. What can be read in two ways carries both keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from policyreview.parallel import numerals
from policyreview.parallel.addresses import find_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["url", "mail", "phone", "date", "reference", "number"]

MOST_CHARACTERS = 100_000
"""Of one block, only so many code points are read; a longer block is no sentence."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value in a text.

    Attributes:
        kind: What it is.
        key: The value in one spelling for all languages: ``2026-05-12``, ``30``, ``6.1.f``.
        start: Where it begins, in code points of the text given.
        end: Where it ends, exclusive.
        text: As it is written.
        also: Other keys that it may be read as (``01/02/2024``).
        firm: It is certain to be a value; a number word such as ``one`` or ``两`` isn't: it can
            answer for a value of the other language, but nobody misses it.
    """

    kind: Kind
    key: str
    start: int
    end: int
    text: str
    also: tuple[str, ...] = ()
    firm: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that it may be read as, the likeliest first."""
        return (self.key, *self.also)


_MONTHS = (
    "january januar jänner janvier enero gennaio janeiro января январь januari jan janv ene gen",
    "february februar feber février fevrier febrero febbraio fevereiro февраля февраль feb févr fév",  # noqa: E501
    "march märz maerz mars marzo março марта март maart mar mär mrz",
    "april avril abril aprile апреля апрель apr avr abr",
    "may mai mayo maggio maio мая май mei mag",
    "june juni juin junio giugno junho июня июнь jun giu",
    "july juli juillet julio luglio julho июля июль jul juil lug",
    "august août aout agosto августа август augustus aug ago aoû",
    "september septembre septiembre setiembre settembre setembro сентября сентябрь sep sept set",
    "october oktober octobre octubre ottobre outubro октября октябрь oct okt out ott",
    "november novembre noviembre novembro ноября ноябрь nov",
    "december dezember décembre decembre diciembre dicembre dezembro декабря декабрь dec dez déc dic",  # noqa: E501
)
_MONTH_OF = {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH_NAMES = "|".join(sorted(_MONTH_OF, key=lambda name: (-len(name), name)))
_MONTH_WORD = rf"(?P<{{0}}>{_MONTH_NAMES})(?![^\W\d_])\.?"
_G = r"[\s\u00a0\u202f]*"
_DAY = r"(?P<{0}>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"(?<!\d){_YEAR.format('y1')}{_G}[年년]{_G}(?P<m1>0?[1-9]|1[0-2]){_G}[月월]"
    rf"(?:{_G}{_DAY.format('d1')}{_G}[日号號일])?"
    rf"|(?P<era>令和|平成|民國|民国){_G}(?P<ey>\d{{1,3}}|元){_G}年{_G}(?P<em>\d{{1,2}}){_G}月(?:{_G}(?P<ed>\d{{1,2}}){_G}日)?"
    rf"|(?<![\d.-]){_YEAR.format('y2')}(?P<sep>[-/.])(?P<m2>0?[1-9]|1[0-2])(?P=sep){_DAY.format('d2')}(?![\d])"
    rf"|(?<![\d.,/-]){_DAY.format('d3')}(?:st|nd|rd|th|er|\\?\.|º|°)?{_G}(?:of{_G}|de{_G}|de\sl’)?"
    rf"{_MONTH_WORD.format('n3')},?{_G}(?:de[l]?{_G})?(?:{_YEAR.format('y3')}(?!\d))?"
    rf"|\b{_MONTH_WORD.format('n4')}{_G}(?:{_DAY.format('d4')}(?:st|nd|rd|th)?(?!\d),?{_G})?"
    rf"(?:de[l]?{_G})?(?:{_YEAR.format('y4')}(?!\d))?"
    r"|(?<![\d.,/-])(?P<a5>\d{1,2})(?P<sep5>[-/.])(?P<b5>\d{1,2})(?P=sep5)(?P<y5>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d.,/-])(?P<a7>0?[1-9]|[12]\d|3[01])\.(?P<b7>0[1-9]|1[0-2])\.(?P<y7>[0-4]\d)(?![\d.])"
    rf"|(?<!\d)(?P<m6>0?[1-9]|1[0-2]){_G}[月월]{_G}{_DAY.format('d6')}{_G}[日号號일]",
    re.IGNORECASE,
)
_NEEDS = re.compile(r"\d")

_SUB = r"(?:\.\d{1,3})*"
_LETTER = r"(?:\s?\(?[a-z]\)?(?![a-z]))?"
_REFERENCE = re.compile(
    rf"(?:\b(?:articles?|art\.?|artikels?|artículos?|artigos?|articoli|articolo|sections?|sec\.|sect\.|clauses?|"
    rf"abschnitte?s?|ziffer|klausel|chapters?|kapitel|chapitre|статьи|статья|разделе?|§§?)|§){_G}"
    rf"(?P<n>\d{{1,4}}{_SUB})(?P<tail>(?:{_G}(?:\(\d{{1,3}}\)|\([a-z]{{1,3}}\)|,?{_G}(?:abs(?:atz|\.)|"
    rf"paragraphe?|par\.|para\.|al\.|alinéa|apartado|lit\.|buchst(?:abe|\.)|point|let\.|letter|lettre){_G}"
    rf"(?:\d{{1,3}}|\(?[a-z]\)?)(?![\w])))*)"
    rf"|第{_G}(?P<z>[\d〇零一二两三四五六七八九十百千]+{_SUB}){_G}(?P<of>条|條|章|节|節|部分|款|项|項|篇|조)"
    rf"(?P<ztail>(?:{_G}(?:の\d{{1,3}}|第{_G}[（(]?[\d〇零一二三四五六七八九十a-z]+[)）]?{_G}[款项項号號目항호]|[（(][\da-z一二三四五六七八九十]{{1,3}}[)）]))*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![A-Za-z\d_.,/#@-])(?P<d>\d{1,3}(?:[,.’'\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?)"
    r"(?P<scale>\s?(?:[万萬억億亿千百만]|million(?:en|s)?\b|billion(?:s)?\b|thousand\b|milliard(?:en|s)?\b|Mio\b))?"
    r"(?![\w]*[_/@])"
)

_COUNTED = re.compile(r"\s?(?:つ|種|种|回|度|点|個|个(?!月)|者|項)|[)）.](?=\s)", re.IGNORECASE)


def find_values(text: str, language: str) -> tuple[Value, ...]:
    """Read the values of one block.

    Args:
        text: The block, with its markup.
        language: BCP 47 tag; it settles decimal marks and number words.

    Returns:
        Values in the order of the text; none overlaps another.
    """
    return _find(text[:MOST_CHARACTERS], language.split("-", maxsplit=1)[0].lower())


@lru_cache(maxsize=4096)
def _find(text: str, language: str) -> tuple[Value, ...]:
    found: list[Value] = []
    masked = text
    if "://" in text or "www." in text or "@" in text or "](" in text:
        for kind, key, start, end in find_addresses(text):
            found.append(Value(kind, key, start, end, text[start:end]))
            masked = masked[:start] + "\x1f" * (end - start) + masked[end:]
    if _NEEDS.search(masked):
        for reader in (_phones, _dates, _references, _numbers):
            for value in reader(masked, language):
                found.append(value)
                masked = (
                    masked[: value.start] + "\x1f" * (value.end - value.start) + masked[value.end :]
                )
    else:
        found.extend(_references(masked, language) if "第" in masked else ())
    found.extend(
        Value("number", key, start, end, text[start:end], firm=firm)
        for key, start, end, firm in numerals.find_words(masked, language)
    )
    return tuple(sorted(found, key=lambda v: (v.start, v.end)))


_PHONE = re.compile(
    r"(?<![\w.])(?:\+\d{1,3}[\s\-.]?(?:\(?\d{1,4}\)?[\s\-.]?){2,5}\d{2,4}|\(\d{3}\)\s?\d{3}-\d{4}|1-8\d\d-\d{3}-\d{4})(?!\d)"
)


def _phones(text: str, language: str) -> Iterator[Value]:
    del language
    if "+" in text or "-" in text:
        for match in _PHONE.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if len(digits) >= 8:
                yield Value("phone", digits, match.start(), match.end(), match[0])


def _dates(text: str, language: str) -> Iterator[Value]:
    for match in _DATE.finditer(text):
        read = _date(match, language)
        if read:
            end = match.start() + len(match[0].rstrip(" ,\u00a0\u202f"))
            yield Value(
                "date", read[0], match.start(), end, text[match.start() : end], also=read[1:]
            )


def _date(match: re.Match[str], language: str) -> tuple[str, ...]:
    group = match.groupdict()
    if group["y1"]:
        return (_key(group["y1"], group["m1"], group["d1"]),)
    if group["era"]:
        offset = {"令和": 2018, "平成": 1988}.get(group["era"], 1911)
        year = offset + (1 if group["ey"] == "元" else int(group["ey"]))
        return (_key(str(year), group["em"], group["ed"]),)
    if group["y2"]:
        return (_key(group["y2"], group["m2"], group["d2"]),)
    for at in "34":
        name = group["n" + at]
        if name:
            return _named(name, group["d" + at], group["y" + at], match[0])
    if group["y5"]:
        first, second = int(group["a5"]), int(group["b5"])
        readings = [(first, second), (second, first)]
        if language != "en" or first > 12:
            readings.reverse()
        keys = [
            _key(group["y5"], str(m), str(d)) for m, d in readings if 1 <= m <= 12 and 1 <= d <= 31
        ]
        return tuple(dict.fromkeys(keys))
    if group["y7"]:
        return (_key("20" + group["y7"], group["b7"], group["a7"]),)
    return (f"--{int(group['m6']):02}-{int(group['d6']):02}",)


def _named(name: str, day: str | None, year: str | None, whole: str) -> tuple[str, ...]:
    lowered = name.casefold()
    month = _MONTH_OF.get(lowered, 0)
    if not month or not (day or year):
        return ()
    if not year:
        # 'may 12 ...' is a verb and a number at least as often as it is a day
        return (
            (f"--{month:02}-{int(day or 0):02}",)
            if name[:1].isupper() or whole[0].isdigit()
            else ()
        )
    if (
        not day
        and not name[:1].isupper()
        and lowered in {"may", "mai", "mars", "set", "out", "mag", "gen"}
    ):
        return ()
    return (_key(year, str(month), day),)


def _key(year: str, month: str, day: str | None) -> str:
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _references(text: str, language: str) -> Iterator[Value]:
    del language
    for match in _REFERENCE.finditer(text):
        if match["n"]:
            pieces = [
                *match["n"].split("."),
                *re.findall(r"\d+|(?<![a-z])[a-z](?![a-z])", match["tail"].lower()),
            ]
        elif match["of"] in "款项項":
            continue
        else:
            first = match["z"].split(".")
            pieces = [numerals.chinese(piece) if not piece.isdigit() else piece for piece in first]
            for piece in re.findall(
                r"[\d]+|[〇零一二三四五六七八九十]+|[a-z]", match["ztail"].lower()
            ):
                pieces.append(piece if piece.isascii() else numerals.chinese(piece))
        key = ".".join(str(int(p)) if p.isdigit() else p for p in pieces if p)
        if key:
            yield Value("reference", key, match.start(), match.end(), match[0])


_SCALES = {
    **dict.fromkeys("万萬만", 10**4),
    **dict.fromkeys("亿億억", 10**8),
    "千": 1000,
    "百": 100,
    "million": 10**6,
    "mio": 10**6,
    "billion": 10**9,
    "thousand": 1000,
    "milliard": 10**9,
}


def _numbers(text: str, language: str) -> Iterator[Value]:
    for match in _NUMBER.finditer(text):
        readings = numerals.decimal(match["d"], language)
        scale = (match["scale"] or "").strip().casefold()
        times = next((v for k, v in _SCALES.items() if scale.startswith(k)), 1) if scale else 1
        keys = tuple(dict.fromkeys(numerals.times(reading, times) for reading in readings))
        start, end = match.span()
        firm = keys[0] != "1" and not (keys[0] == "2" and _COUNTED.match(text, end))
        if text[max(0, start - 1) : start] in {"(", "（"} and text[end : end + 1] in {")", "）"}:
            firm = firm and len(match[0]) > 2  # a number in a row, and not a number of things
        yield Value("number", keys[0], start, end, match[0], keys[1:], firm)


def forget() -> None:
    """Drop what was kept of earlier texts, for measuring."""
    _find.cache_clear()
