"""What the aligner knows of a block: its kind, its length, its build, and what it speaks of."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from policyreview.documents.labels import roman_number
from policyreview.parallel import glossary
from policyreview.parallel.values import find_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.parallel.beads import Unit

_MARKUP = re.compile(
    r"\{:[^}\n]{0,300}\}|</?[a-zA-Z][^<>\n]{0,300}>|\]\([^()\s]{0,2000}\)|https?://[^\s<>\"）)\]]{1,2000}|!?\[|\]|[*_`|#>\\]+"
)
_LABEL = re.compile(
    r"[#*_\s>\-+|]{0,12}(?:"
    r"(?P<n>\d{1,3}(?:\.\d{1,3}){0,4})\\?[.)）、．:：]?(?=[\s\u3000]|[^\d\s.%])"
    r"|[(（]\s?(?P<p>[a-z]{1,5}|\d{1,3}|[一二三四五六七八九十]{1,3})\s?[)）]"
    r"|(?P<a>[a-z]|[ivxlc]{2,7})\\?[.)）、．](?=[\s\u3000]|[^\x00-\x7f])"
    r"|(?:article|section|clause|part|artikel|abschnitt|teil|§|art\.)\s{0,3}"
    r"(?P<s>\d{1,3}(?:\.\d{1,3}){0,3}|[ivxlc]{1,7}(?![a-z]))"
    r"|第\s?(?P<z>[\d一二三四五六七八九十百]{1,5})\s?(?:[条條章节節]|部分)"
    r"|(?P<c>[一二三四五六七八九十]{1,3})[、.．]|(?P<o>[\u2460-\u2473]))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[。！？]|[.!?][\"'”’»)]?(?=\s+[\"'“‘«(]?[A-ZÄÖÜÉÀÇÊÈÎÔ]|$)")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.+\-&][A-Za-z0-9]+)*")
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
SPACELESS = frozenset({"zh", "ja", "ko", "th", "yue", "wuu"})
_CJK_NUMERALS = "零一二三四五六七八九十"

ENDINGS = ("", ".", ":", "?", ";", ",")
_ENDING_OF = {
    **dict.fromkeys(".。．!！…", 1),
    **dict.fromkeys(":：", 2),
    **dict.fromkeys("?？", 3),
    **dict.fromkeys(";；", 4),
    **dict.fromkeys(",，、", 5),
}


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of one unit.

    Attributes:
        kind: As in the unit.
        cells: Length in cells of what a reader sees, at least 1.
        ending: Index into ``ENDINGS`` of the mark that it ends with.
        bold: It begins with emphasis or has a short bold lead.
        links: How many links it holds.
        sentences: How many sentences it holds, at least 1.
        label: The readings of its clause number, empty where it has none.
        anchors: What it speaks of, each once, in a fixed order; the first letter of an anchor is
            its class (``v`` a value, ``u`` an address, ``n`` a name, ``s`` a stem, ``g`` an idea
            of the glossary, ``=`` the whole text).
    """

    kind: str
    cells: float
    ending: int
    bold: bool
    links: int
    sentences: int
    label: tuple[str, ...]
    anchors: tuple[str, ...]


def features(
    units: Sequence[Unit], language: str, other: str, *, lexicon: bool
) -> tuple[Features, ...]:
    """Read the features of each unit.

    Args:
        units: Blocks of one text.
        language: Tag of the text.
        other: Tag of the text that it is aligned with.
        lexicon: Whether the glossary takes part.
    """
    primary, across = (
        language.split("-", maxsplit=1)[0].lower(),
        other.split("-", maxsplit=1)[0].lower(),
    )
    return tuple(_features(u.kind, u.text[:MOST], primary, across, lexicon) for u in units)


MOST = 20_000
"""Code points of one block that are looked at."""


@lru_cache(maxsize=8192)
def _features(kind: str, text: str, language: str, other: str, lexicon: bool) -> Features:
    plain = " ".join(_MARKUP.sub(" ", text).split())
    wide = len(_WIDE.findall(plain)) if not plain.isascii() else 0
    last = next((c for c in reversed(plain) if c not in " \"'”’»」』)）"), "")
    head = text.lstrip("#*+- \t>|")
    marked = text.lstrip("#+- \t>|0123456789.")
    anchors = dict.fromkeys(_anchors(text, plain, language, other, lexicon))
    return Features(
        kind=kind,
        cells=float(max(1, len(plain) + wide)),
        ending=_ENDING_OF.get(last, 0),
        bold=marked.startswith(("**", "__", "* **", "<strong", "<b>"))
        or head.startswith(("**", "__")),
        links=text.count("]("),
        sentences=max(1, len(_SENTENCE_END.findall(plain))),
        label=label_of(text),
        anchors=tuple(anchors),
    )


def label_of(text: str) -> tuple[str, ...]:
    """The clause number at the beginning of a block, in one spelling for all numeral systems.

    ``I.``, ``1.``, ``一、``, ``第一条``, ``(1)`` and ``①`` are one number. A single letter may be a
    Roman number or a place in the alphabet, so that there can be several readings.

    Returns:
        The readings; none where the block has no number.
    """
    match = _LABEL.match(text[:60])
    if not match:
        return ()
    kind = match.lastgroup or ""
    written = match[kind]
    if written[0].isdigit() and kind != "o":
        return (written.lstrip("0") or "0",)
    if kind == "o":
        return (str(ord(written) - 0x245F),)
    if not written.isascii():
        return (str(_chinese_label(written)),)
    roman = roman_number(written)
    readings = [str(roman)] if roman else []
    if len(written) == 1:
        readings.append(str(ord(written.lower()) - ord("a") + 1))
    return tuple(dict.fromkeys(readings))


def _chinese_label(written: str) -> int:
    total = digit = 0
    for c in written:
        if c == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif c == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            digit = _CJK_NUMERALS.find(c)
    return total + digit


def _anchors(text: str, plain: str, language: str, other: str, lexicon: bool) -> Iterator[str]:
    if len(plain) > 2:
        yield "=" + plain.casefold()
    for value in find_values(text, language):
        if value.kind in {"url", "mail", "phone"}:
            yield "u" + value.key
            host = value.key.partition("/")
            if value.kind == "url" and host[2]:
                yield "h" + host[2].rpartition("/")[2].casefold()
        else:
            for key in value.keys:
                yield "v" + key
            if value.kind in {"date", "number"}:
                yield "v" + value.kind
    spaced = language not in SPACELESS
    both_spaced = spaced and other not in SPACELESS
    if both_spaced:
        yield from _stems(plain, language if lexicon else "")
    else:
        for match in _LATIN.finditer(plain):
            word = match[0]
            if len(word) > 1:
                yield "n" + word.casefold()
    if lexicon:
        yield from _ideas(plain, language)


def _stems(plain: str, language: str) -> Iterator[str]:
    """Beginnings of the words that the glossary doesn't know: cognates look alike."""
    known = glossary.tables().get(language, {})
    for match in _WORD.finditer(plain):
        if known and _ideas_of_word(match[0].casefold(), language):
            continue
        word = fold(match[0])
        if len(word) >= 4:
            yield "s" + word[:5]
        elif match[0].isupper() and len(word) > 1:
            yield "s" + word


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in lower case, without accents, ``k`` as ``c`` and ``ph`` as ``f``: cognates meet."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return (
        "".join(c for c in plain if not unicodedata.combining(c))
        .replace("ph", "f")
        .replace("k", "c")
        .replace("z", "c")
    )


def _ideas(plain: str, language: str) -> Iterator[str]:
    table = glossary.tables().get(language)
    if not table:
        return
    seen: dict[int, None] = {}
    if language in SPACELESS:
        for entry in _parts(language).findall(plain.lower()):
            seen.update(dict.fromkeys(table[entry]))
    else:
        for match in _WORD.finditer(plain):
            seen.update(dict.fromkeys(_ideas_of_word(match[0].casefold(), language)))
    for idea in seen:
        yield f"g{idea}"


@lru_cache(maxsize=4)
def _parts(language: str) -> re.Pattern[str]:
    entries = sorted(glossary.tables()[language], key=lambda e: (-len(e), e))
    return re.compile("|".join(map(re.escape, entries)))


@lru_cache(maxsize=65536)
def _ideas_of_word(word: str, language: str) -> tuple[int, ...]:
    table = glossary.tables()[language]
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    found = _beginning(plain, table)
    if language == "de" and len(plain) >= _COMPOUND:
        for at in range(_SHORTEST, len(plain) - _SHORTEST):
            for size in range(len(plain) - at, _SHORTEST, -1):
                ideas = table.get(plain[at : at + size])
                if ideas:
                    found += ideas
                    break
    return tuple(dict.fromkeys(found))


_COMPOUND = 10
"""Letters from which on a German word may be two."""
_SHORTEST = 4
"""Letters that a part of a compound has more than."""


def _beginning(word: str, table: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Ideas of the longest entry that a word begins with; a short entry is nearly all of it."""
    for size in range(min(len(word), 14), 1, -1):
        ideas = table.get(word[:size])
        if ideas and (size > 3 or len(word) <= size + 1):
            return ideas
    return ()


def ratio_prior(source: str, target: str) -> float:
    """How many cells of the target one cell of the source becomes, from measured policies."""
    sizes = {
        "zh": 0.68,
        "ja": 0.95,
        "ko": 0.85,
        "fr": 1.17,
        "de": 1.16,
        "es": 1.14,
        "it": 1.12,
        "ru": 1.12,
        "pt": 1.1,
    }
    return sizes.get(target.split("-", maxsplit=1)[0].lower(), 1.0) / sizes.get(
        source.split("-", maxsplit=1)[0].lower(), 1.0
    )


def log_cells(features_: Sequence[Features], times: float = 1.0) -> list[float]:
    """Natural logarithms of the lengths, damped for very short blocks."""
    return [math.log(f.cells * times + 6.0) for f in features_]


def forget() -> None:
    """Drop what was kept of earlier texts, for measuring."""
    from policyreview.parallel import values

    _features.cache_clear()
    _ideas_of_word.cache_clear()
    fold.cache_clear()
    values.forget()
