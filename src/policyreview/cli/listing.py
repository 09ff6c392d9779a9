"""The list of policies: gathered, and printed for people or as JSON.

Apart from the command, so that the plain ``policyreview list`` starts without the option parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.cli.session import today

if TYPE_CHECKING:
    from datetime import date

    from policyreview.cli.printer import Piece, Printer, Style
    from policyreview.cli.session import Session
    from policyreview.library import Library, Policy
    from policyreview.standing import Standing, Status

STYLES: dict[Status, Style] = {
    "broken": "bad",
    "unknown": "warn",
    "changes requested": "bad",
    "translation behind": "warn",
    "in review": "warn",
    "changed": "warn",
    "review due": "warn",
    "approved": "good",
    "scheduled": "good",
    "in force": "good",
}


def print_list(
    session: Session,
    *,
    day: date | None = None,
    status: str | None = None,
    paths: bool = False,
) -> int:
    """Print the library's policies.

    Args:
        session: Where and how.
        day: The day asked about; today by default.
        status: Only policies with this status.
        paths: Also the files.

    Raises:
        WrongUse: There is no such status, repository or revision.
        CouldNotTell: The repository could not be read.
    """
    from policyreview.standing import STATUSES, standings

    if status is not None and status not in STATUSES:
        from policyreview.errors import WrongUse

        raise WrongUse(f"There is no status '{status}'.", hint=f"There are: {', '.join(STATUSES)}.")
    printer = session.printer()
    with session.library() as library:
        stand = standings(library, day=day or today(), changes=not session.as_json)
        found = [
            (policy, standing)
            for policy, standing in zip(library.policies, stand, strict=True)
            if status in (None, standing.status)
        ]
        if session.as_json:
            printer.json({"policies": [facts(policy, standing) for policy, standing in found]})
        elif found:
            _print(printer, [standing for _, standing in found])
            if paths:
                _print_paths(printer, [policy for policy, _ in found])
        else:
            printer.line(empty(library, status))
        problems = library.problems
    printer.flush()
    if problems:
        from policyreview.cli.failures import complain

        for problem in problems:
            complain(problem)
    return 0


def facts(policy: Policy, standing: Standing) -> dict[str, object]:
    """One policy of the JSON answer."""
    return {
        "id": policy.id,
        "title": policy.title,
        "status": standing.status,
        "effective_date": standing.effective_date,
        "updated_date": standing.updated_date,
        "version": standing.version,
        "prevailing": policy.prevailing,
        "texts": [{"language": text.language, "path": text.path} for text in policy.texts],
        "approvals": {"have": standing.have, "need": standing.need},
    }


def empty(library: Library, status: str | None) -> str:
    """What to say where no policy is shown."""
    if status is not None and library.policies:
        return f"No policy is '{status}'."
    if library.commit is None:
        return "This repository has no commit yet, so there is no policy to show."
    return (
        "No policy text was found. Policies are .md, .markdown, .txt, .html and .rst files, in "
        "policies/ or anywhere; [[policy]] in policyreview.toml names those that are not found."
    )


def approvals(standing: Standing) -> str:
    """Approvals as a fraction: '1/2', '1' without a rule, '' where there is nothing to count.

    '?' where they could not be told.
    """
    if standing.status == "unknown":
        return "?"
    if standing.need is None:
        return str(standing.have) if standing.have else ""
    return f"{standing.have}/{standing.need}"


def _print(printer: Printer, found: list[Standing]) -> None:
    from policyreview.cli.dates import day_of
    from policyreview.cli.printer import Styled

    rows: list[list[Piece]] = []
    for standing in found:
        style = STYLES.get(standing.status)
        change = standing.last_change
        rows.append(
            [
                standing.policy,
                Styled(standing.status, style) if style else standing.status,
                standing.effective_date or "",
                " ".join(standing.languages),
                approvals(standing),
                day_of(change.time) if change else "",
                standing.title,
            ]
        )
    headers = ["policy", "status", "effective", "languages", "approvals", "changed", "title"]
    printer.table(headers, rows, stretch=6)


def _print_paths(printer: Printer, policies: list[Policy]) -> None:
    printer.line()
    rows: list[list[Piece]] = [
        [policy.id, text.language, text.path] for policy in policies for text in policy.texts
    ]
    printer.table(["policy", "language", "path"], rows, stretch=2)
