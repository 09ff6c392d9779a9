"""What a reader sees of a redline, as lines to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.redline import Redline, compare
from policyreview.redline.showing import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyreview.redline.model import Token


def marked(old: str, new: str) -> list[str]:
    """What a reader sees of everything that is not kept, in the order of showing."""
    redline = compare(old, new)
    out: list[str] = []
    for row in redline.rows():
        block = redline.blocks[row.block]
        if block.change == "kept":
            continue
        if block.change == "moved" and not row.new:
            out.append(f"moved away: {old[slice(*block.old or (0, 0))].strip()[:20]}")
            continue
        out.append(f"{block.change}: {written(readable(block.tokens)).strip()}")
    return out


def written(tokens: Iterable[Token]) -> str:
    """A block's words with what was deleted and inserted between brackets."""
    return "".join(t if k == "=" else f"[-{t}-]" if k == "-" else f"{{+{t}+}}" for k, t in tokens)


def changes(redline: Redline) -> list[str]:
    """What became of each block that is not kept."""
    return [block.change for block in redline.blocks if block.change != "kept"]
