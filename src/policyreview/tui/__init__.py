"""The screens: they ask the rooms below, show what they answer, and decide nothing."""

from policyreview.tui.start import run

__all__ = ["run"]
