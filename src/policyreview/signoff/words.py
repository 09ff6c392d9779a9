"""Words for the sentences of verification: names of languages, lists, days."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LANGUAGES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language_name(tag: str, among: Sequence[str] = ()) -> str:
    """A language in English; with its tag where several share the name.

    Args:
        tag: BCP 47.
        among: The languages that it must be told apart from.
    """
    primary = tag.split("-", maxsplit=1)[0].lower()
    name = _LANGUAGES.get(primary)
    if name is None:
        return tag if tag != "und" else "only"
    alike = [other for other in among if other.split("-")[0].lower() == primary]
    return f"{name} ({tag})" if len(set(alike)) > 1 else name


def listed(items: Sequence[str], most: int = 6, *, last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'; beyond ``most`` how many more.

    Args:
        items: What is listed.
        most: So many are named.
        last: Stands before the last of them.
    """
    shown = list(items)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(items) - most + 1} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"
