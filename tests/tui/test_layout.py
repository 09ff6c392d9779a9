from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from policyreview.documents import lines_of
from policyreview.terminal import cells, safe
from policyreview.terminal.spaces import joined
from policyreview.tui.columns import Row, Side
from policyreview.tui.columns.layout import Frame, lay_out, shifted
from policyreview.tui.look import Role
from policyreview.tui.sources.folding import Folded
from policyreview.tui.sources.reading import Reading

if TYPE_CHECKING:
    from random import Random

texts = st.text(alphabet="ab c隐私，。（\n\t\x1b\u202e-é", max_size=200)
runs = st.lists(
    st.tuples(texts, st.sampled_from([Role.TEXT, Role.INSERTED, Role.DELETED])), max_size=5
).map(tuple)


def _bare(text: str) -> str:
    return "".join(safe(text, multiline=True).split())


@settings(max_examples=200, deadline=None)
@given(runs, runs, st.integers(2, 60))
def test_no_line_is_wider_than_its_column_and_nothing_is_lost(
    left: tuple[tuple[str, Role], ...], right: tuple[tuple[str, Role], ...], width: int
) -> None:
    laid = lay_out(Row(Side(left), Side(right)), Frame(max(width, 8), wrapped=True, brackets=False))
    for lines, given_runs in ((laid.left, left), (laid.right, right)):
        for line in lines:
            assert sum(cells(text) for text, _ in line) <= max(width, 8)
        shown = "".join(text for line in lines for text, _ in line)
        assert _bare(shown) == _bare("".join(text for text, _ in given_runs))
    assert laid.height == max(len(laid.left), len(laid.right), 1) + 1


@given(runs)
def test_joining_hard_wrapped_lines_loses_no_word(given_runs: tuple[tuple[str, Role], ...]) -> None:
    text = "".join(part for part, _ in given_runs)
    shown = "".join(part for part, _ in joined(given_runs))
    assert "".join(shown.split()) == "".join(text.split())


def test_a_hard_wrapped_paragraph_reads_as_one_line() -> None:
    assert joined((("We keep it\nfor a year.", Role.TEXT),)) == (
        ("We keep it for a year.", Role.TEXT),
    )
    assert joined((("我们保留\n一年。\n\n", Role.TEXT),)) == (("我们保留一年。", Role.TEXT),)
    assert joined((("- one\n- two", Role.TEXT),)) == (("- one\n- two", Role.TEXT),)


def test_marks_are_told_without_colour_too() -> None:
    row = Row(Side((("old", Role.DELETED), ("new", Role.INSERTED))))
    laid = lay_out(row, Frame(40, wrapped=True, brackets=True))
    assert "".join(text for text, _ in laid.left[0]) == "[-old-]{+new+}"


def test_what_is_found_and_what_is_hidden_is_marked() -> None:
    row = Row(Side((("Keep data\u202e safe", Role.TEXT),)))
    (line,) = lay_out(row, Frame(40, wrapped=True, brackets=False, query="DATA")).left
    assert ("data", Role.FOUND) in line
    assert any(role is Role.HIDDEN for _, role in line)


def test_scrolling_sideways_never_shows_half_a_wide_character() -> None:
    assert shifted((("隐私权", Role.TEXT),), 3) == ((" 权", Role.TEXT),)


@given(st.text("ab\r\n", max_size=40), st.randoms(use_true_random=False))
def test_lines_found_as_they_are_asked_for_are_those_of_the_text(text: str, chance: Random) -> None:
    lines = lines_of(text)
    wanted = [text[start:end] for start, end in zip(lines.starts, lines.ends, strict=True)] or [""]
    source = Reading(text, "text")
    assert len(source) == len(wanted)
    order = list(range(len(wanted)))
    chance.shuffle(order)
    for index in order:
        assert source.search_text(index) == wanted[index]
        assert source.row_at(source.place(index)) == index


def test_unchanged_stretches_fold_into_one_row() -> None:
    source = Reading("\n".join(str(n) for n in range(20)), "text")
    folded = Folded(source, [10])
    shown = [folded.row(index) for index in range(len(folded))]
    assert [bool(row.across) for row in shown] == [True, False, False, False, True]
    assert "9 paragraphs" in shown[0].across[0][0]
    assert folded.row_at(source.place(10)) == 2


def test_what_was_unfolded_stays_so_when_something_in_it_is_noticed_later() -> None:
    source = Reading("\n".join(str(n) for n in range(30)), "text")
    unfolded = Folded(source, [10]).folded_near(0)
    assert unfolded is not None
    folded = Folded(source, [4, 10], {unfolded})
    shown = [bool(folded.row(index).across) for index in range(len(folded))]
    assert shown == [False] * 12 + [True]
