"""Why a command of the Review can't act just now."""

from __future__ import annotations

from policyreview.terminal import safe
from policyreview.tui.screens.review_pins import Settling
from policyreview.tui.work.comparison import MODES

STILL_READING = "The text is still being read."
_ROUGHLY = {
    "change.next", "change.previous", "search.next", "search.previous", "review.wrap",
    "review.outline", "review.history",
}  # fmt: skip
"""What can be done with two texts that have only been laid beside each other line by line."""


class Refusing(Settling):
    """The part of the Review that says what has to be there first."""

    def why_not(self, name: str) -> str:
        """What has to be there first."""
        modes = [mode.command for mode in MODES]
        if name.startswith(("app.", "move.")) and name != "move.pane":
            return ""
        if name in {"signoff.open", "verify.open"}:  # they ask for themselves, after the reading
            return ""
        if name == "review.search":  # it looks as soon as there is a text
            return ""
        if name in modes and self._comparison is None:
            return ""
        if self._source is None or (self._comparison is None and name not in _ROUGHLY):
            return STILL_READING
        if name in modes and self._comparison is not None:
            return self._why_not_mode(modes.index(name) + 1)
        if name.startswith("change.") and not self._source.changes:
            return {
                1: "One text alone has no changes; 2 and 3 compare it with an older one.",
                4: "Every paragraph has its partner, and no pairing is in doubt.",
            }.get(self._mode, "There is no change between these two.")
        if name.startswith("pin."):
            return self._why_not_pin(name)
        if name.startswith("finding."):
            if self._noticed is None:
                return "The checks are still at work."
            return "" if self._noticed_rows else "The checks found nothing to show here."
        if name in {"review.spaces", "review.apart"} and self._mode not in {2, 3}:
            return "Only a comparison of two revisions can show that: 2 or 3."
        if name == "review.other" and len(self._policy.languages) < 3:
            return "This policy has no third language to put beside it."
        if name.startswith("clause.") or name in {"review.viewed", "review.comment"}:
            return "" if self._headings else "This text has no clauses."
        if name.startswith("search.") and not self._found.query:
            return "Nothing is searched for yet; / begins."
        if name.startswith("search.") and not self._found.rows:
            return f"'{self._found.query}' is not in this text."
        if name in {"review.language", "review.languages"} and len(self._policy.languages) < 2:
            return "This policy has one language only."
        if name in {"review.fold", "review.whole"} and self._mode in {1, 4}:
            return "Only a comparison of two revisions can be folded: 2, 3 or 5."
        if name == "move.pane" and self.outline.has_class("hidden"):
            return "The outline is hidden; o shows it."
        if name == "review.history" and not self._revisions:
            return "No commit has changed this policy yet."
        return ""

    def _why_not_mode(self, mode: int) -> str:
        comparison = self._comparison
        if comparison is None:
            return STILL_READING
        if mode in {2, 3, 5} and comparison.redline is None:
            return "There is no older revision to compare with."
        if mode in {4, 5} and not self._other:
            return "This policy has one language only."
        if mode in {4, 5} and not comparison.whole:
            return "The other language is still being read."
        if mode in {4, 5} and not comparison.has_other:
            return f"There is no text in {safe(self._other)} at this revision."
        return ""
