"""`status`: where policies stand, in sentences, and what waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import Day, make, policy_argument
from policyreview.cli.session import today

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.standing import Standing


@make(
    "status",
    help="Say where each policy stands and what it waits for.\n\n"
    "Exit code 0 where every policy asked about is approved, scheduled or in force, 1 where one is "
    "not, 3 where that could not be told.",
    example="policyreview status privacy",
    params=[
        policy_argument(required=False, many=True),
        click.Option(
            ["--on", "day"], type=Day(), metavar="DATE", help="The day asked about; today."
        ),
        click.Option(["--me"], metavar="SIGNER", help="What waits for this signer."),
    ],
)
def command(session: Session, policies: tuple[str, ...], day: date | None, me: str | None) -> int:
    """Print a sentence or two for each policy."""
    from policyreview.standing import standings

    printer = session.printer()
    with session.library() as library:
        chosen = [library.policy(policy).id for policy in policies]
        found = standings(library, day=day or today(), me=me, only=chosen or None)
    if session.as_json:
        printer.json({"policies": [_facts(standing) for standing in found]})
    else:
        _print(printer, found, me)
    unsettled = {standing.status for standing in found} - {"approved", "scheduled", "in force"}
    return 3 if unsettled == {"unknown"} else int(bool(unsettled))


def _facts(standing: Standing) -> dict[str, object]:
    return {
        "id": standing.policy,
        "title": standing.title,
        "status": standing.status,
        "why": standing.why,
        "version": standing.version,
        "effective_date": standing.effective_date,
        "in_force": {
            "version": standing.version_in_force,
            "since": _iso(standing.in_force_since),
        },
        "next": {"version": standing.next_version, "from": _iso(standing.next_date)},
        "approvals": {"have": standing.have, "need": standing.need},
        "changed_clauses": standing.changed_clauses,
        "behind": [
            {"language": each.language, "clauses": list(each.clauses)} for each in standing.behind
        ],
        "waits_for": list(standing.waits_for),
        "waits_for_me": standing.waits_for_me,
        "equivalence": [
            {
                "language": each.language,
                "prevailing": each.prevailing,
                "state": each.state,
                "signers": list(each.signers),
                "stale": list(each.stale),
                "changed": list(each.changed),
            }
            for each in standing.equivalences
        ],
        "last_change": _change(standing),
    }


def _change(standing: Standing) -> dict[str, object] | None:
    from policyreview.cli.dates import moment

    change = standing.last_change
    if change is None:
        return None
    return {
        "commit": change.commit,
        "time": moment(change.time),
        "author": change.author,
        "subject": change.subject,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _print(printer: Printer, found: Sequence[Standing], me: str | None) -> None:
    from policyreview.cli.dates import day_of
    from policyreview.cli.listing import STYLES
    from policyreview.cli.printer import Styled

    if not found:
        printer.line("There is no policy in this repository.")
    for standing in sorted(found, key=lambda each: not each.waits_for_me):
        style = STYLES.get(standing.status, "dim")
        printer.line(Styled(standing.policy, "bold"), "  ", Styled(standing.status, style))
        printer.line("  ", standing.why)
        if standing.in_force_since and standing.status not in ("in force", "review due"):
            printer.line(
                f"  In force is version {standing.version_in_force}, since "
                f"{standing.in_force_since.isoformat()}."
            )
        if standing.changed_clauses:
            clauses = "clause" if standing.changed_clauses == 1 else "clauses"
            printer.line(f"  {standing.changed_clauses} {clauses} changed since the last approval.")
        for behind in standing.behind:
            names = "; ".join(name or "outside all clauses" for name in behind.clauses)
            printer.line(f"  {behind.language} did not follow in: {names}.")
        for each in standing.equivalences:
            printer.line("  ", each.sentence)
        if me is not None and standing.waits_for_me:
            printer.line(Styled(f"  It waits for {me}.", "mark"))
        if standing.last_change is not None:
            change = standing.last_change
            printer.line(
                Styled(
                    f"  Last change: {day_of(change.time)} by {change.author}: {change.subject}",
                    "dim",
                )
            )
