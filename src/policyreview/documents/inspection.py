"""What is found in files, ready for JSON: languages and their lines, dates, version, clauses."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyreview.documents.decoding import is_binary
from policyreview.documents.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.documents.values import DateMark, Document

_LARGEST = 64 * 1024 * 1024
_STATED = frozenset({"effective", "updated", "published", "version"})


def inspect(paths: Iterable[str | Path]) -> dict[str, Any]:
    """Read files anywhere, in a repository or not.

    Args:
        paths: The files.

    Returns:
        ``{"files": [...]}`` in the order given; a file that cannot be read has ``path`` and
        ``error``, one sentence, in place of what was found.
    """
    return {"files": [inspect_file(path) for path in paths]}


def inspect_file(path: str | Path) -> dict[str, Any]:
    """What is found in one file, or why it cannot be read."""
    name = str(path)
    data, error = read_file(path)
    if error:
        return {"path": name, "error": error}
    return {"path": name, **described(read(data, name=name))}


def described(document: Document) -> dict[str, Any]:
    """A document as JSON: ``texts``, ``dates``, ``version``, ``prevailing``, ``clauses``."""
    return {
        "texts": [
            {"language": part.language, "lines": [part.first_line, part.last_line]}
            for part in document.parts
        ],
        "dates": [
            {
                "kind": mark.kind,
                "date": mark.date,
                "precision": mark.precision,
                "line": mark.line,
                "text": mark.text,
            }
            for mark in stated_dates(document)
        ],
        "version": document.version,
        "prevailing": document.prevailing,
        "clauses": [
            {
                "number": clause.number,
                "title": clause.title,
                "level": clause.level,
                "line": clause.line,
            }
            for clause in document.clauses
        ],
    }


def stated_dates(document: Document) -> list[DateMark]:
    """The dates that people read: review dates and attributes that repeat a date are left out."""
    seen = {(mark.kind, mark.date) for mark in document.dates if not mark.machine}
    return [
        mark
        for mark in document.dates
        if mark.kind in _STATED and not (mark.machine and (mark.kind, mark.date) in seen)
    ]


def read_file(path: str | Path) -> tuple[bytes, str]:
    """A file's bytes, and why it cannot be read as text (``""`` where it can)."""
    name = str(path)
    try:
        status = os.stat(path)  # noqa: PTH116  (a path may be bytes that are no text)
        if stat.S_ISDIR(status.st_mode):
            return b"", f"{name} is a folder, not a file."
        if not stat.S_ISREG(status.st_mode):
            return b"", f"{name} is no ordinary file."
        if status.st_size > _LARGEST:
            return b"", f"{name} is too large to read ({status.st_size // (1024 * 1024)} MB)."
        data = Path(path).read_bytes()
    except FileNotFoundError:
        return b"", f"There is no file {name}."
    except PermissionError:
        return b"", f"{name} may not be read by this user."
    except (OSError, ValueError) as error:
        return b"", f"{name} could not be read: {getattr(error, 'strerror', None) or error}."
    return (b"", f"{name} is binary, not a text.") if is_binary(data) else (data, "")
