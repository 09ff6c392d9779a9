"""Few words that happen to stay in what was said anew: struck and inserted with what is around.

Of a sentence that was written again, a word here and there is often the same. Each is kept rightly,
but who reads the new sentence has to gather it from between the old one's pieces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policyreview.documents.scripts import CJK
from policyreview.redline.weave import unwoven, weave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline.model import Token

_WORD = re.compile(rf"([{CJK}])|[^\W_{CJK}]+")
_HOLDS = re.compile(r"[.!?。！？:：\n|<>\[\]{}\"=#]|__|\*\*")
"""In a piece that stayed: the end of a sentence or a label, markup, code. It stays for itself."""
_FENCED = re.compile(r"\]\(|://|[<>{}|\"=]")
"""In a piece that changed: it is compared item by item."""
LONG = 20_000  # code points: nobody reads a longer paragraph for its words

_LEAST = 3  # edits: between fewer of them, what stayed stays
_REACH = 40  # edits that are looked at together
_MOST = 4  # words: more than that in a row stay
_SHORT = 60  # code points: so many are more words than that
_TIMES = 3  # so many times as many words have to be other ones, on both sides
_BESIDE = 2  # and so many times without the longest edit, which says nothing of the others
_EDGE = 1.5  # the edits at both ends have to be so many times as long as what stayed beside them


class _Edit(NamedTuple):
    """How many words were deleted and inserted at one place."""

    gone: float
    come: float


def struck(tokens: Sequence[Token]) -> Sequence[Token]:
    """A block's words for showing, with what little stayed between many edits given up."""
    inner = [len(text) for kind, text in tokens[1:-1] if kind == "="]
    if sum([size <= _SHORT for size in inner]) < _LEAST - 1 or sum(inner) > LONG:
        return tokens
    texts, links = unwoven(tokens)
    stayed = [_stayed(texts[0][slice(*old)]) for old, _ in links]
    spans = zip(
        [(0, 0), *((old[1], new[1]) for old, new in links)],
        [*((old[0], new[0]) for old, new in links), tuple(map(len, texts))],
        strict=True,
    )
    edits = [_edit(texts[0][i:p], texts[1][j:q]) for (i, j), (p, q) in spans]
    gone: set[int] = set()
    first = 0
    while first < len(links):
        last = _end(edits, stayed, first)
        gone.update(range(first, last))
        first = last + 1
    if not gone:
        return tokens
    kept = [link for k, link in enumerate(links) if k not in gone]
    return weave(*texts, (0, len(texts[0])), (0, len(texts[1])), kept)


def _words(text: str) -> float:
    """About how many words a text has; one of Chinese has two characters."""
    return sum([0.5 if found[1] else 1 for found in _WORD.finditer(text)])


def _stayed(text: str) -> float | None:
    """How many words stayed in a row; ``None`` where they are not given up."""
    if len(text) > _SHORT or _HOLDS.search(text):
        return None
    words = _words(text)
    return words if words <= _MOST else None


def _edit(old: str, new: str) -> _Edit | None:
    return None if _FENCED.search(old + new) else _Edit(_words(old), _words(new))


def _end(edits: Sequence[_Edit | None], stayed: Sequence[float | None], first: int) -> int:
    """The last of the edits, from one on, between which nothing stays; the first one if all does.

    Args:
        edits: All edits; each but the last one has something behind it that stayed.
        stayed: How much that is.
        first: The first edit.
    """
    edit, words = edits[first], stayed[first]
    if edit is None or words is None or max(edit) < _EDGE * words:
        return first
    end, kept, (gone, come) = first, 0.0, edit
    longest = changed = max(edit)
    for k in range(first + 1, min(len(edits), first + _REACH)):
        edit, words = edits[k], stayed[k - 1]
        if edit is None or words is None:
            break
        kept, gone, come = kept + words, gone + edit.gone, come + edit.come
        longest, changed = max(longest, *edit), changed + max(edit)
        little = _TIMES * kept <= min(gone, come) and _BESIDE * kept <= changed - longest
        if k - first >= _LEAST - 1 and little and max(edit) >= _EDGE * words:
            end = k
    return end
