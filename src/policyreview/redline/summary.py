"""A redline in one sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.redline.telling import following, telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.redline.model import Redline, RedlineBlock, Text

_CONTENTS = re.compile(
    r"\s*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+\[[^\]\n]*\]\(#[^)\s]*\)[ \t\r]*(?:\n\s*|\Z))+"
)


@dataclass(frozen=True, slots=True)
class Summary:
    """How much a redline says happened; each clause is counted once, as what weighs most.

    Attributes:
        changed: Clauses with words changed, in their place.
        added: Clauses that are new.
        removed: Clauses that are gone.
        moved: Clauses that stand elsewhere.
        reworded: How many of the moved ones had words changed on the way, or white space that
            says something.
        renumbered: Clauses with another number and no other change.
        unit: What was counted: clauses, or paragraphs in a text that has no clauses.
        outside: Changed paragraphs that stand in no clause.
        contents: How many of these are rows of the table of contents.
        spaced: Whether anything at all is different, if only white space.
        ruled: Whether all that is different is white space and the length of drawn lines, such as
            that below a heading.
        coarse: Whether a part was too large to compare word by word.
        marked: Whether list marks, such as a star or a dash, became other ones.
        relabelled: Whether numbers of paragraphs are written differently.
    """

    changed: int
    added: int
    removed: int
    moved: int
    reworded: int
    renumbered: int
    unit: Literal["clause", "paragraph"]
    outside: int
    contents: int
    spaced: bool
    ruled: bool
    coarse: bool
    marked: bool
    relabelled: bool

    def sentence(self) -> str:
        """Say it: ``4 clauses changed, 1 added, 2 moved (1 with changes), 6 renumbered.``."""
        counts = [
            (self.changed, "changed"),
            (self.added, "added"),
            (self.removed, "removed"),
            (self.moved, "moved"),
            (self.renumbered, "renumbered"),
        ]
        said: list[str] = []
        for number, word in counts:
            if number:
                unit = "" if said else f" {self.unit}{'s' if number > 1 else ''}"
                said.append(f"{number:,}{unit} {word}")
                if word == "moved" and self.reworded:
                    said[-1] += f" ({self.reworded:,} with changes)"
        others = self.outside - self.contents
        if others:
            plural = "s" if others > 1 else ""
            if said:
                said.append(f"{others:,} other paragraph{plural} changed")
            else:
                said.append(f"{others:,} paragraph{plural} changed outside the clauses")
        if self.contents:
            said.append(f"{'t' if said else 'T'}he table of contents changed")
        if not said:
            if self.relabelled:
                return "Only how numbers are written changed."
            if self.marked:
                return "Only list marks changed."
            if self.ruled:
                return "Only the length of drawn lines changed."
            return "Only white space changed." if self.spaced else "No change."
        end = " Parts were too large to compare word by word." if self.coarse else ""
        return ", ".join(said) + "." + end


def summarise(redline: Redline) -> Summary:
    """Count what a redline says."""
    spaced = redline.old != redline.new
    relabelled = [block for block in redline.blocks if block.change == "renumbered"]
    numbered = sum(map(_numbered, relabelled))
    marked = numbered < len(relabelled)
    clauses = redline.clauses
    if not clauses:
        seen = Counter(block.change for block in redline.blocks)
        reworded = sum(b.change == "moved" and _reworded(redline, b) for b in redline.blocks)
        return Summary(
            seen["changed"], seen["inserted"], seen["deleted"], seen["moved"], reworded, numbered,
            "paragraph", 0, 0, spaced, _ruled(redline), redline.coarse, marked, numbered > 0,
        )  # fmt: skip
    fates = Counter(c.change for c in clauses)
    reworded = sum(c.moved and c.changed for c in clauses)
    outside = _outside(redline)
    if not outside and set(fates) <= {"kept"}:
        outside = [each for each in redline.blocks if each.change not in {"kept", "renumbered"}]
    contents = sum(_is_contents(redline, block) for block in outside)
    return Summary(
        fates["changed"], fates["added"], fates["removed"], fates["moved"], reworded,
        fates["renumbered"], "clause", len(outside), contents, spaced, _ruled(redline),
        redline.coarse, marked, numbered > 0,
    )  # fmt: skip


def _reworded(redline: Redline, block: RedlineBlock) -> bool:
    """Whether words of a moved block changed on the way, or white space that says something."""
    behind = following((redline.old, redline.new), block.old, block.new)
    return block.reworded or True in telling(block.tokens, behind, changed=False)


def _numbered(block: RedlineBlock) -> bool:
    """Whether a number is another one, and not only a list mark."""
    return any(kind != "=" and any(map(str.isalnum, text)) for kind, text in block.tokens)


def _ruled(redline: Redline) -> bool:
    """Whether nothing is different but white space and drawn lines, and these are."""
    if any(block.change != "kept" for block in redline.blocks):
        return False
    return any(block.reworded for block in redline.blocks)


def _outside(redline: Redline) -> list[RedlineBlock]:
    """Changed blocks before the first clause of both texts."""
    first_old = _first(redline.old, (c.old.start for c in redline.clauses if c.old))
    first_new = _first(redline.new, (c.new.start for c in redline.clauses if c.new))
    return [
        block
        for block in redline.blocks
        if block.change not in {"kept", "renumbered"}
        and (block.old is None or block.old[0] < first_old)
        and (block.new is None or block.new[0] < first_new)
    ]


def _is_contents(redline: Redline, block: RedlineBlock) -> bool:
    """Whether a block is rows of a table of contents: items that lead to places of the text."""
    sides = ((redline.old, block.old), (redline.new, block.new))
    return all(_CONTENTS.fullmatch(text[slice(*span)]) for text, span in sides if span)


def _first(text: Text, starts: Iterable[int]) -> int:
    """Where the first clause begins; the beginning, if nothing that can be seen stands above it."""
    first = min(starts, default=len(text))
    return first if text[:first].strip("\ufeff \t\r\n") else 0
