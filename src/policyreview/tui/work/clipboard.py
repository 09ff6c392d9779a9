"""Copying by the terminal's own clipboard sequence (OSC 52)."""

from __future__ import annotations

import base64

LIMIT = 74_000
"""Bytes of text beyond which common terminals drop the sequence whole."""


def sequence(text: str, *, tmux: bool = False) -> str:
    """The bytes that ask a terminal to take a text into its clipboard.

    Args:
        text: Anything; it travels as base64, so nothing in it reaches the terminal's parser.
        tmux: Wrap it so that tmux hands it on to the terminal outside.

    Returns:
        The control sequence, or ``""`` when the text is too long.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LIMIT:
        return ""
    order = f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\x1b\\"
    return "\x1bPtmux;" + order.replace("\x1b", "\x1b\x1b") + "\x1b\\" if tmux else order
