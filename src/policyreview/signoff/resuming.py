"""What a verification leaves behind, so that the next judges only what new commits touch.

Kept is the history as it was walked and, in few words, what was judged in it; the verdicts on the
policies are in the report that ``warm`` keeps of the same commit. Both are sealed with the user's
own key. The next time the history is put together from what is kept and the commits that came, and
everything is done as ever, but for the records of policies that no new commit touches: those are
not judged again, and their verdicts are taken from that report.
"""

from __future__ import annotations

import contextlib
import marshal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policyreview.errors import CouldNotTell
from policyreview.repository import git
from policyreview.signoff import marks, sealing, warm
from policyreview.signoff.canonical import component
from policyreview.signoff.equivalence import says_equivalence
from policyreview.signoff.record import RECORDS
from policyreview.signoff.verification import Reason
from policyreview.signoff.walk import Walked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from policyreview.library import Library, Policy
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.judge import Judged
    from policyreview.signoff.merges import Compared
    from policyreview.signoff.verification import Report, Verification
    from policyreview.signoff.walk import Walk

_FORM = 1


@dataclass(frozen=True, slots=True)
class Lost:
    """A finding on a record that is gone or was changed.

    Attributes:
        folder: Of the record.
        position: Of the commit that added it.
    """

    folder: str
    position: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier verification.

    Attributes:
        commit: The one that was verified.
        charter: Digest of the charter in force there.
        walked: The history up to it.
        policies: What each policy was, by id (see :func:`likeness`).
        named: Paths that a policy's records name, by the folder of the records.
        stamping: Commits that only stamp.
        lost: Records that are gone.
        compared: Merges made again.
        verdicts: By policy.
    """

    commit: str
    charter: str
    walked: Walked
    policies: dict[str, tuple[object, ...]]
    named: dict[str, tuple[str, ...]]
    stamping: frozenset[str]
    lost: tuple[Lost, ...]
    compared: dict[str, Compared]
    verdicts: dict[str, Verification]

    def fits(self, steps: Walk, line: CharterLine) -> bool:
        """Whether a history goes on from what was verified, under the same charter."""
        step = steps.step(self.commit)
        if step is None or not step.mainline or not steps.complete:
            return False
        fresh = steps.steps[len(self.walked.commits) :]
        if not all(parent in steps.index for one in fresh for parent in one.parents):
            return False  # git took a new commit for an old one
        return line.latest is not None and line.latest.digest == self.charter

    def touched(
        self, steps: Walk, present: Sequence[Policy], wanted: Iterable[str]
    ) -> frozenset[str]:
        """Folders of records to be judged again: what came since concerns them, or one wants them.

        Args:
            steps: The history now.
            present: The policies now.
            wanted: Ids of those that are wanted with their records.
        """
        fresh = steps.steps[len(self.walked.commits) :]
        paths = {change.path for step in fresh for change in step.changes}
        found = {folder_of(path) for path in paths if path.startswith(RECORDS)}
        found |= {folder for folder, named in self.named.items() if not paths.isdisjoint(named)}
        there = {policy.id: policy for policy in present}
        for name, then in self.policies.items():
            now = there.pop(name, None)
            known = name in self.verdicts and now is not None and likeness(now) == then
            if not known or (now is not None and not paths.isdisjoint(now.paths)):
                found.add(component(name))
        found |= {component(name) for name in there}
        return frozenset(found | {component(name) for name in wanted})


def untouched(steps: Walk, touched: frozenset[str]) -> set[str]:
    """The blobs of all records that are not judged again."""
    return {
        change.new
        for step in steps.steps
        for change in step.changes
        if change.path.startswith(RECORDS)
        and change.status != "D"
        and folder_of(change.path) not in touched
    }


def likeness(policy: Policy) -> tuple[object, ...]:
    """Everything about a policy on which its verdict rests besides history."""
    texts = tuple((text.language, text.path, text.mode, text.blob) for text in policy.texts)
    return (policy.id, policy.title, policy.broken, policy.prevailing, texts)


def folder_of(path: str) -> str:
    """The folder of a record's path that belongs to its policy."""
    return path.removeprefix(RECORDS).partition("/")[0]


def concerns_all(one: Judged) -> bool:
    """Whether a record has more looked at than what its folder's policy is about.

    It stands elsewhere than it should, or is a word of equivalence, which carries over from text to
    text.
    """
    record, problems = one.signed.record, one.signed.problems
    if problems and any(problem.code == "record-misplaced" for problem in problems):
        return True
    return record is not None and says_equivalence(record)


def recall(library: Library) -> Earlier | None:
    """The verification last seen of this branch; None where none is kept that fits."""
    try:
        branch = warm.branch_of(library)
        seen = marks.load(library.repository).branches.get(branch) if branch else None
        bound = warm.bound_to(library, seen.tip) if seen is not None else None
        key = sealing.key_of_user(make=False)
        if seen is None or bound is None or key is None:
            return None
        if library.repository.objects.info(seen.tip) is None:
            return None
        body = sealing.read(_path(library), key, _bound(bound))
        report = warm.recall(library, seen.tip) if body is not None else None
        if body is None or report is None:
            return None
        return _read(seen.tip, marshal.loads(body), report)  # noqa: S302  (sealed by the user)
    except (OSError, ValueError, TypeError, EOFError, CouldNotTell):
        return None


def keep(
    library: Library,
    report: Report,
    steps: Walk,
    *,
    bound: str,
    judged: Sequence[Judged],
    lost: Sequence[Lost],
    compared: dict[str, Compared],
    present: Iterable[Policy],
    earlier: Earlier | None,
    touched: frozenset[str] | None,
) -> None:
    """Keep a verification, what was taken over from an earlier one too.

    Nothing is kept of a history with records that concern more than their folder's policy, or a
    policy that is not here.

    Args:
        library: Opened at the commit that was verified.
        report: What was found.
        steps: The history.
        bound: What the report is bound to, which was kept.
        judged: The records judged now.
        lost: Those that are gone or changed.
        compared: The merges that were made again.
        present: The policies.
        earlier: What was gone on from.
        touched: The folders of the policies that were judged again.
    """
    if report.charter is None:
        return
    policies = {policy.id: likeness(policy) for policy in present}
    named: dict[str, set[str]] = {}
    for one in judged:
        if concerns_all(one):
            return
        folder, record = folder_of(one.signed.path), one.signed.record
        paths = named.get(folder)
        if paths is None:
            paths = named[folder] = set()
        if record is not None:
            paths.update([text.path for text in record.subject.texts])
    if earlier is not None:
        for folder, known in earlier.named.items():
            if touched is not None and folder not in touched:
                named[folder] = set(known)
    if not named.keys() <= {component(name) for name in policies}:
        return
    stamping = {one.signed.commit for one in judged if one.stamp_only}
    stamping |= earlier.stamping if earlier is not None else set()
    walked = Walked.of(steps)
    values = (
        report.charter.digest,
        walked.commits,
        list(policies.values()),
        [(folder, sorted(paths)) for folder, paths in named.items()],
        sorted(stamping),
        [(one.folder, one.position, *_plain(one.reason)) for one in lost],
        [(commit, *_compared(one)) for commit, one in compared.items()],
    )
    with contextlib.suppress(OSError, ValueError, CouldNotTell):
        key = sealing.key_of_user(make=True)
        if key is not None:
            sealing.write(_path(library), key, _bound(bound), [marshal.dumps(values)])


def _read(commit: str, values: tuple[Any, ...], report: Report) -> Earlier:
    from policyreview.signoff.merges import Compared

    charter, commits, policies, named, stamping, lost, compared = values
    return Earlier(
        commit,
        charter,
        Walked(commits),
        {policy[0]: policy for policy in policies},
        {folder: tuple(paths) for folder, paths in named},
        frozenset(stamping),
        tuple(Lost(folder, position, Reason(*reason)) for folder, position, *reason in lost),
        {
            merge: Compared(
                frozenset(brought), Reason(*reason) if reason else None, frozenset(paths)
            )
            for merge, brought, reason, paths in compared
        },
        {policy.policy: policy for policy in report.policies},
    )


def _compared(one: Compared) -> tuple[object, ...]:
    reason = _plain(one.reason) if one.reason is not None else None
    return sorted(one.brought), reason, sorted(one.paths)


def _plain(reason: Reason) -> tuple[str, str, str | None, str]:
    return reason.code, reason.text, reason.commit, reason.weight


def _path(library: Library) -> Path:
    return sealing.place(library.repository, "judged", str(library.ref))


def _bound(bound: str) -> str:
    """What the kept values rest on besides the report's: their form, and who made them."""
    return f"judged {_FORM}\0{sys.version}\0{git.version()}\0{bound}"
