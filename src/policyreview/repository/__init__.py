"""Everything that touches git: processes, objects, history, refs, commits.

Git is reached by running ``git`` itself through one helper (``git.run`` and its relatives). A
binding library was measured and left out: importing GitPython alone costs 85 ms of CPU, and it can
neither scrub a child's environment nor start it in a session of its own, which is what keeps a
hostile repository from running anything and a signing program from hanging the screen.

Objects are read through a private git folder that shares only the repository's object store
(``shadow``), so that reading never sees the repository's own configuration, attributes, hooks,
grafts or replace refs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.repository.changes import LastChange, last_changes
    from policyreview.repository.history import FileRevision, revisions
    from policyreview.repository.model import (
        Commit,
        Head,
        Person,
        Ref,
        TreeEntry,
    )
    from policyreview.repository.repo import Repository

_HOMES = {
    "Commit": "model",
    "FileRevision": "history",
    "Head": "model",
    "LastChange": "changes",
    "Person": "model",
    "Ref": "model",
    "Repository": "repo",
    "TreeEntry": "model",
    "last_changes": "changes",
    "revisions": "history",
}

__all__ = [
    "Commit",
    "FileRevision",
    "Head",
    "LastChange",
    "Person",
    "Ref",
    "Repository",
    "TreeEntry",
    "last_changes",
    "revisions",
]


def __getattr__(name: str) -> object:
    """Import a public name's module when it is first asked for."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
