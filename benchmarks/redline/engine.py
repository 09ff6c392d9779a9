"""The comparison in the form that a scorer wants: links between characters, and moves."""

from __future__ import annotations

from policyreview.redline import compare


def links_and_moves(old: str, new: str) -> dict[str, list[tuple[int, ...]]]:
    """Say which characters a redline joins (``old, new, length``) and what it calls moved."""
    links: list[tuple[int, ...]] = []
    moves: list[tuple[int, ...]] = []
    for block in compare(old, new).blocks:
        if block.change == "moved" and block.old and block.new:
            moves.append((*block.old, *block.new))
        x = block.old[0] if block.old else 0
        y = block.new[0] if block.new else 0
        for kind, text in block.tokens:
            if kind == "=":
                links.append((x, y, len(text)))
            x += len(text) if kind in "=-" else 0
            y += len(text) if kind in "=+" else 0
    return {"links": links, "moves": moves}
