"""Folders made again from what git says has changed in them, and compared with their ids.

The id of a commit's tree follows from the folders of its parent and the files that changed. Where
what follows is the tree's id, git has told all that changed and nothing else, and no folder needs
to be read. Where it is not, the folders themselves are read and compared with what git told: it may
have been given other bytes than their own.
"""

from __future__ import annotations

import hashlib
import re
from bisect import insort
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from policyreview.errors import CouldNotTell
from policyreview.repository.differing import MODULE, NOTHING, Unread, differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policyreview.repository.objects import ObjectReader

Line: TypeAlias = "Sequence[str]"
"""Mode before, mode after, id before, id after, path; a mode of zeros where nothing stands."""

_MODES = {"100644": b"100644 ", "100755": b"100755 ", "120000": b"120000 "}
_FOLDER = b"40000 "
_LARGEST = 16 * 1024 * 1024
_DEEPEST = 100
_LONG, _MANY = 16 * 1024, 64
"""Bytes of a folder and changes in it at once from which on it is quicker to read it."""
_USUAL = rb"(?:(?:100644|100755|120000|160000|40000) (?![^\0]*[0-7]{5} )[^\0]+\0.{%d})*"
_LIKE_MODE = re.compile("[0-7]{5} ")
_STANDING = 32 * 1024 * 1024
_LEFT = 64


class _Otherwise(Exception):  # noqa: N818  (the folders are read then)
    """What git says can't be what changed in the folders known."""


class _Folder:
    """What changed in a folder."""

    __slots__ = ("inside", "lines")

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.inside: dict[str, _Folder] = {}


class Remade:
    """The folders of the commits taken so far, by id: those that stand, and some that stood.

    Attributes:
        otherwise: The trees of commits that changed something else than git told.
    """

    def __init__(self, objects: ObjectReader, object_format: str) -> None:
        self._objects = objects
        self._new = hashlib.sha256 if object_format == "sha256" else hashlib.sha1
        self._size = 32 if object_format == "sha256" else 20
        self._entry = re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % self._size, re.DOTALL)
        self._whole = re.compile(rb"[0-7]+ [^\0]+\0.{%d}" % self._size, re.DOTALL)
        self._usual = re.compile(_USUAL % self._size, re.DOTALL)
        self._plain = True
        self.otherwise: list[str] = []
        self._standing: dict[bytes, bytes] = {}
        self._left: dict[bytes, bytes] = {}
        self._room = _STANDING

    def strangers(self, before: str, tree: str, lines: Sequence[Line]) -> list[str]:
        """Take the next commit; the ids of its folders that are not known to be what they say.

        Args:
            before: The tree of its first parent, ``""`` where it has none.
            tree: Its own.
            lines: What git says it changed against that parent.
        """
        old, new = bytes.fromhex(before), bytes.fromhex(tree)
        if old == new and not lines:
            return []
        top = _Folder()
        for line in lines:
            at = top
            *above, _ = line[4].split("/")
            if len(above) > _DEEPEST:
                return self._read_new(old, new, lines)
            for name in above:
                there = at.inside.get(name)
                if there is None:
                    there = at.inside[name] = _Folder()
                at = there
            at.lines.append(line)
        try:
            if len({line[4] for line in lines}) == len(lines) and self._changed(old, top) == new:
                return []
        except _Otherwise:
            pass
        return self._read_new(old, new, lines)

    def lacking(self, tree: str, files: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Yield the paths of files that a tree does not hold, by the bytes of its folders.

        Args:
            tree: Its id.
            files: Path and id of each.
        """
        known: dict[bytes, dict[bytes, set[bytes]]] = {}
        for path, oid in files:
            names = path.encode("utf-8", "surrogateescape").split(b"/")
            at = {(bytes.fromhex(tree), 0)}
            for end in range(1, len(names) + 1):  # a name made by hand may hold a slash
                at |= {
                    (inside, end)
                    for folder, begin in at
                    for inside in (known.get(folder) or self._names(folder, known)).get(
                        b"/".join(names[begin:end]), ()
                    )
                }
            if (bytes.fromhex(oid), len(names)) not in at:
                yield path

    def _names(
        self, folder: bytes, known: dict[bytes, dict[bytes, set[bytes]]]
    ) -> dict[bytes, set[bytes]]:
        """The ids under each name of a folder; one that stands there twice has two."""
        names = known[folder] = defaultdict(set)
        for entry in self._entry.finditer(self._bytes(folder) or b""):
            names[entry[2]].add(entry[3])
        return names

    def _changed(self, oid: bytes, folder: _Folder) -> bytes:
        """The id of a folder after a change, ``b""`` for one in which nothing is left."""
        before = self._bytes(oid) if oid else b""
        if before is None:
            raise _Otherwise
        data = before
        if len(data) > _LONG and len(folder.inside) + len(folder.lines) > _MANY:
            raise _Otherwise
        added: list[bytes] = []
        for name, inside in folder.inside.items():
            head = b"40000 %s\0" % name.encode("utf-8", "surrogateescape")
            at = self._find(data, head)
            if at < 0:
                self._see(name)
                added.append(head + self._changed(b"", inside))
                continue
            start = at + len(head)
            end = start + self._size
            new = self._changed(data[start:end], inside)
            data = data[:start] + new + data[end:] if new else data[:at] + data[end:]
        for old_mode, new_mode, old, new_id, path in folder.lines:
            name = path.rpartition("/")[2]
            entry = _entry(new_mode, name, new_id)
            if old_mode == NOTHING:
                self._see(name)
                added.append(entry)
                continue
            there = _entry(old_mode, name, old)
            at = self._find(data, there)
            if at < 0:
                raise _Otherwise
            data = data[:at] + entry + data[at + len(there) :]
        if added:
            data = self._put(data, added)
        if not data:
            return b""
        new = self._new(b"tree %d\0%s" % (len(data), data), usedforsecurity=False).digest()
        self._stand(new, data)
        if oid in self._standing and oid != new:
            self._leave(oid)
        return new

    def _see(self, name: str) -> None:
        """Take note of a name that has come, whether it could be taken for a whole entry."""
        if " " in name and _LIKE_MODE.search(name):
            self._plain = False

    def _find(self, data: bytes, start: bytes) -> int:
        """Where the entry begins that starts so; -1: there is none.

        A name may hold what looks like an entry's beginning. Where any does, it is made sure that
        entries end there.
        """
        at = data.find(start)
        if at > 0 and not self._plain and sum(map(len, self._whole.findall(data, 0, at))) != at:
            raise _Otherwise
        return at

    def _put(self, data: bytes, added: list[bytes]) -> bytes:
        """A folder with new entries in their places."""
        entries = self._whole.findall(data)
        if len(added) == 1:
            insort(entries, added[0], key=_place)
        else:
            entries = sorted([*entries, *added], key=_place)
        return b"".join(entries)

    def _read_new(self, old: bytes, new: bytes, lines: Sequence[Line]) -> list[str]:
        """Read the folders in which two trees differ; the one that can't be read."""
        try:
            found = sorted(differences(self._bytes, old, new, self._size))
        except Unread as unread:
            return [unread.oid]
        told = [line for line in found if set(line[:2]) - {MODULE, NOTHING}]  # it ignores modules
        if told != sorted(map(tuple, lines)):
            self.otherwise.append(new.hex())
        return []

    def _bytes(self, oid: bytes) -> bytes | None:
        """A folder's bytes, known or read (and compared with their id); None if that can't be."""
        if not oid:
            return b""
        data = self._standing.get(oid) or self._left.get(oid)
        if data is None:
            try:
                kind, data = self._objects.read(oid.hex(), limit=_LARGEST)
            except CouldNotTell:
                return None
            if kind != "tree":
                return None
            self._plain = self._plain and self._usual.fullmatch(data) is not None
            self._stand(oid, data)
        return data

    def _stand(self, oid: bytes, data: bytes) -> None:
        if oid in self._standing:
            return
        self._standing[oid] = data
        self._room -= len(data)
        while self._room < 0:
            self._room += len(self._standing.pop(next(iter(self._standing))))

    def _leave(self, oid: bytes) -> None:
        """Let a folder go that another stands in place of, but not at once: lines of work part."""
        self._left[oid] = data = self._standing.pop(oid)
        self._room += len(data)
        if len(self._left) > _LEFT:
            del self._left[next(iter(self._left))]


def _place(entry: bytes) -> bytes:
    """By what git sorts an entry: its name, a folder's with a slash at its end."""
    name = entry[entry.index(b" ") + 1 : entry.index(b"\0")]
    return name + b"/" if entry.startswith(_FOLDER) else name


def _entry(mode: str, name: str, oid: str) -> bytes:
    """An entry of a folder as git writes it; nothing for what is not there."""
    if mode == NOTHING:
        return b""
    written = _MODES.get(mode) or mode.encode("ascii") + b" "
    return b"%s%s\0%s" % (written, name.encode("utf-8", "surrogateescape"), bytes.fromhex(oid))
