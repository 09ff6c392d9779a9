"""Going through the Review's text: panes, changes, clauses, findings, and the outline with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from policyreview.tui.screens.review_state import Reviewing
from policyreview.tui.sources import Folded
from policyreview.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from policyreview.tui.screens.room import Movable


class Moving(Reviewing):
    """The part of the Review that goes to places."""

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

    # -- changes, findings, clauses -------------------------------------------------------

    def _go_change(self, step: int) -> None:
        rows = self._source.changes.rows if self._source else ()
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
        row = self._next_of(self._heading_rows()[0], step)
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
            self._unfold(stretch, source.place(self.text.here) if source is not None else None)
            return
        self.text.jump(other)

    # -- outline --------------------------------------------------------------------------

    def _scrolled(self) -> None:
        index = self._clause_here()
        if index is not None and not self.outline.has_focus:
            self.outline.move_to(index)
        self._say_status()

    @on(Lines.Moved, "#outline")
    def _clause_moved(self, event: Lines.Moved) -> None:
        if self.outline.has_focus and self._source is not None:
            self.text.jump(self._row_of(self._headings[event.index]))

    @on(Lines.Chosen, "#outline")
    def _clause_chosen(self) -> None:
        self.do_review_go()
