"""Paragraphs that are the same but for white space, as where their lines end, and for a label."""

from __future__ import annotations

import re
from itertools import accumulate, count
from operator import add
from typing import TYPE_CHECKING

from policyreview.documents.tokenizing import tokens
from policyreview.redline.weave import added, gap, weave

if TYPE_CHECKING:
    from policyreview.redline.model import Span, Token
    from policyreview.redline.paragraphs import Paragraph

_BROKEN: tuple[Token, ...] = ("-", " "), ("+", "\n")  # one for all of them
_JOINED: tuple[Token, ...] = ("-", "\n"), ("+", " ")
_SPACE = re.compile(r"\s*")


def recut(old: str, new: str, left: Span, right: Span) -> tuple[Token, ...]:
    """The tokens of two parts that are the same but for white space."""
    words = _line_by_line(old[slice(*left)], new[slice(*right)])
    return _woven(old, new, (left, None), (right, None)) if words is None else words


def respaced(old: str, new: str, left: Paragraph, right: Paragraph) -> tuple[Token, ...]:
    """The tokens of two paragraphs that are the same but for white space and perhaps a label."""
    if left.key == right.key:
        return recut(old, new, left[:2], right[:2])
    return relabelled(old, new, left, right) or _woven(
        old, new, (left[:2], left.label), (right[:2], right.label)
    )


def relabelled(old: str, new: str, left: Paragraph, right: Paragraph) -> tuple[Token, ...] | None:
    """The tokens of two paragraphs of which only the clause label is another, else ``None``."""
    (start, end, _, here), (other, other_end, _, there) = left, right
    if here is None or there is None:
        return None
    (first, behind), (first_there, behind_there) = here, there
    head, tail = old[start:first], old[behind:end]
    if tail != new[behind_there:other_end] or head != new[other:first_there]:
        return None
    mark: tuple[Token, ...] = ("-", old[first:behind]), ("+", new[first_there:behind_there])
    words: tuple[Token, ...] = (*mark, ("=", tail)) if tail else mark
    return (("=", head), *words) if head else words


def _woven(
    old: str, new: str, left: tuple[Span, Span | None], right: tuple[Span, Span | None]
) -> tuple[Token, ...]:
    """The tokens of two parts, each with its clause label, word for word."""
    a, b = _words_of(old, *left), _words_of(new, *right)
    same = ((s, t) for s, t in zip(a, b, strict=False) if old[slice(*s)] == new[slice(*t)])
    return weave(old, new, left[0], right[0], same)


def _words_of(text: str, part: Span, mark: Span | None) -> list[Span]:
    """The spans of a part's tokens, but for those of its clause label."""
    start, end = part
    spans = [(start + s, start + e) for s, e in tokens(text[start:end])]
    return [(s, e) for s, e in spans if e <= mark[0] or s >= mark[1]] if mark else spans


def _line_by_line(old: str, new: str) -> tuple[Token, ...] | None:
    """The tokens of two texts of which only the lines end elsewhere, else ``None``."""
    out: list[Token] = []
    if rewrapped(out, old, new):
        return tuple(out)
    i = j = same = 0
    while i < len(old) or j < len(new):
        ends = old.find("\n", i), new.find("\n", j)
        n = min(
            (ends[0] if ends[0] >= 0 else len(old)) - i, (ends[1] if ends[1] >= 0 else len(new)) - j
        )
        if old[i : i + n] != new[j : j + n]:
            return None
        i, j = i + n, j + n
        behind, other = _end(old, i), _end(new, j)
        if behind == i and other == j and (i < len(old) or j < len(new)):
            return None
        if old[i:behind] != new[j:other]:
            added(out, ("=", old[same:i]))
            gap(out, old[i:behind], new[j:other])
            same = behind
        i, j = behind, other
    added(out, ("=", old[same:]))
    return tuple(out)


def rewrapped(out: list[Token], old: str, new: str) -> bool:
    """Write two texts of which lines end where a space stands in the other; says if they are."""
    size = len(old)
    if size != len(new):
        return False
    if old != new:
        flat = old.replace("\n", " ")
        if flat != new.replace("\n", " "):
            return False
        end = len(flat.rstrip(" "))
        if size - end < 2:
            end = size
        if flat.find("  ", 0, end) >= 0 or old[end:] != new[end:]:
            return False
        same = 0
        for at in sorted(_line_ends(old, end) ^ _line_ends(new, end)):
            added(out, ("=", old[same:at]))
            for token in _BROKEN if old[at] == " " else _JOINED:
                added(out, token)
            same = at + 1
        old = old[same:]
    added(out, ("=", old))
    return True


def _line_ends(text: str, end: int) -> set[int]:
    """Where line feeds stand before a place, and the place."""
    sizes = map(len, text[:end].split("\n"))
    return set(map(add, accumulate(sizes), count()))


def _end(text: str, at: int) -> int:
    """Where the white space from a place on ends."""
    found = _SPACE.match(text, at)
    return found.end() if found else at
