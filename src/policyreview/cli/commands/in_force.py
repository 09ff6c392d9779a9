"""`in-force`: which versions bind on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import Day, make, policy_argument
from policyreview.cli.session import today

if TYPE_CHECKING:
    from datetime import date

    from policyreview.cli.printer import Piece
    from policyreview.cli.session import Session


@make(
    "in-force",
    help="Say which approved versions bind on a day.\n\n"
    "Exit code 1 where a policy that is named has none on that day, or none has where no policy "
    "is named; 3 where that could not be told.",
    example="policyreview in-force --on 2026-03-03",
    params=[
        policy_argument(required=False, many=True),
        click.Option(
            ["--on", "day"], type=Day(), metavar="DATE", help="The day asked about; today."
        ),
    ],
)
def command(session: Session, policies: tuple[str, ...], day: date | None) -> int:
    """Print the versions."""
    from policyreview.standing import standings

    asked = day or today()
    printer = session.printer()
    with session.library() as library:
        chosen = [library.policy(policy).id for policy in policies]
        found = standings(library, day=asked, only=chosen or None, changes=False)
    binding = [standing for standing in found if standing.in_force_since is not None]
    if session.as_json:
        printer.json(
            {
                "on": asked.isoformat(),
                "policies": [
                    {
                        "id": standing.policy,
                        "version": standing.version_in_force,
                        "effective_date": standing.in_force_since.isoformat()
                        if standing.in_force_since
                        else None,
                        "commit": standing.commit_in_force,
                    }
                    for standing in found
                ],
            }
        )
    elif not found:
        printer.line("There is no policy in this repository.")
    elif binding:
        rows: list[list[Piece]] = [
            [
                standing.policy,
                standing.version_in_force or "",
                standing.in_force_since.isoformat() if standing.in_force_since else "",
                (standing.commit_in_force or "")[:10],
                standing.title,
            ]
            for standing in binding
        ]
        printer.table(["policy", "version", "since", "commit", "title"], rows, stretch=4)
    missing = [standing for standing in found if standing.in_force_since is None]
    unknown = [standing for standing in missing if standing.status == "unknown"]
    none = [standing.policy for standing in missing if standing.status != "unknown"]
    if not session.as_json and (policies or not binding):
        from policyreview.cli.failures import complain

        for why in dict.fromkeys(standing.why for standing in unknown):
            complain(why)
        if none:
            of = f": {', '.join(none)}" if policies else ""
            complain(f"No approved version was in force on {asked.isoformat()}{of}.")
        ruleless = {standing.why for standing in missing if standing.need is None}
        if none and len(ruleless) == 1 and not binding:
            complain(ruleless.pop())
    if binding and not (policies and missing):
        return 0
    return 3 if unknown and not none else 1
