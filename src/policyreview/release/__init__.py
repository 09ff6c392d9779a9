"""Release: the signed tag of an approved version, its manifest, and what is in force on a day."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
