"""The History: the commits that changed a policy, from which any two are taken to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from policyreview.terminal import safe
from policyreview.tui.commands import Place
from policyreview.tui.look import Role
from policyreview.tui.screens.room import Room, bindings
from policyreview.tui.widgets.lines import Lines, column
from policyreview.tui.work.comparison import Pair
from policyreview.tui.work.words import counted, day_of, languages, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from policyreview.library import Revision
    from policyreview.standing import Standing
    from policyreview.tui.look import Piece


class HistoryScreen(Room[Pair | None]):
    """Revisions, newest first; dismissed with the two that were taken."""

    PLACE: ClassVar[Place] = Place.HISTORY
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.HISTORY)

    def __init__(
        self,
        title: str,
        revisions: tuple[Revision, ...],
        pair: Pair,
        standing: Standing | None,
    ) -> None:
        super().__init__()
        self._policy_title = title
        self._revisions = revisions
        self._old = pair.old
        commits = {revision.commit for revision in revisions}
        # What the library has now, made by a commit that need not be the newest of all branches.
        self._newest = next((each.commit for each in revisions if each.taken), revisions[0].commit)
        self._new = pair.new if pair.new in commits else self._newest
        self._tip = pair.new
        self._approved = standing.approved_commit if standing else None

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield Lines(self._draw, id="revisions", head=self._draw_head)

    @property
    def _list(self) -> Lines:
        return self.query_one("#revisions", Lines)

    def on_mount(self) -> None:
        """Fill the list; the cursor begins on the older revision."""
        commits = [revision.commit for revision in self._revisions]
        count = counted(len(commits), "revision")
        if self._old is not None and self._old not in commits:  # an approval that changed no text
            count += f", compared with {short(self._old)}"
        self.program_title(
            (f"  {safe(self._policy_title)}", Role.BAR), (f"  {count}", Role.BAR_DIM)
        )
        cursor = commits.index(self._old) if self._old in commits else 0
        self._list.set_count(len(commits), cursor=cursor)
        self._list.focus()

    def _draw_head(self, width: int) -> Sequence[Piece]:  # noqa: ARG002
        return (
            ("          Date        Commit      Author              Languages  Message", Role.DIM),
        )

    def _draw(self, index: int, width: int) -> Sequence[Piece]:
        revision = self._revisions[index]
        if revision.commit == self._new:
            mark: Piece = (" newer    ", Role.SIGN_INSERTED)
        elif revision.commit == self._old:
            mark = (" older    ", Role.SIGN_DELETED)
        else:
            mark = (" " * 10, Role.TEXT)
        subject = safe(revision.subject)
        approved = revision.commit == self._approved
        note: Piece = ("  approved", Role.GOOD) if approved else ("", Role.TEXT)
        if not revision.taken:
            note = ("  not taken", Role.DIM)
        return (
            mark,
            (f"{day_of(revision.time, revision.offset)}  ", Role.TEXT),
            (f"{short(revision.commit)}  ", Role.DIM),
            column(safe(revision.author), 18, Role.TEXT),
            ("  ", Role.TEXT),
            column(languages(revision.languages), 9, Role.DIM),
            note,
            column(f"  {subject}", max(1, width - 63 - len(note[0])), Role.TEXT),
        )

    @property
    def _here(self) -> str:
        return self._revisions[self._list.cursor].commit

    def do_history_base(self) -> None:
        """Take the older one."""
        self._old = self._here
        if self._old == self._new:
            self._new = self._newest
        self._list.refresh()

    def do_history_tip(self) -> None:
        """Take the newer one."""
        self._new = self._here
        self._list.refresh()

    def do_history_compare(self) -> None:
        """Compare the two; in the order of history, whatever was called older."""
        commits = [revision.commit for revision in self._revisions]
        old, new = self._old, self._new
        if old is None or old == new:
            here = commits.index(new)
            old = commits[here + 1] if here + 1 < len(commits) else None
        elif commits.index(new) > (commits.index(old) if old in commits else len(commits)):
            old, new = new, old
        if new == self._newest and self._tip not in commits:
            new = self._tip
        self.dismiss(Pair(old, new))

    @on(Lines.Chosen, "#revisions")
    def _chosen(self) -> None:
        self.do_history_compare()

    def do_app_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def do_app_close(self) -> None:
        """Change nothing."""
        self.dismiss(None)
