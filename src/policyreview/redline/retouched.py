"""A paragraph that was edited in place, read from its first difference to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.redline.links import of_runs
from policyreview.redline.refine import settled
from policyreview.redline.runs import ahead, behind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.redline.links import Link
    from policyreview.redline.model import Span
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.reading import Reader

_BESIDE, _SIGNS = 48, 16
"""Code points that are read beside the differences, as an edit may have to be moved there: of texts
with spaces, and of texts in which a character is a word."""
_NEAR = 16  # code points, or four times as many, among which a place to cut is looked for


def links_near_edits(
    texts: tuple[str, str], pair: tuple[Paragraph, Paragraph], reader: Reader
) -> list[Link] | None:
    """Link what is the same in both revisions of a paragraph.

    Args:
        texts: The old and the new text.
        pair: The paragraph in each of them.
        reader: Reads tokens.

    Returns:
        Spans of equal characters, rising on both sides; ``None`` where a label came or went, or
        stands behind something else.
    """
    (old, new), (left, right) = texts, pair
    i, j, i_end, j_end = left.start, right.start, left.end, right.end
    links: list[Link] = []
    if left.label or right.label:
        if not left.label or not right.label:
            return None
        p, q = left.label[0], right.label[0]
        if old[i:p] != new[j:q]:
            return None
        if i < p:
            links.append(((i, p), (j, q)))
        i, j = left.label[1], right.label[1]
        if old[p:i] == new[q:j]:
            links.append((left.label, right.label))
    head = ahead(old, (i, i_end), new, (j, j_end))
    tail = behind(old, (i + head, i_end), new, (j + head, j_end))
    low = _before(old, i, i + head) - i
    high = i_end - _behind(old, i_end - tail, i_end)
    spans = (i + low, i_end - high), (j + low, j_end - high)
    inner = links_inside(texts, spans, (low > 0, high > 0), reader)
    if inner is None:
        inner = links_inside(texts, ((i, i_end), (j, j_end)), (False, False), reader)
        return links + (inner or [])
    if low:
        links.append(((i, i + low), (j, j + low)))
    links += inner
    if high:
        links.append(((i_end - high, i_end), (j_end - high, j_end)))
    return links


def links_inside(
    texts: tuple[str, str], spans: tuple[Span, Span], cut: tuple[bool, bool], reader: Reader
) -> list[Link] | None:
    """Link the tokens of a part of a paragraph that begins and ends with the same ones.

    Args:
        texts: The old and the new text.
        spans: The part in each of them, from a place between two tokens to another one.
        cut: Whether the same words stand before it in both, and behind it.
        reader: Reads tokens.

    Returns:
        Spans of equal characters, rising on both sides; ``None`` where an edit would best stand
        beyond one end of the part.
    """
    a = reader.read(texts[0], *spans[0], cut)
    b = reader.read(texts[1], *spans[1], cut)
    runs = settled(a, b)
    if cut[0] and (not runs or runs[0][:2] != (0, 0)):
        return None
    if cut[1]:
        old, new, n = runs[-1] if runs else (0, 0, 0)
        if (old + n, new + n) != (len(a.codes), len(b.codes)):
            return None
    return of_runs(a, b, runs)


def _before(text: str, start: int, at: int) -> int:
    """A place between two tokens some way before another one, or where the text begins."""
    space = text.rfind(" ", max(start, at - _BESIDE - 4 * _NEAR), max(start, at - _BESIDE))
    if space >= 0:
        return space + 1
    return _between_signs(text, range(at - _SIGNS, max(start, at - _SIGNS - _NEAR), -1), start)


def _behind(text: str, at: int, end: int) -> int:
    """A place between two tokens some way behind another one, or where the text ends."""
    space = text.find(" ", at + _BESIDE, min(end, at + _BESIDE + 4 * _NEAR))
    if space >= 0:
        return space
    return _between_signs(text, range(at + _SIGNS, min(end, at + _SIGNS + _NEAR)), end)


def _between_signs(text: str, places: Iterable[int], otherwise: int) -> int:
    """The first of some places that stands between two Chinese characters, which are tokens."""
    for at in places:
        if "\u3400" <= text[at - 1] <= "\u9fff" and "\u3400" <= text[at] <= "\u9fff":
            return at
    return otherwise
