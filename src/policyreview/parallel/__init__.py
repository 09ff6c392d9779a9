"""Two languages of one policy, aligned bead by bead."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.parallel.align import align as align
    from policyreview.parallel.units import Bead as Bead
    from policyreview.parallel.units import Unit as Unit

_HOME = {"Bead": "units", "Unit": "units", "align": "align"}
__all__ = ["Bead", "Unit", "align"]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(name)
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
