"""High-water marks: what this user saw last in a repository, so that a rollback is noticed."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policyreview.repository import folders
from policyreview.signoff.foxtrot import seen_aside
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from policyreview.repository import Repository
    from policyreview.signoff.walk import Walk

_LARGEST = 64 * 1024 * 1024
"""Bytes: of a library of 10,000 policies each branch takes 700 KB."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was seen last of one branch.

    Attributes:
        tip: Its commit.
        charter: Number of the charter in force.
        signed: By policy, with a space between: the last sign-off that counted, and every last
            rejection or withdrawal of a person, which nobody else may make away with.
    """

    tip: str
    charter: int
    signed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What was seen last of one repository.

    Attributes:
        branches: By name.
        tags: Release tags with their objects.
        damaged: Something was kept and can't be read.
    """

    branches: Mapping[str, Mark] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    damaged: bool = False


def load(repository: Repository) -> Marks:
    """The marks kept for a repository."""
    try:
        with _path(repository).open("rb") as file:
            values = json.loads(file.read(_LARGEST))
        branches = {
            str(name): Mark(
                str(mark["tip"]),
                int(mark["charter"]),
                {str(policy): str(commits) for policy, commits in mark["signed"].items()},
            )
            for name, mark in values["branches"].items()
        }
        tags = {str(name): str(oid) for name, oid in values["tags"].items()}
    except (FileNotFoundError, NotADirectoryError):
        return Marks()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Marks(damaged=True)
    return Marks(branches, tags)


def unread(repository: Repository) -> Reason:
    """What to say where the marks can't be read."""
    text = (
        "What was seen here before can't be read, so a rollback would not be noticed. Look at "
        f"{_path(repository)}; remove it to go on from what is there now."
    )
    return Reason("marks-unread", text, None, "unknown")


def forget(repository: Repository) -> None:
    """Accept the repository as it is now."""
    with contextlib.suppress(OSError):
        _path(repository).unlink(missing_ok=True)


def lost(
    known: Marks, branch: str, steps: Walk, charter: int | None, policies: Iterable[str] | None
) -> list[Reason]:
    """What was seen on a branch before and is not there any more.

    Args:
        known: From :func:`load`.
        branch: Its name.
        steps: Its history now.
        charter: Number of its charter now.
        policies: Those asked about, None: all.
    """
    mark = known.branches.get(branch)
    seen = steps.step(mark.tip) if mark is not None else None
    if mark is None or (seen is not None and seen.mainline):
        return []
    if seen is not None:
        return [seen_aside(steps, seen, branch)]
    wanted = None if policies is None else set(policies)
    found = [
        Reason(
            "rollback",
            f"The sign-off {commit[:12]} for {policy}, seen on {branch} before, is no longer "
            "in its history: it was rolled back or rewritten. 'policyreview trust --pin' "
            "accepts that.",
            commit,
        )
        for policy, commits in mark.signed.items()
        for commit in commits.split()
        if steps.step(commit) is None and (wanted is None or policy in wanted)
    ]
    if mark.charter > (charter or 0):
        text = (
            f"Charter number {mark.charter} was in force on {branch} when it was last seen, now it "
            f"is {charter or 'none'}: it was rolled back."
        )
        found.append(Reason("rollback", text, mark.tip))
    return found


def remember_branch(
    repository: Repository, branch: str, tip: str, charter: int | None, signed: Mapping[str, str]
) -> None:
    """Keep what is seen of a branch now; policies not named keep their mark."""
    known = load(repository)
    before = known.branches.get(branch)
    kept = {**(before.signed if before else {}), **signed}
    mark = Mark(tip, charter or 0, kept)
    if mark != before:
        _store(repository, Marks({**known.branches, branch: mark}, known.tags))


def remember_tags(repository: Repository, seen: Mapping[str, str]) -> None:
    """Keep release tags that were not known before; a known one keeps its object."""
    known = load(repository)
    tags = {**seen, **known.tags}
    if tags != dict(known.tags) and not known.damaged:
        _store(repository, Marks(known.branches, tags))


def _store(repository: Repository, marks: Marks) -> None:
    """Write the marks; a state folder that can't be written is no reason to fail."""
    values = {
        "branches": {
            name: {"tip": m.tip, "charter": m.charter, "signed": dict(m.signed)}
            for name, m in marks.branches.items()
        },
        "tags": dict(marks.tags),
    }
    with contextlib.suppress(OSError):
        data = json.dumps(values, sort_keys=True).encode("ascii")
        folders.write_private(_path(repository), data, lasting=False)


def _path(repository: Repository) -> Path:
    place = str(repository.common_dir).encode("utf-8", "surrogateescape")
    return folders.state_dir() / "seen" / f"{hashlib.sha256(place).hexdigest()[:32]}.json"
