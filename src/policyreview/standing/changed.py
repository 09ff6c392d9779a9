"""What changed in a policy since a commit: how many clauses, which translations stayed behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.standing.kept import key_of
from policyreview.standing.past import policy_at
from policyreview.standing.values import Behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.library import Library, Policy
    from policyreview.parallel import Unit
    from policyreview.redline import Redline
    from policyreview.standing.kept import Kept

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """What changed in one text.

    Attributes:
        language: BCP 47 tag.
        old: The older text.
        new: The newer text.
        gone: Places in the old text where words changed, code points.
        come: Places in the new text where words changed, code points.
        clauses: Keys of the clauses that changed.
    """

    language: str
    old: str
    new: str
    gone: Places
    come: Places
    clauses: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        """Whether a word changed."""
        return bool(self.gone or self.come)


def since(
    library: Library, policy: Policy, commit: str, kept: Kept
) -> tuple[int | None, tuple[Behind, ...]]:
    """Clauses changed since a commit, and languages that did not follow the prevailing one.

    Args:
        library: The library at the newest revision.
        policy: A policy of it.
        commit: The revision to compare with, usually the last approval.
        kept: What was answered before.

    Returns:
        The number of clauses in which a word changed (a clause changed in two languages counts
        once), None where the texts cannot be read; and the translations behind.
    """
    key = key_of(policy, commit)
    known = kept.find(key)
    if known is not None:
        return known
    try:
        then, before = policy_at(library, policy.id, commit)
        changes = _changes(library, policy, then, before)
    except PolicyReviewError:
        return None, ()
    clauses = frozenset[str]().union(*(change.clauses for change in changes))
    answer = len(clauses), _behind(policy, changes)
    if before.id == policy.id:  # otherwise it was found by its history, which isn't in the key
        kept.add(key, answer)
    return answer


def _changes(library: Library, policy: Policy, then: Library, before: Policy) -> list[_Change]:
    from policyreview.redline import compare

    old = {text.language: text for text in before.texts}
    found = []
    for text in policy.texts:
        earlier = old.get(text.language)
        if earlier is not None and (earlier.blob, earlier.lines) == (text.blob, text.lines):
            found.append(_Change(text.language, "", "", (), ()))
            continue
        left = then.content(earlier) if earlier is not None else ""
        right = library.content(text)
        redline = compare(left, right)
        gone, come = _places(redline)
        found.append(_Change(text.language, left, right, gone, come, _clauses_of(redline)))
    return found


def _places(redline: Redline) -> tuple[Places, Places]:
    """Where a redline changes words, in the old and in the new text; white space doesn't count.

    An edit inside a block marks both texts: words may be deleted in one language where the other
    says the same by inserting some.
    """
    gone: list[int] = []
    come: list[int] = []
    for block in redline.blocks:
        if block.change in ("kept", "renumbered"):
            continue
        x = block.old[0] if block.old else 0
        y = block.new[0] if block.new else 0
        if block.change == "moved":
            come.append(y)
        for operation, words in block.tokens:
            blank = len(words) - len(words.lstrip())
            edit = operation != "=" and blank < len(words)
            if edit and block.old:
                gone.append(x + blank if operation == "-" else max(block.old[0], x - 1))
            if edit and block.new:
                come.append(y + blank if operation == "+" else max(block.new[0], y - 1))
            x += len(words) if operation != "+" else 0
            y += len(words) if operation != "-" else 0
    return tuple(gone), tuple(come)


def _clauses_of(redline: Redline) -> frozenset[str]:
    """Keys of the clauses that changed, came or went: the number, else the place among all."""
    keys = set()
    for index, clause in enumerate(redline.clauses):
        if clause.change in {"kept", "renumbered"}:
            continue
        side = clause.new or clause.old
        keys.add((side.number if side else None) or f"#{index}")
    if not keys and redline.summary.outside:
        keys.add("")
    return frozenset(keys)


def _behind(policy: Policy, changes: Sequence[_Change]) -> tuple[Behind, ...]:
    """Translations in which a clause did not change although the prevailing text's did."""
    by_language = {change.language: change for change in changes}
    source = by_language.get(policy.prevailing or "", changes[0] if changes else None)
    if source is None or not source.any:
        return ()
    found = []
    for change in changes:
        if change is not source:
            clauses = _lagging(source, change)
            if clauses or not change.any:
                found.append(Behind(change.language, clauses))
    return tuple(found)


def _lagging(source: _Change, target: _Change) -> tuple[str, ...]:
    """Clauses of the source with a changed block that stands beside an unchanged one, or alone."""
    if not target.any:
        now = _names(source.new, source.come)
        return now or _names(source.old, source.gone)
    tags = source.language, target.language
    now = _one_sided((source.new, source.come), (target.new, target.come), tags, lone=True)
    before = _one_sided((source.old, source.gone), (target.old, target.gone), tags, lone=False)
    return tuple(dict.fromkeys((*now, *before)))


def _one_sided(
    left: tuple[str, Places], right: tuple[str, Places], tags: tuple[str, str], *, lone: bool
) -> tuple[str, ...]:
    """Clauses in which aligned blocks changed on the left only; each side is a text and its places.

    Args:
        left: The source.
        right: The target.
        tags: Their languages.
        lone: Whether a changed block without a counterpart counts.
    """
    from policyreview.documents import blocks
    from policyreview.parallel import align, units

    if not left[1]:
        return ()
    a, b = units(blocks(left[0])), units(blocks(right[0]))
    changed_a = {index for index, unit in enumerate(a) if _touched(unit, left[1])}
    changed_b = {index for index, unit in enumerate(b) if _touched(unit, right[1])}
    places = [
        a[index].start
        for bead in align(a, b, *tags)
        if ((not bead.doubtful and changed_b.isdisjoint(bead.target)) if bead.target else lone)
        for index in sorted(changed_a.intersection(bead.source))
    ]
    return _names(left[0], tuple(places))


def _names(text: str, places: Places) -> tuple[str, ...]:
    """The clauses that places of a text stand in, by number and title."""
    from policyreview.documents import clauses

    known = clauses(text)
    found: dict[str, None] = {}
    for place in sorted(places):
        inside = [clause for clause in known if clause.start <= place < clause.end]
        here = max(inside, key=lambda clause: clause.start, default=None)
        name = f"{here.number or ''} {here.title}".strip() if here else ""
        found[name] = None
    return tuple(found)


def _touched(unit: Unit, places: Places) -> bool:
    return any(unit.start <= place < unit.end for place in places)
