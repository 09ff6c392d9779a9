"""What happened to each clause between two revisions."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from policyreview.redline.anchors import increasing
from policyreview.redline.firsts import with_firsts
from policyreview.redline.model import Lazy
from policyreview.redline.telling import following, telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.documents import Clause
    from policyreview.redline.model import Redline, RedlineBlock, Span, Text

    _Part: TypeAlias = tuple[int, int, int]
    """A clause, and from where to where a stretch of the text is in it."""

ClauseFate: TypeAlias = Literal["kept", "changed", "added", "removed", "moved", "renumbered"]


_NEAR = 16  # code points: so far behind a clause's beginning its number may stand
_MARKS = 4  # code points: so many marks and spaces may stand in a heading beside number and title
_LITTLE = 5  # less than a fifth in common is no sign of the same clause, if it is short as well
_LONG = 200_000  # code points from which a text is taken apart in a process of its own
_POINTS = " \t\n\\.．、:：()（）#*"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause of either revision and what became of it. Sub-clauses speak for themselves.

    Attributes:
        old: The clause in the old text; ``None`` when it was added.
        new: The clause in the new text; ``None`` when it was removed.
        changed: Whether words of its own text changed.
        moved: Whether it stands elsewhere among the clauses.
        renumbered: Whether its number is another.
    """

    old: Clause | None
    new: Clause | None
    changed: bool
    moved: bool
    renumbered: bool

    @property
    def change(self) -> ClauseFate:
        """The one word for it: what weighs most."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        if self.moved:
            return "moved"
        if self.changed:
            return "changed"
        return "renumbered" if self.renumbered else "kept"

    def sentence(self) -> str:
        """Say it in a few words: ``moved from 3 to 5, words changed``."""
        if self.old is None or self.new is None:
            return self.change
        before, behind = self.old.number, self.new.number
        said: list[str] = []
        both = self.renumbered and before and behind
        if self.moved:
            said.append(f"moved from {before} to {behind}" if both else "moved")
        elif both:
            said.append(f"renumbered {before} → {behind}")
        if self.renumbered and not both:
            said.append(f"now numbered {behind}" if behind else f"no longer numbered {before}")
        if self.changed:
            said.append("words changed" if said else "changed")
        return ", ".join(said) or "kept"


class _Own:
    """The stretches of a text that belong to one clause each, sub-clauses not included."""

    def __init__(self, clauses: Sequence[Clause], length: int) -> None:
        self.starts = [c.start for c in clauses]
        self.ends = [*self.starts[1:], length][: len(clauses)]
        for k, clause in enumerate(clauses):
            self.ends[k] = min(self.ends[k], max(clause.end, clause.start))

    def at(self, place: int) -> int:
        """Index of the clause that a place belongs to, or -1."""
        k = bisect_right(self.starts, place) - 1
        return k if k >= 0 and place < self.ends[k] else -1

    def length(self, clause: int) -> int:
        """How many code points of the text are a clause's own."""
        return self.ends[clause] - self.starts[clause]

    def parts(self, start: int, end: int) -> Iterator[_Part]:
        """Yield ``(clause, start, end)`` for each clause's part of a stretch."""
        k = max(0, bisect_right(self.starts, start) - 1)
        while k < len(self.starts) and self.starts[k] < end:
            low, high = max(start, self.starts[k]), min(end, self.ends[k])
            if low < high:
                yield k, low, high
            k += 1

    def of(self, span: Span | None) -> list[_Part]:
        """All of those parts."""
        return list(self.parts(*span)) if span else []


def clause_changes(redline: Redline) -> tuple[ClauseChange, ...]:
    """Say what happened to each clause, in the order of the new text, removed ones in place."""
    texts = str(redline.old), str(redline.new)
    if max(map(len, texts)) < _LONG:
        return _changes(redline, *_clauses(*texts))
    from policyreview import aside

    return _changes(redline, *aside.call(_clauses, *texts))


def know_clauses(
    redline: Redline, old: tuple[Clause, ...] | None, new: tuple[Clause, ...] | None
) -> None:
    """Spare a redline the search for its texts' clauses, where they are known.

    Args:
        redline: The redline.
        old: The older text's as ``documents.clauses`` finds them; None for not known.
        new: The newer text's.
    """
    marked = "\ufeff" in {redline.old[:1], redline.new[:1]}
    if old is not None and new is not None and not marked:
        object.__setattr__(redline, "_clauses", Lazy(lambda: _changes(redline, old, new)))


def _clauses(old: str, new: str) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    from policyreview.documents import clauses

    return clauses(_unmarked(old)), clauses(_unmarked(new))


def _unmarked(text: str) -> str:
    """A text with a space for its byte order mark, which is no part of a heading."""
    return " " + text[1:] if text.startswith("\ufeff") else text


def _changes(
    redline: Redline, old: Sequence[Clause], new: Sequence[Clause]
) -> tuple[ClauseChange, ...]:
    old, new = with_firsts((redline.old, redline.new), (old, new))
    a, b = _Own(old, len(redline.old)), _Own(new, len(redline.new))
    shared: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])  # all, moved
    worded: dict[tuple[int, int], list[bool]] = defaultdict(lambda: [False, False])  # stayed, moved
    titles: Counter[tuple[int, int]] = Counter()
    heads = [list(map(_heading_end, side)) for side in (old, new)]
    labels = [list(map(_words_start, side)) for side in (old, new)]
    touched: tuple[set[int], set[int]] = (set(), set())
    labelled: tuple[set[int], set[int]] = (set(), set())
    for block in redline.blocks:
        parts = a.of(block.old), b.of(block.new)
        for x, i, y, j, n in _kept(block, a, b, parts):
            shared[x, y][0] += n
            shared[x, y][1] += n if block.change == "moved" else 0
            # more than a heading or a number that two clauses have alike
            low = i + max(0, labels[0][x] - i, labels[1][y] - j)
            worded[x, y][block.change == "moved"] |= any(map(str.isalnum, redline.old[low : i + n]))
            titles[x, y] += max(0, min(heads[0][x] - i, heads[1][y] - j, n))
        if block.old and block.new and not (parts[0] and parts[1]):
            for side, text in enumerate((redline.old, redline.new)):  # words of no clause there
                touched[side].update(
                    k for k, low, high in parts[side] if any(map(str.isalnum, text[low:high]))
                )
        if block.change not in {"kept", "renumbered"}:
            for side, at, label in _touched(redline, block, (a, b), (old, new)):
                (labelled if label else touched)[side].add(at)
    for x, y in list(shared):
        if _only_numbers(shared[x, y][0], (old[x], new[y]), (a.length(x), b.length(y))):
            del shared[x, y]
    titled = {
        (x, y) for (x, y), n in titles.items() if n > max(len(old[x].title), len(new[y].title)) / 2
    }
    partner = _partners(shared, titled, old, new)
    back = {y: x for x, y in partner.items()}
    order = _in_place(partner, shared)
    for x, y in _elsewhere(worded, partner, order):
        touched[0].add(x)
        touched[1].add(y)
    out: list[ClauseChange] = []
    done = 0
    for y, clause in enumerate(new):
        if y not in back:
            out.append(ClauseChange(None, clause, True, False, False))
            continue
        x = back[y]
        if x in order:
            out += [
                ClauseChange(old[k], None, True, False, False)
                for k in range(done, x)
                if k not in partner
            ]
            done = max(done, x + 1)
        renumbered = old[x].number != clause.number
        changed = x in touched[0] or y in touched[1]
        # of a clause with another number its label says so; else that was put elsewhere
        changed = changed or (not renumbered and (x in labelled[0] or y in labelled[1]))
        out.append(ClauseChange(old[x], clause, changed, x not in order, renumbered))
    out += [
        ClauseChange(old[k], None, True, False, False)
        for k in range(done, len(old))
        if k not in partner
    ]
    return tuple(out)


def _elsewhere(
    worded: dict[tuple[int, int], list[bool]],
    partner: dict[int, int],
    order: set[int],
) -> Iterator[tuple[int, int]]:
    """Yield pairs of clauses of which one's words stand in the other now, or elsewhere in it.

    Not those of a clause all of whose words moved together.
    """
    for (x, y), (stayed, moved) in worded.items():
        own = partner.get(x) == y
        if (stayed and moved and x in order) if own else (stayed or moved):
            yield x, y


def _heading_end(clause: Clause) -> int:
    """About where a clause's heading ends; where the clause begins if it has none."""
    if not clause.headed:
        return clause.start
    return clause.start + _MARKS + len(clause.number or "") + len(clause.title)


def _words_start(clause: Clause) -> int:
    """About where a clause's words begin, behind its heading or its number."""
    return max(_heading_end(clause), clause.start + len(clause.number or "") + _MARKS)


def _kept(
    block: RedlineBlock, a: _Own, b: _Own, parts: tuple[Sequence[_Part], Sequence[_Part]]
) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield what clauses have in common: of old and new the clause and the place, and how much."""
    if block.old is None or block.new is None:
        return
    if len(parts[0]) == len(parts[1]) == 1 and block.change != "changed":
        (x, start, end), (y, low, _) = parts[0][0], parts[1][0]
        yield x, start, y, low, end - start
        return
    i, j = block.old[0], block.new[0]
    for kind, text in block.tokens:
        if kind == "=" and not text.isspace():
            for x, start, end in a.parts(i, i + len(text)):
                for y, low, high in b.parts(j + start - i, j + end - i):
                    yield x, low - j + i, y, low, high - low
        i += len(text) if kind in "=-" else 0
        j += len(text) if kind in "=+" else 0


def _touched(
    redline: Redline,
    block: RedlineBlock,
    own: tuple[_Own, _Own],
    clauses: tuple[Sequence[Clause], Sequence[Clause]],
) -> Iterator[tuple[int, int, bool]]:
    """Yield ``(side, clause, label)`` for what a block deletes or inserts.

    ``label`` says whether it is no more than the clause's own number.
    """
    behind = following((redline.old, redline.new), block.old, block.new)
    told = telling(block.tokens, behind, changed=block.change == "changed")
    at = [span[0] if span else 0 for span in (block.old, block.new)]
    for (kind, text), says in zip(block.tokens, told, strict=True):
        if says:
            for side, span in enumerate((block.old, block.new)):
                if span is not None:
                    yield from ((side, k, False) for k, _, _ in own[side].parts(*span))
        side = int(kind == "+")
        begin = at[side] + len(text) - len(text.lstrip())
        end = at[side] + len(text.rstrip())
        if kind != "=" and begin < end:
            whole = redline.new if side else redline.old
            for k, *_ in own[side].parts(begin, end):
                yield side, k, _in_label(clauses[side][k], whole, begin, text.strip())
        at[0] += len(text) if kind in "=-" else 0
        at[1] += len(text) if kind in "=+" else 0


def _in_label(clause: Clause, text: Text, place: int, words: str) -> bool:
    """Whether inserted or deleted words are a clause's own number, or a part of it."""
    number = (clause.number or "").strip(_POINTS)
    start = clause.start
    bare = words.strip(_POINTS)
    if (
        place > start
        and text[place - 1 : place] == "#"
        and place <= 2 * _heading_end(clause) - start
    ):
        # in the address of a heading that is a link to itself
        return bare == "".join(filter(str.isalnum, number)).lower() != ""
    if not bare or bare not in number or not start <= place <= start + _NEAR:
        return False
    at = text[start : start + _NEAR + len(number)].find(number)
    place += words.index(bare)
    return bare == number or (at >= 0 and start + at <= place < start + at + len(number))


def _only_numbers(common: int, clauses: tuple[Clause, Clause], lengths: tuple[int, int]) -> bool:
    """Whether two clauses have little more in common than their number and its markup."""
    old, new = clauses
    return common <= _NEAR and common * _LITTLE < min(lengths) and old.title != new.title


def _partners(
    shared: dict[tuple[int, int], list[int]],
    titled: set[tuple[int, int]],
    old: Sequence[Clause],
    new: Sequence[Clause],
) -> dict[int, int]:
    """Pair each old clause with the new one that has its heading, or most of its text, one to one.

    Those of one heading are ``titled``.
    """

    def rank(pair: tuple[int, int]) -> tuple[bool, int, bool, int]:
        unlike = old[pair[0]].number != new[pair[1]].number
        return (pair not in titled, -shared[pair][0], unlike, pair[0])

    partner: dict[int, int] = {}
    used: set[int] = set()
    for x, y in sorted(shared, key=rank):
        if x not in partner and y not in used:
            partner[x] = y
            used.add(y)
    return partner


def _in_place(partner: dict[int, int], shared: dict[tuple[int, int], list[int]]) -> set[int]:
    """The old clauses that stand where they stood among the clauses.

    Of two that changed places it is the one more of whose text stayed where it was.
    """
    pairs = sorted(partner.items())
    if len(pairs) == 1 and shared[pairs[0]][0] == shared[pairs[0]][1]:
        return set()  # there is no other one that it stayed behind
    stayed = [shared[pair][0] - shared[pair][1] + 1 for pair in pairs]
    rows = [(x, y, n) for (x, y), n in zip(pairs, stayed, strict=True)]
    return {pairs[k][0] for k in increasing(rows)}
