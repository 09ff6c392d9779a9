"""Policies as they become known: by name first, then one by one as git hands out their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.library.beside import facts_of_blobs
from policyreview.library.cache import facts_key
from policyreview.library.discovery import policy_of, surest_first
from policyreview.library.names import ids_for
from policyreview.library.values import Policy, PolicyText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from policyreview.library.cache import Cache
    from policyreview.library.discovery import Candidate, Lookup, Made
    from policyreview.repository import Repository, TreeEntry


def by_name(found: Iterable[Candidate]) -> dict[str, Policy]:
    """The policies that names alone tell, by id; languages and titles still open."""
    groups: dict[str, list[Candidate]] = {}
    for one in found:
        if one.sure:
            groups.setdefault(one.base, []).append(one)
    ids = ids_for(dict.fromkeys(groups, 0))
    return {
        ids[base]: Policy(
            ids[base],
            ids[base].replace("-", " ").capitalize(),
            tuple(
                PolicyText(one.language or "und", one.path, one.entry.oid, one.entry.mode)
                for one in group
            ),
        )
        for base, group in groups.items()
    }


def complete(
    named: Mapping[str, Policy],
    found: Iterable[Candidate],
    arriving: Iterable[str],
    facts: Lookup,
    made: dict[Made, Policy],
) -> Iterator[Policy]:
    """Give each policy again when all of its texts have been read.

    Args:
        named: The policies by name.
        found: The files that may be policy texts.
        arriving: Paths in the order in which their facts become known.
        facts: The facts of a file.
        made: Where the policies are kept that were made.
    """
    candidates = {one.path: one for one in found}
    left = {identity: len(policy.paths) for identity, policy in named.items()}
    owner = {path: policy for policy in named.values() for path in policy.paths}
    for path in arriving:
        policy = owner.get(path)
        if policy is None:
            continue
        left[policy.id] -= 1
        if left[policy.id] == 0:
            group = surest_first(candidates[one] for one in policy.paths)
            done = policy_of(policy.id, group, facts)
            made[policy.id, tuple(one.path for one in group)] = done
            yield done


def read_texts(
    repository: Repository,
    store: Cache,
    entries: Sequence[TreeEntry],
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[str]:
    """Read the facts of files; gives each path as soon as its facts are known.

    What has been read is kept in the cache, also where the reading is broken off.

    Args:
        repository: Where the files are.
        store: What is known already, and where to keep the rest.
        entries: The files, the most wanted first.
        cancelled: Asked between texts; True ends it.
    """
    wanted: dict[str, dict[str, list[str]]] = {}
    for entry in entries:
        key = facts_key(entry)
        if not entry.is_file or store.has(key):
            yield entry.path
        else:
            wanted.setdefault(entry.oid, {}).setdefault(key, []).append(entry.path)
    asked = [(oid, tuple(key[len(oid) :] for key in keys)) for oid, keys in wanted.items()]
    try:
        for oid, told in facts_of_blobs(repository, asked):
            if cancelled is not None and cancelled():
                return
            for at, (key, paths) in enumerate(wanted[oid].items()):
                if told is not None:
                    store.add(key, told[at])
                yield from paths
    finally:
        store.save()
