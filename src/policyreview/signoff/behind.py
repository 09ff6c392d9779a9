"""Translations left behind: languages that stood still while another one of a policy changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.signoff.words import language_name, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policyreview.checks.finding import Finding
    from policyreview.library import Policy
    from policyreview.signoff.record import Record
    from policyreview.signoff.verification import Report

RULE = "translation-behind"
"""What a signer acknowledges who says that a language which stood still needed no change."""


def behind(
    texts: Iterable[tuple[str, str]], changed: Callable[[str], bool]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The languages that stood still, and those that changed; both empty unless there are both.

    Args:
        texts: Language and path of each text of the policy.
        changed: Whether a file was changed since the version approved before, stamps left out.
            Two halves of one file stand or change together.
    """
    still: list[str] = []
    moved: list[str] = []
    for language, path in texts:
        (moved if changed(path) else still).append(language)
    return (tuple(still), tuple(moved)) if still and moved else ((), ())


def acknowledged(record: Record, language: str) -> bool:
    """Whether a signer says that a language that stood still says the same as the others."""
    return any(a.rule == RULE and a.language == language for a in record.acknowledged)


def sentence(still: Iterable[str], moved: Iterable[str], languages: Iterable[str]) -> str:
    """Which text has not changed while which has."""
    among = tuple(languages)
    names = [listed([language_name(tag, among) for tag in tags]) for tags in (still, moved)]
    return (
        f"The {names[0]} text has not changed since the last approved version, the {names[1]} has."
    )


def findings_of(policy: Policy, report: Report) -> tuple[tuple[str, Finding], ...]:
    """For each language left behind what its signer has to acknowledge, with the text's path."""
    from policyreview.checks.finding import Finding, digest_of

    basis = report.basis
    count = basis.counts.get(policy.id) if basis else None
    if basis is None or count is None or count.last_completed < 0 or len(policy.texts) < 2:
        return ()
    base, end = count.last_completed, len(basis.walk.steps)
    still, moved = behind(
        ((text.language, text.path) for text in policy.texts),
        lambda path: basis.authorship.changed(path, base, end),
    )
    text_ = sentence(still, moved, policy.languages)
    return tuple(
        (
            text.path,
            Finding(
                RULE,
                "warning",
                text_,
                1,
                0,
                0,
                text.language,
                digest=digest_of(RULE, text.language, text.blob),
                bars_signing=True,
            ),
        )
        for text in policy.texts
        if text.language in still
    )
