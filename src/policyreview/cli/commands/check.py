"""`check`: the linter, over every text and between languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make, policy_argument
from policyreview.cli.session import today
from policyreview.errors import WrongUse

if TYPE_CHECKING:
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
        click.Option(
            ["--waive"],
            metavar="RULE[:LINE]",
            help="Write down that these findings are no fault; --reason says why.",
        ),
        click.Option(["--reason"], metavar="TEXT", help="Why what is waived is no fault."),
        click.Option(
            ["--by"], metavar="SIGNER", help="Who waives; your name in git's configuration if none."
        ),
    ],
)
def command(
    session: Session,
    policies: tuple[str, ...],
    level: str,
    strict: bool,
    *,
    waive: str | None,
    reason: str | None,
    by: str | None,
) -> int:
    """Check and print, or waive."""
    if waive is not None:
        return _waive(session, policies, waive, reason or "", by)
    from policyreview.cli.checking import findings_of
    from policyreview.cli.findings import facts

    shown = _LEVELS[: _LEVELS.index(level) + 1]
    printer = session.printer()
    with session.library() as library:
        chosen = [library.policy(policy) for policy in policies] or list(library.policies)
        names = {policy.id for policy in chosen}
        before = _approved_from(library, names)
        found = [
            (
                policy,
                [
                    each
                    for each in findings_of(library, policy, predecessor=before[policy.id])
                    if each.level in shown
                ],
            )
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


def _approved_from(library: Library, names: set[str]) -> dict[str, str | None]:
    """Since when the version approved last binds, ISO, by policy."""
    from policyreview.standing import standings

    return {
        each.policy: each.approved_date.isoformat() if each.approved_date else None
        for each in standings(library, day=today(), only=names, changes=False)
    }


def _waive(
    session: Session, policies: tuple[str, ...], rule: str, reason: str, by: str | None
) -> int:
    from policyreview.cli import waiving
    from policyreview.cli.checking import findings_of
    from policyreview.cli.findings import facts
    from policyreview.repository.config import identity

    if len(policies) != 1:
        raise WrongUse("Findings are waived of one policy at a time.", hint="Name it.")
    with session.library() as library:
        policy = library.policy(policies[0])
        own = identity(library.repository)
        who = by or (own.name if own is not None else "")
        if not who:
            raise WrongUse("It is not known who waives.", hint="Say so with --by.")
        before = _approved_from(library, {policy.id})[policy.id]
        found = findings_of(library, policy, predecessor=before)
        path, told = waiving.waive(library, policy.id, found, rule, reason=reason, by=who)
    printer = session.printer()
    if session.as_json:
        printer.json({"findings": [{**facts(each, policy.id), "waived": True} for each in told]})
        return 0
    if not told:
        printer.line(f"All of it is waived already in {path}.")
        return 0
    said = "1 finding is" if len(told) == 1 else f"{len(told)} findings are"
    printer.line(f"{said} waived in {path}. It counts when it is committed:")
    printer.line(f"  git add {path} && git commit -m 'Waive {rule} in {policy.id}'")
    return 0


def _print(printer: Printer, found: list[tuple[Policy, list[Finding]]]) -> None:
    from policyreview.cli.findings import write
    from policyreview.cli.printer import Styled

    for policy, findings in found:
        if findings:
            printer.line(Styled(policy.id, "bold"), f"  {policy.title}")
            for finding in findings:
                write(printer, finding)
    total = sum(len(findings) for _, findings in found)
    policies = "1 policy" if len(found) == 1 else f"{len(found)} policies"
    if not total:
        printer.line(f"Nothing was found in {policies}.")
        return
    errors = sum(each.level == "error" for _, findings in found for each in findings)
    said = "1 finding" if total == 1 else f"{total} findings"
    printer.line(f"{said}, of level error: {errors}, in {policies}.")
