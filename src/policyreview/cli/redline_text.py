"""A redline as text for people: what changed with its words, what stayed folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.cli.printer import Piece, Printer, Style, Styled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policyreview.documents import Clause, Lines
    from policyreview.library import ContentLines
    from policyreview.redline import Change, Redline, RedlineBlock, Token

    At = Lines | ContentLines

_GUTTER: dict[Change, str] = {
    "kept": " ",
    "inserted": "+",
    "deleted": "-",
    "changed": "~",
    "moved": ">",
    "renumbered": "#",
}


def write_stat(printer: Printer, redline: Redline) -> None:
    """Write what happened to each clause, one line for each that is not as it was."""
    for clause in redline.clauses:
        side = clause.new or clause.old
        if clause.change != "kept" and side is not None:
            printer.line(Styled(f"  {heading(side)}: ", "dim"), clause.sentence())


def heading(clause: Clause) -> str:
    """A clause's number and title."""
    return f"{clause.number or ''} {clause.title}".strip()


def write(printer: Printer, redline: Redline, old_lines: At, new_lines: At) -> None:
    """Write the changed blocks with their line numbers, and how many unchanged ones lie between.

    Args:
        printer: Where to.
        redline: The comparison.
        old_lines: Tells a position's line in the older file.
        new_lines: The same of the newer one.
    """
    clauses = [clause.new for clause in redline.clauses if clause.new and clause.new.headed]
    inside: Clause | None = None
    folded = 0
    for row in redline.rows():
        block = redline.blocks[row.block]
        if block.change == "kept":
            folded += 1
            continue
        if folded:
            _write_fold(printer, folded)
            folded = 0
        around = _around(clauses, block.new[0]) if block.new else None
        if around is not None and around is not inside:
            printer.line(Styled(f"@ {heading(around)}", "bold"))
            inside = around
        if block.change == "moved" and not (row.old and row.new):
            _write_moved(printer, block, old_lines, new_lines, arrived=row.new)
            continue
        place = new_lines.at(block.new[0]) if block.new else _start(block.old, old_lines)
        _write_block(printer, _GUTTER[block.change], place, block.tokens)
    if folded:
        _write_fold(printer, folded)
    for each in redline.invisible:
        printer.line(Styled(f"! {each.text}", "warn"))


def _around(clauses: Sequence[Clause], place: int) -> Clause | None:
    """The innermost clause around a place that has begun before it, None outside of all."""
    found = None
    for clause in clauses:
        if clause.start >= place:
            break
        if place < clause.end:
            found = clause
    return found


def _start(span: tuple[int, int] | None, lines: At) -> int:
    return lines.at(span[0]) if span else 0


def _write_fold(printer: Printer, folded: int) -> None:
    printer.line(Styled(f"        … {folded} unchanged", "dim"))


def _write_moved(
    printer: Printer, block: RedlineBlock, old_lines: At, new_lines: At, *, arrived: bool
) -> None:
    left, came = _start(block.old, old_lines), _start(block.new, new_lines)
    if arrived:
        printer.line(Styled(f">{came:>6} (moved here from old line {left})", "moved"))
        _write_block(printer, ">", came, block.tokens, base="moved")
    else:
        printer.line(Styled(f"<{left:>6} (moved to new line {came})", "moved"))


def _write_block(
    printer: Printer,
    gutter: str,
    line: int,
    tokens: Iterable[Token],
    *,
    base: Style | None = None,
) -> None:
    """One block, a line of the output for each line of the block."""
    number: int | None = line
    for pieces in _split_lines(tokens, printer.colored, base):
        head = f"{gutter}{number:>6} " if number is not None else f"{gutter}       "
        printer.line(Styled(head, "dim"), *pieces)
        number = None


def _split_lines(
    tokens: Iterable[Token], colored: bool, base: Style | None
) -> Iterator[list[Piece]]:
    """The words of a block as lines of pieces; empty lines at its end are left out."""
    line: list[Piece] = []
    empty_lines = 0
    for operation, words in tokens:
        first = True
        for part in words.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            if not first:
                if line:
                    for _ in range(empty_lines):
                        yield []
                    empty_lines = 0
                    yield line
                else:
                    empty_lines += 1
                line = []
            first = False
            if part:
                line.extend(_mark(operation, part, colored, base))
    if line:
        for _ in range(empty_lines):
            yield []
        yield line


def _mark(operation: str, words: str, colored: bool, base: Style | None) -> list[Piece]:
    """Words as deleted or inserted: by style, or between brackets where there are no colours."""
    if operation == "=":
        return [Styled(words, base) if base else words]
    style: Style = "deleted" if operation == "-" else "inserted"
    if colored:
        return [Styled(words, style)]
    opening, closing = ("[-", "-]") if operation == "-" else ("{+", "+}")
    return [f"{opening}{words}{closing}"]
