"""Findings as the command line writes them: as JSON and as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.checks import Finding
    from policyreview.cli.printer import Printer, Style

_STYLES: dict[str, Style] = {"error": "bad", "warning": "warn", "notice": "dim"}


def facts(finding: Finding, policy: str | None) -> dict[str, object]:
    """One finding of a JSON answer.

    Args:
        finding: The finding.
        policy: The id of the policy it is in; None where it is in a file of no policy.
    """
    return {
        "rule": finding.rule,
        "level": finding.level,
        "policy": policy,
        "language": finding.language,
        "line": finding.line,
        "span": [finding.start, finding.end],
        "text": finding.text,
        "waived": finding.waived,
    }


def write(printer: Printer, finding: Finding) -> None:
    """One finding as a line: place, level, rule, sentence."""
    from policyreview.cli.printer import Styled

    place = f"{finding.language}:{finding.line}" if finding.line else finding.language
    waived = " (waived)" if finding.waived else ""
    printer.line(
        f"  {place}  ",
        Styled(finding.level, _STYLES[finding.level]),
        f"  {finding.text}{waived}  ",
        Styled(finding.rule, "dim"),
    )
