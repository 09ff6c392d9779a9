"""Markdown and plain text as raw blocks, one pass over the lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policyreview.documents.labels import label
from policyreview.documents.lines import Lines, lines_of
from policyreview.documents.scripts import width
from policyreview.documents.values import Block, BlockKind, TextKind
from policyreview.documents.wrapping import collapsed, join_wrapped, wrap_width

ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t\u00a0\u3000]+|(?<=##)(?=[^#\s])|$)")
_ATX_CLOSE = re.compile(r"[ \t]+#+[ \t]*$")
_SETEXT = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=[ \t]*){3,})$")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_BULLET = re.compile(r"([ \t]*)([-*+•·●▪◦○■□‣⁃∙]|[–—](?=[ \t]))[ \t\u00a0]+(?=\S)")
_BULLET_TIGHT = re.compile(r"([ \t]*)([•●▪◦‣⁃■])(?=\S)")
_NUMBERED = re.compile(
    r"([ \t]*)(?:[0-9]{1,4}[.)]|[a-zA-Z][.)]|\([0-9a-zA-Z]{1,4}\)"
    r"|[ivxIVX]{2,5}[.)])[ \t\u00a0]+(?=\S)"
)
LETTERED = re.compile(r"[a-zA-Z]{1,5}[.)]")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_GRID_RULE = re.compile(r"[ \t]*\+(?:[-=]{2,}\+)+[ \t]*$")
_MARKUP = re.compile(
    r"[ \t]*(?:\{:[^}]*\}|\{%[^%]*%\}|\{\{[^}]*\}\}|\[//\]:.*"
    r"|</?[A-Za-z][^<>]*>[ \t]*(?:</?[A-Za-z][^<>]*>[ \t]*)*)[ \t]*$"
)
_FRONT_END = {"---": re.compile(r"(?:---|\.\.\.)[ \t]*$"), "+++": re.compile(r"\+\+\+[ \t]*$")}
_FRONT_KEY = re.compile(r"[ \t]*(?:[#\-]|[\w\"'-]+[ \t]*[:=]|$)")
_FRONT_MOST = 500
_LONGEST_LABEL = 40
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
HEADING_KINDS: tuple[BlockKind, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")
_HTML_LEAD = re.compile(r"[ \t]*<(h[1-6]|li|tr|p|blockquote|dt|dd)\b[^<>]*>", re.IGNORECASE)


def front_matter_end(text: str, lines: Lines) -> int:
    """Number of lines that a front matter takes up at the start of the text, 0 if there is none."""
    if not lines or len(lines) < 2:
        return 0
    opening = text[lines.starts[0] : lines.ends[0]].rstrip(" \t")
    closing = _FRONT_END.get(opening)
    if closing is None:
        return 0
    for at in range(1, min(len(lines), _FRONT_MOST)):
        line = text[lines.starts[at] : lines.ends[at]]
        if closing.match(line):
            return at + 1
        if at == 1 and not _FRONT_KEY.match(line):
            return 0
    return 0


@dataclass
class Open:
    """A paragraph-like block that is still growing."""

    kind: BlockKind
    first: int
    start: int
    body: int
    depth: int = 0
    last: int = 0
    pieces: list[str] = field(default_factory=list)
    underline: int = 0


class Scanner:
    """The state of one pass."""

    def __init__(self, text: str, kind: TextKind, lines: Lines) -> None:
        self.text = text
        self.markdown = kind == "markdown"
        self.lines = lines
        self.blocks: list[Block] = []
        self.open: Open | None = None
        self.indents: list[int] = []
        self.wrap = 0 if self.markdown else wrap_width(text, lines)
        self.no_comment_end = False

    def scan(self) -> list[Block]:
        """Read all lines."""
        at = front_matter_end(self.text, self.lines)
        if at:
            self.add("front", 0, at - 1)
        starts, ends = self.lines.starts, self.lines.ends
        count = len(starts)
        while at < count:
            if starts[at] == ends[at]:
                if self.open is not None:
                    self.flush()
                at += 1
            else:
                at = self.step(at)
        self.flush()
        return self.blocks

    def line(self, at: int) -> str:
        """A line, counted from 0, without its end."""
        return self.text[self.lines.starts[at] : self.lines.ends[at]]

    def add(self, kind: BlockKind, first: int, last: int) -> None:
        """A block of whole lines whose words are not read."""
        self.flush()
        start, end = self.lines.starts[first], self.lines.ends[last]
        self.blocks.append(
            Block(kind, start, end, first + 1, last + 1, self.text[start:end].strip(), start)
        )

    def flush(self) -> None:
        """Close the block that is open, if one is."""
        if self.open is not None:
            block, self.open = self.open, None
            end = self.lines.starts[block.last] + len(self.line(block.last).rstrip())
            self.close(block, end)

    def close(self, block: Open, end: int) -> None:
        """Add the block whose words grew until ``end``."""
        self.blocks.append(
            Block(
                block.kind,
                block.start,
                self.lines.ends[block.underline] if block.underline else max(end, block.start),
                block.first + 1,
                (block.underline or block.last) + 1,
                words_of(block.pieces),
                block.body,
                block.depth,
                mark_of(self.text, block.kind, block.body, end),
            )
        )

    def close_lone(self, at: int, start: int, end: int) -> None:
        """Add the paragraph that the line ``at`` is."""
        words = collapsed(self.text[start:end])
        mark = mark_of(self.text, "p", start, end)
        self.blocks.append(Block("p", start, end, at + 1, at + 1, words, start, 0, mark))

    def begin(self, kind: BlockKind, at: int, marker: int, depth: int = 0) -> None:
        """Open a block on line ``at`` whose words begin ``marker`` code points into the line."""
        self.flush()
        line = self.line(at)
        start = self.lines.starts[at]
        indent = len(line) - len(line.lstrip())
        rest = line[marker:]
        body = start + marker + len(rest) - len(rest.lstrip())
        self.open = Open(
            kind, at, start + min(indent, marker) if marker else body, body, depth, at, [rest]
        )

    def grow(self, at: int, piece: str) -> None:
        """Add a line to the open block."""
        assert self.open is not None  # noqa: S101
        self.open.last = at
        self.open.pieces.append(piece)

    def step(self, at: int) -> int:
        """Read the line ``at``, which is not empty; returns the next line to read."""
        line = self.line(at)
        if line[0].isalpha():
            if self.open is None and self._lone(at, line):
                return at + 1
        elif line.isspace():
            self.flush()
            return at + 1
        stripped = line.lstrip(" \t\u00a0\u3000")
        first = stripped[:1]
        return (
            (self._fenced(at, line) if first in "`~" else 0)
            or (self._comment(at, line, stripped) if first == "<" else 0)
            or (self._underlined(at, line) if first in "=-*_" else 0)
            or (self._heading(at, line) if first == "#" else 0)
            or (self._markup(at, line) if first in "{[<" else 0)
            or (self._quote(at, line) if first == ">" else 0)
            or (self._grid(at, line) if first == "+" else 0)
            or (self._table(at, line) if "|" in line else 0)
            or self._item(at, line)
            or self._paragraph(at, line)
        )

    def _lone(self, at: int, line: str) -> bool:
        """Read a line that is a paragraph by itself, as most are; no block is open before it."""
        lines = self.lines
        if at + 1 < len(lines.starts) and lines.starts[at + 1] != lines.ends[at + 1]:
            return False
        if "|" in line or LETTERED.match(line):
            return False
        self.indents.clear()
        start = lines.starts[at]
        self.close_lone(at, start, start + len(line.rstrip()))
        return True

    def _fenced(self, at: int, line: str) -> int:
        found = _FENCE.match(line)
        if found is None:
            return 0
        fence = found[1]
        last = at + 1
        while last < len(self.lines):
            closing = self.line(last).strip()
            if closing.startswith(fence) and not closing.strip(fence[0]):
                break
            last += 1
        else:
            last = len(self.lines) - 1
        self.add("code", at, last)
        return last + 1

    def _comment(self, at: int, line: str, stripped: str) -> int:
        if not stripped.startswith("<!--") or self.no_comment_end:
            return 0
        start = self.lines.starts[at] + len(line) - len(stripped)
        end = self.text.find("-->", start + 4)
        if end < 0:
            self.no_comment_end = True
            return 0
        last = self.lines.at(end) - 1
        if self.line(last)[end + 3 - self.lines.starts[last] :].strip():
            return 0  # words follow on the same line: a paragraph with a comment in it
        self.add("comment", at, last)
        return last + 1

    def _underlined(self, at: int, line: str) -> int:
        found = _SETEXT.match(line)
        if found is not None and self.open is not None and self.open.kind == "p":
            long_enough = self.markdown or len(found[1]) >= 3
            if long_enough and len(self.open.pieces) <= 3 and self.open.last == at - 1:
                self.open.kind = "h1" if found[1][0] == "=" else "h2"
                self.open.underline = at
                self.flush()
                return at + 1
        if _RULE.match(line):
            self.add("rule", at, at)
            return at + 1
        return 0

    def _heading(self, at: int, line: str) -> int:
        found = ATX.match(line)
        if found is None:
            return 0
        self.begin(HEADING_KINDS[len(found[1]) - 1], at, found.end())
        if self.open is not None and line.rstrip().endswith("#"):
            self.open.pieces = [_ATX_CLOSE.sub("", line[found.end() :])]
        self.flush()
        self.indents.clear()
        return at + 1

    def _markup(self, at: int, line: str) -> int:
        if _MARKUP.match(line) is None:
            return 0
        self.add("attr", at, at)
        return at + 1

    def _quote(self, at: int, line: str) -> int:
        found = _QUOTE.match(line)
        if found is None:
            return 0
        rest = line[found.end() :]
        if not rest.strip():
            self.flush()
        elif self.open is not None and self.open.kind == "quote" and self.markdown:
            self.grow(at, rest)
        else:
            self.begin("quote", at, found.end())
        return at + 1

    def _table(self, at: int, line: str) -> int:
        in_table = bool(self.blocks) and self.open is None and self.blocks[-1].last_line == at
        in_table = in_table and self.blocks[-1].kind in {"tr", "rule"}
        leading = line.lstrip().startswith("|")
        header = (
            at + 1 < len(self.lines)
            and "|" in self.line(at + 1)
            and _TABLE_RULE.match(self.line(at + 1))
        )
        if not (leading or in_table or header):
            return 0
        if _TABLE_RULE.match(line):
            self.add("rule", at, at)
            return at + 1
        self.begin("tr", at, 0)
        self.flush()
        return at + 1

    def _grid(self, at: int, line: str) -> int:
        """A line between the rows of a grid table: ``+---+===+``."""
        if _GRID_RULE.match(line) is None:
            return 0
        self.add("rule", at, at)
        return at + 1

    def _item(self, at: int, line: str) -> int:
        found = _BULLET.match(line) or _BULLET_TIGHT.match(line)
        marker = found.end() if found else 0
        if found is None and self.markdown:
            found = _NUMBERED.match(line)
            if found is None or not self._plausible_number(found.group().strip()):
                return 0
            marker = found.end(1)
        if found is None:
            return 0
        self.begin("li", at, marker, self._depth(width(found[1].expandtabs(4))))
        return at + 1

    def _plausible_number(self, mark: str) -> bool:
        """An open paragraph is cut by ``1.`` or ``1)`` and by any number after an item.

        Not by ``2024.``.
        """
        if self.open is None or self.open.kind == "li":
            return True
        return len(mark) <= 4 and not (mark[0].isalpha() and mark[-1] == ".")

    def _depth(self, indent: int) -> int:
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] + 1 < indent:
            self.indents.append(indent)
        elif self.indents[-1] < indent:
            self.indents[-1] = indent
        return len(self.indents) - 1

    def _paragraph(self, at: int, line: str) -> int:
        html = _HTML_LEAD.match(line) if "<" in line else None
        if html is not None:
            tag = html[1].lower()
            kinds: dict[str, BlockKind] = {
                "li": "li",
                "tr": "tr",
                "blockquote": "quote",
                "dd": "li",
            }
            kind = kinds.get(tag, "p")
            if tag[0] == "h":
                kind = HEADING_KINDS[int(tag[1]) - 1]
            self.begin(kind, at, 0)
            return at + 1
        if self.open is not None and self._continues(at, line):
            self.grow(at, line)
            return at + 1
        if line[:1] not in " \t":
            self.indents.clear()
        self.begin("p", at, 0)
        return at + 1

    def _continues(self, at: int, line: str) -> bool:
        """Whether the line goes on with the open block rather than beginning a paragraph."""
        assert self.open is not None  # noqa: S101
        found = label(line[:40])
        if found is not None and _cuts(found.kind, found.shape, line):
            return False
        if self.markdown:
            return True
        if not self.wrap:
            return False
        before = self.line(at - 1).rstrip()
        word = line.split(None, 1)[0] if " " in line else line[:2]
        return width(before) + 1 + width(word[:60]) > self.wrap * 0.92


def _cuts(kind: str, shape: str, line: str) -> bool:
    """Whether a label at the start of a line begins a paragraph even right after another line."""
    if kind in {"article", "chapter", "han"}:
        return shape.startswith(("第", "제", "(", "{}、")) or line[:1].isupper()
    if kind in {"section", "part"}:
        return shape.startswith("第")
    if kind == "decimal":
        return shape.count("{}") > 1 or shape in {"①", "({})", "{})"} or shape == "{}."
    return kind == "roman" and "upper" in shape


def words_of(pieces: list[str]) -> str:
    """The words of a block whose lines are given without their markers."""
    words = join_wrapped(pieces)
    if words.startswith("<"):
        words = _SPACE.sub(" ", _TAG.sub(" ", words)).strip() or words
    return words


def mark_of(text: str, kind: BlockKind, body: int, end: int) -> str:
    """The number that a block's words begin with, as it stands; ``""`` where there is none.

    Args:
        text: The text that the block stands in.
        kind: Its kind.
        body: Where its words begin.
        end: Where they end.
    """
    found = label(text[body : min(end, body + _LONGEST_LABEL)]) if kind != "tr" else None
    return text[body : body + found.end] if found else ""


def scan(text: str, kind: TextKind, lines: Lines | None = None) -> list[Block]:
    """Raw blocks of Markdown or plain text.

    Headings by mark only, bare heading lines still paragraphs.
    """
    return Scanner(text, kind, lines or lines_of(text)).scan()
