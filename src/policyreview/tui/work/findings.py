"""What the checks notice in the texts that the Review shows, with the places to show it at."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.checks import Finding
    from policyreview.library import Library, Policy
    from policyreview.parallel import Unit
    from policyreview.tui.work.alignment import Aligned
    from policyreview.tui.work.texts import TextAt

_LARGEST = 3_000_000
"""Code points of a text that is checked while a reader waits."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A finding and where it is shown.

    Attributes:
        finding: The finding.
        place: In the text of the language looked at, in code points; None where it is only in the
            other one.
        bead: Index of the bead that it is on, None where it is on none.
        right: It stands in the other language.
    """

    finding: Finding
    place: int | None
    bead: int | None = None
    right: bool = False


def notice(
    library: Library, policy: Policy, left: TextAt, right: TextAt | None, aligned: Aligned | None
) -> tuple[Noticed, ...]:
    """Check a text, the one beside it, and the two against each other.

    Args:
        library: Where waivers are kept.
        policy: The policy.
        left: The language looked at.
        right: The other language, None where there is none.
        aligned: The two paired.
    """
    found = [Noticed(finding, place) for finding, place in _in_text(left)]
    if aligned is not None and right is not None:
        found = [_on_bead(each, aligned) for each in found]
        places = aligned.places()
        for finding, place in _in_text(right):
            bead = _bead_at(place, aligned, right=True)
            found.append(Noticed(finding, None, bead, right=True))
        for finding in aligned.findings:
            other = finding.language != left.language
            own = None if other else left.place_of(finding.start)
            if own is None and finding.bead is not None:
                own = places[finding.bead]
            found.append(Noticed(finding, own, finding.bead, other))
    return tuple(_open(library, policy, found))


def _in_text(text: TextAt) -> Iterator[tuple[Finding, int]]:
    from policyreview.checks import check_text

    if not text.exists or len(text.text) > _LARGEST:
        return
    language = None if text.shares_file else text.language
    for finding in check_text(text.file, language=language):
        whole = not finding.end and finding.language in {text.language, "und"}
        place = 0 if whole else text.place_of(finding.start)
        if place is not None:
            yield finding, place


def _open(library: Library, policy: Policy, found: Sequence[Noticed]) -> list[Noticed]:
    """Those that no recorded waiver speaks of."""
    from policyreview.checks import waivers

    path = waivers.path_of(policy.id)
    try:
        entry = library.repository.entry(library.commit, path) if library.commit else None
        if entry is None or not entry.is_file:
            return list(found)
        known = waivers.load(library.repository.blob(entry.oid, limit=_LARGEST), name=path)
        applied = waivers.apply([each.finding for each in found], known)[0]
    except PolicyReviewError:
        return list(found)
    return [each for each, checked in zip(found, applied, strict=True) if not checked.waived]


def _on_bead(each: Noticed, aligned: Aligned) -> Noticed:
    bead = None if each.place is None else _bead_at(each.place, aligned, right=False)
    return Noticed(each.finding, each.place, bead)


def _bead_at(place: int, aligned: Aligned, *, right: bool) -> int | None:
    units: Sequence[Unit] = aligned.target if right else aligned.source
    order = sorted(range(len(units)), key=lambda index: units[index].start)
    at = bisect_right([units[index].start for index in order], place) - 1
    if at < 0:
        return 0 if aligned.beads else None
    wanted = order[at]
    for index, bead in enumerate(aligned.beads):
        if wanted in (bead.target if right else bead.source):
            return index
    return None
