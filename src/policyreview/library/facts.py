"""What discovery needs to know of a file's content, kept by blob so that it is read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policyreview.documents.tables import phrases
from policyreview.patterns import later

if TYPE_CHECKING:
    from policyreview.documents import DateMark, Document

LARGEST = 16 * 1024 * 1024
"""Bytes of the largest text that is read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One language of a file: tag, first and last line, whether it takes turns with another."""

    language: str
    first_line: int
    last_line: int
    interleaved: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file's bytes say, whatever it is called.

    Attributes:
        language: Language of the content, ``und`` where unsure.
        declared: Language that the front matter names, or None.
        parts: Its languages; one for a monolingual text.
        marked: True where lines that name a language part the file.
        title: What it calls itself.
        policy: Whether it reads like a policy.
        template: True where it holds template tags and next to no words: a page that
            includes others.
        prevailing: As ``Document.prevailing``.
        version: As ``Document.version``.
        dates: As ``Document.dates``.
        counterparts: As ``Document.counterparts``.
        broken: Why it cannot be read as text, or None; as kept by blob, without the path before it.
    """

    language: str = "und"
    declared: str | None = None
    parts: tuple[Part, ...] = ()
    marked: bool = False
    title: str = ""
    policy: bool = False
    template: bool = False
    prevailing: str | None = None
    version: str | None = None
    dates: tuple[DateMark, ...] = ()
    counterparts: tuple[tuple[str, str], ...] = ()
    broken: str | None = None


_LEGAL = phrases(
    "polic | privacy | consent | compl | conduct | disclos | govern | agreement | shall  | "
    "personal data | personal information | terms of | third part | liabilit | harass | "
    "copyright | intellectual property | certificat | 隐私 | 隱私 | 个人信息 | "
    "個人資料 | 条款 | 條款 | 协议 | 協議 | 责任 | 責任 | 法律 | プライバシー | 個人情報 | "
    "規約 | 利用者 | 개인정보 | 약관 | 동의 | vie privée | données personnelles | "
    "confidentialit | conditions | responsabilit | gouvernement | datenschutz | "
    "personenbezogen | nutzungsbedingung | haftung | einwilligung | privacidad | "
    "datos personales | términos | dados pessoais | termos | dati personali | персональн | "
    "конфиденциальн | соглашени | persoonsgegevens | danych osobowych | prywatnoś | "
    "personuppgift | personoplysning | personopplysning | henkilötie | tietosuoja | "
    "kişisel veri | gizlilik | персональних | конфіденційн | البيانات الشخصية | الخصوصية | "
    "פרטיות | מידע אישי | गोपनीयता | osobních údajů | személyes adat | "
    "caracter personal | προσωπικ"
)
_LEGAL_ASCII = tuple(word for word in _LEGAL if word.isascii())
_LEGAL_WIDE = tuple(sorted(_LEGAL, key=str.isascii))
"""The same, those that are not ASCII first."""
_LONG = 1024 * 1024
_READ = 12_000
_FIRST = 3_000
_MOST_WORDS = 2000
_COUNTED = frozenset({"p", "li", "quote", "tr"})
_TITLE = re.compile(
    r"privacy|polic(?:y|ies)|terms|conduct|agreement|cookie|legal|statement|guidelines|disclaimer"
    r"|conditions|licen[cs]e terms"
    r"|隐私|隱私|条款|條款|协议|協議|政策|声明|聲明|プライバシー|規約|개인정보|약관|confidentialit|datenschutz|privacidad|политик",
    re.IGNORECASE,
)
_CJK = later("[\u3040-\u30ff\u3400-\u9fff]+")


def facts_of(data: bytes, name: str) -> Facts:
    """Read a file's bytes for discovery.

    Args:
        data: The bytes.
        name: A name with the file's ending, which tells the markup.
    """
    from policyreview.documents import decode, is_binary, read_text

    if len(data) > LARGEST:
        return Facts(broken=f"is too large to read ({len(data) // (1024 * 1024)} MB).")
    if is_binary(data):
        return Facts(broken="is binary, not a text. Save it as a text, or take it away.")
    document = read_text(decode(data).text, name="x" + name[name.rfind(".") :], outline=False)
    return from_document(document)


def read_facts(data: bytes, name: str) -> Facts:
    """As ``facts_of``; a long file is read in a process of its own, for its memory's sake."""
    if len(data) < _LONG or len(data) > LARGEST:
        return facts_of(data, name)
    from policyreview import aside

    return aside.call(facts_of, data, name)


def from_document(document: Document) -> Facts:
    """The facts that a document holds; of one that is read whole they are the same."""
    parts = tuple(
        Part(part.language, part.first_line, part.last_line, part.interleaved)
        for part in document.parts
    )
    return Facts(
        language=parts[0].language if len(parts) == 1 else "und",
        declared=document.declared,
        parts=parts,
        marked=len(parts) > 1 and not any(part.interleaved for part in parts),
        title=document.title,
        policy=_reads_like_policy(document),
        template=_is_template(document),
        prevailing=document.prevailing,
        version=document.version,
        dates=document.dates,
        counterparts=document.counterparts,
    )


def _is_template(document: Document) -> bool:
    """Whether it holds template tags and next to no words."""
    return (
        "{" in document.text
        and _words(document, 25) < 25
        and any(block.text.startswith("{%") for block in document.blocks)
    )


def _reads_like_policy(document: Document) -> bool:
    """Whether it has words enough, and enough of them are those of such texts."""
    if _words(document, 60) < 60:
        return False
    times = 4 if _TITLE.search(document.title) else 12
    enough = _MOST_WORDS * times // 1000  # what the longest text needs: none needs more
    if _legal(document.text[:_FIRST], enough) == enough:
        return True
    hits = _legal(document.text[:_READ], enough)
    return hits == enough or hits * 1000 >= max(4000, _words(document, _MOST_WORDS) * times)


def _legal(head: str, most: int) -> int:
    """How often the words of such texts come up; counting ends at so many."""
    head = head.lower()
    hits = 0
    for word in _LEGAL_ASCII if head.isascii() else _LEGAL_WIDE if _is_wide(head) else _LEGAL:
        hits += head.count(word)
        if hits >= most:
            return most
    return hits


def _is_wide(text: str) -> bool:
    """Whether most of a text is in other than Latin letters."""
    return len(text.encode("utf-8", "surrogatepass")) * 2 > len(text) * 3


def _words(document: Document, most: int) -> int:
    """About how many words of prose there are; counting ends at so many."""
    words = 0
    for block in document.blocks:
        if block.kind in _COUNTED:
            words += _count(block.text)
            if words >= most:
                return most
    return words


def _count(text: str) -> int:
    """About how many words there are: two characters of Chinese or Japanese make one."""
    from policyreview.documents.scripts import count_of

    spaces = text.count(" ") + 1
    return spaces if text.isascii() else spaces + count_of(_CJK, text) // 2


def dump(facts: Facts) -> dict[str, Any]:
    """Facts as JSON."""
    raw = {
        name: value
        for name in Facts.__slots__
        if name not in _COMPOSED and (value := getattr(facts, name)) not in _NOTHING
    }
    if facts.parts:
        raw["parts"] = [_fields(part) for part in facts.parts]
    if facts.dates:
        raw["dates"] = [_fields(mark) for mark in facts.dates]
    return raw


_COMPOSED = frozenset({"parts", "dates"})
_NOTHING = (None, (), "", False)


def _fields(value: Part | DateMark) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def parse(raw: dict[str, Any]) -> Facts:
    """Facts from JSON.

    Raises:
        ValueError, TypeError, KeyError: It is none; a cache that raises is not used.
    """
    from policyreview.documents import DateMark

    return Facts(
        language=_text(raw.get("language", "und")),
        declared=_text_or_none(raw.get("declared")),
        parts=tuple(Part(**part) for part in raw.get("parts", ())),
        marked=raw.get("marked") is True,
        title=_text(raw.get("title", "")),
        policy=raw.get("policy") is True,
        template=raw.get("template") is True,
        prevailing=_text_or_none(raw.get("prevailing")),
        version=_text_or_none(raw.get("version")),
        dates=tuple(DateMark(**mark) for mark in raw.get("dates", ())),
        counterparts=tuple((_text(one), _text(two)) for one, two in raw.get("counterparts", ())),
        broken=_text_or_none(raw.get("broken")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)
