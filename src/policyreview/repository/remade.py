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
from collections import defaultdict, deque
from sys import intern
from typing import TYPE_CHECKING, TypeAlias

from policyreview.errors import CouldNotTell
from policyreview.repository.differing import MODULE, NOTHING, Unread, differences, entry_form

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
_STANDING, _LATELY = 4 * 1024 * 1024, 256 * 1024
_BESIDE = 512
"""Bytes that a folder takes beside its own."""

_Known: TypeAlias = "tuple[bytes, bytes, bytes, str]"
"""A folder's id and its bytes, how its entry begins in the folder above, and the path of that."""
_Edit: TypeAlias = "tuple[bytes, bytes]"
"""An entry of a folder before and after, ``b""`` where it is not there."""


class _Otherwise(Exception):  # noqa: N818  (the folders are read then)
    """What git says can't be what changed in the folders known."""


class Remade:
    """The folders of the commits taken so far that are needed again.

    Attributes:
        otherwise: The trees of commits that changed something else than git told.
    """

    def __init__(self, objects: ObjectReader, object_format: str) -> None:
        self._objects = objects
        self._new = hashlib.sha256 if object_format == "sha256" else hashlib.sha1
        self._size = 32 if object_format == "sha256" else 20
        self._entry = entry_form(self._size)
        self._whole = re.compile(rb"[0-7]+ [^\0]+\0.{%d}" % self._size, re.DOTALL)
        self._usual = re.compile(_USUAL % self._size, re.DOTALL)
        self._plain = True
        self._standing: dict[str, _Known] = {}
        self._stood: dict[str, _Known] = {}
        self._room = _STANDING
        self._lately: deque[tuple[int, Iterable[_Known]]] = deque()
        self._more = _LATELY
        self.otherwise: list[str] = []

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
        if self._follows(old, new, lines) or self._follows(old, new, lines, look=True):
            return []
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

    def _follows(
        self, old: bytes, new: bytes, lines: Sequence[Line], *, look: bool = False
    ) -> bool:
        """Whether one tree comes of another one by some changes; what comes is remembered.

        Args:
            old: The id of the tree before.
            new: That of the tree after.
            lines: The changes.
            look: Look every folder up in the tree before. Otherwise what stood at its path last is
                taken, in whichever tree; that it is the one meant follows from the folder above,
                which has to hold its id, and the topmost has to be that tree.
        """
        waiting, todo = self._waiting(lines)
        sha, standing = self._new, self._standing
        made: dict[str, _Known] = {}
        size = more = 0
        into = b""
        try:
            while todo:
                depth, folder = todo.pop()
                edits = waiting.pop(folder)
                while True:  # as far up as no other folder comes before
                    known = stood = standing.get(folder)
                    if known is None:
                        known = self._stood.get(folder)
                    if known is None or look:
                        known = self._inside(folder, old, look=look)
                    oid, before, head, above = known
                    if not depth and oid != old:
                        return False
                    if self._plain and len(edits) == 1 and edits[0][0]:
                        after = before.replace(*edits[0], 1)
                        if after == before:
                            return False
                    else:
                        after = self._edited(before, edits)
                    length = len(after)
                    size += length
                    more += length - len(stood[1]) if stood else length + _BESIDE
                    whole = b"tree %d\0%s" % (length, after)
                    into = sha(whole, usedforsecurity=False).digest() if after else b""
                    made[folder] = (into, after, head, above)
                    if not depth:
                        break
                    depth -= 1
                    edit = (oid and head + oid, into and head + into)
                    if above in waiting:
                        waiting[above].append(edit)
                        break
                    if todo:
                        waiting[above] = [edit]
                        insort(todo, (depth, above))
                        break
                    folder, edits = above, [edit]
        except _Otherwise:
            return False
        if into != new:
            return False
        standing.update(made)
        self._remember(size, made.values())
        self._room -= more
        if self._room < 0:  # what is not used until that comes again is forgotten
            self._stood, self._standing, self._room = standing, {}, _STANDING
        return True

    def _waiting(
        self, lines: Sequence[Line]
    ) -> tuple[dict[str, list[_Edit]], list[tuple[int, str]]]:
        """The entries that changed in each folder, and the folders with their depth, deepest last.

        Nothing where some are too deep, or a path is named twice.
        """
        if len(lines) > 1 and len({line[4] for line in lines}) < len(lines):
            return {}, []
        waiting: dict[str, list[_Edit]] = {}
        todo: list[tuple[int, str]] = []
        for old_mode, new_mode, old, new, path in lines:
            if " " in path and _LIKE_MODE.search(path):
                self._plain = False
            folder, _, name = path.rpartition("/")
            written = name.encode("utf-8", "surrogateescape")
            edit = (_entry(old_mode, written, old), _entry(new_mode, written, new))
            if folder in waiting:
                waiting[folder].append(edit)
                continue
            waiting[folder] = [edit]
            todo.append((path.count("/"), folder))
        if len(todo) > 1:
            todo.sort()
        return (waiting, todo) if todo and todo[-1][0] <= _DEEPEST else ({}, [])

    def _remember(self, size: int, folders: Iterable[_Known]) -> None:
        """Keep folders that have so many bytes for a while, whatever takes their place."""
        self._lately.append((size, folders))
        self._more -= size
        while self._more < 0:
            self._more += self._lately.popleft()[0]

    def _inside(self, folder: str, tree: bytes, *, look: bool) -> _Known:
        """A folder by what the one above it says; ``b""`` twice for one that is not there.

        Args:
            folder: Its path.
            tree: The id of the tree that it is in.
            look: See :meth:`_follows`.

        Raises:
            _Otherwise: It can't be read.
        """
        oid, (above, _, name) = tree, folder.rpartition("/")
        head = b"40000 %s\0" % name.encode("utf-8", "surrogateescape")
        if folder:
            outer = None if look else self._standing.get(above) or self._stood.get(above)
            _, data, _, _ = outer or self._inside(above, tree, look=look)
            at = self._find(data, head)
            oid = data[at + len(head) : at + len(head) + self._size] if at >= 0 else b""
        known = self._standing.get(folder) or self._stood.get(folder)
        if known is not None and known[0] == oid:
            return known
        there = self._bytes(oid)
        if there is None:
            raise _Otherwise
        return oid, there, head, intern(above)

    def _edited(self, data: bytes, edits: list[_Edit]) -> bytes:
        """A folder after changes of its entries.

        Raises:
            _Otherwise: It does not hold what was changed, or reading it anew is quicker.
        """
        if len(data) > _LONG and len(edits) > _MANY:
            raise _Otherwise
        if self._plain and len(edits) == 1 and edits[0][0]:
            changed = data.replace(*edits[0], 1)
            if changed == data:
                raise _Otherwise
            return changed
        added: list[bytes] = []
        for before, after in edits:
            if not before and after:
                added.append(after)
                continue
            at = self._find(data, before) if before else -1
            if at < 0:
                raise _Otherwise
            data = data[:at] + after + data[at + len(before) :]
        return self._put(data, added) if added else data

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
        entries: list[bytes] = self._whole.findall(data)
        if len(added) > 1:
            entries += added
            entries.sort(key=_place)
            return b"".join(entries)
        if not entries or _place(entries[-1]) < _place(added[0]):
            return data + added[0]
        insort(entries, added[0], key=_place)
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
        for _, folders in reversed(self._lately):
            for known in folders:
                if known[0] == oid:
                    return known[1]
        try:
            kind, data = self._objects.read(oid.hex(), limit=_LARGEST)
        except CouldNotTell:
            return None
        if kind != "tree":
            return None
        self._plain = self._plain and self._usual.fullmatch(data) is not None
        self._remember(len(data), [(oid, data, b"", "")])
        return data


def _place(entry: bytes) -> bytes:
    """By what git sorts an entry: its name, a folder's with a slash at its end."""
    name = entry[entry.index(b" ") + 1 : entry.index(b"\0")]
    return name + b"/" if entry.startswith(_FOLDER) else name


def _entry(mode: str, name: bytes, oid: str) -> bytes:
    """An entry of a folder as git writes it; nothing for what is not there."""
    if mode == NOTHING:
        return b""
    written = _MODES.get(mode) or mode.encode("ascii") + b" "
    return b"%s%s\0%s" % (written, name, bytes.fromhex(oid))
