"""Starts the program; what must be quick is answered here, before more is imported."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> int:
    """Run the command line on the process's own arguments and give its exit code."""
    if sys.getfilesystemencoding() != "utf-8":
        _name_files_as_git_does()
    arguments = _arguments()
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


def _name_files_as_git_does() -> None:
    """Start again in Python's UTF-8 mode; what is written keeps the locale's encoding.

    Names of files are bytes to git, and UTF-8 here: in another locale Python would take every name
    that is not ASCII for another one.
    """
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if os.environ.get("PYTHONUTF8") == "1":
        return  # Python was told not to look at its environment
    if sys.stdout is not None:
        environment.setdefault("PYTHONIOENCODING", sys.stdout.encoding)
    os.execve(sys.executable, sys.orig_argv, environment)  # noqa: S606  (the same program again)


def _arguments() -> list[str]:
    """The arguments; one typed in another encoding than UTF-8 is read by that of the terminal."""
    given = sys.argv[1:]
    spoken = sys.stdout.encoding if sys.stdout is not None else "utf-8"
    if not sys.flags.utf8_mode or spoken == "utf-8":
        return given
    typed = [os.fsencode(one) for one in given]
    return [
        raw.decode(spoken, "surrogateescape")
        if any("\udc80" <= letter <= "\udcff" for letter in one) and not os.path.lexists(raw)
        else one
        for one, raw in zip(given, typed, strict=True)
    ]


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
