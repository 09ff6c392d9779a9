"""The clauses of a text: what is numbered or headed, how deep, and how far each reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyreview.documents.labels import label
from policyreview.documents.rows import blocks_in_rows, mostly_rows
from policyreview.documents.scripts import width
from policyreview.documents.values import HEADINGS, Block, BlockKind, Clause, Label
from policyreview.patterns import later

if TYPE_CHECKING:
    from collections.abc import Sequence

_FURNITURE = re.compile(
    r"(?:click here|leave (?:us )?a message|back to top|skip to (?:main )?content"
    r"|language ?[:：]?$|menu$|share$|print$|close$"
    r"|log ?in$|sign (?:in|up)$|search$|home$|copyright|©|all rights reserved|verified_user"
    r"|table of contents$|contents$"
    r"|in this article|on this page|download|subscribe|目录$|目錄$|返回|首页|联系客服|sommaire$"
    r"|inhaltsverzeichnis$)",
    re.IGNORECASE,
)
_INLINE = re.compile(
    # bounded, and stopped by what opens again: text made of openings costs linear time
    r"!\[[^\]]{0,300}\]\([^()]{0,2000}\)|\[([^\]]{0,300})\]\([^()]{0,2000}\)"
    r"|\{[:#][^{}]{0,300}\}|<[^<>]{0,300}>|(\*\*|__|\*|`)"
)
_EMPHASIS = re.compile(r"(?<!\w)_(?=[^\s_])([^_]{1,300})(?<=\S)_(?!\w)")
_MARKED = re.compile(r"[\[<{*_`\\]")  # without one of these there is nothing to leave out
_ENDS_SENTENCE = re.compile(r"[.;,。；，、!！…][\"'”’)）]*$|[:：]$")
_CONTACT = re.compile(r"@|https?://|www\.|\d{5,}|[:：]\s*\S|(?:19|20)\d\d|年")
_RUN_IN = re.compile(
    r"^(?P<title>.{2,80}?(?:[?？。]|(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)[.:：])(?:\*\*|__|\*)?)(?:\s+|(?<=[。：？]))(?=\S)"
)
_BOLD_LEAD = re.compile(r"^(?:\*\*|__)(?P<title>[^*_]{2,120}?)(?:\*\*|__)")
_ALL_BOLD = re.compile(r"(\*\*|__)[^*_]+\1")
_OPENING_CELLS = 60
_FEW = 2
"""Clauses that a text in table rows may have outside of them."""


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page it was taken from: a button, a menu, an icon's name."""
    return _FURNITURE.match(text.strip(" *_#>[")) is not None


def plain(text: str) -> str:
    """A title without its inline markup."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    words = _INLINE.sub(lambda found: found[1] or "", text)
    if "_" in words:
        words = _EMPHASIS.sub(r"\1", words)
    return re.sub(r"\s+", " ", words).replace("\\", "").strip()


def title_block(blocks: Sequence[Block]) -> Block | None:
    """The block that is the text's own title.

    The first heading when nothing but a date or a note precedes it, or a bare title line on top.
    Below a front matter with a title of its own, a heading of a lower rank that says something else
    begins the text's first clause.
    """
    words = [
        block for block in blocks if block.kind not in {"front", "comment", "attr", "rule", "code"}
    ]
    for block in words[:6]:
        if block.kind in HEADINGS:
            own = block.kind == "h1" or _says_title(blocks, block)
            return block if own and not label(block.text) else None
        if (
            block.kind == "p"
            and looks_like_heading(block)
            and _TITLE_WORD.search(plain(block.text))
            and not label(block.text)
        ):
            return block
        if width(block.text) > 200 and block.kind != "quote":
            return None
    return None


def _says_title(blocks: Sequence[Block], heading: Block) -> bool:
    """Whether a heading says what the front matter has for a title; without one it may be it."""
    found = _FRONT_TITLE.search(blocks[0].text) if blocks[0].kind == "front" else None
    if found is None:
        return True
    return plain(found[1].strip(" \"'")).casefold() == plain(heading.text).casefold()


_FRONT_TITLE = later(  # at the margin, and in words: not of another thing, not empty, not folded
    r"(?:^|(?<=\r))title[ \t]*[:=][ \t]*[\"']?([^\s\"'|>][^\r\n]*)", re.MULTILINE | re.IGNORECASE
)
_TITLE_WORD = re.compile(
    r"polic(?:y|ies)|terms|agreement|notice|statement|conditions|code of conduct|licen[cs]e"
    r"|guidelines|disclaimer|legal|imprint"
    r"|隐私|隱私|政策|条款|條款|协议|協議|声明|聲明|规则|規則|守则|准则|规范|須知|须知|ポリシー|規約|方針|방침|약관"
    r"|politique|conditions|mentions|charte|datenschutz|nutzungsbedingungen|agb|impressum|política|términos|aviso|privacidad"
    r"|informativa|privacy|voorwaarden|политика|соглашение|условия",
    re.IGNORECASE,
)


def looks_like_heading(block: Block) -> bool:
    """Whether a line without any mark reads as a heading.

    Short, no full stop, no address, no date.
    """
    if block.kind != "p" or block.first_line != block.last_line:
        return False
    text = plain(block.text)
    if not text or width(text) > 90:
        return False
    if (
        is_furniture(text)
        or _ENDS_SENTENCE.search(text)
        or not any(char.isalpha() for char in text)
    ):
        return False
    words = text.split()
    if len(words) > 14 or (words and text[:1].islower()):
        return False
    return not _CONTACT.search(text)


def with_headings(raw: Sequence[Block]) -> list[Block]:
    """Plain text's blocks with the kinds of headings that no mark shows.

    Title, bare and numbered lines.
    """
    title = title_block(raw)
    heads = _heads(raw, ())
    kinds: dict[int, BlockKind] = {}
    for head, level in zip(heads, _levels(heads), strict=True):
        block = head.block
        if block.kind == "p" and head.headed and _whole_line(head):
            kinds[block.start] = _LEVELS[min(level, 5)]
    if title is not None and title.kind == "p":
        kinds[title.start] = "h1"
    return [
        replace(block, kind=kinds[block.start]) if block.start in kinds else block for block in raw
    ]


_LEVELS: tuple[BlockKind, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")


def _whole_line(head: _Head) -> bool:
    """Whether the clause's title is all that its block holds."""
    return (
        len(plain(head.block.text)) <= len(head.title) + (head.label.end if head.label else 0) + 3
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """The beginning of a clause, before its level is known."""

    block: Block
    label: Label | None
    title: str
    headed: bool
    mark: int
    """Level of its heading mark (``##`` is 2), 0 where it has none."""


def clauses_of(
    blocks: Sequence[Block], text: str, skip: Sequence[tuple[int, int]] = ()
) -> tuple[Clause, ...]:
    """All clauses of a text in order.

    Args:
        blocks: The text's blocks.
        text: The text.
        skip: Spans of lines that are no clause though they look like one: dates, language markers.
    """
    heads = _heads(blocks, skip)
    if len(heads) <= _FEW and mostly_rows(blocks):
        found = [_head(block, None) for block in blocks_in_rows(blocks, text)]
        heads = sorted([*heads, *filter(None, found)], key=lambda head: head.block.start)
    levels = _levels(heads)
    end = blocks[-1].end if blocks else 0
    out: list[Clause] = []
    open_at: list[int] = []
    ends = [end] * len(heads)
    for number, level in enumerate(levels):
        while open_at and levels[open_at[-1]] >= level:
            ends[open_at.pop()] = heads[number].block.start
        open_at.append(number)
    for head, level, stop in zip(heads, levels, ends, strict=True):
        start = head.block.start
        out.append(
            Clause(
                head.label.number if head.label else None,
                head.title,
                level,
                head.block.first_line,
                start,
                start + len(text[start:stop].rstrip()),
                head.headed,
            )
        )
    return tuple(out)


def _heads(blocks: Sequence[Block], skip: Sequence[tuple[int, int]]) -> list[_Head]:
    title = title_block(blocks)
    words = [
        block for block in blocks if block.kind in {"p", "li", "quote"} or block.kind in HEADINGS
    ]
    skipped = {start for start, _ in skip}
    many_first = sum(1 for block in words if block.kind == "h1") > 1
    heads: list[_Head] = []
    for number, block in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        if block.start in skipped or (
            block is title and not (many_first and block.kind == "h1" and number > 3)
        ):
            continue
        head = _head(block, following)
        if head is not None:
            heads.append(head)
    return heads


def _head(block: Block, following: Block | None) -> _Head | None:
    words = plain(block.text)
    found = label(words)
    if block.kind in HEADINGS:
        if not words or is_furniture(words):
            return None
        rest = words[found.end :].strip() if found else words
        return _Head(block, found, rest.lstrip("-–—:： "), headed=True, mark=int(block.kind[1]))
    if block.kind == "quote":
        return None
    if found is not None and (block.kind == "p" or block.label) and words[found.end :].strip():
        title, headed = _title_after(words[found.end :].strip())
        return _Head(block, found, title, headed, 0)
    if looks_like_heading(block) and following is not None and _heads_something(block, following):
        return _Head(block, None, words, headed=True, mark=0)
    return None


def _heads_something(block: Block, following: Block) -> bool:
    """Whether what comes after a bare line is its body, or a numbered heading below it.

    A line that is bold from end to end needs no long body to tell.
    """
    if following.kind in HEADINGS:
        return False
    if label(following.text) or _ALL_BOLD.fullmatch(block.text.strip()):
        return True
    return width(following.text) > max(60, width(block.text) * 1.5) or following.kind == "li"


def _title_after(rest: str) -> tuple[str, bool]:
    """Title of a numbered paragraph, and whether it is a heading rather than opening words."""
    bold = _BOLD_LEAD.match(rest)
    if bold is not None:
        return bold["title"].strip(" .:："), True
    if width(rest) <= 90 and not _ENDS_SENTENCE.search(rest) and len(rest.split()) <= 14:
        return rest, True
    run_in = _RUN_IN.match(rest)
    if run_in is not None and len(run_in["title"].split()) <= 9 and width(run_in["title"]) <= 70:
        return run_in["title"].rstrip(" .:：。"), True
    return opening(rest), False


def opening(words: str) -> str:
    """The first words of a paragraph, at most 60 cells, cut between words."""
    if width(words) <= _OPENING_CELLS:
        return words
    cut = words[:_OPENING_CELLS]
    while width(cut) > _OPENING_CELLS - 1:
        cut = cut[:-1]
    at = cut.rfind(" ")
    return (cut[:at] if at > 20 else cut).rstrip(" ,;:，、；：") + "…"


class _Numbering:
    """Levels of labels that come without heading marks.

    By how they are written and what came before.
    """

    def __init__(self, base: int) -> None:
        self.base = base
        self.stack: list[tuple[str, int, int]] = []  # shape, last value, level

    def level(self, found: Label) -> int:
        value, shape = found.value[-1], f"{found.kind}{found.shape}"
        if len(found.value) > 1:
            return self._dotted(found)
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at][0] == shape and (value > self.stack[at][1] or value == 1 or at == 0):
                return self._set(at, shape, value, self.stack[at][2])
        for at in range(len(self.stack) - 1, -1, -1):  # the count goes on in another style
            other, last, level = self.stack[at]
            if (
                last + 1 == value
                and value > 1
                and other.endswith(("{}.", "{}.upper", "{}、"))
                and shape.endswith(("{}.", "{}.upper", "{}、"))
            ):
                return self._set(at, shape, value, level)
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at][0] == shape:
                return self._set(at, shape, value, self.stack[at][2])
        level = self.stack[-1][2] + 1 if self.stack else self.base + 1
        self.stack.append((shape, value, level))
        return level

    def _set(self, at: int, shape: str, value: int, level: int) -> int:
        del self.stack[at:]
        self.stack.append((shape, value, level))
        return level

    def _dotted(self, found: Label) -> int:
        """``2.1.1``: below the innermost single number, headed or not.

        One deeper for each point.
        """
        depth = len(found.value)
        at = next(
            (
                at
                for at, one in enumerate(self.stack)
                if one[0].startswith("dotted") or one[0] == "item"
            ),
            len(self.stack),
        )
        del self.stack[at:]
        above = self.stack[-1][2] if self.stack else self.base
        level = max(self.base + 1, above + depth - 1)
        self.stack.append((f"dotted{depth}", found.value[-1], level))
        return level

    def bare(self, ahead: Sequence[_Head]) -> int:
        """A heading without a number.

        Below the open numbered heading if its count goes on later.
        """
        for at, (shape, value, level) in enumerate(self.stack):
            if any(
                head.label is not None
                and f"{head.label.kind}{head.label.shape}" == shape
                and head.label.value[-1] == value + 1
                for head in ahead[:60]
            ):
                del self.stack[at + 1 :]
                self.stack.append(("bare", 0, level + 1))
                return level + 1
        self.stack = [("bare", 0, self.base + 1)] if self.base else []
        return self.base + 1


def _levels(heads: Sequence[_Head]) -> list[int]:
    levels: list[int] = []
    marks: list[tuple[int, int]] = []  # heading mark, level
    numbering = _Numbering(0)
    for number, head in enumerate(heads):
        if head.mark:
            while marks and marks[-1][0] >= head.mark:
                marks.pop()
            level = marks[-1][1] + 1 if marks else 1
            marks.append((head.mark, level))
            numbering = _Numbering(level)
        elif head.label is not None:
            level = numbering.level(head.label)
        else:
            level = numbering.bare(heads[number + 1 : number + 61])
        levels.append(min(level, 9))
    return levels
