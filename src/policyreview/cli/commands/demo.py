"""`demo`: a small library with a real history, made in a folder of its own and opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make

if TYPE_CHECKING:
    from policyreview.cli.session import Session

DEFAULT_FOLDER = "policyreview-demo"


@make(
    "demo",
    help="Make a small library of an invented company, with a history, three signers, an approved "
    "and a waiting version, and open it. A demo that stands in the folder already is opened.\n\n"
    f"It is made in ./{DEFAULT_FOLDER} unless --dir names another folder. Nothing outside that "
    "folder is touched; removing it removes everything.",
    example="policyreview demo --dir /tmp/demo --no-open",
    params=[
        click.Option(["--dir", "folder"], metavar="FOLDER", help="Where to make it."),
        click.Option(["--no-open"], is_flag=True, help="Only make it, don't open the screens."),
    ],
)
def command(session: Session, folder: str | None, no_open: bool) -> int:
    """Make the demo and open it."""
    from policyreview.cli.failures import complain
    from policyreview.demo import build

    if not no_open and not session.as_json:
        _require_terminal()
    printer = session.printer()
    quiet = session.as_json or not printer.on_terminal
    demo = build(
        Path(folder or DEFAULT_FOLDER),
        progress=None if quiet else lambda words: complain(f"{words[:1].upper()}{words[1:]} …"),
    )
    if session.as_json:
        printer.json(
            {
                "folder": str(demo.folder),
                "reused": demo.reused,
                "activate": str(demo.folder / ".demo" / "activate"),
            }
        )
    elif no_open:
        printer.line(f"The demo is in {demo.folder}.")
        printer.line(f"Open it:       policyreview demo --dir {demo.folder}")
        printer.line(f"Or in a shell: cd {demo.folder} && . .demo/activate")
        printer.line("Sign there as another signer with --key .demo/keys/mirela or kaiwen.")
    if no_open or session.as_json:
        return 0
    from policyreview.cli.opening import open_screens

    with demo.opened():
        return open_screens(str(demo.folder), session.ref)


def _require_terminal() -> None:
    """Refuse before anything is made where no screen could open on it.

    Raises:
        CouldNotTell: There is no terminal that can show screens.
    """
    from policyreview.errors import CouldNotTell
    from policyreview.tui.start import check_terminal

    try:
        check_terminal()
    except CouldNotTell as error:
        raise CouldNotTell(
            error.message,
            hint="'policyreview demo --no-open' makes the library without opening it.",
        ) from None
