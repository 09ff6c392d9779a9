"""The one widget that shows texts side by side, whatever is compared."""

from policyreview.tui.columns.model import Change, Changes, Row, Run, Side, Source
from policyreview.tui.columns.view import Columns

__all__ = ["Change", "Changes", "Columns", "Row", "Run", "Side", "Source"]
