"""The Review: a policy's clauses, and its text read, compared, or beside another language."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from policyreview.aside import give_back
from policyreview.errors import PolicyReviewError
from policyreview.terminal import safe
from policyreview.tui.columns import Columns
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens.review_lines import Words
from policyreview.tui.screens.review_looks import Looking
from policyreview.tui.screens.review_moves import Moving
from policyreview.tui.screens.review_search import Searching
from policyreview.tui.screens.review_state import WIDE
from policyreview.tui.screens.review_words import Telling
from policyreview.tui.screens.room import bindings
from policyreview.tui.sources import Folded, Noted, Reading
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.widgets.status import ModeBar
from policyreview.tui.work import alignment, texts, unseen
from policyreview.tui.work.comparison import (
    MODES,
    Comparing,
    Comparison,
    Pair,
    folded_by,
    rough_source,
    source_of,
)
from policyreview.tui.work.findings import Noticed, notice
from policyreview.tui.work.loading import Loading
from policyreview.tui.work.parted import parted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.library import Revision
    from policyreview.redline import Redline
    from policyreview.standing import Standing
    from policyreview.tui.app import PolicyReviewApp
    from policyreview.tui.columns import Source
    from policyreview.tui.work.pinning import Pinning


_PATIENCE = 0.1
"""Seconds in which the first text mostly stands: only then it is said that it is being read."""


class Beside(Horizontal):
    """Panes beside each other, nothing of what is behind them in sight."""

    BLANK = True
    DEFAULT_CSS = "Beside { height: 1fr; }"


class ReviewScreen(Moving, Searching, Looking, Telling):
    """One policy under review."""

    BLANK = True
    PLACE: ClassVar[Place] = Place.REVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.REVIEW)
    DEFAULT_CSS = """
    #outline { width: 28%; min-width: 22; max-width: 46; }
    #edge { width: 1; height: 1fr; }
    .hidden { display: none; }
    """

    _held = True
    _asked: Future[tuple[Revision, ...]]
    _newest: Future[texts.Unread | None] | None = None
    _begun = False

    def body(self) -> Iterable[Widget]:
        """Modes above; outline and text beside each other."""
        yield ModeBar(tuple(mode.name for mode in MODES))
        yield Words(2, id="summary")
        with Beside():
            yield Lines(self._draw_clause, id="outline", head=self._draw_outline_head)
            yield Lines(self._draw_edge, id="edge", pick=False)
            yield Columns(self._scrolled, id="text")
        yield Words(3, id="here")

    def on_mount(self) -> None:
        """Put the panes where they will stand; what is read follows once the screen is shown."""
        edge = self.query_one("#edge", Lines)
        edge.can_focus = False
        edge.set_count(1000)
        self.outline.set_empty((), (("  reading …", Role.DIM),))
        self.text.show_nothing((("   reading …", Role.DIM),))
        self._fit_outline()
        self.text.focus()
        self.call_later(self._lay_out)

    def _lay_out(self) -> None:
        """Know where the panes stand before the screen is shown."""
        if self.outer_size != self.size:
            self._refresh_layout(self.size)

    def ask_ahead(self, home: PolicyReviewApp) -> None:
        """Have the revisions looked for and the newest text read; to be called before it is shown.

        Args:
            home: The app, which the screen doesn't know yet.
        """
        library, policy, language = self._library, self._policy, self._language
        self._asked = home.desk.start(lambda: texts.revisions(library, policy))
        home.ahead.begin()
        self._newest = home.ahead.start(lambda: texts.newest(library, policy, language))

    def on_screen_resume(self) -> None:
        """Begin to read, the first time."""
        if not self._begun:
            self._begun = True
            self._say_title()
            self.set_timer(_PATIENCE, self._draw_now)
            self.background(self._begin(), "review")

    def _compositor_refresh(self) -> None:
        """Draw, but nothing before there is a text: each drawing would be one more to wait for."""
        if not self._held:
            super()._compositor_refresh()

    def _draw_now(self) -> None:
        """Draw from now on."""
        if self._held:
            self._held = False
            self.refresh()
            self._on_timer_update()

    # -- reading --------------------------------------------------------------------------

    async def _begin(self) -> None:
        """Find the revisions, choose two, and show them."""
        library = self._library
        self._revisions = await asyncio.wrap_future(self._asked)
        base = self._standing.approved_commit if self._standing else None
        own = [e for e in self._revisions if self._language in e.languages and e.taken]
        tip = own[0].commit if own else library.commit or ""
        if base is None or base == tip:
            base = own[1].commit if len(own) > 1 else None
        self._pair = Pair(base, library.commit or tip)
        await self._load()

    def _show_rough(self, redline: Redline) -> None:
        """Show two long texts line by line, to be read while they are compared."""
        place, line = (0, 0) if self._rough is None else self._place_here()
        self._rough = redline
        self._comparison = self._aligned = self._noticed = self._parted = None
        self._summed = self._rows_of = None
        self._noticed_rows, self._told_rows = {}, {}
        self._draw_rough(place, line)
        self._draw_now()

    def _draw_rough(self, place: int, line: int) -> None:
        redline = self._rough
        if redline is None:
            return
        wanted = self._wanted or self._usual_mode()
        self._mode = wanted if wanted in {2, 3} and self._pair.old else 1
        source: Source = (
            Reading(str(redline.new), self._heads()[0])
            if self._mode == 1
            else rough_source(redline, self._mode, self._heads())
        )
        self._source = source
        self.text.show(source, row=source.row_at(place), line=line)
        self._search_again()
        self.outline.set_empty((), (("  comparing …", Role.DIM),))
        self.outline.set_count(0)
        self._say_rough()

    def _place_here(self) -> tuple[int, int]:
        """The place that the reader is at, in the newer text, and the line of the screen it is on.

        What has only been looked at line by line counts places in its whole file.
        """
        source = self._source
        if source is None or not len(source):
            return 0, 0
        row, line = self.text.held
        place = source.place(row)
        if self._rough is not None and self._comparison is not None:
            place = self._comparison.new.place_of(place) or 0
        return place, line

    def _usual_mode(self) -> int:
        """The way of looking at two revisions that nobody has chosen."""
        return 2 if self.size.width >= WIDE + 20 else 3

    async def _load(self) -> None:
        library, policy, pair = self._library, self._policy, self._pair
        paths = {revision.commit: revision.paths for revision in self._revisions}
        self._rough = None
        about = (library, policy, pair)
        loading = Loading(
            self.home.desk, about, paths, self._show_rough, self.painted, newest=self._newest
        )
        self._newest = None  # it is long, and read once
        comparison = await loading.own(self._language)
        at_once = not comparison.new.is_long or self._wanted in {4, 5}
        if self._other and at_once:
            comparison = await loading.beside(comparison, self._other)
        self._comparison = comparison
        self._aligned = self._noticed = self._parted = None
        self._noticed_rows = {}
        self._opened.clear()
        compares = comparison.redline is not None and comparison.differs
        mode = self._wanted or (self._usual_mode() if compares else 1)
        if self._why_not_mode(mode):
            mode = 1
        self._mode = self._wanted = mode
        read = self._rough is not None
        place, line = self._place_here()
        self._rough = None
        await self._show(place if read else None, None, line if read else None)
        if self._other and not at_once:
            try:
                comparison = await loading.beside(comparison, self._other)
            except PolicyReviewError as error:
                comparison = replace(comparison, whole=True)  # the one language stands all the same
                self.say_error(error)
            self._comparison = comparison
            self._say_status()
        self.background(self._check(), "check")

    async def _check(self) -> None:
        """Have the texts checked once they are shown, and mark what was noticed."""
        comparison = self._comparison
        if comparison is None:
            return
        if self._aligned is None and comparison.aligns_at_once:
            await self._align(comparison)
        library, policy, aligned = self._library, self._policy, self._aligned
        paths = [revision.paths for revision in self._revisions]
        apart = await self.home.desk.ask(lambda: parted(library, policy, comparison, paths))
        noticed = await self.home.desk.ask(
            lambda: notice(library, policy, comparison.new, comparison.other_new, aligned)
        )
        if comparison is self._comparison:
            self._noticed, self._parted = noticed, apart
            if (noticed or apart) and self._source is not None:
                await self._show(None, stay=True)
            self._say_status()
            await self.home.desk.ask(library.forget_documents)
            if comparison.new.is_long:
                await self.home.desk.ask(give_back)

    async def _show(
        self,
        place: int | None,
        row: int | None = None,
        line: int | None = None,
        *,
        stay: bool = False,
    ) -> None:
        """Show the comparison in the mode that is chosen.

        Args:
            place: The place in the newer text to go to.
            row: The row to go to, where there is no place.
            line: The line of the screen for it.
            stay: Go where the reader is by the time it is shown: they may have gone on meanwhile.
        """
        comparison = self._comparison
        if comparison is None:
            self._draw_rough(place or 0, line or 0)
            self.home.let_keys(self)
            return
        mode, heads = self._mode, self._heads()
        if mode in {4, 5} and self._aligned is None:
            await self._align(comparison)
            if self._noticed is not None:  # it was too long to be paired unasked
                self.background(self._check(), "check")
        aligned, manner = self._aligned, self._manner
        plain = await self.home.desk.ask(
            lambda: source_of(comparison, mode, heads, aligned, manner)
        )
        by_row, noted = self._with_findings(plain)
        source: Source = noted
        if (self._folded or self._whole) and mode not in {1, 4}:
            unfolded, whole = frozenset(self._opened), self._whole

            def fold() -> Folded:
                also = by_row.keys() | self._told_at(comparison, mode, plain).keys()
                return folded_by(comparison, plain, noted, also, unfolded, whole=whole)

            source = folded = await self.home.desk.ask(fold)
            by_row = {folded.shown_at(each): found for each, found in by_row.items()}
        told = await self.home.desk.ask(lambda: self._told_at(comparison, mode, source))
        if stay and self._source is not None and len(self._source):
            row, line = self.text.held
            if isinstance(source, Folded):  # what was noticed is not folded: other rows
                place = self._source.place(row)
        self._source, self._noticed_rows, self._told_rows = source, by_row, told
        if not len(self._source):
            self.text.show_nothing((("   This text is empty.", Role.DIM),))
        else:
            if place is not None:
                row = self._source.row_at(place)
            self.text.show(self._source, row=row or 0, line=line)
        if not stay:
            self.home.let_keys(self)
        self._search_again()
        self.outline.set_empty((), (("  no clauses", Role.DIM),))
        self.outline.set_count(len(self._headings))
        self._say_title()
        self._say_status()
        self._draw_now()

    def _told_at(self, comparison: Comparison, mode: int, source: Source) -> dict[int, str]:
        """What the redline tells at its rows beyond the words."""
        if mode not in {2, 3} or comparison.redline is None:
            return {}
        told = self._parted.by_row(source) if self._parted is not None else {}
        for row, words in unseen.by_row(comparison.redline, source).items():
            told[row] = f"{told[row]} {words}" if row in told else words
        return told

    async def _align(self, comparison: Comparison) -> None:
        """Pair the two languages by what reviewers have settled."""
        other = comparison.other_new
        if other is None or not other.exists or not comparison.new.exists:
            return
        library, policy, known = self._library, self._policy, self._pinning

        def work() -> tuple[Pinning, alignment.Aligned]:
            from policyreview.tui.work.pinning import Pinning

            pinning = known or Pinning(library, policy)
            return pinning, alignment.align(library, comparison.new, other, pinning.pins)

        try:
            self._pinning, self._aligned = await self.home.desk.ask(work)
        except PolicyReviewError as error:
            self.say_error(error)
            self._aligned = await self.home.desk.ask(
                lambda: alignment.align(library, comparison.new, other)
            )

    def _with_findings(self, source: Comparing) -> tuple[dict[int, list[Noticed]], Comparing]:
        """A source with marks where something was noticed, and what by row."""
        rows: dict[int, list[Noticed]] = {}
        for each in self._noticed or ():
            if self._mode in {4, 5}:
                row = each.bead
            else:
                row = None if each.place is None else source.row_at(each.place)
            if row is not None and row < len(source):
                rows.setdefault(row, []).append(each)
        if not rows:
            return rows, source
        flags = {row: all(each.right for each in found) for row, found in rows.items()}
        notes = {
            row: "; ".join(safe(each.finding.text) for each in found if each.finding.bars_signing)
            for row, found in rows.items()
        }
        return rows, Noted(source, flags, notes)

    def standing_known(self, standing: Standing) -> None:
        """Say from where the comparison should begin, if that was not known when it was chosen."""
        if self._standing is not None or standing.policy != self._policy.id:
            return
        self._standing = standing
        if not self.is_mounted:
            return  # it says its title, and chooses, when it is
        self._say_title()
        base = standing.approved_commit
        chosen = bool(self._revisions)
        if chosen and base is not None and base not in {self._pair.old, self._pair.new}:
            self.say(
                f"Version {standing.approved_version} was approved last, as is known now; what is "
                "shown begins elsewhere. h lists the revisions."
            )

    # -- other screens --------------------------------------------------------------------

    def do_signoff_open(self) -> None:
        """Open the sign-off of what is shown."""
        from policyreview.tui.screens.signoff import SignoffScreen

        screen = SignoffScreen(self._library, self._policy.id)
        self.app.push_screen(screen, self._signed)

    def _signed(self, changed: object) -> None:
        if changed:
            from policyreview.tui.screens.library import LibraryScreen

            first = self.app.screen_stack[0]
            if isinstance(first, LibraryScreen):
                first.reread()
            self.dismiss()

    def do_verify_open(self) -> None:
        """Open the verification."""
        from policyreview.tui.screens.verify import VerifyScreen

        self.app.push_screen(VerifyScreen(self._library, self._policy.id, self._policy.title))

    def do_review_history(self) -> None:
        """Choose the two revisions."""
        from policyreview.tui.screens.history import HistoryScreen

        screen = HistoryScreen(self._policy.title, self._revisions, self._pair, self._standing)
        self.app.push_screen(screen, self._take_pair)

    def _take_pair(self, pair: Pair | None) -> None:
        if pair is not None and pair != self._pair:
            self._pair = pair
            if self._wanted == 1 and pair.old is not None:
                self._wanted = None
            self.home.hold_keys(self)
            self.background(self._load(), "review")
