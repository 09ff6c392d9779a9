"""Two people's changes to one text beside each other: who changed what, and where they disagree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from policyreview.redline.comparing import compare
from policyreview.redline.spacing import says
from policyreview.redline.telling import indent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.redline.model import Redline, RedlineBlock, Span, Token

Agreement: TypeAlias = Literal["kept", "ours", "theirs", "alike", "both", "conflict"]

_TOLD: tuple[tuple[Agreement, str], ...] = (
    ("ours", "in {ours} only"),
    ("theirs", "in {theirs} only"),
    ("alike", "in both alike"),
    ("both", "in both at different words"),
    ("conflict", "in conflict"),
)


@dataclass(frozen=True, slots=True)
class _Step:
    """A stretch of the base beside a stretch of one side; one of them may be empty.

    Attributes:
        base: Where it stands in the base.
        side: Where in the side's text.
        block: What the redline says of it; None where both are the same to the character.
    """

    base: Span
    side: Span
    block: RedlineBlock | None


@dataclass(frozen=True, slots=True)
class Version:
    """One side's state of a passage.

    Attributes:
        span: Where it stands in the side's text, half-open, in code points.
        changed: Whether anything but white space that says nothing is other than in the base.
        tokens: The words: ``=`` and ``-`` join to the passage's span of the base, ``=`` and ``+``
            to ``span``, exactly. A passage that moved is deleted where it left and inserted where
            it came.
        went: Where in the side's text words of this passage stand now, None where none moved away.
        came: Where in the base words of this passage stood, None where none moved here.
        moved: The words of what moved here, with what changed on the way.
    """

    span: Span
    changed: bool
    tokens: tuple[Token, ...]
    went: Span | None
    came: Span | None
    moved: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of the base, or a place in it, and what became of it on both sides.

    Attributes:
        change: ``kept``; ``ours`` or ``theirs`` (only that side changed it); ``alike`` (both made
            the same of it); ``both`` (at different words, which don't touch each other);
            ``conflict`` (both, differently).
        base: Where it stands in the base; empty where something was inserted.
        ours: Our side's state.
        theirs: Their side's state.
    """

    change: Agreement
    base: Span
    ours: Version
    theirs: Version


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """Two revisions of one base.

    Attributes:
        base: What both sides began with.
        ours: One side's text.
        theirs: The other side's.
        passages: They cover all three texts, each character once, in order.
        coarse: Whether a bound of size was met on either side.
        redlines: The base compared with our side, and with theirs.
    """

    base: str
    ours: str
    theirs: str
    passages: tuple[Passage, ...] = field(repr=False)
    coarse: bool
    redlines: tuple[Redline, Redline] = field(repr=False, compare=False)

    @property
    def differs(self) -> bool:
        """Whether the three texts are not one and the same."""
        return not self.base == self.ours == self.theirs

    def count(self, change: Agreement) -> int:
        """How many passages have that change."""
        return sum(passage.change == change for passage in self.passages)

    def sentence(self, ours: str = "ours", theirs: str = "theirs") -> str:
        """Say it: ``3 passages changed in ours only, 1 in theirs only, 1 in conflict.``.

        Args:
            ours: What our side is called.
            theirs: What the other side is called.
        """
        seen = Counter(passage.change for passage in self.passages)
        said: list[str] = []
        for change, words in _TOLD:
            if number := seen[change]:
                noun = "" if said else f" passage{'s' if number > 1 else ''}"
                verb = " changed" if noun and change != "conflict" else ""
                said.append(f"{number}{noun}{verb} {words.format(ours=ours, theirs=theirs)}")
        if not said:
            return "Only white space changed." if self.differs else "No change."
        end = " Parts were too large to compare word by word." if self.coarse else ""
        return ", ".join(said) + "." + end


def three_way(base: str, ours: str, theirs: str) -> ThreeWay:
    """Put two revisions of one text beside each other.

    Each is compared with the base. Where both comparisons have a border between paragraphs, the
    base is cut; what either side inserted at a cut is a passage of its own, so that a paragraph
    added beside one that the other side changed is no conflict.

    Args:
        base: What both began with.
        ours: One revision.
        theirs: The other one.

    Returns:
        Passages from which all three texts come back to the character.
    """
    left, right = compare(base, ours), compare(base, theirs)
    sides = (_steps(left), _steps(right))
    cuts = _cuts(sides)
    regions = [_regions(steps, cuts) for steps in sides]
    passages: list[Passage] = []
    at = [0, 0]
    for index in range(2 * len(cuts) - 1):
        place = cuts[index // 2]
        span = (place, cuts[index // 2 + 1] if index % 2 else place)
        versions = []
        for which, (text, found) in enumerate(zip((ours, theirs), regions, strict=True)):
            steps = found.get(index, ())
            versions.append(_version((base, text), steps, at[which]))
            at[which] = versions[-1].span[1]
        if span[0] < span[1] or any(v.span[0] < v.span[1] for v in versions):
            change = _agreement(base[slice(*span)], (ours, theirs), (versions[0], versions[1]))
            passages.append(Passage(change, span, *versions))
    return ThreeWay(base, ours, theirs, tuple(passages), left.coarse or right.coarse, (left, right))


def _steps(redline: Redline) -> list[_Step]:
    """A redline as stretches of both texts in order."""
    steps: list[_Step] = []
    i = j = 0
    for row in redline.rows():
        block = redline.blocks[row.block]
        base = block.old if row.old and block.old else (i, i)
        side = block.new if row.new and block.new else (j, j)
        same = redline.old[slice(*base)] == redline.new[slice(*side)]
        steps.append(_Step(base, side, None if same else block))
        i, j = base[1], side[1]
    return steps


def _cuts(sides: Sequence[Sequence[_Step]]) -> list[int]:
    """The places of the base where both sides can be cut: borders, and inside of what is equal."""
    borders: list[set[int]] = []
    equal: list[list[Span]] = []
    for steps in sides:
        borders.append({0, *(end for step in steps for end in step.base)})
        equal.append([step.base for step in steps if step.block is None])
    found = []
    for place in sorted(borders[0] | borders[1]):
        for mine, spans in zip(borders, equal, strict=True):
            if place in mine:
                continue
            at = bisect_right(spans, (place, place)) - 1
            if at < 0 or not spans[at][0] < place < spans[at][1]:
                break
        else:
            found.append(place)
    return found


def _regions(steps: Sequence[_Step], cuts: Sequence[int]) -> dict[int, list[_Step]]:
    """Steps by where they belong: ``2k`` at the k-th cut, ``2k + 1`` between it and the next."""
    found: dict[int, list[_Step]] = {}
    for step in steps:
        start, end = step.base
        k = bisect_left(cuts, start)
        if start == end and k < len(cuts) and cuts[k] == start:
            found.setdefault(2 * k, []).append(step)
            continue
        for part in _parts(step, cuts):
            found.setdefault(2 * (bisect_right(cuts, part.base[0]) - 1) + 1, []).append(part)
    return found


def _parts(step: _Step, cuts: Sequence[int]) -> Iterator[_Step]:
    """A step cut where that is possible."""
    start, end = step.base
    ahead = step.side[0] - start
    inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
    if step.block is not None or not inside:
        yield step
        return
    for low, high in zip((start, *inside), (*inside, end), strict=True):
        yield _Step((low, high), (low + ahead, high + ahead), None)


def _version(texts: tuple[str, str], steps: Sequence[_Step], at: int) -> Version:
    """One side's state of a passage; ``at`` is where it stands if it is empty there."""
    span = (steps[0].side[0], steps[-1].side[1]) if steps else (at, at)
    changed = any(step.block is not None and step.block.change != "kept" for step in steps)
    went: Span | None = None
    came: Span | None = None
    tokens: list[Token] = []
    moved: list[Token] = []
    for step in steps:
        block = step.block
        if block is not None and block.change == "moved":
            if step.side[0] == step.side[1]:
                went = went or block.new
            elif step.base[0] == step.base[1]:
                came = came or block.old
                moved += block.tokens
        tokens += _words(texts, step)
    return Version(span, changed, tuple(tokens), went, came, tuple(moved))


def _words(texts: tuple[str, str], step: _Step) -> Sequence[Token]:
    """A step's words, exactly."""
    old, new = texts[0][slice(*step.base)], texts[1][slice(*step.side)]
    if step.block is None:
        return (("=", old),) if old else ()
    if old and new:
        return step.block.tokens
    return (("-", old),) if old else (("+", new),)


def _alike(ours: str, theirs: str) -> bool:
    """Whether both are the same but for white space that says nothing."""
    if ours == theirs:
        return True
    if "".join(ours.split()) != "".join(theirs.split()):
        return False
    heads = [indent(text[: len(text) - len(text.lstrip())]) for text in (ours, theirs)]
    return heads[0] == heads[1] and not says(ours, theirs)


def _agreement(base: str, texts: tuple[str, str], sides: tuple[Version, Version]) -> Agreement:
    """Who changed a passage, and whether both can have meant the same."""
    ours, theirs = sides
    if not ours.changed and not theirs.changed:
        return "kept"
    if not theirs.changed:
        return "ours"
    if not ours.changed:
        return "theirs"
    if _alike(texts[0][slice(*ours.span)], texts[1][slice(*theirs.span)]):
        return "alike"
    apart = bool(base) and not _meet(_edits(ours.tokens), _edits(theirs.tokens))
    return "both" if apart else "conflict"


def _edits(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Where in the base words are replaced, and by what; white space left aside."""
    found: list[tuple[int, int, str]] = []
    place = start = 0
    gone = come = ""
    for kind, text in (*tokens, ("=", "")):
        if kind == "=":
            if gone.strip() or come.strip():
                found.append((start, place, come.strip()))
            place += len(text)
            start, gone, come = place, "", ""
        elif kind == "-":
            gone += text
            place += len(text)
        else:
            come += text
    return found


def _meet(one: Sequence[tuple[int, int, str]], other: Sequence[tuple[int, int, str]]) -> bool:
    """Whether two edits overlap or touch and are not the same."""
    k = 0
    for start, end, words in one:
        while k < len(other) and other[k][1] < start:
            k += 1
        for edit in other[k:]:
            if edit[0] > end:
                break
            if edit != (start, end, words):
                return True
    return False
