"""`diff --driver`: the redline of the two files that git gives an external diff driver."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from policyreview.errors import CouldNotTell, WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.cli.session import Session

_ARGUMENTS, _RENAMED = 7, 9
_NOTHING = ("/dev/null", "nul")
"""What git names where there is no file."""


class _Change(NamedTuple):
    """What git says of a file that changed."""

    path: str
    old: str  # a file with what it was; `_NOTHING` for a new one
    old_mode: str
    new: str
    new_mode: str

    @classmethod
    def of(cls, names: Sequence[str]) -> _Change:
        """From a path; file, hash and mode of each side; and of a renamed file its new path."""
        path, old, _, old_mode, new, _, new_mode = names[:_ARGUMENTS]
        renamed = len(names) > _ARGUMENTS
        return cls(
            f"{path} → {names[_ARGUMENTS]}" if renamed else path, old, old_mode, new, new_mode
        )

    @property
    def heading(self) -> str:
        """The path, and what happened to the file beside its text."""
        if self.old in _NOTHING:
            return f"{self.path} (new file)"
        if self.new in _NOTHING:
            return f"{self.path} (deleted)"
        if self.old_mode != self.new_mode:
            return f"{self.path} (mode {self.old_mode} → {self.new_mode})"
        return self.path


def given(arguments: Sequence[str]) -> int:
    """How many of some arguments, at their end, are what git gives: one where the rest is not."""
    for count in (_ARGUMENTS, _RENAMED):
        own = arguments[-count:]
        if len(own) == count and _is_mode(own[3]) and _is_mode(own[6]):
            return count
    return 1


def _is_mode(argument: str) -> bool:
    """Whether an argument is a file's mode, or what git gives where there is no file."""
    return argument == "." or (len(argument) == 6 and argument.isdigit())


def drive(
    session: Session, names: Sequence[str], *, spaces: bool, stat: bool, exit_code: bool
) -> int:
    """Compare two files for git.

    Of a file with conflicts git gives the path alone. Whatever can't be compared is said in the
    output, as git itself does, since an exit code would end git's own command; a pager that is
    left before the end is nothing to complain about either.

    Args:
        session: What was asked for.
        names: What git gave.
        spaces: All changes of white space are shown, by signs.
        stat: Only what happened to each clause.
        exit_code: The exit code says whether there is a difference, to a git that trusts it.

    Returns:
        The exit code; 0 unless ``exit_code``, or the environment that git gives says that it
        trusts it.

    Raises:
        WrongUse: They are not what git gives.
    """
    if len(names) < _ARGUMENTS:
        if len(names) != 1:
            raise WrongUse(
                "--driver takes the seven arguments that git gives a diff driver.",
                hint="docs/cli.md says how to set git up; --files compares two files.",
            )
        session.printer().line(f"{names[0]}: not merged yet")
        return 0
    from policyreview.cli.compared import of_bytes
    from policyreview.cli.failures import drop_output
    from policyreview.cli.files import read_bytes
    from policyreview.documents import is_binary

    change = _Change.of(names)
    trusted = exit_code or _yes(os.environ.get("GIT_EXTERNAL_DIFF_TRUST_EXIT_CODE", ""))
    try:
        old, new = read_bytes(change.old), read_bytes(change.new)
    except (WrongUse, CouldNotTell) as error:
        session.printer().line(f"{change.heading}: {error.message}")
        return int(trusted)
    printer = session.printer(paged=bool(os.environ.get("GIT_PAGER_IN_USE")))
    try:
        if is_binary(old) or is_binary(new):
            printer.line(f"{change.heading}: It is binary, not a text, and not compared.")
        else:
            compared = of_bytes(change.heading, (change.path, old), (change.path, new))
            compared.write(printer, spaces=spaces, stat=stat)
        printer.flush()
    except BrokenPipeError:
        drop_output()  # the reader has seen enough; any other exit code is a failure to git
    return int(trusted and (old != new or change.heading != change.path))


def _yes(value: str) -> bool:
    """Whether git takes a value for true."""
    return value.lower() in {"1", "true", "yes", "on"}
