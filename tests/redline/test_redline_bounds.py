"""Texts that make comparisons slow are compared coarsely, say so, and still come back exactly."""

# ruff: noqa: E501  (a sentence of a policy stays on its line)
from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from test_redline_exactness import rebuilt

from policyreview.redline import Redline, compare

LINE = "We may share your personal data with third parties.\n"
RNG = random.Random(3)
NUMBERED = [f"Lamp number {k} stands in the hall of house {k * 7}.\n" for k in range(1_500)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ab" * 20_000, "ba" * 20_000),
        ("a b " * 20_000, "b a " * 19_000),
        ("a\nb\n" * 5_000, "b\na\n" * 5_000),
        ("word " * 20_000, "word " * 9_000 + "x " + "word " * 9_000),
        (LINE * 3_000, LINE * 1_000 + "Else.\n" + LINE * 1_900),
        ("".join(NUMBERED), "".join(RNG.sample(NUMBERED, len(NUMBERED)))),
        ("灯" * 30_000, "灯" * 10_000 + "笼" + "灯" * 15_000),
        (" ".join(RNG.choices("ab", k=20_000)), " ".join(RNG.choices("ab", k=20_000))),
    ],
    ids=["letters", "words", "lines", "one word", "one line", "shuffled", "one sign", "random"],
)
def test_texts_made_to_hurt_come_back_exactly(old: str, new: str) -> None:
    assert rebuilt(compare(old, new)) == (old, new)


def _nonsense(seed: int) -> str:
    rng = random.Random(seed)
    words = ["".join(rng.choices("abcdefghij", k=rng.randint(2, 9))) for _ in range(3_000)]
    return "\n".join(" ".join(rng.choices(words, k=60)) + "." for _ in range(6_000))


def test_unrelated_texts_of_megabytes_are_compared_coarsely_and_say_so() -> None:
    redline = compare(_nonsense(1), _nonsense(2))
    assert redline.coarse
    assert "too large to compare word by word" in redline.summary.sentence()
    assert {block.change for block in redline.blocks} == {"deleted", "inserted"}


def test_ten_thousand_equal_lines_lose_only_those_that_are_gone() -> None:
    redline = compare(LINE * 10_000, LINE * 4_000 + "Else.\n" + LINE * 5_900)
    assert sum(block.change == "kept" for block in redline.blocks) == 9_900


PROGRAM = """
import hashlib, random
from policyreview.redline import compare
rng = random.Random(8)
words = "we may not share your personal data with any third party . , without consent 我们 信息 。".split()
old = [" ".join(rng.choices(words, k=40)) for _ in range(60)]
new = [" ".join(rng.choices([*p.split(), "shall"], k=40)) if rng.random() < .4 else p for p in rng.sample(old, 55)]
redline = compare("\\n\\n".join(old), "\\n\\n".join(new))
said = repr([(b.change, b.old, b.new, b.tokens) for b in redline.blocks]) + repr(list(redline.rows()))
print(hashlib.sha256(said.encode()).hexdigest())
"""


def test_the_same_texts_give_the_same_redline_whatever_the_hash_seed() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(answers) == 1


def test_words_are_compared_only_when_they_are_asked_for() -> None:
    redline: Redline = compare("One lamp.\n\nTwo lamps.\n", "One lamp.\n\nTwo big lamps.\n")
    changed = next(block for block in redline.blocks if block.change == "changed")
    assert changed.tokens is changed.tokens
    assert changed.tokens == (("=", "Two "), ("+", "big "), ("=", "lamps.\n"))
