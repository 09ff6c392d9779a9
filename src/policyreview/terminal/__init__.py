"""Text made safe for a terminal, measured in cells and broken into lines."""

from policyreview.terminal.breaking import wrap
from policyreview.terminal.cells import cells, clip, pad
from policyreview.terminal.safe import Hidden, hidden, safe

__all__ = ["Hidden", "cells", "clip", "hidden", "pad", "safe", "wrap"]
