"""Merges that hold what neither parent had: each is made again and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.repository import git
from policyreview.repository.mergestore import MergeStore
from policyreview.signoff.ancestry import ancestry
from policyreview.signoff.charter import CHARTER
from policyreview.signoff.trees import Entry, Trees
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from policyreview.repository import Repository
    from policyreview.signoff.walk import Step, Walk

_OURS = ".policyreview/"
_NEWEST_NEEDED = (2, 38)


@dataclass(frozen=True, slots=True)
class Compared:
    """A merge that was made again.

    Attributes:
        brought: The paths that were compared.
        reason: What was found, None where nothing was.
        paths: Which of them that concerns.
    """

    brought: frozenset[str]
    reason: Reason | None = None
    paths: frozenset[str] = frozenset()


def remade_merges(
    repository: Repository,
    remaker: Remaker,
    steps: Walk,
    texts: Collection[str],
    known: Mapping[str, Compared],
) -> dict[str, Compared]:
    """The merges of the first-parent line that had to be made again, by commit, in order.

    Only merges that bring or change texts under sign-off, records or charters are made again:
    merging the two parents must give what the merge holds there.

    Args:
        repository: Where they are.
        remaker: Makes them again.
        steps: The history.
        texts: The paths of all texts that records speak of.
        known: Merges that were made again before.
    """
    found: dict[str, Compared] = {}
    touched: set[str] = set()
    for step in steps.steps:
        if step.mainline and len(step.parents) < 2:
            touched = set()
            continue
        concerned = {
            c.path
            for c in step.changes
            if c.path in texts or c.path == CHARTER or c.path.startswith(_OURS)
        }
        if not step.mainline:
            touched |= concerned
            continue
        brought, touched = touched | concerned, set()
        if brought:
            paths = frozenset(brought)
            before = known.get(step.commit)
            if before is None or before.brought != paths:
                before = Compared(paths, *_compare(repository, remaker, step, paths))
            found[step.commit] = before
    return found


def _compare(
    repository: Repository, remaker: Remaker, step: Step, paths: frozenset[str]
) -> tuple[Reason | None, frozenset[str]]:
    made = remaker.merge(step, paths)
    if isinstance(made, str):
        return Reason("merge-unknown", made, step.commit, "unknown"), paths
    given, clashing = made
    try:
        actual = repository.commit(step.commit).tree
    except PolicyReviewError as error:
        return Reason("merge-unknown", error.message, step.commit, "unknown"), paths
    differing = frozenset(
        path for path in paths if given[path] != remaker.trees.entry(actual, path)
    )
    by_hand = frozenset(path for path in differing if path in clashing and not _is_ours(path))
    if evil := differing - by_hand:
        name = min(evil)
        text = (
            f"The merge differs from its recomputation: {name} holds what merging its parents does "
            "not give."
        )
        return Reason("evil-merge", text, step.commit), evil
    if by_hand:
        text = f"A conflict in {min(by_hand)} was settled by hand in a merge."
        return Reason("merge-by-hand", text, step.commit, "note"), by_hand
    return None, frozenset()


class Remaker:
    """Makes the merges of a history again.

    Attributes:
        trees: Looks up what stands in a commit's tree, or in one that a merge gave.
    """

    def __init__(self, repository: Repository, walk: Walk) -> None:
        self._repository = repository
        self._walk = walk
        self._made: dict[str, tuple[str, frozenset[str]]] = {}
        self._store = MergeStore(repository)
        self.trees = Trees(repository, self._store.made)

    def merge(
        self, step: Step, paths: Collection[str]
    ) -> tuple[dict[str, Entry | None], frozenset[str]] | str:
        """Merge the parents of a merge again.

        Returns:
            What that gives at each of the paths, and the paths in conflict; else why it can't be
            done: a sentence.
        """
        if len(step.parents) > 2:
            return (
                "A merge of more than two parents cannot be made again, so it could not be checked."
            )
        if git.version() < _NEWEST_NEEDED:
            return (
                "This git is too old to make merges again (2.38 is needed), so one was not checked."
            )
        try:
            return self._merge(step, paths)
        except PolicyReviewError as error:
            return f"A merge could not be made again: {error.message}"

    def _merge(
        self, step: Step, paths: Collection[str]
    ) -> tuple[dict[str, Entry | None], frozenset[str]]:
        ours, theirs = step.parents
        if step.commit not in self._made:
            common = ancestry(self._walk, ours, theirs)
            plain = self._store.plain(ours, theirs, common)
            if plain is not None and all(len({*plain.get(path, ())}) < 3 for path in paths):
                tree = self._repository.commit(ours).tree
                there = {path: self.trees.entry(tree, path) for path in paths}
                for path in there.keys() & plain.keys():
                    base, one, other = plain[path]
                    given = other if base == one else one
                    there[path] = Entry(*given) if given is not None else None
                return there, frozenset()
            self._made[step.commit] = self._store.merge(ours, theirs, common)
        tree, clashing = self._made[step.commit]
        return {path: self.trees.entry(tree, path) for path in paths}, clashing


def _is_ours(path: str) -> bool:
    return path == CHARTER or path.startswith(_OURS)
