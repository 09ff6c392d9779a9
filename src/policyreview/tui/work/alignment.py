"""What the Review asks of the pairing: two languages of one revision, side by side and checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyreview.parallel.beads import Bead
from policyreview.tui.work.texts import portable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.checks import Finding
    from policyreview.library import Library
    from policyreview.parallel import Pin, Unit
    from policyreview.tui.work.texts import TextAt


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two languages of one revision, paired.

    Attributes:
        beads: Which blocks stand beside which.
        source: The left language's blocks, with their places in its ``TextAt.text``.
        target: The right one's.
        shared: Indexes of beads of what stands above or below both languages of a file.
        findings: What the checks between languages notice; ``bead`` is an index of ``beads``.
        lost: How many pins no longer apply; ``findings`` has the reasons.
        own: How many of ``source`` and of ``target`` took part in the pairing; the rest is shared.
    """

    beads: tuple[Bead, ...]
    source: tuple[Unit, ...]
    target: tuple[Unit, ...]
    shared: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = ()
    lost: int = 0
    own: tuple[int, int] = (0, 0)

    def places(self) -> list[int]:
        """Where each bead stands in the left language's text, never falling."""
        found: list[int] = []
        place = 0
        for bead in self.beads:
            if bead.source:
                place = max(place, self.source[bead.source[0]].start)
            found.append(place)
        return found


def align(library: Library, left: TextAt, right: TextAt, pins: Sequence[Pin] = ()) -> Aligned:
    """Two languages of one revision, paired and checked.

    What stands above or below the languages of one file is in no pair, but in its place.

    Args:
        library: Where the texts come from.
        left: The one language.
        right: The other.
        pins: What reviewers settled.
    """
    if not (left.is_long or right.is_long):
        return _align(left, right, pins)
    from policyreview import aside

    return aside.call(_align, portable(library, left), portable(library, right), tuple(pins))


def _align(left: TextAt, right: TextAt, pins: Sequence[Pin]) -> Aligned:
    from policyreview import checks, parallel
    from policyreview.parallel.pins import resolve

    sides = (
        checks.side(left.read_file(), left.language),
        checks.side(right.read_file(), right.language),
    )
    tags = (left.language, right.language)
    beads = parallel.align(sides[0].units, sides[1].units, *tags, pins=pins)
    lost = resolve(pins, sides[0].units, sides[1].units, tags).lost
    findings = checks.check_pair(*sides, beads, lost)
    source, target = _placed(left, sides[0].units), _placed(right, sides[1].units)
    extra = (_outside(left, source), _outside(right, target))
    whole = [*beads]
    for which, (units, own) in enumerate(zip(extra, (source, target), strict=True)):
        for number, unit in enumerate(units):
            index = len(own) + number
            bead = Bead((index,), ()) if which == 0 else Bead((), (index,))
            whole.insert(_row_before(whole, which, (*own, *units), unit.start), bead)
    order = {id(bead): at for at, bead in enumerate(whole)}
    shared = frozenset(order[id(bead)] for bead in whole if not any(bead is b for b in beads))
    placed = tuple(
        replace(finding, bead=order[id(beads[finding.bead])])
        for finding in findings
        if finding.bead is not None
    )
    return Aligned(
        tuple(whole),
        (*source, *extra[0]),
        (*target, *extra[1]),
        shared,
        placed,
        len(lost),
        (len(source), len(target)),
    )


def _placed(text: TextAt, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Blocks of the file with their places in the text of the language."""
    found: list[Unit] = []
    before = 0
    for unit in units:
        start = text.place_of(unit.start)
        begin = before if start is None else start
        end = begin if start is None else min(len(text.text), begin + unit.end - unit.start)
        found.append(replace(unit, start=begin, end=end))
        before = end
    return tuple(found)


def _outside(text: TextAt, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Blocks that are shown with a language of a file and belong to none of its pairs."""
    from policyreview.documents import blocks, kind_of
    from policyreview.parallel import units as all_units

    if not text.shares_file:
        return ()
    known = {unit.start for unit in units}
    whole = str(text.text)
    cut = blocks(whole, kind=kind_of(text.path, whole))
    return tuple(unit for unit in all_units(cut) if unit.start not in known)


def _row_before(beads: Sequence[Bead], which: int, units: Sequence[Unit], place: int) -> int:
    """The index at which a bead for a place of one side belongs."""
    for at, bead in enumerate(beads):
        own = bead.target if which else bead.source
        if own and not bead.moved and units[own[0]].start > place:
            return at
    return len(beads)
