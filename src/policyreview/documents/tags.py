"""Which language a tag, a name of a language or a file's path stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policyreview.documents.tables import by_word, words

_CODES = words(
    "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu "
    "hy id is it ja ka kk km kn ko lb lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl pt "
    "ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh"
)
_UNSURE = words("is my no si te be he hi id ms mr ca ne pa in sc tc eu uk et sl sq ga gl am")
"""Codes that are also words or abbreviations in file names.

Trusted after a point or as a folder only.
"""

_ALIASES = by_word(
    {
        "zh-CN": "cn | chs | sc | zhcn | hans | 简体中文",
        "zh-TW": "tw | cht | tc | zhtw | hant | 繁體中文 | 繁体中文",
        "zh-HK": "hk",
        "zh": "chinese | 中文",
        "ja": "jp | japanese | 日本語",
        "ko": "kr | korean | 한국어",
        "en": "english | eng | 英文",
        "fr": "french | francais | français",
        "de": "german | deutsch",
        "es": "spanish | espanol | español",
        "pt": "portuguese | portugues",
        "ru": "russian | русский",
        "it": "italian | italiano",
        "nl": "dutch | nederlands",
        "he": "iw",
        "id": "in",
    }
)
_TAG = re.compile(
    r"(?P<code>[a-z]{2,3})(?:[-_](?P<script>hans|hant|latn|cyrl))?(?:[-_](?P<region>[a-z]{2}|419|\d{3}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedLanguage:
    """What a path says about its language.

    Attributes:
        language: BCP 47 tag.
        base: The path with the language taken out, the same for all languages of one policy.
        folder: True where a folder said so, False where the file's own name did.
    """

    language: str
    base: str
    folder: bool


@lru_cache(maxsize=4096)
def normal_tag(raw: str) -> str | None:
    """A language tag or name as BCP 47 (``zh_cn`` and ``CN`` are ``zh-CN``), None if it is none."""
    text = raw.strip().lower()
    if text in _ALIASES:
        return _ALIASES[text]
    found = _TAG.fullmatch(text)
    if found is None or found["code"] not in _CODES:
        return None
    code, script, region = found["code"], found["script"], found["region"]
    if code == "zh":
        if region:
            return f"zh-{region.upper()}" if region in {"cn", "tw", "hk", "sg", "mo"} else None
        return {"hans": "zh-CN", "hant": "zh-TW"}.get(script or "", "zh")
    if region and not region.isdigit() and region not in _REGIONS:
        return None
    parts = [code, script.title() if script else "", region.upper() if region else ""]
    return "-".join(part for part in parts if part)


_REGIONS = words(
    "ae ar at au be bg bo br by ca ch cl cn co cr cu cy cz de dk do ec ee eg es fi fr gb "
    "ge gr gt hk hn hr hu id ie il in ir is it jp ke kr kz lb lt lu lv ma md me mk mt mx "
    "my ng ni nl no nz pa pe ph pk pl pr pt py ro rs ru sa se sg si sk sv th tr tw ua uk "
    "us uy uz ve vn xl za"
)
_SUFFIX = re.compile(
    r"^(?P<base>.+?)(?P<sep>[._\- ])\(?(?P<tag>[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_][A-Za-z]{2})?"  # noqa: E501
    r"|[A-Za-z]{5,10}|[^\x00-\x7f]{2,6})\)?$"
)
_PREFIX = re.compile(r"^(?P<tag>[A-Za-z]{2}(?:[-_][A-Za-z]{2})?)(?P<sep>[._-])(?P<base>.+)$")


def language_of_name(path: str) -> NamedLanguage | None:
    """The language that a path names.

    ``privacy.zh-CN.md``, ``PRIVACY_CN.md``, ``fr/privacy.md``, ``privacy/en.md``.
    """
    folder, _, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        stem, extension = name, ""
    ending = f".{extension}" if extension else ""
    prefix = f"{folder}/" if folder else ""
    whole = normal_tag(stem)
    if whole is not None and stem.lower() not in _UNSURE:
        return NamedLanguage(whole, f"{folder or stem}{ending}", folder=False)
    found = _in_stem(stem)
    if found is not None:
        return NamedLanguage(found[0], f"{prefix}{found[1]}{ending}", folder=False)
    parts = folder.split("/") if folder else []
    for at in range(len(parts) - 1, -1, -1):
        tag = normal_tag(parts[at]) if parts[at].lower() != "in" else None
        if tag is not None and parts[at].lower() not in {
            "sc",
            "tc",
            "is",
            "my",
            "no",
            "be",
            "he",
            "te",
        }:
            rest = [*parts[:at], *parts[at + 1 :], name]
            return NamedLanguage(tag, "/".join(rest), folder=True)
    found = _in_front(stem)
    if found is not None:
        return NamedLanguage(found[0], f"{prefix}{found[1]}{ending}", folder=False)
    return None


def _in_stem(stem: str) -> tuple[str, str] | None:
    """Language and remaining stem, where the stem ends with a language."""
    # The longest tag first: ``PRIVACY_zh_CN`` is zh-CN of PRIVACY, not CN of PRIVACY_zh.
    found = re.match(
        r"^(?P<base>.+?)[._\- ](?P<tag>[A-Za-z]{2,3}[-_](?:[A-Za-z]{4}|[A-Za-z]{2}|\d{3}))$", stem
    )
    if found is not None:
        tag = normal_tag(found["tag"])
        if tag is not None and "-" in tag and found["tag"].lower()[:2] not in {"to", "of"}:
            return tag, found["base"]
    found = _SUFFIX.match(stem)
    if found is not None:
        tag = normal_tag(found["tag"])
        if tag is not None and (found["sep"] == "." or found["tag"].lower() not in _UNSURE):
            return tag, found["base"]
    return None


def _in_front(stem: str) -> tuple[str, str] | None:
    """Language and remaining stem, where the stem begins with a language."""
    found = _PREFIX.match(stem)
    if found is not None and found["tag"].lower() not in _UNSURE:
        tag = normal_tag(found["tag"])
        if tag is not None:
            return tag, found["base"]
    return None
