"""What a repository holds: its policies, found by name and content, with what their texts say of themselves."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.library.values import Policy, PolicyText, Revision

_HOMES = {"Policy": "values", "PolicyText": "values", "Revision": "values"}

__all__ = ["Policy", "PolicyText", "Revision"]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
