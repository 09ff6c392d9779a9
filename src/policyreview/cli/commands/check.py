"""`check`: the linter, over every text and between languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make, policy_argument
from policyreview.cli.session import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.checks import Finding
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.library import Library, Policy

_LEVELS = ("error", "warning", "notice")


@make(
    "check",
    help="Look for faults in the texts and between their languages.\n\n"
    "Exit code 1 where a finding of level error is not waived; with --strict, any finding.",
    example="policyreview check privacy --json",
    params=[
        policy_argument(required=False, many=True),
        click.Option(
            ["--level"],
            type=click.Choice(_LEVELS),
            default="notice",
            help="Show findings of this level and graver ones.",
        ),
        click.Option(["--strict"], is_flag=True, help="Exit code 1 with any finding."),
    ],
)
def command(session: Session, policies: tuple[str, ...], level: str, strict: bool) -> int:
    """Check and print."""
    from policyreview.cli.findings import facts

    shown = _LEVELS[: _LEVELS.index(level) + 1]
    printer = session.printer()
    with session.library() as library:
        chosen = [library.policy(policy) for policy in policies] or list(library.policies)
        found = [
            (policy, [each for each in _findings(library, policy) if each.level in shown])
            for policy in chosen
        ]
    if session.as_json:
        printer.json(
            {"findings": [facts(each, policy.id) for policy, each_of in found for each in each_of]}
        )
    else:
        _print(printer, found)
    grave = [each for _, each_of in found for each in each_of if not each.waived]
    return int(bool(grave) if strict else any(each.level == "error" for each in grave))


def _findings(library: Library, policy: Policy) -> Iterator[Finding]:
    """What the checks notice in a policy: text by text, then language beside language."""
    from policyreview.checks import Finding, check_text
    from policyreview.standing import standing

    if policy.broken is not None:
        yield Finding("unreadable", "error", policy.broken, 0, 0, 0)
        return
    before = standing(library, policy.id, day=today()).approved_date
    for path in policy.paths:
        texts = [text for text in policy.texts if text.path == path]
        yield from check_text(
            library.document(texts[0]),
            predecessor=before.isoformat() if before else None,
            language=texts[0].language if len(texts) == 1 else None,
        )


def _print(printer: Printer, found: list[tuple[Policy, list[Finding]]]) -> None:
    from policyreview.cli.findings import write
    from policyreview.cli.printer import Styled

    for policy, findings in found:
        if findings:
            printer.line(Styled(policy.id, "bold"), f"  {policy.title}")
            for finding in findings:
                write(printer, finding)
    total = sum(len(findings) for _, findings in found)
    if not total:
        printer.line(f"Nothing was found in {len(found)} policies.")
        return
    errors = sum(each.level == "error" for _, findings in found for each in findings)
    printer.line(f"{total} findings, {errors} of them errors, in {len(found)} policies.")
