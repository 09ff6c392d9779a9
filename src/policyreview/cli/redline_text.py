"""A redline as text for people: what changed with its words, what stayed folded away."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from policyreview.cli.printer import Piece, Printer, Style, Styled
from policyreview.documents.naming import cited
from policyreview.redline.showing import first_word, readable_block, unseen
from policyreview.terminal import clip
from policyreview.terminal.spaces import only_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policyreview.documents import Clause, Lines
    from policyreview.library import ContentLines
    from policyreview.redline import Change, Redline, RedlineBlock, Token
    from policyreview.redline.clauses import ClauseChange
    from policyreview.redline.model import Span, Text

    At = Lines | ContentLines

_GUTTER: dict[Change, str] = {
    "kept": "·",  # shown only where its white space is
    "inserted": "+",
    "deleted": "-",
    "changed": "~",
    "moved": ">",
    "renumbered": "#",
}
EXCERPT = 40
"""Cells of a passage that are shown where it left."""
_PLACES = 5
"""Places of one unseen difference that are named."""


def write_stat(printer: Printer, redline: Redline) -> None:
    """Write what happened to each clause, one line for each that is not as it was."""
    for clause in redline.clauses:
        side = clause.new or clause.old
        if clause.change != "kept" and side is not None:
            printer.line(Styled(f"  {heading(side)}: ", "dim"), clause.sentence())


def heading(clause: Clause) -> str:
    """A clause's number and title."""
    return f"{clause.number or ''} {clause.title}".strip()


class _Side(NamedTuple):
    """What tells where a place of one text is."""

    text: Text
    lines: At
    clauses: list[tuple[Clause, ClauseChange]]

    def line(self, span: tuple[int, int] | None) -> int:
        return self.lines.at(span[0]) if span else 0

    def around(self, span: Span, *, begun: bool) -> tuple[Clause, ClauseChange] | None:
        """The innermost clause around the first word of a span, None outside of all.

        It is one begun before that, or one that may begin there.
        """
        place = first_word(self.text, span)
        seek = bisect_left if begun else bisect_right
        for clause, fate in reversed(self.clauses[: seek(self.clauses, place, key=_start)]):
            if place < clause.end:
                return clause, fate
            if clause.level == 1:
                break
        return None


class _Told:
    """Which clauses the reader was told of, as long as what follows is within them."""

    def __init__(self) -> None:
        self._open: list[ClauseChange] = []

    def anew(self, fate: ClauseChange) -> bool:
        """Note a clause; say whether the reader was not told yet that it goes on here."""
        known = [each is fate for each in self._open]
        if True in known:
            del self._open[known.index(True) + 1 :]
            return False
        self._open = [each for each in self._open if _encloses(each, fate)]
        self._open.append(fate)
        return True


def _encloses(outer: ClauseChange, inner: ClauseChange) -> bool:
    for clause, within in ((outer.new, inner.new), (outer.old, inner.old)):
        if clause and within:
            return clause.start < within.start and within.end <= clause.end
    return False


def _start(known: tuple[Clause, ClauseChange]) -> int:
    return known[0].start


def write(
    printer: Printer, redline: Redline, old_lines: At, new_lines: At, *, spaces: bool = False
) -> None:
    """Write the changed blocks with their line numbers, and how many unchanged ones lie between.

    Args:
        printer: Where to.
        redline: The comparison.
        old_lines: Tells a position's line in the older file.
        new_lines: The same of the newer one.
        spaces: All changes of white space are shown, by signs.
    """
    clauses = redline.clauses
    old = _Side(redline.old, old_lines, [(c.old, c) for c in clauses if c.old and c.old.headed])
    new = _Side(redline.new, new_lines, [(c.new, c) for c in clauses if c.new and c.new.headed])
    old.clauses.sort(key=_start)
    told = _Told()
    folded = 0
    for row in redline.rows():
        block = redline.blocks[row.block]
        if block.change == "kept" and not (spaces and _respaced(redline, block)):
            folded += not _blank(redline, block)
            continue
        if folded:
            write_fold(printer, folded)
            folded = 0
        around = _around(block, old, new, begun=True)
        if around is not None and told.anew(around[1]):
            gone = around[1].new is None
            printer.line(Styled(f"@ {heading(around[0])}{' (removed)' * gone}", "bold"))
        within = _around(block, old, new, begun=False)
        if within is not None:
            told.anew(within[1])  # a heading speaks for itself
        if block.change == "moved" and not (row.old and row.new):
            _write_moved(printer, redline, block, (old, new), arrived=row.new, spaces=spaces)
            continue
        line = new.line(block.new) if block.new else old.line(block.old)
        words = readable_block(redline, block, spaces=spaces)
        _write_block(printer, _GUTTER[block.change], line, words)
    if folded:
        write_fold(printer, folded)
    write_unseen(printer, redline, (old_lines, new_lines))


def _respaced(redline: Redline, block: RedlineBlock) -> bool:
    if block.old is None or block.new is None:
        return True
    return redline.old[slice(*block.old)] != redline.new[slice(*block.new)]


def _blank(redline: Redline, block: RedlineBlock) -> bool:
    span, text = (block.new, redline.new) if block.new else (block.old, redline.old)
    return span is None or text[slice(*span)].isspace()


def _around(
    block: RedlineBlock, old: _Side, new: _Side, *, begun: bool
) -> tuple[Clause, ClauseChange] | None:
    """The clause that a block stands in, told by its newer words where it has some."""
    if block.new is not None:
        return new.around(block.new, begun=begun)
    found = old.around(block.old, begun=begun) if block.old else None
    if found is not None and found[1].new is not None:
        return found[1].new, found[1]
    return found


def write_fold(printer: Printer, folded: int) -> None:
    """Write how many unchanged paragraphs are left out."""
    noun = "paragraph" if folded == 1 else "paragraphs"
    printer.line(Styled(f"        … {folded:,} unchanged {noun}", "dim"))


def _write_moved(
    printer: Printer,
    redline: Redline,
    block: RedlineBlock,
    sides: tuple[_Side, _Side],
    *,
    arrived: bool,
    spaces: bool,
) -> None:
    """One end of a moved passage: its words where it came, their beginning where it left."""
    left, came = sides[0].line(block.old), sides[1].line(block.new)
    if arrived:
        where = _place(sides[0], block.old, f"old line {left}")
        printer.line(Styled(f">{came:>6} (moved here from {where})", "moved"))
        words = readable_block(redline, block, spaces=spaces)
        _write_block(printer, ">", came, words, base="moved")
    else:
        where = _place(sides[1], block.new, f"new line {came}")
        words_left = " ".join(redline.old[slice(*block.old)].split()) if block.old else ""
        printer.line(
            Styled(f"<{left:>6} (moved to {where}) ", "moved"),
            Styled(clip(words_left, EXCERPT), "dim"),
        )


def _place(side: _Side, span: tuple[int, int] | None, line: str) -> str:
    """``clause 3, old line 14``; the line alone outside of the numbered clauses."""
    around = side.around(span, begun=False) if span else None
    return f"{cited(around[0].number)}, {line}" if around and around[0].number else line


def write_unseen(
    printer: Printer,
    redline: Redline,
    sides: tuple[At, At],
    older: str = "old line",
    side: str = "",
) -> None:
    """Name what can't be seen, with the lines where it is.

    Args:
        printer: Where to.
        redline: The comparison.
        sides: Tell a position's line in both files.
        older: What a line of the older one is called.
        side: Whose change it is.
    """
    for sentence, places in unseen(redline):
        lines = dict.fromkeys(
            f"line {sides[1].at(each.new[0])}" if each.new and each.new[0] < each.new[1]
            else f"{older} {sides[0].at(each.old[0] if each.old else 0)}"
            for each in places
            if each.old or each.new
        )  # fmt: skip
        where = ", ".join(list(lines)[:_PLACES])
        more = f" and {len(lines) - _PLACES} more" if len(lines) > _PLACES else ""
        place = ", ".join(filter(None, (side, where)))
        printer.line(Styled(f"! {f'{place}{more}: ' if place else ''}{sentence}", "warn"))


def _write_block(
    printer: Printer,
    gutter: str,
    line: int,
    tokens: Sequence[Token],
    *,
    base: Style | None = None,
) -> None:
    """One block, a line of the output for each line of the block."""
    whole = gutter in "+-"
    number: int | None = line + _above(tokens)
    for pieces in split_lines(tokens, printer.colored or whole, base):
        head = f"{gutter}{number:>6} " if number is not None else f"{gutter}       "
        printer.line(Styled(head, "dim"), *pieces)
        number = None


def _above(tokens: Sequence[Token]) -> int:
    """How many empty lines a block begins with."""
    text = "".join([words for _, words in tokens])
    return text[: len(text) - len(text.lstrip())].count("\n")


def split_lines(tokens: Iterable[Token], plain: bool, base: Style | None) -> Iterator[list[Piece]]:
    """The words of a block as lines of pieces; empty lines at its ends are left out."""
    begun, empty = False, 0
    for line in _lines(tokens, plain, base):
        if not line:
            empty += begun
            continue
        for _ in range(empty):
            yield []
        yield line
        begun, empty = True, 0


def _lines(tokens: Iterable[Token], plain: bool, base: Style | None) -> Iterator[list[Piece]]:
    """Each line of a block; nothing of one that is white space."""
    line: list[Piece] = []
    blank = True
    for operation, words in tokens:
        for number, part in enumerate(words.split("\n")):
            if number:
                yield [] if blank else line
                line, blank = [], True
            indent = len(part) - len(part.lstrip()) if blank else 0
            line.extend([part[:indent]] if indent else [])
            line.extend(_mark(operation, part[indent:], plain, base) if part[indent:] else [])
            blank = blank and indent == len(part)
    yield [] if blank else line


def _mark(operation: str, words: str, plain: bool, base: Style | None) -> list[Piece]:
    """Words as deleted or inserted: by style, or between brackets where nothing else says so."""
    if operation == "=":
        return [Styled(words, base) if base else words]
    style: Style = "deleted" if operation == "-" else "inserted"
    if plain and only_signs(words):
        style = "space out" if operation == "-" else "space in"
    if plain:
        return [Styled(words, style)]
    opening, closing = ("[-", "-]") if operation == "-" else ("{+", "+}")
    return [f"{opening}{words}{closing}"]
