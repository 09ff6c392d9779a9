"""What stands at a path in a commit, read from tree objects in process: no git process each."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.repository.parse import parse_tree
from policyreview.signoff.subject import REGULAR_MODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.repository import Repository

_KEPT = 4_096
_LARGEST_TREE = 16 * 1024 * 1024
_NOTHING: dict[bytes, tuple[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a tree: six digits of mode, and the object's id."""

    mode: str
    oid: str

    @property
    def is_file(self) -> bool:
        """Whether it is an ordinary file."""
        return self.mode in REGULAR_MODES


class Trees:
    """Looks paths up; the folders last read are kept."""

    def __init__(
        self, repository: Repository, beside: Callable[[str], bytes | None] = lambda _: None
    ) -> None:
        """Begin.

        Args:
            repository: Where the folders are.
            beside: Gives the bytes of folders that are not there.
        """
        self._repository = repository
        self._beside = beside
        self._oid_size = 32 if repository.object_format == "sha256" else 20
        self._kept: OrderedDict[str, dict[bytes, tuple[str, str]]] = OrderedDict()

    def entry(self, tree: str, path: str) -> Entry | None:
        """What stands at ``path`` below the tree with that oid; None for nothing or unreadable."""
        at = tree
        parts = path.encode("utf-8", "surrogateescape").split(b"/")
        for part in parts[:-1]:
            found = self._read(at).get(part)
            if found is None or found[0] != "040000":
                return None
            at = found[1]
        last = self._read(at).get(parts[-1])
        return Entry(*last) if last is not None else None

    def _read(self, oid: str) -> dict[bytes, tuple[str, str]]:
        if oid in self._kept:
            self._kept.move_to_end(oid)
            return self._kept[oid]
        try:
            data = self._beside(oid)
            if data is None:
                kind, data = self._repository.object(oid, limit=_LARGEST_TREE)
                data = data if kind == "tree" else b""
            found = parse_tree(data, self._oid_size)
        except (PolicyReviewError, ValueError):
            found = _NOTHING
        self._kept[oid] = found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found
