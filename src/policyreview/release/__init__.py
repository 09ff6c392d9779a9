"""Release: the signed tag of an approved version, its manifest, and what is in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.release.binding import InForce, Period, in_force, periods
    from policyreview.release.listing import releases, verify_tag
    from policyreview.release.making import Released, ReleasePlan, make, plan
    from policyreview.release.manifest import Approval, Manifest
    from policyreview.release.values import Release

_HOMES = {
    "Approval": "manifest",
    "InForce": "binding",
    "Manifest": "manifest",
    "Period": "binding",
    "Release": "values",
    "ReleasePlan": "making",
    "Released": "making",
    "in_force": "binding",
    "make": "making",
    "periods": "binding",
    "plan": "making",
    "releases": "listing",
    "verify_tag": "listing",
}

__all__ = [
    "Approval",
    "InForce",
    "Manifest",
    "Period",
    "Release",
    "ReleasePlan",
    "Released",
    "in_force",
    "make",
    "periods",
    "plan",
    "releases",
    "verify_tag",
]

__getattr__, __dir__ = lazily(__name__, _HOMES)
