"""Writes to the terminal only what changed on it, and lets the terminal scroll by itself.

Textual repaints every widget that changed, with colours spelt out for each piece: some 17 KB for
one line scrolled. Here a copy of the terminal's screen is kept, cell by cell; a frame is compared
with it, only cells that differ are written, with the fewest control sequences, and where a widget
says that its content moved, the terminal moves it (a scroll region) if that is shorter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size
from rich.color import ColorSystem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual.geometry import Region
    from textual.strip import Strip

Cell = tuple[str, str]
"""One cell: its character ("" for the right half of a wide one) and its rendition (SGR)."""

_UNKNOWN: Cell = ("\0", "?")
_GAP = 4
"""Cells that are rather written again than jumped over."""
_WORTH = 4
"""Lines that must be left of a region's for the terminal to move them."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Lines that a widget's content moved up by, on the lines ``[top, bottom)`` of the screen."""

    top: int
    bottom: int
    lines: int

    @property
    def left(self) -> int:
        """How many of the lines are still there after the move."""
        return self.bottom - self.top - abs(self.lines)


class Painter:
    """Keeps a copy of the terminal's screen and brings it up to date.

    Args:
        colours: How many colours the terminal has; None for none.
        erases_in_colour: Whether the terminal erases in the current background colour.
    """

    def __init__(self, colours: ColorSystem | None, *, erases_in_colour: bool) -> None:
        self._colours = colours
        self._erases = erases_in_colour
        self._rows: list[list[Cell]] = []
        self._width = 0
        self._moved: Moved | None = None
        self._renditions: dict[Style, str] = {}

    def forget(self) -> None:
        """Take nothing on the terminal's screen as known."""
        self._rows = []
        self._moved = None

    def note_scroll(self, region: Region, lines: int) -> None:
        """Take note that what a region shows moved up by that many lines before the next frame."""
        moved = Moved(region.y, region.bottom, lines)
        if self._moved is not None and (self._moved.top, self._moved.bottom) == (
            region.y,
            region.bottom,
        ):
            moved = Moved(region.y, region.bottom, self._moved.lines + lines)
        self._moved = moved

    def paint(
        self, spans: Iterable[tuple[int, int, Iterable[Strip]]], width: int, height: int
    ) -> str:
        """Take a frame and return the bytes that bring the terminal to it.

        Args:
            spans: Line, first cell, and the strips that stand from there on.
            width: The terminal's width.
            height: Its height.
        """
        if len(self._rows) != height or self._width != width:
            self._rows = [[_UNKNOWN] * width for _ in range(height)]
            self._width = width
        wanted: dict[int, list[Cell]] = {}
        for y, x, strips in spans:
            if 0 <= y < height:
                row = wanted.get(y)
                if row is None:
                    row = wanted[y] = self._rows[y].copy()
                self._put(row, x, strips)
        moved, self._moved = self._moved, None
        plain = self._write(self._rows, wanted)
        best, rows = plain, None
        if (
            moved is not None
            and moved.bottom - moved.top - abs(moved.lines) >= _WORTH
            and moved.lines
        ):
            # Every line of the region has to be as wanted after the move, also those that no
            # widget drew afresh (an outline beside the text).
            shifted = self._shift(moved)
            goal = {
                y: wanted.get(y, self._rows[y]) for y in range(len(self._rows))
                if y in wanted or moved.top <= y < moved.bottom
            }  # fmt: skip
            # Deleting or inserting lines at the top of a region: more terminals know it than SU/SD.
            order = (
                f"\x1b[{moved.top + 1};{moved.bottom}r\x1b[{moved.top + 1}H\x1b[{abs(moved.lines)}"
                f"{'M' if moved.lines > 0 else 'L'}\x1b[r"
            )
            scrolled = "\x1b[m" + order + self._write(shifted, goal)
            if len(scrolled) < len(plain):
                best, rows = scrolled, goal
        for y, row in (rows or wanted).items():
            self._rows[y] = row
        return best

    # -- the copy -------------------------------------------------------------------------

    def _put(self, row: list[Cell], x: int, strips: Iterable[Strip]) -> None:
        width = len(row)
        for strip in strips:
            for text, style, control in strip:
                if control or not text:
                    continue
                look = self._rendition(style) if style is not None else ""
                if text.isascii():
                    end = min(width, x + len(text))
                    if end > x >= 0:
                        row[x:end] = [(char, look) for char in text[: end - x]]
                    x += len(text)
                    continue
                for char in text:
                    wide = get_character_cell_size(char)
                    if wide == 0:
                        if 0 < x <= width:
                            before = x - 1 if row[x - 1][0] else x - 2
                            row[before] = (row[before][0] + char, row[before][1])
                        continue
                    if x >= 0 and x + wide <= width:
                        row[x] = (char, look)
                        if wide == 2:
                            row[x + 1] = ("", look)
                    x += wide

    def _shift(self, moved: Moved) -> list[list[Cell]]:
        rows = list(self._rows)
        blank = [[_UNKNOWN] * self._width] * abs(moved.lines)
        inside = rows[moved.top : moved.bottom]
        inside = inside[moved.lines :] + blank if moved.lines > 0 else blank + inside[: moved.lines]
        rows[moved.top : moved.bottom] = inside
        return rows

    def _rendition(self, style: Style) -> str:
        found = self._renditions.get(style)
        if found is None:
            # Without colours bold, underline and the like stay.
            shown = style if self._colours is not None else style.without_color
            drawn = shown.render("x", color_system=self._colours or ColorSystem.STANDARD)
            found = drawn.partition("x")[0].removeprefix("\x1b[").removesuffix("m")
            self._renditions[style] = found
        return found

    # -- the bytes ------------------------------------------------------------------------

    def _write(self, rows: list[list[Cell]], wanted: dict[int, list[Cell]]) -> str:
        out: list[str] = []
        look = "?"
        for y in sorted(wanted):
            old, new = rows[y], wanted[y]
            if old == new:
                continue
            look = self._write_row(out, y, old, new, look)
        if out:
            out.append("\x1b[m")
        return "".join(out)

    def _write_row(
        self, out: list[str], y: int, old: list[Cell], new: list[Cell], look: str
    ) -> str:
        """Write what differs on one line; return the rendition that is in force after it."""
        width = len(new)
        differs = [x for x in range(width) if old[x] != new[x]]
        tail = width
        while tail and new[tail - 1][0] == " " and new[tail - 1][1] == new[width - 1][1]:
            tail -= 1
        ground = new[width - 1][1]
        erase = (
            width - tail > 3
            and differs[-1] >= tail
            and _can_erase(ground, in_colour=self._erases)
            and sum(1 for x in differs if x >= tail) > 3
        )
        limit = tail if erase else width
        at = -1
        for start, end in _runs(differs, new, limit):
            if at < 0:
                out.append(f"\x1b[{y + 1}H" if start == 0 else f"\x1b[{y + 1};{start + 1}H")
            elif at != start:
                out.append(f"\x1b[{start + 1}G")
            look = self._write_cells(out, new, start, end, look)
            at = end
        if erase:
            if at < 0:
                out.append(f"\x1b[{y + 1};{tail + 1}H")
            elif at != tail:
                out.append(f"\x1b[{tail + 1}G")
            out.append(_turn(look, ground))
            look = ground
            out.append("\x1b[K")
        return look

    def _write_cells(self, out: list[str], new: list[Cell], start: int, end: int, look: str) -> str:
        x = start
        while x < end:
            char, wanted = new[x]
            if char == " ":
                stop = x + 1
                while stop < end and new[stop] == (" ", wanted):
                    stop += 1
                if not _shows_same_blank(look, wanted):
                    out.append(_turn(look, wanted))
                    look = wanted
                long = stop - x
                if long > 9 and _can_erase(wanted, in_colour=self._erases):
                    out.append(f"\x1b[{long}X\x1b[{stop + 1}G")
                else:
                    out.append(" " * long)
                x = stop
                continue
            if wanted != look:
                out.append(_turn(look, wanted))
                look = wanted
            out.append(char)
            x += 1
        return look


def _runs(differs: list[int], new: list[Cell], limit: int) -> list[tuple[int, int]]:
    """Stretches of cells to write: never beginning or ending inside a wide character."""
    runs: list[tuple[int, int]] = []
    start = end = -1
    for x in differs:
        if x >= limit:
            break
        if end >= 0:
            if x - end <= _GAP:
                end = x + 1
                continue
            wide = end < limit and new[end][0] == ""
            if x - (new[x][0] == "") - (end + wide) <= _GAP:
                end = x + 1
                continue
            runs.append((start, end + wide))
        start = x - 1 if x and new[x][0] == "" else x
        end = x + 1
    if end >= 0:
        runs.append((start, end + 1 if end < limit and new[end][0] == "" else end))
    return runs


_Parts = tuple[frozenset[str], str, str]


@lru_cache(maxsize=4096)
def _parts(look: str) -> _Parts:
    """A rendition as attributes, foreground and background."""
    attributes: set[str] = set()
    front = back = ""
    codes = look.split(";") if look else []
    index = 0
    while index < len(codes):
        code = codes[index]
        if code in {"38", "48"} and index + 1 < len(codes):
            size = 5 if codes[index + 1] == "2" else 3
            whole = ";".join(codes[index : index + size])
            index += size
            front, back = (whole, back) if code == "38" else (front, whole)
            continue
        number = int(code) if code.isdigit() else 0
        if 30 <= number <= 39 or 90 <= number <= 97:
            front = "" if number == 39 else code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            back = "" if number == 49 else code
        elif number:
            attributes.add(code)
        index += 1
    return frozenset(attributes), front, back


_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29", "21": "24"}


@lru_cache(maxsize=16384)
def _turn(now: str, wanted: str) -> str:
    """The shortest sequence from one rendition to another."""
    if now == wanted:
        return ""
    whole = f"\x1b[0;{wanted}m" if wanted else "\x1b[m"
    if now == "?":
        return whole
    have, have_front, have_back = _parts(now)
    want, want_front, want_back = _parts(wanted)
    gone = have - want
    if not gone <= _OFF.keys():
        return whole
    codes = sorted({_OFF[code] for code in gone})
    kept = {code for code in have & want if _OFF.get(code) not in codes}
    codes += sorted(want - kept)
    if have_front != want_front:
        codes.append(want_front or "39")
    if have_back != want_back:
        codes.append(want_back or "49")
    step = f"\x1b[{';'.join(codes)}m" if codes else ""
    return step if len(step) <= len(whole) else whole


_VISIBLE_ON_BLANK = frozenset({"4", "7", "9", "21", "53", "51", "52"})


@lru_cache(maxsize=16384)
def _shows_same_blank(now: str, wanted: str) -> bool:
    """Whether a blank looks the same in both renditions."""
    if now == "?":
        return False
    have, _, have_back = _parts(now)
    want, _, want_back = _parts(wanted)
    if (have | want) & _VISIBLE_ON_BLANK:
        return False
    return have_back == want_back


@lru_cache(maxsize=4096)
def _can_erase(look: str, *, in_colour: bool) -> bool:
    """Whether erasing leaves what writing blanks in that rendition would."""
    attributes, _, back = _parts(look)
    if attributes & _VISIBLE_ON_BLANK:
        return False
    return in_colour or not back
