"""Alternatives of words, compiled when they are first asked for: no text needs all of them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLASS = re.compile(r"\[[^\]]*\]")


class Wordings:
    """A regular expression of many alternatives.

    ASCII text is asked only for those that it can hold, which takes half the time to compile.

    Args:
        alternatives: The expression, its alternatives parted by ``|``; case makes no difference.
        whole: Whether they are whole words.
    """

    def __init__(self, alternatives: str, *, whole: bool = False) -> None:
        self.alternatives = alternatives
        self._whole = whole

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where one of the alternatives stands."""
        return self._for(text).search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """One of the alternatives at the start of the text."""
        return self._for(text).match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """One of the alternatives that the text is."""
        return self._for(text).fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places, in order."""
        return self._for(text).finditer(text)

    def sub(self, by: str, text: str) -> str:
        """The text with each place replaced."""
        return self._for(text).sub(by, text)

    def _for(self, text: str) -> re.Pattern[str]:
        return self._plain if text.isascii() else self._all

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return self._compiled(self.alternatives)

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return self._compiled("|".join(filter(_may_be_ascii, _parted(self.alternatives))))

    def _compiled(self, alternatives: str) -> re.Pattern[str]:
        return re.compile(
            rf"\b(?:{alternatives})\b" if self._whole else alternatives, re.IGNORECASE
        )


def _parted(alternatives: str) -> list[str]:
    """The alternatives of an expression; those inside of brackets stay together."""
    out: list[str] = []
    depth = 0
    for piece in alternatives.split("|"):
        if depth > 0:
            out[-1] += "|" + piece
        else:
            out.append(piece)
        bare = _CLASS.sub("", piece)
        depth += bare.count("(") - bare.count("\\(") - bare.count(")") + bare.count("\\)")
    return out


def _may_be_ascii(alternative: str) -> bool:
    """Whether an alternative can stand in ASCII text; where it has alternatives itself it may."""
    bare = _CLASS.sub("", alternative)
    return bare.isascii() or "|" in bare or "?" in bare
