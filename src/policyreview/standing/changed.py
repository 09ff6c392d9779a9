"""What changed in a policy since a commit: how many clauses, which translations stayed behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import PolicyReviewError
from policyreview.standing.kept import key_of
from policyreview.standing.past import policy_at

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
) -> tuple[int | None, tuple[str, ...]]:
    """Clauses changed since a commit, and languages that did not follow the prevailing one.

    Args:
        library: The library at the newest revision.
        policy: A policy of it.
        commit: The revision to compare with, usually the last approval.
        kept: What was answered before.

    Returns:
        The number of clauses in which a word changed (a clause changed in two languages counts
        once), None where the texts cannot be read; and the languages behind.
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


def _behind(policy: Policy, changes: Sequence[_Change]) -> tuple[str, ...]:
    """Languages in which a clause did not change although the prevailing text's did."""
    by_language = {change.language: change for change in changes}
    source = by_language.get(policy.prevailing or "", changes[0] if changes else None)
    if source is None or not source.any:
        return ()
    return tuple(
        change.language
        for change in changes
        if change is not source and (not change.any or _lags(source, change))
    )


def _lags(source: _Change, target: _Change) -> bool:
    """Whether a changed block of the source stands beside an unchanged one of the target."""
    now = (source.new, source.come), (target.new, target.come)
    before = (source.old, source.gone), (target.old, target.gone)
    return any(
        _one_sided(left, right, source.language, target.language)
        for left, right in (now, before)
        if left[1]
    )


def _one_sided(
    left: tuple[str, Places], right: tuple[str, Places], source: str, target: str
) -> bool:
    """Whether aligned blocks changed on the left only; each side is a text and its places."""
    from policyreview.documents import blocks
    from policyreview.parallel import align, units

    a, b = units(blocks(left[0])), units(blocks(right[0]))
    changed_a = {index for index, unit in enumerate(a) if _touched(unit, left[1])}
    changed_b = {index for index, unit in enumerate(b) if _touched(unit, right[1])}
    return any(
        bead.target
        and not bead.doubtful
        and changed_a.intersection(bead.source)
        and not changed_b.intersection(bead.target)
        for bead in align(a, b, source, target)
    )


def _touched(unit: Unit, places: Places) -> bool:
    return any(unit.start <= place < unit.end for place in places)
