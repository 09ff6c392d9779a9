"""Links and mail addresses in a text, without the parts that a translation may change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'`{}|\\^\[\]（）()，。；：、！？」』》”’\x1f\u3000]{1,2000}",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\]\(\s{0,9}<?([^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\))?[^\s<>()]{0,2000})>?[^)\n]{0,300}\)"
)
_MAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,6}",
    re.ASCII,
)
_LANGUAGES = (
    "ar|bg|bn|ca|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|id|it|ja|ko|lt|lv|ms|nb|nl|no|pl|pt|ro|ru"
    "|sk|sl|sr|sv|th|tr|uk|vi|zh|cn|jp|kr|tw|hk"
)
_LOCALE = re.compile(
    rf"(?:{_LANGUAGES})(?:[-_](?:[a-z]{{2}}|hans|hant|[a-z]{{4}}[-_][a-z]{{2}}))?|intl",
    re.IGNORECASE,
)
_FILE_LOCALE = re.compile(
    r"[._-](?:en|zh|ja|ko|fr|de|es|it|pt|ru|cn|tw|hk|us|gb)(?:[-_](?:[a-z]{2}|hans|hant))?"
    r"(?=\.(?:md|html?|txt|pdf|rst|markdown)$)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?*_~"


def find_addresses(text: str) -> Iterator[tuple[Literal["url", "mail"], str, int, int]]:
    """Find links and mail addresses.

    Yields:
        Kind, key, start and end in code points. A link's key has no scheme, no ``www.``, no
        language part (``/en-US/``, ``?hl=de``), no fragment and no final slash; a mail address's
        key is in lower case.
    """
    taken: list[tuple[int, int]] = []
    if "](" in text:
        for match in _LINK.finditer(text):
            target = match[1]
            kind: Literal["url", "mail"] = "mail" if target.lower().startswith("mailto:") else "url"
            key = target[7:].split("?")[0].lower() if kind == "mail" else url_key(target)
            if key:
                taken.append(match.span(1))
                yield kind, key, match.start(1), match.end(1)
    if "@" in text:
        for match in _MAIL.finditer(text):
            if not _inside(match.start(), taken):
                taken.append(match.span())
                yield "mail", match[0].lower(), match.start(), match.end()
    if "://" in text or "www." in text:
        for match in _URL.finditer(text):
            if not _inside(match.start(), taken):
                written = match[0].rstrip(_TRAILING)
                yield "url", url_key(written), match.start(), match.start() + len(written)


def url_key(url: str) -> str:
    """A link without what may differ between two languages of one page."""
    if url.startswith("#"):
        return ""
    rest = re.sub(r"^[a-z][a-z0-9+.-]{0,20}://", "", url, flags=re.IGNORECASE)
    rest = rest.partition("#")[0]
    rest, _, query = rest.partition("?")
    host, *path = rest.split("/")
    host = host.lower().removeprefix("www.")
    kept = [_FILE_LOCALE.sub("", p) for p in path if p and not _LOCALE.fullmatch(p)]
    if not path:
        host = _FILE_LOCALE.sub("", host)
    arguments = [
        a
        for a in query.split("&")
        if a and not re.match(r"(?:hl|lang|locale|language|utm_\w+)=", a)
    ]
    return "/".join([host, *kept]) + ("?" + "&".join(arguments) if arguments else "")


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def names_a_language(url: str) -> bool:
    """Whether a link has a part that names a language, so that what follows may be translated."""
    path = re.sub(r"^[a-z][a-z0-9+.-]{0,20}://", "", url, flags=re.IGNORECASE).split("/")[1:]
    return any(_LOCALE.fullmatch(piece) for piece in path if piece)
