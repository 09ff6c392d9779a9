"""`parallel`: two languages of a policy, or two files, beside each other bead by bead."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import PolicyId, make
from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policyreview.checks import Finding
    from policyreview.cli.checking import Aligned
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session


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
    from policyreview.parallel import as_json

    found = _from_files(names) if files else _from_policy(session, names, languages)
    tags = (found.source.language, found.target.language)
    findings: dict[int, list[Finding]] = defaultdict(list)
    for finding in found.findings:
        findings[finding.bead if finding.bead is not None else -1].append(finding)
    printer = session.printer()
    if session.as_json:
        policy = None if files else names[0]
        ready = {at: [facts(each, policy) for each in on_it] for at, on_it in findings.items()}
        printer.json({**as_json(found.source.units, found.target.units, found.beads, tags, ready)})
    else:
        _print(printer, found, findings)
    return 0


def _from_files(names: Sequence[str]) -> Aligned:
    """Two files, or the two languages of one."""
    from policyreview.cli.checking import aligned, column
    from policyreview.cli.files import read_document

    if not 1 <= len(names) <= 2:
        raise WrongUse(
            "--files takes two files, or one that holds two languages.",
            hint="For example: policyreview parallel --files terms.en.md terms.zh-CN.md",
        )
    documents = [read_document(name) for name in names]
    if len(documents) == 2:
        return aligned(column(documents[0], None), column(documents[1], None))
    languages = [part.language for part in documents[0].parts]
    if len(languages) < 2:
        raise WrongUse(f"'{names[0]}' holds one language only.", hint="Name a second file.")
    return aligned(column(documents[0], languages[0]), column(documents[0], languages[1]))


def _from_policy(session: Session, names: Sequence[str], languages: str | None) -> Aligned:
    from policyreview.cli.checking import aligned, languages_of, pins_of, text_column

    if len(names) != 1:
        raise WrongUse("parallel takes one policy.", hint="'policyreview list' shows them.")
    with session.library() as library:
        policy = library.policy(names[0])
        if len(policy.texts) < 2:
            raise WrongUse(
                f"'{policy.id}' has one language only, so nothing stands beside it.",
                hint=f"'policyreview show {policy.id}' shows it.",
            )
        wanted = languages.split(",") if languages else languages_of(policy)[:2]
        if len(wanted) != 2:
            raise WrongUse(
                "--languages takes two, such as en,zh-CN.",
                hint=f"'{policy.id}' has: {', '.join(policy.languages)}.",
            )
        columns = []
        for language in wanted:
            text = policy.text(language)
            if text is None:
                there = ", ".join(policy.languages)
                raise WrongUse(
                    f"'{policy.id}' has no text in '{language}'.", hint=f"It has: {there}."
                )
            columns.append(text_column(library, text))
        return aligned(columns[0], columns[1], pins=pins_of(library, policy.id))


def _print(printer: Printer, found: Aligned, findings: Mapping[int, Sequence[Finding]]) -> None:
    """Two columns, and below a bead what the checks say of it."""
    from policyreview.parallel import as_text, summary

    source, target = found.source, found.target
    printer.line(f"{source.language} beside {target.language}: {summary(found.beads)}")
    notes = {at: [f"{each.level}: {each.text}" for each in on_it] for at, on_it in findings.items()}
    for line in as_text(
        source.units,
        target.units,
        found.beads,
        (source.language, target.language),
        width=printer.width or 120,
        notes=notes,
    ):
        printer.line(line)
    for note in notes.get(-1, ()):
        printer.line(note)
