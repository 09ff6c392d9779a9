"""How the Review shows a text: the mode, wrapping, folding, outline, languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyreview.terminal import safe
from policyreview.tui.screens.review_state import WIDE, Reviewing
from policyreview.tui.work.comparison import MODES

if TYPE_CHECKING:
    from policyreview.tui.widgets.status import ModeBar


_FEW = 2
"""Languages of which it need not be said which one comes next."""


class Looking(Reviewing):
    """The part of the Review that chooses a way of looking."""

    # -- modes ----------------------------------------------------------------------------

    def _take_mode(self, mode: int) -> None:
        shown = self._source is not None and len(self._source) > 0
        place = self._source.place(self.text.here) if self._source and shown else None
        at_top = self.text.here == 0
        if mode != self._mode and 5 in {mode, self._mode}:
            self._opened.clear()  # its rows are others
        self._mode = self._wanted = mode
        self._show_soon(None if at_top else place)

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

    # -- lines and rows -------------------------------------------------------------------

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
        self._folded, self._whole = not (self._folded or self._whole), False
        self._fold_anew()

    def do_review_whole(self) -> None:
        """Show the clauses with a change whole and no others, or the text as before."""
        self._whole = not self._whole
        self._fold_anew()
        if not self._whole:
            self.say("Only what is near a change is shown." if self._folded else "All is shown.")
        elif self._comparison is not None and not self._comparison.has_clauses:
            self.say("This text has no clauses: paragraphs without a change are folded.")
        else:
            self.say("Clauses with a change are shown whole, the others are folded.")

    def _fold_anew(self) -> None:
        self._opened.clear()
        self._show_anew()

    def do_review_spaces(self) -> None:
        """Show all changes of white space, or only those that say something."""
        self._manner = replace(self._manner, spaces=not self._manner.spaces)
        self._show_anew()
        self.say(
            "Changes of white space are shown by signs."
            if self._manner.spaces
            else "White space that says nothing is left aside."
        )

    def do_review_apart(self) -> None:
        """Show changed paragraphs as the old one and the new one, or word by word."""
        self._manner = replace(self._manner, apart=not self._manner.apart)
        self._show_anew()
        how = "as the old one and the new one" if self._manner.apart else "word by word"
        self.say(f"Changed paragraphs are shown {how}.")

    def _show_soon(self, place: int | None) -> None:
        """Show the comparison another way; the keys that follow are about that."""
        self.home.hold_keys(self)
        self.background(self._show(place), "show")

    def _show_anew(self) -> None:
        place = self._source.place(self.text.here) if self._source is not None else None
        self._show_soon(place)

    # -- outline --------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Show the outline where there is room."""
        self._fit_outline()

    def _fit_outline(self) -> None:
        wanted = self._outline_wanted
        shown = wanted if wanted is not None else self.size.width >= WIDE
        self.outline.set_class(not shown, "hidden")
        self.query_one("#edge").set_class(not shown, "hidden")

    def do_review_outline(self) -> None:
        """Show or hide the outline."""
        self._outline_wanted = self.outline.has_class("hidden")
        self._fit_outline()
        if not self._outline_wanted:
            self.text.focus()

    # -- languages ------------------------------------------------------------------------

    def do_review_language(self) -> None:
        """Show the next language; the one before stands beside it."""
        languages = self._policy.languages
        index = languages.index(self._language)
        self._show_language(languages[(index + 1) % len(languages)])

    def _show_language(self, tag: str) -> None:
        languages = self._policy.languages
        if tag != self._language:
            self._other, self._language = self._language, tag
            self.home.hold_keys(self)
            self.background(self._load(), "review")
        if len(languages) > _FEW:
            place = f"language {languages.index(tag) + 1} of {len(languages)}"
            self.say(f"{tag}: {place}; i lists them.")

    def do_review_languages(self) -> None:
        """Choose the language that is shown."""
        from policyreview.signoff.words import language_name
        from policyreview.tui.screens.choosing import Finder, Option

        def chosen(tag: str | None) -> None:
            if tag is not None:
                self._show_language(tag)

        tags = self._policy.languages
        options = []
        for tag in tags:
            name = language_name(tag)
            called = safe(tag if name in {tag, "only"} else f"{tag}  {name}")
            notes = {self._language: "shown", self._other: "beside it"}
            options.append(Option(tag, called, notes.get(tag, "")))
        finder = Finder("Find a language", "There is no such language.", options,
                        tags.index(self._language))  # fmt: skip
        self.app.push_screen(finder, chosen)

    def do_review_other(self) -> None:
        """Put the next language beside the one that is shown."""
        others = [tag for tag in self._policy.languages if tag != self._language]
        index = others.index(self._other) if self._other in others else -1
        self._other = others[(index + 1) % len(others)]
        self.home.hold_keys(self)
        self.background(self._load(), "review")
        if len(others) >= _FEW:
            self.say(f"Beside it: {self._other}.")
