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
    from policyreview.cli.failures import complain
    from policyreview.cli.files import read_document
    from policyreview.documents.inspection import described
    from policyreview.errors import PolicyReviewError

    printer = session.printer()
    found: list[dict[str, object]] = []
    worst = 0
    for index, name in enumerate(files):
        try:
            document = read_document(name)
        except PolicyReviewError as error:
            if len(files) == 1:
                raise
            worst = max(worst, error.exit_code)
            found.append({"path": name, "error": str(error)})
            if not session.as_json:
                complain(str(error))
            continue
        found.append({"path": name, **described(document)})
        if not session.as_json:
            if index:
                printer.line()
            _print(printer, name, document)
    if session.as_json:
        printer.json({"files": found})
    return worst


def _print(printer: Printer, name: str, document: Document) -> None:
    from policyreview.cli.printer import Styled
    from policyreview.documents.inspection import stated_dates

    printer.line(Styled(name, "bold"), f"  {document.title}" if document.title else "")
    for part in document.parts:
        printer.line(f"  {part.language}: lines {part.first_line} to {part.last_line}")
    if document.prevailing:
        printer.line(f"  prevailing: {document.prevailing}")
    if document.version:
        printer.line(f"  version: {document.version}")
    dates = stated_dates(document)
    if not dates:
        printer.line("  no date of its own")
    for mark in dates:
        printer.line(
            f"  {mark.kind}: {mark.date}  ", Styled(f"line {mark.line}: {mark.text}", "dim")
        )
    for clause in document.clauses:
        number = f"{clause.number} " if clause.number else ""
        printer.line(
            "  " * clause.level, number, clause.title, Styled(f"  line {clause.line}", "dim")
        )
