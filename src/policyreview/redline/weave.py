"""Writing down a comparison: runs of equal tokens become pieces of text that join to both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from policyreview.redline.runs import ahead
from policyreview.redline.runs import behind as back

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policyreview.redline.model import Span, Token

Gap: TypeAlias = "tuple[Span, Span]"
"""What was deleted and what was inserted in its place, as parts of both sides."""

_NONE = 0, 0, 0, 0


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
    same = i  # from here on nothing has changed
    for (a0, a1), (b0, b1) in [*links, ((old_span[1],) * 2, (new_span[1],) * 2)]:
        x, y = old[i:a0], new[j:b0]
        if x != y:
            edges = _usual(x, y) if x and y else _NONE
            if edges is None:
                added(out, ("=", old[same:i]))
                gap(out, x, y)
                same = a0
            else:
                head, head_new, tail, tail_new = edges
                added(out, ("=", old[same : i + head]))
                same, other = a0 - tail, b0 - tail_new
                if i + head < same:
                    out.append(("-", old[i + head : same]))
                if j + head_new < other:
                    out.append(("+", new[j + head_new : other]))
        i, j = a1, b1
    added(out, ("=", old[same:i]))
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


def gaps(texts: tuple[str, str], links: Sequence[tuple[Span, Span]]) -> list[Gap]:
    """List what lies between the links of two texts; one side of it may be empty."""
    ends = [(0, 0), *((x[1], y[1]) for x, y in links)]
    starts = [*((x[0], y[0]) for x, y in links), (len(texts[0]), len(texts[1]))]
    return [
        ((end[0], start[0]), (end[1], start[1]))
        for end, start in zip(ends, starts, strict=True)
        if start != end
    ]


def _usual(old: str, new: str) -> tuple[int, int, int, int] | None:
    """How much white space stays at the edges of one edit, before it and behind it on both sides.

    ``None`` where it takes a closer look.
    """
    before = old[0].isspace() and new[0].isspace()
    if not before and not (old[-1].isspace() and new[-1].isspace()):
        return None if _around_space(old, new) else _NONE
    gone, come = old.strip(), new.strip()
    if not gone or not come:
        if gone and old.startswith(new):
            return len(new), len(new), 0, 0
        if come and new.startswith(old):
            return len(old), len(old), 0, 0
        return None if gone or come or not _unlike(old, new) else (0, 0, 0, 0)
    head, head_new = old.find(gone), new.find(come)
    tail, tail_new = len(old) - head - len(gone), len(new) - head_new - len(come)
    if not head or not head_new:
        head = head_new = 0
    elif old[:head] != new[:head_new]:
        return None
    if not tail or not tail_new:
        tail = tail_new = 0
    elif old[-tail:] != new[-tail_new:]:
        return None
    return head, head_new, tail, tail_new


def _around_space(old: str, new: str) -> str:
    """The space before which marks stand on one side, and behind which they do on the other."""
    first, last = (old, new) if old[0].isspace() else (new, old)
    space = first[: len(first) - len(first.lstrip())]
    alone = space and not first[-1].isspace() and len(space) < len(last)
    if not alone or last[len(last.rstrip()) :] != space or any(map(str.isalnum, old + new)):
        return ""
    return space if len(first.split()) == len(last.split()) == 1 else ""


def _unlike(old: str, new: str) -> bool:
    """Whether two texts have nothing in common at either end."""
    return old[0] != new[0] and old[-1] != new[-1]


def gap(out: list[Token], old: str, new: str) -> None:
    """Write what lies between two equal tokens.

    White space that both have at an end is equal, or stands apart from the words that changed.
    """
    if not old or not new or (old.isspace() and new.isspace() and _unlike(old, new)):
        _changed(out, old, new)
        return
    worded = bool(old.strip() and new.strip())
    before = len(old) - len(old.lstrip()), len(new) - len(new.lstrip())
    behind = len(old) - len(old.rstrip()), len(new) - len(new.rstrip())
    if not worded:
        # all of one side is white space: what is the same at the beginning counts first
        head = ahead(old, (0, before[0]), new, (0, before[1]))
        tail = back(old, (head, len(old)), new, (head, len(new)))
        tail = min(tail, *behind)
        added(out, ("=", old[:head]))
        _changed(out, old[head : len(old) - tail], new[head : len(new) - tail])
        added(out, ("=", old[len(old) - tail :]))
        return
    if old[0].isspace() != new[0].isspace() and (space := _around_space(old, new)):
        gone, come = old.strip(), new.strip()
        later = old[0].isspace()  # what is gone stood behind the space
        _changed(out, "" if later else gone, come if later else "")
        added(out, ("=", space))
        _changed(out, gone if later else "", "" if later else come)
        return
    low = before if all(before) else (0, 0)
    high = behind if all(behind) else (0, 0)
    first, last = len(old) - high[0], len(new) - high[1]
    same = back(old, (0, low[0]), new, (0, low[1]))
    _changed(out, old[: low[0] - same], new[: low[1] - same])
    added(out, ("=", old[low[0] - same : low[0]]))
    _changed(out, old[low[0] : first], new[low[1] : last])
    same = ahead(old, (first, len(old)), new, (last, len(new)))
    added(out, ("=", old[first : first + same]))
    _changed(out, old[first + same :], new[last + same :])


def _changed(out: list[Token], old: str, new: str) -> None:
    added(out, ("-", old))
    added(out, ("+", new))


def added(out: list[Token], token: Token) -> None:
    """Append a piece, joined to the last one where both are of the same kind."""
    if not token[1]:
        return
    if out and out[-1][0] == token[0]:
        out[-1] = (token[0], out[-1][1] + token[1])
    else:
        out.append(token)
