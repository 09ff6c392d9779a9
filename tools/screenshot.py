# ruff: noqa: INP001  (a script, not a package)
"""Photograph the real program on the demo library, for the README.

    python tools/screenshot.py [--keys KEYS] [--size 132x36] [--out docs/screenshot.png]

KEYS are pressed one after the other, with commas between them: letters, or enter, space, tab, esc,
down, up. The program runs in a pty; its screen is drawn cell by cell, so that Chinese stands where
a terminal puts it. Needs Pillow, pyte and the font Noto Sans Mono CJK (Debian: fonts-noto-cjk).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "end_to_end"))

from terminals import Pty  # noqa: E402  (the path is set just above)

from policyreview.demo import build  # noqa: E402

TODAY = date(2026, 11, 22)
"""The day on which the pictured demo is made, so that two pictures differ in the program only."""

KEYS = {
    "enter": "\r",
    "space": " ",
    "tab": "\t",
    "esc": "\x1b",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "comma": ",",
}
FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
FAMILY = "Noto Sans Mono CJK SC"
SIZE = 22
CELL = (SIZE // 2, round(SIZE * 1.32))
MARGIN = 14
INK, PAPER = "#e0e0e0", "#121212"
# What pyte calls the first sixteen colours.
NAMED = {
    "black": "#1a1a1a",
    "red": "#cd3131",
    "green": "#0dbc79",
    "brown": "#e5e510",
    "blue": "#2472c8",
    "magenta": "#bc3fbc",
    "cyan": "#11a8cd",
    "white": "#e5e5e5",
}


def font(name: str) -> ImageFont.FreeTypeFont:
    """A face of the font collection whose Latin cells are half as wide as its Chinese ones."""
    for index in range(16):
        try:
            face = ImageFont.truetype(name, SIZE, index=index)
        except OSError:
            break
        if face.getname()[0] == FAMILY:
            return face
    raise SystemExit(f"The font {FAMILY} was not found; on Debian: apt install fonts-noto-cjk")


def colour(name: str, default: str) -> str:
    """A colour of pyte's as Pillow takes it."""
    if re.fullmatch(r"[0-9a-fA-F]{6}", name):
        return f"#{name}"
    return NAMED.get(name.removeprefix("bright"), default)


def draw(pty: Pty, out: Path) -> None:
    """Draw the screen cell by cell: all grounds first, so that no glyph is cut by the next."""
    regular, bold = (font(name) for name in FONTS)
    columns, rows = pty.size
    wide, high = CELL
    image = Image.new("RGB", (columns * wide + 2 * MARGIN, rows * high + 2 * MARGIN), PAPER)
    brush = ImageDraw.Draw(image)
    cells = [(x, y, pty.cell(x, y)) for y in range(rows) for x in range(columns)]
    inks = {}
    for x, y, cell in cells:
        ink, ground = colour(cell.fg, INK), colour(cell.bg, PAPER)
        if cell.reverse:
            ink, ground = ground, ink
        inks[x, y] = ink
        left, top = MARGIN + x * wide, MARGIN + y * high
        brush.rectangle((left, top, left + wide - 1, top + high - 1), fill=ground)
    for x, y, cell in cells:
        if not cell.data.strip():
            continue
        left, top, ink = MARGIN + x * wide, MARGIN + y * high, inks[x, y]
        width = wide * (2 if x + 1 < columns and not pty.cell(x + 1, y).data else 1)
        if not box(brush, cell.data, (left, top, width, high), ink):
            face = bold if cell.bold else regular
            brush.text((left, top + high * 0.82), cell.data, font=face, fill=ink, anchor="ls")
        for wanted, height in ((cell.underscore, 0.95), (cell.strikethrough, 0.55)):
            if wanted:
                line = (left, top + high * height, left + width - 1, top + high * height)
                brush.line(line, fill=ink, width=2)
    image.quantize(256, dither=Image.Dither.NONE).save(out, optimize=True)


# Which arms of a box-drawing character are there: left, right, up, down.
ARMS = {
    "─": "lr", "━": "lr", "│": "ud", "┃": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
    "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "╴": "l", "╶": "r", "╵": "u", "╷": "d",
}  # fmt: skip
# Block elements as parts of the cell: left, top, right, bottom.
BLOCKS = {
    "█": (0, 0, 1, 1), "▀": (0, 0, 1, 0.5), "▄": (0, 0.5, 1, 1), "▌": (0, 0, 0.5, 1),
    "▐": (0.5, 0, 1, 1), "▎": (0, 0, 0.25, 1), "▏": (0, 0, 0.125, 1), "▁": (0, 0.875, 1, 1),
    "▔": (0, 0, 1, 0.125), "▂": (0, 0.75, 1, 1), "▊": (0, 0, 0.75, 1), "▕": (0.875, 0, 1, 1),
    "▍": (0, 0, 0.375, 1), "▋": (0, 0, 0.625, 1), "▉": (0, 0, 0.875, 1), "▇": (0, 0.125, 1, 1),
    "▃": (0, 0.625, 1, 1), "▅": (0, 0.375, 1, 1), "▆": (0, 0.25, 1, 1),
}  # fmt: skip


def box(brush: ImageDraw.ImageDraw, glyph: str, at: tuple[int, int, int, int], ink: str) -> bool:
    """Draw lines and blocks as shapes, because a font's do not reach the edge of the cell."""
    left, top, width, high = at
    if glyph in BLOCKS:
        a, b, c, d = BLOCKS[glyph]
        corner = (left + c * width - 1, top + d * high - 1)
        brush.rectangle((left + a * width, top + b * high, *corner), fill=ink)
        return True
    if glyph == "…":  # a Chinese font puts the dots at half height
        for dot in (0.2, 0.5, 0.8):
            x, y = left + width * dot, top + high * 0.8
            brush.rectangle((x - 1, y - 1, x, y), fill=ink)
        return True
    if glyph not in ARMS:
        return False
    x, y = left + width // 2, top + high // 2
    ends = {"l": (left, y), "r": (left + width, y), "u": (x, top), "d": (x, top + high)}
    thick = 3 if glyph in "━┃" else 1
    for arm in ARMS[glyph]:
        brush.line((x, y, *ends[arm]), fill=ink, width=thick)
    return True


def main() -> None:
    """Make a demo in a passing folder, press the keys, draw the screen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshot.png")
    parser.add_argument("--size", default="132x36")
    parser.add_argument("--keys", default="enter,5,],]")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    program = Path(sys.executable).parent / "policyreview"
    with tempfile.TemporaryDirectory() as folder:
        demo = build(Path(folder) / "demo", today=TODAY)
        environment = demo.environment() | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment |= {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
        environment.pop("NO_COLOR", None)
        pty = Pty([str(program), "."], environment, cwd=demo.folder, columns=columns, rows=rows)
        try:
            pty.settle(1.5)
            for key in filter(None, options.keys.split(",")):
                pty.press(KEYS.get(key, key))
                pty.settle(0.8)
            options.out.parent.mkdir(exist_ok=True)
            draw(pty, options.out)
        finally:
            pty.close()
    sys.stdout.write(f"{os.path.relpath(options.out)}\n")


if __name__ == "__main__":
    main()
