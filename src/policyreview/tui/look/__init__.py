"""Colours and marks: which role of text looks how, in each set of colours."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from policyreview.tui.look.look import Look, Piece, Role

__all__ = ["Look", "Piece", "Role"]


def __getattr__(name: str) -> object:
    """Import the styles when they are asked for: the first frame needs only the colours."""
    if name in __all__:
        from policyreview.tui.look import look

        return getattr(look, name)
    raise AttributeError(name)
