"""Two revisions of which neither follows from the other: who changed what since they parted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.tui.work import texts
from policyreview.tui.work.words import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.library import Library, Policy
    from policyreview.redline.threeway import Agreement, ThreeWay
    from policyreview.tui.columns import Source
    from policyreview.tui.work.comparison import Comparison

_WORDS: dict[Agreement, str] = {
    "ours": "only the older revision changed this",
    "theirs": "only the newer revision changed this",
    "alike": "both changed this alike",
    "both": "both changed this, at different words",
    "conflict": "both changed this, differently",
}


@dataclass(frozen=True, slots=True)
class Parted:
    """Two revisions and the last commit that they have in common.

    Attributes:
        base: That commit.
        found: The older revision's changes (``ours``) beside the newer's (``theirs``).
    """

    base: str
    found: ThreeWay

    def sentence(self) -> str:
        """Say it as a whole."""
        said = self.found.sentence("the older", "the newer")
        return f"They parted at {short(self.base)}: {said}"

    def by_row(self, source: Source) -> dict[int, str]:
        """What is said at each row of a redline of the two."""
        rows: dict[int, str] = {}
        for passage in self.found.passages:
            words = _WORDS.get(passage.change)
            if words is not None:
                row = source.row_at(passage.theirs.span[0])
                rows[row] = f"Since {short(self.base)}, {words}."
        return rows


def parted(
    library: Library, policy: Policy, comparison: Comparison, paths: Sequence[tuple[str, ...]] = ()
) -> Parted | None:
    """Where two revisions parted; None where one follows from the other, or it can't be told.

    Args:
        library: The library.
        policy: The policy.
        comparison: Of the two revisions.
        paths: Lists of what the policy's files were called.
    """
    old, new = comparison.old, comparison.new
    if old is None or not comparison.differs:
        return None
    names = tuple(dict.fromkeys(name for each in paths for name in each))
    try:
        base = library.repository.merge_base(old.commit, new.commit)
        if base is None or base in {old.commit, new.commit}:
            return None
        there = texts.text_at(library, policy, new.language, base, names)
    except PolicyReviewError:  # a shallow clone; the comparison itself stands without it
        return None
    from policyreview.redline.threeway import three_way

    return Parted(base, three_way(str(there.text), str(old.text), str(new.text)))
