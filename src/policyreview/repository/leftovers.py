"""What a killed sign-off left behind, looked for whenever a repository is opened.

Looking costs one question to the file system; the writer is imported only where there is something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError

if TYPE_CHECKING:
    from policyreview.repository.repo import Repository

_WAIT = 0.5
"""Seconds to wait for a lock: that of a killed process goes a moment later than the process."""


def put_right(repository: Repository) -> str | None:
    """Finish or clear away a sign-off that was interrupted.

    Returns:
        Sentences that say which, or why it can't be done now; None where nothing was left behind
        or the sign-off is still under way.
    """
    if not (repository.common_dir / "policyreview" / "journal.json").exists():
        return None
    from policyreview.repository.recovery import recover

    try:
        told = recover(repository, wait=_WAIT)
    except PolicyReviewError as error:
        return f"An earlier sign-off was interrupted. {error.message} {error.hint}".rstrip()
    return told.message if told else None
