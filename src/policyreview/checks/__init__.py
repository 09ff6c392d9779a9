"""A linter for policies: what a check noticed in a text or between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.checks.finding import Finding as Finding
    from policyreview.checks.finding import Level as Level
    from policyreview.checks.hidden import hidden_text as hidden_text

_HOME = {"Finding": "finding", "Level": "finding", "hidden_text": "hidden"}
__all__ = ["Finding", "Level", "hidden_text"]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(name)
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
