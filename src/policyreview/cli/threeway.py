"""Two revisions of one base: found in the repository or in files, written as text or JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyreview.cli.printer import Printer, Styled
from policyreview.cli.redline_text import EXCERPT, heading, split_lines, write_fold, write_unseen
from policyreview.errors import WrongUse
from policyreview.redline.showing import readable
from policyreview.redline.threeway import ThreeWay, three_way
from policyreview.terminal import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.cli.redline_text import At
    from policyreview.cli.sides import Pair
    from policyreview.documents import Clause
    from policyreview.library import Library, Policy
    from policyreview.redline import Span
    from policyreview.redline.threeway import Passage, Version


@dataclass(frozen=True, slots=True)
class Triple:
    """One text at three revisions.

    Attributes:
        heading: What it is called in the output.
        language: BCP 47 tag.
        found: The comparison.
        lines: Tell a position's line in the base, ours and theirs.
    """

    heading: str
    language: str
    found: ThreeWay
    lines: tuple[At, At, At]


def of_files(names: Sequence[str]) -> tuple[str, list[Triple]]:
    """Compare three files: BASE, OURS and THEIRS.

    Returns:
        What is compared, in words, and the comparison.

    Raises:
        WrongUse: There are not three, or one is no text file.
    """
    from policyreview.cli.files import read_text
    from policyreview.documents import lines_of
    from policyreview.documents.languages import language_of_text

    if len(names) != 3:
        raise WrongUse(
            "--three-way --files takes three files: BASE, OURS and THEIRS.",
            hint="For example: policyreview diff --three-way --files base.md ours.md theirs.md",
        )
    base, ours, theirs = map(read_text, names)
    lines = (lines_of(base), lines_of(ours), lines_of(theirs))
    title = f"base {names[0]}, ours {names[1]}, theirs {names[2]}"
    language = language_of_text(ours or theirs or base)
    return title, [Triple(names[0], language, three_way(base, ours, theirs), lines)]


def of_policy(
    library: Library, names: Sequence[str], language: str | None
) -> tuple[str, list[Triple]]:
    """Compare a policy on two branches with what it was where they parted.

    Args:
        library: At what is checked out, or at the session's ref.
        names: The policy, our revision where it is not the library's, and theirs.
        language: Only this one.

    Raises:
        WrongUse: There is no such policy or revision, or the two have nothing in common.
    """
    from policyreview.cli.sides import asked_for, pairs
    from policyreview.standing.past import policy_at

    if not 2 <= len(names) <= 3:
        raise WrongUse(
            "--three-way takes a policy and two revisions.",
            hint="For example: policyreview diff --three-way privacy main legal-review",
        )
    policy_id = library.policy(names[0]).id
    ours = policy_at(library, policy_id, names[1] if len(names) == 3 else None)
    theirs = policy_at(library, policy_id, names[-1])
    parted = library.repository.merge_base(ours[0].commit or "", theirs[0].commit or "")
    if parted is None:
        raise WrongUse(
            "The two revisions have no commit in common to be compared with.",
            hint="'policyreview diff POLICY OLD NEW' compares them with each other.",
        )
    base = _then(library, policy_id, parted)
    left = {pair.language: pair for pair in pairs(base, ours)}
    right = {pair.language: pair for pair in pairs(base, theirs)}
    found = []
    for tag in asked_for([*left, *right], language, policy_id):
        mine = left.get(tag) or _gone(right[tag])
        yours = right.get(tag) or _gone(mine)
        texts = (mine.old, mine.new, yours.new)
        lines = (mine.old_lines, mine.new_lines, yours.new_lines)
        found.append(Triple(f"{policy_id} ({tag})", tag, three_way(*texts), lines))
    called = _named(names[1] if len(names) == 3 else "", ours[0].commit or "")
    title = f"{policy_id}: base {parted[:10]}, ours {called}"
    return f"{title}, theirs {_named(names[-1], theirs[0].commit or '')}", found


def _named(rev: str, commit: str) -> str:
    """A revision as it was typed, with the commit that it is."""
    return f"{rev} ({commit[:10]})" if rev and not commit.startswith(rev) else commit[:10]


def _gone(pair: Pair) -> Pair:
    """The same text at a revision that has it no more, or never had it."""
    return replace(pair, new="")


def _then(library: Library, policy_id: str, commit: str) -> tuple[Library, Policy] | None:
    from policyreview.standing.past import policy_at

    try:
        return policy_at(library, policy_id, commit)
    except WrongUse:
        return None  # the policy is younger than the base: each side began with nothing


def as_json(triples: Sequence[Triple]) -> dict[str, object]:
    """The comparison for scripts (``docs/json.md``)."""
    return {
        "texts": [
            {
                "language": each.language,
                "passages": [_passage(passage, each.lines) for passage in each.found.passages],
            }
            for each in triples
        ]
    }


def _passage(passage: Passage, lines: tuple[At, At, At]) -> dict[str, object]:
    def side(version: Version, at: At) -> dict[str, object]:
        return {
            "span": version.span,
            "line": at.at(version.span[0]),
            "tokens": version.tokens,
            "moved_to": version.went,
            "moved_from": version.came,
        }

    return {
        "change": passage.change,
        "base": {"span": passage.base, "line": lines[0].at(passage.base[0])},
        "ours": side(passage.ours, lines[1]),
        "theirs": side(passage.theirs, lines[2]),
    }


def write(printer: Printer, title: str, triples: Sequence[Triple], *, stat: bool) -> None:
    """Write who changed what.

    Args:
        printer: Where to.
        title: What is compared.
        triples: The texts.
        stat: Only how much, one line for a text.
    """
    if not stat:
        printer.line(Styled(title, "dim"))
    for each in triples:
        printer.line(Styled(each.heading, "bold"), ": ", each.found.sentence())
        if not stat:
            _write_text(printer, each)


def _write_text(printer: Printer, triple: Triple) -> None:
    from policyreview.documents import clauses

    found = triple.found
    known = [clause for clause in clauses(found.base) if clause.headed]
    inside: Clause | None = None
    folded = 0
    for passage in found.passages:
        if passage.change == "kept":
            folded += not found.base[slice(*passage.base)].isspace()
            continue
        if folded:
            write_fold(printer, folded)
            folded = 0
        around = _around(known, passage.base[0])
        if around is not None and around is not inside:
            printer.line(Styled(f"@ {heading(around)}", "bold"))
        inside = _around(known, passage.base[0] + 1)  # a heading speaks for itself
        _write_passage(printer, triple, passage)
    if folded:
        write_fold(printer, folded)
    base, *others = triple.lines
    for name, redline, lines in zip(("ours", "theirs"), found.redlines, others, strict=True):
        write_unseen(printer, redline, (base, lines), "base line", name)


def _around(clauses: Sequence[Clause], place: int) -> Clause | None:
    """The innermost clause of the base that has begun before a place."""
    found = None
    for clause in clauses:
        if clause.start >= place:
            break
        if place < clause.end:
            found = clause
    return found


def _write_passage(printer: Printer, triple: Triple, passage: Passage) -> None:
    base, mine, yours = triple.lines
    if passage.change in {"both", "conflict"}:
        clash = passage.change == "conflict"
        what = "conflict" if clash else "both, at different words"
        line = base.at(passage.base[0])
        printer.line(Styled(f"{what}, base line {line}:", "bad" if clash else "warn"))
        _write_version(printer, "  ours", passage.base, passage.ours, (base, mine))
        _write_version(printer, "  theirs", passage.base, passage.theirs, (base, yours))
    elif passage.change == "theirs":
        _write_version(printer, "theirs", passage.base, passage.theirs, (base, yours))
    else:
        _write_version(printer, passage.change, passage.base, passage.ours, (base, mine))


def _write_version(
    printer: Printer, label: str, base: Span, version: Version, lines: tuple[At, At]
) -> None:
    """One side's words, each line of them behind the side's name.

    Args:
        printer: Where to.
        label: The side's name.
        base: Where the passage stands in the base.
        version: The side's state of it.
        lines: Tell a position's line in the base and in the side's text.
    """
    name = f"{label:<9}"
    if version.went is not None:
        words = " ".join("".join(text for kind, text in version.tokens if kind == "-").split())
        head = f"{name}<{lines[0].at(base[0]):>6} (moved to line {lines[1].at(version.went[0])}) "
        printer.line(Styled(head, "moved"), Styled(clip(words, EXCERPT), "dim"))
        return
    here = lines[1].at(version.span[0])
    tokens = version.tokens
    if version.came is not None:
        tokens = version.moved
        came = lines[0].at(version.came[0])
        printer.line(Styled(f"{name}>{here:>6} (moved here from base line {came})", "moved"))
    kinds = {kind for kind, text in tokens if text.strip()}
    sign = ">" if version.came else {"+": "+", "-": "-"}.get("".join(kinds), "~")
    plain = printer.colored or sign in "+-"
    number = f"{here:>6}"
    for pieces in split_lines(readable(tokens), plain, "moved" if version.came else None):
        printer.line(Styled(f"{name}{sign}{number} ", "dim"), *pieces)
        number = " " * 6
