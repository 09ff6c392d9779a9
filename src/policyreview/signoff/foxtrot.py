"""Merges whose parents are swapped: the line that a branch had so far comes in from the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.signoff.charter import CHARTER
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from policyreview.signoff.walk import Step, Walk

_SINGLY = 3
"""So many doubtful merges are told one by one."""


def seen_aside(steps: Walk, step: Step, branch: str) -> Reason:
    """What was the branch's tip is in its history still, but off its first-parent line."""
    merge = steps.steps[steps.line[step.landing]].commit
    text = (
        f"The commit {step.commit[:12]}, seen as the tip of {branch} before, is no longer on its "
        f"first-parent line: the merge {merge[:12]} has its parents swapped, so that another line "
        "took the branch's place. 'policyreview trust --pin' accepts that."
    )
    return Reason("foxtrot-merge", text, merge)


_ALIKE = "A branch that was brought up to date before it was merged looks the same."


def doubtful(steps: Walk) -> list[Reason]:
    """Merges that look swapped by their parents alone.

    What a line of work holds, merges and changed charters, stands on the side that was brought,
    and nothing of the kind on the first parent's since the two parted. A branch that was brought
    up to date before it was merged looks the same, so many are told in one sentence.
    """
    brought: dict[int, list[Step]] = {}
    for step in steps.steps:
        if not step.mainline:
            brought.setdefault(step.landing, []).append(step)
    found: list[Reason] = []
    for landing, side in brought.items():
        if not any(_marks_a_line(step) for step in side):
            continue
        parents = (steps.step(parent) for step in side for parent in step.parents)
        fork = max((p.landing for p in parents if p is not None and p.mainline), default=-1)
        own = (steps.steps[steps.line[at]] for at in range(fork + 1, landing))
        if not any(_marks_a_line(step) for step in own):
            merge = steps.steps[steps.line[landing]].commit
            text = (
                f"The merge {merge[:12]} has the shape of one whose parents are swapped, so that "
                f"another line took the branch's place. {_ALIKE}"
            )
            found.append(Reason("foxtrot-merge", text, merge, "note"))
    return found if len(found) <= _SINGLY else [_together(found)]


def _together(found: list[Reason]) -> Reason:
    newest = found[-1].commit or ""
    text = (
        f"{len(found)} merges, the last of them {newest[:12]}, have the shape of one whose parents "
        f"are swapped, so that another line took the branch's place. {_ALIKE}"
    )
    return Reason("foxtrot-merge", text, newest, "note")


def _marks_a_line(step: Step) -> bool:
    return len(step.parents) > 1 or any(change.path == CHARTER for change in step.changes)
