"""What a reader is shown of a redline: its words, white space left aside or by signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.redline.telling import following, telling
from policyreview.redline.wording import whole
from policyreview.terminal.spaces import signs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.redline.invisible import Invisible
    from policyreview.redline.model import Redline, RedlineBlock, Span, Text, Token

_LINE_END = re.compile(r"\r\n?")


def readable(
    tokens: Iterable[Token],
    *,
    spaces: bool = False,
    behind: tuple[str, str] = ("", ""),
    changed: bool = True,
) -> list[Token]:
    """A block's words for showing in one column, in whole words and dates, line ends as line feeds.

    Args:
        tokens: The words.
        spaces: White space that changed is shown by signs; else only what says something is, and
            the rest stands as in the newer text.
        behind: What follows the block in both texts.
        changed: Whether the block is a change, if only for its white space.
    """
    known = whole(tuple(tokens))
    both = any(kind != "-" for kind, _ in known)
    shown: list[Token] = []
    for (kind, text), says in zip(known, telling(known, behind, changed=changed), strict=True):
        if kind == "=" or not text.isspace():
            shown.append((kind, text))
        elif spaces or (says and both):
            shown.append((kind, signs(text).replace("↵", "↵\n" if kind == "+" else "↵")))
        elif kind == "+" or not both:
            shown.append(("=", text) if both else (kind, text))
    for k, (kind, text) in enumerate(shown):
        after = shown[k + 1][1] if k + 1 < len(shown) else ""
        cut = text[:-1] if text.endswith("\r") and after.startswith("\n") else text
        shown[k] = (kind, _LINE_END.sub("\n", cut))
    return shown


def readable_block(redline: Redline, block: RedlineBlock, *, spaces: bool = False) -> list[Token]:
    """The same of a block of a redline."""
    if block.change == "kept" and block.new and not spaces:
        return readable([("=", redline.new[slice(*block.new)])])
    behind = following((redline.old, redline.new), block.old, block.new)
    return readable(block.tokens, spaces=spaces, behind=behind, changed=block.change == "changed")


def first_word(text: Text, span: Span) -> int:
    """Where the words of a span begin, behind white space such as that of a nested item."""
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip()) if not words.isspace() else span[0]


def unseen(redline: Redline) -> list[tuple[str, list[Invisible]]]:
    """The differences that a reader can't see, each sentence once with its places."""
    told: dict[str, list[Invisible]] = {}
    for each in redline.invisible:
        if not _is_mark(redline, each):
            told.setdefault(each.text, []).append(each)
    return list(told.items())


def _is_mark(redline: Redline, each: Invisible) -> bool:
    """Whether a hidden character is the byte order mark, which is told as such."""
    old, new = each.old or (0, 0), each.new or (0, 0)
    if each.kind != "hidden character" or old[0] or new[0]:
        return False
    return "\ufeff" in (redline.old[slice(*old)], redline.new[slice(*new)])
