"""The comparison of two revisions of a text: what stayed, came, went, moved, was renumbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.redline.comparing import compare
    from policyreview.redline.model import Change, Redline, RedlineBlock, Row, Span, Token

_HOMES = {
    "compare": "comparing",
    **dict.fromkeys(("Change", "Redline", "RedlineBlock", "Row", "Span", "Token"), "model"),
}

__all__ = ["Change", "Redline", "RedlineBlock", "Row", "Span", "Token", "compare"]

__getattr__, __dir__ = lazily(__name__, _HOMES)
