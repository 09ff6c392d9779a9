"""`parallel`: two languages of a policy, or two files, beside each other bead by bead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import PolicyId, make
from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policyreview.checks import Finding
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.documents import Document
    from policyreview.library import Policy
    from policyreview.parallel import Bead, Unit


@dataclass(frozen=True, slots=True)
class _Side:
    """One language: its tag, what was read of it, and its blocks."""

    language: str
    document: Document
    units: tuple[Unit, ...]


@make(
    "parallel",
    help="Lay two languages of a policy beside each other, block by block, and say which block "
    "has no counterpart.\n\nThe prevailing language stands first unless --languages says "
    "otherwise. Exit code 0 however well they fit: 'policyreview check' judges.",
    example="policyreview parallel privacy --languages en,zh-CN\n"
    "policyreview parallel --files privacy.md privacy.zh-CN.md --json",
    params=[
        click.Argument(["names"], type=PolicyId(), nargs=-1, metavar="POLICY"),
        click.Option(["--files"], is_flag=True, help="Two files, A and B, anywhere."),
        click.Option(["--languages"], metavar="A,B", help="Which two languages."),
    ],
)
def command(session: Session, names: tuple[str, ...], files: bool, languages: str | None) -> int:
    """Align and print."""
    from policyreview.cli.findings import facts
    from policyreview.parallel import align, as_json

    source, target = _from_files(names) if files else _from_policy(session, names, languages)
    beads = align(source.units, target.units, source.language, target.language)
    findings: dict[int, list[Finding]] = {}
    printer = session.printer()
    if session.as_json:
        ready = {at: [facts(each, None) for each in found] for at, found in findings.items()}
        printer.json(
            {
                **as_json(
                    source.units, target.units, beads, (source.language, target.language), ready
                )
            }
        )
    else:
        _print(printer, source, target, beads, findings)
    return 0


def _from_files(names: Sequence[str]) -> tuple[_Side, _Side]:
    """Two files, or the two languages of one."""
    from policyreview.cli.files import read_document

    if not 1 <= len(names) <= 2:
        raise WrongUse("--files takes two files, or one that holds two languages.")
    documents = [read_document(name) for name in names]
    if len(documents) == 2:
        first, second = (_side(document, None) for document in documents)
        return first, second
    languages = [part.language for part in documents[0].parts]
    if len(languages) < 2:
        raise WrongUse(f"'{names[0]}' holds one language only.", hint="Name a second file.")
    return _side(documents[0], languages[0]), _side(documents[0], languages[1])


def _from_policy(
    session: Session, names: Sequence[str], languages: str | None
) -> tuple[_Side, _Side]:
    if len(names) != 1:
        raise WrongUse("parallel takes one policy.", hint="'policyreview list' shows them.")
    with session.library() as library:
        policy = library.policy(names[0])
        wanted = languages.split(",") if languages else list(_two(policy))
        if len(wanted) != 2:
            raise WrongUse("--languages takes two, such as en,zh-CN.")
        sides = []
        for language in wanted:
            text = policy.text(language)
            if text is None:
                there = ", ".join(policy.languages)
                raise WrongUse(
                    f"'{policy.id}' has no text in '{language}'.", hint=f"It has: {there}."
                )
            sides.append(_side(library.document(text), language))
    return sides[0], sides[1]


def _two(policy: Policy) -> tuple[str, ...]:
    """The prevailing language and the next one."""
    if len(policy.texts) < 2:
        raise WrongUse(f"'{policy.id}' has one language only, so nothing stands beside it.")
    tags = sorted(policy.languages, key=lambda tag: tag != policy.prevailing)
    return tags[0], tags[1]


def _side(document: Document, language: str | None) -> _Side:
    """The blocks of one language of a document; all of them where it has one language only."""
    from policyreview.parallel import units

    known = [part.language for part in document.parts]
    if language in known and len(known) > 1:
        return _Side(language or "und", document, units(document, language))
    return _Side(language or (known[0] if len(known) == 1 else "und"), document, units(document))


def _print(
    printer: Printer,
    source: _Side,
    target: _Side,
    beads: Sequence[Bead],
    findings: Mapping[int, Sequence[Finding]],
) -> None:
    """Two columns, and below a bead what the checks say of it."""
    from policyreview.parallel import as_text, summary

    printer.line(f"{source.language} beside {target.language}: {summary(beads)}")
    notes = {at: [f"{each.level}: {each.text}" for each in found] for at, found in findings.items()}
    for line in as_text(
        source.units,
        target.units,
        beads,
        (source.language, target.language),
        width=printer.width or 120,
        notes=notes,
    ):
        printer.line(line)
