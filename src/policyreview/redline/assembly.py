"""Putting a redline together: blocks in the order of showing, each character in one of them."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from policyreview.redline.links import before, links_between
from policyreview.redline.matching import CELLS
from policyreview.redline.model import Lazy, Redline, RedlineBlock, Row
from policyreview.redline.plainly import words_replaced
from policyreview.redline.respaced import recut, relabelled, respaced
from policyreview.redline.retouched import links_near_edits
from policyreview.redline.sides import NEW_EDGE, OLD_EDGE, Side, signs
from policyreview.redline.spacing import Spacing
from policyreview.redline.stretches import Stretch
from policyreview.redline.weave import weave

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policyreview.redline.edited import Kept
    from policyreview.redline.links import Link
    from policyreview.redline.model import Change, Span, Token
    from policyreview.redline.moves import Move
    from policyreview.redline.pairing import Bead
    from policyreview.redline.paragraphs import Paragraph
    from policyreview.redline.reading import Reader

Entry: TypeAlias = "RedlineBlock | tuple[int, bool]"
"""A block, or which move left (false) or came (true)."""

_RULE = re.compile(  # below a heading, between paragraphs, or below the head of a table
    r"(?P<sign>[-=*_])(?P=sign){2,}|\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?"
)
_LENGTH = re.compile(r"\s+|(?<=([-=*_]))\1+")


class Recut(NamedTuple):
    """Paragraphs that were split or merged where they stand, with no more than few words edited.

    Attributes:
        old: Those of the old side.
        new: Those of the new side.
        same: Whether all words are the same.
    """

    old: Sequence[Paragraph]
    new: Sequence[Paragraph]
    same: bool


Fixed: TypeAlias = "Stretch | Recut | tuple[Paragraph, Paragraph, Kept | None]"
"""What stayed in its place: the same, split or merged, or a paragraph that was perhaps edited."""


class _Cut(NamedTuple):
    """A place in a bead where a moved passage left or came."""

    link: int  # how many links stand before it
    came: int  # 0: left, 1: came
    start: int
    end: int
    move: int


class Assembly:
    """Collects the blocks of a redline from the top to the bottom of both texts."""

    def __init__(self, a: Side, b: Side, moves: list[Move], reader: Reader) -> None:
        self._a, self._b = a, b
        self._reader = reader
        self._moves = moves
        self._spans = [_passage(a, b, m) for m in moves]
        self._entries: list[Entry] = []
        self._spacing = Spacing(a.text, b.text)
        self._coarse = False
        self._gone = _marked(len(a.codes), [(m.old, m.old_end) for m in moves])
        self._come = _marked(len(b.codes), [(m.new, m.new_end) for m in moves])
        self._left = _by_paragraph(a, [(m.old, m.old_end) for m in moves])
        self._came = _by_paragraph(b, [(m.new, m.new_end) for m in moves])

    def fixed(self, what: Fixed) -> None:
        """Add what is the same on both sides, or was edited, split or merged in place."""
        if isinstance(what, Stretch):
            text = self._a.text
            self._entries += [
                RedlineBlock("kept", old, new, (("=", text[slice(*old)]),))
                for old, new in zip(pairwise(what.old), pairwise(what.new), strict=True)
            ]
            return
        if isinstance(what, Recut):
            self._recut(what)
            return
        left, right = what[0][:2], what[1][:2]
        kept = what[2]
        if kept is not None:
            self._add("changed", left, right, partial(self._edited, *what[:2], kept))
            return
        same = what[0].key == what[1].key
        if not same and (words := relabelled(self._a.text, self._b.text, *what[:2])):
            self._entries.append(RedlineBlock("renumbered", left, right, words))
            return
        if same and (old := self._a.text[slice(*left)]) == self._b.text[slice(*right)]:
            self._entries.append(RedlineBlock("kept", left, right, (("=", old),)))
            return
        marks = (what[0].label, what[1].label)
        labels = None if same or marks[0] is None or marks[1] is None else (marks[0], marks[1])
        change: Change = "kept" if same else "renumbered"
        if (not same and labels is None) or self._spacing.says(
            left, right, same_key=same, labels=labels
        ):
            change = "changed"
        work = partial(respaced, self._a.text, self._b.text, *what[:2])
        self._add(change, left, right, work)

    def _edited(self, left: Paragraph, right: Paragraph, kept: Kept) -> tuple[Token, ...]:
        """The words of a paragraph that was edited in place, which nobody has read before."""
        texts = self._a.text, self._b.text
        words = words_replaced(texts, (left, right), kept, self._reader)
        if words is not None:
            return words
        near = links_near_edits(texts, (left, right), self._reader)
        if near is not None:
            return weave(self._a.text, self._b.text, left[:2], right[:2], near)
        return self._afresh([left], [right])

    def _recut(self, what: Recut) -> None:
        """Add paragraphs that were split or merged."""
        old = what.old[0].start, what.old[-1].end
        new = what.new[0].start, what.new[-1].end
        marks = [
            [text[slice(*p.label)] for p in side if p.label]
            for text, side in ((self._a.text, what.old), (self._b.text, what.new))
        ]
        texts = self._a.text[slice(*old)], self._b.text[slice(*new)]
        alike = texts[0] == texts[1] or (
            what.same and marks[0] == marks[1] and not self._spacing.says(old, new)
        )
        work = (
            partial(recut, self._a.text, self._b.text, old, new)
            if what.same
            else partial(self._afresh, what.old, what.new)
        )
        self._add("kept" if alike else "changed", old, new, work)

    def _afresh(self, left: Sequence[Paragraph], right: Sequence[Paragraph]) -> tuple[Token, ...]:
        """The words of paragraphs that nobody has read before."""
        a = Side(self._a.text, left, self._reader, OLD_EDGE)
        b = Side(self._b.text, right, self._reader, NEW_EDGE)
        spans = (left[0].start, left[-1].end), (right[0].start, right[-1].end)
        links = links_between(a.all(), b.all(), spans)
        return weave(a.text, b.text, *spans, links)

    def bead(self, bead: Bead) -> None:
        """Add the paragraphs of a bead, cut where a passage left or came."""
        left = sorted({m for p in range(bead.old, bead.old_end) for m in self._left.get(p, ())})
        came = sorted(
            {m for q in range(bead.new, bead.new_end) for m in self._came.get(q, ())},
            key=lambda m: self._spans[m][1],
        )
        if bead.old == bead.old_end or bead.new == bead.new_end:
            self._one_sided(bead, left, came)
            return
        parts = (
            self._a.ranges(self._a.first[bead.old], self._a.first[bead.old_end], self._gone),
            self._b.ranges(self._b.first[bead.new], self._b.first[bead.new_end], self._come),
        )
        a, b = self._a.paragraphs, self._b.paragraphs
        old = (a[bead.old].start, a[bead.old_end - 1].end)
        new = (b[bead.new].start, b[bead.new_end - 1].end)
        sizes = [sum([end - start for start, end in part]) for part in parts]
        self._coarse = self._coarse or sizes[0] * sizes[1] > CELLS
        if not left and not came:
            same = _same(self._a, self._b, bead, parts)
            words = self._same_words if same else self._words
            self._add(self._change(bead, same=same), old, new, partial(words, old, new, *parts))
            return
        links = links_between(self._a.tokens(parts[0]), self._b.tokens(parts[1]), (old, new))
        gone = [self._spans[m][0] for m in left]
        come = [self._spans[m][1] for m in came]
        links = [x for x in links if not (_within(x[0], gone) or _within(x[1], come))]
        self._cut(old, new, links, left, came)

    def _change(self, bead: Bead, *, same: bool) -> Change:
        """What became of paragraphs; ``same`` says whether their words are the same."""
        a, b = self._a, self._b
        left = a.paragraphs[bead.old].start, a.paragraphs[bead.old_end - 1].end
        right = b.paragraphs[bead.new].start, b.paragraphs[bead.new_end - 1].end
        if a.text[slice(*left)] == b.text[slice(*right)]:
            return "kept"
        if not same:
            return "kept" if self._ruled(bead) else "changed"
        alike = signs(a.text[slice(*left)]) == signs(b.text[slice(*right)])
        if bead.old_end - bead.old > 1 or bead.new_end - bead.new > 1:
            return "kept" if alike and not self._spacing.says(left, right) else "changed"
        here, there = a.labels[bead.old], b.labels[bead.new]
        if self._spacing.says(left, right, labels=(here, there) if here and there else None):
            return "changed"
        marks = [
            signs(side.text[slice(*mark)]) if mark else None
            for side, mark in ((a, here), (b, there))
        ]
        if marks[0] == marks[1]:
            return "kept" if alike else "changed"
        return "renumbered" if marks[0] and marks[1] else "changed"

    def _ruled(self, bead: Bead) -> bool:
        """Whether both sides are one drawn line, however long, and no more than drawn."""
        if bead.old_end - bead.old > 1 or bead.new_end - bead.new > 1:
            return False
        lines = [
            side.text[slice(*side.paragraphs[paragraph][:2])].strip()
            for side, paragraph in ((self._a, bead.old), (self._b, bead.new))
        ]
        if not all(_RULE.fullmatch(line) for line in lines):
            return False
        if len({_LENGTH.sub("", line) for line in lines}) > 1:
            return False
        return self._spacing.is_prose(
            self._a.paragraphs[bead.old].start, self._b.paragraphs[bead.new].start
        )

    def redline(self, *, coarse: bool) -> Redline:
        """Return the whole; ``coarse`` says whether something was left out before."""
        blocks: list[RedlineBlock] = []
        index: dict[int, int] = {}
        for entry in self._entries:
            if isinstance(entry, RedlineBlock):
                blocks.append(entry)
            elif entry[1]:
                index[entry[0]] = len(blocks)
                blocks.append(self._moved(entry[0]))
        rows: Lazy[Sequence[Row]] = Lazy(partial(_rows, self._entries, index))
        return Redline(self._a.text, self._b.text, tuple(blocks), coarse or self._coarse, rows)

    def _moved(self, move: int) -> RedlineBlock:
        m = self._moves[move]
        old, new = self._spans[move]
        work = partial(
            self._words,
            old,
            new,
            self._a.ranges(m.old, m.old_end),
            self._b.ranges(m.new, m.new_end),
        )
        return RedlineBlock("moved", old, new, Lazy(work))

    def _add(self, change: Change, old: Span, new: Span, work: partial[tuple[Token, ...]]) -> None:
        self._entries.append(RedlineBlock(change, old, new, Lazy(work)))

    def _words(
        self, old: Span, new: Span, old_ranges: Sequence[Span], new_ranges: Sequence[Span]
    ) -> tuple[Token, ...]:
        left, right = self._a.tokens(old_ranges), self._b.tokens(new_ranges)
        links = links_between(left, right, (old, new))
        return weave(self._a.text, self._b.text, old, new, links)

    def _same_words(
        self, old: Span, new: Span, old_ranges: Sequence[Span], new_ranges: Sequence[Span]
    ) -> tuple[Token, ...]:
        """The same for whole paragraphs whose words are the same, perhaps but for their labels."""
        texts = self._a.text, self._b.text
        if signs(texts[0][slice(*old)]) == signs(texts[1][slice(*new)]):
            return recut(*texts, old, new)
        return self._words(old, new, old_ranges, new_ranges)

    def _one_sided(self, bead: Bead, left: list[int], came: list[int]) -> None:
        side, moves = (0, left) if bead.old < bead.old_end else (1, came)
        own = self._b if side else self._a
        first, last = (bead.new, bead.new_end) if side else (bead.old, bead.old_end)
        waiting = list(moves)
        at = own.paragraphs[first].start
        for k in range(first, last):
            paragraph = own.paragraphs[k]
            while waiting and self._spans[waiting[0]][side][0] < paragraph.end:
                start, end = self._spans[waiting[0]][side]
                self._lone(side, at, start)
                self._entries.append((waiting.pop(0), bool(side)))
                at = end
            self._lone(side, at, paragraph.end)
            at = max(at, paragraph.end)

    def _lone(self, side: int, start: int, end: int) -> None:
        if start < end and side:
            words: tuple[Token, ...] = (("+", self._b.text[start:end]),)
            self._entries.append(RedlineBlock("inserted", None, (start, end), words))
        elif start < end:
            words = (("-", self._a.text[start:end]),)
            self._entries.append(RedlineBlock("deleted", (start, end), None, words))

    def _cut(
        self, old: Span, new: Span, links: list[Link], left: list[int], came: list[int]
    ) -> None:
        cuts = [
            _Cut(before(links, 0, self._spans[m][0][0]), 0, *self._spans[m][0], m) for m in left
        ]
        cuts += [
            _Cut(before(links, 1, self._spans[m][1][0]), 1, *self._spans[m][1], m) for m in came
        ]
        cuts.sort()
        i, j = old[0], new[0]
        done = 0
        for k, cut in enumerate(cuts, 1):
            side = cut.came
            other = self._a if side else self._b
            at = links[cut.link - 1][1 - side][1] if cut.link else (old, new)[1 - side][0]
            at = max(at, (i, j)[1 - side])
            if cut.link < len(links):
                # the white space that a passage begins with goes with it
                starts = [each.start for each in cuts[k:] if each.came != side]
                stop = min([links[cut.link][1 - side][0], *starts])
                while at < stop and other.text[at].isspace():
                    at += 1
            x, y = (at, cut.start) if side else (cut.start, at)
            self._piece((i, x), (j, y), links[done : cut.link])
            self._entries.append((cut.move, bool(side)))
            done = cut.link
            i, j = (x, cut.end) if side else (cut.end, y)
        self._piece((i, old[1]), (j, new[1]), links[done:])

    def _piece(self, old: Span, new: Span, links: list[Link]) -> None:
        if old[0] == old[1] or new[0] == new[1]:
            self._lone(0, *old)
            self._lone(1, *new)
            return
        words = weave(self._a.text, self._b.text, old, new, links)
        same = all(kind == "=" or text.isspace() for kind, text in words)
        same = same and not self._spacing.says(old, new)
        self._entries.append(RedlineBlock("kept" if same else "changed", old, new, words))


def _rows(entries: Sequence[Entry], index: Mapping[int, int]) -> tuple[Row, ...]:
    """The order of showing; ``index`` says which block each move became."""
    rows: list[Row] = []
    at = 0
    for entry in entries:
        if isinstance(entry, RedlineBlock):
            rows.append(Row(at, entry.old is not None, entry.new is not None))
            at += 1
        else:
            rows.append(Row(index[entry[0]], not entry[1], entry[1]))
            at += entry[1]
    return tuple(rows)


def _within(span: Span, passages: Iterable[Span]) -> bool:
    """Whether a label stands in one of the passages that moved."""
    return any(start < span[1] and span[0] < end for start, end in passages)


def _passage(a: Side, b: Side, move: Move) -> tuple[Span, Span]:
    """The characters of a moved passage on both sides, with the white space behind it.

    One that begins its paragraph on both sides takes the label and marks before it along.
    """
    opens = _opens(a, move.old) and _opens(b, move.new)
    return _chars(a, move.old, move.old_end, opens), _chars(b, move.new, move.new_end, opens)


def _opens(side: Side, token: int) -> bool:
    return side.first[side.paragraph(token)] + 1 >= token


def _chars(side: Side, start: int, end: int, opens: bool) -> Span:
    home, last = side.paragraph(start), side.paragraph(end - 1)
    begin = side.paragraphs[home].start if opens else side.start(start)
    if side.first[last + 1] > end:
        return begin, side.start(end)
    whole = opens or side.first[home] + 1 >= start
    return begin, side.paragraphs[last].end if whole else side.end(end - 1)


def _marked(size: int, ranges: Iterable[Span]) -> bytearray:
    out = bytearray(size)
    for start, end in ranges:
        out[start:end] = b"\1" * (end - start)
    return out


def _by_paragraph(side: Side, ranges: Sequence[Span]) -> dict[int, list[int]]:
    """For each paragraph the moves that left it or came to it, in order."""
    out: dict[int, list[int]] = {}
    for move, (start, end) in enumerate(ranges):
        for p in range(side.paragraph(start), side.paragraph(end - 1) + 1):
            out.setdefault(p, []).append(move)
    return {p: sorted(moves, key=lambda m: ranges[m]) for p, moves in out.items()}


def _same(a: Side, b: Side, bead: Bead, parts: tuple[Sequence[Span], Sequence[Span]]) -> bool:
    """Whether the tokens of a bead are the same words on both sides."""
    x, y = (
        "".join([side.codes[low:high] for low, high in ranges])
        for side, ranges in zip((a, b), parts, strict=True)
    )
    if x != y:
        return False
    if a.signs(bead.old, bead.old_end) == b.signs(bead.new, bead.new_end):
        return True
    left, right = a.tokens(parts[0]), b.tokens(parts[1])
    return all(left.word(k) == right.word(k) for k in range(len(x)))
