"""Parallel text as JSON for scripts and as two columns for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policyreview.parallel.beads import Bead, Unit


class BlockJson(TypedDict):
    """One block: its first line, and its words."""

    line: int
    text: str


class SideJson(TypedDict):
    """One language."""

    language: str
    blocks: list[BlockJson]


class BeadJson(TypedDict):
    """One bead: indexes into the blocks of both sides."""

    source: list[int]
    target: list[int]
    doubtful: bool
    findings: list[dict[str, object]]


class ParallelJson(TypedDict):
    """The whole, format 1."""

    format: int
    source: SideJson
    target: SideJson
    beads: list[BeadJson]


def as_json(
    source: Sequence[Unit],
    target: Sequence[Unit],
    beads: Sequence[Bead],
    languages: tuple[str, str],
    findings: Mapping[int, Sequence[dict[str, object]]] | None = None,
) -> ParallelJson:
    """Parallel text in the form that scripts may rely on.

    Args:
        source: Units of the source.
        target: Units of the target.
        beads: Their alignment.
        languages: Tags of source and target.
        findings: For each bead's index what the checks noticed on it, ready for JSON.
    """
    found = findings or {}
    return {
        "format": 1,
        "source": _side(languages[0], source),
        "target": _side(languages[1], target),
        "beads": [
            {
                "source": list(bead.source),
                "target": list(bead.target),
                "doubtful": bead.doubtful,
                "findings": list(found.get(at, ())),
            }
            for at, bead in enumerate(beads)
        ],
    }


def _side(language: str, units: Sequence[Unit]) -> SideJson:
    return {"language": language, "blocks": [{"line": u.line, "text": u.text} for u in units]}


def summary(beads: Sequence[Bead], languages: tuple[str, str], lost: int = 0) -> str:
    """One sentence about an alignment, as '3 of 40 beads doubtful, 1 only in en'.

    Args:
        beads: The alignment.
        languages: Tags of source and target.
        lost: How many pins no longer apply.
    """
    parts = [f"{sum(b.doubtful for b in beads)} of {len(beads)} beads doubtful"]
    for count, words in (
        (sum(not b.target for b in beads), f"only in {languages[0]}"),
        (sum(not b.source for b in beads), f"only in {languages[1]}"),
        (sum(b.moved for b in beads), "moved"),
        (sum(b.pinned for b in beads), "pinned"),
        (lost, "lost pin" if lost == 1 else "lost pins"),
    ):
        if count:
            parts.append(f"{count} {words}")
    return ", ".join(parts) + "."


def as_text(  # noqa: PLR0917  (the same first four as in as_json)
    source: Sequence[Unit],
    target: Sequence[Unit],
    beads: Sequence[Bead],
    languages: tuple[str, str],
    width: int = 100,
    notes: Mapping[int, Sequence[str]] | None = None,
) -> list[str]:
    """Parallel text as two columns.

    Args:
        source: Units of the source.
        target: Units of the target.
        beads: Their alignment.
        languages: Tags of source and target.
        width: Cells of the whole; at least 24.
        notes: For each bead's index sentences to print below it.

    Returns:
        Lines that are safe for a terminal. The column between the two texts marks a bead:
        ``?`` doubtful, ``<`` only in the source, ``>`` only in the target, ``~`` moved,
        ``!`` pinned.
    """
    from policyreview.terminal import pad, safe

    column = (max(width, 24) - 5) // 2
    lines = [f"{pad(safe(languages[0]), column)}  │  {safe(languages[1])}".rstrip(), ""]
    for at, bead in enumerate(beads):
        left = _wrapped(source, bead.source, column)
        right = _wrapped(target, bead.target, column)
        mark = _mark(bead)
        for row in range(max(len(left), len(right))):
            one = pad(left[row] if row < len(left) else "", column)
            other = right[row] if row < len(right) else ""
            lines.append(f"{one}  {mark if not row else '│'}  {other}".rstrip())
        lines += [f"    {safe(note)}" for note in (notes or {}).get(at, ())]
        lines.append("")
    return lines


def _mark(bead: Bead) -> str:
    if not bead.target:
        return "<"
    if not bead.source:
        return ">"
    if bead.pinned:
        return "!"
    if bead.moved:
        return "~"
    return "?" if bead.doubtful else "│"


def _wrapped(units: Sequence[Unit], indexes: Sequence[int], width: int) -> list[str]:
    from policyreview.terminal import safe, wrap

    lines: list[str] = []
    for at in indexes:
        text = safe(units[at].text)
        lines += [text[start:end].rstrip() for start, end in wrap(text, width)]
    return lines
