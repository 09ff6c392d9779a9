"""What a text says of itself besides its title and its dates.

Version, prevailing language, untranslated notes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.dates.tables import newest_row
from policyreview.documents.tables import by_word
from policyreview.documents.tags import normal_tag
from policyreview.documents.values import HEADINGS, Block, PrevailingMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.documents.datemark import DateMark
    from policyreview.documents.lines import Lines

_VERSION = re.compile(
    r"(?:(?<![^\W_])(?:versions?|ver\.|versión|versão|versione|versie|версия|wersja|revision|rev\."
    r"|fassung|versio|sürüm|verze|verzió|версія|έκδοση|редакция|phiên bản|versi)"
    r"|版本号?|版本號?|バージョン|버전|文档版本|(?:ال)?إصدار|גרסה|संस्करण|第(?=\d{1,3}(?:\.\d+)?版))"
    r"[ \t\u00a0*_|]*(?:number|no\.?|nr\.?|n[°º]|№)?[ \t\u00a0]*[:：#]?[ \t\u00a0*_`\"']*"
    r"(?P<label>[vV]?\d{1,4}(?:[.\-]\d{1,4}){0,4}(?:[-.]?(?:alpha|beta|rc|draft)\d*)?)(?![^\W版]|%)",
    re.IGNORECASE,
)
_SHORT_VERSION = re.compile(r"(?<![\w.])(?P<label>[vV]\d{1,3}(?:\.\d{1,3}){1,3})(?![\w.]*\w)")
_FRONT_LINE = re.compile(
    r"(?:^|(?<=\r))(?P<key>[A-Za-z_][\w -]{0,40}?)[ \t]*[:=]"
    r"[ \t]*(?P<value>[^\s][^\r\n]*?)?[ \t]*(?=\r|$)",
    re.MULTILINE,
)
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
_PREVAILS = re.compile(
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
_PREVAILS_FIRST = re.compile(
    r"\b(?:prevalecer\w*"
    r"|prevalece|predominar\w*|predomina|se aplicará|prevale|prevarrà|maßgeb\w+ (?:ist|bleibt)"
    r"|verbindlich ist|gilt"
    r"|précedence|prime|fait foi"
    r"|precedence (?:shall|will|is) (?:be )?given to|преимущественную силу имеет|prevaleert"
    r"|geldt)\b"
    rf"[^.;]{{0,50}}?\b(?P<a>{_NAME})",
    re.IGNORECASE,
)
_PREVAILS_CJK = re.compile(
    r"(?:以"
    r"|按|依|則應以|应以|應以)[^。，,；;]{0,12}?(?P<a>英文|英语|英語|中文|汉语|漢語|日文|日语|日語|法文|俄文|韩文"
    r"|韓文)[^。，,；;]{0,12}?(?:为准|為準|为標準|为标准|優先|优先|為主|为主)"
    r"|(?P<b>英文|英语|英語|中文|日文)[^。，,；;]{0,10}(?:优先|優先|为准|為準|具有最终|具优先)"
    r"|(?P<c>英語|日本語|中国語|フランス語|ドイツ語)[^。、，]{0,8}?(?:が|を|に)[^。、]{0,10}?(?:優先|正文|正本|準拠|適用され)"
    r"|(?P<d>영어|영문|국문|한국어|한글|중국어)[^.。]{0,16}?(?:우선|따릅니다|따른다)"
)
_EQUAL = re.compile(
    r"(?:both|all|each|two|the (?:english|chinese|french)[^.]{0,40}) (?:language )?(?:versions?"
    r"|texts?|languages?)[^.]{0,40}(?:equally (?:authentic|valid|binding|authoritative)"
    r"|equal (?:force|validity|effect|legal)|same (?:legal )?(?:force|effect|validity))"
    r"|(?:具有|具备|具備|具)(?:同等|相同|同样|同樣)(?:的)?(?:法律|法律上的)?(?:效力|约束力|約束力)|同等效力|等しく正文|同等の効力"
    r"|font également foi|(?:valeur|force) (?:juridique )?égale|gleichermaßen (?:verbindlich"
    r"|gültig)|igualmente (?:auténtic|válid)\w+",
    re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"version|translat|language|discrepan|inconsisten|conflict|ambigu|traduc|tradu|langue|version"
    r"|sprach|übersetz|fassung|idioma"
    r"|\btexts?\b|\bdiffer"
    r"|版|译|譯|翻译|翻譯|语言|語言|言語|翻訳|訳文|不一致|矛盾|相違|歧义|歧義|有冲突|번역|언어|язык|перевод|верси|taal|vertal",
    re.IGNORECASE,
)
_EQUAL_CONTEXT = re.compile(
    r"version|language|text|langue|sprach|idioma|版|文本|语言|語言|言語|中英|foi|authentic",
    re.IGNORECASE,
)
_UNTRANSLATED = re.compile(
    r"\b(?:untranslated|not (?:yet )?(?:been )?translated|translation (?:pending|missing"
    r"|to follow|in progress)|TODO:? ?translat\w*"
    r"|non traduit\w*|traduction à venir|nicht übersetzt|noch nicht übersetzt|sin traducir"
    r"|não traduzid\w+|не переведен\w*)\b"
    r"|(?:尚未|未|待|暂未|暫未)(?:翻译|翻譯)|未訳|翻訳待ち|미번역",
    re.IGNORECASE,
)


def front_matter(text: str, blocks: Sequence[Block]) -> dict[str, tuple[str, int]]:
    """The plain ``key: value`` pairs of a front matter.

    Key in lower case to value and its position.
    """
    out: dict[str, tuple[str, int]] = {}
    if not blocks or blocks[0].kind != "front":
        return out
    block = blocks[0]
    for found in _FRONT_LINE.finditer(text[block.start : block.end]):
        value = found["value"]
        if value:
            at = found.start("value")
            if value[0] in "\"'" and value[-1] == value[0] and len(value) > 1:
                value, at = value[1:-1], at + 1
            key = found["key"].lower().replace("-", "_").replace(" ", "_")
            out.setdefault(key, (value, block.start + at))
    return out


def version_of(
    text: str,
    blocks: Sequence[Block],
    dates: Sequence[DateMark],
    front: dict[str, tuple[str, int]],
    language: str,
) -> tuple[str, tuple[int, int]] | None:
    """The version label that a text carries, and where it stands.

    A version date is a label too. Looked for in the front matter, in short lines at both ends, and
    in the newest row of a revision table.
    """
    for mark in dates:
        if mark.kind == "version":
            # 'Version 2.1 (3 May 2024)': the number is the label, the day when it was made.
            since = max(text.rfind("\n", 0, mark.start), text.rfind("\r", 0, mark.start)) + 1
            number = _VERSION.search(text, max(since, mark.start - 80), mark.start)
            if number is not None:
                return number["label"], number.span("label")
            return text[mark.start : mark.end], (mark.start, mark.end)
    value = front.get("version") or front.get("policy_version") or front.get("document_version")
    if value and re.fullmatch(r"[vV]?\d[\w.\-]{0,20}", value[0]):
        return value[0], (value[1], value[1] + len(value[0]))
    words = [
        block
        for block in blocks
        if block.kind in HEADINGS or block.kind in {"p", "li", "tr", "quote"}
    ]
    ends = [*words[:14], *words[max(14, len(words) - 6) :]]
    for block in ends:
        raw = text[block.start : min(block.end, block.start + 200)]
        if block.end - block.start > 200 or raw.count("|") > 4:
            continue
        found = _VERSION.search(raw)
        if found is None:
            short = _SHORT_VERSION.search(raw)
            alone = short is not None and not any(map(str.isalpha, raw[: short.start()]))
            found = short if block.kind in HEADINGS or alone else None
        if (
            found is not None
            and _stands_alone(raw, found)
            and not _is_date(found.span("label"), block, dates)
        ):
            return found["label"], (
                block.start + found.start("label"),
                block.start + found.end("label"),
            )
    row = newest_row(text, words, language)
    return None if row is None else (row[0], (row[1], row[2]))


def _stands_alone(raw: str, found: re.Match[str]) -> bool:
    """Whether the version is the document's.

    A line that says little else, no software's version.
    """
    rest = raw[: found.start()] + raw[found.end() :]
    if re.search(
        r"\b(?:licen[cs]e|GPL|Apache|MPL|Creative|software|browser|android|ios|TLS|API|SDK|HTTP"
        r"|adapted|based on)\b"
        r"|软件|系统",
        rest,
        re.IGNORECASE,
    ):
        return False
    return len(re.findall(r"[^\W\d_]+", rest)) <= 12


def _is_date(span: tuple[int, int], block: Block, dates: Sequence[DateMark]) -> bool:
    start = block.start + span[0]
    return any(mark.start <= start < mark.end and mark.kind != "version" for mark in dates)


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
    marks = [*_bindings(text, lines, plain=plain), *_equals(text, lines)]
    marks.sort(key=lambda mark: mark.start)
    values = {mark.value for mark in marks}
    if not values:
        return None, ()
    return (values.pop() if len(values) == 1 else "contradictory"), tuple(marks)


def _bindings(text: str, lines: Lines, *, plain: bool) -> list[PrevailingMark]:
    """Sentences that name one language as the binding one.

    Only those that name a language are read; of names in Latin letters only the English ones where
    the text is ``plain``.
    """
    signs = _ENGLISH_SIGNS if plain else _SIGNS
    lower = text.lower()
    if len(lower) != len(text):
        lower = text  # a rare letter that lower case makes two of would shift all positions
    marks: dict[int, PrevailingMark] = {}
    narrow = text.isascii()
    for sign, names in signs:
        if (narrow and not sign.isascii()) or sign not in lower:
            continue
        for name in names:
            _name_bindings(text, lower, name, lines, marks)
    return list(marks.values())


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


def _equals(text: str, lines: Lines) -> list[PrevailingMark]:
    """Sentences that say that all languages bind alike."""
    marks: list[PrevailingMark] = []
    for word in _EQUAL_WORDS:
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


_MOST_MENTIONS = 200
_SHARED = (
    "ngl", "chines", "chinoi", "jap", "french", "frances", "german", "leman", "deutsch",
    "spagn", "spani", "russi", "portug", "itali", "neder", "английск", "китайск", "русск", "文",
    "语", "語",
)  # fmt: skip


def _signs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of languages by a piece that they share: what has not the piece has none of them."""
    out: dict[str, list[str]] = {}
    for name in _LANGUAGE_NAMES:
        out.setdefault(next((sign for sign in _SHARED if sign in name), name), []).append(name)
    return tuple((sign, tuple(names)) for sign, names in out.items())


_SIGNS = _signs()
_ENGLISH = (
    "english", "chinese", "japanese", "korean", "french", "german", "spanish", "portuguese",
    "italian", "russian", "dutch", "polish",
)  # fmt: skip
_ENGLISH_SIGNS = (
    *((name, (name,)) for name in _ENGLISH),
    *(one for one in _SIGNS if not any("a" <= letter <= "z" for letter in one[0])),
)
_WITHOUT_OTHERS = frozenset({"en", "zh", "ja", "ko"})
_EQUAL_WORDS = (
    "equal",
    "same force",
    "same legal",
    "同等",
    "相同的法律",
    "同样的法律",
    "等しく",
    "également foi",
    "égale",
    "gleichermaßen",
    "igualmente",
)
_NOT_PREVAILING = re.compile(
    r"\b(?:law|laws|courts?|recht|droit|loi|ley|england|not)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.。;；!?！？\n]")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place, at most 300 code points to either side."""
    low = max(0, start - 300)
    first = max((found.end() for found in _SENTENCE_END.finditer(text, low, start)), default=low)
    after = _SENTENCE_END.search(text, end, end + 300)
    return first, after.end() if after else min(len(text), end + 300)


_UNTRANSLATED_WORDS = (
    "ranslat",
    "tradui",
    "traduc",
    "traduz",
    "bersetz",
    "译",
    "譯",
    "訳",
    "번역",
    "перевед",
)


def untranslated_notes(text: str) -> tuple[tuple[int, int], ...]:
    """Places that say that a passage has not been translated."""
    if not any(word in text for word in _UNTRANSLATED_WORDS):
        return ()
    return tuple(found.span() for found in _UNTRANSLATED.finditer(text))


def counterparts_of(front: dict[str, tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    """Pages in other languages that a front matter names (``altLang``, ``altLangPage``)."""
    page = front.get("altlangpage") or front.get("alt_lang_page") or front.get("translation")
    if page is None:
        return ()
    tag = front.get("altlang") or front.get("alt_lang")
    return ((normal_tag(tag[0]) or "und" if tag else "und", page[0].strip("\"' ")),)


def declared_language(front: dict[str, tuple[str, int]]) -> str | None:
    """The language that a front matter names."""
    for key in ("lang", "language", "locale"):
        tag = normal_tag(front[key][0].strip("\"' ")) if key in front else None
        if tag is not None:
            return tag
    return None
