"""Stamping: where a text states its effective date, and what stands there with another date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policyreview.errors import Refused
from policyreview.signoff.record import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    from policyreview.documents import Document


@dataclass(frozen=True, slots=True)
class Stamped:
    """A file with a date stamped into it.

    Attributes:
        path: The file.
        data: Its bytes afterwards; the same object as before where nothing was stamped.
        stamps: The places written, in order.
        places: Every place that could be, those left out too.
    """

    path: str
    data: bytes
    stamps: tuple[Stamp, ...]
    places: tuple[Stamp, ...]


def places(path: str, data: bytes, day: date) -> tuple[Stamp, ...]:
    """Every place of a file where its effective date would change to ``day``.

    The dates that the text calls effective, each in its own form and language, and version labels
    that are the same date. Places that say ``day`` already are none.
    """
    from policyreview.documents import decode
    from policyreview.documents.dates import restamp
    from policyreview.documents.reading import read_text

    decoded = decode(data)
    document = read_text(decoded.text, name=path, outline=False)
    marks = [mark for mark in document.dates if mark.kind == "effective"]
    stated = {mark.date for mark in marks}
    marks += [mark for mark in document.dates if mark.kind == "version" and mark.date in stated]
    found: list[Stamp] = []
    end = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        before, after = document.text[mark.start : mark.end], restamp(mark, day)
        if before == after or mark.start < end:
            continue
        end = mark.end
        found.append(
            Stamp(
                language=_language_at(document, mark.start),
                path=path,
                line=mark.line,
                start=len(decoded.encode(document.text[: mark.start])),
                before=before,
                after=after,
                kind="version" if mark.kind == "version" else "effective",
            )
        )
    return tuple(found)


def stamp_file(path: str, data: bytes, day: date, *, leave_out: Collection[Stamp] = ()) -> Stamped:
    """Stamp a file.

    Args:
        path: Its path in the repository.
        data: Its bytes as committed.
        day: The new effective date.
        leave_out: Places that stay as they are.

    Raises:
        Refused: The file's encoding lacks a character of the new date.
    """
    found = places(path, data, day)
    chosen = tuple(stamp for stamp in found if stamp not in leave_out)
    return Stamped(path, apply(data, chosen) if chosen else data, chosen, found)


def misread(path: str, data: bytes, stamps: Sequence[Stamp], day: date) -> tuple[Stamp, ...]:
    """The stamps that a reader of the stamped text can take for another day than was signed for.

    A form that was plain with the old date need not be with the new one: the day in ``17/05/2023``
    can't be its month, that in ``01/12/2026`` can.

    Args:
        path: The file.
        data: Its bytes with the stamps.
        stamps: What was written into it, of other files too.
        day: The day that they write.
    """
    from policyreview.documents import decode
    from policyreview.documents.reading import read_text

    own = [stamp for stamp in stamps if stamp.path == path]
    document = read_text(decode(data).text, name=path, outline=False)
    unclear = {
        document.text[mark.start : mark.end]
        for mark in document.dates
        if not (mark.certain and day.isoformat().startswith(mark.date))
    }
    return tuple(stamp for stamp in own if stamp.after in unclear)


def apply(data: bytes, stamps: Iterable[Stamp]) -> bytes:
    """Write stamps into a file's bytes; no other byte changes.

    Raises:
        Refused: A place does not hold what the stamp says, or two places overlap.
    """
    out: list[bytes] = []
    at = 0
    for stamp in sorted(stamps, key=lambda stamp: stamp.start):
        before, after = _encoded(stamp, data)
        if stamp.start < at or data[stamp.start : stamp.start + len(before)] != before:
            raise Refused(
                f"Line {stamp.line} of {stamp.path} does not hold the date that was to be changed."
            )
        out += [data[at : stamp.start], after]
        at = stamp.start + len(before)
    return b"".join([*out, data[at:]])


def _encoded(stamp: Stamp, data: bytes) -> tuple[bytes, bytes]:
    """Both dates in the file's encoding, which is only looked for where UTF-8 does not fit."""
    before = stamp.before.encode("utf-8", "surrogateescape")
    there = data[stamp.start : stamp.start + len(before)] == before
    if there and (stamp.after.isascii() or not stamp.before.isascii()):
        return before, stamp.after.encode("utf-8", "surrogateescape")
    from policyreview.documents import decode

    decoded = decode(data)
    return (
        decoded.encode(stamp.before)[len(decoded.mark) :],
        decoded.encode(stamp.after)[len(decoded.mark) :],
    )


def more_than_date(stamps: Iterable[Stamp], day: date) -> Stamp | None:
    """The first recorded stamp that does not write the effective date over a date, in its form.

    The text around is not asked: how dates are found in it may change, a stamp stays one.

    Args:
        stamps: Of any files.
        day: The record's effective date.
    """
    same_form = _same_form()
    return next((s for s in stamps if not same_form(s.before, s.after, day, s.language)), None)


@cache
def _same_form() -> Callable[[str, str, date, str], bool]:
    from policyreview.signoff.dateform import same_form

    return same_form


def _language_at(document: Document, position: int) -> str:
    for part in document.parts:
        if any(start <= position < end for start, end in part.shown):
            return part.language
    parts: Sequence[str] = [part.language for part in document.parts]
    return parts[0] if parts else "und"
