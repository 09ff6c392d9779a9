"""`history`: the revisions of a policy, newest first, renames followed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make, policy_argument

if TYPE_CHECKING:
    from policyreview.cli.printer import Piece
    from policyreview.cli.session import Session
    from policyreview.library import Revision


@make(
    "history",
    help="List a policy's revisions, newest first, through renames and moves of its files.",
    example="policyreview history privacy -n 10",
    params=[
        policy_argument(),
        click.Option(
            ["-n", "--number"],
            type=click.IntRange(min=1),
            metavar="N",
            help="At most so many revisions.",
        ),
    ],
)
def command(session: Session, policy: str, number: int | None) -> int:
    """Print the revisions."""
    printer = session.printer()
    with session.library() as library:
        found = list(islice(library.revisions(library.policy(policy).id), number))
    if session.as_json:
        printer.json({"policy": policy, "revisions": [_facts(revision) for revision in found]})
        return 0
    from policyreview.cli.dates import day_of
    from policyreview.cli.printer import Styled

    rows: list[list[Piece]] = [
        [
            Styled(revision.commit[:10], "mark"),
            day_of(revision.time),
            " ".join(revision.languages),
            revision.author,
            revision.subject,
        ]
        for revision in found
    ]
    printer.table(["commit", "date", "languages", "author", "subject"], rows, stretch=4)
    return 0


def _facts(revision: Revision) -> dict[str, object]:
    from policyreview.cli.dates import moment

    return {
        "commit": revision.commit,
        "time": moment(revision.time, revision.offset),
        "author": {"name": revision.author, "email": revision.email},
        "subject": revision.subject,
        "languages": list(revision.languages),
        "paths": list(revision.paths),
    }
