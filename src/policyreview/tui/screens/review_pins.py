"""Settling the pairing of two languages from the Review: pin, join, split, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.tui.screens.review_state import Reviewing

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.parallel import Bead
    from policyreview.parallel.pins import Action
    from policyreview.tui.work.pinning import Pinning


_UNDO = "u takes it back."


class Settling(Reviewing):
    """The part of the Review that pins beads."""

    def _why_not_pin(self, name: str) -> str:
        """Why a bead can't be settled just now."""
        if self._mode != 4 or self._aligned is None:
            if name == "pin.undo":
                return "u takes back what is pinned in mode 4; space takes a clause's tick away."
            return "Beads are pinned in mode 4, with two languages side by side."
        if name == "pin.undo":
            undo = self._pinning is not None and self._pinning.can_undo
            return "" if undo else "Nothing was pinned, joined or split since this was opened."
        here = self.text.here
        if here in self._aligned.shared:
            return "This stands above or below both languages and is in no bead."
        if name == "pin.split" and not self._aligned.beads[here].paired:
            return "There is nothing to split: this block has no counterpart."
        if name == "pin.join" and self._next_bead(here) is None:
            return "There is no bead after this one to join it with."
        return ""

    def _next_bead(self, row: int) -> Bead | None:
        aligned = self._aligned
        if aligned is None or row + 1 >= len(aligned.beads) or row + 1 in aligned.shared:
            return None
        return aligned.beads[row + 1]

    def _settle_pins(self, work: Callable[[Pinning], str], undone: str = _UNDO) -> None:
        async def settle() -> None:
            from policyreview.tui.work.pinning import Pinning

            library, policy = self._library, self._policy
            here = self.text.here
            try:
                if self._pinning is None:
                    self._pinning = await self.home.desk.ask(lambda: Pinning(library, policy))
                pinning = self._pinning
                said = await self.home.desk.ask(lambda: work(pinning))
            except PolicyReviewError as error:
                self.say_error(error)
                return
            self._aligned = None
            await self._show(None, here)
            undo = f" {undone}" if pinning.can_undo else ""
            self.say(f"{said} Written to {pinning.path}; nothing is committed.{undo}")

        self.background(settle(), "pins")

    def _settle_bead(self, action: Action, bead: Bead, said: str) -> None:
        aligned = self._aligned
        if aligned is None:
            return
        units = (aligned.source[: aligned.own[0]], aligned.target[: aligned.own[1]])
        tags = (self._shown_language, self._shown_other)

        def work(pinning: Pinning) -> str:
            if action == "pin" and bead.pinned:
                pinning.loosen(bead, units, tags)
                return "The bead is free again."
            pinning.add(action, bead, units, tags)
            return said

        self._settle_pins(work)

    def do_pin_toggle(self) -> None:
        """Hold the bead as it is, or let it go."""
        if self._aligned is not None:
            self._settle_bead("pin", self._aligned.beads[self.text.here], "The bead is pinned.")

    def do_pin_join(self) -> None:
        """Make one bead of this one and the next."""
        after = self._next_bead(self.text.here)
        if self._aligned is not None and after is not None:
            from policyreview.parallel import Bead

            bead = self._aligned.beads[self.text.here]
            both = Bead(
                tuple(sorted({*bead.source, *after.source})),
                tuple(sorted({*bead.target, *after.target})),
            )
            self._settle_bead("join", both, "The two beads are one.")

    def do_pin_split(self) -> None:
        """Take the two sides of the bead apart."""
        if self._aligned is not None:
            bead = self._aligned.beads[self.text.here]
            self._settle_bead("split", bead, "The two sides stand apart.")

    def do_pin_undo(self) -> None:
        """Take the last pin, join or split back."""

        def work(pinning: Pinning) -> str:
            pinning.undo()
            return "The last change to the pins is taken back."

        self._settle_pins(work, "u takes back the one before.")
