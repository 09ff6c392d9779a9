"""What a signer has to look at: clauses changed since the base, and findings that bar signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.signoff.record import Acknowledged, SeenClause

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from policyreview.checks.finding import Finding
    from policyreview.library import Library, Policy
    from policyreview.signoff.subject import Subject
    from policyreview.signoff.verification import VersionState

_MOST_CLAUSES = 1_000


def findings_of(policy: Policy, files: Mapping[str, bytes]) -> tuple[tuple[str, Finding], ...]:
    """Findings that bar signing until they are acknowledged, each with its file's path."""
    from policyreview.checks.hidden import hidden_text
    from policyreview.documents import decode

    found: list[tuple[str, Finding]] = []
    for path, data in files.items():
        tags = [text.language for text in policy.texts if text.path == path]
        text = decode(data).text
        language = tags[0] if len(tags) == 1 else "und"
        found.extend((path, f) for f in hidden_text(text, language=language) if f.bars_signing)
    return tuple(found)


def acknowledged_of(
    findings: tuple[tuple[str, Finding], ...], acknowledged: Collection[str] | bool
) -> tuple[Acknowledged, ...]:
    """The findings that the signer says they have seen, as a record states them."""
    return tuple(
        Acknowledged(f.rule, f.language, f.line, f.text[:1000])
        for _, f in findings
        if is_acknowledged(f, acknowledged)
    )


def is_acknowledged(finding: Finding, acknowledged: Collection[str] | bool) -> bool:
    """Whether the signer says that they have seen the finding."""
    if isinstance(acknowledged, bool):
        return acknowledged
    return finding.digest in acknowledged


def base_of(states: tuple[VersionState, ...], subject: Subject) -> str | None:
    """The commit of the version approved last, which this one is compared with."""
    earlier = [
        s for s in states if s.approved and s.completed and s.subject_digest != subject.digest
    ]
    latest = max(earlier, key=lambda state: state.position, default=None)
    return latest.completed if latest else None


def changes_seen(
    library: Library,
    policy: Policy,
    base: str | None,
    files: Mapping[str, bytes],
    seen: Collection[tuple[str, str]],
) -> tuple[SeenClause, ...]:
    """The clauses that differ from the base revision, and which of them the signer viewed."""
    if base is None:
        return ()
    from policyreview.signoff.clauses import changed_clauses

    found: list[SeenClause] = []
    for text in policy.texts:
        entry = library.repository.entry(base, text.path)
        if entry is None or entry.oid == text.blob:
            continue
        try:
            old = library.repository.blob(entry.oid)
        except PolicyReviewError:
            continue
        for clause, change in changed_clauses(old, files[text.path], text.path, text.language):
            viewed = (text.language, clause) in seen
            found.append(SeenClause(text.language, clause, change, viewed))
    return tuple(found[:_MOST_CLAUSES])
