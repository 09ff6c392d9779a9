"""What a check says: one finding, with its place and a key that a waiver can name."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

Level = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check noticed in a text or between two texts.

    Attributes:
        rule: The rule's id, as in ``docs/checks.md``.
        level: How grave it is.
        text: One sentence about it. It may quote the text: whoever prints it makes it safe.
        line: The line of the place, 1-based; 0 where the finding is about the text as a whole.
        start: Where the place begins in the text, in code points.
        end: Where it ends, exclusive.
        language: The text that the place is in.
        value: What it is about ('12 May 2026', '3.2'), for telling two findings of one place apart.
        digest: Key of the finding: rule, value and the words it stands in, of both languages where
            it is between two. It changes when those words do, and a waiver lapses with it.
        bead: Index of the bead, for a finding between two languages.
        bars_signing: Nobody may sign until they have acknowledged it.
        waived: A recorded waiver speaks of it.
    """

    rule: str
    level: Level
    text: str
    line: int
    start: int
    end: int
    language: str = "und"
    value: str = ""
    digest: str = ""
    bead: int | None = None
    bars_signing: bool = False
    waived: bool = False

    def spoken(self, language: str) -> Finding:
        """The same finding in a text of this language."""
        return replace(self, language=language)


def digest_of(rule: str, value: str, *sides: str) -> str:
    """Key of a finding.

    Args:
        rule: The rule's id.
        value: What the finding is about.
        sides: The words around it, one string for each language concerned; white space and
            Unicode form don't matter.

    Returns:
        The first 32 hexadecimal digits of a SHA-256.
    """
    parts = [rule, value, *(" ".join(unicodedata.normalize("NFC", side).split()) for side in sides)]
    framed = b"".join(
        len(raw).to_bytes(8, "big") + raw
        for raw in (part.encode("utf-8", "surrogatepass") for part in parts)
    )
    return hashlib.sha256(b"policyreview finding 1\0" + framed).hexdigest()[:32]
