"""What differs between two folders, told as ``git diff-tree -r --raw`` does, from their bytes.

Every folder is told of as git would, also one that no sound program writes: with a name twice, or
out of its order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NOTHING = "000000"
Line: TypeAlias = "Sequence[str]"
"""Mode before, mode after, id before, id after, path; a mode of zeros where nothing stands."""

_FOLDER, _SUBMODULE = "040000", "160000"
_APART = {NOTHING, _SUBMODULE}


class _Entry(NamedTuple):
    """An entry of a folder.

    Attributes:
        mode: As git shows it, six digits.
        oid: Hex.
    """

    mode: str
    name: bytes
    oid: str


class NoFolder(Exception):  # noqa: N818  (its argument says which)
    """The id of what can't be read as a folder."""


def differing(
    old: bytes, new: bytes, read: Callable[[bytes], bytes | None], size: int
) -> Iterator[Line]:
    """Yield what git tells of the difference between two folders.

    Args:
        old: The id of one, ``b""`` for none.
        new: That of the other.
        read: Gives a folder's bytes by its id; None for what can't be read.
        size: Bytes of an id.

    Raises:
        NoFolder: The bytes of one can't be had, or are no folder's.
    """
    form = re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % size, re.DOTALL)
    none = "0" * 2 * size

    def entries(oid: bytes) -> list[_Entry]:
        data = read(oid) if oid else b""
        found = list(form.finditer(data or b""))
        if data is None or sum(len(entry[0]) for entry in found) != len(data):
            raise NoFolder(oid.hex())
        return [_Entry(_shown(entry[1]), entry[2], entry[3].hex()) for entry in found]

    waiting: list[tuple[bytes, bytes, bytes]] = [(b"", old, new)]
    while waiting:
        above, old, new = waiting.pop()
        for before, after in _side_by_side(entries(old), entries(new)):
            one = after or before
            assert one is not None  # noqa: S101  (one of both is there)
            if one.mode == _FOLDER:
                ids = [bytes.fromhex(each.oid) if each else b"" for each in (before, after)]
                waiting.append((above + one.name + b"/", ids[0], ids[1]))
                continue
            yield (
                before.mode if before else NOTHING,
                after.mode if after else NOTHING,
                before.oid if before else none,
                after.oid if after else none,
                (above + one.name).decode("utf-8", "surrogateescape"),
            )


def same(told: Sequence[Line], found: Sequence[Line]) -> bool:
    """Whether two accounts tell of the same differences, submodules aside, which git leaves out."""
    one, other = (
        sorted(tuple(line) for line in lines if not _APART.issuperset(line[:2]))
        for lines in (told, found)
    )
    return one == other


def _side_by_side(
    old: list[_Entry], new: list[_Entry]
) -> Iterator[tuple[_Entry | None, _Entry | None]]:
    """The entries that differ, in the order in which git comes upon them."""
    here = there = 0
    while here < len(old) or there < len(new):
        before = old[here] if here < len(old) else None
        after = new[there] if there < len(new) else None
        order = _order(before, after)
        here += order <= 0
        there += order >= 0
        if order or before is None or after is None or before[::2] != after[::2]:
            yield before if order <= 0 else None, after if order >= 0 else None


def _order(one: _Entry | None, other: _Entry | None) -> int:
    """Which of two entries git takes first; 0: it takes them for the same name."""
    if one is None or other is None:
        return (one is None) - (other is None)
    length = min(len(one.name), len(other.name))
    if one.name[:length] != other.name[:length]:
        return -1 if one.name < other.name else 1
    first, second = (
        each.name[length : length + 1] or (b"/" if each.mode == _FOLDER else b"\0")
        for each in (one, other)
    )
    return (first > second) - (first < second)


def _shown(mode: bytes) -> str:
    """A mode as git shows it, whatever a folder holds."""
    bits = int(mode, 8)
    kind = bits & 0o170000
    if kind == 0o100000:
        return "100755" if bits & 0o100 else "100644"
    return {0o120000: "120000", 0o040000: _FOLDER}.get(kind, _SUBMODULE)
