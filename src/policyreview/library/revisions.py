"""The history of a policy: the histories of its files as one, in the graph's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyreview.library.values import Policy
    from policyreview.repository import FileRevision, Repository


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
