"""Writing down a comparison: runs of equal tokens become pieces of text that join to both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.redline.model import Span, Token


def weave(
    old: str, new: str, old_span: Span, new_span: Span, links: Iterable[tuple[Span, Span]]
) -> tuple[Token, ...]:
    """Write the tokens of a block.

    Args:
        old: The old text.
        new: The new text.
        old_span: The block's part of the old text.
        new_span: The block's part of the new text.
        links: Spans of equal tokens in both texts, rising on both sides.

    Returns:
        Pieces of which ``=`` and ``-`` join to the old part, ``=`` and ``+`` to the new part.
    """
    out: list[Token] = []
    i, j = old_span[0], new_span[0]
    for (a0, a1), (b0, b1) in [*links, ((old_span[1],) * 2, (new_span[1],) * 2)]:
        _gap(out, old[i:a0], new[j:b0])
        if a1 > a0:
            _add(out, ("=", old[a0:a1]))
        i, j = a1, b1
    return tuple(out)


def unwoven(tokens: Sequence[Token]) -> tuple[tuple[str, str], list[tuple[Span, Span]]]:
    """Take the tokens of a block apart again: both sides' text, and the links between them."""
    links: list[tuple[Span, Span]] = []
    i = j = 0
    for kind, text in tokens:
        if kind == "=":
            links.append(((i, i + len(text)), (j, j + len(text))))
        i += len(text) if kind != "+" else 0
        j += len(text) if kind != "-" else 0
    old = "".join([text for kind, text in tokens if kind != "+"])
    new = "".join([text for kind, text in tokens if kind != "-"])
    return (old, new), links


def _gap(out: list[Token], old: str, new: str) -> None:
    """Write what lies between two equal tokens; white space that both have at an end is equal."""
    if old == new:
        _add(out, ("=", old))
        return
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head] and old[head].isspace():
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail] and old[-1 - tail].isspace():
        tail += 1
    _add(out, ("=", old[:head]))
    _add(out, ("-", old[head : len(old) - tail]))
    _add(out, ("+", new[head : len(new) - tail]))
    _add(out, ("=", old[len(old) - tail :]))


def _add(out: list[Token], token: Token) -> None:
    """Append a piece, joined to the last one where both are of the same kind."""
    if not token[1]:
        return
    if out and out[-1][0] == token[0]:
        out[-1] = (token[0], out[-1][1] + token[1])
    else:
        out.append(token)
