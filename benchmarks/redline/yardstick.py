"""The redline beside git's word diff and delta on revisions of which every edit is known.

    python benchmarks/redline/yardstick.py [--scenarios words,all] [--rounds N] [--shared FOLDER]

The yardstick's maker of revisions edits its own texts, as they are (130 KB in English, 78 KB in
Chinese) and several times one after the other (940 and 540 KB). Prints CPU time; ends with 1 where
the redline takes more than three times git's. Does nothing where the yardstick is not at hand.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from speed import MOST_RATIO, REGEX, delta, git_words, redline, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_SIZES = (25_000, 180_000)  # tokens
_SHARED = Path(__file__).resolve().parents[3] / "shared"


class _Pair(NamedTuple):
    language: str
    scenario: str
    old: str
    new: str


def pairs(maker: ModuleType, data: Path, scenarios: list[str]) -> Iterator[_Pair]:
    """Make the revisions; those that the maker can't make are left out."""
    files = sorted(p for p in data.iterdir() if p.suffix in {".txt", ".md"})
    texts = [p.read_text(encoding="utf-8") for p in files if "SOURCES" not in p.name]
    for language in ("English", "Chinese"):
        own = [text for text in texts if maker.is_zh(text) == (language == "Chinese")]
        base = "\n\n".join(own)
        for size in _SIZES:
            times = -(-size // len(maker.TOKEN.findall(base))) + 1
            long = "\n\n".join(_again(base, k) for k in range(times))
            for scenario in scenarios:
                try:
                    case = maker.make_case(long, base, scenario, 1, size, name="x")
                except (AssertionError, IndexError):
                    continue
                yield _Pair(language, scenario, case.old, case.new)


def _again(text: str, k: int) -> str:
    """A text once more, so that its paragraphs are not the same ones."""
    return text.replace("the ", f"the{k} ").replace("的", f"的{k}") if k else text


def measured(pair: _Pair, rounds: int) -> tuple[float, float, float, float]:
    """CPU seconds of the redline, git with fair tokens, and delta, both ways (0 without it)."""
    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder, "a.md"), Path(folder, "b.md")
        a.write_text(pair.old, encoding="utf-8")
        b.write_text(pair.new, encoding="utf-8")
        ours, git = [], []
        for _ in range(rounds):
            ours.append(seconds(lambda: redline(pair.old, pair.new)))
            git.append(git_words(a, b, REGEX))
        return median(ours), median(git), *(delta(a, b) or (0.0, 0.0))


def main() -> int:
    """Measure, print, and say whether the aim is met."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    ask.add_argument("--scenarios", default="words,all", help="names, or 'every'")
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--shared", type=Path, default=_SHARED)
    asked = ask.parse_args()
    tools, data = asked.shared / "tools" / "redline", asked.shared / "data" / "redline"
    if not (tools.is_dir() and data.is_dir()):
        print(f"The yardstick is not in {asked.shared}.")
        return 0
    sys.path.insert(0, str(tools))
    maker = importlib.import_module("gen")
    every = asked.scenarios == "every"
    scenarios = list(maker.SCENARIOS) if every else asked.scenarios.split(",")
    redline("One word.\n", "Another word.\n")  # imports are no part of the figures
    good = True
    print("| revision | KB | redline | git, fair tokens | ratio | delta | delta, plain |")
    print("|---|---|---|---|---|---|---|")
    for pair in pairs(maker, data, scenarios):
        ours, git, other, plain = measured(pair, asked.rounds)
        good &= ours <= MOST_RATIO * git and (not other or ours <= other)
        size = len(pair.old.encode()) // 1000
        print(
            f"| {pair.language}, {pair.scenario} | {size} | {1000 * ours:,.0f} ms |"
            f" {1000 * git:,.0f} ms | {ours / git:.2f} | {1000 * other:,.0f} ms |"
            f" {1000 * plain:,.0f} ms |",
            flush=True,
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
