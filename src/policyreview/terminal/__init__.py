"""Text made safe for a terminal, measured in cells and broken into lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.terminal.cells import cells, clip, pad
from policyreview.terminal.safe import Hidden, hidden, safe

if TYPE_CHECKING:
    from policyreview.terminal.breaking import wrap

__all__ = ["Hidden", "cells", "clip", "hidden", "pad", "safe", "wrap"]


def __getattr__(name: str) -> object:
    """Import the line breaker, whose tables take a while, when it is first asked for."""
    if name != "wrap":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from policyreview.terminal.breaking import wrap

    globals()["wrap"] = wrap
    return wrap
