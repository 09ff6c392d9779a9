"""What the Review's lines say: the title, the heads of the columns, the status, the outline."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import is_not
from typing import TYPE_CHECKING

from policyreview.terminal import safe
from policyreview.tui.look import Role
from policyreview.tui.screens import outline
from policyreview.tui.screens.review_lines import Words, direction, prevails, summary
from policyreview.tui.screens.review_refusals import STILL_READING, Refusing
from policyreview.tui.screens.review_state import WIDE
from policyreview.tui.widgets.status import ModeBar
from policyreview.tui.work.words import counted, day_of, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.errors import PolicyReviewError
    from policyreview.tui.columns import Source
    from policyreview.tui.look import Piece
    from policyreview.tui.work.comparison import Comparison


class Telling(Refusing):
    """The part of the Review that puts things into words."""

    def _heads(self) -> tuple[str, ...]:
        """What stands above the columns in the mode that is chosen."""
        language, pair = self._shown_language, self._shown_pair
        new = self._revision_words(pair.new, language)
        if self._mode == 1:
            return (new,)
        if self._mode == 2:
            return (self._revision_words(pair.old or "", language), new)
        if self._mode == 3:
            return (f"{self._revision_words(pair.old or '', language)}  ->  {new}",)
        other = self._revision_words(pair.new, self._shown_other)
        if self._mode == 5 and pair.old is not None:
            since = self._since(pair.old)
            return (f"{new}, since {since}", f"{other}, since {since}")
        return (new, other)

    def _since(self, commit: str) -> str:
        """An older revision in few words: its version where it is approved, else its day."""
        standing = self._standing
        if standing is not None and commit == standing.approved_commit:
            return standing.approved_version or short(commit)
        found = (each for each in self._revisions if each.commit == commit)
        return next((day_of(each.time, each.offset) for each in found), short(commit))

    def _revision_words(self, commit: str, language: str) -> str:
        words = "" if language == "und" else f"{language}, "
        standing = self._standing
        if standing is not None and commit and commit == standing.approved_commit:
            words += f"approved {standing.approved_version or ''} ".replace("  ", " ")
        for revision in self._revisions:
            if revision.commit == commit:
                day = day_of(revision.time, revision.offset)
                return f"{words}{day}, {short(commit)}, {revision.author}"
        if commit == self._library.commit and self._revisions:
            newest = next((each for each in self._revisions if each.taken), self._revisions[0])
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

    def say_error(self, error: PolicyReviewError) -> None:
        """Show what failed; where there is no text, in its place too."""
        super().say_error(error)
        self.home.let_keys(self)
        if self._source is None:
            self.text.show_nothing(*self.broken(safe(str(error)), Role.BAD))

    def _say_status(self) -> None:
        comparison, source = self._comparison, self._source
        if comparison is None or source is None:
            return
        if self.key_bar.said == STILL_READING:
            self.key_bar.hush()
        about = (comparison, self._mode, self._aligned, self._noticed, self._parted)
        if self._summed is None or any(map(is_not, self._summed, about)):
            self._summed = about
            binding = prevails(self._policy.prevailing) if len(self._policy.languages) > 1 else ""
            parted = self._parted.sentence() if self._parted is not None else ""
            words = summary(*about[:4], (binding, parted))
            self.query_one("#summary", Words).say(*words, *direction(comparison, self._mode))
        self.query_one("#here", Words).say(*self._here_words())
        dead = frozenset(mode for mode in range(1, 6) if self._why_not_mode(mode))
        self.query_one(ModeBar).show(self._mode, dead, self._status_words(comparison, source))

    def _say_rough(self) -> None:
        """Say that what is shown is not compared yet."""
        self.home.let_keys(self)
        words = "Line by line so far; the words are being compared." if self._mode > 1 else ""
        self.query_one("#summary", Words).say((words, Role.DIM))
        self.query_one("#here", Words).say()
        self.query_one(ModeBar).show(self._mode, frozenset(), "comparing …")

    def _here_words(self) -> tuple[Piece, ...]:
        """What there is to know about the current row: findings, your comment, what happened."""
        if self._remark_for is not None:
            on = safe(f"{self._remark_for.number} {self._remark_for.title}".strip())
            return (('" ', Role.MINE), (f"Your comment on {on}. enter keeps it.", Role.TEXT))
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
        if self.text.here in self._told_rows:
            return ((safe(self._told_rows[self.text.here]), Role.DIM),)
        if heading.sentence and heading.sentence != "kept":
            return ((f"{name}: {safe(heading.sentence)}", Role.DIM),)
        return ()

    def _status_words(self, comparison: Comparison, source: Source) -> str:
        parts: list[str] = []
        if self._found.query:
            here = bisect_right(self._found.rows, self.text.here)
            matches = len(self._found.rows)
            parts.append(f"match {here:,} of {matches:,}" if matches else "no match")
        changes = source.changes
        if changes:
            here = changes.until(self.text.here)
            noun = "to look at" if self._mode == 4 else ""
            last = changes[here - 1] if here else None
            words = last.words if last is not None and last.row == self.text.here else ""
            parts.append(f"{here:,} of {counted(len(changes), 'change')}" if not noun
                         else f"{here:,} of {len(changes):,} {noun}")  # fmt: skip
            if words and self.size.width >= WIDE:
                parts[-1] += f": {words}"
        elif self._mode in {2, 3, 5}:
            parts.append("no change")
        headings = self._headings
        if headings:
            parts.append(f"{self._viewed_count():,}/{len(headings):,} viewed")
        if comparison.coarse and self._mode in {2, 3}:
            parts.append("compared coarsely")
        return ", ".join(parts)

    # -- outline --------------------------------------------------------------------------

    def _draw_outline_head(self, width: int) -> Sequence[Piece]:
        return outline.head(len(self._headings), width)

    def _draw_clause(self, index: int, width: int) -> Sequence[Piece]:
        heading = self._headings[index]
        return outline.line(
            heading,
            width,
            viewed=self._is_viewed(heading),
            noticed=heading.old_start is None and self._is_noticed(index),
            remarked=bool(self._remark_on(heading)),
        )

    def _is_noticed(self, index: int) -> bool:
        """Whether a check noticed anything from one line of the outline to the next."""
        places = self._noticed_places()
        at = bisect_left(places, self._headings[index].start)
        if index + 1 == len(self._headings):
            return at < len(places)
        return at < len(places) and places[at] < self._headings[index + 1].start

    def _draw_edge(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return (("│", Role.RULE),)
