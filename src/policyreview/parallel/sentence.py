"""Sentences inside a bead, paired so that a reader sees which says which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyreview.parallel.beads import Unit

_END = re.compile(
    r"[。！？；]+[”’」』）)]*\s*|(?<!\b[A-Za-zÀ-ÿ])(?<!\d)[.!?]+[\"'”’»)\]]*(?:\s+|$)|(?<=\d)[.!?]+\s+(?=[^\W\d_])|\n+"
)
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|Mr|Mrs|Ms|Dr|Prof|No|Nr|Art|Abs|Sec|Inc|Ltd|Co|Corp|bzw|ca|usw"
    r"|lit|Ziff|St|Sr|Jr|par|p|pp|z\. ?B|d\. ?h|u\. ?a|\d{1,2})\.)\s*$",
    re.IGNORECASE,
)
MOST = 400
"""Sentences of one side that are paired one by one; a longer block is one sentence."""


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Sentences that say the same.

    Attributes:
        source: Span ``[start, end)`` in code points of the source's text, or None.
        target: Span of the target's text, or None.
    """

    source: tuple[int, int] | None
    target: tuple[int, int] | None


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Cut a block into sentences.

    Args:
        text: One block, or several joined by a line break.

    Returns:
        Spans that cover the text, white space after a sentence included in it.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.end() >= len(text):
            break
        if match[0][0] == "." and _NO_END.search(
            text[max(start, match.start() - 12) : match.end()]
        ):
            continue
        if text[start : match.end()].strip():
            spans.append((start, match.end()))
            start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)


def align_sentences(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[SentencePair, ...]:
    """Pair the sentences of the two sides of one bead.

    Args:
        source: The bead's source, several blocks joined by a line break.
        target: Its target.
        source_language: BCP 47 tag.
        target_language: BCP 47 tag.

    Returns:
        Pairs in the order of the text; neighbouring sentences of an n:1 pair are one span.
    """
    from policyreview.parallel.aligning import align

    left, right = sentences(source), sentences(target)
    if not left or not right or len(left) == len(right) == 1 or max(len(left), len(right)) > MOST:
        whole = ((0, len(source)) if source else None, (0, len(target)) if target else None)
        return (SentencePair(*whole),) if source or target else ()
    beads = align(
        [Unit("p", source[a:b]) for a, b in left],
        [Unit("p", target[a:b]) for a, b in right],
        source_language,
        target_language,
    )
    return tuple(
        SentencePair(
            (left[b.source[0]][0], left[b.source[-1]][1]) if b.source else None,
            (right[b.target[0]][0], right[b.target[-1]][1]) if b.target else None,
        )
        for b in beads
    )
