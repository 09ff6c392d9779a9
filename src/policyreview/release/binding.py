"""Which version of each policy is in force on a day, from the versions that were approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policyreview.library import Library
    from policyreview.release.values import Release
    from policyreview.signoff.verification import Report, VersionState


@dataclass(frozen=True, slots=True)
class Period:
    """A version and the days on which it binds.

    Attributes:
        state: The version.
        first: Its first day.
        last: The day before its successor binds; None: no end in sight.
    """

    state: VersionState
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class InForce:
    """What binds on a day.

    Attributes:
        policy: Id.
        state: The version in force, None where none is.
        coming: Approved versions that bind later, the next one first.
        release: Name of the version's release tag, None where there is none that holds.
    """

    policy: str
    state: VersionState | None
    coming: tuple[VersionState, ...]
    release: str | None


def periods(states: Iterable[VersionState]) -> tuple[Period, ...]:
    """The days on which each approved version binds, in the order of those days.

    Of two versions effective on one day the one approved later binds.
    """
    by_day: dict[date, VersionState] = {}
    for state in sorted(states, key=lambda state: state.position):
        if state.approved and state.effective_date is not None:
            by_day[state.effective_date] = state
    days = sorted(by_day)
    return tuple(
        Period(by_day[day], day, _eve(days[number + 1]) if number + 1 < len(days) else None)
        for number, day in enumerate(days)
    )


def in_force(
    library: Library,
    day: date,
    *,
    policy: str | None = None,
    report: Report | None = None,
    released: Iterable[Release] | None = None,
) -> tuple[InForce, ...]:
    """What binds on a day, by policy.

    Args:
        library: Opened at the branch whose history counts.
        day: The day asked about.
        policy: Only this policy.
        report: What verification says at the library's commit; None: it is asked.
        released: The releases; None: they are looked up.
    """
    from policyreview.release.listing import releases

    if report is None:
        from policyreview.signoff.verifying import verify

        report = verify(library)
    tags = releases(library, report=report) if released is None else tuple(released)
    by_subject = {tag.manifest.subject_digest: tag.tag for tag in tags if tag.ok and tag.manifest}
    out = []
    for verification in report.policies:
        if policy is not None and verification.policy != policy:
            continue
        state: VersionState | None = None
        coming = []
        for period in periods(verification.versions):
            if period.first <= day:
                state = period.state
            else:
                coming.append(period.state)
        tag = by_subject.get(state.subject_digest) if state else None
        out.append(InForce(verification.policy, state, tuple(coming), tag))
    return tuple(out)


def _eve(day: date) -> date:
    from datetime import timedelta

    return day - timedelta(days=1)
