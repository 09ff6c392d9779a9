"""The root of trust: which repository and charter the user has said to trust."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, Refused, WrongUse
from policyreview.repository import folders, git
from policyreview.repository.failures import disk_trouble
from policyreview.signoff import marks
from policyreview.signoff.charter import CHARTER
from policyreview.signoff.verification import Reason

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.repository import Repository
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.walk import Walk

AGAINST = frozenset({"not-this-repository", "charter-not-pinned"})
"""Findings under which nothing is called approved, and nothing signed."""
IF_RIGHT = "'policyreview trust' shows what is here; pin it first if that is right."
"""What to do about them."""

_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Pin:
    """What the user trusts.

    Attributes:
        root: First commit of the first-parent line.
        charter: Digest of the charter that was shown and confirmed.
        number: That charter's number.
        since: The commit after which it came into force: its id stands for all history before it.
            ``""`` in a pin of an earlier edition.
    """

    root: str
    charter: str
    number: int
    since: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """What a repository offers to be trusted.

    Attributes:
        root: First commit of the first-parent line.
        charter: Digest of the charter in force at the tip.
        number: Its number.
        owners: Printed names of those who may change it.
        since: The commit after which it came into force.
    """

    root: str
    charter: str
    number: int
    owners: tuple[str, ...]
    since: str


def pinned(repository: Repository) -> Pin | None:
    """The user's pin for a repository.

    Raises:
        CouldNotTell: The user's file is damaged; nothing is trusted then.
    """
    path = _path(repository)
    try:
        if not path.exists():
            return None
        with path.open("rb") as file:
            values = json.loads(file.read(_LARGEST))
        root, charter, since = (str(values.get(key, "")) for key in ("root", "charter", "since"))
        return Pin(root, charter, int(values["number"]), since)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CouldNotTell(
            f"The file that says which charter you trust cannot be read ({error}).",
            hint=f"Look at {path}; remove it and pin again with 'policyreview trust'.",
        ) from None


def offered(steps: Walk, line: CharterLine) -> Root:
    """What there is to pin at the tip.

    Raises:
        WrongUse: There is no valid charter.
    """
    charter = line.latest
    if charter is None or steps.root is None:
        if any(found.code == "charter-invalid" for found in line.findings):
            raise WrongUse(
                f"There is no charter to trust: {CHARTER} is invalid.",
                hint="'policyreview charter check' says what is wrong.",
            )
        raise WrongUse(
            f"There is no charter to trust: {CHARTER} is not committed here.",
            hint="'policyreview init' writes one.",
        )
    names = tuple(s.name for s in charter.signers if s.id in charter.owners)
    since = steps.steps[steps.line[line.starts[-1]]].commit
    return Root(steps.root, charter.digest, charter.number, names, since)


def root_of(repository: Repository, tip: str) -> Root:
    """What a commit's history offers to be trusted (see :func:`offered`).

    Raises:
        CouldNotTell: The clone is shallow, partial or damaged.
        WrongUse: There is no valid charter.
    """
    from policyreview.signoff.charterline import charter_line
    from policyreview.signoff.soundness import sound_walk

    steps = sound_walk(repository, tip)
    if not steps.complete:
        raise CouldNotTell(
            "The clone is shallow, so the first commit of its history is not known.",
            hint="Run 'git fetch --unshallow'.",
        )
    line = charter_line(repository, steps)
    if line.lacking:
        raise CouldNotTell(
            "The clone is partial or damaged, so it can't be told which charter is in force.",
            hint=f"Run {git.FETCH_ALL}, or clone it again.",
        )
    return offered(steps, line)


def pin(repository: Repository, root: Root) -> Pin:
    """Write the user's pin, in place of an older one, and accept the history as it is now.

    Raises:
        CouldNotTell: The configuration folder can't be written.
    """
    made = Pin(root.root, root.charter, root.number, root.since)
    try:
        data = json.dumps(asdict(made), indent=2).encode("ascii") + b"\n"
        folders.write_private(_path(repository), data)
        marks.forget(repository)
    except OSError as error:
        raise disk_trouble(error, "the pin could not be written") from error
    return made


def unpin(repository: Repository) -> bool:
    """Forget the user's pin; whether there was one."""
    path = _path(repository)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def findings(repository: Repository, steps: Walk, line: CharterLine) -> list[Reason]:
    """How the history agrees with the pin; an unpinned charter is always said to be one."""
    try:
        pin_ = pinned(repository)
    except CouldNotTell as error:
        return [Reason("pin-unread", str(error), None, "unknown")]
    if pin_ is None:
        if line.latest is None:
            return []
        text = (
            f"The charter (number {line.latest.number}, {line.latest.digest[:12]}) is trusted as "
            "found in this repository; pin it with 'policyreview trust --pin'."
        )
        return [Reason("charter-unpinned", text, None, "note")]
    if steps.root != pin_.root and steps.complete:
        text = (
            f"This is not the repository that you trust: its history begins with "
            f"{(steps.root or 'nothing')[:12]}, not with {pin_.root[:12]}."
        )
        return [Reason("not-this-repository", text, steps.root)]
    starts = [
        steps.steps[steps.line[start]].commit
        for start, charter in zip(line.starts, line.charters, strict=True)
        if charter.digest == pin_.charter
    ]
    named = f"The charter that you trust (number {pin_.number}, {pin_.charter[:12]})"
    if not starts:
        text = f"{named} is not in this history, so nothing here is approved by it."
        return [Reason("charter-not-pinned", text, None)]
    if not steps.complete:
        return []
    if not pin_.since and pin_.number > 1:
        text = (
            "Your pin does not say where its charter came into force, as pins of an earlier "
            "edition; pin it anew with 'policyreview trust --pin'."
        )
        return [Reason("charter-unpinned", text, None, "note")]
    if pin_.since and pin_.since not in starts:
        text = (
            f"{named} came into force with the commit {pin_.since[:12]} when you pinned it, here "
            f"with {starts[0][:12]}: the history before it is another one."
        )
        return [Reason("charter-not-pinned", text, starts[0])]
    return []


def trusted_line(repository: Repository, tip: str) -> CharterLine:
    """The charters of a commit's history, before something is signed by them.

    Raises:
        Refused: It is not the history that the user trusts.
        CouldNotTell: The pin can't be read, or the history is damaged.
    """
    from policyreview.signoff.charterline import charter_line
    from policyreview.signoff.soundness import sound_walk

    steps = sound_walk(repository, tip)
    line = charter_line(repository, steps)
    for reason in findings(repository, steps, line):
        if reason.code in AGAINST:
            raise Refused(reason.text, hint=IF_RIGHT)
        if reason.code == "pin-unread":
            raise CouldNotTell(reason.text)
    return line


def without_commit(repository: Repository) -> list[Reason]:
    """What to say where there is no commit at all, but a pin."""
    try:
        pin_ = pinned(repository)
    except CouldNotTell as error:
        return [Reason("pin-unread", str(error), None, "unknown")]
    if pin_ is None:
        return []
    text = (
        "This is not the repository that you trust: the branch has no commit, and the history that "
        f"you pinned begins with {pin_.root[:12]}."
    )
    return [Reason("not-this-repository", text, None)]


def _path(repository: Repository) -> Path:
    """The pin's file: named after the place of the repository, never after what it says."""
    place = str(repository.common_dir).encode("utf-8", "surrogateescape")
    return folders.config_dir() / "trust" / f"{hashlib.sha256(place).hexdigest()[:32]}.json"
