"""Which characters of a block are the same ones on both sides: words and clause labels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeAlias

from policyreview.redline.refine import linked
from policyreview.redline.runs import ahead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policyreview.redline.model import Span
    from policyreview.redline.reading import Tokens
    from policyreview.redline.runs import Equal

Link: TypeAlias = "tuple[Span, Span]"


def links_between(a: Tokens, b: Tokens, spans: tuple[Span, Span]) -> list[Link]:
    """Link some tokens of both sides.

    Args:
        a: Those of the old side.
        b: Those of the new side.
        spans: The parts of both texts within which labels are looked for.

    Returns:
        Spans of equal characters, rising on both sides.
    """
    links = of_runs(a, b, linked(a, b))
    if not a.labels and not b.labels:
        return links
    links = _with_labels(a.text, b.text, spans, links, a.labels, set(b.labels))
    flipped = [(y, x) for x, y in links]
    flipped = _with_labels(b.text, a.text, spans[::-1], flipped, b.labels, set())
    return [(x, y) for y, x in flipped]


def of_runs(a: Tokens, b: Tokens, runs: Iterable[Equal]) -> list[Link]:
    """Runs of equal tokens as few links: one for each where it is the same to the character."""
    out: list[Link] = []
    old, new, starts, others = a.text, b.text, a.starts, b.starts
    broken = a.breaks or b.breaks
    for i, j, n in runs:
        x, y = starts[i], others[j]
        x_end, y_end = starts[i + n], others[j + n]
        # mostly no more than one space stands between two tokens
        if old[x_end - 1].isspace():
            x_end = x_end - 1 if old[x_end - 2 : x_end - 1].strip() else a.end(i + n - 1)
        if new[y_end - 1].isspace():
            y_end = y_end - 1 if new[y_end - 2 : y_end - 1].strip() else b.end(j + n - 1)
        if not broken and old[x:x_end] == new[y:y_end]:
            out.append(((x, x_end), (y, y_end)))
        else:
            out += _of_run(a, b, i, j, n)
    return out


def _of_run(a: Tokens, b: Tokens, i: int, j: int, n: int) -> Iterator[Link]:
    """Link the equal tokens of a run, piece by piece."""
    end = i + n
    while i < end:
        n = min(_unbroken(a, i, end - i), _unbroken(b, j, end - i))
        yield from _of_row(a, b, i, j, n)
        i, j = i + n, j + n


def _unbroken(side: Tokens, first: int, most: int) -> int:
    """How many tokens from one on follow each other in their text."""
    return min((at - first for at in side.breaks if first < at < first + most), default=most)


def _of_row(a: Tokens, b: Tokens, i: int, j: int, n: int) -> Iterator[Link]:
    """Link equal tokens that follow each other on both sides."""
    end = i + n
    while i < end:
        x, y, x_end, y_end = a.starts[i], b.starts[j], a.end(end - 1), b.end(j + end - i - 1)
        if a.text[x:x_end] == b.text[y:y_end]:
            yield (x, x_end), (y, y_end)
            return
        same = ahead(a.text, (x, x_end), b.text, (y, y_end))
        n = bisect_right(a.starts, x + same, i, end) - i
        if n and a.end(i + n - 1) > x + same:
            n -= 1
        if n:
            yield (x, a.end(i + n - 1)), (y, b.end(j + n - 1))
        i, j = i + max(1, n), j + max(1, n)


def _with_labels(  # noqa: PLR0917
    a: str,
    b: str,
    spans: tuple[Span, Span],
    links: list[Link],
    own: Sequence[Span],
    other: set[Span],
) -> list[Link]:
    """Add the clause labels of one side that the other side has in the same place.

    They are there right before the word that follows them, or, where that word changed, as a
    label between the same two words.
    """
    out: list[Link] = []
    done = 0
    for mark in own:
        at = before(links, 0, mark[0])
        low = links[at - 1][1][1] if at else spans[1][0]
        high = links[at][1][0] if at < len(links) else spans[1][1]
        if at < len(links) and links[at][0][0] < mark[1]:
            continue  # linked already
        text = a[slice(*mark)]
        behind = len(b[low:high].rstrip()) + low
        found = next(
            (m for m in sorted(other) if low <= m[0] and m[1] <= high and b[slice(*m)] == text),
            None,
        )
        if (
            at < len(links)
            and not a[mark[1] : links[at][0][0]].strip()
            and b[low:behind].endswith(text)
        ):
            start = behind - len(text)
            inside = start > 0 and b[start - 1].isascii() and b[start - 1].isalnum()
            # what only looks like the label, as the marks of bold words do, comes after it
            if (start, behind) in other or not (found or inside):
                found = (start, behind)
        out += links[done:at]
        done = at
        if found and (not out or (out[-1][0][1] <= mark[0] and out[-1][1][1] <= found[0])):
            out.append((mark, found))
    return out + links[done:]


def before(links: Sequence[Link], side: int, at: int) -> int:
    """How many links end at a position of a side or before it."""
    return bisect_left(links, at + 1, key=lambda link: link[side][1])


def without(link: Link, spans: Sequence[Span], side: int) -> Iterator[Link]:
    """What is left of a link outside some spans of one side, which rise."""
    start, end = link[side]
    shift = [link[k][0] - start for k in (0, 1)]
    for low, high in spans:
        if low >= end or high <= start:
            continue
        if low > start:
            yield (start + shift[0], low + shift[0]), (start + shift[1], low + shift[1])
        start = max(start, min(high, end))
    if start < end:
        yield (start + shift[0], end + shift[0]), (start + shift[1], end + shift[1])
