"""What a reviewer settles about the pairing of two languages, kept in the work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import Refused
from policyreview.parallel import pins
from policyreview.repository.ownfiles import put_file
from policyreview.repository.worktrees import read_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.library import Library, Policy
    from policyreview.parallel import Bead, Pin, Unit
    from policyreview.parallel.pins import Action


class Pinning:
    """The pins of one policy, and the way back from each change to them."""

    def __init__(self, library: Library, policy: Policy) -> None:
        """Read the pins: the work tree's, else those of the library's commit.

        Raises:
            PolicyReviewError: The file can't be read.
        """
        self._root = library.repository.root
        self.path = pins.path_of(policy.id)
        data = read_file(self._root, self.path) if self._root is not None else None
        if data is None and library.commit is not None:
            entry = library.repository.entry(library.commit, self.path)
            if entry is not None and entry.is_file:
                data = library.repository.blob(entry.oid, limit=pins.MOST_BYTES)
        self.pins: tuple[Pin, ...] = () if data is None else pins.load(data, name=self.path)
        self._before: list[tuple[Pin, ...]] = []

    @property
    def can_undo(self) -> bool:
        """Whether something was changed here."""
        return bool(self._before)

    def add(
        self,
        action: Action,
        bead: Bead,
        units: tuple[Sequence[Unit], Sequence[Unit]],
        languages: tuple[str, str],
    ) -> None:
        """Settle something about a bead, and write it down.

        Raises:
            PolicyReviewError: It makes no sense, or could not be written.
        """
        pin = pins.make(action, units, bead.source, bead.target, languages)
        self._take((*self.pins, pin))

    def loosen(
        self,
        bead: Bead,
        units: tuple[Sequence[Unit], Sequence[Unit]],
        languages: tuple[str, str],
    ) -> None:
        """Drop the pins that hold a bead together.

        Raises:
            PolicyReviewError: It could not be written.
        """
        held = (bead.source, bead.target)
        self._take(
            tuple(p for p in self.pins if held not in pins.resolve([p], *units, languages).together)
        )

    def undo(self) -> None:
        """Take back the last change.

        Raises:
            PolicyReviewError: It could not be written.
        """
        if self._before:
            self._write(self._before[-1])
            self.pins = self._before.pop()

    def _take(self, wanted: tuple[Pin, ...]) -> None:
        self._write(wanted)
        self._before.append(self.pins)
        self.pins = wanted

    def _write(self, wanted: tuple[Pin, ...]) -> None:
        if self._root is None:
            raise Refused("A bare repository has no work tree to keep pins in.")
        put_file(self._root, self.path, pins.dump(wanted))
