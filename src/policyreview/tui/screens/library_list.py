"""What the Library shows of what was read: the rows in their order, and the preview."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual import on

from policyreview import terminal
from policyreview.terminal import safe
from policyreview.tui.look import Role
from policyreview.tui.screens import library_table as table
from policyreview.tui.screens.library_reading import Reading
from policyreview.tui.widgets.lines import Lines
from policyreview.tui.work import questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.tui.look import Piece

_NO_POLICY = (
    "Policies are .md, .txt, .html or .rst files below policies/, or files elsewhere that read "
    "like one. Commit one and press R to read again, or try the program on a ready library: "
    "policyreview demo"
)
_LOWEST = 16
"""Lines of the screen from which there is room for a preview below the table."""


class Listing(Reading):
    """The part of the Library that draws the table and the preview."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[table.Entry] = []
        self._shared: frozenset[str] = frozenset()
        self._preview: list[tuple[Piece, ...]] = []

    # -- what is shown --------------------------------------------------------------------

    @property
    def _current(self) -> table.Entry | None:
        lines = self.policies
        return self._shown[lines.cursor] if lines.cursor < len(self._shown) else None

    def _arrange(self) -> None:
        """Filter and sort, the cursor staying on its policy."""
        before = self._current
        kept = [e for e in self._entries.values() if table.matches(e, self._filter)]
        kept.sort(key=self._sort.key)
        titles = Counter(entry.policy.title for entry in self._entries.values())
        self._shared = frozenset(title for title, count in titles.items() if count > 1)
        self._shown = kept
        cursor = 0
        if before is not None:
            ids = [entry.policy.id for entry in kept]
            cursor = ids.index(before.policy.id) if before.policy.id in ids else 0
        if not self._facts_in and self.policies.cursor == 0:
            cursor = 0
        self._fill_empty()
        self.policies.set_count(len(kept), cursor=cursor)
        self._show_preview()

    def _fill_empty(self) -> None:
        if self._filter and self._entries:
            words = (
                f"No policy has '{safe(self._filter)}' in its title, id, files, status or "
                "languages."
            )
            self.policies.set_empty(
                (),
                *self.broken(words, Role.TEXT),
                (("   esc shows all of them again.", Role.DIM),),
            )
            return
        self.policies.set_empty(
            (),
            (("   No policy was found in this repository.", Role.STRONG),),
            (),
            *self.broken(_NO_POLICY, Role.TEXT),
        )

    def _draw_head(self, width: int) -> Sequence[Piece]:
        return table.head(width, self._sort)

    def _draw_policy(self, index: int, width: int) -> Sequence[Piece]:
        entry = self._shown[index]
        alone = entry.policy.title not in self._shared
        return table.line(entry, width, self.home.today, known=self._facts_in, alone=alone)

    def _draw_rule(self, width: int) -> Sequence[Piece]:
        return (("─" * width, Role.RULE),)

    def _draw_preview(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return self._preview[index]

    # -- preview --------------------------------------------------------------------------

    @on(Lines.Moved, "#policies")
    def _moved(self) -> None:
        self._show_preview()

    @on(Lines.Chosen, "#policies")
    def _chosen(self) -> None:
        self.call_later(self.action_command, "library.open")

    def on_resize(self) -> None:
        """Break the preview for the new width; on a low screen the table has all the room."""
        preview = self.query_one("#preview", Lines)
        preview.display = self.size.height >= _LOWEST
        if not preview.display and preview.has_focus:
            self.policies.focus()
        if self._entries:
            self._show_preview()

    def _show_preview(self) -> None:
        entry = self._current
        self._preview = []
        if entry is not None:
            width = max(20, min(self.size.width - 4, 100))
            self._preview = table.about(entry, width, self._me)
            text = self._texts.get(entry.policy.id)
            if text is None and self._rows_in:
                self.background(self._fetch_text(entry), "preview")
            elif text is not None:
                self._preview.append(())
                for start, end in terminal.wrap(text, width)[:60]:
                    self._preview.append(((f"  {safe(text[start:end])}", Role.DIM),))
        preview = self.query_one("#preview", Lines)
        preview.go_top()
        preview.set_count(len(self._preview))

    async def _fetch_text(self, entry: table.Entry) -> None:
        library = self._library
        if library is None or not entry.policy.texts:
            return
        policy = entry.policy
        text = await self.home.desk.ask(lambda: questions.beginning(library, policy))
        self._texts[policy.id] = text
        if self._current is not None and self._current.policy.id == policy.id:
            self._show_preview()
