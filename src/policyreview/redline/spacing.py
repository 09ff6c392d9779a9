"""Whether the white space of a block, the signs of which are the same, says something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.documents.scripts import narrow
from policyreview.redline.layout import Layout, front_end, may_be_indented, may_hold_code
from policyreview.redline.matching import shared_ends
from policyreview.redline.telling import (
    LEFT,
    RIGHT,
    around,
    ends,
    following,
    indent,
    tells,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.redline.model import Span

_SPACE = re.compile(r"\s+")
_HAN = "[〇零一二三四五六七八九十百千万亿两０-９]"
_BARRED = re.compile(
    rf"[*~]|{_HAN}[^\S\r\n]+{_HAN}|^[^\S\r\n]*(?:#|[-+]|\d{{1,9}}[.)])", re.MULTILINE
)
"""What white space beside Chinese may mean something at."""


def says(old: str, new: str) -> bool:
    """Whether the white space within two texts says something else, their signs being the same.

    What stands before the first sign and behind the last one is not looked at.
    """
    old, new = old.strip(), new.strip()
    return old != new and any(tells(*gap) for gap in _differing(old, new))


class Spacing:
    """The white space of two texts, for blocks of both that have the same signs."""

    def __init__(self, old: str, new: str) -> None:
        """Take the two texts."""
        self._texts = old, new
        self._layouts = Layout(old), Layout(new)
        self._fronts: tuple[int, int] | None = None
        self._code: bool | None = None

    def says(
        self,
        left: Span,
        right: Span,
        *,
        same_key: bool = False,
        labels: tuple[Span, Span] | None = None,
    ) -> bool:
        """Whether the white space of a block says something else than before.

        Args:
            left: The block in the old text.
            right: The same in the new one.
            same_key: Whether it is one paragraph on both sides, with white space in the same
                places but beside Chinese and Japanese.
            labels: Where its clause labels stand, which may be different ones.
        """
        old, new = self._texts[0][slice(*left)], self._texts[1][slice(*right)]
        if old.isspace() or new.isspace():
            return False
        tails = old[len(old.rstrip()) :], new[len(new.rstrip()) :]
        if tails[0] != tails[1]:
            behind = following(self._texts, left, right)
            if ends(old[: len(old) - len(tails[0])][-LEFT:], *tails, behind):
                return True
        return self._within(left, right, same_key, labels) or self._stands(left, right)

    def _within(
        self, left: Span, right: Span, same_key: bool, labels: tuple[Span, Span] | None
    ) -> bool:
        """Whether white space between the words of a block says something else."""
        starts = left[0], right[0]
        if labels is not None:
            starts = labels[0][1], labels[1][1]
        old, new = self._texts[0][starts[0] : left[1]], self._texts[1][starts[1] : right[1]]
        if labels is not None and _behind(self._texts[1][slice(*labels[1])], old, new):
            return True
        return not (same_key and _usual(old, new)) and says(old, new)

    def _stands(self, left: Span, right: Span) -> bool:
        """Whether a block, or a line of it, is nested elsewhere, or code with other white space."""
        if self._nests(left, right):
            return True
        old, new = self._texts[0][slice(*left)], self._texts[1][slice(*right)]
        heads = _indents(old, new)
        if heads[0] == heads[1] and (_lines(old) == _lines(new) or not self._may_be_code()):
            return False
        roles = self._layouts[0].at(left[0]), self._layouts[1].at(right[0])
        if heads[0] != heads[1] and roles[0] != roles[1]:
            return True
        return roles[0].code and roles[1].code and _lines(old) != _lines(new)

    def _nests(self, left: Span, right: Span) -> bool:
        """Whether a line within a block stands deeper than before, where none ends elsewhere."""
        texts = self._texts[0][slice(*left)], self._texts[1][slice(*right)]
        if not any(map(may_be_indented, texts)):
            return False
        sides = [text.splitlines(keepends=True) for text in texts]
        if len(sides[0]) != len(sides[1]):
            return False
        places = [left[0], right[0]]
        changed: list[tuple[int, int]] = []
        for line, other in zip(*sides, strict=True):
            if line != other:
                if line.strip() != other.strip():
                    return False
                if line.strip() and _indents(line, other)[0] != _indents(line, other)[1]:
                    changed.append((places[0], places[1]))
            places = [places[0] + len(line), places[1] + len(other)]
        return any(self._layouts[0].at(i) != self._layouts[1].at(j) for i, j in changed)

    def is_prose(self, left: int, right: int) -> bool:
        """Whether neither code nor a front matter stands at a place of both texts."""
        places = list(zip(self._texts, self._layouts, (left, right), strict=True))
        if any(at <= end for at, end in zip((left, right), self._front_ends(), strict=True)):
            return False
        return not (self._may_be_code() and any(layout.at(at).code for _, layout, at in places))

    def _front_ends(self) -> tuple[int, int]:
        if self._fronts is None:
            self._fronts = front_end(self._texts[0]), front_end(self._texts[1])
        return self._fronts

    def _may_be_code(self) -> bool:
        if self._code is None:
            self._code = any(map(may_hold_code, self._texts))
        return self._code


def _usual(old: str, new: str) -> bool:
    """Whether nothing but lines that end elsewhere can be different, or spaces beside Chinese."""
    for text in (old, new):
        if "  \n" in text or not text.replace("\n", " ").isprintable():
            return False  # a line may be broken on purpose, or a control stand there
    if narrow(old) or old.replace("\n", "") == new.replace("\n", ""):
        return True
    return not any(map(_BARRED.search, (old, new)))


def _indents(old: str, new: str) -> tuple[str, str]:
    """How far two texts are indented."""
    if not (old[0].isspace() or new[0].isspace()):
        return "", ""
    a, b = (indent(text[: len(text) - len(text.lstrip())]) for text in (old, new))
    return a, b


def _lines(text: str) -> list[str]:
    """Lines of code, white space behind them left aside."""
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _differing(old: str, new: str) -> Iterator[tuple[str, str, str, str]]:
    """What ``tells`` takes, for each place at which the white space of two texts is another."""
    head, tail = shared_ends(old, new)
    while head and old[head - 1].isspace():
        head -= 1
    while tail and old[-tail].isspace():
        tail -= 1
    here, there = (_spaces(text, head, len(text) - tail) for text in (old, new))
    for at in sorted(here.keys() | there.keys()):
        gone, come = here.get(at), there.get(at)
        x, y = (each.group() if each else "" for each in (gone, come))
        if x == y:
            continue
        found = gone or come
        if found is not None:
            left, right = around(found.string, *found.span())
            yield left, x, y, right


def _behind(mark: str, old: str, new: str) -> bool:
    """Whether the white space says something else that stands behind a clause's label."""
    if old.isspace() or new.isspace():
        return False
    gone, come = (text[: len(text) - len(text.lstrip())] for text in (old, new))
    return gone != come and tells(mark, gone, come, new.lstrip()[:RIGHT])


def _spaces(text: str, start: int, end: int) -> dict[int, re.Match[str]]:
    """The white space of a part of a text, by how many signs stand before it, plus a constant."""
    out: dict[int, re.Match[str]] = {}
    spaces = 0
    for found in _SPACE.finditer(text, start, end):
        out[found.start() - spaces] = found
        spaces += found.end() - found.start()
    return out
