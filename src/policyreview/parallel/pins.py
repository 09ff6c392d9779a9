"""What reviewers settled about the pairing, kept beside the policy and found again after edits.

The file is TOML, ``.policyreview/pins/<policy>.toml``::

    format = 1

    [[pin]]
    action = "pin"                      # these blocks are one bead; "join" says the same, "split"
    languages = ["en", "zh-CN"]         # that none of the one stands with any of the other
    source = [{ digest = "…", before = "…", after = "…", nth = 1, of = 1, words = "We keep …" }]
    target = [{ … }]                    # empty: the source has no counterpart

A block is known by the digest of its words. Where the same words stand several times, the blocks
around it tell which is meant, and then its number among them. A pin whose blocks were edited no
longer applies; ``resolve`` names it, so that no pin is lost in silence.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from policyreview.errors import WrongUse
from policyreview.tomlread import TomlProblem, basic_string, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policyreview.parallel.beads import Unit

Action = Literal["pin", "join", "split"]

MOST_BYTES = 2_000_000
MOST_PINS = 2_000
MOST_BLOCKS = 64
_LONGEST = 200
_WORDS = 48


@dataclass(frozen=True, slots=True)
class Place:
    """One block that a pin speaks of.

    Attributes:
        digest: Of the block's words.
        before: Digest of the block before it, ``""`` at the beginning.
        after: Digest of the block after it, ``""`` at the end.
        nth: Its number among the blocks with the same words, from 1.
        of: How many there were.
        words: How it begins, for people who read the file.
    """

    digest: str
    before: str = ""
    after: str = ""
    nth: int = 1
    of: int = 1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """One thing that a reviewer settled.

    Attributes:
        action: ``pin`` and ``join``: the blocks are one bead; ``split``: none of the source stands
            with any of the target.
        languages: Tags of source and target.
        source: Blocks of the source; empty where the target has no counterpart.
        target: Blocks of the target.
    """

    action: Action
    languages: tuple[str, str]
    source: tuple[Place, ...]
    target: tuple[Place, ...]

    def turned(self) -> Pin:
        """The same pin with source and target changed over."""
        return Pin(self.action, (self.languages[1], self.languages[0]), self.target, self.source)


@dataclass(frozen=True, slots=True)
class LostPin:
    """A pin that no longer applies.

    Attributes:
        pin: The pin, as it was made.
        why: The reason, in one sentence.
        near: Side (0 source, 1 target) and index of a block that it speaks of or that stood beside
            one; None where none of them is left.
    """

    pin: Pin
    why: str
    near: tuple[Literal[0, 1], int] | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Pins found again in two texts.

    Attributes:
        together: Indexes of source and target units that are one bead, in the order of the pins.
        apart: Pairs of a source and a target unit that may not stand together.
        lost: Pins that could not be found again, or that a later one overrules.
    """

    together: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    apart: frozenset[tuple[int, int]]
    lost: tuple[LostPin, ...]


def path_of(policy: str) -> str:
    """Where the pins of a policy stand in the repository."""
    return f".policyreview/pins/{policy}.toml"


def digest_of(unit: Unit) -> str:
    """Digest of a block's words, 20 hexadecimal digits; white space doesn't matter."""
    words = " ".join(unicodedata.normalize("NFC", unit.text).split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def make(
    action: Action,
    units: tuple[Sequence[Unit], Sequence[Unit]],
    sources: Iterable[int],
    targets: Iterable[int],
    languages: tuple[str, str],
) -> Pin:
    """Make a pin for blocks of two texts.

    Args:
        action: What is settled.
        units: All units of the source, and all of the target.
        sources: Indexes of the source units meant.
        targets: Indexes of the target units meant.
        languages: Tags of source and target.

    Raises:
        WrongUse: No block is named, too many are, or a split names one side only.
    """
    left, right = sorted(set(sources)), sorted(set(targets))
    if not left and not right:
        raise WrongUse("A pin has to name a block.")
    if action == "split" and not (left and right):
        raise WrongUse("A split has to name blocks of both languages.")
    if action == "join" and len(left) + len(right) < 2:
        raise WrongUse("A join has to name two blocks or more.")
    if max(len(left), len(right)) > MOST_BLOCKS:
        raise WrongUse(f"A pin can name {MOST_BLOCKS} blocks of a language at most.")
    return Pin(action, languages, _places(units[0], left), _places(units[1], right))


def resolve(
    pins: Sequence[Pin], source: Sequence[Unit], target: Sequence[Unit], languages: tuple[str, str]
) -> Settled:
    """Find the blocks that pins speak of.

    Args:
        pins: In the order in which they were made; of two that contradict each other the later
            one holds. Pins for other languages are left aside.
        source: Units of the source.
        target: Units of the target.
        languages: Their tags; a pin made the other way about is turned.
    """
    if not pins:
        return Settled((), frozenset(), ())
    left, right = _Index(source), _Index(target)
    lost: list[LostPin] = []
    found: list[tuple[Pin, tuple[int, ...], tuple[int, ...]]] = []
    for original in pins:
        pin = _turned_to(original, languages)
        if pin is None:
            continue
        sources, why = left.find_all(pin.source)
        targets, why_not = right.find_all(pin.target)
        if why or why_not:
            lost.append(LostPin(original, why or why_not, _near(pin, left, right)))
        else:
            found.append((original, sources, targets))
    return _settle(found, lost)


def _near(pin: Pin, left: _Index, right: _Index) -> tuple[Literal[0, 1], int] | None:
    """A block that the pin names, else one beside it; None where neither is left."""
    for beside in (False, True):
        at = left.near(pin.source, beside=beside)
        if at is not None:
            return 0, at
        at = right.near(pin.target, beside=beside)
        if at is not None:
            return 1, at
    return None


def _turned_to(pin: Pin, languages: tuple[str, str]) -> Pin | None:
    if pin.languages == languages:
        return pin
    return pin.turned() if pin.languages == languages[::-1] else None


def _settle(
    found: list[tuple[Pin, tuple[int, ...], tuple[int, ...]]], lost: list[LostPin]
) -> Settled:
    taken: tuple[set[int], set[int]] = (set(), set())
    together: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    apart: set[tuple[int, int]] = set()
    joined: set[tuple[int, int]] = set()
    for pin, sources, targets in reversed(found):
        pairs = {(i, j) for i in sources for j in targets}
        near: tuple[Literal[0, 1], int] = (0, sources[0]) if sources else (1, targets[0])
        if pin.action == "split":
            if pairs & joined:
                lost.append(LostPin(pin, "A later pin puts these blocks together again.", near))
            else:
                apart |= pairs
        elif taken[0].intersection(sources) or taken[1].intersection(targets):
            if (sources, targets) not in together:
                lost.append(LostPin(pin, "A later pin speaks of the same block.", near))
        elif pairs & apart:
            lost.append(LostPin(pin, "A later split takes these blocks apart.", near))
        else:
            taken[0].update(sources)
            taken[1].update(targets)
            joined |= pairs
            together.append((sources, targets))
    return Settled(tuple(reversed(together)), frozenset(apart), tuple(lost))


def _places(units: Sequence[Unit], indexes: list[int]) -> tuple[Place, ...]:
    digests = [digest_of(u) for u in units]
    places = []
    for at in indexes:
        same = [n for n, digest in enumerate(digests) if digest == digests[at]]
        places.append(
            Place(
                digest=digests[at],
                before=digests[at - 1] if at else "",
                after=digests[at + 1] if at + 1 < len(digests) else "",
                nth=same.index(at) + 1,
                of=len(same),
                words=" ".join(units[at].text.split())[:_WORDS],
            )
        )
    return tuple(places)


class _Index:
    """The blocks of one text by their digests."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._digests = ["", *(digest_of(u) for u in units), ""]
        self._where: dict[str, list[int]] = {}
        for at, digest in enumerate(self._digests[1:-1]):
            self._where.setdefault(digest, []).append(at)

    def find_all(self, places: tuple[Place, ...]) -> tuple[tuple[int, ...], str]:
        """Indexes of the blocks, or why one can't be found."""
        indexes = []
        for place in places:
            at, why = self._find(place)
            if at is None:
                return (), why
            indexes.append(at)
        if len(set(indexes)) < len(indexes):
            return (), "Two of its blocks can no longer be told apart."
        return tuple(sorted(indexes)), ""

    def _find(self, place: Place) -> tuple[int | None, str]:
        candidates = self._where.get(place.digest, [])
        if not candidates:
            return None, f"The block '{place.words}' was edited or taken out."
        if len(candidates) == 1 and place.of == 1:
            return candidates[0], ""
        ranked = sorted((-self._likeness(at, place), at) for at in candidates)
        if ranked[0][0] < 0 and (len(ranked) == 1 or ranked[0][0] < ranked[1][0]):
            return ranked[0][1], ""
        if len(candidates) == place.of and place.nth <= place.of:
            return candidates[place.nth - 1], ""
        return None, f"The words '{place.words}' stand in several blocks now."

    def near(self, places: tuple[Place, ...], *, beside: bool) -> int | None:
        """A block that one of the places names, or one that stood ``beside`` it."""
        for place in places:
            for digest in (place.before, place.after) if beside else (place.digest,):
                if digest in self._where:
                    return self._where[digest][0]
        return None

    def _likeness(self, at: int, place: Place) -> int:
        before, after = self._digests[at], self._digests[at + 2]
        return (before == place.before) + (after == place.after)


def dump(pins: Iterable[Pin]) -> bytes:
    """Write the file of a policy's pins, one pin a table, in their order."""
    lines = ["# Pairs of blocks that reviewers settled, for `policyreview parallel`.", "format = 1"]
    for pin in pins:
        lines += [
            "",
            "[[pin]]",
            f"action = {basic_string(pin.action)}",
            f"languages = [{basic_string(pin.languages[0])}, {basic_string(pin.languages[1])}]",
            f"source = {_written(pin.source)}",
            f"target = {_written(pin.target)}",
        ]
    return ("\n".join(lines) + "\n").encode()


def _written(places: tuple[Place, ...]) -> str:
    if not places:
        return "[]"
    rows = [
        f"    {{ digest = {basic_string(p.digest)}, before = {basic_string(p.before)}, "
        f"after = {basic_string(p.after)}, nth = {p.nth}, of = {p.of}, "
        f"words = {basic_string(p.words)} }},"
        for p in places
    ]
    return "\n".join(["[", *rows, "]"])


def load(data: bytes, *, name: str = "the pins") -> tuple[Pin, ...]:
    """Read the file of a policy's pins.

    Args:
        data: The file's bytes.
        name: What to call the file in messages.

    Raises:
        WrongUse: It is too large, no TOML, or not in this format.
    """
    try:
        table = read_toml(data, largest=MOST_BYTES)
    except TomlProblem as why:
        raise WrongUse(f"{name} can't be read: {why}.", hint="Remove pins that are lost.") from None
    if table.get("format") != 1:
        raise WrongUse(f"{name} has a format that this version doesn't know.")
    rows = table.get("pin", [])
    if not isinstance(rows, list) or len(rows) > MOST_PINS:
        raise WrongUse(f"{name} must hold a list of at most {MOST_PINS} pins.")
    return tuple(_pin(row, at, name) for at, row in enumerate(rows, 1))


def _pin(row: object, at: int, name: str) -> Pin:
    bad = WrongUse(f"Pin {at} of {name} is not in the format of pins.")
    if not isinstance(row, dict):
        raise bad
    table = cast("Mapping[str, object]", row)
    action, languages = table.get("action"), table.get("languages")
    if action not in get_args(Action) or not isinstance(languages, list) or len(languages) != 2:
        raise bad
    tags = [tag for tag in languages if isinstance(tag, str) and 0 < len(tag) <= 35]
    source, target = _read(table.get("source"), bad), _read(table.get("target"), bad)
    if len(tags) != 2 or not (source or target) or (action == "split" and not (source and target)):
        raise bad
    return Pin(cast("Action", action), (tags[0], tags[1]), source, target)


def _read(rows: object, bad: WrongUse) -> tuple[Place, ...]:
    if not isinstance(rows, list) or len(rows) > MOST_BLOCKS:
        raise bad
    places = []
    for row in rows:
        if not isinstance(row, dict):
            raise bad
        texts = [row.get(key, "") for key in ("digest", "before", "after", "words")]
        numbers = [row.get(key, 1) for key in ("nth", "of")]
        if not all(isinstance(t, str) and len(t) <= _LONGEST for t in texts) or not texts[0]:
            raise bad
        if not all(type(n) is int and 1 <= n <= 1_000_000 for n in numbers):
            raise bad
        places.append(Place(texts[0], texts[1], texts[2], numbers[0], numbers[1], texts[3]))
    return tuple(places)
