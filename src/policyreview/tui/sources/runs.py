"""Runs of a paragraph: its words with their marks, white space by signs or left aside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyreview.redline.telling import telling
from policyreview.terminal.spaces import signs
from policyreview.tui.look import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.redline import Token
    from policyreview.tui.columns import Run


_ITEM = re.compile(r"\s*(?:[-*+•·▪◦–—]\s|\||[(（]?\w{1,3}[.)）、]\s|<(?:li|td|th|tr|option)\b)")
_EMPTY = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*\Z")


def of_tokens(
    tokens: Iterable[Token],
    sides: str,
    base: Role = Role.TEXT,
    *,
    heading: int = 0,
    spaces: bool = False,
    behind: tuple[str, str] = ("", ""),
    changed: bool = True,
) -> tuple[Run, ...]:
    """A block's tokens as runs.

    Args:
        tokens: The block's words.
        sides: Which of ``-`` and ``+`` are shown; ``=`` always is.
        base: The role of what is the same on both sides.
        heading: Code points at the beginning, of what is shown and not struck, that are a heading.
        spaces: Whether all white space that changed is shown by signs, not only what says
            something.
        behind: What follows the block in both texts.
        changed: Whether the block is a change, if only for its white space.
    """
    roles = {"=": base, "-": Role.DELETED, "+": Role.INSERTED}
    struck = "-" if "+" in sides else ""
    out: list[Run] = []
    words = list(tokens)
    for (kind, text), says in zip(words, telling(words, behind, changed=changed), strict=True):
        if kind != "=" and kind not in sides:
            continue
        role = roles[kind]
        if kind != "=" and text.isspace():
            if spaces or says:
                text = signs(text)  # noqa: PLW2901
            elif kind == struck:
                continue
            else:
                role = base
        if heading > 0 and kind != struck:
            if role is Role.TEXT:
                _add(out, text[:heading], Role.HEADING)
                text, heading = text[heading:], heading - len(text)  # noqa: PLW2901
            else:
                heading -= len(text)
        _add(out, text, role)
    return tuple(out)


def _add(out: list[Run], text: str, role: Role) -> None:
    if out and out[-1][1] is role:
        out[-1] = (out[-1][0] + text, role)
    elif text:
        out.append((text, role))


def titled(text: str, heading: int) -> tuple[Run, ...]:
    """A text of which that many code points at the beginning are its heading."""
    parts = ((text[:heading], Role.HEADING), (text[heading:], Role.TEXT))
    return tuple((part, role) for part, role in parts if part)


def ends_paragraph(text: str) -> bool:
    """Whether a line ends with the text, so that a gap may follow it.

    None follows an item of a list, or a row of a table, that has none behind it in the text.
    """
    if not text.endswith(("\n", "\r")):
        return False
    return _ITEM.match(text) is None or _EMPTY.search(text) is not None
