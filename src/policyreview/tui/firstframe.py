"""A plain first frame, painted before Textual is imported.

Importing Textual takes longer than a person wants to look at nothing. So the terminal is put into
the state that Textual will want (alternate screen, no echo, no line buffering) and a title and an
empty table are written at once. What is typed meanwhile waits in the terminal's own queue, where
Textual finds it.
"""

from __future__ import annotations

import os
import sys

from policyreview.tui.look import colours

# Nothing is imported here that the first frame doesn't need, not even typing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
_LEAVE = "\x1b[m\x1b[?7h\x1b[?1049l\x1b[?25h"


class FirstFrame:
    """The first frame, as long as the screens aren't there.

    Use as a context manager around the import and the run of the app: whatever happens in
    between, the terminal is as it was afterwards.
    """

    def __init__(self, title: str) -> None:
        """Prepare to paint.

        Args:
            title: What is being opened; any text.
        """
        self._title = title
        self._before: list[object] | None = None

    def __enter__(self) -> Self:
        """Paint."""
        if self._quiet_terminal():
            try:
                columns, lines = os.get_terminal_size(sys.__stderr__.fileno())  # type: ignore[union-attr]  # a terminal
                self._write(_ENTER + frame(self._title, columns, lines, colours.first_theme()))
            except (OSError, ValueError):
                pass
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the terminal back as it was."""
        if self._before is None:
            return
        import contextlib
        import termios

        self._write(_LEAVE)
        with contextlib.suppress(OSError, termios.error, ValueError):
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSADRAIN, self._before)  # type: ignore[union-attr, arg-type]  # set above
        self._before = None

    def _quiet_terminal(self) -> bool:
        """Stop echo and line buffering; false where there is no terminal to do it on."""
        try:
            import termios

            descriptor = sys.__stdin__.fileno()  # type: ignore[union-attr]  # AttributeError is caught
            self._before = list(termios.tcgetattr(descriptor))
            wanted = list(termios.tcgetattr(descriptor))
            wanted[3] &= ~(termios.ECHO | termios.ICANON)
            wanted[0] &= ~termios.ICRNL
            termios.tcsetattr(descriptor, termios.TCSANOW, wanted)
        except (ImportError, OSError, ValueError, AttributeError):
            self._before = None
            return False
        except termios.error:
            self._before = None
            return False
        return True

    @staticmethod
    def _write(text: str) -> None:
        stream = sys.__stderr__
        if stream is None:
            return
        try:
            stream.write(text)
            stream.flush()
        except (OSError, ValueError):
            pass


def frame(title: str, columns: int, lines: int, theme: str) -> str:
    """The bytes of the first frame.

    Args:
        title: What is being opened; any text.
        columns: The terminal's width in cells.
        lines: Its height.
        theme: The set of colours.
    """
    bar, text, dim = _inks(theme)
    head = _line(f" policyreview  {title}", columns)
    words = "   reading …"[:columns]
    blank = text + "\x1b[2J\x1b[H"
    foot = f"\x1b[{lines};1H{bar}{_line(' q close', columns)}"
    return f"{blank}{bar}{head}\x1b[3;1H{dim}{words}{foot}\x1b[m"


def _line(text: str, columns: int) -> str:
    """A whole line of safe text; the tables of widths are imported for unusual names only."""
    if text.isascii() and text.isprintable():
        return text[:columns].ljust(columns)
    from policyreview.terminal import pad, safe

    return pad(safe(text), columns)


def _inks(theme: str) -> tuple[str, str, str]:
    """The control sequences for the bar, for text and for dim text."""
    if theme == colours.TERMINAL:
        return "\x1b[7m", "\x1b[m", "\x1b[m"
    known = colours.DARK_COLOURS if theme == colours.DARK else colours.LIGHT_COLOURS
    many = os.environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}

    def ink(front: str, back: str) -> str:
        return f"\x1b[0;{_colour(38, known[front], many)};{_colour(48, known[back], many)}m"

    return ink("text", "raised"), ink("text", "ground"), ink("dim", "ground")


def _colour(kind: int, colour: str, many: bool) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    if many:
        return f"{kind};2;{red};{green};{blue}"
    # The nearest of the 24 greys of the 256-colour table is close enough for a moment.
    level = (red + green + blue) // 3
    return f"{kind};5;{max(232, min(255, 232 + round((level - 8) / 10)))}"
