"""Which rows of a comparison belong to one clause, so that one with a change is shown whole."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from policyreview.tui.sources.folding import KnowsOld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from policyreview.documents import Clause
    from policyreview.tui.columns.model import Source


class Clausewise:
    """The rows of a comparison, clause by clause.

    A clause without a heading, such as an item of a list, belongs to the one with a heading that
    it stands in, unless others with one have begun there. A clause that has one ends where the next
    one begins, be it a clause within it.

    Attributes:
        starts: The rows where clauses begin, rising; empty where the texts have none.
    """

    def __init__(self, source: Source, new: Sequence[Clause], old: Sequence[Clause] = ()) -> None:
        """Find where they begin.

        Args:
            source: The comparison.
            new: The clauses of the newer text, in order.
            old: Those of the older one, for what was removed or moved away.
        """
        self._count = len(source)
        self._above = dict(_begun(new, source.row_at))
        if isinstance(source, KnowsOld):
            for row, above in _begun(old, source.row_at_old):
                self._above.setdefault(row, above)
        self.starts = sorted(self._above)

    def whole(self, changed: Iterable[int]) -> set[int]:
        """All rows of the clauses of some rows, and the headings of the clauses around these."""
        shown: set[int] = set()
        done: set[int] = set()
        for row in changed:
            at = bisect_right(self.starts, row)
            if at in done:
                continue
            done.add(at)
            start: int | None = self.starts[at - 1] if at else None
            end = self.starts[at] if at < len(self.starts) else self._count
            shown.update(range(start or 0, end))
        return shown | self._headings(done)

    def headings(self, rows: Iterable[int]) -> set[int]:
        """The headings of the clauses that some rows stand in, and of those around these."""
        return self._headings({bisect_right(self.starts, row) for row in rows})

    def _headings(self, clauses: set[int]) -> set[int]:
        """The same of clauses by their number, from 1 on; 0 is what stands above the first one."""
        shown: set[int] = set()
        for at in clauses - {0}:
            start: int | None = self.starts[at - 1]
            while start is not None and start not in shown:
                shown.add(start)
                start = self._above[start]
        return shown


def _begun(
    clauses: Sequence[Clause], row_at: Callable[[int], int]
) -> Iterator[tuple[int, int | None]]:
    """Where clauses begin, each with where the one around it does."""
    around: list[tuple[int, int]] = []  # where each ends in the text, and its row
    last: tuple[int, int] | None = None
    for clause in clauses:
        while around and around[-1][0] <= clause.start:
            around.pop()
        if around and around[-1] is last and not clause.headed:
            continue
        row = row_at(clause.start)
        above = around[-1][1] if around else None
        yield row, None if above == row else above
        last = clause.end, row
        around.append(last)
