"""The Review's two lines of words: what the comparison says as a whole, what stands at the row."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from policyreview.terminal import safe
from policyreview.tui.look import Role
from policyreview.tui.widgets.drawing import Drawn, broken, look_of, take_lines
from policyreview.tui.work.unseen import sentences
from policyreview.tui.work.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from policyreview.tui.look import Piece
    from policyreview.tui.work.alignment import Aligned
    from policyreview.tui.work.comparison import Comparison
    from policyreview.tui.work.findings import Noticed


class Words(Drawn):
    """One line of words, or as many as they need up to a number."""

    DEFAULT_CSS = "Words { height: 1; width: 1fr; }"

    def __init__(self, most: int, *, id: str) -> None:  # noqa: A002  (Textual's name)
        """Show nothing yet.

        Args:
            most: Lines that the words may take.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._most = most
        self._pieces: tuple[Piece, ...] = ()

    def say(self, *pieces: Piece) -> None:
        """Show other words, safe already."""
        if pieces != self._pieces:
            self._pieces = pieces
            self._fit()

    def _lines(self) -> list[list[Piece]]:
        return broken(self._pieces, self.size.width - 3, self._most)

    def _fit(self) -> None:
        lines = len(self._lines()) if self.size.width else 1
        take_lines(self, lines)

    def on_resize(self) -> None:
        """Break the words for the new width."""
        self._fit()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines = self._lines()
        pieces = lines[y] if y < len(lines) else []
        return look_of(self).strip((("  ", Role.TEXT), *pieces), self.size.width)


def summary(
    comparison: Comparison,
    mode: int,
    aligned: Aligned | None,
    noticed: Sequence[Noticed] | None,
    told: tuple[str, str],
) -> tuple[Piece, ...]:
    """What is shown, in one sentence.

    Args:
        comparison: What is looked at.
        mode: 1 to 5.
        aligned: The two languages paired.
        noticed: What the checks found, None while they run.
        told: Which language prevails, and where the two revisions parted, each as a sentence or
            ``""``.
    """
    binding, parted = told
    parts: list[Piece] = []
    new, other = comparison.new, comparison.other_new
    if mode == 4 and aligned is not None:
        parts.append((f"{_beads(aligned)} {binding}".strip(), Role.TEXT))
    elif mode == 5 and other is not None and comparison.redline and comparison.other_redline:
        own = comparison.redline.summary.sentence()
        beside = comparison.other_redline.summary.sentence()
        parts.append((f"{safe(new.language)}: {own}  ", Role.TEXT))
        parts.append((f"{safe(other.language)}: {beside}", Role.TEXT))
    elif comparison.redline is not None:
        said = comparison.redline.summary.sentence()
        hidden = sentences(comparison.redline, comparison.of_files)
        parts.append((" ".join((said, *map(safe, hidden), parted)).rstrip(), Role.TEXT))
        partner = comparison.other_redline
        if not comparison.differs and other is not None and partner and partner.old != partner.new:
            # What stands above both languages of a file is told with the first of them.
            parts.append((f"  {safe(other.language)}: {partner.summary.sentence()}", Role.TEXT))
    if noticed is None:
        return (*parts, ("  checking …", Role.DIM))
    if comparison.unchecked:
        parts.append(("  too long to be checked here: 'policyreview check' does", Role.DIM))
    if noticed:
        graves = Counter(each.finding.level for each in noticed)
        levels = ", ".join(
            counted(graves[level], level)
            for level in ("error", "warning", "notice")
            if graves[level]
        )
        if parts:  # a narrow screen cuts the end of the line: the number goes first
            return ((f"! {counted(len(noticed), 'finding')}  ", Role.WARN), *parts)
        parts.append((f"! {levels}", Role.WARN))
    elif not parts:
        parts.append(("The checks found nothing.", Role.DIM))
    return tuple(parts)


_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2}")
_LOOKED_AT = 4_000
"""Characters of a text by which its direction is told."""


def direction(comparison: Comparison, mode: int) -> tuple[Piece, ...]:
    """That a language on the screen is written from right to left, and how it is shown."""
    shown = [comparison.new, comparison.other_new if mode in {4, 5} else None]
    tags = [
        "this text" if text.language == "und" else safe(text.language)
        for text in shown
        if text is not None and _FROM_THE_RIGHT.search(text.text[:_LOOKED_AT])
    ]
    if not tags:
        return ()
    verb = "is" if len(tags) == 1 else "are"
    words = f"{' and '.join(tags)} {verb} written from right to left and shown in logical order."
    return ((f"  {words[0].upper() + words[1:] if tags[0] == 'this text' else words}", Role.DIM),)


def _beads(aligned: Aligned) -> str:
    """How sure the pairing is: ``3 of 40 beads doubtful, 1 without a counterpart, 2 pinned.``."""
    beads = [bead for at, bead in enumerate(aligned.beads) if at not in aligned.shared]
    doubtful = sum(bead.doubtful and bead.paired for bead in beads)
    parts = [f"{doubtful} of {counted(len(beads), 'bead')} doubtful"]
    for number, words in (
        (sum(not bead.paired for bead in beads), "without a counterpart"),
        (sum(bead.moved for bead in beads), "moved"),
        (sum(bead.pinned for bead in beads), "pinned"),
        (aligned.lost, "lost pin" if aligned.lost == 1 else "lost pins"),
    ):
        if number:
            parts.append(f"{number} {words}")
    return ", ".join(parts) + "."


def prevails(prevailing: str | None) -> str:
    """Which language binds, as a sentence."""
    if prevailing is None or not prevailing:
        return "No text says which language prevails."
    if prevailing == "equal":
        return "All languages bind alike."
    if prevailing == "contradictory":
        return "The texts contradict each other on which language prevails."
    return f"Prevailing language: {safe(prevailing)}."
