"""Searching in the Review's text, and taking what is typed in its prompt."""

from __future__ import annotations

import asyncio
from array import array
from typing import TYPE_CHECKING

from policyreview.tui.screens.review_marks import Marking
from policyreview.tui.screens.review_state import Found
from policyreview.tui.sources import Folded

if TYPE_CHECKING:
    from policyreview.tui.columns import Source
    from policyreview.tui.widgets.prompt import Prompt


def _rows_with(source: Source, query: str) -> array[int]:
    """The rows that have the words, whether large or small letters."""
    rows = range(len(source)) if query else ()
    return array("i", (row for row in rows if holds(source.search_text(row), query)))


def holds(text: str, query: str) -> bool:
    """Whether words stand in a text, large or small letters, wherever its lines end."""
    text, query = text.casefold(), query.casefold()
    if query in text or "\n" not in text:
        return query in text
    from policyreview.redline.paragraphs import squeezed

    return squeezed(query) in squeezed(text)


class Searching(Marking):
    """The part of the Review that finds words."""

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
        self.home.let_keys(self)
        heading, self._remark_for = self._remark_for, None
        if heading is not None:
            self._say_status()
            if event.text is not None:
                self._take_remark(heading, event.text)
            return
        if event.text is not None:
            self.background(self._search(event.text), "search")

    async def _search(self, query: str, *, go: bool = True) -> None:
        """Find words, and go to the first of them from here on."""
        source = self._source
        if source is None:
            self._found = Found(query, (), waits=True)
            return
        self._found = Found(query, (), waits=go)  # for who shows another text meanwhile
        rows = await asyncio.to_thread(_rows_with, source, query)
        if source is not self._source:
            return  # another one is shown meanwhile, and is searched by itself
        more = bool(query and go and not rows) and self._comparison is None
        self._found = Found(query, rows, waits=more)
        self.text.set_query(query)
        self.text.refresh()
        if not query or not go:
            self._say_status()
        elif more:
            self.say(f"'{query}' is not in what has been read; the rest is searched when it is.")
        elif not rows:
            self.say(f"'{query}' is not in this text.")
        else:
            here = self.text.here
            self._go_found(next((row for row in rows if row >= here), rows[0]), 1)

    def _search_again(self) -> None:
        """Find in what is shown now what was searched for before."""
        query, waited = self._found.query, self._found.waits
        self._found = Found(query, (), waits=waited)
        if query:
            self.background(self._search(query, go=waited), "search")

    def _go_match(self, step: int) -> None:
        rows = self._found.rows
        row = self._next_of(rows, step)
        if row is None:
            row = rows[0] if step > 0 else rows[-1]
            self.say("The search went on from the other end.")
        self._go_found(row, step)

    def _go_found(self, row: int, step: int) -> None:
        """To a row with the words; where they are folded away there, that stretch is unfolded."""
        query, source = self._found.query, self._source
        stretch = source.folded_at(row) if isinstance(source, Folded) else None
        if stretch is None or not isinstance(source, Folded):
            self.text.jump(row)
            return
        rows = stretch if step > 0 else reversed(stretch)
        found = next((each for each in rows if holds(source.text_within(each), query)), stretch[0])
        self._unfold(stretch, source.place_within(found))

    def do_search_next(self) -> None:
        """To the next match."""
        self._go_match(1)

    def do_search_previous(self) -> None:
        """To the previous match."""
        self._go_match(-1)

    def do_app_back(self) -> None:
        """Leave the search first, then the screen."""
        if self._found.query:
            self._found = Found("", ())
            self.text.set_query("")
            self.text.refresh()
            self._say_status()
            return
        self.dismiss()
