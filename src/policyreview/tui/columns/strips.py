"""Lines of the two-column view, drawn: the heads, and each line of a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from policyreview.terminal import safe
from policyreview.tui.columns.layout import shifted
from policyreview.tui.look import Role

if TYPE_CHECKING:
    from policyreview.tui.columns.layout import Laid, Line
    from policyreview.tui.columns.model import Row, Side
    from policyreview.tui.look import Look, Piece


@dataclass(frozen=True, slots=True)
class LineDrawer:
    """Draws lines of one view.

    Attributes:
        look: The colours and signs.
        columns: 1 or 2.
        number_width: Cells of a row's number and the blank after it; 0 where none is shown.
        shift: Cells that the text is scrolled to the left.
    """

    look: Look
    columns: int
    number_width: int = 0
    shift: int = 0

    def heads(self, heads: tuple[str, ...], width: int) -> Strip:
        """What stands above the columns, ``width`` cells with the scroll bar's."""
        look = self.look
        if self.columns == 1:
            return look.strip([("  " + safe(heads[0]), Role.DIM)], width)
        half = (width - 4) // 2
        left = look.strip([("  " + safe(heads[0]), Role.DIM)], half)
        right = look.strip([("  " + safe(heads[1]), Role.DIM)], width - half - 3)
        return Strip([*left, self._bar(), *right], width)

    def line(self, row: Row, laid: Laid, line: int, width: int, *, here: bool) -> Strip:
        """A line of a row.

        Args:
            row: The row.
            laid: The row, broken into lines.
            line: Which of them, from 0.
            width: Cells of the whole line, without the scroll bar's.
            here: Whether the row is the current one.
        """
        if row.across:
            pieces = laid.left[0] if line == 0 else ()
            mark = "▌ " if here and line == 0 else "  "
            return self.look.strip([(mark, Role.MINE), *pieces], width)
        if self.columns == 1:
            return Strip(self._side(row.left, laid.left, line, width, here=here), width)
        half = (width - 3) // 2
        left = self._side(row.left, laid.left, line, half, here=here)
        right = self._side(row.right, laid.right, line, width - half - 3, here=False)
        return Strip([*left, self._bar(), *right], width)

    def _bar(self) -> Segment:
        return Segment(" │ ", self.look.style(Role.RULE))

    def _side(
        self, side: Side | None, lines: tuple[Line, ...], line: int, width: int, *, here: bool
    ) -> list[Segment]:
        """One side's segments, exactly ``width`` cells: current mark, sign, number, text."""
        if side is None or line >= len(lines):
            return list(self.look.strip([("▌", Role.MINE)] if here and line < 1 else (), width))
        pieces: list[Piece] = []
        sign = side.sign or " "
        pieces.append(("▌", Role.MINE) if here and line == 0 and not side.sign
                      else (sign, side.sign_role))  # fmt: skip
        if line == 0 and side.flag and not here:
            pieces.append((side.flag, Role.WARN))
        else:
            pieces.append(("▌" if here and line == 0 and side.sign else " ", Role.MINE))
        if self.number_width:
            number = str(side.number) if side.number is not None and line == 0 else ""
            pieces.append((number.rjust(self.number_width - 1) + " ", Role.DIM))
        pieces.extend(shifted(lines[line], self.shift))
        return list(self.look.strip(pieces, width))
