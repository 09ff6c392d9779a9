"""Markdown as blocks that are not read yet: all that a list of policies needs of most."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from policyreview.documents.scanning import (
    ATX,
    HEADING_KINDS,
    LETTERED,
    Open,
    Scanner,
    front_matter_end,
    mark_of,
    words_of,
)

if TYPE_CHECKING:
    from policyreview.documents.lines import Lines
    from policyreview.documents.values import Block, BlockKind


class Unread:
    """Stands for a ``Block`` and has all that it has.

    Its words and its number are read at the first look at either; a list of policies asks for very
    few of them.
    """

    __slots__ = (
        "_pieces",
        "_stop",
        "_whole",
        "body",
        "depth",
        "end",
        "first_line",
        "kind",
        "label",
        "last_line",
        "start",
        "text",
    )
    text: str
    label: str

    def __init__(  # noqa: PLR0917  (a block's parts, in their order)
        self,
        whole: str,
        kind: BlockKind,
        start: int,
        end: int,
        first_line: int,
        last_line: int,
        body: int,
        depth: int = 0,
        pieces: list[str] | None = None,
        stop: int | None = None,
    ) -> None:
        """Know where a block stands.

        Args:
            whole: The text that it stands in.
            kind: As in ``Block``, like the next six.
            start: Its first code point.
            end: One past its last code point.
            first_line: Its first line.
            last_line: Its last line.
            body: Where its words begin.
            depth: How deep it is nested.
            pieces: Its lines without their markers; None where its words are what stands from
                ``body`` to ``end``.
            stop: Where its words end, if not with the block.
        """
        self._whole = whole
        self._pieces = pieces
        self._stop = end if stop is None else stop
        self.kind = kind
        self.start = start
        self.end = end
        self.first_line = first_line
        self.last_line = last_line
        self.body = body
        self.depth = depth

    def __getattr__(self, name: str) -> str:
        """Read what is missing; called for that alone."""
        if name == "text":
            self.text = words_of(self._pieces or [self._whole[self.body : self.end]])
            return self.text
        if name == "label":
            self.label = mark_of(self._whole, self.kind, self.body, self._stop)
            return self.label
        raise AttributeError(name)


class _Sketcher(Scanner):
    """A scanner that leaves the words of paragraphs, headings, items and rows for later."""

    def scan(self) -> list[Block]:
        at = front_matter_end(self.text, self.lines)
        if at:
            self.add("front", 0, at - 1)
        text, starts, ends = self.text, self.lines.starts, self.lines.ends
        count = len(starts)
        bars = "|" in text
        add = self.blocks.append
        while at < count:
            start, end = starts[at], ends[at]
            if start == end:
                if self.open is not None:
                    self.flush()
                at += 1
                continue
            first = text[start]
            if first == "#":
                if self._plain_heading(at, start, end):
                    at += 1
                    continue
            elif (
                self.open is None
                and first.isalpha()
                and (at + 1 == count or starts[at + 1] == ends[at + 1])
                and not (bars and text.find("|", start, end) >= 0)
                # A letter with its point is short.
                and (text[start : start + 6].isalpha() or not LETTERED.match(text, start, end))
            ):
                self.indents.clear()
                if text[end - 1].isspace():
                    end = _stripped(text, start, end)
                add(cast("Block", Unread(text, "p", start, end, at + 1, at + 1, start)))
                at += 1
                continue
            at = self.step(at)
        self.flush()
        return self.blocks

    def _plain_heading(self, at: int, start: int, end: int) -> bool:
        """Read a heading that is nothing but its mark and its words."""
        text = self.text
        found = ATX.match(text, start, end)
        stop = _stripped(text, start, end)
        if found is None or text[stop - 1] == "#":
            return False
        if self.open is not None:
            self.flush()
        self.indents.clear()
        rest = text[found.end() : end]
        body = end - len(rest.lstrip())
        kind = HEADING_KINDS[found.end(1) - found.start(1) - 1]
        self._add(Unread(text, kind, start, stop, at + 1, at + 1, body))
        return True

    def close(self, block: Open, end: int) -> None:
        stop = self.lines.ends[block.underline] if block.underline else max(end, block.start)
        last = block.underline or block.last
        place = (block.start, stop, block.first + 1, last + 1, block.body, block.depth)
        self._add(Unread(self.text, block.kind, *place, block.pieces, end))

    def close_lone(self, at: int, start: int, end: int) -> None:
        self._add(Unread(self.text, "p", start, end, at + 1, at + 1, start))

    def _add(self, block: Unread) -> None:
        self.blocks.append(cast("Block", block))  # it has all of a block's attributes


def _stripped(text: str, start: int, end: int) -> int:
    """Where a line ends without the white space at its end."""
    return start + len(text[start:end].rstrip()) if text[end - 1].isspace() else end


def sketch(text: str, lines: Lines) -> list[Block]:
    """What ``scan`` gives of Markdown, the words still to be read."""
    return _Sketcher(text, "markdown", lines).scan()
