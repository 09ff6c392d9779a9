"""Where each policy stands on a day: the one place that computes a status."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.standing.collecting import standing, standings
    from policyreview.standing.deciding import decide, in_force, listed, scheduled
    from policyreview.standing.values import (
        STATUSES,
        ApprovedVersion,
        Change,
        Facts,
        Standing,
        Status,
    )

_HOMES = {
    "standing": "collecting",
    "standings": "collecting",
    "decide": "deciding",
    "in_force": "deciding",
    "listed": "deciding",
    "scheduled": "deciding",
    "STATUSES": "values",
    "ApprovedVersion": "values",
    "Change": "values",
    "Facts": "values",
    "Standing": "values",
    "Status": "values",
}

__all__ = [
    "STATUSES",
    "ApprovedVersion",
    "Change",
    "Facts",
    "Standing",
    "Status",
    "decide",
    "in_force",
    "listed",
    "scheduled",
    "standing",
    "standings",
]


def __getattr__(name: str) -> object:
    """Import a public name's module when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
