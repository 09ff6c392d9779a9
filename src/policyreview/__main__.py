"""Starts the program; what must be quick is answered here, before more is imported."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> int:
    """Run the command line on the process's own arguments and give its exit code."""
    arguments = sys.argv[1:]
    try:
        if arguments in (["--version"], ["-V"]):
            from policyreview import __version__

            sys.stdout.write(f"policyreview {__version__}\n")
            sys.stdout.flush()
            return 0
        # Imports make objects by the ten thousand and no garbage: Python's 700 costs them 7 %.
        gc.set_threshold(50_000)
        # Nobody has to look for cycles among what is left at the end: the process gives it back.
        atexit.register(gc.freeze)
        if arguments in (["list"], ["list", "--json"]) and not _completing():
            from policyreview.cli.listing import print_list
            from policyreview.cli.session import Session

            return print_list(Session(as_json=len(arguments) > 1))
        if _only_a_folder(arguments):
            from policyreview.cli.opening import open_screens

            return open_screens(*arguments or ["."])
        from policyreview.cli.app import run

        return run(arguments)
    except BaseException as error:
        if isinstance(error, SystemExit):
            raise
        from policyreview.cli.failures import report

        return report(error)


def _completing() -> bool:
    """Whether a shell asks for completions."""
    return "_POLICYREVIEW_COMPLETE" in os.environ


def _only_a_folder(arguments: list[str]) -> bool:
    """Whether the screens are to open and nothing else is said: no arguments, or a path."""
    if _completing():
        return False
    if not arguments:
        return True
    name = arguments[0]
    return len(arguments) == 1 and (name in {".", ".."} or (os.sep in name and name[0] != "-"))


if __name__ == "__main__":
    sys.exit(main())
