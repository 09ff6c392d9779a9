"""What a comparison says of differences that can't be seen: line ends, odd spaces, hidden marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.redline import Redline
    from policyreview.tui.columns import Source
    from policyreview.tui.work.texts import TextAt

_SENTENCES = 3
"""Kinds of difference that one line names."""
_PLACES = 5_000
"""Places that are told at their rows."""


def byte_mark(old: TextAt, new: TextAt) -> str:
    """What happened to the byte order mark of a text's file, as a sentence; else ``""``."""
    if not (old.exists and new.exists) or old.marked == new.marked:
        return ""
    return f"The byte order mark was {'added' if new.marked else 'removed'}."


def sentences(redline: Redline, mark: str = "") -> list[str]:
    """The differences that can't be seen, each kind once with the number of its places.

    Args:
        redline: The comparison.
        mark: What happened to the byte order mark.
    """
    from policyreview.redline.showing import unseen

    found = [mark] if mark else []
    for sentence, places in unseen(redline):
        found.append(f"{sentence[:-1]} ({len(places)} times)." if len(places) > 1 else sentence)
    rest = len(found) - _SENTENCES
    return found if rest <= 0 else [*found[:_SENTENCES], f"{rest} more that can't be seen."]


def by_row(redline: Redline, source: Source) -> dict[int, str]:
    """What can't be seen at each row."""
    rows: dict[int, str] = {}
    for each in redline.invisible[:_PLACES]:
        if each.new is not None:
            row = source.row_at(each.new[0])
            if each.text not in rows.setdefault(row, each.text):
                rows[row] += f" {each.text}"
    return rows
