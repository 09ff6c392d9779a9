"""What the checks notice in the texts that the Review shows, with the places to show it at."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.tui.work.texts import portable

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    found = [Noticed(finding, place) for finding, place in _checked(library, left)]
    if aligned is not None and right is not None:
        beads, others = _Beads(aligned, right=False), _Beads(aligned, right=True)
        found = [
            Noticed(each.finding, each.place, None if each.place is None else beads.at(each.place))
            for each in found
        ]
        places = aligned.places()
        for finding, place in _checked(library, right):
            found.append(Noticed(finding, None, others.at(place), right=True))
        for finding in aligned.findings:
            other = finding.language != left.language
            own = None if other else left.place_of(finding.start)
            if own is None and finding.bead is not None:
                own = places[finding.bead]
            found.append(Noticed(finding, own, finding.bead, other))
    elif right is not None:  # too long to be paired unasked
        found += [Noticed(each, None, right=True) for each, _ in _checked(library, right)]
    return tuple(_marked(library, policy, found))


def _checked(library: Library, text: TextAt) -> Sequence[tuple[Finding, int]]:
    """What is noticed in one text, with places in it; a long text is checked aside."""
    if not text.exists or too_long(text):
        return ()
    if not text.is_long:
        return _in_text(text)
    from policyreview import aside

    return aside.call(_in_text, portable(library, text))


def too_long(text: TextAt) -> bool:
    """Whether a text is so long that it is not checked while a reader waits."""
    return len(text.text) > _LARGEST


def _in_text(text: TextAt) -> list[tuple[Finding, int]]:
    from policyreview.checks import check_text

    found: list[tuple[Finding, int]] = []
    language = None if text.shares_file else text.language
    for finding in check_text(text.read_file(), language=language):
        whole = not finding.end and finding.language in {text.language, "und"}
        place = 0 if whole else text.place_of(finding.start)
        if place is not None:
            found.append((finding, place))
    return found


def _marked(library: Library, policy: Policy, found: Sequence[Noticed]) -> list[Noticed]:
    """All of them, those that a waiver speaks of as such: who wrote its file nobody has checked."""
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
    return [
        replace(each, finding=replace(checked, level="notice", text=f"{checked.text} (waived)"))
        if checked.waived
        else each
        for each, checked in zip(found, applied, strict=True)
    ]


class _Beads:
    """Tells the bead at a place of one language."""

    def __init__(self, aligned: Aligned, *, right: bool) -> None:
        units: Sequence[Unit] = aligned.target if right else aligned.source
        self._order = sorted(range(len(units)), key=lambda index: units[index].start)
        self._starts = [units[index].start for index in self._order]
        self._first = 0 if aligned.beads else None
        self._bead: dict[int, int] = {}
        for index, bead in enumerate(aligned.beads):
            for unit in bead.target if right else bead.source:
                self._bead.setdefault(unit, index)

    def at(self, place: int) -> int | None:
        """Index of the bead, None where none is."""
        at = bisect_right(self._starts, place) - 1
        return self._first if at < 0 else self._bead.get(self._order[at])
