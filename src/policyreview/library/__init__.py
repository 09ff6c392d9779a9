"""What a repository holds.

Its policies, found by name and content, with what they say of themselves.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.library.content import ContentLines
    from policyreview.library.facts import Facts
    from policyreview.library.library import Library, open_library
    from policyreview.library.settings import Settings
    from policyreview.library.values import Policy, PolicyText, Revision

_HOMES = {
    "ContentLines": "content",
    "Facts": "facts",
    "Library": "library",
    "Policy": "values",
    "PolicyText": "values",
    "Revision": "values",
    "Settings": "settings",
    "open_library": "library",
}

__all__ = [
    "ContentLines",
    "Facts",
    "Library",
    "Policy",
    "PolicyText",
    "Revision",
    "Settings",
    "open_library",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
