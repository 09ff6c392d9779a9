"""Which words at the beginning of a paragraph are its heading: its label and title, no more."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from policyreview.terminal import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents import Clause

_LONGEST_TITLE = 48
"""Cells of a title that stands before its body; a longer one is a sentence, not a title."""
_LONGEST_LABEL = 40
"""Code points of label and markup before a title."""


class Headings:
    """The headings of one text, by the place where they begin."""

    def __init__(
        self, clauses: Sequence[Clause] = (), headings: Sequence[tuple[int, str]] = ()
    ) -> None:
        """Take them; nothing of a long text's is kept twice.

        Args:
            clauses: The text's clauses, in the order in which they begin.
            headings: Where its blocks that are headings begin, and their words, likewise.
        """
        self._clauses = clauses
        self._headings = headings

    def length(self, place: int, text: str) -> int:
        """How many code points at the beginning of a text are its heading.

        Args:
            place: Where the text begins.
            text: From there on, as it stands or with its lines joined.
        """
        title, whole = self._title(place)
        if not title and not whole:
            return 0
        words = r"\s+".join(re.escape(word) for word in title.split())
        within = len(title) + text[: 2 * len(title)].count("\n") + _LONGEST_LABEL + 20
        hit = re.compile(words).search(text, 0, within) if words else None
        if hit is None or hit.start() > _LONGEST_LABEL:
            return len(text) if whole else 0
        rest = text[hit.end() :]
        if whole and "\n" not in rest.strip():
            return len(text)
        # The punctuation that ends the title is part of it.
        return hit.end() + (1 if rest[:1] in _ENDS and rest[:1] else 0)

    def _title(self, place: int) -> tuple[str, bool]:
        """The words of the heading at a place, ``""`` for none; and whether it is a block of it."""
        at = bisect_right(self._headings, place, key=itemgetter(0)) - 1
        if at >= 0 and self._headings[at][0] == place:
            return self._headings[at][1], True
        at = bisect_right(self._clauses, place, key=attrgetter("start")) - 1
        while at >= 0 and self._clauses[at].start == place:
            clause = self._clauses[at]
            short = cells(clause.title) <= _LONGEST_TITLE and not clause.title.endswith("…")
            if clause.headed and clause.title and short:
                return clause.title, False
            at -= 1
        return "", False


_ENDS = ".:：。?？!！"
