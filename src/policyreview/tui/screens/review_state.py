"""What every part of the Review knows: the policy, what is compared, and what stands where."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from policyreview.tui.columns import Columns
from policyreview.tui.screens.room import Room
from policyreview.tui.sources.folding import KnowsOld
from policyreview.tui.sources.redlines import Manner
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.work.comparison import Comparison, Pair
from policyreview.tui.work.remarks import Remarks
from policyreview.tui.work.viewed import Viewed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.library import Library, Revision
    from policyreview.redline import Redline
    from policyreview.standing import Standing
    from policyreview.tui.columns import Source
    from policyreview.tui.work.alignment import Aligned
    from policyreview.tui.work.findings import Noticed
    from policyreview.tui.work.outlining import Heading
    from policyreview.tui.work.parted import Parted
    from policyreview.tui.work.pinning import Pinning
    from policyreview.tui.work.questions import Me

WIDE = 100
"""Cells from which the outline is shown without being asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was searched for, and the rows that have it.

    Attributes:
        query: The words.
        rows: The rows, rising.
        waits: There is no text yet: where the words are is gone to when it comes.
    """

    query: str
    rows: Sequence[int]
    waits: bool = False


Rows: TypeAlias = "tuple[array[int], array[int]]"
"""Rows, rising, where clauses begin; and which clause of the outline each is."""


class Reviewing(Room[None]):
    """The ground that the parts of the Review stand on."""

    def __init__(
        self, library: Library, policy: str, standing: Standing | None, me: Me | None = None
    ) -> None:
        super().__init__()
        self.take(library, policy, standing, me)

    def take(
        self, library: Library, policy: str, standing: Standing | None, me: Me | None = None
    ) -> None:
        """Be about another policy: of what was known of one before nothing is left.

        Args:
            library: The library.
            policy: The policy's id.
            standing: Where it stands, as far as that is known.
            me: Who sits at the keyboard.
        """
        self._library = library
        self._policy = library.policy(policy)
        self._standing = standing
        self._me = me
        self._language = self._policy.languages[0] if self._policy.texts else "und"
        self._other = next((lang for lang in self._policy.languages[1:]), "")
        self._revisions: tuple[Revision, ...] = ()
        self._pair = Pair(None, library.commit or "")
        self._comparison: Comparison | None = None
        self._aligned: Aligned | None = None
        self._pinning: Pinning | None = None
        self._mode = 1
        self._manner = Manner()
        self._opened: set[range] = set()
        self._noticed: tuple[Noticed, ...] | None = None
        self._noticed_rows: dict[int, list[Noticed]] = {}
        self._parted: Parted | None = None
        self._told_rows: dict[int, str] = {}
        self._finding_row = self._finding_at = 0
        self._remarks = Remarks(library.repository.common_dir)
        self._remark_for: Heading | None = None
        self._remark_in = ""
        self._wanted: int | None = None
        self._folded = self._whole = False
        self._source: Source | None = None
        self._rough: Redline | None = None
        self._rows_of: tuple[Source | None, Sequence[Heading], Rows] | None = None
        self._summed: (
            tuple[Comparison, int, Aligned | None, tuple[Noticed, ...] | None, Parted | None] | None
        ) = None
        self._places_of: tuple[object, Sequence[int]] = (None, ())
        self._counted: tuple[object, int] = (None, 0)
        self._found = Found("", ())
        self._viewed = Viewed(library.repository.common_dir)
        self._outline_wanted: bool | None = None

    # -- what a part asks of another one --------------------------------------------------

    async def _load(self) -> None:
        """Read what is compared, and show it."""
        raise NotImplementedError

    async def _show(
        self, place: int | None, row: int | None = None, line: int | None = None
    ) -> None:
        """Show the comparison anew, at a place or a row, on that line of the screen."""
        raise NotImplementedError

    def _unfold(self, stretch: range, place: int | None) -> None:
        """Unfold some rows of the whole text, and go to a place."""
        self._opened.add(stretch)
        self.home.hold_keys(self)
        self.background(self._show(place), "show")

    def _search_again(self) -> None:
        """Find in what is shown now what was searched for before."""
        raise NotImplementedError

    def _say_status(self) -> None:
        """Say what is shown, and what stands at the current row."""
        raise NotImplementedError

    # -- widgets --------------------------------------------------------------------------

    @property
    def text(self) -> Columns:
        """The reading area."""
        return self.query_one("#text", Columns)

    @property
    def outline(self) -> Lines:
        """The list of clauses."""
        return self.query_one("#outline", Lines)

    # -- what is on the screen, while something else may be on its way ---------------------

    @property
    def _shown_language(self) -> str:
        return self._comparison.new.language if self._comparison else self._language

    @property
    def _shown_other(self) -> str:
        shown = self._comparison.other_new if self._comparison else None
        return self._other if shown is None else shown.language

    @property
    def _shown_pair(self) -> Pair:
        shown = self._comparison
        if shown is None:
            return self._pair
        return Pair(None if shown.old is None else shown.old.commit, shown.new.commit)

    # -- clauses and rows -----------------------------------------------------------------

    @property
    def _headings(self) -> Sequence[Heading]:
        return self._comparison.outline if self._comparison else ()

    def _clause_here(self) -> int | None:
        """Index of the clause that the current row belongs to."""
        if not self._headings or self._source is None:
            return None
        if self.outline.has_focus:
            return self.outline.cursor
        rows, clauses = self._heading_rows()
        at = bisect_right(rows, self.text.here) - 1
        return clauses[at] if at >= 0 else 0

    def _heading_rows(self) -> Rows:
        """Where clauses begin, rising; worked out once for what is shown."""
        source, headings = self._source, self._headings
        known = self._rows_of
        if known is None or known[0] is not source or known[1] is not headings:
            rows = sorted((self._row_of(each), at) for at, each in enumerate(headings))
            both = array("i", (row for row, _ in rows)), array("i", (at for _, at in rows))
            known = self._rows_of = (source, headings, both)
        return known[2]

    def _row_of(self, heading: Heading) -> int:
        """The row where a clause begins; for a removed one, where it is struck."""
        source = self._source
        if source is None:
            return 0
        struck = heading.old_start is not None and self._mode in {2, 3}
        if struck and heading.old_start is not None and isinstance(source, KnowsOld):
            return source.row_at_old(heading.old_start)
        return source.row_at(heading.start)

    def _noticed_places(self) -> Sequence[int]:
        """Where something was noticed in the text that is looked at, rising; worked out once."""
        noticed = self._noticed
        if self._places_of[0] is not noticed:
            places = sorted(each.place for each in noticed or () if each.place is not None)
            self._places_of = (noticed, places)
        return self._places_of[1] if noticed else ()

    def _viewed_count(self) -> int:
        """How many clauses are ticked; counted once for what is shown, and after each tick."""
        if self._counted[0] is not self._headings:
            self._counted = (self._headings, sum(map(self._is_viewed, self._headings)))
        return self._counted[1]

    def _is_viewed(self, heading: Heading) -> bool:
        return self._viewed.has(self._policy.id, self._shown_language, heading.digest)

    def _remark_on(self, heading: Heading) -> str:
        return self._remarks.on(self._policy.id, self._shown_language, heading.name)

    def _next_of(self, rows: Sequence[int], step: int) -> int | None:
        """The next of some rows after (or before) the current one."""
        here = self.text.here
        index = bisect_right(rows, here) if step > 0 else bisect_left(rows, here) - 1
        return rows[index] if 0 <= index < len(rows) else None
