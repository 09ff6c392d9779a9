"""The files of a tree, read from the folders' own bytes, which are compared with their ids.

``git ls-tree`` would be given whichever bytes it finds first where a folder stands in two packs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell
from policyreview.repository.differing import FOLDER, MODULE, entry_form, mode_of
from policyreview.repository.git import DAMAGED
from policyreview.repository.pointers import ObjectKind, TreeEntry

if TYPE_CHECKING:
    from policyreview.repository.objects import ObjectReader

_KINDS: dict[str, ObjectKind] = {FOLDER: "tree", MODULE: "commit"}
_BESIDE = 250
"""Bytes that a listed file takes beside its path."""
_MOST = 400 * 1024 * 1024
"""Bytes that a listing may take: some small folders can stand for any number of files."""


class TreeList:
    """Lists trees of one repository."""

    def __init__(self, objects: ObjectReader, object_format: str) -> None:
        self._objects = objects
        self._entry = entry_form(32 if object_format == "sha256" else 20)

    def files(
        self, tree: str, without: str = "", *, folders: bool = False
    ) -> tuple[TreeEntry, ...]:
        """Every file, link and submodule below a tree, in git's order.

        Args:
            tree: Its id.
            without: A folder of which nothing is listed that it holds.
            folders: List folders too.

        Raises:
            CouldNotTell: A folder is missing, damaged or malformed, or there are too many files.
        """
        inside = self._folders(tree, without)
        found: list[TreeEntry] = []
        waiting = [iter(inside[tree])]
        names = [""]
        while waiting:
            entry = next(waiting[-1], None)
            if entry is None:
                waiting.pop()
                names.pop()
                continue
            path = names[-1] + entry.path
            if folders or entry.mode != FOLDER:
                found.append(TreeEntry(path, entry.mode, entry.kind, entry.oid))
            if entry.mode == FOLDER and path != without:
                waiting.append(iter(inside[entry.oid]))
                names.append(f"{path}/")
        return tuple(found)

    def entry(self, tree: str, path: str) -> TreeEntry | None:
        """What stands at a path below a tree, a folder too; None where nothing does.

        Raises:
            CouldNotTell: A folder is missing, damaged or malformed.
        """
        at = TreeEntry("", FOLDER, "tree", tree)
        for name in path.split("/"):
            if at.mode != FOLDER:
                return None
            there = self._read(at.oid, *self._objects.read(at.oid))
            found = next((entry for entry in there if entry.path == name), None)
            if found is None:
                return None
            at = found
        return TreeEntry(path, at.mode, at.kind, at.oid)

    def _folders(self, tree: str, without: str) -> dict[str, tuple[TreeEntry, ...]]:
        """What stands in each folder of a tree, by the folder's id; many are read at once."""
        known: dict[str, tuple[TreeEntry, ...]] = {}
        level = [("", tree)]
        taken = 0
        while level:
            unread = {oid for _, oid in level} - known.keys()
            for oid, found in self._objects.read_many(sorted(unread)):
                known[oid] = self._read(oid, *(found or self._objects.read(oid)))
            taken += sum([(len(above) + _BESIDE) * (len(known[oid]) + 1) for above, oid in level])
            if taken > _MOST:
                raise CouldNotTell(
                    f"The folder {tree[:12]} holds more files, or longer paths, than are listed.",
                    hint="Somebody made it by hand: have the branch made without it.",
                )
            level = [
                (f"{above}{entry.path}/", entry.oid)
                for above, oid in level
                for entry in known[oid]
                if entry.mode == FOLDER and above + entry.path != without
            ]
        return known

    def _read(self, oid: str, kind: str, data: bytes) -> tuple[TreeEntry, ...]:
        entries: list[TreeEntry] = []
        end = 0
        for match in self._entry.finditer(data):
            if match.start() != end:
                break
            end = match.end()
            mode = mode_of(match[1])
            name = match[2].decode("utf-8", "surrogateescape")
            entries.append(TreeEntry(name, mode, _KINDS.get(mode, "blob"), match[3].hex()))
        if kind != "tree" or end != len(data):
            raise CouldNotTell(
                f"Git could not list the files: {oid[:12]} is not a tree object.",
                hint=DAMAGED,
            )
        return tuple(entries)
