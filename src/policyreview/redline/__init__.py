"""The comparison of two revisions of a text: what stayed, came, went, moved, was renumbered."""

from __future__ import annotations

from policyreview.redline.compare import compare
from policyreview.redline.model import Change, Redline, RedlineBlock, Row, Span, Token

__all__ = ["Change", "Redline", "RedlineBlock", "Row", "Span", "Token", "compare"]
