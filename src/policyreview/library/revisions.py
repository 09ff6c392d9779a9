"""The history of a policy: the histories of its files as one, in the graph's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from policyreview.library.discovery import Candidate
    from policyreview.library.values import Policy
    from policyreview.repository import FileRevision, Repository, TreeEntry


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit that changed a policy.

    Attributes:
        commit: Full object id.
        time: Author's time, seconds since 1970.
        offset: Author's offset from UTC in minutes.
        author: Author's name.
        email: Author's mail address.
        subject: First line of the message.
        languages: Languages whose texts changed, in the policy's order; both halves of a file are
            named where it cannot be said without reading them.
        paths: Paths of the policy's texts at this commit, as they were named then.
        taken: False where a merge threw away all of its changes: the newest revision that is
            taken is the one whose texts the policy has.
    """

    commit: str
    time: int
    offset: int
    author: str
    email: str
    subject: str
    languages: tuple[str, ...]
    paths: tuple[str, ...]
    taken: bool = True


def policy_revisions(repository: Repository, commit: str, policy: Policy) -> tuple[Revision, ...]:
    """The commits that changed any text of a policy, newest first, renames followed.

    Args:
        repository: Where to look.
        commit: The oid to start from.
        policy: The policy as it is at ``commit``.
    """
    from policyreview.repository import revisions

    touched: dict[str, dict[str, FileRevision]] = {}
    orders: list[list[str]] = []
    taken: set[str] = set()
    blobs = {text.path: text.blob for text in policy.texts}
    for path in policy.paths:
        found = list(revisions(repository, path, commit))
        for revision in found:
            touched.setdefault(revision.commit, {})[path] = revision
        orders.append([revision.commit for revision in found])
        made = (at for at, revision in enumerate(found) if revision.blob == blobs[path])
        taken.update(orders[-1][next(made, 0) :])
    order = orders[0] if len(orders) == 1 else _graph_order(repository, commit, orders)
    offsets = {one.oid: one.author.offset for one in repository.commits(order)}
    return tuple(
        _merged(policy, name, offsets[name], touched[name], taken=name in taken) for name in order
    )


def candidates_then(
    repository: Repository, commit: str, policy: Policy, languages: Collection[str], then: str
) -> list[Candidate]:
    """The files of a policy at an earlier commit, with the language that each has now.

    Args:
        repository: Where to look.
        commit: The oid to start from.
        policy: The policy as it is at ``commit``.
        languages: Those of its languages that are wanted.
        then: The oid of the earlier commit.
    """
    from policyreview.library.discovery import Candidate
    from policyreview.library.names import base_of

    wanted = {text.path: text for text in policy.texts if text.language in languages}
    past: frozenset[str] = frozenset()
    found: dict[str, Candidate] = {}
    for path, text in wanted.items():
        entry = _file(repository, then, path)
        if entry is None:
            past = past or frozenset(repository.ancestry(then))
            entry = _file_before(repository, path, commit, past, then)
        if entry is not None:
            language = text.language if text.lines is None else None
            candidate = Candidate(entry, base_of(entry.path)[0], language, sure=True)
            found.setdefault(entry.path, candidate)
    return list(found.values())


def _file(repository: Repository, commit: str, path: str) -> TreeEntry | None:
    entry = repository.entry(commit, path)
    return entry if entry is not None and entry.is_file else None


def _file_before(
    repository: Repository, path: str, commit: str, past: frozenset[str], then: str
) -> TreeEntry | None:
    """A file under the name that it had at an earlier commit, of which ``past`` is the history."""
    from policyreview.repository import revisions

    for revision in revisions(repository, path, commit):
        if revision.commit in past:
            return _file(repository, then, revision.path)
    return None


def _merged(
    policy: Policy, commit: str, offset: int, files: dict[str, FileRevision], *, taken: bool
) -> Revision:
    one = next(iter(files.values()))
    languages = tuple(dict.fromkeys(text.language for text in policy.texts if text.path in files))
    return Revision(
        commit,
        one.time,
        offset,
        one.author,
        one.email,
        one.subject,
        languages,
        tuple(revision.path for revision in files.values() if revision.blob is not None),
        taken,
    )


def _graph_order(repository: Repository, commit: str, orders: list[list[str]]) -> list[str]:
    """One order for all: that of the commit graph, children before parents."""
    wanted = {name for order in orders for name in order}
    if not wanted:
        return []
    args = ["rev-list", "--topo-order", commit]
    out: list[str] = []
    from policyreview.repository import git

    for record in git.records(
        repository.read_stream(args, what="read the history", graph=True), b"\n"
    ):
        name = record.decode("ascii", "replace")
        if name in wanted:
            out.append(name)
            if len(out) == len(wanted):
                break
    return out
