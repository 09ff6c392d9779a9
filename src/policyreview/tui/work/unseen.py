"""What a comparison says of differences that can't be seen: line ends, odd spaces, hidden marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.redline import Redline
    from policyreview.tui.columns import Source
    from policyreview.tui.work.texts import TextAt

_SENTENCES = 3
"""Kinds of difference that one line names."""
_PLACES = 5_000
"""Places that are told at their rows."""


def of_files(old: TextAt, new: TextAt) -> list[str]:
    """What happened to a text's file beside the text: its byte order mark, its encoding."""
    from policyreview.documents import encoding_change

    if not (old.exists and new.exists):
        return []
    said = [encoding_change(old.encoding, new.encoding)]
    if old.marked != new.marked:
        said.insert(0, f"The byte order mark was {'added' if new.marked else 'removed'}.")
    return [sentence for sentence in said if sentence]


def sentences(redline: Redline, files: Sequence[str] = ()) -> list[str]:
    """The differences that can't be seen, each kind once with the number of its places.

    Args:
        redline: The comparison.
        files: What happened to the files, in sentences.
    """
    from policyreview.redline.showing import unseen

    found = list(files)
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
