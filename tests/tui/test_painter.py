"""Whatever frames come, the terminal shows the last one."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from policyreview.terminal import cells
from policyreview.tui.painter import Painter

WIDTH, HEIGHT = 24, 8
STYLES = [
    Style(color="#d4d7dc", bgcolor="#121417"),
    Style(color="#7cc4ff", bgcolor="#10263a", underline=True),
    Style(color="#ff8a80", bgcolor="#331a1c", strike=True),
    Style(color="#f2f4f7", bgcolor="#121417", bold=True),
    Style(color="#f2f4f7", bgcolor="#264062"),
    Style(reverse=True),
    Style(),
]
words = st.text(alphabet="ab 隐私，é -", min_size=0, max_size=WIDTH)
pieces = st.lists(st.tuples(words, st.sampled_from(STYLES)), min_size=1, max_size=4)


def _line(parts: list[tuple[str, Style]]) -> Strip:
    """Exactly one line of the width."""
    segments, room = [], WIDTH
    for text, style in parts:
        cut = text
        while cells(cut) > room:
            cut = cut[:-1]
        if cut:
            segments.append(Segment(cut, style))
        room -= cells(cut)
    if room:
        segments.append(Segment(" " * room, parts[-1][1]))
    return Strip(segments, WIDTH)


frames = st.lists(pieces.map(_line), min_size=HEIGHT, max_size=HEIGHT)


def _shown(painter: Painter, data: list[str]) -> pyte.Screen:
    screen = pyte.Screen(WIDTH, HEIGHT)
    screen.reset_mode(pyte.modes.DECAWM >> 5)
    stream = pyte.Stream(screen)
    for text in data:
        stream.feed(text)
    return screen


def _wanted(frame: list[Strip]) -> list[str]:
    return ["".join(segment.text for segment in strip) for strip in frame]


def _text(screen: pyte.Screen) -> list[str]:
    return ["".join(screen.buffer[y][x].data for x in range(WIDTH)) for y in range(HEIGHT)]


@settings(max_examples=150, deadline=None)
@given(st.lists(frames, min_size=1, max_size=4))
def test_the_terminal_shows_the_last_frame(story: list[list[Strip]]) -> None:
    painter = Painter(ColorSystem.TRUECOLOR, erases_in_colour=True)
    data = [
        painter.paint([(y, 0, [strip]) for y, strip in enumerate(frame)], WIDTH, HEIGHT)
        for frame in story
    ]
    assert _text(_shown(painter, data)) == _wanted(story[-1])


@settings(max_examples=100, deadline=None)
@given(frames, frames, st.integers(-6, 6), st.integers(0, 3), st.integers(5, HEIGHT))
def test_a_scroll_ends_in_the_same_screen_as_writing_it_all(
    before: list[Strip], after: list[Strip], lines: int, top: int, bottom: int
) -> None:
    frame = list(before)
    for y in range(top, bottom):  # what stays of the region moves, the rest comes from `after`
        source = y + lines
        frame[y] = before[source] if top <= source < bottom else after[y]
    painter = Painter(ColorSystem.EIGHT_BIT, erases_in_colour=False)
    data = [painter.paint([(y, 0, [s]) for y, s in enumerate(before)], WIDTH, HEIGHT)]
    if lines:
        painter.note_scroll(Region(0, top, WIDTH, bottom - top), lines)
    data.append(painter.paint([(y, 0, [frame[y]]) for y in range(top, bottom)], WIDTH, HEIGHT))
    assert _text(_shown(painter, data)) == _wanted(frame)


def test_nothing_is_written_where_nothing_changed() -> None:
    frame = [_line([("policy 隐私", STYLES[0])]) for _ in range(HEIGHT)]
    painter = Painter(ColorSystem.TRUECOLOR, erases_in_colour=True)
    spans = [(y, 0, [strip]) for y, strip in enumerate(frame)]
    assert painter.paint(spans, WIDTH, HEIGHT)
    assert painter.paint(spans, WIDTH, HEIGHT) == ""


def test_without_colours_underlining_stays() -> None:
    painter = Painter(None, erases_in_colour=True)
    data = painter.paint([(0, 0, [_line([("new", STYLES[1])])])], WIDTH, HEIGHT)
    assert "\x1b[0;4m" in data
    assert "38;" not in data
