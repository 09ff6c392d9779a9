"""Writes for people: strings made safe, widths in cells, colours only where they are wanted."""

from __future__ import annotations

import errno
import json
import re
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO

from policyreview.errors import CouldNotTell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Style = Literal[
    "bold",
    "dim",
    "good",
    "bad",
    "warn",
    "deleted",
    "inserted",
    "moved",
    "mark",
    "space out",
    "space in",
]

_CODES: dict[Style, str] = {
    "bold": "1",
    "dim": "2",
    "good": "32",
    "bad": "31",
    "warn": "33",
    "mark": "36",
    "deleted": "31;9",
    "inserted": "34;4",
    "moved": "32",
    "space out": "31;7",
    "space in": "34;7",
}


@dataclass(frozen=True, slots=True)
class Styled:
    """A piece of a line with a style of its own."""

    text: str
    style: Style


Piece = str | Styled


class OutputFailed(CouldNotTell):
    """The standard output could not be written."""


def output() -> TextIO:
    """The standard output, set so that no character can make writing fail.

    Raises:
        OutputFailed: The process was started without one.
    """
    stream = sys.stdout
    if stream is None:
        raise OutputFailed(
            "There is no standard output to write to.",
            hint="Start the program with one, or write to a file with '> FILE'.",
        )
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream


class Printer:
    """Lines, tables and JSON on one stream."""

    def __init__(self, stream: TextIO, *, colored: bool) -> None:
        self.stream = stream
        self.colored = colored

    @property
    def on_terminal(self) -> bool:
        """Whether a person sees it directly."""
        return self.stream.isatty()

    @property
    def width(self) -> int | None:
        """Cells in a line of the terminal; None where lines may be of any length."""
        return shutil.get_terminal_size().columns if self.on_terminal else None

    def line(self, *pieces: Piece) -> None:
        """Write one line; what is not printable in a piece is shown by name."""
        self._write("".join(map(self._render, pieces)).rstrip(" ") + "\n")

    def text(self, text: str, *, style: Style | None = None, end: str = "") -> None:
        """Write text of many lines, its own line feeds kept."""
        from policyreview.terminal import safe

        shown = safe(text, multiline=True)
        self._write((self._paint(shown, style) if style else shown) + end)

    def raw(self, text: str) -> None:
        """Write text that has been made safe in its own format (a page of HTML)."""
        self._write(text)

    def table(
        self, headers: Sequence[str], rows: Sequence[Sequence[Piece]], *, stretch: int = 0
    ) -> None:
        """Write columns that line up in cells.

        Args:
            headers: One a column.
            rows: As many pieces each as there are headers.
            stretch: The column that is cut where a terminal's line is too short.
        """
        from policyreview.terminal import cells, clip, safe

        heads: list[Piece] = [Styled(head, "dim") for head in headers]
        grid: list[list[tuple[str, Style | None]]] = [
            [
                (safe(piece.text), piece.style)
                if isinstance(piece, Styled)
                else (safe(piece), None)
                for piece in row
            ]
            for row in [heads, *rows]
        ]
        widths = [max(cells(row[column][0]) for row in grid) for column in range(len(headers))]
        if self.width is not None:
            excess = sum(widths) + 2 * (len(widths) - 1) - self.width
            if excess > 0:
                widths[stretch] = max(8, widths[stretch] - excess)
        for row in grid:
            out: list[str] = []
            for (shown, style), width in zip(row, widths, strict=True):
                cut = clip(shown, width) if cells(shown) > width else shown
                pad = " " * (width - cells(cut))
                out.append((self._paint(cut, style) if style else cut) + pad)
            self._write("  ".join(out).rstrip(" ") + "\n")

    def json(self, value: Mapping[str, object]) -> None:
        """Write a JSON object of format 1; indented where a person reads it on a terminal."""
        self._write(
            dumps(
                value, indent=2 if self.on_terminal else None, stream_encoding=self.stream.encoding
            )
            + "\n"
        )

    def _render(self, piece: Piece) -> str:
        from policyreview.terminal import safe

        if isinstance(piece, Styled):
            return self._paint(safe(piece.text), piece.style)
        return safe(piece)

    def _paint(self, shown: str, style: Style) -> str:
        if not self.colored or not shown:
            return shown
        on = f"\x1b[{_CODES[style]}m"
        # Each line is painted by itself, so that `less -R` and a cut line keep their colours apart.
        return "\n".join(f"{on}{part}\x1b[0m" if part else part for part in shown.split("\n"))

    def _write(self, text: str) -> None:
        try:
            self.stream.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise output_failed(error) from error

    def flush(self) -> None:
        """Hand everything over, so that a failure is noticed while it can still be told."""
        flush(self.stream)


def flush(stream: TextIO) -> None:
    """Flush a stream.

    Raises:
        OutputFailed: The system did not take it (a full disk).
        BrokenPipeError: The reader went away.
    """
    try:
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise output_failed(error) from error


def output_failed(error: OSError) -> OutputFailed:
    """The sentence for an output that could not be written."""
    why = "the disk is full" if error.errno == errno.ENOSPC else (error.strerror or "unknown")
    return OutputFailed(
        f"The output could not be written: {why}.",
        hint="See that what takes it can be written and has room.",
    )


# What a JSON string may hold raw by its own rules but would act on a terminal, be invisible, or
# not be encodable.
_HIDDEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def dumps(
    value: Mapping[str, object], *, indent: int | None = None, stream_encoding: str | None = "utf-8"
) -> str:
    r"""JSON with `"format": 1` first, readable Chinese, and hidden characters as `\uXXXX`."""
    ascii_only = not (stream_encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(
        {"format": 1, **value},
        ensure_ascii=ascii_only,
        indent=indent,
        separators=None if indent else (",", ":"),
    )
    return text if ascii_only else _HIDDEN.sub(_escape, text)
