"""Facts by blob and listings by commit, kept in the user's cache folder between runs."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.library.facts import Facts
    from policyreview.repository import TreeEntry

FACTS_FORMAT = 9
"""Raised whenever reading finds something else in the same bytes."""
LISTING_FORMAT = 1
_KEPT_LISTINGS = 4


def facts_key(entry: TreeEntry) -> str:
    """What facts are kept under: the bytes, and the ending that tells the markup."""
    return f"{entry.oid}{entry.path[entry.path.rfind('.') :].lower()}"


class Cache:
    """One repository's cache. Whatever is wrong with it is ignored: it is read again from git."""

    def __init__(self, common_dir: Path | str) -> None:
        from policyreview.repository.folders import cache_dir

        name = hashlib.sha256(str(common_dir).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        self._common_dir = common_dir
        self.folder = cache_dir() / "library"
        self.facts_path = self.folder / f"{name}.facts.json"
        self.name = name
        self._raw: dict[str, dict[str, Any]] | None = None
        self._known: dict[str, Facts] = {}
        self._new: dict[str, Facts] = {}
        self._grown = False

    def copy(self) -> Cache:
        """What is known by now, to be added to by another thread."""
        other = Cache(self._common_dir)
        other._raw = None if self._raw is None else dict(self._raw)
        other._known, other._new = dict(self._known), dict(self._new)
        return other

    def has(self, key: str) -> bool:
        """Whether facts are kept under a key."""
        return key in self._known or key in self._all()

    def facts(self, key: str) -> Facts | None:
        """The facts kept under a key (blob and markup), or None."""
        if key in self._known:
            return self._known[key]
        raw = self._all().get(key)
        if raw is None:
            return None
        from policyreview.library.facts import parse  # not needed for a listing alone

        try:
            facts = parse(raw)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        self._known[key] = facts
        return facts

    def add(self, key: str, facts: Facts | dict[str, Any]) -> None:
        """Keep facts, or what ``dump`` makes of them; ``save`` writes them."""
        if isinstance(facts, dict):
            self._all()[key] = facts
            self._grown = True
        else:
            self._known[key] = facts
            self._new[key] = facts

    def save(self) -> None:
        """Write what was added, if anything was; a cache that can't be written is done without."""
        if not self._new and not self._grown:
            return
        from policyreview.library.facts import dump

        raw = self._all()
        raw.update({key: dump(facts) for key, facts in self._new.items()})
        self._new, self._grown = {}, False
        self._write(self.facts_path, {"format": FACTS_FORMAT, "facts": raw})

    def _all(self) -> dict[str, dict[str, Any]]:
        if self._raw is None:
            self._raw = self._load()
        return self._raw

    def listing(self, commit: str) -> dict[str, Any] | None:
        """The listing kept for a commit, or None."""
        data = _read(self._listing_path(commit))
        if data.get("format") == [LISTING_FORMAT, FACTS_FORMAT] and data.get("commit") == commit:
            return data
        return None

    def keep_listing(self, commit: str, listing: dict[str, Any]) -> None:
        """Keep the listing of a commit, and only the latest few."""
        self._write(
            self._listing_path(commit),
            {"format": [LISTING_FORMAT, FACTS_FORMAT], "commit": commit, **listing},
        )
        with contextlib.suppress(OSError):
            kept = sorted(
                self.folder.glob(f"{self.name}.*.list.json"),
                key=lambda path: path.stat().st_mtime,
                reverse=True,
            )
            for old in kept[_KEPT_LISTINGS:]:
                old.unlink(missing_ok=True)

    def _listing_path(self, commit: str) -> Path:
        return self.folder / f"{self.name}.{commit[:16]}.list.json"

    def _load(self) -> dict[str, dict[str, Any]]:
        data = _read(self.facts_path)
        facts = data.get("facts")
        return facts if data.get("format") == FACTS_FORMAT and isinstance(facts, dict) else {}

    def _write(self, path: Path, data: dict[str, Any]) -> None:
        from policyreview.repository.folders import write_private

        with contextlib.suppress(OSError):
            write_private(
                path, json.dumps(data, separators=(",", ":")).encode("ascii"), lasting=False
            )


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
