"""What a reader takes as one is marked as one: dates, amounts, addresses, tags and links.

``3 月 5`` of a date says nothing, nor does half a mail address. The tokens of a block are the
smallest that differ; this is how they are shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from policyreview.redline.brackets import whole_cells, whole_links
from policyreview.redline.dating import LONGEST, dates
from policyreview.redline.links import without
from policyreview.redline.runs import ahead
from policyreview.redline.weave import gaps, unwoven, weave
from policyreview.redline.words import ALIKE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.links import Link
    from policyreview.redline.model import Span, Token
    from policyreview.redline.weave import Gap

_ROUNDS = 3  # giving up one side's unit may cut the other side's, seldom more than once
_NEAR = 300  # code points: an address or a tag that is longer may be marked in parts
_LONG = 120  # code points: a tag so long is one only where little of it stayed
_MANY = 3  # edits: an address with so many is another one
_SEVERAL = 2  # edits: a part of an address with so many is another one

_Kind: TypeAlias = Literal["whole", "part", "address", "slug"]

_HAN = "〇零一二三四五六七八九十百千万亿两"
_WHOLE = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # mail
    r"|(?<![A-Za-z0-9])(?<!\d[.,:/-])\d+[.,:]\d+(?![A-Za-z0-9]|[.,:/-]\d)"  # 2.5 or 14:30
    rf"|(?:百分之[{_HAN}]+|[{_HAN}]{{2,}})(?:点[{_HAN}]+)?"
)
_PART = re.compile(r"<(?![a-z]+:)[A-Za-z/!][^<>]*>|(?<![A-Za-z0-9.])\d+(?:\.\d+){2,}|\{:[^{}\n]*\}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]（）、，。；]+|(?<=\]\()[^()\s]+")


_SLUG = re.compile(r"(?<=[/#])[^/#?\s]+-[^/#?\s]+")
_INSIDE = re.compile(r"[^\W_][^\W_]|[^\W_]['’ʼ]|['’ʼ][^\W_]")  # a word goes on
_SITE = re.compile(r"https?://([^/?#]+)")


class _Unit(NamedTuple):
    """Something that is read as one.

    Attributes:
        start: Its first code point.
        end: Behind its last one.
        kind: ``whole``: any change changes all of it. ``part``: a change within it changes that
            part, one across its border or at both its ends all of it. ``address``: so does one of
            its site, or at many places, and else only that part. ``slug``: changes at more than one
            place change all of it.
    """

    start: int
    end: int
    kind: _Kind


_PATTERNS: tuple[tuple[re.Pattern[str], _Kind], ...] = (
    (_WHOLE, "whole"),
    (_PART, "part"),
    (_ADDRESS, "address"),
)


def whole_units(tokens: Sequence[Token]) -> Sequence[Token]:
    """A block's words with each unit that is not the same on both sides deleted and inserted."""
    if all(kind == "=" for kind, _ in tokens) or not any(kind == "=" for kind, _ in tokens):
        return tokens
    texts, before = unwoven(tokens)
    links = list(before)
    first = gaps(texts, links)
    units = [_units(texts[side], [gap[side] for gap in first]) for side in (0, 1)]
    for _ in range(_ROUNDS if any(units) else 0):
        for side in (0, 1):
            now = gaps(texts, links)
            broken = [unit[:2] for unit in units[side] if _broken(texts, unit, links, now, side)]
            links = [rest for link in links for rest in without(link, broken, side)]
    links = _respelt(texts, whole_cells(texts, whole_links(texts, links)))
    if links == before:
        return tokens
    return weave(*texts, (0, len(texts[0])), (0, len(texts[1])), links)


def _units(text: str, edits: Sequence[Span]) -> list[_Unit]:
    """What may be cut by edits of a text."""
    found = [_Unit(*span, "whole") for span in dates(text, _near(edits, LONGEST, len(text)))]
    for place in _near(edits, _NEAR, len(text)):
        for pattern, kind in _PATTERNS:
            found += [_Unit(*each.span(), kind) for each in pattern.finditer(text, *place)]
    for unit in [unit for unit in found if unit.kind == "address"]:
        found += [_Unit(*each.span(), "slug") for each in _SLUG.finditer(text, *unit[:2])]
    return sorted(found)


def _near(edits: Sequence[Span], reach: int, length: int) -> Iterator[Span]:
    """The parts of a text that are within a reach of its edits."""
    low = high = -1
    for start, end in edits:
        if start - reach > high:
            if high > low:
                yield low, high
            low = max(0, start - reach)
        high = min(length, end + reach)
    if high > low:
        yield low, high


def _broken(
    texts: tuple[str, str], unit: _Unit, links: Sequence[Link], edits: Sequence[Gap], side: int
) -> bool:
    """Whether an edit leaves of a unit of one side what says nothing."""
    start, end, kind = unit
    low = bisect_right(links, start, key=lambda link: link[side][1])
    high = bisect_left(links, end, lo=low, key=lambda link: link[side][0])
    inside = links[low:high]
    if not inside:
        return False  # nothing to give up
    if kind == "whole":
        return not _kept(texts, (start, end), inside, side)
    if end - start > _LONG and kind == "part":
        stayed = sum([link[side][1] - link[side][0] for link in inside])
        if stayed * 2 > end - start:
            return False
    low = bisect_left(edits, start, key=lambda gap: gap[side][1])
    high = bisect_right(edits, end, lo=low, key=lambda gap: gap[side][0])
    near = edits[low:high]
    within = [p for p in _of(near, side) if start <= p[0] and p[1] <= end and p != (start, start)]
    if kind == "slug":
        return len(within) >= _SEVERAL
    if any(low < start < high < end or start < low < end < high for low, high in _of(near, side)):
        return True
    if kind == "part":
        return start < inside[0][side][0] and inside[-1][side][1] < end
    return len(within) >= _MANY or _elsewhere(texts[side], (start, end), near, side)


def _of(edits: Sequence[Gap], side: int) -> list[Span]:
    return [edit[side] for edit in edits]


def _elsewhere(text: str, address: Span, edits: Sequence[Gap], side: int) -> bool:
    """Whether the site of an address is another one; it may come or go as a whole."""
    site = _SITE.match(text, *address)
    if site is None:
        return False
    start, end = site.span(1)
    for edit in edits:
        low, high = edit[side]
        if (low < end and start < high) or start < low == high < end:
            whole = low <= start and end <= high
            if not whole or edit[1 - side][0] < edit[1 - side][1]:
                return True
    return False


def _kept(texts: tuple[str, str], unit: Span, inside: Sequence[Link], side: int) -> bool:
    """Whether a unit of one side stands on the other side too, with nothing but space between."""
    if inside[0][side][0] > unit[0] or inside[-1][side][1] < unit[1]:
        return False
    return not any(
        texts[k][inside[n][k][1] : inside[n + 1][k][0]].strip()
        for n in range(len(inside) - 1)
        for k in (0, 1)
    )


def _respelt(texts: tuple[str, str], links: Sequence[Link]) -> list[Link]:
    """Links, with more of them in words of which only an apostrophe is written differently."""
    out: list[Link] = []
    i = j = 0
    for link in [*links, ((len(texts[0]),) * 2, (len(texts[1]),) * 2)]:
        old, new = texts[0][i : link[0][0]].rstrip(), texts[1][j : link[1][0]].rstrip()
        i, j = i + len(old) - len(old.lstrip()), j + len(new) - len(new.lstrip())
        old, new = old.lstrip(), new.lstrip()
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        out += _same(old[:head], new[:head], i, j)
        low, high = len(old) - tail, len(new) - tail
        out += _same(old[low:], new[high:], i + low, j + high)
        out.append(link)
        i, j = link[0][1], link[1][1]
    return out[:-1]


def _alike(old: str, new: str) -> int:
    """How many characters two texts begin with that are whole words, but for their apostrophes."""
    a, b = old.translate(ALIKE), new.translate(ALIKE)
    same = ahead(a, (0, len(a)), b, (0, len(b)))
    while same and any(_INSIDE.match(text, same - 1) for text in (old, new)):
        same -= 1
    return same if old[:same] != new[:same] and any(map(str.isalnum, old[:same])) else 0


def _same(old: str, new: str, i: int, j: int) -> list[Link]:
    """The single characters that two texts of one length have in common, from two places on."""
    pairs = enumerate(zip(old, new, strict=True))
    return [((i + k, i + k + 1), (j + k, j + k + 1)) for k, (x, y) in pairs if x == y]
