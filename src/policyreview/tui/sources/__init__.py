"""Texts and comparisons as rows for the two-column view, one module for each way of looking."""

from policyreview.tui.sources.both import Both
from policyreview.tui.sources.folding import Folded
from policyreview.tui.sources.noted import Noted
from policyreview.tui.sources.parallel import Parallel
from policyreview.tui.sources.reading import Reading
from policyreview.tui.sources.redlines import OneColumn, TwoColumns

__all__ = ["Both", "Folded", "Noted", "OneColumn", "Parallel", "Reading", "TwoColumns"]
