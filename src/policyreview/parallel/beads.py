"""What is aligned and what an alignment is: units of text, and the beads that pair them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One block of a text as the aligner sees it.

    Attributes:
        kind: ``h1`` to ``h6``, ``p``, ``li`` or ``tr``.
        text: The block's own text, hard-wrapped lines joined; markup may stand in it.
        line: The first line of the block in its text, 1-based; 0 where there is no text behind it.
        start: Where the block begins in its text, in code points.
        end: Where the block ends in its text, in code points, exclusive.
    """

    kind: str
    text: str
    line: int = 0
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Bead:
    """Blocks of one language beside the blocks of the other that say the same.

    Attributes:
        source: Indexes of the source's units, rising; empty where the source has no counterpart.
        target: Indexes of the target's units, rising; empty where the target has none.
        doubtful: A person should look: another pairing was nearly as good, or the two sides share
            less than is usual in these texts.
        margin: How much dearer the best other pairing is, per bead; 0 is a toss-up, larger is
            surer. Pinned beads have ``math.inf``.
        moved: The two sides stand at different places of their texts.
        pinned: A reviewer said so.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    doubtful: bool = False
    margin: float = 0.0
    moved: bool = False
    pinned: bool = False

    @property
    def paired(self) -> bool:
        """Whether both languages have a part in it."""
        return bool(self.source and self.target)
