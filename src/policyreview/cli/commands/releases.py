"""`releases`: the release tags, each verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.cli.options import make, policy_argument

if TYPE_CHECKING:
    from policyreview.cli.printer import Piece, Printer
    from policyreview.cli.session import Session
    from policyreview.release import Release


@make(
    "releases",
    help="List the releases of all policies or of one, each tag verified.\n\n"
    "Exit code 1 where a tag is no sound release, 3 where that could not be told.",
    example="policyreview releases privacy",
    params=[policy_argument(required=False)],
)
def command(session: Session, policy: str | None) -> int:
    """Print the releases."""
    from policyreview.cli.releasing import facts
    from policyreview.release import releases

    printer = session.printer()
    with session.library() as library:
        chosen = library.policy(policy).id if policy else None
        found = releases(library, policy=chosen)
    if session.as_json:
        printer.json({"releases": [facts(release) for release in found]})
    elif found:
        _print(printer, found)
    else:
        printer.line("Nothing has been released yet.")
    return exit_code(found)


def exit_code(found: tuple[Release, ...]) -> int:
    """0 where all are sound, 1 where one is not, 3 where one could not be told."""
    answers = {release.ok for release in found}
    return 1 if False in answers else 3 if None in answers else 0


def _print(printer: Printer, found: tuple[Release, ...]) -> None:
    from policyreview.cli.printer import Styled
    from policyreview.cli.releasing import write_reason

    words: dict[bool | None, Styled] = {
        True: Styled("sound", "good"),
        False: Styled("refused", "bad"),
        None: Styled("unknown", "warn"),
    }
    rows: list[list[Piece]] = [
        [
            release.tag,
            words[release.ok],
            release.effective_date.isoformat() if release.effective_date else "",
            release.manifest.commit[:10] if release.manifest else "",
            release.manifest.name if release.manifest else "",
        ]
        for release in found
    ]
    printer.table(["tag", "verified", "effective", "commit", "released by"], rows, stretch=4)
    for release in found:
        if release.ok is not True:
            printer.line()
            printer.line(f"{release.tag}:")
            for reason in release.reasons:
                write_reason(printer, reason, indent="  ")
