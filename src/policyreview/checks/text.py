"""All rules that look at one text, run over it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from policyreview.checks import dating, numbering, wording
from policyreview.checks.finding import Finding, digest_of
from policyreview.checks.hidden import MOST_OF_A_RULE, hidden_text
from policyreview.checks.registry import Hit, Rule, Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.documents.values import Block, Document, TextPart

_LEFT_OUT = frozenset({"front", "comment", "attr", "rule"})


def check_text(
    document: Document, *, predecessor: str | None = None, language: str | None = None
) -> tuple[Finding, ...]:
    """Run every rule for one text.

    Args:
        document: The text, read.
        predecessor: Effective date (ISO) of the version in force before it; None where there is
            none or it states none.
        language: Tag to give the findings; without it, the language of the part they stand in.

    Returns:
        Findings in the order of the text. Of one rule at most ``MOST_OF_A_RULE``.
    """
    from policyreview.documents import lines_of

    blocks = tuple(b for b in document.blocks if b.kind not in _LEFT_OUT and b.text.strip())
    subject = Subject(document, blocks, predecessor)
    lines = lines_of(document.text)
    findings: list[Finding] = []
    for module in (numbering, wording, dating):
        for rule in module.RULES:
            count: dict[str, int] = defaultdict(int)
            for hit in module.FINDERS[rule.id](subject):
                count[rule.id] += 1
                if count[rule.id] > MOST_OF_A_RULE:
                    break
                line = lines.at(hit.start) if hit.end else 0
                tag = language or _language_at(document.parts, hit.start)
                findings.append(_finding(rule, hit, line, tag, blocks))
    for found in hidden_text(document.text, language=language or "und"):
        tag = language or _language_at(document.parts, found.start)
        findings.append(found.spoken(tag))
    return tuple(sorted(findings, key=lambda f: (f.start, f.end, f.rule, f.value)))


def _finding(rule: Rule, hit: Hit, line: int, language: str, blocks: Sequence[Block]) -> Finding:
    return Finding(
        rule=rule.id,
        level=rule.level,
        text=hit.text,
        line=line,
        start=hit.start,
        end=hit.end,
        language=language,
        value=hit.value,
        digest=digest_of(rule.id, hit.value, hit.words or _words_at(blocks, hit)),
    )


def _words_at(blocks: Sequence[Block], hit: Hit) -> str:
    low, high = 0, len(blocks)
    while low < high:
        middle = (low + high) // 2
        if blocks[middle].end <= hit.start:
            low = middle + 1
        else:
            high = middle
    return blocks[low].text if low < len(blocks) else ""


def _language_at(parts: Sequence[TextPart], position: int) -> str:
    for part in parts:
        if any(start <= position < end for start, end in part.shown):
            return part.language
    return parts[0].language if len(parts) == 1 else "und"
