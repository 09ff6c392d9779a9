"""Which language of a policy binds, by what its texts say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.documents.tables import by_word
from policyreview.documents.values import PrevailingMark
from policyreview.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policyreview.documents.lines import Lines

_LANGUAGE_NAMES = by_word(
    {
        "en": (
            "english | anglaise | anglais | englische | englischen | inglés | inglesa | "
            "inglés. | inglês | inglese | engelse | английск | 英文 | 英语 | 英語 | 영어 | 영문 | "
            "englischsprachig"
        ),
        "de": (
            "deutschsprachig | german | allemande | deutsche | deutschsprachige | alemana | "
            "tedesca | ドイツ語"
        ),
        "zh": "chinese | chinoise | chinesische | china | 中文 | 汉语 | 漢語 | 中国語"
        " | 중국어 | китайск",
        "ja": "japanese | 日文 | 日语 | 日本語 | 日語 | japonaise | japanische",
        "fr": "french | française | français | französische | francesa | francese | 法文"
        " | フランス語",
        "es": "spanish | espagnole | spanische | española | español | castellano | spagnola",
        "ru": "russian | russische | русск | 俄文",
        "ko": "korean | 韩文 | 韓文 | 한국어 | 국문 | 한글",
        "pt": "portuguese | portuguesa | portugaise",
        "it": "italian | italiana | italienne | italienische",
        "nl": "dutch | nederlandse | néerlandaise",
        "pl": "polish",
    }
)
_NAME = "|".join(sorted((re.escape(name) for name in _LANGUAGE_NAMES), key=len, reverse=True))
_PREVAILS = later(
    rf"(?P<a>{_NAME})\w{{0,3}}[\s-]*(?:(?:language|original|text|version|langue|fassung|versión|versão|versione|tekst|editions?|原文|版本?|版|本|文本|テキスト)[\s,]*)*"
    r"(?:[^.。;；!?！？]{0,60}?)"
    r"\b(?:prevails?|shall prevail|will prevail|controls?|shall control|will control|governs?"
    r"|shall govern|will govern"
    r"|takes? precedence|shall apply|will apply|applies"
    r"|is (?:the )?(?:binding|authoritative|controlling|governing"
    r"|definitive)|is maßgeblich"
    r"|prévau\w+|l[’']emporte\w*|fait foi|fera foi|s[’']appliqu\w+|(?:sera|est) valable|maßgebend"
    r"|maßgeblich|vorrang|geht vor|gilt"
    r"|verbindlich"
    r"|prevalecer\w*|prevalece|predominar\w*|predomina|prevale|prevarrà"
    r"|имеет преимущественную силу|имеет приоритет"
    r"|превалиру\w+|heeft voorrang|prevaleert)\b",
    re.IGNORECASE,
)
_PREVAILS_FIRST = later(
    r"\b(?:prevalecer\w*"
    r"|prevalece|predominar\w*|predomina|se aplicará|prevale|prevarrà|maßgeb\w+ (?:ist|bleibt)"
    r"|verbindlich ist|gilt"
    r"|précedence|prime|fait foi"
    r"|precedence (?:shall|will|is) (?:be )?given to|преимущественную силу имеет|prevaleert"
    r"|geldt)\b"
    rf"[^.;]{{0,50}}?\b(?P<a>{_NAME})",
    re.IGNORECASE,
)
_PREVAILS_CJK = later(
    r"(?:以"
    r"|按|依|則應以|应以|應以)[^。，,；;]{0,12}?(?P<a>英文|英语|英語|中文|汉语|漢語|日文|日语|日語|法文|俄文|韩文"
    r"|韓文)[^。，,；;]{0,12}?(?:为准|為準|为標準|为标准|優先|优先|為主|为主)"
    r"|(?P<b>英文|英语|英語|中文|日文)[^。，,；;]{0,10}(?:优先|優先|为准|為準|具有最终|具优先)"
    r"|(?P<c>英語|日本語|中国語|フランス語|ドイツ語)[^。、，]{0,8}?(?:が|を|に)[^。、]{0,10}?(?:優先|正文|正本|準拠|適用され)"
    r"|(?P<d>영어|영문|국문|한국어|한글|중국어)[^.。]{0,16}?(?:우선|따릅니다|따른다)"
)
_EQUAL = later(
    r"(?:both|all|each|two|the (?:english|chinese|french)[^.]{0,40}) (?:language )?(?:versions?"
    r"|texts?|languages?)[^.]{0,40}(?:equally (?:authentic|valid|binding|authoritative)"
    r"|equal (?:force|validity|effect|legal)|same (?:legal )?(?:force|effect|validity))"
    r"|(?:具有|具备|具備|具)(?:同等|相同|同样|同樣)(?:的)?(?:法律|法律上的)?(?:效力|约束力|約束力)|同等效力|等しく正文|同等の効力"
    r"|font également foi|(?:valeur|force) (?:juridique )?égale|gleichermaßen (?:verbindlich"
    r"|gültig)|igualmente (?:auténtic|válid)\w+",
    re.IGNORECASE,
)
_CONTEXT = later(
    r"version|translat|language|discrepan|inconsisten|conflict|ambigu|traduc|tradu|langue|version"
    r"|sprach|übersetz|fassung|idioma"
    r"|\btexts?\b|\bdiffer"
    r"|版|译|譯|翻译|翻譯|语言|語言|言語|翻訳|訳文|不一致|矛盾|相違|歧义|歧義|有冲突|번역|언어|язык|перевод|верси|taal|vertal",
    re.IGNORECASE,
)
_EQUAL_CONTEXT = later(
    r"version|language|text|langue|sprach|idioma|版|文本|语言|語言|言語|中英|foi|authentic",
    re.IGNORECASE,
)


def prevailing_of(
    text: str, lines: Lines, languages: Iterable[str] = ("und",)
) -> tuple[str | None, tuple[PrevailingMark, ...]]:
    """Which language binds by the text's own words, with the places that say so.

    Args:
        text: The text.
        lines: Its lines.
        languages: The languages it is in. Sentences in other European languages than English are
            looked for only where it is in one, or in a language that could not be told.
    """
    plain = all(tag[:2] in _WITHOUT_OTHERS for tag in languages)
    narrow = _narrow(text)
    marks = [*_bindings(text, narrow, lines, plain=plain), *_equals(text, narrow, lines)]
    marks.sort(key=lambda mark: mark.start)
    values = {mark.value for mark in marks}
    if not values:
        return None, ()
    return (values.pop() if len(values) == 1 else "contradictory"), tuple(marks)


def _narrow(text: str) -> bytes:
    """A text's ASCII in small letters: small letters of a whole Chinese text take far longer."""
    if text.isascii():
        return text.encode("ascii").lower()
    return text.replace(_KELVIN, "k").encode("ascii", "ignore").lower()


def _bindings(text: str, narrow: bytes, lines: Lines, *, plain: bool) -> list[PrevailingMark]:
    """Sentences that name one language as the binding one.

    Only those that name a language are read; of names in Latin letters only the English ones where
    the text is ``plain``.
    """
    names = _named(text, narrow, _ENGLISH_SIGNS if plain else _SIGNS)
    if not names:
        return []
    lower = text.lower() if any(name != name.upper() for name in names) else text
    if len(lower) != len(text):
        lower = text  # a rare letter that lower case makes two of would shift all positions
    marks: dict[int, PrevailingMark] = {}
    for name in names:
        _name_bindings(text, lower, name, lines, marks)
    return list(marks.values())


def _named(text: str, narrow: bytes, signs: Sequence[_Sign]) -> list[str]:
    """The names of languages that may stand in a text: all that do, and perhaps some that don't."""
    if text.isascii():
        return [
            name for sign in signs if sign.narrow and sign.narrow in narrow for name in sign.names
        ]
    return [
        name
        for sign in signs
        if (sign.narrow in narrow if sign.narrow else sign.rare[0] in text or sign.rare[-1] in text)
        for name in sign.names
    ]


def _name_bindings(
    text: str, lower: str, name: str, lines: Lines, marks: dict[int, PrevailingMark]
) -> None:
    """Add the sentences that name one language by one of its names as the binding one."""
    at = lower.find(name)
    seen = 0
    while at >= 0 and seen < _MOST_MENTIONS:
        seen += 1
        start, end = _sentence(text, at, at + len(name))
        for pattern in (_PREVAILS, _PREVAILS_CJK, _PREVAILS_FIRST):
            found = pattern.search(text, max(start, at - 90), end)
            if found is None or found.start() in marks or _NOT_PREVAILING.search(found.group()):
                continue
            if not _CONTEXT.search(text, start, end):
                continue
            said = next(value for value in found.groups() if value)
            tag = _LANGUAGE_NAMES.get(said.lower())
            if tag:
                marks[found.start()] = PrevailingMark(
                    tag, lines.at(found.start()), found.start(), found.end()
                )
        at = lower.find(name, max(end, at + 1))


def _equals(text: str, narrow: bytes, lines: Lines) -> list[PrevailingMark]:
    """Sentences that say that all languages bind alike."""
    marks: list[PrevailingMark] = []
    for word in _equal_words(text, narrow):
        at = text.find(word)
        seen = 0
        while at >= 0 and seen < _MOST_MENTIONS:
            seen += 1
            start, end = _sentence(text, at, at + len(word))
            found = _EQUAL.search(text, start, end)
            if found is not None and _EQUAL_CONTEXT.search(text, start, end):
                marks.append(
                    PrevailingMark("equal", lines.at(found.start()), found.start(), found.end())
                )
            at = text.find(word, max(end, at + 1))
    return marks


def _equal_words(text: str, narrow: bytes) -> Iterator[str]:
    """The words that such a sentence may have, and that may stand in a text."""
    if b"equal" in narrow:
        yield "equal"
    if b"same" in narrow:
        yield from _SAME_WORDS
    if not text.isascii():  # 'igualmente' is followed by an accent where it says so
        if b"igualmente" in narrow:
            yield "igualmente"
        for letter, words in _EQUAL_WORDS.items():
            if letter in text:
                yield from words


_MOST_MENTIONS = 200
_SHARED = (
    "ngl", "chines", "chinoi", "jap", "french", "frances", "german", "leman", "deutsch",
    "spagn", "spani", "russi", "portug", "itali", "neder", "английск", "китайск", "русск", "文",
    "语", "語",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sign:
    """A piece that names of languages share: what has not the piece has none of them.

    Attributes:
        word: The piece, in small letters.
        narrow: The same as ASCII; empty where it is in other letters.
        rare: One of its letters that isn't ASCII, small and large; empty where all are.
        names: The names.
    """

    word: str
    narrow: bytes
    rare: str
    names: tuple[str, ...]


def _sign(word: str, names: Sequence[str]) -> _Sign:
    rare = next((letter for letter in word if not letter.isascii()), "")
    narrow = b"" if rare else word.encode("ascii")
    return _Sign(word, narrow, rare + rare.upper(), tuple(names))


def _signs() -> tuple[_Sign, ...]:
    out: dict[str, list[str]] = {}
    for name in _LANGUAGE_NAMES:
        out.setdefault(next((sign for sign in _SHARED if sign in name), name), []).append(name)
    return tuple(_sign(word, names) for word, names in out.items())


_KELVIN = "\u212a"
"""The only character outside ASCII that has a small letter in it, and that alone."""
_SIGNS = _signs()
_ENGLISH = (
    "english", "chinese", "japanese", "korean", "french", "german", "spanish", "portuguese",
    "italian", "russian", "dutch", "polish",
)  # fmt: skip
_ENGLISH_SIGNS = (
    *(_sign(name, (name,)) for name in _ENGLISH),
    *(one for one in _SIGNS if not any("a" <= letter <= "z" for letter in one.word)),
)
_WITHOUT_OTHERS = frozenset({"en", "zh", "ja", "ko"})
_EQUAL_WORDS = {
    "同": ("同等", "相同的法律", "同样的法律"),
    "し": ("等しく",),
    "é": ("également foi", "égale"),
    "ß": ("gleichermaßen",),
}
"""Words by one of their letters."""
_SAME_WORDS = ("same force", "same legal")
_NOT_PREVAILING = later(r"\b(?:law|laws|courts?|recht|droit|loi|ley|england|not)\b", re.IGNORECASE)
_SENTENCE_END = later(r"[.。;；!?！？\n]")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place, at most 300 code points to either side."""
    low = max(0, start - 300)
    first = max((found.end() for found in _SENTENCE_END.finditer(text, low, start)), default=low)
    after = _SENTENCE_END.search(text, end, end + 300)
    return first, after.end() if after else min(len(text), end + 300)
