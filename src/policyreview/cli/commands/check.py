"""`check`: the linter, over every text and between languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make, policy_argument

if TYPE_CHECKING:
    from policyreview.cli.session import Session


@make(
    "check",
    help="Look for faults in the texts and between their languages.\n\n"
    "Exit code 1 where a finding of level error is not waived; with --strict, any finding.",
    example="policyreview check privacy --json",
    params=[
        policy_argument(required=False, many=True),
        click.Option(
            ["--level"],
            type=click.Choice(["error", "warning", "notice"]),
            default="notice",
            help="Show findings of this level and graver ones.",
        ),
        click.Option(["--strict"], is_flag=True, help="Exit code 1 with any finding."),
    ],
)
def command(session: Session, policies: tuple[str, ...], level: str, strict: bool) -> int:
    """Check and print."""
    raise NotImplementedError
