"""Signatures that were found good before, so that each is checked once on this machine.

Kept is only that one key's signature holds over one payload, as a mark that nobody can make without
the user's own key. Whose key it is, whether it may sign, and everything else is asked each time.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policyreview import __version__
from policyreview.repository import folders
from policyreview.signoff import sealing

if TYPE_CHECKING:
    import hashlib
    from collections.abc import Sequence

    from policyreview.repository import Repository
    from policyreview.signoff.charter import Charter
    from policyreview.signoff.signature import Checked

_FORM = f"policyreview signature 1 {__version__}".encode("ascii")
_MOST = 500_000  # marks that are kept of one repository, 8 MB


@dataclass(slots=True)
class Proofs:
    """The marks of one repository's good signatures.

    Attributes:
        repository: Whose signatures they are.
        key: The user's own; None where there is none to be had, and nothing is kept.
        good: What a good signature amounted to last, by its key's fingerprint.
    """

    repository: Repository
    key: bytes | None
    _known: set[bytes] = field(default_factory=set)
    _used: set[bytes] = field(default_factory=set)
    good: dict[str, Checked] = field(default_factory=dict)
    _begun: dict[tuple[bytes | str, ...], hashlib.blake2b] = field(default_factory=dict)

    def mark(
        self, signature: bytes, payload: bytes, public: bytes, charters: Sequence[Charter]
    ) -> bytes:
        """The mark of a signature by a key that these charters know; ``b""`` without a key."""
        if self.key is None:
            return b""
        digests = [charter.digest for charter in charters]
        begun = self._begun.get((public, *digests))
        if begun is None:
            under = "\0".join(digests).encode("ascii")
            begun = self._begun[(public, *digests)] = sealing.begun(self.key, _FORM, public, under)
        return sealing.mark(begun, signature, payload)

    def holds(self, mark: bytes) -> bool:
        """Whether the signature of a mark was found good before."""
        if mark not in self._known:
            return False
        self._used.add(mark)
        return True

    def note(self, mark: bytes) -> None:
        """Remember a signature that was found good."""
        if mark:
            self._used.add(mark)

    def keep(self) -> None:
        """Write what is new; a folder that can't be written is no fault."""
        if self.key is None or self._used <= self._known:
            return
        marks = self._used | self._known
        if len(marks) > _MOST:
            marks = self._used
        with contextlib.suppress(OSError):
            path = sealing.place(self.repository, "signatures")
            folders.write_private(path, *sorted(marks), lasting=False)
        self._known = marks


def load(repository: Repository) -> Proofs:
    """The marks that were kept for a repository; none where they can't be read."""
    known: set[bytes] = set()
    key = None
    with contextlib.suppress(OSError):
        key = sealing.key_of_user(make=True)
    if key is not None:
        with contextlib.suppress(OSError):
            path = sealing.place(repository, "signatures")
            data = folders.read_private(path, largest=_MOST * sealing.MARK_SIZE) or b""
            starts = range(0, len(data), sealing.MARK_SIZE)
            known = {data[at : at + sealing.MARK_SIZE] for at in starts}
    return Proofs(repository, key, known)
