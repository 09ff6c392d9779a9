"""Merges that hold what neither parent had: each is made again and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.repository import git
from policyreview.signoff.charter import CHARTER
from policyreview.signoff.trees import Trees
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.repository import Repository
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.judge import Judged
    from policyreview.signoff.walk import Step, Walk

_OURS = ".policyreview/"
_NEWEST_NEEDED = (2, 38)


def evil_merges(
    repository: Repository, steps: Walk, judged: list[Judged], line: CharterLine
) -> list[tuple[Reason, frozenset[str]]]:
    """Findings on merges of the first-parent line, each with the paths that it concerns.

    Only merges that bring or change texts under sign-off, records or charters are made again:
    ``git merge-tree --write-tree`` of the two parents must give what the merge holds there.
    """
    texts = {t.path for j in judged if j.signed.record for t in j.signed.record.subject.texts}
    if not judged and line.latest is None:
        return []
    found: list[tuple[Reason, frozenset[str]]] = []
    touched: set[str] = set()
    trees = Trees(repository)
    for step in steps.steps:
        concerned = {
            c.path
            for c in step.changes
            if c.path in texts or c.path == CHARTER or c.path.startswith(_OURS)
        }
        if not step.mainline:
            touched |= concerned
            continue
        brought, touched = touched | concerned, set()
        if len(step.parents) > 1 and brought:
            finding = _compare(repository, trees, step, frozenset(brought))
            if finding is not None:
                found.append(finding)
    return found


def _compare(
    repository: Repository, trees: Trees, step: Step, paths: frozenset[str]
) -> tuple[Reason, frozenset[str]] | None:
    made = remake(repository, step.parents)
    if isinstance(made, str):
        return Reason("merge-unknown", made, step.commit, "unknown"), paths
    tree, clashing = made
    try:
        actual = repository.commit(step.commit).tree
    except PolicyReviewError as error:
        return Reason("merge-unknown", error.message, step.commit, "unknown"), paths
    differing = frozenset(
        path for path in paths if trees.entry(tree, path) != trees.entry(actual, path)
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
    return None


def remake(repository: Repository, parents: Sequence[str]) -> tuple[str, frozenset[str]] | str:
    """Merge the parents of a merge again.

    Returns:
        The tree that comes of it and the paths in conflict; else why it can't be done: a sentence.
    """
    if len(parents) > 2:
        return "A merge of more than two parents cannot be made again, so it could not be checked."
    if git.version() < _NEWEST_NEEDED:
        return "This git is too old to make merges again (2.38 is needed), so one was not checked."
    wanted = ["merge-tree", "--write-tree", "--allow-unrelated-histories", "-z", "--no-messages"]
    done = repository.read([*wanted, *parents], check=False)
    fields = done.stdout.split(b"\0")
    tree = fields[0].decode("ascii", "replace").strip()
    if done.returncode not in {0, 1} or len(tree) not in {40, 64}:
        return f"A merge could not be made again: {done.complaint or 'git did not say why'}."
    clashing = [name.partition(b"\t")[2] for name in fields[1:] if name]
    return tree, frozenset(name.decode("utf-8", "surrogateescape") for name in clashing)


def _is_ours(path: str) -> bool:
    return path == CHARTER or path.startswith(_OURS)
