"""What changed since the last approval, kept from one run to the next.

Comparing takes a hundred times as long as remembering, and where the policy had the same id its
answer depends on nothing but the program, that commit and the bytes of the newer texts. Whether
the commit is an approval is asked anew each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING

from policyreview import __version__

if TYPE_CHECKING:
    from policyreview.library import Library, Policy

FORM = 1
"""Raised whenever the same texts are counted otherwise: by redline, alignment or `changed`."""
_MOST = 2000

Answer = tuple[int, tuple[str, ...]]
"""How many clauses changed, and the languages that stayed behind."""


class Kept:
    """One repository's answers. What can't be read or written is done without."""

    def __init__(self, library: Library) -> None:
        from policyreview.repository import folders

        place = str(library.repository.common_dir).encode("utf-8", "surrogateescape")
        name = hashlib.sha256(place).hexdigest()[:32]
        self._path = folders.cache_dir() / "changed" / f"{name}.json"
        self._known: dict[str, object] | None = None
        self._new: dict[str, Answer] = {}

    def find(self, key: str) -> Answer | None:
        """The answer kept under a key, or None."""
        if self._known is None:
            self._known = self._load()
        match self._known.get(key):
            case [int(count), [*languages]] if all(isinstance(one, str) for one in languages):
                return count, tuple(map(str, languages))
        return None

    def add(self, key: str, answer: Answer) -> None:
        """Keep an answer; ``save`` writes it."""
        self._new[key] = answer

    def save(self) -> None:
        """Write what was added, and only the newest answers."""
        if not self._new:
            return
        from policyreview.repository import folders

        answers = list({**(self._known or {}), **self._new}.items())[-_MOST:]
        data = json.dumps(dict(answers), separators=(",", ":")).encode("ascii")
        with contextlib.suppress(OSError):
            folders.write_private(self._path, data, lasting=False)

    def _load(self) -> dict[str, object]:
        try:
            data = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}


def key_of(policy: Policy, commit: str) -> str:
    """What an answer is kept under: all that it depends on.

    Args:
        policy: The policy as it is now.
        commit: The commit that it is compared with.
    """
    texts = [
        [text.language, text.path, text.blob, text.mode, text.lines, text.interleaved]
        for text in policy.texts
    ]
    whole = json.dumps([FORM, __version__, policy.id, commit, policy.prevailing, texts])
    return hashlib.sha256(whole.encode("ascii")).hexdigest()
