"""The Review: a policy's clauses, and its text read, compared, or beside another language."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal

from policyreview.errors import PolicyReviewError
from policyreview.terminal import safe
from policyreview.tui.columns import Columns
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens import outline
from policyreview.tui.screens.review_lines import OneLine, prevails, summary
from policyreview.tui.screens.review_pins import Settling
from policyreview.tui.screens.room import Movable, bindings
from policyreview.tui.sources import Folded, Noted
from policyreview.tui.sources.folding import KnowsOld
from policyreview.tui.sources.headings import Headings
from policyreview.tui.sources.reading import Reading
from policyreview.tui.sources.redlines import Manner
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.widgets.status import ModeBar
from policyreview.tui.work import clipboard, texts
from policyreview.tui.work.comparison import MODES, Comparing, Comparison, Pair, load, source_of
from policyreview.tui.work.findings import Noticed, notice
from policyreview.tui.work.remarks import Remark, Remarks
from policyreview.tui.work.viewed import Viewed
from policyreview.tui.work.words import counted, day_of, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.library import Library, Revision
    from policyreview.standing import Standing
    from policyreview.tui.columns import Source
    from policyreview.tui.look import Piece
    from policyreview.tui.widgets.prompt import Prompt
    from policyreview.tui.work.pinning import Pinning
    from policyreview.tui.work.questions import Me

_WIDE = 100
"""Cells from which the outline is shown without being asked for."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was searched for, and the rows that have it."""

    query: str
    rows: tuple[int, ...]


class ReviewScreen(Settling):
    """One policy under review."""

    PLACE: ClassVar[Place] = Place.REVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.REVIEW)
    DEFAULT_CSS = """
    ReviewScreen Horizontal { height: 1fr; }
    #outline { width: 28%; min-width: 22; max-width: 46; }
    #edge { width: 1; height: 1fr; }
    .hidden { display: none; }
    """

    def __init__(
        self, library: Library, policy: str, standing: Standing | None, me: Me | None = None
    ) -> None:
        super().__init__()
        self._library = library
        self._policy = library.policy(policy)
        self._standing = standing
        self._me = me
        self._language = self._policy.languages[0] if self._policy.texts else "und"
        self._other = next((lang for lang in self._policy.languages[1:]), "")
        self._revisions: tuple[Revision, ...] = ()
        self._pair = Pair(None, library.commit or "")
        self._comparison: Comparison | None = None
        self._mode = 1
        self._manner = Manner()
        self._opened: set[int] = set()
        self._noticed: tuple[Noticed, ...] | None = None
        self._noticed_rows: dict[int, list[Noticed]] = {}
        self._finding_row = self._finding_at = 0
        self._remarks = Remarks(library.repository.common_dir)
        self._remark_for: texts.Heading | None = None
        self._wanted: int | None = None
        self._folded = False
        self._source: Source | None = None
        self._early: Source | None = None
        self._found = _Found("", ())
        self._viewed = Viewed(library.repository.common_dir)
        self._outline_wanted: bool | None = None
        self._following = True

    def body(self) -> Iterable[Widget]:
        """Modes above; outline and text beside each other."""
        yield ModeBar(tuple(mode.name for mode in MODES))
        yield OneLine(id="summary")
        with Horizontal():
            yield Lines(self._draw_clause, id="outline", head=self._draw_outline_head)
            yield Lines(self._draw_edge, id="edge", pick=False)
            yield Columns(id="text")
        yield OneLine(id="here")

    # -- parts ----------------------------------------------------------------------------

    @property
    def outline(self) -> Lines:
        """The list of clauses."""
        return self.query_one("#outline", Lines)

    @property
    def _headings(self) -> Sequence[texts.Heading]:
        return self._comparison.outline if self._comparison else ()

    def on_mount(self) -> None:
        """Begin to read."""
        edge = self.query_one("#edge", Lines)
        edge.can_focus = False
        edge.set_count(1000)
        self.outline.set_empty((), (("  no clauses", Role.DIM),))
        self.text.show_nothing(("   reading …", Role.DIM))
        self._fit_outline()
        self.text.focus()
        self._say_title()
        self.background(self._begin(), "review")

    def on_resize(self) -> None:
        """Show the outline where there is room."""
        self._fit_outline()

    def _fit_outline(self) -> None:
        wanted = self._outline_wanted
        shown = wanted if wanted is not None else self.size.width >= _WIDE
        self.outline.set_class(not shown, "hidden")
        self.query_one("#edge").set_class(not shown, "hidden")

    # -- reading --------------------------------------------------------------------------

    async def _begin(self) -> None:
        """Find the revisions, choose two, and show them."""
        library, policy = self._library, self._policy
        self._revisions = await self.home.desk.ask(lambda: texts.revisions(library, policy))
        await self._show_early()
        base = self._standing.approved_commit if self._standing else None
        own = [each for each in self._revisions if self._language in each.languages]
        tip = own[0].commit if own else library.commit or ""
        if base is None or base == tip:
            base = own[1].commit if len(own) > 1 else None
        self._pair = Pair(base, library.commit or tip)
        await self._load()

    async def _show_early(self) -> None:
        """Let a long text be read while it is compared and taken apart."""
        library, policy, language = self._library, self._policy, self._language
        text = await self.home.desk.ask(lambda: texts.early(library, policy, language))
        if text:
            lines = await self.home.desk.ask(lambda: Reading(text, "comparing …", Headings()))
            self._early = lines
            self.text.show(lines)

    def _early_place(self) -> int | None:
        """Where the reader has gone meanwhile; None at the beginning."""
        early, self._early = self._early, None
        return early.place(self.text.here) if early is not None and self.text.here else None

    async def _load(self) -> None:
        library, policy, pair = self._library, self._policy, self._pair
        spoken = (self._language, self._other)
        paths = {revision.commit: revision.paths for revision in self._revisions}
        comparison = await self.home.desk.ask(lambda: load(library, policy, pair, spoken, paths))
        self._comparison = comparison
        self._aligned = self._noticed = None
        self._noticed_rows = {}
        self._opened.clear()
        mode = self._wanted or self._mode
        if self._wanted is None and comparison.redline is not None and comparison.differs:
            mode = 2 if self.size.width >= _WIDE + 20 else 3
        if self._why_not_mode(mode):
            mode = 1
        self._mode = self._wanted = mode
        await self._show(place=self._early_place())
        self.background(self._check(), "check")

    async def _check(self) -> None:
        """Have the texts checked once they are shown, and mark what was noticed."""
        comparison = self._comparison
        if comparison is None:
            return
        if self._aligned is None:
            await self._align(comparison)
        library, policy, aligned = self._library, self._policy, self._aligned
        noticed = await self.home.desk.ask(
            lambda: notice(library, policy, comparison.new, comparison.other_new, aligned)
        )
        if comparison is self._comparison:
            self._noticed = noticed
            if noticed and self._source is not None:
                await self._show(None, self.text.here)
            self._say_status()

    async def _show(self, place: int | None, row: int | None = None) -> None:
        """Show the comparison in the mode that is chosen."""
        comparison = self._comparison
        if comparison is None:
            return
        mode, heads = self._mode, self._heads()
        if mode in {4, 5} and self._aligned is None:
            await self._align(comparison)
        aligned, manner = self._aligned, self._manner
        plain = await self.home.desk.ask(
            lambda: source_of(comparison, mode, heads, aligned, manner)
        )
        by_row, noted = self._with_findings(plain)
        self._source = noted
        if self._folded and mode not in {1, 4}:
            kept = {i for i in range(len(plain)) if plain.is_changed(i)} | by_row.keys()
            folded = Folded(noted, sorted(kept), frozenset(self._opened))
            by_row = {folded.shown_at(each): found for each, found in by_row.items()}
            self._source = folded
        self._noticed_rows = by_row
        self._found = _Found("", ())
        self.text.set_query("")
        if not len(self._source):
            self.text.show_nothing(("   This text is empty.", Role.DIM))
        else:
            if place is not None:
                row = self._source.row_at(place)
            self.text.show(self._source, row=row or 0)
        self.outline.set_count(len(self._headings))
        self._say_title()
        self._say_status()

    async def _align(self, comparison: Comparison) -> None:
        """Pair the two languages by what reviewers have settled."""
        other = comparison.other_new
        if other is None or not other.exists or not comparison.new.exists:
            return
        library, policy, known = self._library, self._policy, self._pinning

        def work() -> tuple[Pinning, texts.Aligned]:
            from policyreview.tui.work.pinning import Pinning

            pinning = known or Pinning(library, policy)
            return pinning, texts.align(comparison.new, other, pinning.pins)

        try:
            self._pinning, self._aligned = await self.home.desk.ask(work)
        except PolicyReviewError as error:
            self.say_error(error)
            self._aligned = await self.home.desk.ask(lambda: texts.align(comparison.new, other))

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

    # -- words ----------------------------------------------------------------------------

    def _heads(self) -> tuple[str, ...]:
        """What stands above the columns in the mode that is chosen."""
        new = self._revision_words(self._pair.new, self._language)
        if self._mode == 1:
            return (new,)
        if self._mode == 2:
            return (self._revision_words(self._pair.old or "", self._language), new)
        if self._mode == 3:
            return (f"{self._revision_words(self._pair.old or '', self._language)}  ->  {new}",)
        return (new, self._revision_words(self._pair.new, self._other))

    def _revision_words(self, commit: str, language: str) -> str:
        words = "" if language == "und" else f"{language}, "
        standing = self._standing
        if standing is not None and commit and commit == standing.approved_commit:
            words += f"approved {standing.version_in_force or ''} ".replace("  ", " ")
        for revision in self._revisions:
            if revision.commit == commit:
                day = day_of(revision.time, revision.offset)
                return f"{words}{day}, {short(commit)}, {revision.author}"
        if commit == self._library.commit and self._revisions:
            newest = self._revisions[0]
            return f"{words}{day_of(newest.time, newest.offset)}, {short(commit)}, now"
        return f"{words}{short(commit)}"

    def _say_title(self) -> None:
        policy = self._policy
        status = self._standing.status if self._standing else ""
        self.program_title(
            (f"  {safe(policy.title or policy.id)}", Role.BAR),
            (f"  {status}", Role.BAR_DIM),
            right=safe(self._me.title) if self._me else "",
        )

    def _say_status(self) -> None:
        comparison, source = self._comparison, self._source
        if comparison is None or source is None:
            return
        binding = prevails(self._policy.prevailing) if len(self._policy.languages) > 1 else ""
        self.query_one("#summary", OneLine).say(
            *summary(comparison, self._mode, self._aligned, self._noticed, binding)
        )
        self.query_one("#here", OneLine).say(*self._here_words())
        dead = frozenset(mode for mode in range(1, 6) if self._why_not_mode(mode))
        self.query_one(ModeBar).show(self._mode, dead, self._status_words(comparison, source))

    def _here_words(self) -> tuple[Piece, ...]:
        """What there is to know about the current row: findings, your comment, what happened."""
        found = self._noticed_rows.get(self.text.here, ())
        if found:
            at = self._finding_at if self._finding_row == self.text.here else 0
            first = found[min(at, len(found) - 1)].finding
            more = f" ({at + 1} of {len(found)} here)" if len(found) > 1 else ""
            return (("! ", Role.WARN), (f"{first.level}: {safe(first.text)}{more}", Role.TEXT))
        index = self._clause_here()
        if index is None:
            return ()
        heading = self._headings[index]
        remark = self._remark_on(heading)
        name = safe(heading.number or heading.title)
        if remark:
            return (('" ', Role.MINE), (f"Your comment on {name}: {safe(remark)}", Role.TEXT))
        if heading.sentence and heading.sentence != "kept":
            return ((f"{name}: {safe(heading.sentence)}", Role.DIM),)
        return ()

    def _remark_on(self, heading: texts.Heading) -> str:
        return self._remarks.on(self._policy.id, self._language, heading.name)

    def _status_words(self, comparison: Comparison, source: Source) -> str:
        parts: list[str] = []
        if self._found.query:
            here = bisect_right(self._found.rows, self.text.here)
            parts.append(f"match {here} of {len(self._found.rows)}")
        rows = [change.row for change in source.changes]
        if rows:
            here = bisect_right(rows, self.text.here)
            noun = "to look at" if self._mode == 4 else ""
            words = (
                source.changes[here - 1].words if here and rows[here - 1] == self.text.here else ""
            )
            parts.append(f"{here} of {counted(len(rows), 'change')}" if not noun
                         else f"{here} of {len(rows)} {noun}")  # fmt: skip
            if words and self.size.width >= _WIDE:
                parts[-1] += f": {words}"
        elif self._mode in {2, 3, 5}:
            parts.append("no change")
        headings = self._headings
        if headings:
            seen = sum(self._is_viewed(heading) for heading in headings)
            parts.append(f"{seen}/{len(headings)} viewed")
        if comparison.coarse and self._mode in {2, 3}:
            parts.append("compared coarsely")
        return ", ".join(parts)

    # -- outline --------------------------------------------------------------------------

    def _draw_outline_head(self, width: int) -> Sequence[Piece]:
        return outline.head(len(self._headings), width)

    def _draw_clause(self, index: int, width: int) -> Sequence[Piece]:
        heading = self._headings[index]
        end = self._headings[index + 1].start if index + 1 < len(self._headings) else None
        noticed = heading.old_start is None and any(
            each.place is not None
            and heading.start <= each.place
            and (end is None or each.place < end)
            for each in self._noticed or ()
        )
        return outline.line(
            heading,
            width,
            viewed=self._is_viewed(heading),
            noticed=noticed,
            remarked=bool(self._remark_on(heading)),
        )

    def _draw_edge(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return (("│", Role.RULE),)

    def _is_viewed(self, heading: texts.Heading) -> bool:
        return self._viewed.has(self._policy.id, self._language, heading.digest)

    def _clause_here(self) -> int | None:
        """Index of the clause that the current row belongs to."""
        if not self._headings or self._source is None:
            return None
        if self.outline.has_focus:
            return self.outline.cursor
        rows = [self._row_of(heading) for heading in self._headings]
        before = [index for index, row in enumerate(rows) if row <= self.text.here]
        return max(before, key=lambda index: (rows[index], index), default=0)

    @on(Columns.Scrolled)
    def _scrolled(self) -> None:
        index = self._clause_here()
        if index is not None and not self.outline.has_focus:
            self._following = False
            self.outline.move_to(index)
        self._say_status()

    @on(Lines.Moved, "#outline")
    def _clause_moved(self, event: Lines.Moved) -> None:
        if self.outline.has_focus and self._source is not None:
            self.text.jump(self._row_of(self._headings[event.index]))

    def _row_of(self, heading: texts.Heading) -> int:
        """The row where a clause begins; for a removed one, where it is struck."""
        source = self._source
        if source is None:
            return 0
        struck = heading.old_start is not None and self._mode in {2, 3}
        if struck and heading.old_start is not None and isinstance(source, KnowsOld):
            return source.row_at_old(heading.old_start)
        return source.row_at(heading.start)

    @on(Lines.Chosen, "#outline")
    def _clause_chosen(self) -> None:
        self.do_review_go()

    # -- refusals -------------------------------------------------------------------------

    def why_not(self, name: str) -> str:
        """What has to be there first."""
        modes = [mode.command for mode in MODES]
        if name.startswith(("app.", "move.")) and name != "move.pane":
            return ""
        if name in {"signoff.open", "verify.open"}:  # they ask for themselves, after the reading
            return ""
        if name in modes and self._comparison is None:
            return ""
        if self._comparison is None or self._source is None:
            return "The text is still being read."
        if name in modes and self._comparison is not None:
            return self._why_not_mode(modes.index(name) + 1)
        if name.startswith("change.") and not self._source.changes:
            return (
                "One text alone has no changes; 2 and 3 compare it with an older one."
                if self._mode == 1
                else "There is no change between these two."
            )
        if name.startswith("pin."):
            return self._why_not_pin(name)
        if name.startswith("finding."):
            if self._noticed is None:
                return "The checks are still at work."
            return "" if self._noticed_rows else "The checks found nothing to show here."
        if name in {"review.spaces", "review.whole"} and self._mode not in {2, 3}:
            return "Only a comparison of two revisions can show that: 2 or 3."
        if name == "review.other" and len(self._policy.languages) < 3:
            return "This policy has no third language to put beside it."
        if name.startswith("clause.") or name in {"review.viewed", "review.comment"}:
            return "" if self._headings else "This text has no clauses."
        if name.startswith("search.") and not self._found.query:
            return "Nothing is searched for yet; / begins."
        if name.startswith("search.") and not self._found.rows:
            return f"'{self._found.query}' is not in this text."
        if name == "review.language" and len(self._policy.languages) < 2:
            return "This policy has one language only."
        if name == "review.fold" and self._mode in {1, 4}:
            return "Only a comparison of two revisions can be folded: 2, 3 or 5."
        if name == "move.pane" and self.outline.has_class("hidden"):
            return "The outline is hidden; o shows it."
        if name == "review.history" and not self._revisions:
            return "No commit has changed this policy yet."
        return ""

    def _why_not_mode(self, mode: int) -> str:
        comparison = self._comparison
        if comparison is None:
            return "The text is still being read."
        if mode in {2, 3, 5} and comparison.redline is None:
            return "There is no older revision to compare with."
        if mode in {4, 5} and not self._other:
            return "This policy has one language only."
        if mode in {4, 5} and not comparison.has_other:
            return f"There is no text in {safe(self._other)} at this revision."
        return ""

    # -- modes ----------------------------------------------------------------------------

    def _take_mode(self, mode: int) -> None:
        shown = self._source is not None and len(self._source) > 0
        place = self._source.place(self.text.here) if self._source and shown else None
        at_top = self.text.here == 0
        self._mode = self._wanted = mode
        self.background(self._show(None if at_top else place), "show")

    def do_mode_read(self) -> None:
        """Read one text."""
        self._take_mode(1)

    def do_mode_columns(self) -> None:
        """Two revisions in two columns."""
        self._take_mode(2)

    def do_mode_redline(self) -> None:
        """Two revisions in one column."""
        self._take_mode(3)

    def do_mode_parallel(self) -> None:
        """Two languages."""
        self._take_mode(4)

    def do_mode_both(self) -> None:
        """Two languages' redlines."""
        self._take_mode(5)

    async def on_mode_bar_picked(self, event: ModeBar.Picked) -> None:
        """Take the mode that was clicked."""
        await self.action_command(MODES[event.number - 1].command)

    # -- moving ---------------------------------------------------------------------------

    @property
    def pane(self) -> Movable | None:
        """The outline where it has the focus, else the text."""
        return self.outline if self.outline.has_focus else self.text

    def do_move_pane(self) -> None:
        """From the outline to the text and back."""
        (self.text if self.outline.has_focus else self.outline).focus()

    def do_move_right(self) -> None:
        """Scroll sideways."""
        if self.text.wrapped:
            self.say("Long lines are wrapped; w leaves them long.")
        else:
            self.text.go_right(8)

    def do_move_left(self) -> None:
        """Scroll back."""
        if self.text.wrapped:
            self.say("Long lines are wrapped; w leaves them long.")
        else:
            self.text.go_right(-8)

    def _next_of(self, rows: Sequence[int], step: int) -> int | None:
        """The next of some rows after (or before) the current one."""
        here = self.text.here
        index = bisect_right(rows, here) if step > 0 else bisect_left(rows, here) - 1
        return rows[index] if 0 <= index < len(rows) else None

    def _go_change(self, step: int) -> None:
        rows = [change.row for change in self._source.changes] if self._source else []
        row = self._next_of(rows, step)
        if row is None:
            self.say("This is the last change." if step > 0 else "This is the first change.")
            return
        self.text.jump(row)

    def _go_finding(self, step: int) -> None:
        here = self.text.here
        at = (self._finding_at if self._finding_row == here else 0) + step
        if 0 <= at < len(self._noticed_rows.get(here, ())):
            self._finding_row, self._finding_at = here, at
            self._say_status()
            return
        row = self._next_of(sorted(self._noticed_rows), step)
        if row is None:
            self.say("This is the last finding." if step > 0 else "This is the first finding.")
            return
        self._finding_row = row
        self._finding_at = 0 if step > 0 else len(self._noticed_rows[row]) - 1
        self.text.jump(row)

    def do_finding_next(self) -> None:
        """To the next finding."""
        self._go_finding(1)

    def do_finding_previous(self) -> None:
        """To the previous finding."""
        self._go_finding(-1)

    def do_change_next(self) -> None:
        """To the next change."""
        self._go_change(1)

    def do_change_previous(self) -> None:
        """To the previous change."""
        self._go_change(-1)

    def _go_clause(self, step: int) -> None:
        source = self._source
        if source is None:
            return
        rows = sorted({self._row_of(heading) for heading in self._headings})
        row = self._next_of(rows, step)
        if row is None:
            self.say("This is the last clause." if step > 0 else "This is the first clause.")
            return
        self.text.jump(row)

    def do_clause_next(self) -> None:
        """To the next clause."""
        self._go_clause(1)

    def do_clause_previous(self) -> None:
        """To the previous clause."""
        self._go_clause(-1)

    def do_review_go(self) -> None:
        """From the outline into the text; on a moved passage to its other end."""
        if self.outline.has_focus:
            self.text.focus()
            return
        source = self._source
        other = source.other_end(self.text.here) if source is not None and len(source) else None
        if other is None:
            stretch = source.folded_near(self.text.here) if isinstance(source, Folded) else None
            if stretch is None:
                self.say("Nothing was moved here, and nothing is folded near it.")
                return
            place = source.place(self.text.here) if source is not None else None
            self._opened.add(stretch)
            self.background(self._show(place), "show")
            return
        self.text.jump(other)

    # -- the reader's own -----------------------------------------------------------------

    def do_review_viewed(self) -> None:
        """Tick the clause and go on to the next one."""
        index = self._clause_here()
        if index is None:
            return
        heading = self._headings[index]
        ticked = self._viewed.toggle(self._policy.id, self._language, heading.digest)
        self.outline.refresh()
        if ticked and index + 1 < len(self._headings) and self._source is not None:
            if self.outline.has_focus:
                self.outline.go_lines(1)
            else:
                self.text.jump(self._row_of(self._headings[index + 1]))
        self._say_status()
        name = safe(f"{heading.number} {heading.title}".strip())
        self.say(f"{'Viewed' if ticked else 'Not viewed any more'}: {name}")

    def do_review_wrap(self) -> None:
        """Wrap long lines or not."""
        self.text.set_wrapped(not self.text.wrapped)
        self.say(
            "Long lines are wrapped."
            if self.text.wrapped
            else "Long lines stay long: right and left scroll."
        )

    def do_review_fold(self) -> None:
        """Fold or unfold what did not change."""
        place = self._source.place(self.text.here) if self._source is not None else None
        self._folded = not self._folded
        self._opened.clear()
        self.background(self._show(place), "show")

    def do_review_spaces(self) -> None:
        """Show changes of white space, or leave them aside."""
        self._manner = replace(self._manner, spaces=not self._manner.spaces)
        self._show_anew()
        shown = "are shown by signs" if self._manner.spaces else "are left aside"
        self.say(f"Changes of white space {shown}.")

    def do_review_whole(self) -> None:
        """Show changed paragraphs whole, or word by word."""
        self._manner = replace(self._manner, whole=not self._manner.whole)
        self._show_anew()
        how = "whole" if self._manner.whole else "word by word"
        self.say(f"Changed paragraphs are shown {how}.")

    def _show_anew(self) -> None:
        place = self._source.place(self.text.here) if self._source is not None else None
        self.background(self._show(place), "show")

    def do_review_outline(self) -> None:
        """Show or hide the outline."""
        self._outline_wanted = self.outline.has_class("hidden")
        self._fit_outline()
        if not self._outline_wanted:
            self.text.focus()

    def do_review_language(self) -> None:
        """Show the next language; the one before stands beside it."""
        languages = self._policy.languages
        index = languages.index(self._language)
        self._other, self._language = self._language, languages[(index + 1) % len(languages)]
        self.background(self._load(), "review")

    def do_review_other(self) -> None:
        """Put the next language beside the one that is shown."""
        others = [tag for tag in self._policy.languages if tag != self._language]
        index = others.index(self._other) if self._other in others else -1
        self._other = others[(index + 1) % len(others)]
        self.background(self._load(), "review")

    async def do_review_comment(self) -> None:
        """Write a comment on the clause."""
        from policyreview.tui.widgets.prompt import Prompt

        index = self._clause_here()
        if index is None or self.query(Prompt):
            return
        heading = self._headings[index]
        self._remark_for = heading
        name = safe(f"{heading.number} {heading.title}".strip())
        prompt = Prompt(f"your comment on {name}", self._remark_on(heading))
        await self.mount(prompt)
        prompt.focus()

    def _take_remark(self, heading: texts.Heading, text: str) -> None:
        remark = Remark(self._language, heading.name, text)
        try:
            self._remarks.write(self._policy.id, remark)
        except PolicyReviewError as error:
            self.say_error(error)
            return
        finally:
            self.outline.refresh()
            self._say_status()
        count = counted(len(self._remarks.of(self._policy.id)), "comment")
        kept = "Kept; your next sign-off carries it" if text.strip() else "The comment is gone"
        self.say(f"{kept} ({count} waiting).")

    def do_review_copy(self) -> None:
        """Send the current paragraph to the terminal's clipboard."""
        source = self._source
        if source is None or not len(source):
            return
        row = source.row(self.text.here)
        side = row.right or row.left
        text = side.text if side is not None else source.search_text(self.text.here)
        order = clipboard.sequence(text, tmux=bool(os.environ.get("TMUX")))
        if not order:
            self.say("This paragraph is too long for a terminal's clipboard.")
            return
        self.home.write_raw(order)
        size = counted(len(text), "character")
        self.say(f"Sent {size} to the terminal; whether it took them it does not tell.")

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
            self.background(self._load(), "review")

    # -- search ---------------------------------------------------------------------------

    async def do_review_search(self) -> None:
        """Type what to search for."""
        from policyreview.tui.widgets.prompt import Prompt

        if not self.query(Prompt):
            prompt = Prompt("search", self._found.query)
            await self.mount(prompt)
            prompt.focus()

    async def on_prompt_ended(self, event: Prompt.Ended) -> None:
        """Search, or leave it."""
        from policyreview.tui.widgets.prompt import Prompt

        await self.query(Prompt).remove()
        self.text.focus()
        heading, self._remark_for = self._remark_for, None
        if heading is not None:
            if event.text is not None:
                self._take_remark(heading, event.text)
            return
        if event.text is not None:
            self.background(self._search(event.text), "search")

    async def _search(self, query: str) -> None:
        source = self._source
        if source is None:
            return
        wanted = query.casefold()
        rows = await self.home.desk.ask(
            lambda: tuple(
                index
                for index in range(len(source))
                if wanted and wanted in source.search_text(index).casefold()
            )
        )
        self._found = _Found(query, rows)
        self.text.set_query(query)
        self.text.refresh()
        if not query:
            self._say_status()
            return
        if not rows:
            self.say(f"'{query}' is not in this text.")
            return
        here = self.text.here
        self.text.jump(next((row for row in rows if row >= here), rows[0]))

    def _go_match(self, step: int) -> None:
        rows = self._found.rows
        row = self._next_of(rows, step)
        if row is None:
            row = rows[0] if step > 0 else rows[-1]
            self.say("The search went on from the other end.")
        self.text.jump(row)

    def do_search_next(self) -> None:
        """To the next match."""
        self._go_match(1)

    def do_search_previous(self) -> None:
        """To the previous match."""
        self._go_match(-1)

    def do_app_back(self) -> None:
        """Leave the search first, then the screen."""
        if self._found.query:
            self._found = _Found("", ())
            self.text.set_query("")
            self.text.refresh()
            self._say_status()
            return
        self.dismiss()

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
