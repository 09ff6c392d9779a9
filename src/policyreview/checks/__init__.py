"""A linter for policies: what a check noticed in a text or between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.checks.finding import Finding, Level
    from policyreview.checks.hidden import hidden_text
    from policyreview.checks.pairs import Side, check_pair
    from policyreview.checks.registry import Rule, rule, rules
    from policyreview.checks.sides import side, sides
    from policyreview.checks.text import check_text
    from policyreview.checks.waivers import Waiver, waive

_HOME = {
    "Finding": "finding",
    "Level": "finding",
    "Rule": "registry",
    "Side": "pairs",
    "Waiver": "waivers",
    "check_pair": "pairs",
    "check_text": "text",
    "hidden_text": "hidden",
    "rule": "registry",
    "rules": "registry",
    "side": "sides",
    "sides": "sides",
    "waive": "waivers",
}

__all__ = [
    "Finding",
    "Level",
    "Rule",
    "Side",
    "Waiver",
    "check_pair",
    "check_text",
    "hidden_text",
    "rule",
    "rules",
    "side",
    "sides",
    "waive",
]

__getattr__, __dir__ = lazily(__name__, _HOME)
