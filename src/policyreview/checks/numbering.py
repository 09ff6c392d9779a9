"""Rules about clause numbers: gaps, repeats, steps back, and references that lead nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from policyreview.checks.registry import Hit, Rule, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyreview.checks.registry import TextRule
    from policyreview.documents.values import Clause

_GROUP = "Clause numbers"
_FEW = 3
"""Numbered clauses from which on a text has a numbering that a reference can be checked against."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    clause: Clause
    value: tuple[int, ...]
    kind: str
    shape: str
    heading: bool


def _numbered(subject: Subject) -> list[_Numbered]:
    """The clauses that carry a number, without items of Markdown lists, which number themselves."""
    from policyreview.documents import label

    document = subject.document
    items = (
        {b.start for b in subject.blocks if b.kind == "li"} if document.kind != "text" else set()
    )
    heads = {b.start for b in subject.blocks if b.kind[0] == "h"}
    found: list[_Numbered] = []
    for clause, following in zip(document.clauses, [*document.clauses[1:], None], strict=False):
        if clause.number is None:
            continue
        head = document.text[clause.start : clause.start + 80].lstrip("#*_=> \t\u3000|")
        read = label(head)
        if not read or not read.value:
            continue
        if clause.start in items and read.kind == "decimal" and not _leads(read.value, following):
            continue
        found.append(
            _lettered(
                _Numbered(clause, read.value, read.kind, read.shape, clause.start in heads), found
            )
        )
    return found


def _leads(value: tuple[int, ...], following: Clause | None) -> bool:
    """Whether the next clause's number goes on below this one (``6.`` and ``6.1``)."""
    pieces = (following.number or "").split(".") if following else []
    return len(pieces) > len(value) and pieces[: len(value)] == [str(n) for n in value]


def _lettered(item: _Numbered, before: list[_Numbered]) -> _Numbered:
    """The same, but ``I`` after ``H`` is a letter and no Roman one."""
    letter = (item.clause.number or "").strip("().")
    if item.kind != "roman" or len(letter) != 1:
        return item
    place = ord(letter.lower()) - ord("a") + 1
    beside = next((b for b in reversed(before) if b.clause.level <= item.clause.level), None)
    if beside and beside.kind == "letter" and beside.value == (place - 1,):
        return replace(item, value=(place,), kind="letter")
    return item


@dataclass(frozen=True, slots=True)
class _Break:
    rule: str
    clause: Clause
    text: str


def _breaks(subject: Subject) -> Iterator[_Break]:
    """Walk the numbers in order and say where they don't go on."""
    last: dict[tuple[object, ...], _Numbered] = {}
    tops: list[_Numbered] = []
    strayed: tuple[int, ...] | None = None
    levels = _first_of_level(subject)
    for item in _numbered(subject):
        number = item.clause.number or ""
        if len(item.value) > 1:
            prefix = item.value[:-1]
            parent = next((t for t in reversed(tops) if len(t.value) < len(item.value)), None)
            enclosing = _enclosing(item, tops)
            if enclosing is not None and enclosing != prefix[: len(enclosing)]:
                if strayed != prefix:
                    inside = parent.clause.number if parent else ""
                    yield _Break(
                        "numbering-parent", item.clause, f"{number} stands under {inside}."
                    )
                strayed = prefix
            else:
                strayed = None
            key: tuple[object, ...] = ("decimal", prefix)
        else:
            key = ("single", item.clause.level, _parent_of(item, tops), _family(item))
        before = last.get(key)
        unnumbered_before = levels.get(item.clause.level, 0) < item.clause.start
        broken = _step(item, before, unnumbered_before)
        if broken:
            yield broken
            if broken.rule == "numbering-reset" and len(item.value) == 1:
                last = {k: v for k, v in last.items() if k[0] != "decimal"}  # all below begins anew
        if before and before.kind != item.kind and len(item.value) == 1:
            said = f"{number} is written in another way than {before.clause.number} before it."
            yield _Break("numbering-style", item.clause, said)
        last[key] = item
        while tops and tops[-1].clause.level >= item.clause.level:
            tops.pop()
        tops.append(item)


def _enclosing(item: _Numbered, tops: list[_Numbered]) -> tuple[int, ...] | None:
    """The number of the clause around, as far as decimals below it should begin with it."""
    around = [t for t in tops if t.clause.level < item.clause.level and t.kind != "letter"]
    if not around:
        return None
    value = around[-1].value
    return value if len(value) < len(item.value) else None


def _parent_of(item: _Numbered, tops: list[_Numbered]) -> int:
    around = [t for t in tops if t.clause.level < item.clause.level]
    return around[-1].clause.start if around else -1


def _family(item: _Numbered) -> str:
    """Numbers that may follow each other though they are written differently."""
    if item.kind in {"roman", "decimal", "han"}:
        return "bracketed" if "(" in item.shape or "（" in item.shape else "number"
    return item.kind


def _first_of_level(subject: Subject) -> dict[int, int]:
    """Where the first clause of each level begins."""
    first: dict[int, int] = {}
    for clause in subject.document.clauses:
        first.setdefault(clause.level, clause.start)
    return first


def _step(item: _Numbered, before: _Numbered | None, after_others: bool) -> _Break | None:
    number, here = item.clause.number, item.value[-1]
    if before is None:
        # where other clauses of the level have no number, the row may begin anywhere
        first = here > 1 and (len(item.value) > 1 or (item.clause.headed and not after_others))
        text = f"{number} is the first of its kind: what comes before it is missing."
        return _Break("numbering-gap", item.clause, text) if first else None
    there, name = before.value[-1], before.clause.number
    if here == there:
        text = f"{number} stands twice, in lines {before.clause.line} and {item.clause.line}."
        return _Break("numbering-repeat", item.clause, text)
    # i, v and x may have been read as Roman numbers of a list below
    roman_letter = item.kind == "letter" and here == there + 2 and here - 1 in {9, 22, 24}
    if here > there + 1 and not roman_letter:
        return _Break(
            "numbering-gap", item.clause, f"{number} follows {name}: a number is missing."
        )
    # a list may begin anew: only a row of headings that does so is broken
    listed = len(item.value) == 1 and here == 1 and not item.heading
    if here < there and not listed:
        return _Break("numbering-reset", item.clause, f"{number} goes back behind {name}.")
    return None


def _find_breaks(rule: str, subject: Subject) -> Iterator[Hit]:
    for broken in _breaks(subject):
        if broken.rule == rule:
            clause = broken.clause
            title = " ".join(clause.title.split())
            end = min(clause.end, clause.start + max(1, len(clause.number or "")))
            yield Hit(clause.start, end, broken.text, clause.number or "", f"{broken.text} {title}")


_REFERENCE = re.compile(
    r"\b(?P<word>(?:sub)?(?:section|clause|paragraph)s?|articles?|ziffer|abschnitt|klausel)\s+"
    r"(?P<n>\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,6}(?=[\s,.;)]))(?![\d.]*\d|\s*%)"
    r"|第\s?(?P<z>[\d一二三四五六七八九十百]{1,5}(?:\.\d{1,3}){0,3})\s?(?P<of>条|條|章|节|節)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?:\d{1,3}[.)]\s{1,4})?[*_\s]{0,6}(\d{1,3}(?:\.\d{1,3}){1,4})(?=[\s.*_)])")
_ELSEWHERE = re.compile(
    r"\b(?:GDPR|CCPA|CPRA|DSGVO|BDSG|LGPD|PIPL|Act|Code|Regulations?|Directive|Statute|U\.?S\.?C|C\.?F\.?R|RFC|"
    r"Constitution|Law|Treaty|Charter|Convention|Annex|Ordinance|Rules?|Requirements|Agreement|Guidelines)\b"
    r"|《|》|条例|法(?:典)?第|办法|规定|of the (?!terms|agreement|policy|notice|present)|NIST|FIPS|BRs?\b|Baseline|doi\.org|\bEU\b|\bISO\b",  # noqa: E501
)
_HERE = re.compile(r"\b(?:this|these|our|herein|above|below|hereof)\b|本", re.IGNORECASE)


def _find_references(subject: Subject) -> Iterator[Hit]:
    """References whose number no clause carries, where they are clearly to this text."""
    numbered = _numbered(subject)
    if len(numbered) < _FEW:
        return
    there = {item.value for item in numbered}
    for block in subject.blocks:
        shown = _DOTTED.match(subject.document.text, block.body, block.end)
        if shown:
            there.add(tuple(int(piece) for piece in shown[1].split(".")))
    there |= {value[:n] for value in there for n in range(1, len(value))}
    worded = {item.kind for item in numbered}
    text = subject.document.text
    heads = {item.clause.start for item in numbered}
    for match in _REFERENCE.finditer(text):
        word = (match["word"] or "").lower()
        if any(start <= match.start() < start + 12 for start in _near(heads, match.start())):
            continue
        if word.startswith("article") and "article" not in worded:
            continue
        if match["of"] in {"条", "條"} and "article" not in worded:
            continue
        value = _value(match["n"] or match["z"])
        before = text[max(0, match.start() - 60) : match.start()]
        after = text[match.end() : match.end() + 60].split("\n\n")[0]
        around = re.split(r"[.;。；]\s", before)[-1] + " " + re.split(r"[.;。；](?:\s|$)", after)[0]
        if (
            not value
            or value in there
            or (_ELSEWHERE.search(around) and not _HERE.search(after[:24]))
        ):
            continue
        if len(value) == 1 and not any(len(v) == 1 for v in there):
            continue
        said = " ".join(match[0].split())
        yield Hit(match.start(), match.end(), f"There is no {said} in this text.", said)


def _near(heads: set[int], position: int) -> list[int]:
    return [at for at in range(position - 12, position + 1) if at in heads]


def _value(written: str) -> tuple[int, ...]:
    from policyreview.documents import labels

    if written[0].isdigit():
        return tuple(int(piece) for piece in written.split("."))
    if written.isascii():
        roman = labels.roman_number(written)
        return (roman,) if roman else ()
    han = labels.han_number(written)
    return (han,) if han else ()


def _find_titles(subject: Subject) -> Iterator[Hit]:
    """Two headed clauses of one parent with the same title, word order and small words aside."""
    seen: dict[tuple[int, frozenset[str]], Clause] = {}
    heads = {b.start for b in subject.blocks if b.kind[0] == "h"}
    stack: list[Clause] = []
    for clause in subject.document.clauses:
        while stack and stack[-1].level >= clause.level:
            stack.pop()
        parent = stack[-1].start if stack else -1
        stack.append(clause)
        if not clause.headed or (clause.start not in heads and clause.number is None):
            continue
        words = frozenset(
            _stem(w) for w in re.findall(r"\w+", clause.title.lower()) if w not in _SMALL
        )
        if len(words) < 2 and len(clause.title) < 8:
            continue
        first = seen.setdefault((parent, words), clause)
        if first is not clause and clause.number != first.number:
            text = f"The title '{clause.title[:60]}' repeats the one in line {first.line}."
            yield Hit(clause.start, clause.start + 1, text, clause.title[:80], clause.title)


_SMALL = frozenset("the a an of and or to in for on your our you we with".split())  # noqa: SIM905


def _stem(word: str) -> str:
    for ending in ("ment", "ing", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending).rstrip("e")[:6]
    return word.rstrip("e")


RULES = (
    Rule(
        "numbering-gap",
        "warning",
        "A clause number is missing in a row of numbers.",
        "text",
        _GROUP,
    ),
    Rule(
        "numbering-repeat",
        "warning",
        "Two clauses beside each other carry the same number.",
        "text",
        _GROUP,
    ),
    Rule(
        "numbering-reset",
        "warning",
        "The numbers go back to one that has been passed.",
        "text",
        _GROUP,
    ),
    Rule(
        "numbering-parent",
        "warning",
        "A clause stands under another number than its own begins with.",
        "text",
        _GROUP,
    ),
    Rule(
        "numbering-style",
        "notice",
        "Numbers of one row are written in two ways (V, 6.).",
        "text",
        _GROUP,
    ),
    Rule("duplicate-title", "notice", "Two clauses have the same title.", "text", _GROUP),
    Rule(
        "missing-reference",
        "warning",
        "A reference names a clause that the text doesn't have.",
        "text",
        _GROUP,
    ),
)
FINDERS: dict[str, TextRule] = {
    **{
        name: partial(_find_breaks, name)
        for name in (
            "numbering-gap",
            "numbering-repeat",
            "numbering-reset",
            "numbering-parent",
            "numbering-style",
        )
    },
    "duplicate-title": _find_titles,
    "missing-reference": _find_references,
}
