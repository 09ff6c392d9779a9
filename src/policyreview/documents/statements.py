"""What a text says of itself besides its title, its dates and the language that binds.

Version, other languages, untranslated notes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.dates.tables import newest_row
from policyreview.documents.tables import words
from policyreview.documents.tags import normal_tag
from policyreview.documents.values import HEADINGS, Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.datemark import DateMark

_VERSION = re.compile(
    r"(?:(?<![^\W_])(?:versions?|ver\.|versión|versão|versione|versie|версия|wersja|revision|rev\."
    r"|fassung|versio|sürüm|verze|verzió|версія|έκδοση|редакция|phiên bản|versi)"
    r"|版本号?|版本號?|バージョン|버전|文档版本|(?:ال)?إصدار|גרסה|संस्करण|第(?=\d{1,3}(?:\.\d+)?版))"
    r"[ \t\u00a0*_|]*(?:number|no\.?|nr\.?|n[°º]|№)?[ \t\u00a0]*[:：#]?[ \t\u00a0*_`\"']*"
    r"(?P<label>[vV]?\d{1,4}(?:[.\-]\d{1,4}){0,4}(?:[-.]?(?:alpha|beta|rc|draft)\d*)?)(?![^\W版]|%)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SHORT_VERSION = re.compile(r"(?<![\w.])(?P<label>[vV]\d{1,3}(?:\.\d{1,3}){1,3})(?![\w.]*\w)")
_FRONT_LINE = re.compile(
    r"(?:^|(?<=\r))(?P<key>[A-Za-z_][\w -]{0,40}?)[ \t]*[:=]"
    r"[ \t]*(?P<value>[^\s][^\r\n]*?)?[ \t]*(?=\r|$)",
    re.MULTILINE,
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
        if found["value"]:
            value = _unquoted(found["value"], block.start + found.start("value"))
            out.setdefault(_key(found["key"]), value)
    return out


def _key(written: str) -> str:
    return written.lower().replace("-", "_").replace(" ", "_")


def _unquoted(value: str, at: int) -> tuple[str, int]:
    """A value without the quotes around it, and where it begins then."""
    if value[0] in "\"'" and value[-1] == value[0] and len(value) > 1:
        return value[1:-1], at + 1
    return value, at


_NESTED_LINE = re.compile(
    r"(?:^|(?<=\r))(?P<indent>[ \t]*)(?:(?P<item>-)|(?P<key>[A-Za-z_][\w -]{0,40}?)[ \t]*:"
    r"[ \t]*(?P<value>[^\s][^\r\n]*?)?[ \t]*(?=\r|$))",
    re.MULTILINE,
)
_INDENTED = re.compile(r"[\r\n][ \t]+[^\s#]")
_ABOUT_ITSELF = words(
    "policy document doc meta metadata date dates legal terms notice agreement params extra"
    " lifecycle validity"
)
"""Keys of a front matter below which a text speaks of itself."""


def nested_front_matter(text: str, blocks: Sequence[Block]) -> dict[str, tuple[str, int]]:
    """The pairs below keys that speak of the text itself: ``policy:``, ``dates:``.

    As ``front_matter`` gives those at the margin; what stands in a list is left out.
    """
    out: dict[str, tuple[str, int]] = {}
    if (
        not blocks
        or blocks[0].kind != "front"
        or not _INDENTED.search(text, blocks[0].start, blocks[0].end)
    ):
        return out
    above: list[tuple[int, bool]] = []
    for found in _NESTED_LINE.finditer(text, blocks[0].start, blocks[0].end):
        indent = len(found["indent"])
        while above and above[-1][0] >= indent:
            above.pop()
        if found["value"] is None or found["value"][0] in "|>":
            itself = found["value"] is None and (found["key"] or "").lower() in _ABOUT_ITSELF
            above.append((indent, itself))
        elif above and all(one for _, one in above):
            out.setdefault(_key(found["key"]), _unquoted(found["value"], found.start("value")))
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
        if block.end - block.start > 200 or raw.count("|") > 4 or not _DIGIT.search(raw):
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
