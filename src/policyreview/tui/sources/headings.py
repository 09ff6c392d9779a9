"""Which words at the beginning of a paragraph are its heading: its label and title, no more."""

from __future__ import annotations

import re
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
        """Find them.

        Args:
            clauses: The text's clauses.
            headings: Where its blocks that are headings begin, and their words.
        """
        self._titles: dict[int, str] = {}
        self._whole: set[int] = set()
        for clause in clauses:
            short = cells(clause.title) <= _LONGEST_TITLE and not clause.title.endswith("…")
            if clause.headed and clause.title and short:
                self._titles[clause.start] = clause.title
        for start, words in headings:
            self._titles[start] = words
            self._whole.add(start)

    def length(self, place: int, text: str) -> int:
        """How many code points at the beginning of a text are its heading.

        Args:
            place: Where the text begins.
            text: From there on, as it stands or with its lines joined.
        """
        title = self._titles.get(place)
        if title is None:
            return 0
        words = r"\s+".join(re.escape(word) for word in title.split())
        within = len(title) + text[: 2 * len(title)].count("\n") + _LONGEST_LABEL + 20
        hit = re.compile(words).search(text, 0, within) if words else None
        if hit is None or hit.start() > _LONGEST_LABEL:
            return len(text) if place in self._whole else 0
        rest = text[hit.end() :]
        if place in self._whole and "\n" not in rest.strip():
            return len(text)
        # The punctuation that ends the title is part of it.
        return hit.end() + (1 if rest[:1] in _ENDS and rest[:1] else 0)

    def starts(self) -> dict[int, str]:
        """Titles by the place where their heading begins."""
        return self._titles


_ENDS = ".:：。?？!！"
