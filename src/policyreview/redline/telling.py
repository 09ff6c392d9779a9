"""White space that says something, and is a change where lines that end elsewhere are none.

It parts or joins words and figures (``3. 5`` for ``3.5``), parts paragraphs, or ends a line on
purpose. How deep a line is nested, and what stands in code, its place in the text decides:
``spacing`` looks there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policyreview.redline.paragraphs import NO_SPACE, OPENS, STOPS
from policyreview.redline.weave import unwoven

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.model import Span, Text, Token

LEFT, RIGHT = 400, 200
"""Code points beside white space that are looked at."""
_SPACE = re.compile(r"\s+")
_BLANK = re.compile(r"(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*[\r\n]")
_END = re.compile(r"[\r\n]")
_HARD = re.compile(r"[^\S\r\n]* {2}(?:\r\n|\r|\n)[^\S\r\n]*")
CONTROL = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
"""White space to Python, not to a reader."""
_AHEAD = re.compile(r"[^\S\r\n]*(?:#{1,6}|>[>\s]*)")
"""What a heading or a line of a quotation begins with."""
_UNDERLINE = re.compile(r"=+|-+")  # makes a heading of the line above
_BROKEN_AT = "-‐–—/"


def following(texts: tuple[Text, Text], left: Span | None, right: Span | None) -> tuple[str, str]:
    """What follows a block in both texts, as much of it as is looked at."""
    old, new = (
        text[span[1] : span[1] + RIGHT] if span else ""
        for text, span in zip(texts, (left, right), strict=True)
    )
    return old, new


def _first_line(text: str) -> str:
    return text.lstrip().split("\n", 1)[0].split("\r", 1)[0].rstrip()


def _last_line(text: str) -> str:
    return text[max(text.rfind("\n"), text.rfind("\r")) + 1 :]


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before a part of a text, and behind it, as much of it as is looked at."""
    return text[max(0, start - LEFT) : start], text[end : end + RIGHT]


def telling(
    tokens: Sequence[Token], behind: tuple[str, str] = ("", ""), *, changed: bool = True
) -> list[bool]:
    """For each token of a block whether it is white space that has to be shown.

    Where a block is a change for its white space alone, and none of it says so by itself, all is.
    One that moved is none for that.

    Args:
        tokens: The block's words.
        behind: What follows the block in both texts, some of it at least.
        changed: Whether the block is a change.
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
    if not (changed and alone) or True in out:
        return out
    return [*spaces[:-1], False]  # what stands behind a moved sentence is no part of it


def _tells_at(texts: tuple[str, str], places: tuple[int, int], behind: tuple[str, str]) -> bool:
    """Whether the white space says something that stands around a place of both texts."""
    (old, new), (i, j) = texts, places
    (a, b), (c, d) = _run(old, i), _run(new, j)
    gone, come = old[a:b], new[c:d]
    if a == 0 and c == 0:
        return indent(gone) != indent(come)
    if b == len(old) and d == len(new):
        return ends(old[max(0, a - LEFT) : a], gone, come, behind)
    if b == len(old) or d == len(new):
        return False
    text, start, end = (old, a, b) if a < b else (new, c, d)
    left, right = around(text, start, end)
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
    if not _END.search(gone + come):  # a paragraph so long that it was cut
        same = behind[0][:1] == behind[1][:1]
        return bool(left and behind[0] and same) and tells(left, gone, come, behind[0])
    blank = bool(_BLANK.search(gone)) != bool(_BLANK.search(come))
    if gone == come or not (blank or "  " in gone or "  " in come):
        return False
    following, other = map(_first_line, behind)
    if not (following and other) or (blank and following != other):
        return False
    if breaks(left, gone, behind[0]) != breaks(left, come, behind[1]):
        return True
    line = _last_line(left)
    if blank and line.lstrip().startswith("|"):
        return following.startswith("|")  # a row of the same table
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
    lines = [bool(_END.search(space)) for space in (gone, come)]
    if lines[0] != lines[1] and right[0] != "<" and OPENS.match(right):
        return True  # an item, a row or a heading begins no line of its own any more
    if lines[0] != lines[1] and left[-1] in "#>" and _AHEAD.fullmatch(_last_line(left)):
        return True  # words fall out of a heading or a quotation
    if any((control in gone) != (control in come) for control in CONTROL):
        return True
    return breaks(left, gone, right) != breaks(left, come, right)


def breaks(left: str, space: str, right: str) -> bool:
    """Whether white space ends a line on purpose: two spaces do, if the paragraph goes on."""
    if _HARD.fullmatch(space) is None or OPENS.match(right):
        return False
    line = _last_line(left)
    return STOPS.match(line) is None and not line.endswith((">", "|"))


class _Patterns(NamedTuple):
    inline: re.Pattern[str]  # a tag that stands within words
    markup: re.Pattern[str]  # a tag, or a name of kramdown's, that may still be open
    tag: re.Pattern[str]  # what one begins with
    mark: re.Pattern[str]  # what a heading or an item begins with
    address: re.Pattern[str]
    stars: re.Pattern[str]  # what emphasis begins and ends with


@cache
def _patterns() -> _Patterns:
    names = "a|abbr|b|big|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u"
    return _Patterns(
        re.compile(rf"</?(?:{names})\b[^<>]*>", re.IGNORECASE),
        re.compile(r"</?[A-Za-z!][^<>]*>?|\{:[^{}]*\}?"),
        re.compile(r"</?[A-Za-z!]|\{:"),
        re.compile(r"[^\S\r\n]*(?:#{1,6}|[-*+]|\d{1,9}[.)])"),
        re.compile(r"(?:[A-Za-z]://|@)[^\s<>()\[\]]*\Z"),
        re.compile(r"\*{1,3}|~~"),
    )


def _parts(left: str, space: str, right: str) -> bool:
    """Whether it says something that white space stands here, or that none does."""
    known = _patterns()
    if _BLANK.search(space):
        return True
    if left[-1] == "|" or right[0] == "|":
        return False  # around the cells of a table
    at = max(left.rfind("<"), left.rfind("{:"))
    if known.tag.match(right) or (at >= 0 and known.markup.fullmatch(left, at)):
        return _within_a_word(left, right)
    if left[-1] == ">" and not _last_line(left).strip("> \t"):
        return False  # behind the sign of a quotation
    if NO_SPACE.search(f"{left[-1]} ") or NO_SPACE.search(f" {right[0]}"):
        if left[-1].isnumeric() and right[0].isnumeric():
            return not _END.search(space)  # Chinese lines are broken anywhere
        return known.mark.fullmatch(_last_line(left)) is not None or _at_stars(left, right)
    if "\n" in space and left[-1] in _BROKEN_AT and not known.address.search(left[-RIGHT:]):
        return left[-2:-1].isdigit() and right[0].isdigit()
    return True


def _within_a_word(left: str, right: str) -> bool:
    """Whether white space at tags parts a word, or none joins two: that between elements doesn't.

    ``now<b> here`` is not ``now<b>here``.
    """
    inline = _patterns().inline
    while left[-1:] == ">" and inline.fullmatch(left, at := left.rfind("<")):
        left = left[:at]
    while found := inline.match(right):
        right = right[found.end() :]
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
