"""`open`, what runs without a command: the screens on a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.opening import open_screens
from policyreview.cli.options import make

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
    return open_screens(folder or session.folder, session.ref)
