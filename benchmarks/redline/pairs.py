"""Pairs of texts to compare: revisions of a policy of any size, and pairs made to hurt."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

POLICIES = Path(__file__).resolve().parents[2] / "policies"
_WORDS = ("may", "shall", "not", "records", "promptly", "at any time", "a user")
_SIGNS = ("可以", "不得", "信息", "本公司", "及时")


def sentences(*, chinese: bool) -> list[str]:
    """The sentences of the sample policies that are written in one of the two languages."""
    mark = "。" if chinese else ". "
    found: list[str] = []
    for path in sorted(POLICIES.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            pieces = [piece.strip() for line in text.splitlines() for piece in line.split(mark)]
            found += [p + mark.strip() for p in pieces if len(p) > 20]
    wide = [s for s in found if ("一" <= s[len(s) // 2] <= "鿿") is chinese]
    return list(dict.fromkeys(wide))


def policy(size: int, seed: int = 1, *, chinese: bool = False) -> str:
    """A policy of about ``size`` code points: numbered sections of paragraphs, all different."""
    rng = random.Random(f"{seed} {chinese}")
    stock = sentences(chinese=chinese)
    out: list[str] = []
    done = number = 0
    while done < size:
        if rng.random() < 0.15:
            number += 1
            out.append(f"## {number}. {rng.choice(stock)[:40]}")
        else:
            glue = "" if chinese else " "
            chosen = [_varied(rng, rng.choice(stock), glue) for _ in range(rng.randint(2, 6))]
            out.append(glue.join(chosen))
        done += len(out[-1]) + 2
    return "\n\n".join(out) + "\n"


def _varied(rng: random.Random, sentence: str, glue: str) -> str:
    """A sentence that is hardly the same twice: some of its words are numbers or other words."""
    pieces = sentence.split(glue) if glue else list(sentence)
    for _ in range(max(1, len(pieces) // 8)):
        pieces[rng.randrange(len(pieces))] = str(rng.randrange(1000))
    return glue.join(pieces)


def revised(text: str, seed: int = 2, *, chinese: bool = False) -> str:
    """A revision as lawyers make them: words, sentences and clauses in and out, a few moves."""
    rng = random.Random(f"{seed} {chinese}")
    stock = sentences(chinese=chinese)
    paragraphs = text.rstrip("\n").split("\n\n")
    out: list[str] = []
    for paragraph in paragraphs:
        chance = rng.random()
        if chance < 0.02:
            continue
        if chance < 0.04:
            out.append(rng.choice(stock) + rng.choice(stock))
        out.append(_edited(rng, paragraph, chinese=chinese) if chance > 0.85 else paragraph)
    for _ in range(max(1, len(out) // 100)):
        moved = out.pop(rng.randrange(len(out)))
        out.insert(rng.randrange(len(out) + 1), moved)
    return "\n\n".join(out) + "\n"


def _edited(rng: random.Random, paragraph: str, *, chinese: bool) -> str:
    pieces = list(paragraph) if chinese else paragraph.split(" ")
    for _ in range(max(1, len(pieces) // 20)):
        pieces[rng.randrange(len(pieces))] = rng.choice(_SIGNS if chinese else _WORDS)
    return ("" if chinese else " ").join(pieces)


def scattered(text: str, edits: int, *, chinese: bool = False) -> str:
    """A text with single words replaced here and there."""
    rng = random.Random(5)
    pieces = list(text) if chinese else text.split(" ")
    for _ in range(edits):
        pieces[rng.randrange(len(pieces))] = rng.choice(_SIGNS if chinese else _WORDS)
    return ("" if chinese else " ").join(pieces)


def hurtful() -> Iterator[tuple[str, str, str, float]]:
    """Pairs that make comparisons slow: ``(name, old, new, seconds allowed)``."""
    rng = random.Random(9)
    english = policy(1_000_000).replace("\n\n", " ").strip()
    yield "one line of 1 MB, English", english, scattered(english, 1_000), 5
    chinese = policy(350_000, chinese=True).replace("\n\n", "").strip()
    yield "one line of 1 MB, Chinese", chinese, scattered(chinese, 1_000, chinese=True), 5
    line = "We may share your personal data with third parties.\n"
    yield "10,000 equal lines", line * 10_000, line * 4_000 + "Else.\n" + line * 5_900, 2
    lines = [f"{k}. {s}\n" for k, s in enumerate(sentences(chinese=False) * 500)][:10_000]
    shuffled = rng.sample(lines, len(lines))
    yield "10,000 shuffled lines", "".join(lines), "".join(shuffled), 2
    yield "two letters alternating", "ab" * 250_000, "ba" * 250_000, 2
    yield "two words alternating", "a b " * 125_000, "b a " * 120_000, 2
    yield "two lines alternating", "a\nb\n" * 50_000, "b\na\n" * 50_000, 2
    letters = [" ".join(rng.choices("ab", k=100_000)) for _ in range(2)]
    yield "two words at random", letters[0], letters[1], 2
    yield "50,000 times one word", "word " * 50_000, "word " * 20_000 + "x " + "word " * 29_000, 2
    vocabulary = [
        "".join(rng.choices("abcdefghijklmnop", k=rng.randint(2, 9))) for _ in range(20_000)
    ]
    texts = [
        "\n".join(" ".join(rng.choices(vocabulary, k=60)) + "." for _ in range(13_000))
        for _ in range(2)
    ]
    yield "unrelated texts of 5 MB", texts[0], texts[1], 2
    signs = [chr(0x4E00 + k) for k in range(3_000)]
    wide = [
        "\n".join("".join(rng.choices(signs, k=80)) + "。" for _ in range(20_500)) for _ in range(2)
    ]
    yield "unrelated texts of 5 MB, Chinese", wide[0], wide[1], 2
