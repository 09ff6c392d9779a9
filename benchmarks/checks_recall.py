"""How much of what goes wrong in a translation the checks find, and how often they cry wolf.

usage: checks_recall.py FOLDER [-v]

FOLDER holds the known alignments (natural.json, perturbed.json, stale.json). The Chinese 1:1 beads
of the sound texts get one thing broken in the Chinese side of each in which it can be broken; the
beads with a finding of that rule that was not there before are counted. The flags of the value
rules are printed for sound texts and stale ones apart: in the stale ones the English changed and
the translation did not, so that flags there are mostly true.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from policyreview.checks.beads import Side
from policyreview.checks.pairs import VALUE_RULES, check_pair
from policyreview.parallel import Bead, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Pair = tuple[Unit, Unit]
_NUMERALS = "三四五六七八九"


def load(path: Path) -> Iterator[tuple[str, list[Pair]]]:
    """Language and 1:1 beads of each case of a file."""
    data = json.loads(path.read_text("utf-8"))
    cases = data if isinstance(data, list) else data["cases"]
    for case in cases:
        source, target = case["src"], case["tgt"]
        if not isinstance(data, list):
            source, target = ([data["blocks"][at] for at in side] for side in (source, target))
        pairs = [
            (Unit(*source[i[0]]), Unit(*target[j[0]]))
            for i, j in case["gold"]
            if len(i) == len(j) == 1
        ]
        yield case["lang"], pairs


def rules_of(language: str, pair: Pair) -> set[tuple[str, str]]:
    """Rule and value of each finding on one bead."""
    found = check_pair(Side([pair[0]], "en"), Side([pair[1]], language), [Bead((0,), (0,))])
    return {(f.rule, f.value) for f in found}


def other_digit(match: re.Match[str]) -> str:
    """A number whose last digit is another one."""
    digits = match[0]
    return digits[:-1] + str((int(digits[-1]) + 3) % 10 or 5)


def change_date(text: str) -> str:
    """The first date's day, or its month."""
    return re.sub(
        r"(?<=月)(\s?)(\d{1,2})(?=\s?日)",
        lambda m: m[1] + ("7" if m[2] != "7" else "8"),
        text,
        count=1,
    )


def change_number(text: str) -> str:
    """The first number that is no part of a date, a link or a word."""
    plain = re.sub(
        r"https?://\S+|\]\([^)]*\)|\{:[^}]*\}|^[#*\s]*\d+[.\\]|\d{4}\s?年[\s\d月日]*",
        lambda m: "\x00" * len(m[0]),
        text,
    )
    match = re.search(r"(?<![\w.\-/#])\d{1,6}(?![\w.\-/]*[A-Za-z])(?![\d.]*[)）.、]\s)", plain)
    if match and int(match[0]) > 1:
        return text[: match.start()] + other_digit(match) + text[match.end() :]
    match = re.search(
        rf"[{_NUMERALS}二]?十(?=\s?[天日年个個])|[{_NUMERALS}](?=\s?(?:天|年|个月|個月|小时))",
        plain,
    )
    if match:
        swapped = (
            "七十"
            if match[0] != "七十" and len(match[0]) > 1
            else "八"
            if match[0] != "八"
            else "九"
        )
        return text[: match.start()] + swapped + text[match.end() :]
    return text


def change_url(text: str) -> str:
    """One letter of the first link's path."""
    match = re.search(r"https?://[^\s)\]<>\"]+/[a-z]{4,}", text)
    return text[: match.end() - 2] + "x" + text[match.end() - 1 :] if match else text


def change_mail(text: str) -> str:
    """One letter of the first mail address."""
    match = re.search(r"[\w.+-]{2,}@[\w-]+\.\w+", text)
    return text[: match.start() + 1] + "q" + text[match.start() + 2 :] if match else text


def drop_denial(text: str) -> str:
    """不会 to 会, 不得 to 可以, 不能 to 能."""
    for word, instead in (
        ("不会", "会"),
        ("不會", "會"),
        ("不得", "可以"),
        ("不能", "能"),
        ("不可以", "可以"),
    ):
        if word in text:
            return text.replace(word, instead, 1)
    return text


def weaken(text: str) -> str:
    """必须 to 可以."""
    for word in ("必须", "必須", "应当", "應當", "务必"):
        if word in text:
            return text.replace(word, "可以", 1)
    return text


KINDS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("date", "parallel-date", change_date),
    ("number", "parallel-number", change_number),
    ("url", "parallel-url", change_url),
    ("mail", "parallel-mail", change_mail),
    ("negation", "parallel-negation", drop_denial),
    ("obligation", "parallel-obligation", weaken),
)


def main(folder: Path, *, verbose: bool) -> None:
    """Print precision and recall."""
    sound: dict[tuple[str, str], tuple[str, Pair]] = {}
    for name in ("natural", "perturbed"):
        for language, pairs in load(folder / f"{name}.json"):
            for pair in pairs:
                sound.setdefault((pair[0].text, pair[1].text), (language, pair))
    stale = {}
    for language, pairs in load(folder / "stale.json"):
        for pair in pairs:
            key = (pair[0].text, pair[1].text)
            if key not in sound:
                stale[key] = (language, pair)
    for name, beads in (("sound", sound), ("stale", stale)):
        flagged = sum(
            any(rule in VALUE_RULES for rule, _ in rules_of(language, pair))
            for language, pair in beads.values()
        )
        print(
            f"{name}: {len(beads)} beads, {flagged} with a flag of the value rules, {100 * flagged / len(beads):.2f} in 100"  # noqa: E501
        )
    chinese = [(language, pair) for language, pair in sound.values() if language.startswith("zh")]
    for name, rule, change in KINDS:
        tried = found = 0
        for language, (source, target) in chinese:
            broken = change(target.text)
            if broken == target.text:
                continue
            tried += 1
            before = rules_of(language, (source, target))
            after = rules_of(language, (source, Unit(target.kind, broken)))
            hit = any(r == rule for r, _ in after - before)
            found += hit
            if verbose and not hit:
                print("  missed", name, "|", source.text[:200], "|", broken[:200])
        print(f"{name:11} {found} of {tried} found, recall {found / max(1, tried):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), verbose="-v" in sys.argv)
