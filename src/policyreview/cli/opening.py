"""Opens the screens; apart from the commands, so that the first frame waits for nothing else."""

from __future__ import annotations

import sys


def open_screens(folder: str, ref: str | None = None) -> int:
    """Show a repository's policies until the user leaves.

    Raises:
        WrongUse: The folder is no repository, or the revision unknown.
        CouldNotTell: There is no terminal, or none that can show screens.
    """
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        from policyreview.repository import Repository

        # Nobody sees a screen: what is wrong with the repository is the more useful sentence.
        with Repository.open(folder):
            pass
    from policyreview import tui

    return tui.run(folder, ref)
