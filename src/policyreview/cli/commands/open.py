"""`open`, what runs without a command: the screens on a repository."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make
from policyreview.errors import CouldNotTell

if TYPE_CHECKING:
    from policyreview.cli.session import Session


@make(
    "open",
    help="Open the screens on a repository.",
    example="policyreview ~/policies --ref next-year",
    params=[click.Argument(["folder"], required=False, metavar="[REPO]")],
)
def command(session: Session, folder: str | None) -> int:
    """Open the Library of a repository."""
    from policyreview.repository import Repository

    where = folder or session.folder
    Repository.open(where)
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise CouldNotTell(
            "The screens need a terminal, and input or output is none.",
            hint="In a script use commands such as 'policyreview list'.",
        )
    from policyreview import tui

    return int(tui.run(where, ref=session.ref) or 0)
