"""What a reader makes of the Review's text: ticks on clauses, comments, and copies."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.terminal import safe
from policyreview.tui.screens.review_state import Reviewing
from policyreview.tui.sources import Folded
from policyreview.tui.work import clipboard
from policyreview.tui.work.remarks import Remark
from policyreview.tui.work.words import counted

if TYPE_CHECKING:
    from policyreview.tui.work.outlining import Heading


class Marking(Reviewing):
    """The part of the Review that keeps what its reader says."""

    def do_review_viewed(self) -> None:
        """Tick the clause and go on to the next one."""
        index = self._clause_here()
        if index is None:
            return
        if not self.outline.has_focus and self._is_folded(index):
            self.say("Clauses that are folded can't be ticked; enter unfolds them.")
            return
        heading = self._headings[index]
        ticked = self._viewed.toggle(self._policy.id, self._shown_language, heading.digest)
        self._counted = (None, 0)
        self.outline.refresh()
        if ticked and index + 1 < len(self._headings) and self._source is not None:
            if self.outline.has_focus:
                self.outline.go_lines(1)
            else:
                behind = range(index + 1, len(self._headings))
                rows = (self._row_of(self._headings[k]) for k in behind if not self._is_folded(k))
                self.text.jump(next(rows, self.text.here))
        self._say_status()
        name = safe(f"{heading.number} {heading.title}".strip())
        self.say(f"{'Viewed' if ticked else 'Not viewed any more'}: {name}")

    def _is_folded(self, index: int) -> bool:
        """Whether a clause is folded away: its heading, where whole ones are, else all of it."""
        source = self._source
        if not isinstance(source, Folded):
            return False
        row = self._row_of(self._headings[index])
        if source.folded_at(row) is None or source.in_clauses:
            return source.folded_at(row) is not None
        rows, clauses = self._heading_rows()
        behind = clauses.index(index) + 1
        return (rows[behind] if behind < len(rows) else len(source)) <= row + 1

    async def do_review_comment(self) -> None:
        """Write a comment on the clause."""
        from policyreview.tui.widgets.prompt import Prompt

        index = self._clause_here()
        if index is None or self.query(Prompt):
            return
        if not self.outline.has_focus and self._is_folded(index):
            self.say("Nothing can be said on clauses that are folded; enter unfolds them.")
            return
        heading = self._headings[index]
        self._remark_for = heading
        self._remark_in = self._shown_language
        self._say_status()  # which clause it is, for as long as it is written
        prompt = Prompt("what you have to say", self._remark_on(heading))
        await self.mount(prompt)
        prompt.focus()

    def _take_remark(self, heading: Heading, text: str) -> None:
        language = self._remark_in  # another one may be on the screen by now
        if not text.strip() and not self._remarks.on(self._policy.id, language, heading.name):
            self.say("No comment was written.")
            return
        remark = Remark(language, heading.name, text)
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
