"""Which tokens of two stretches are the same ones, in order."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CJK = (
    r"\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
    r"\U00020000-\U0003ffff"
)
_LETTER = rf"(?:(?![{_CJK}])[^\W_])"
_MARKS = r"[\u0300-\u036f\u200c\u200d]"
TOKEN = re.compile(
    rf"[{_CJK}]{_MARKS}*|{_LETTER}(?:{_LETTER}|{_MARKS})*(?:['’]{_LETTER}(?:{_LETTER}|{_MARKS})*)*"
    rf"|\S{_MARKS}*"
)
_DMP_CELLS = 4_096


def encode(*sequences: Sequence[str]) -> list[str]:
    """Write each token as one character, the same one for the same token, never a surrogate."""
    ids: dict[str, str] = {}
    for sequence in sequences:
        for token in sequence:
            if token not in ids:
                n = len(ids) + 1
                ids[token] = chr(n if n < 0xD800 else n + 0x800)
    return ["".join([ids[t] for t in s]) for s in sequences]


def match(old: str, new: str) -> list[tuple[int, int, int]]:
    """Find a longest common subsequence of two encoded sequences.

    Returns:
        ``(old index, new index, length)`` of each run of equal tokens, rising, never touching.
    """
    if len(old) * len(new) <= _DMP_CELLS:
        from diff_match_patch import diff_match_patch

        # The time-out stays at its default, which keeps the speed-ups on; the explicit deadline
        # means that no clock ever decides.
        runs, i, j = [], 0, 0
        for op, text in diff_match_patch().diff_main(old, new, False, sys.maxsize):
            if op == 0:
                runs.append((i, j, len(text)))
            i += len(text) if op <= 0 else 0
            j += len(text) if op >= 0 else 0
        return runs
    from rapidfuzz.distance import Indel

    return [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(old, new)
        if op.tag == "equal"
    ]
