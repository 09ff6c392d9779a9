"""`approve`: the signed approval of a policy with its effective date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import Day, make, policy_argument
from policyreview.cli.signing import common_params, run, wish_of

if TYPE_CHECKING:
    from datetime import date

    from policyreview.cli.session import Session


@make(
    "approve",
    help="Sign a policy's approval: one commit that stamps the effective date in each text, adds "
    "your record and is signed with your key. It prints the commit's id.\n\n"
    "On a terminal it shows what will be signed and asks; in a script it does not ask. Exit code 1 "
    "where the rules bar it.",
    example="policyreview approve privacy --effective 2026-12-01 --meaning 'legal review'\n"
    "policyreview approve privacy --effective 2026-12-01 --leave-out policies/privacy.md:3 "
    "--dry-run",
    params=[
        policy_argument(),
        click.Option(
            ["--effective"],
            type=Day(),
            metavar="DATE",
            help="The day from which the version binds; not needed to join others' approval.",
        ),
        click.Option(
            ["--leave-out"],
            metavar="PLACE",
            multiple=True,
            help="A place, PATH:LINE, that is not to be stamped; may be repeated.",
        ),
        click.Option(
            ["--backdated"], is_flag=True, help="Yes, the effective date has passed already."
        ),
        *common_params(),
    ],
)
def command(session: Session, policy: str, effective: date | None, **options: object) -> int:
    """Approve."""
    return run(session, wish_of(policy, "approve", effective, options))
