"""The exceptions that a user may see, each one or two plain sentences and an exit code."""

from __future__ import annotations

from typing import ClassVar


class PolicyReviewError(Exception):
    """Something failed in a way that a user can be told about.

    Attributes:
        message: What failed and why, one plain sentence with its full stop. It may hold text from
            a repository: whoever prints it passes it through ``terminal``.
        hint: What to do about it, one plain sentence, or ``""``.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class Refused(PolicyReviewError):  # noqa: N818  (a word of the domain, not of Python)
    """The answer is no: not approved, not verified, or an action that the rules bar. Exit 1."""

    exit_code = 1


class Moved(Refused):
    """A branch or tag is elsewhere than it was when the action was planned; nothing was changed."""


class WrongUse(PolicyReviewError):  # noqa: N818
    """The request makes no sense: no such policy, no real day, not a repository. Exit 2."""

    exit_code = 2


class CouldNotTell(PolicyReviewError):  # noqa: N818
    """The environment kept the answer back: no git, no agent, unreadable, disk full. Exit 3."""

    exit_code = 3


class HalfDone(CouldNotTell):
    """The commit stands, but index and files could not follow; the next start goes on with it."""


class Cancelled(PolicyReviewError):  # noqa: N818
    """The user stopped it; nothing was changed. Exit 1."""

    exit_code = 1
