"""What the white space at the beginning of a line says: how deep it is nested, or that it is code.

Not how many spaces: a list that is indented by two instead of four is nested as before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_LINE = re.compile(r"([^\S\r\n]*)([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_WORDS = re.compile(r"\S")
_ITEM = re.compile(
    r"(?P<mark>[-*+]|[0-9]{1,9}[.)])(?P<space>[^\S\r\n]+|\Z)"  # markdown knows these
    r"|[•·▪◦–—]\s"
    r"|[(（]?(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,4}|[〇一二三四五六七八九十百]{1,4})[.)）、．](?!\w)"
)
_FENCE = re.compile(r"`{3,}(?=[^`]*\Z)|~{3,}")
_FRONT = re.compile(r"\ufeff?---[^\S\r\n]*[\r\n](?s:.*?)[\r\n](?=---|\.\.\.)")
_CODE = ("```", "~~~", "<pre", "<PRE", "\n    ", "\n\t", "\r    ", "\r\t")
_SELDOM = "\r\t`~<"  # characters that most texts do without, which is told at once
_ALONE = "#|<"  # with these a line begins that no other one goes on with
_DEEP = 4  # columns: a paragraph that is indented so far is code
_STEP = 2  # columns: a line that is indented so far stands deeper than another


class Role(NamedTuple):
    """What a line is by its place.

    Attributes:
        code: Whether it is code, in which all white space counts.
        depth: In how many items of lists it stands, by the rules of markdown.
        level: How deep it stands to the eye, and by the rules of YAML and reStructuredText.
    """

    code: bool
    depth: int
    level: int


def may_hold_code(text: str) -> bool:
    """Whether a text has anything that looks like code."""
    without = {sign for sign in _SELDOM if sign not in text}
    return text.startswith(("    ", "\t")) or any(
        sign in text for sign in _CODE if without.isdisjoint(sign)
    )


def may_be_indented(text: str) -> bool:
    """Whether any line of a text begins with white space."""
    if text.startswith((" ", "\t")) or "\n " in text:
        return True
    return ("\t" in text and ("\n\t" in text or "\r\t" in text)) or "\r " in text


def front_end(text: str) -> int:
    """Where the line begins that ends a front matter; -1 where a text has none."""
    found = _FRONT.match(text)
    return found.end() if found else -1


class Layout:
    """A text's lines, read from the top as far as they are asked for."""

    def __init__(self, text: str) -> None:
        """Take a text."""
        self._text = text
        self._lines = _LINE.finditer(text)
        self._reading = _Reading()
        self._starts: list[int] = []
        self._roles: list[Role] = []

    def at(self, place: int) -> Role:
        """What the first line with words is that begins at a place or behind it."""
        words = _WORDS.search(self._text, place)
        at = words.start() if words else place
        while not self._starts or self._starts[-1] <= at:
            found = next(self._lines, None)
            if found is None:
                break
            self._starts.append(found.start())
            self._roles.append(self._reading.read(found.group(1), found.group(2).rstrip()))
        return self._roles[bisect_right(self._starts, at) - 1]


class _Reading:
    """Reads a text line by line."""

    def __init__(self) -> None:
        self._role = Role(False, 0, 0)  # of the last line
        self._fence = ""
        self._front: bool | None = None  # whether within a front matter; None for the first line
        self._pre = False
        self._apart = True  # whether nothing stands above that a line could go on with
        self._item = False  # whether what stands above is an item
        self._margins: list[int] = []  # of the items that are open, where their words begin
        self._lefts: list[tuple[int, bool]] = []  # where lines begin, and whether they are items

    def read(self, space: str, words: str) -> Role:
        """What the next line is."""
        column = len(space.expandtabs(4))
        if self._front is None:
            self._front = words.lstrip("\ufeff") == "---" and not space
        elif self._front:
            self._front = bool(space) or words not in {"---", "..."}
            return Role(False, 0, self._level(column, item=False))
        if self._within_code(words):
            self._apart = True
            self._role = Role(True, 0, 0)
        elif words:
            self._role = self._read(column, words)
            self._apart = words[0] in _ALONE
        else:
            self._apart = True
        return self._role

    def _within_code(self, words: str) -> bool:
        """Whether a line stands between fences, or in a preformatted element."""
        if self._fence:
            ends = words.startswith(self._fence) and not words.strip(self._fence[0])
            self._fence = "" if ends else self._fence
            return True
        if found := _FENCE.match(words):
            self._fence = found.group()
            return True
        before, lower = self._pre, words.lower()
        if "<pre" in lower or "</pre" in lower:
            self._pre = lower.rfind("<pre") > lower.rfind("</pre")
        return before

    def _read(self, column: int, words: str) -> Role:
        item = _ITEM.match(words)
        if not (item or self._apart or words[0] in _ALONE):  # goes on with what stands above
            if self._item:
                return self._role
            level = bisect_right(self._lefts, (column - _STEP, True))  # they rise
            return self._role._replace(level=level)
        while self._margins and column < self._margins[-1]:
            self._margins.pop()
        margin = self._margins[-1] if self._margins else 0
        if column - margin >= _DEEP and (self._apart or self._role.code):
            return Role(True, len(self._margins), 0)
        level = self._level(column, item=item is not None)
        self._item = item is not None
        if item and item["mark"]:
            wide = len(item["space"].expandtabs(4))
            self._margins.append(column + len(item["mark"]) + (wide if 0 < wide <= _DEEP else 1))
        return Role(False, len(self._margins), level)

    def _level(self, column: int, *, item: bool) -> int:
        """How many lines a line stands deeper than; of an item only items count."""
        while self._lefts and self._lefts[-1][0] > column - _STEP:
            self._lefts.pop()
        level = sum(listed or not item for _, listed in self._lefts)
        self._lefts.append((column, item))
        return level
