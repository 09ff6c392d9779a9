"""Which clauses a reader has ticked as viewed, kept in the state folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.repository.folders import state_dir, write_private

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 20_000
"""Ticks kept for one repository; the oldest fall out."""


def clause_digest(text: str) -> str:
    """What a tick is tied to: the clause's exact text, so that a changed clause is unread again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Digests:
    """Digests of one text's clauses in order: of several with equal words, each has its own.

    The first has ``clause_digest``, the others that with ``#2``, ``#3`` behind it.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def of(self, text: str) -> str:
        """The next clause's digest."""
        digest = clause_digest(text)
        self._counts[digest] += 1
        count = self._counts[digest]
        return digest if count == 1 else f"{digest}#{count}"


class Viewed:
    """The ticks of one repository.

    A file that can't be read or written costs the ticks, never the review.
    """

    def __init__(self, repository: Path) -> None:
        """Read the ticks.

        Args:
            repository: The repository's common git folder, which tells repositories apart.
        """
        name = hashlib.sha256(str(repository.resolve()).encode("utf-8", "surrogateescape"))
        self._file = state_dir() / "viewed" / f"{name.hexdigest()[:24]}.json"
        self._ticks: dict[str, None] = dict.fromkeys(self._read())

    def _read(self) -> list[str]:
        try:
            known = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return []
        ticks = known.get("viewed", []) if isinstance(known, dict) else []
        return [tick for tick in ticks if isinstance(tick, str)][:_MOST]

    def has(self, policy: str, language: str, digest: str) -> bool:
        """Whether a clause with that text was ticked."""
        return f"{policy}/{language}/{digest}" in self._ticks

    def toggle(self, policy: str, language: str, digest: str) -> bool:
        """Tick or untick; return whether it is ticked now."""
        key = f"{policy}/{language}/{digest}"
        if key in self._ticks:
            del self._ticks[key]
        else:
            self._ticks[key] = None
        self._write()
        return key in self._ticks

    def _write(self) -> None:
        text = json.dumps({"format": 1, "viewed": list(self._ticks)[-_MOST:]})
        with contextlib.suppress(OSError, PolicyReviewError):
            write_private(self._file, text.encode())
