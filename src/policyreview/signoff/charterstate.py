"""The charter at one commit: which is in force, whether it is trusted, what is about to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.errors import PolicyReviewError
from policyreview.signoff import charterdiff, trust
from policyreview.signoff.charter import CHARTER, LARGEST_CHARTER, Charter, problems, read
from policyreview.signoff.charterline import charter_line
from policyreview.signoff.charterwords import name_of
from policyreview.signoff.soundness import sound_walk

if TYPE_CHECKING:
    from policyreview.library import Library
    from policyreview.signoff.charterline import CharterLine
    from policyreview.signoff.walk import Walk

Trust = Literal["pinned", "as found", "refused"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of the charter that is not in force.

    Attributes:
        charter: What is proposed.
        committed: It stands on the branch; otherwise only in the work tree.
        changes: What it changes, a sentence each.
        signed: Printed names of the owners who have signed for it.
        unsigned: Those of the owners who have not.
        wanted: How many more of them it takes.
        next: What has to be done, one or two sentences.
        yours: Printed name of the owner whose key is at hand and who has not signed, else None.
        key: That key's fingerprint.
    """

    charter: Charter
    committed: bool
    changes: tuple[str, ...]
    signed: tuple[str, ...]
    unsigned: tuple[str, ...]
    wanted: int
    next: str
    yours: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class CharterState:
    """The charter as it is at a commit.

    Attributes:
        charter: The one in force, None where there is none to trust.
        root: The first commit of the history, None where there is no commit.
        trust: Whether it is what the user pinned.
        trusted: The same in a sentence or two.
        problems: What is wrong with the charter's file on the branch and in the work tree, and with
            what was signed for it.
        proposal: A change under way, None where there is none.
        faulty: There is a charter on the branch, but no valid one that could be in force.
    """

    charter: Charter | None
    root: str | None
    trust: Trust
    trusted: str
    problems: tuple[str, ...]
    proposal: Proposal | None
    faulty: bool = False


def charter_state(library: Library) -> CharterState:
    """Look at the charter at the library's commit, and at the one in the work tree beside it.

    Raises:
        CouldNotTell: The repository could not be read.
    """
    repository, tip = library.repository, library.commit
    here = in_work_tree(library)
    if tip is None:
        found = tuple(f"In the work tree: {p.text}" for p in problems(here)) if here else ()
        return CharterState(None, None, "as found", "The branch has no commit yet.", found, None)
    steps = sound_walk(repository, tip)
    line = charter_line(repository, steps)
    on_branch = _on_branch(library)
    faults = [problem.text for problem in problems(on_branch)] if on_branch is not None else []
    told = {"charter-change-refused", "charter-invalid" if faults else ""}
    faults += [finding.text for finding in line.findings if finding.code not in told]
    level, sentence = _trust(library, steps, line)
    proposal = _on_the_branch(line)
    if here is not None and here != on_branch:
        faults += [f"In the work tree: {problem.text}" for problem in problems(here)]
        proposal = _not_committed(line, here) or proposal
    faulty = line.latest is None and on_branch is not None
    return CharterState(line.latest, steps.root, level, sentence, tuple(faults), proposal, faulty)


def _on_branch(library: Library) -> bytes | None:
    """The charter's file at the library's commit."""
    repository, commit = library.repository, library.commit
    entry = repository.entry(commit, CHARTER) if commit else None
    if entry is None or not entry.is_file:
        return None
    return repository.blob(entry.oid)


def in_work_tree(library: Library) -> bytes | None:
    """The charter's file in the work tree, where that belongs to the library's commit."""
    root = library.repository.root
    if root is None or library.repository.head().commit != library.commit:
        return None
    place = root / CHARTER
    try:
        if place.is_symlink() or not place.is_file():
            return None
        with place.open("rb") as file:
            return file.read(LARGEST_CHARTER + 1)
    except OSError:
        return None


def _trust(library: Library, steps: Walk, line: CharterLine) -> tuple[Trust, str]:
    """Whether the charter is what the user pinned."""
    found = trust.findings(library.repository, steps, line)
    refusing = trust.AGAINST | {"pin-unread"}
    against = [reason.text for reason in found if reason.code in refusing]
    if against:
        return "refused", " ".join(against)
    if found:
        return "as found", (
            "You have not pinned it: it is trusted as found here. Compare the digest with one that "
            "an owner tells you, then run 'policyreview trust --pin'."
        )
    pin = trust.pinned(library.repository)
    if pin is None:
        return "as found", ""
    if line.latest is not None and pin.charter == line.latest.digest:
        return "pinned", "It is the one that you pinned."
    return "pinned", f"You pinned number {pin.number}; its owners have agreed to each change since."


def _on_the_branch(line: CharterLine) -> Proposal | None:
    old, new = line.latest, line.waiting
    if old is None or new is None:
        return None
    signed = tuple(name_of(old, one) for one in old.owners if one in line.agreed)
    open_owners = tuple(one for one in old.owners if one not in line.agreed)
    wanted = max(0, old.owner_quorum - len(signed))
    unsigned = tuple(name_of(old, one) for one in open_owners)
    if new.number != old.number + 1:
        what = (
            f"It has number {new.number}, and the one after {old.number} is wanted: "
            "'policyreview charter propose' puts it in, then commit it."
        )
        return Proposal(new, True, charterdiff.changes(old, new), signed, unsigned, wanted, what)
    yours, key = _mine(old, open_owners)
    what = "An owner signs for it with 'policyreview charter sign'."
    if yours is not None:
        what = f"You can sign for it as {yours}: 'policyreview charter sign'."
    changes = charterdiff.changes(old, new)
    return Proposal(new, True, changes, signed, unsigned, wanted, what, yours, key)


def _not_committed(line: CharterLine, data: bytes) -> Proposal | None:
    """A valid charter in the work tree that differs from the branch's."""
    old, new = line.latest, read(data)
    if old is None or not isinstance(new, Charter) or new.digest == old.digest:
        return None
    steps = "Commit it, then owners run 'policyreview charter sign'."
    if new.number != old.number + 1:
        steps = f"'policyreview charter propose' puts the number {old.number + 1} in. {steps}"
    owners = tuple(name_of(old, one) for one in old.owners)
    what = f"It stands in the work tree only. {steps}"
    return Proposal(new, False, charterdiff.changes(old, new), (), owners, old.owner_quorum, what)


def _mine(charter: Charter, owners: tuple[str, ...]) -> tuple[str, str] | tuple[None, None]:
    """The owner whose key is at hand: printed name, the key's fingerprint."""
    from policyreview.signoff.keys import available_keys

    try:
        keys = available_keys()
    except PolicyReviewError:
        return None, None
    for key in keys:
        holder = charter.holder(key.fingerprint)
        if holder is not None and holder[0].id in owners:
            return holder[0].name, key.fingerprint
    return None, None
