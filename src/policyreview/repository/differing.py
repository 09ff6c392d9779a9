"""In which files two folders differ, by the bytes of the folders themselves, as git would tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policyreview.errors import CouldNotTell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOTHING = "000000"
MODULE = "160000"
FOLDER = "040000"


class Unread(CouldNotTell):
    """A folder can't be read.

    Attributes:
        oid: Its id.
    """

    def __init__(self, oid: str) -> None:
        super().__init__(
            f"The folder {oid[:12]} can't be read: its bytes are missing, damaged or not its own.",
            hint="Run 'git fsck' on a copy of the repository, or clone it again.",
        )
        self.oid = oid


class _Entry(NamedTuple):
    """An entry of a folder; one without a mode stands for nothing."""

    mode: str = NOTHING
    name: bytes = b""
    oid: bytes = b""


_NONE = _Entry()


def differences(
    read: Callable[[bytes], bytes | None], old: bytes, new: bytes, size: int
) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield mode before, mode after, id before, id after and path of each file that differs.

    Entries are paired as git does it, in the order in which they stand.

    Args:
        read: Gives a folder's bytes by its id, those of nothing for ``b""``; None if that can't be.
        old: The id of a tree.
        new: That of another one.
        size: Bytes of an id.

    Raises:
        Unread: A folder can't be read.
    """
    form = entry_form(size)

    def entries(oid: bytes) -> list[_Entry]:
        data = read(oid)
        if data is None:
            raise Unread(oid.hex())
        return [_Entry(mode_of(entry[1]), entry[2], entry[3]) for entry in form.finditer(data)]

    waiting = [(old, new, "")]
    while waiting:
        old, new, above = waiting.pop()
        for one, other in _pairs(entries(old), entries(new)):
            shown = one if other is _NONE else other
            path = above + shown.name.decode("utf-8", "surrogateescape")
            if shown.mode == FOLDER:
                waiting.append((one.oid, other.oid, f"{path}/"))
            else:
                was, now = (each.oid.hex() or "0" * 2 * size for each in (one, other))
                yield one.mode, other.mode, was, now, path


def entry_form(size: int) -> re.Pattern[bytes]:
    """The form of an entry of a folder: mode, name and an id of so many bytes."""
    return re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % size, re.DOTALL)


def mode_of(digits: bytes) -> str:
    """A mode as git shows it, whatever stands in the folder."""
    mode = int(digits, 8)
    kind = mode & 0o170000
    if kind == 0o100000:
        return "100755" if mode & 0o100 else "100644"
    return {0o120000: "120000", 0o040000: FOLDER}.get(kind, MODULE)


def _pairs(before: list[_Entry], after: list[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """The entries in which two folders differ, side by side where they have one name."""
    i = j = 0
    while i < len(before) or j < len(after):
        one = before[i] if i < len(before) else _NONE
        other = after[j] if j < len(after) else _NONE
        if one == other:
            order = 0
        elif one is _NONE or other is _NONE:
            order = 1 if one is _NONE else -1
        else:
            order = _order(one, other)
        i += order <= 0
        j += order >= 0
        if order < 0:
            yield one, _NONE
        elif order > 0:
            yield _NONE, other
        elif one[::2] != other[::2]:
            yield one, other


def _order(one: _Entry, other: _Entry) -> int:
    """Which of two entries git takes for the first: -1, 1, or 0 for both."""
    shorter = min(len(one.name), len(other.name))
    a, b = one.name[:shorter], other.name[:shorter]
    if a == b:
        a, b = (
            each.name[shorter : shorter + 1] or (b"/" if each.mode == FOLDER else b"\0")
            for each in (one, other)
        )
    return (a > b) - (a < b)
