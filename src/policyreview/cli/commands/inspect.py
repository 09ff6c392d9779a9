"""`inspect`: what is found in files, in a repository or not: languages, dates, clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make

if TYPE_CHECKING:
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.documents import Document


@make(
    "inspect",
    help="Show what is found in files: languages and their lines, dates, version, clauses.\n\n"
    "Any files, in a repository or not; nothing is changed.",
    example="policyreview inspect privacy.md privacy.zh-CN.md --json",
    params=[click.Argument(["files"], nargs=-1, required=True, metavar="FILE...")],
)
def command(session: Session, files: tuple[str, ...]) -> int:
    """Read each file and print what it says about itself."""
    from policyreview.cli.files import read_document

    documents = [(name, read_document(name)) for name in files]
    printer = session.printer()
    if session.as_json:
        printer.json({"files": [_facts(name, document) for name, document in documents]})
        return 0
    for index, (name, document) in enumerate(documents):
        if index:
            printer.line()
        _print(printer, name, document)
    return 0


def _facts(name: str, document: Document) -> dict[str, object]:
    return {
        "path": name,
        "texts": [
            {"language": part.language, "lines": [part.first_line, part.last_line]}
            for part in document.parts
        ],
        "dates": [
            {
                "kind": mark.kind,
                "date": mark.date,
                "precision": mark.precision,
                "line": mark.line,
                "text": mark.text,
            }
            for mark in document.dates
        ],
        "version": document.version,
        "prevailing": document.prevailing,
        "clauses": [
            {
                "number": clause.number,
                "title": clause.title,
                "level": clause.level,
                "line": clause.line,
            }
            for clause in document.clauses
        ],
    }


def _print(printer: Printer, name: str, document: Document) -> None:
    from policyreview.cli.printer import Styled

    printer.line(Styled(name, "bold"), f"  {document.title}" if document.title else "")
    for part in document.parts:
        printer.line(f"  {part.language}: lines {part.first_line} to {part.last_line}")
    if document.prevailing:
        printer.line(f"  prevailing: {document.prevailing}")
    if document.version:
        printer.line(f"  version: {document.version}")
    if not document.dates:
        printer.line("  no date of its own")
    for mark in document.dates:
        printer.line(
            f"  {mark.kind}: {mark.date}  ", Styled(f"line {mark.line}: {mark.text}", "dim")
        )
    for clause in document.clauses:
        number = f"{clause.number} " if clause.number else ""
        printer.line(
            "  " * clause.level, number, clause.title, Styled(f"  line {clause.line}", "dim")
        )
