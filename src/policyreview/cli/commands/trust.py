"""`trust`: shows what this repository offers to be trusted, and pins it in the user's settings."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make
from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.signoff.trust import Pin, Root
    from policyreview.signoff.verification import Reason


@make(
    "trust",
    help="Show this repository's root of trust: its first commit and its charter's digest. --pin "
    "remembers both in your own settings, outside the repository; from then on another history or "
    "a charter that its owners did not agree to is refused.\n\n"
    "Compare the digest with one that you got from an owner by another way before you pin it. "
    "Exit code 0 where the repository agrees with the pin, 1 where there is no pin or it does not.",
    example="policyreview trust\npolicyreview trust --pin",
    params=[
        click.Option(["--pin"], is_flag=True, help="Trust what is shown from now on."),
        click.Option(["--unpin"], is_flag=True, help="Forget what was pinned."),
    ],
)
def command(session: Session, pin: bool, unpin: bool) -> int:
    """Show, pin or unpin."""
    from policyreview.signoff import trust

    if pin and unpin:
        raise WrongUse("Of --pin and --unpin only one can be given.", hint="Leave one out.")
    with session.repository() as repository:
        if unpin:
            there = trust.unpin(repository)
            return _forgotten(session, there)
        tip = repository.resolve(session.ref or "HEAD")
        offered = trust.root_of(repository, tip)
        if pin:
            trust.pin(repository, offered)
        pinned = trust.pinned(repository)
        against = _against(session, tip)
    agrees = pinned is not None and not against
    printer = session.printer()
    if session.as_json:
        printer.json(
            {
                **asdict(offered),
                "pinned": asdict(pinned) if pinned else None,
                "agrees": agrees,
                "problems": [reason.text for reason in against],
            }
        )
    else:
        _print(printer, offered, pinned, against)
    return int(not agrees)


def _against(session: Session, tip: str) -> list[Reason]:
    """What speaks against the repository's being the one that is pinned."""
    from policyreview.signoff import trust
    from policyreview.signoff.charterline import charter_line
    from policyreview.signoff.walk import walk

    with session.repository() as repository:
        steps = walk(repository, tip)
        found = trust.findings(repository, steps, charter_line(repository, steps))
    return [reason for reason in found if reason.code in trust.AGAINST]


def _forgotten(session: Session, there: bool) -> int:
    printer = session.printer()
    if session.as_json:
        printer.json({"unpinned": there})
    else:
        printer.line("The pin is forgotten." if there else "Nothing was pinned.")
    return 0


def _print(printer: Printer, offered: Root, pinned: Pin | None, against: list[Reason]) -> None:
    from policyreview.cli.printer import Styled

    printer.line(f"first commit  {offered.root}")
    printer.line(f"charter       {offered.charter} (number {offered.number})")
    printer.line(f"owners        {', '.join(offered.owners)}")
    if pinned is None:
        printer.line(Styled("Nothing is pinned: the charter is taken as found here.", "warn"))
        printer.line("'policyreview trust --pin' trusts it from now on.")
    elif against:
        for reason in against:
            printer.line(Styled(reason.text, "bad"))
    elif pinned.charter == offered.charter:
        printer.line(Styled("This is what you pinned.", "good"))
    else:
        printer.line(
            Styled(f"You pinned charter {pinned.number}; its owners changed it since.", "good")
        )
