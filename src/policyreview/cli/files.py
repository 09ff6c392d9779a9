"""Reads the files that a command line names: any bytes, or a sentence why not."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policyreview.errors import CouldNotTell, WrongUse

if TYPE_CHECKING:
    from policyreview.documents import Document

LARGEST = 64 * 1024 * 1024


def read_bytes(name: str) -> bytes:
    """The bytes of a file.

    Args:
        name: Its path; ``/dev/null`` and pipes (``<(command)``) are read too.

    Raises:
        WrongUse: There is no such file, it is a folder, or it is larger than `LARGEST`.
        CouldNotTell: It cannot be read.
    """
    path = Path(name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise WrongUse(f"'{name}' is a folder, not a file.", hint="Name a file in it.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise WrongUse(
            f"There is no file '{name}'.", hint="Give its path as seen from the current folder."
        ) from None
    except ValueError:
        raise WrongUse(
            f"'{name}' is not the name of a file.", hint="Give a path such as policies/privacy.md."
        ) from None
    except OSError as error:
        why = error.strerror or os.strerror(error.errno or 0)
        raise CouldNotTell(
            f"'{name}' could not be read: {why}.", hint="See that you may read it."
        ) from None
    if len(data) > LARGEST:
        raise WrongUse(
            f"'{name}' is larger than {LARGEST // 2**20} MB, too large for a policy.",
            hint="Name another file, or split this one.",
        )
    return data


def read_text(name: str) -> str:
    """The text of a file, its byte order mark kept as its first character.

    Raises:
        WrongUse: As `read_bytes`, or the file is no text.
        CouldNotTell: It cannot be read.
    """
    return as_text(read_bytes(name), name).text


class Read(NamedTuple):
    """Bytes as the text that a comparison is about.

    Attributes:
        text: The text; a byte order mark is its first character.
        encoding: What it is written in, by Python's name; ``""`` where there is nothing.
    """

    text: str
    encoding: str


def as_text(data: bytes, name: str) -> Read:
    """Read bytes as the text that a comparison is about.

    Raises:
        WrongUse: The bytes are no text.
    """
    from policyreview.documents import decode, is_binary

    if is_binary(data):
        raise _no_text(name)
    decoded = decode(data)
    encoding = decoded.encoding if data else ""
    return Read(("\ufeff" if decoded.bom else "") + decoded.text, encoding)


def _no_text(name: str) -> WrongUse:
    return WrongUse(
        f"'{name}' is not a text file.",
        hint="Name one that is: Markdown, HTML, reStructuredText or plain text.",
    )


def read_document(name: str) -> Document:
    """A file read as a policy.

    Raises:
        WrongUse: As `read_bytes`, or the file is no text.
        CouldNotTell: It cannot be read.
    """
    from policyreview.documents import is_binary, read

    data = read_bytes(name)
    if is_binary(data):
        raise _no_text(name)
    return read(data, name=_within(name))


def _within(name: str) -> str:
    """The part of a path that may name a language: folders above a library are called anything.

    In a repository what stands below its root; elsewhere what was typed, but of a whole path only
    what stands below the current folder, or the file's own name.
    """
    path = Path(name)
    try:
        here = Path.cwd()
    except OSError:  # the current folder is gone
        return path.name
    whole = Path(os.path.normpath(here / path))
    for folder in whole.parents:
        if os.path.lexists(folder / ".git"):
            return str(whole.relative_to(folder))
    if not path.is_absolute():
        return os.path.normpath(path)
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else whole.name
