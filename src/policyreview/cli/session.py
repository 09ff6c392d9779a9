"""What every command is told: which repository, which ref, how to print."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.cli.printer import Printer
    from policyreview.library import Library
    from policyreview.repository import Repository

ColorChoice = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Session:
    """The answers to the options that all commands share.

    Attributes:
        folder: Where the repository is looked for, as given.
        ref: The branch, tag or commit to look at; None is what is checked out.
        color: When to colour.
        as_json: Print JSON in place of text for people.
    """

    folder: str = "."
    ref: str | None = None
    color: ColorChoice = "auto"
    as_json: bool = False

    def repository(self) -> Repository:
        """Open the repository; it is a context manager."""
        from policyreview.repository import Repository

        return _put_right(Repository.open(self.folder))

    @contextmanager
    def library(self) -> Iterator[Library]:
        """Open the library at the session's ref, for a ``with`` statement."""
        from policyreview.library import open_library

        library = open_library(self.folder, ref=self.ref)
        with library.repository:
            _put_right(library.repository)
            yield library

    def printer(self, *, paged: bool = False) -> Printer:
        """A printer on the standard output; ``paged``: a pager shows it on a terminal."""
        from policyreview.cli.printer import Printer, output

        stream = output()
        return Printer(stream, colored=self.colored(stream.isatty() or paged))

    def colored(self, on_terminal: bool) -> bool:
        """Whether to colour: as asked, else on a capable terminal without ``NO_COLOR``."""
        if self.color != "auto":
            return self.color == "always"
        return (
            on_terminal
            and not os.environ.get("NO_COLOR")
            and os.environ.get("TERM", "dumb") != "dumb"
        )


def _put_right(repository: Repository) -> Repository:
    """Finish or clear away what a killed sign-off left, and say so."""
    from policyreview.repository.leftovers import put_right

    if told := put_right(repository):
        from policyreview.cli.failures import complain

        complain(told)
    return repository


def today() -> dt.date:
    """The day where the user is; the only place where the commands read the clock."""
    return dt.date.today()


def interactive() -> bool:
    """Whether someone can be asked: both input and error output are terminals."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())
