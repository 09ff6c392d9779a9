"""What a repository holds.

Its policies, found by name and content, with what they say of themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.library.content import ContentLines
    from policyreview.library.facts import Facts
    from policyreview.library.library import Library, open_library
    from policyreview.library.revisions import Revision
    from policyreview.library.settings import Settings
    from policyreview.library.values import Policy, PolicyText

_HOMES = {
    "ContentLines": "content",
    "Facts": "facts",
    "Library": "library",
    "Policy": "values",
    "PolicyText": "values",
    "Revision": "revisions",
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

__getattr__, __dir__ = lazily(__name__, _HOMES)
