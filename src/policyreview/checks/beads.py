"""Two languages as the rules between them see them: their sides, and the words of their beads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from policyreview.checks.registry import PairHit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.parallel import Bead, Unit

CJK = frozenset({"zh", "ja", "ko"})
WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
MARKUP = re.compile(
    r"\]\([^()\s]{0,2000}\)|https?://\S{1,2000}|\{:[^}\n]{0,300}\}|<[^<>\n]{1,300}>"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a pair.

    Attributes:
        units: Its units, as they were aligned.
        language: Its tag.
        text: The text they stand in, so that a value's own place can be given; ``""`` for none.
        prevailing: What it says about which language binds, as in ``Document.prevailing``.
    """

    units: Sequence[Unit]
    language: str
    text: str = ""
    prevailing: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every Latin word of the text, in lower case."""
        return _latin_words(tuple(unit.text for unit in self.units))

    @property
    def primary(self) -> str:
        """The primary subtag of its language."""
        return self.language.split("-")[0].lower()


@lru_cache(maxsize=8)
def _latin_words(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w for text in texts for w in re.findall(r"[a-z]{3,40}", text.casefold()))


@dataclass(frozen=True, slots=True)
class BeadText:
    """One paired bead as its rules see it.

    Attributes:
        at: The bead's index.
        bead: The bead.
        sides: Source and target.
        words: Their words, several blocks joined by a line break.
        usual: Cells of the target for one of the source in these two texts.
    """

    at: int
    bead: Bead
    sides: tuple[Side, Side]
    words: tuple[str, str] = field(default=("", ""))
    usual: float = 1.0

    def hit(self, side: Literal[0, 1], written: str, text: str, value: str = "") -> PairHit:
        """A hit at the first place where ``written`` stands on a side, else at the whole bead."""
        units = [self.sides[side].units[at] for at in (self.bead.source, self.bead.target)[side]]
        whole = self.sides[side].text
        for unit in units:
            at = whole.find(written, unit.start, unit.end) if whole and written else -1
            if at >= 0:
                line = unit.line + whole.count("\n", unit.start, at)
                return PairHit(self.at, side, at, at + len(written), line, text, value)
        first, last = units[0], units[-1]
        return PairHit(self.at, side, first.start, last.end, first.line, text, value)


def words_of(sides: tuple[Side, Side], bead: Bead) -> tuple[str, str]:
    """The words of both sides of a bead, several blocks joined by a line break."""
    return (
        "\n".join(sides[0].units[i].text for i in bead.source),
        "\n".join(sides[1].units[j].text for j in bead.target),
    )


def cells(text: str) -> int:
    """Length of what a reader sees, in cells."""
    plain = MARKUP.sub("", text)
    return len(plain) + len(WIDE.findall(plain))
