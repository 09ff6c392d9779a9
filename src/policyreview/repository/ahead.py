"""The last changes of a commit's files, found while something else is done."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from policyreview.errors import Cancelled
from policyreview.repository.changes import LastChange, last_changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.repository.repo import Repository

_PATIENCE = 5.0
"""Seconds that closing waits for git to be ended."""


class Ahead:
    """A pass over the history on a thread of its own. It ends with the repository at the latest."""

    def __init__(self, repository: Repository, commit: str, paths: Iterable[str]) -> None:
        """Begin.

        Args:
            repository: Where to look.
            commit: The oid whose files are meant.
            paths: The files.
        """
        self.paths = frozenset(paths)
        self._stop = threading.Event()
        self._found: tuple[LastChange, ...] = ()
        self._trouble: Exception | None = None

        def work() -> None:
            try:
                self._found = tuple(
                    last_changes(repository, commit, self.paths, cancelled=self._stop.is_set)
                )
            except Exception as error:  # noqa: BLE001  (raised where the answer is asked for)
                self._trouble = error

        # A daemon: a program that ends does not wait for it, and git ends when nobody reads.
        self._thread = threading.Thread(target=work, name="policyreview-ahead", daemon=True)
        self._thread.start()
        repository.when_closed(self.close)

    def found(self) -> tuple[LastChange, ...]:
        """The last changes, newest first; waits for them.

        Raises:
            CouldNotTell: Git failed, or objects are missing or damaged.
            Cancelled: The repository was closed before.
        """
        self._thread.join()
        if self._trouble is not None:
            raise self._trouble
        if self._stop.is_set():
            raise Cancelled("Stopped reading the history.")
        return self._found

    def close(self) -> None:
        """End the pass."""
        self._stop.set()
        self._thread.join(_PATIENCE)
