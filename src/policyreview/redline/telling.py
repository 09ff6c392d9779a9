"""White space that says something, and is a change where lines that end elsewhere are none.

It parts or joins words and figures (``3. 5`` for ``3.5``), parts paragraphs, or ends a line on
purpose. How deep a line is nested, and what stands in code, its place in the text decides:
``layout`` knows.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from policyreview.documents.scripts import narrow
from policyreview.redline.layout import Layout, may_hold_code
from policyreview.redline.paragraphs import NO_SPACE, OPENS, STOPS
from policyreview.redline.weave import unwoven

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.model import Span, Text, Token

_LEFT, _RIGHT = 2_000, 200  # code points beside white space that are looked at
_SPACE = re.compile(r"\s+")
_BLANK = re.compile(r"(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*[\r\n]")
_HARD = re.compile(r"[^\S\r\n]* {2}(?:\r\n|\r|\n)[^\S\r\n]*")
_CONTROL = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"  # white space to Python, not to a reader
_BARRED = re.compile(r"[*~]|^[^\S\r\n]*(?:#|[-+]|\d{1,9}[.)])", re.MULTILINE)
"""What white space beside Chinese may mean something at."""
_UNDERLINE = re.compile(r"=+|-+")  # makes a heading of the line above
_BROKEN_AT = "-‐–—/"


def says(old: str, new: str) -> bool:
    """Whether the white space within two texts says something else, their signs being the same.

    What stands before the first sign and behind the last one is not looked at.
    """
    old, new = old.strip(), new.strip()
    if old == new:
        return False
    flat = old.replace("\n", " ")
    if flat == new.replace("\n", " ") and "  " not in flat:
        return False  # lines end elsewhere
    return any(tells(*gap) for gap in _differing(old, new))


class Spacing:
    """The white space of two texts, for blocks of both that have the same signs."""

    def __init__(self, old: str, new: str) -> None:
        """Take the two texts."""
        self._texts = old, new
        self._layouts = Layout(old), Layout(new)
        self._plain: bool | None = None
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
        parts = self._texts[0][slice(*left)], self._texts[1][slice(*right)]
        if parts[0].isspace() or parts[1].isspace():
            return False
        tails = [len(text.rstrip()) for text in parts]
        gone, come = (text[tail:] for text, tail in zip(parts, tails, strict=True))
        if gone != come and ends(
            parts[0][: tails[0]][-_LEFT:],
            gone,
            come,
            following(self._texts, left, right),
        ):
            return True
        old, new = parts
        if labels is not None:
            old = self._texts[0][labels[0][1] : left[1]]
            new = self._texts[1][labels[1][1] : right[1]]
            if _behind(self._texts[1][slice(*labels[1])], old, new):
                return True
        if not (same_key and self._is_plain() and _usual(old, new)) and says(old, new):
            return True
        if self._nests(left, right):
            return True
        heads = _indents(*parts)
        if heads[0] == heads[1] and not self._may_be_code():
            return False
        roles = self._layouts[0].at(left[0]), self._layouts[1].at(right[0])
        if heads[0] != heads[1] and roles[0] != roles[1]:
            return True
        return roles[0].code and roles[1].code and _lines(old) != _lines(new)

    def _nests(self, left: Span, right: Span) -> bool:
        """Whether a line within a block stands deeper than before, where none ends elsewhere."""
        sides = [
            text[slice(*span)].splitlines(keepends=True)
            for text, span in zip(self._texts, (left, right), strict=True)
        ]
        if len(sides[0]) != len(sides[1]) or len(sides[0]) < 2:
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

    def _is_plain(self) -> bool:
        """Whether nowhere in a paragraph a line is broken on purpose, or a control stands."""
        if self._plain is None:
            self._plain = not any(
                any(sign in text for sign in _CONTROL)
                or any(map(str.endswith, text.split("\n")[:-1], repeat("  ")))
                or ("\r" in text and "  \r" in text)
                for text in self._texts
            )  # fmt: skip
        return self._plain

    def _may_be_code(self) -> bool:
        if self._code is None:
            self._code = any(map(may_hold_code, self._texts))
        return self._code


def following(texts: tuple[Text, Text], left: Span | None, right: Span | None) -> tuple[str, str]:
    """What follows a block in both texts, as much of it as is looked at."""
    old, new = (
        text[span[1] : span[1] + _RIGHT] if span else ""
        for text, span in zip(texts, (left, right), strict=True)
    )
    return old, new


def _usual(old: str, new: str) -> bool:
    """Whether nothing but lines that end elsewhere can be different, or spaces beside Chinese."""
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


def _first_line(text: str) -> str:
    return text.lstrip().split("\n", 1)[0].split("\r", 1)[0].rstrip()


def _last_line(text: str) -> str:
    return text[max(text.rfind("\n"), text.rfind("\r")) + 1 :]


def _differing(old: str, new: str) -> Iterator[tuple[str, str, str, str]]:
    """What ``tells`` takes, for each place at which the white space of two texts is another."""
    here, there = _spaces(old), _spaces(new)
    for at in sorted(here.keys() | there.keys()):
        gone, come = here.get(at), there.get(at)
        x, y = (each.group() if each else "" for each in (gone, come))
        if x == y:
            continue
        found = gone or come
        if found is not None:
            left, right = _around(found.string, *found.span())
            yield left, x, y, right


def _behind(mark: str, old: str, new: str) -> bool:
    """Whether the white space says something else that stands behind a clause's label."""
    if old.isspace() or new.isspace():
        return False
    gone, come = (text[: len(text) - len(text.lstrip())] for text in (old, new))
    return gone != come and tells(mark, gone, come, new.lstrip()[:_RIGHT])


def _spaces(text: str) -> dict[int, re.Match[str]]:
    """The white space of a text, by the number of signs that stand before it."""
    out: dict[int, re.Match[str]] = {}
    spaces = 0
    for found in _SPACE.finditer(text):
        out[found.start() - spaces] = found
        spaces += found.end() - found.start()
    return out


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - _LEFT) : start], text[end : end + _RIGHT]


def telling(tokens: Sequence[Token], behind: tuple[str, str] = ("", "")) -> list[bool]:
    """For each token of a block whether it is white space that has to be shown.

    Where a block is a change for its white space alone, and none of it says so by itself, all is.

    Args:
        tokens: The block's words.
        behind: What follows the block in both texts, some of it at least.
    """
    spaces = [kind != "=" and text.isspace() for kind, text in tokens]
    if True not in spaces:
        return spaces
    (old, new), _ = unwoven(tokens)
    out: list[bool] = []
    i = j = 0
    for (kind, text), space in zip(tokens, spaces, strict=True):
        out.append(space and _tells_at((old, new), (i, j), behind))
        i += len(text) if kind != "+" else 0
        j += len(text) if kind != "-" else 0
    alone = all(space or kind == "=" for (kind, _), space in zip(tokens, spaces, strict=True))
    return spaces if alone and True not in out else out


def _tells_at(texts: tuple[str, str], places: tuple[int, int], behind: tuple[str, str]) -> bool:
    """Whether the white space says something that stands around a place of both texts."""
    (old, new), (i, j) = texts, places
    (a, b), (c, d) = _run(old, i), _run(new, j)
    gone, come = old[a:b], new[c:d]
    if a == 0 and c == 0:
        return indent(gone) != indent(come)
    if b == len(old) and d == len(new):
        return ends(old[max(0, a - _LEFT) : a], gone, come, behind)
    if b == len(old) or d == len(new):
        return False
    text, start, end = (old, a, b) if a < b else (new, c, d)
    left, right = _around(text, start, end)
    return bool(left) and tells(left, gone, come, right)


def _run(text: str, at: int) -> tuple[int, int]:
    """The white space around a place."""
    start = at
    while start and text[start - 1].isspace():
        start -= 1
    found = _SPACE.match(text, at)
    return start, found.end() if found else at


def ends(left: str, gone: str, come: str, behind: tuple[str, str]) -> bool:
    """Whether the white space at the end of a block says something else than before.

    Args:
        left: What stands before it.
        gone: The white space before.
        come: The white space now.
        behind: What follows in both texts: of another line, no more than a break is told.
    """
    blank = bool(_BLANK.search(gone)) != bool(_BLANK.search(come))
    if gone == come or not (blank or "  " in gone or "  " in come):
        return False
    following, other = map(_first_line, behind)
    if not (following and other) or (blank and following != other):
        return False
    if breaks(left, gone, behind[0]) != breaks(left, come, behind[1]):
        return True
    line = _last_line(left)
    if not blank or STOPS.match(line) or line.lstrip().startswith("<"):
        return False
    return _UNDERLINE.fullmatch(following) is not None or not OPENS.match(following)


def indent(space: str) -> str:
    """Of white space the part behind the last line's end."""
    return _last_line(space)


def tells(left: str, gone: str, come: str, right: str) -> bool:
    """Whether white space between two signs says something else than before.

    Args:
        left: What stands before it.
        gone: The white space before, perhaps none.
        come: The white space now, perhaps none.
        right: What stands behind it.
    """
    if not gone or not come:
        return _parts(left, gone or come, right)
    if bool(_BLANK.search(gone)) != bool(_BLANK.search(come)):
        return True
    if any((control in gone) != (control in come) for control in _CONTROL):
        return True
    return breaks(left, gone, right) != breaks(left, come, right)


def breaks(left: str, space: str, right: str) -> bool:
    """Whether white space ends a line on purpose: two spaces do, if the paragraph goes on."""
    if _HARD.fullmatch(space) is None or OPENS.match(right):
        return False
    line = _last_line(left)
    return STOPS.match(line) is None and not line.endswith((">", "|"))


class _Patterns(NamedTuple):
    before: re.Pattern[str]  # tags that stand within words, at the end of a text
    behind: re.Pattern[str]  # the same at its beginning
    markup: re.Pattern[str]  # a tag, or a name of kramdown's, that is open or has just ended
    tag: re.Pattern[str]
    mark: re.Pattern[str]  # what a heading or an item begins with, alone in its line
    quote: re.Pattern[str]  # the same of a quotation
    address: re.Pattern[str]
    stars: re.Pattern[str]  # what emphasis begins and ends with


@cache
def _patterns() -> _Patterns:
    names = "a|abbr|b|big|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u"
    tags = rf"(?:</?(?:{names})\b[^<>]*>)+"
    return _Patterns(
        re.compile(rf"{tags}\Z", re.IGNORECASE),
        re.compile(tags, re.IGNORECASE),
        re.compile(r"(?:</?[A-Za-z!][^<>]*>?|\{:[^{}]*\}?)\Z"),
        re.compile(r"</?[A-Za-z!]|\{:"),
        re.compile(r"(?:\A|[\r\n])[^\S\r\n]*(?:#{1,6}|[-*+]|\d{1,9}[.)])\Z"),
        re.compile(r"(?:\A|[\r\n])[^\S\r\n]*(?:>[^\S\r\n]*)+\Z"),
        re.compile(r"(?:[A-Za-z]://|@)[^\s<>()\[\]]*\Z"),
        re.compile(r"\*{1,3}|~~"),
    )


def _parts(left: str, space: str, right: str) -> bool:
    """Whether it says something that white space stands here, or that none does."""
    known = _patterns()
    if left[-1] == "|" or right[0] == "|" or known.quote.search(left):
        return False  # around the cells of a table, behind the sign of a quotation
    if known.markup.search(left) or known.tag.match(right):
        return _within_a_word(left, right)
    if NO_SPACE.search(f"{left[-1]} ") or NO_SPACE.search(f" {right[0]}"):
        return known.mark.search(left) is not None or _at_stars(left, right)
    if "\n" in space and left[-1] in _BROKEN_AT and not known.address.search(left):
        return left[-2:-1].isdigit() and right[0].isdigit()
    return True


def _within_a_word(left: str, right: str) -> bool:
    """Whether white space at tags parts a word, or none joins two: that between elements doesn't.

    ``now<b> here`` is not ``now<b>here``.
    """
    known = _patterns()
    before, behind = known.before.search(left), known.behind.match(right)
    left = left[: before.start()] if before else left
    right = right[behind.end() :] if behind else right
    return left[-1:].isalnum() and right[:1].isalnum()


def _at_stars(left: str, right: str) -> bool:
    """Whether white space stands on the inner side of what emphasis begins or ends with.

    There it is no emphasis any more; in Chinese, white space on its outer side says nothing.
    """
    known = _patterns()
    found = known.stars.match(right)
    if found:
        return left.count(found.group()) % 2 == 1
    ends = [mark for mark in ("***", "**", "*", "~~") if left.endswith(mark)]
    return bool(ends) and left.count(ends[0]) % 2 == 1
