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

from typing import TYPE_CHECKING

from policyreview.lazily import lazily

if TYPE_CHECKING:
    from policyreview.repository.changes import LastChange, last_changes
    from policyreview.repository.config import Identity, identity, settings
    from policyreview.repository.folders import cache_dir, config_dir, state_dir, write_private
    from policyreview.repository.history import FileRevision, revisions
    from policyreview.repository.model import Commit, Person, Progress, Tag
    from policyreview.repository.pointers import Head, Ref, TreeEntry
    from policyreview.repository.recovery import Recovered, recover
    from policyreview.repository.repo import Repository
    from policyreview.repository.store import Signing
    from policyreview.repository.tags import make_tag
    from policyreview.repository.worktrees import file_state
    from policyreview.repository.writing import commit_files, current_branch

_HOMES = {
    "Commit": "model",
    "FileRevision": "history",
    "Head": "pointers",
    "Identity": "config",
    "LastChange": "changes",
    "Person": "model",
    "Progress": "model",
    "Recovered": "recovery",
    "Ref": "pointers",
    "Repository": "repo",
    "Signing": "store",
    "Tag": "model",
    "TreeEntry": "pointers",
    "cache_dir": "folders",
    "commit_files": "writing",
    "config_dir": "folders",
    "current_branch": "writing",
    "file_state": "worktrees",
    "identity": "config",
    "last_changes": "changes",
    "make_tag": "tags",
    "recover": "recovery",
    "revisions": "history",
    "settings": "config",
    "state_dir": "folders",
    "write_private": "folders",
}

__all__ = [
    "Commit",
    "FileRevision",
    "Head",
    "Identity",
    "LastChange",
    "Person",
    "Progress",
    "Recovered",
    "Ref",
    "Repository",
    "Signing",
    "Tag",
    "TreeEntry",
    "cache_dir",
    "commit_files",
    "config_dir",
    "current_branch",
    "file_state",
    "identity",
    "last_changes",
    "make_tag",
    "recover",
    "revisions",
    "settings",
    "state_dir",
    "write_private",
]

__getattr__, __dir__ = lazily(__name__, _HOMES)
