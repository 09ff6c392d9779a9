"""Typed values of two languages compared by value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policyreview.parallel.addresses import names_a_language
from policyreview.parallel.values import find_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.parallel.values import Value

_NAMES = {
    "date": "date",
    "number": "number",
    "url": "link",
    "mail": "mail address",
    "phone": "phone number",
    "reference": "reference",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Values of one kind that one side of a bead lacks.

    Attributes:
        kind: As in ``Value``.
        side: Where the place is: 0 the source, 1 the target.
        written: The value as it is written there.
        text: One sentence.
        value: Keys of what only the source and only the target has, for the finding's key.
    """

    kind: str
    side: Literal[0, 1]
    written: str
    text: str
    value: str


def disagreements(words: tuple[str, str], languages: tuple[str, str]) -> Iterator[Disagreement]:
    """Compare the values of the two sides of a bead.

    Args:
        words: Source and target.
        languages: Their tags.

    Yields:
        At most one disagreement of each kind.
    """
    values = tuple(find_values(side, tag) for side, tag in zip(words, languages, strict=True))
    if not values[0] and not values[1]:
        return
    evidence = tuple(_Evidence(side, own) for side, own in zip(words, values, strict=True))
    labels = tuple(_label_spans(side) for side in words)
    for kind, name in _NAMES.items():
        alone = tuple(
            [
                v
                for v in values[side]
                if v.kind == kind
                and v.firm
                and not any(start <= v.start < end for start, end in labels[side])
                and not evidence[1 - side].has(v)
            ]
            for side in (0, 1)
        )
        if alone[0] or alone[1]:
            yield _disagreement(kind, name, alone, languages)


_LEAD = re.compile(r"[#*_>\s+|-]{0,12}")
_HEADING = 80
"""Characters that a line may have in which ``Section 2 Scope`` is a heading and no sentence."""


_WORDED = frozenset({"article", "section", "chapter", "part"})


def _is_heading(line: str, head: str, end: int) -> bool:
    """Whether a line with ``Section 2`` at its beginning is that clause's heading."""
    if head[end - 1 : end] in ".:：、":
        return True
    apart = head[end : end + 1] in {"", " ", "\u3000"}
    return apart and len(line) < _HEADING and line.rstrip()[-1:] not in ".。;；,，"


def _label_spans(words: str) -> list[tuple[int, int]]:
    """Where the clause numbers stand that the lines begin with: they refer to nothing."""
    from policyreview.documents import label

    spans: list[tuple[int, int]] = []
    start = 0
    for line in words.split("\n"):
        lead = _LEAD.match(line)
        head = line[lead.end() if lead else 0 :][:_HEADING]
        at = start + (lead.end() if lead else 0)
        read = label(head.replace("\\", " "))
        if read and (read.kind not in _WORDED or _is_heading(line, head, read.end)):
            spans.append((at + read.start, at + read.end))
        start += len(line) + 1
    return spans


def _disagreement(
    kind: str, name: str, alone: tuple[Sequence[Value], ...], languages: tuple[str, str]
) -> Disagreement:
    left, right = (", ".join(dict.fromkeys(_shown(v) for v in side))[:160] for side in alone)
    key = "|".join(",".join(sorted({v.key for v in side})) for side in alone)
    if left and right:
        text = f"The {name} is {left} in {languages[0]} and {right} in {languages[1]}."
        return Disagreement(kind, 1, alone[1][0].text, text, key)
    side: Literal[0, 1] = 0 if left else 1
    plural = "s" if len({v.key for v in alone[side]}) > 1 else ""
    stands = "stand" if plural else "stands"
    text = f"The {name}{plural} {left or right} {stands} only in {languages[side]}."
    return Disagreement(kind, side, alone[side][0].text, text, key)


def _shown(value: Value) -> str:
    written = " ".join(value.text.split())
    if value.kind == "date" and written != value.key:
        return f"{written} ({value.key})"
    return written


_NEARLY = 88.0
"""Likeness (0-100) from which on two links are one link with a mistake in it."""
_DIGITS = re.compile(r"\d+")


class _Evidence:
    """What one side of a bead has to answer for a value of the other."""

    def __init__(self, words: str, values: Sequence[Value]) -> None:
        self._values = values
        self._keys: dict[str, set[str]] = {}
        self._numbers: set[str] = set()
        for value in values:
            for key in value.keys:
                self._keys.setdefault(value.kind, set()).add(key)
                if value.kind == "number":
                    self._numbers.add(key)
                elif value.kind in {"date", "reference"}:
                    self._numbers.update(_pieces(key))
        for value in values:
            if value.kind in {"url", "mail"}:
                words = words.replace(value.text, " ")
        self._numbers.update(d.lstrip("0") or "0" for d in _DIGITS.findall(words))

    def has(self, value: Value) -> bool:
        """Whether the value, or what it may be written as, stands on this side."""
        own = self._keys.get(value.kind, set())
        if any(key in own for key in value.keys):
            return True
        if value.kind == "number":
            return any(key in self._numbers for key in value.keys)
        if value.kind == "date":
            return any(self._has_date(key, own) for key in value.keys)
        if value.kind == "reference":
            pieces = _pieces(value.key)
            return bool(pieces) and all(piece in self._numbers for piece in pieces)
        if value.kind == "phone":
            return any(key.endswith(value.key[-7:]) for key in own)
        return value.kind == "url" and _same_page(value, self._values)

    def _has_date(self, key: str, own: set[str]) -> bool:
        if any(
            key.endswith(other[1:]) or other.endswith(key[1:])
            for other in own
            if "--" in key + other
        ):
            return True
        return not own and all(piece in self._numbers for piece in _pieces(key))


def _pieces(key: str) -> list[str]:
    return [digits.lstrip("0") or "0" for digits in _DIGITS.findall(key)]


def _same_page(value: Value, others: Sequence[Value]) -> bool:
    """Whether the other side links the same page in its own language, under a translated name.

    Only where one of the links names a language, and only where the two are not nearly the same:
    a small difference is a mistake, not a translation.
    """
    from rapidfuzz.fuzz import ratio

    host = value.key.partition("/")[0]
    for other in others:
        if other.kind != "url" or other.key.partition("/")[0] != host:
            continue
        localised = names_a_language(value.text) or names_a_language(other.text)
        if localised and ratio(value.key, other.key) < _NEARLY:
            return True
    return False
