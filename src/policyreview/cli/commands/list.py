"""`list`: every policy of the repository with its status on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.listing import print_list
from policyreview.cli.options import Day, make

if TYPE_CHECKING:
    from datetime import date

    from policyreview.cli.session import Session


@make(
    "list",
    help="List the policies with their status, effective date, languages and approvals.\n\n"
    "Exit code 0; without any policy too.",
    example="policyreview list --on 2026-12-01",
    params=[
        click.Option(
            ["--on", "day"], type=Day(), metavar="DATE", help="The day asked about; today."
        ),
        click.Option(["--status"], metavar="STATUS", help="Only policies with this status."),
        click.Option(["--paths"], is_flag=True, help="Also show the files."),
    ],
)
def command(session: Session, day: date | None, status: str | None, paths: bool) -> int:
    """Print the library's policies."""
    return print_list(session, day=day, status=status, paths=paths)
