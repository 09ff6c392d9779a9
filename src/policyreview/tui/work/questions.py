"""What the Library asks of the rooms below: functions that run on a desk's thread."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping

    from policyreview.library import Library, Policy
    from policyreview.signoff import Report
    from policyreview.standing import Standing
    from policyreview.tui.app import PolicyReviewApp

_BATCH = 200
"""Policies whose standing is asked for at a time, so that rows fill in while the rest is read."""
_TURN = 0.05
"""Seconds of reading after which the policies read meanwhile are shown."""
_BEGINNING = 4000
"""Code points of a text that the preview shows at most."""
_LONG = 100_000
"""Code points of a file from which it is not taken apart to preview one of its texts."""


@dataclass(frozen=True, slots=True)
class Where:
    """What is looked at: a branch or revision, and its commit."""

    branch: str
    commit: str


@dataclass(frozen=True, slots=True)
class Me:
    """Who sits at the keyboard, as far as keys and charter tell.

    Attributes:
        id: The signer's id, None where no key on offer is in the charter.
        title: What the title line says about it.
        names: Printed names by signer id.
    """

    id: str | None
    title: str
    names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, signer: str) -> str:
        """A signer's printed name; the id where the charter has none."""
        return self.names.get(signer, signer)


async def opened(home: PolicyReviewApp) -> Library:
    """The library, once it is open.

    Raises:
        PolicyReviewError: It could not be opened.
    """
    return await asyncio.wrap_future(home.opening)


async def policies(
    home: PolicyReviewApp,
    library: Library,
    first: Callable[[Iterable[Policy]], Iterable[str]],
) -> AsyncIterator[tuple[Policy, ...]]:
    """The policies, some at a time: by name alone, then each again as soon as it is read.

    What comes last is the whole list, which alone is sure.

    Args:
        home: The app.
        library: The library.
        first: Asked on the desk's thread once the names are known, and given them as policies: the
            ids to read first.
    """
    found: list[Policy] = []
    wanted = _Later(lambda: first(found))
    arriving = library.progress(first=wanted)

    def turn() -> tuple[Policy, ...]:
        if found:  # the names stand on the screen
            library.begin_changes()
        begun, asked, before = time.monotonic(), wanted.asked, len(found)
        for policy in arriving:
            found.append(policy)
            if wanted.asked != asked or time.monotonic() - begun > _TURN:
                break
        return tuple(found[before:])

    while batch := await home.desk.ask(turn):
        yield batch
    yield await home.desk.ask(lambda: library.policies)


class _Later:
    """Asks for its items only when they are looked through, and knows whether they were."""

    def __init__(self, ask: Callable[[], Iterable[str]]) -> None:
        self._ask = ask
        self.asked = False

    def __iter__(self) -> Iterator[str]:
        self.asked = True
        return iter(self._ask())


def again(library: Library, *, follow: bool = False) -> Library:
    """The same library as it is now.

    Args:
        library: The library.
        follow: Whether to look at another branch where one was checked out meanwhile, and the
            library was opened on what was checked out.
    """
    from policyreview.library import open_library

    repository = library.repository
    ref = None if follow and library.checked_out else library.ref
    fresh = open_library(repository.root or repository.git_dir, ref=ref)
    fresh.checked_out = library.checked_out
    return fresh


def moved_on(library: Library) -> str | None:
    """Where the branch that is checked out stands, if that is not where it was read.

    As far as a glance tells: of another branch, and where anything is unusual, it says None.
    """
    from policyreview.repository.glance import glance

    seen = glance(str(library.repository.root or library.repository.git_dir))
    if seen is None:
        return None
    _, commit, branch = seen
    return commit if branch == library.ref and commit != library.commit else None


def where(library: Library) -> Where:
    """What is looked at."""
    name = library.ref or "no branch"
    if name == "HEAD":
        name = library.repository.head().branch or "no branch"
    name = name.removeprefix("refs/heads/")
    if library.commit is None:
        return Where(f"{name} (no commit yet)", "")
    return Where(name, library.commit)


def me(library: Library) -> Me:
    """Who sits at the keyboard."""
    from policyreview.signoff import offers
    from policyreview.signoff.verifying import charter_of

    charter = charter_of(library)
    if charter is None:
        commit = library.commit
        written = commit and library.repository.entry(commit, "policyreview.toml") is not None
        return Me(None, "charter invalid" if written else "no charter")

    names = {signer.id: signer.name for signer in charter.signers}
    try:
        mine = [offer.signer for offer in offers(charter) if offer.signer is not None]
    except PolicyReviewError:
        mine = []
    if not mine:
        return Me(None, "no key of a signer here", names)
    return Me(mine[0].id, mine[0].name, names)


async def standings(
    home: PolicyReviewApp, library: Library, who: Me
) -> AsyncIterator[tuple[Standing, ...]]:
    """Where the policies stand, some at a time where there are many."""
    from policyreview.standing import standings as ask

    twin = await home.desk.ask(library.twin)
    desk = home.verifying
    try:
        ids = [policy.id for policy in twin.policies]
        if len(ids) <= _BATCH:
            yield await desk.ask(lambda: ask(twin, day=home.today, me=who.id))
            return
        report = await desk.ask(lambda: _report(twin))
        found: list[Standing] = []
        for start in range(0, len(ids), _BATCH):
            some = frozenset(ids[start : start + _BATCH])
            batch = await desk.ask(
                partial(
                    ask, twin, day=home.today, me=who.id, only=some, report=report, changes=False
                )
            )
            found.extend(batch)
            yield batch
        yield await desk.ask(lambda: _with_last_changes(twin, tuple(found)))
    finally:
        desk.start(twin.repository.close)


def _report(library: Library) -> Report:
    from policyreview.signoff import verify

    return verify(library)


def _with_last_changes(library: Library, found: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The same standings with the commit that changed each policy last."""
    from policyreview.standing import Change

    owners: dict[str, list[str]] = {}
    for policy in library.policies:
        for path in policy.paths:
            owners.setdefault(path, []).append(policy.id)
    newest: dict[str, Change] = {}
    for last in library.last_changes(owners):
        change = Change(last.commit, last.time, last.author, last.subject)
        for policy_id in owners.get(last.path, ()):
            newest.setdefault(policy_id, change)
    return tuple(replace(each, last_change=newest.get(each.policy)) for each in found)


def beginning(library: Library, policy: Policy) -> str:
    """The first lines of a policy's first text, for the preview."""
    if policy.broken or not policy.texts:
        return ""
    text = policy.texts[0]
    try:
        if text.lines is None:
            return library.content(text)[:_BEGINNING]
        whole = library.whole(text)
        if len(whole) > _LONG:  # nobody waits for a preview: from its first line on
            start = 0
            for _ in range(1, text.lines[0]):
                start = whole.find("\n", start) + 1
            return whole[start : start + _BEGINNING]
        spans = library.content_spans(text)
        return "".join(whole[start:end] for start, end in spans)[:_BEGINNING]
    except PolicyReviewError as error:
        return str(error)
