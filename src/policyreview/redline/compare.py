"""Comparing two revisions of a text: paragraphs that stayed, then the words between them."""

from __future__ import annotations

from functools import partial

from policyreview.redline.anchors import anchors
from policyreview.redline.matching import TOKEN, encode, match
from policyreview.redline.model import Redline, RedlineBlock, Refined, Row, Span, Token
from policyreview.redline.paragraphs import paragraphs
from policyreview.redline.weave import weave


def compare(old: str, new: str) -> Redline:
    """Compare two revisions of a text.

    The same two texts give the same redline on every machine and every run: bounds are by size,
    never by time.
    """
    a, b = paragraphs(old), paragraphs(new)
    blocks: list[RedlineBlock] = []
    i = j = 0
    pairs = anchors([p.key for p in a], [p.key for p in b])
    for x, y in [*pairs, (len(a), len(b))]:
        left = (a[i].start, a[x - 1].end) if x > i else None
        right = (b[j].start, b[y - 1].end) if y > j else None
        if left or right:
            blocks.append(_block(old, new, left, right))
        if x < len(a) and y < len(b):
            span_a, span_b = (a[x].start, a[x].end), (b[y].start, b[y].end)
            words = Refined(partial(_words, old, new, span_a, span_b))
            blocks.append(RedlineBlock("kept", span_a, span_b, words))
        i, j = x + 1, y + 1
    rows = tuple(Row(k, k_.old is not None, k_.new is not None) for k, k_ in enumerate(blocks))
    return Redline(old, new, tuple(blocks), False, rows)


def _block(old: str, new: str, left: Span | None, right: Span | None) -> RedlineBlock:
    if left is None and right is not None:
        text = new[slice(*right)]
        return RedlineBlock("inserted", None, right, Refined(lambda: (("+", text),)))
    if right is None and left is not None:
        text = old[slice(*left)]
        return RedlineBlock("deleted", left, None, Refined(lambda: (("-", text),)))
    assert left is not None
    assert right is not None
    return RedlineBlock("changed", left, right, Refined(partial(_words, old, new, left, right)))


def _words(old: str, new: str, left: Span, right: Span) -> tuple[Token, ...]:
    if old[slice(*left)] == new[slice(*right)]:
        return (("=", old[slice(*left)]),)
    x = [m.span() for m in TOKEN.finditer(old, *left)]
    y = [m.span() for m in TOKEN.finditer(new, *right)]
    code_x, code_y = encode([old[s:e] for s, e in x], [new[s:e] for s, e in y])
    links = [(x[i + k], y[j + k]) for i, j, n in match(code_x, code_y) for k in range(n)]
    return weave(old, new, left, right, links)
