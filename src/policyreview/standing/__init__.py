"""Where each policy stands on a day: the one place that computes a status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

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

__getattr__, __dir__ = lazily(__name__, _HOMES)
