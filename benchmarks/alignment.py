"""How well and how fast two languages are aligned.

usage: alignment.py FOLDER [--no-lexicon]

FOLDER holds known alignments (natural.json, stale.json, perturbed.json; align_sample.json beside
it). Prints for each set the F1 of exact beads, the share of documents that are wholly right and how
many of the missing blocks were found, for all documents and for each half of them (the weights are
the mean of a tuning on either half), and milliseconds of CPU at 50 to 800 blocks a side, nothing
cached.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyreview.parallel import Unit, align, features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Beads = set[tuple[tuple[int, ...], tuple[int, ...]]]


def load(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of one file, blocks in place."""
    data = json.loads(path.read_text("utf-8"))
    if isinstance(data, list):
        yield from data
        return
    for case in data["cases"]:
        for side in ("src", "tgt"):
            case[side] = [data["blocks"][at] for at in case[side]]
        yield case


def second_half(document: str) -> bool:
    """Whether a document is in the second half: the hash of its name decides."""
    name = document.split(".", maxsplit=1)[0].lower()
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


def plain(beads: Iterable[tuple[Iterable[int], Iterable[int]]]) -> Beads:
    """Beads as comparable values, an unpaired block one by one."""
    found: Beads = set()
    for source, target in beads:
        left, right = tuple(sorted(source)), tuple(sorted(target))
        if left and right:
            found.add((left, right))
        else:
            found.update(((i,), ()) for i in left)
            found.update(((), (j,)) for j in right)
    return found


def score(cases: Iterable[dict[str, Any]], *, lexicon: bool) -> str:
    """One line of figures."""
    documents = exact = right = gold_size = found_size = missing = missing_found = 0
    for case in cases:
        source, target = ([Unit(*unit) for unit in case[side]] for side in ("src", "tgt"))
        beads = align(source, target, "en", case["lang"], lexicon=lexicon)
        gold, found = plain(case["gold"]), plain((b.source, b.target) for b in beads)
        documents += 1
        exact += gold == found
        right += len(gold & found)
        gold_size += len(gold)
        found_size += len(found)
        lone = {bead for bead in gold if not (bead[0] and bead[1])}
        missing += len(lone)
        missing_found += len(lone & found)
    if not documents:
        return "none"
    return (
        f"{documents:4} documents  F1 {2 * right / (gold_size + found_size):.4f}  "
        f"wholly right {exact / documents:.3f}  missing found {missing_found / max(1, missing):.3f}"
        f" of {missing}"
    )


def sample(path: Path, *, lexicon: bool) -> str:
    """F1 on the documents of align_sample.json."""
    right = gold_size = found_size = 0
    for document in json.loads(path.read_text("utf-8"))["documents"]:
        source, target, languages = sides_of(document)
        beads = align(
            [unit(text) for _, text in source],
            [unit(text) for _, text in target],
            *languages,
            lexicon=lexicon,
        )
        gold = plain(document["beads"])
        found = plain(
            ([source[i][0] for i in b.source], [target[j][0] for j in b.target]) for b in beads
        )
        right += len(gold & found)
        gold_size += len(gold)
        found_size += len(found)
    return f"align_sample  F1 {2 * right / (gold_size + found_size):.4f} of {gold_size} beads"


def sides_of(
    document: dict[str, Any],
) -> tuple[list[tuple[int, str]], list[tuple[int, str]], tuple[str, str]]:
    """Number and text of the blocks of both sides of a sample, and their languages."""
    if document["kind"] == "one-file":
        left, right = (
            [(at, document["blocks"][at]["text"]) for at in document[s]] for s in ("src", "tgt")
        )
        return left, right, (document["src_lang"], document["tgt_lang"])
    left, right = ([(b["i"], b["text"]) for b in document[s]["blocks"]] for s in ("src", "tgt"))
    return left, right, (document["src"]["lang"], document["tgt"]["lang"])


def unit(text: str) -> Unit:
    """A unit of the sample, its kind read from its first line."""
    head = text.lstrip()
    if head.startswith("#"):
        return Unit(f"h{min(6, len(head) - len(head.lstrip('#')))}", text)
    if head.startswith(("- ", "* ", "+ ")) or head[:3].rstrip(". )").isdigit():
        return Unit("li", text)
    return Unit("tr" if head.startswith("|") else "p", text)


def speed(cases: list[dict[str, Any]]) -> None:
    """CPU milliseconds by size, on real paragraphs strung together; the best of three."""
    source = [Unit(*u) for c in cases for u in c["src"]]
    target = [Unit(*u) for c in cases for u in c["tgt"]]
    for size in (50, 100, 200, 400, 800):
        best = 1e9
        for _ in range(3):
            features.forget()
            start = time.process_time()
            align(source[:size], target[:size], "en", "zh-CN")
            best = min(best, time.process_time() - start)
        print(f"{size:5} blocks a side  {1000 * best:7.0f} ms")


def main(folder: Path, *, lexicon: bool) -> None:
    """Print all figures."""
    for name in ("stale", "natural", "perturbed"):
        cases = list(load(folder / f"{name}.json"))
        for title, part in (
            ("all", cases),
            ("half 1", [c for c in cases if not second_half(c["doc"])]),
            ("half 2", [c for c in cases if second_half(c["doc"])]),
        ):
            print(f"{name:10} {title:9} {score(part, lexicon=lexicon)}", flush=True)
    print(sample(folder.parent / "align_sample.json", lexicon=lexicon))
    chinese = [c for c in load(folder / "perturbed.json") if c["lang"] == "zh-CN"]
    speed([c for c in chinese if c["cls"] == "identity"] * 2)


if __name__ == "__main__":
    main(Path(sys.argv[1]), lexicon="--no-lexicon" not in sys.argv)
