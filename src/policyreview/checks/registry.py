"""The one list of rules: each with its id, its level and a sentence for the documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policyreview.checks.beads import BeadText
    from policyreview.checks.finding import Level
    from policyreview.documents.values import Block, Document

Scope = Literal["text", "pair"]


@dataclass(frozen=True, slots=True)
class Hit:
    """What one rule found at one place, before it is made a finding.

    Attributes:
        start: Where it begins, in code points of the document's text.
        end: Where it ends, exclusive.
        text: One sentence.
        value: What it is about.
        words: What its digest is taken of; without it the block it stands in.
    """

    start: int
    end: int
    text: str
    value: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A text as its rules see it.

    Attributes:
        document: The text read.
        blocks: Its blocks of prose, in order.
        predecessor: Effective date (ISO) of the version that is in force before it, or None.
    """

    document: Document
    blocks: tuple[Block, ...]
    predecessor: str | None = None


@dataclass(frozen=True, slots=True)
class PairHit:
    """What one rule found between two languages.

    Attributes:
        bead: Index of the bead.
        side: 0: the place is in the source; 1: in the target.
        start: Where it begins, in code points of the text of that side.
        end: Where it ends, exclusive.
        line: Its line.
        text: One sentence.
        value: What it is about.
    """

    bead: int
    side: Literal[0, 1]
    start: int
    end: int
    line: int
    text: str
    value: str = ""


TextRule = Callable[[Subject], Iterator[Hit]]
PairRule = Callable[["BeadText"], Iterator[PairHit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for.

    Attributes:
        id: How findings, waivers and the documentation name it.
        level: ``error`` for what is wrong, ``warning`` for what very likely is, ``notice`` for what
            a reviewer should know.
        about: One sentence for the documentation.
        scope: Whether it looks at one text or at two.
        group: The heading that it stands under in the documentation.
    """

    id: str
    level: Level
    about: str
    scope: Scope
    group: str


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the documentation."""
    from policyreview.checks import dating, hidden, numbering, pairs, wording

    return (*numbering.RULES, *wording.RULES, *dating.RULES, *hidden.RULES, *pairs.RULES)


def rule(rule_id: str) -> Rule | None:
    """The rule with an id, or None."""
    return next((r for r in rules() if r.id == rule_id), None)
