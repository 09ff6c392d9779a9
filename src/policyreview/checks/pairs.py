"""Rules between two languages: facts, negations and obligations that one of them says otherwise."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Literal

from policyreview.checks.across import find_names, find_prevailing, find_terms
from policyreview.checks.beads import CJK, MARKUP, WIDE, BeadText, Side, cells, words_of
from policyreview.checks.comparing import disagreements
from policyreview.checks.finding import Finding, digest_of
from policyreview.checks.modality import denial, duty
from policyreview.checks.registry import PairHit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyreview.checks.registry import PairRule
    from policyreview.parallel import Bead, LostPin

_GROUP = "Between languages"
_FAR = math.log(2.5)
"""How far, as a logarithm, lengths may be from the usual ratio of the two texts."""
_ENOUGH = 60
"""Cells from which on a block's length says something."""


def check_pair(
    source: Side, target: Side, beads: Sequence[Bead], lost: Sequence[LostPin] = ()
) -> tuple[Finding, ...]:
    """Run every rule between two languages.

    Args:
        source: One language.
        target: The other.
        beads: Their alignment.
        lost: Pins that no longer apply.

    Returns:
        Findings in the order of the beads, each with its bead's index; their digests cover both
        sides of the bead.
    """
    sides = (source, target)
    usual = _usual_ratio(sides, beads)
    found: list[tuple[str, PairHit]] = []
    for at, bead in enumerate(beads):
        text = BeadText(at, bead, sides, words_of(sides, bead), usual)
        if not bead.paired:
            found.append(("parallel-missing", _missing(text)))
            continue
        if _untranslated(text):
            found.extend(("parallel-untranslated", hit) for hit in _find_untranslated(text))
            continue
        for rule, finder in _FINDERS.items():
            found.extend((rule, hit) for hit in finder(text))
    found.extend(("parallel-pin", hit) for hit in _find_lost(sides, beads, lost))
    found.extend(("parallel-term", hit) for hit in find_terms(sides, beads))
    found.extend(("parallel-prevailing", hit) for hit in find_prevailing(sides, beads))
    found.sort(key=lambda pair: pair[1].bead)
    return tuple(_finding(rule, hit, sides, beads) for rule, hit in found)


def _finding(
    rule_id: str, hit: PairHit, sides: tuple[Side, Side], beads: Sequence[Bead]
) -> Finding:
    rule = _BY_ID[rule_id]
    words = words_of(sides, beads[hit.bead]) if 0 <= hit.bead < len(beads) else ("", "")
    return Finding(
        rule=rule.id,
        level=rule.level,
        text=hit.text,
        line=hit.line,
        start=hit.start,
        end=hit.end,
        language=sides[hit.side].language,
        value=hit.value,
        digest=digest_of(rule.id, hit.value, *words),
        bead=hit.bead,
    )


def _usual_ratio(sides: tuple[Side, Side], beads: Sequence[Bead]) -> float:
    ratios = []
    for bead in beads:
        if bead.paired:
            left, right = (cells(words) for words in words_of(sides, bead))
            if min(left, right) >= _ENOUGH / 2:
                ratios.append(right / left)
    ratios.sort()
    return ratios[len(ratios) // 2] if ratios else 1.0


def _find_lost(
    sides: tuple[Side, Side], beads: Sequence[Bead], lost: Sequence[LostPin]
) -> Iterator[PairHit]:
    """Pins that no longer apply, where one of their blocks stands or stood."""
    for each in lost:
        side, block = each.near or (0, 0)
        holders = (at for at, b in enumerate(beads) if block in (b.source, b.target)[side])
        at = next(holders, 0)
        if beads:
            text = BeadText(at, beads[at], sides)
            own: Literal[0, 1] = side if (text.bead.source, text.bead.target)[side] else 1
            places = (*each.pin.source, *each.pin.target)
            value = f"{each.pin.action}: {' / '.join(place.words for place in places)}"
            yield text.hit(own, "", f"A pin no longer applies. {each.why}", value[:200])


def _missing(text: BeadText) -> PairHit:
    side: Literal[0, 1] = 0 if text.bead.source else 1
    words = " ".join(text.words[side].split())
    shown = words if len(words) <= 60 else words[:59] + "…"
    other = text.sides[1 - side].language
    return text.hit(side, "", f"This has no counterpart in {other}: '{shown}'.", shown)


def _untranslated(text: BeadText) -> bool:
    left, right = text.sides
    if left.primary == right.primary or "und" in {left.primary, right.primary}:
        return False
    words = [re.sub(r"\W+", " ", MARKUP.sub(" ", side)).casefold().strip() for side in text.words]
    letters = len(re.findall(r"[^\W\d_]", words[0]))
    if words[0] == words[1]:
        return len(words[0].split()) >= 5 and letters >= 24 and _is_sentence(text.words[0])
    for side, own in ((left, words[0]), (right, words[1])):
        plain = re.findall(r"[a-z]{2,}", own)
        if side.primary in CJK and len(plain) >= 8 and not WIDE.search(own):
            return _is_sentence(text.words[0 if side is left else 1])
    return False


def _is_sentence(words: str) -> bool:
    """Whether most words are in lower case: an address or a list of names needs no translation."""
    found = re.findall(r"[^\W\d_]{2,}", MARKUP.sub(" ", words))
    shouted = len(found) >= 12 and all(w.isupper() for w in found)
    return shouted or sum(w.islower() for w in found) * 2 > len(found)


def _find_untranslated(text: BeadText) -> Iterator[PairHit]:
    side: Literal[0, 1] = 0 if text.sides[0].primary in CJK else 1
    shown = " ".join(text.words[side].split())[:60]
    yield text.hit(side, "", f"This is not translated: '{shown}'.", shown)


def _find_values(kind: str, text: BeadText) -> Iterator[PairHit]:
    languages = (text.sides[0].language, text.sides[1].language)
    for found in disagreements(text.words, languages):
        if found.kind == kind:
            yield text.hit(found.side, found.written, found.text, found.value)


def _find_numbers(text: BeadText) -> Iterator[PairHit]:
    yield from _find_label(text)
    yield from _find_values("number", text)


def _find_length(text: BeadText) -> Iterator[PairHit]:
    left, right = (cells(words) for words in text.words)
    if min(left, right) < _ENOUGH / 2 or max(left, right) < _ENOUGH * 2:
        return
    off = math.log(right / (left * text.usual))
    if abs(off) > _FAR:
        longer: Literal[0, 1] = 1 if off > 0 else 0
        times = math.exp(abs(off))
        sentence = (
            f"{text.sides[longer].language} says about {times:.1f} times as much here as is usual "
            f"beside {text.sides[1 - longer].language}."
        )
        yield text.hit(longer, "", sentence)


def _find_denial(text: BeadText) -> Iterator[PairHit]:
    for side, written in denial(text.words, (text.sides[0].primary, text.sides[1].primary)):
        other = text.sides[1 - side].language
        said = f"'{written}' denies something here; {other} has no denial beside it."
        yield text.hit(side, written, said, written)


def _find_duty(text: BeadText) -> Iterator[PairHit]:
    for side, written in duty(text.words, (text.sides[0].primary, text.sides[1].primary)):
        other = text.sides[1 - side].language
        said = f"'{written}' demands something here; {other} only allows it."
        yield text.hit(side, written, said, written)


def _find_label(text: BeadText) -> Iterator[PairHit]:
    """Clause numbers of a 1:1 bead that are not one number, in whatever numerals."""
    from policyreview.documents import label
    from policyreview.parallel.features import label_of

    if len(text.bead.source) != 1 or len(text.bead.target) != 1:
        return
    listed = any(
        side.units[at].kind == "li"
        for side, (at,) in zip(text.sides, (text.bead.source, text.bead.target), strict=True)
    )
    heads = [words.lstrip("#*_> \t")[:80].replace("\\", "") for words in text.words]
    read = [label(head) for head in heads]
    numbers = [label_of(words) for words in text.words]
    if read[0] and read[1] and all(numbers) and set(numbers[0]).isdisjoint(numbers[1]):
        if listed and not ("." in numbers[0][0] and "." in numbers[1][0]):
            return  # Markdown lists number themselves
        left, right = (found.number for found in read if found)
        tags = text.sides[0].language, text.sides[1].language
        said = f"The clause number is {left} in {tags[0]} and {right} in {tags[1]}."
        yield text.hit(1, right, said, f"{left}/{right}")


def _kind_finder(kind: str) -> PairRule:
    def find(text: BeadText) -> Iterator[PairHit]:
        return _find_values(kind, text)

    return find


RULES = (
    Rule(
        "parallel-missing",
        "warning",
        "A block has no counterpart in the other language.",
        "pair",
        _GROUP,
    ),
    Rule(
        "parallel-untranslated",
        "warning",
        "A block stands in the other language's words.",
        "pair",
        _GROUP,
    ),
    Rule("parallel-date", "error", "A date stands in one language only.", "pair", _GROUP),
    Rule(
        "parallel-number",
        "error",
        "A number, amount or clause number stands in one language only.",
        "pair",
        _GROUP,
    ),
    Rule(
        "parallel-url", "warning", "A link leads elsewhere in the other language.", "pair", _GROUP
    ),
    Rule("parallel-mail", "error", "A mail address stands in one language only.", "pair", _GROUP),
    Rule("parallel-phone", "error", "A phone number stands in one language only.", "pair", _GROUP),
    Rule(
        "parallel-reference",
        "error",
        "A clause is referred to in one language only.",
        "pair",
        _GROUP,
    ),
    Rule(
        "parallel-negation",
        "warning",
        "One language denies what the other doesn't.",
        "pair",
        _GROUP,
    ),
    Rule(
        "parallel-obligation",
        "warning",
        "One language demands what the other allows.",
        "pair",
        _GROUP,
    ),
    Rule("parallel-name", "notice", "A Latin name stands in one language only.", "pair", _GROUP),
    Rule("parallel-length", "notice", "A block's length is out of proportion.", "pair", _GROUP),
    Rule(
        "parallel-pin",
        "notice",
        "A pin of a reviewer no longer applies, since a block it names was edited.",
        "pair",
        _GROUP,
    ),
    Rule("parallel-term", "notice", "A term is translated in several ways.", "pair", _GROUP),
    Rule(
        "parallel-prevailing",
        "error",
        "The languages disagree on which of them prevails, or one is silent.",
        "pair",
        _GROUP,
    ),
)
VALUE_RULES = tuple(
    f"parallel-{kind}" for kind in ("date", "number", "url", "mail", "phone", "reference")
)
_BY_ID = {rule.id: rule for rule in RULES}


_FINDERS: dict[str, PairRule] = {
    **{rule: _kind_finder(rule.removeprefix("parallel-")) for rule in VALUE_RULES},
    "parallel-number": _find_numbers,
    "parallel-negation": _find_denial,
    "parallel-obligation": _find_duty,
    "parallel-name": find_names,
    "parallel-length": _find_length,
}
