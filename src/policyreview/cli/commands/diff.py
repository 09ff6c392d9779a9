"""`diff`: the redline of two revisions of a policy, or of two files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import PolicyId, make
from policyreview.cli.session import today
from policyreview.errors import CouldNotTell, WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.documents import Lines
    from policyreview.library import ContentLines, Library
    from policyreview.redline import Redline, Span

    At = Lines | ContentLines
    Comparison = tuple[str, str, Redline, At, At]  # heading, language, redline, lines of both files

_DRIVER_ARGUMENTS = 7


@make(
    "diff",
    help="Compare two revisions of a policy, or two files.\n\n"
    "Without OLD, the last approved version is compared with the newest text, or the revision "
    "before where nothing is approved. Exit code 1 where there is a difference, 0 where there is "
    "none.\n\nWith --three-way, two revisions are compared with the text that both began with: "
    "POLICY [OURS] THEIRS, or --files BASE OURS THEIRS.",
    example="policyreview diff privacy\n"
    "policyreview diff privacy v6.1 v6.2 --stat\n"
    "policyreview diff --files old.md new.md --html > redline.html\n"
    "policyreview diff --three-way privacy main legal-review",
    params=[
        click.Argument(["names"], type=PolicyId(), nargs=-1, metavar="POLICY [OLD] [NEW]"),
        click.Option(["--files"], is_flag=True, help="Compare two files, OLD and NEW, anywhere."),
        click.Option(
            ["--three-way"],
            is_flag=True,
            help="Say who of two changed what since their last common commit.",
        ),
        click.Option(["--language"], metavar="TAG", help="Only the text in this language."),
        click.Option(["--spaces"], is_flag=True, help="Show all changes of white space, by signs."),
        click.Option(["--stat"], is_flag=True, help="Only how much changed, clause by clause."),
        click.Option(["--html"], is_flag=True, help="Write one HTML page."),
        click.Option(
            ["--driver"],
            is_flag=True,
            help="Take the arguments that git gives an external diff driver; exit code 0.",
        ),
    ],
)
def command(
    session: Session,
    *,
    names: tuple[str, ...],
    files: bool,
    three_way: bool,
    language: str | None,
    spaces: bool,
    stat: bool,
    html: bool,
    driver: bool,
) -> int:
    """Compare, print, and say by the exit code whether there is a difference."""
    if sum([stat, html, session.as_json]) > 1:
        raise WrongUse("Of --json, --stat and --html only one can be given.", hint="Leave one out.")
    if three_way:
        if driver or spaces:
            raise WrongUse(
                "--three-way goes with neither --driver nor --spaces.", hint="Leave them out."
            )
        return _three_way(session, names, language, files=files, stat=stat, html=html)
    if driver:
        if html or session.as_json:
            raise WrongUse(
                "--driver prints text, one file after the other.",
                hint="--files compares two files.",
            )
        return _drive(session, names, spaces=spaces, stat=stat)
    if files:
        title, texts = _from_files(names)
    else:
        title, texts = _from_policy(session, names, language)
    _print(session, title, texts, spaces=spaces, stat=stat, html=html)
    return int(any(redline.old != redline.new for _, _, redline, _, _ in texts))


def _three_way(
    session: Session,
    names: Sequence[str],
    language: str | None,
    *,
    files: bool,
    stat: bool,
    html: bool,
) -> int:
    from policyreview.cli import threeway

    if files:
        title, triples = threeway.of_files(names)
    else:
        with session.library() as library:
            title, triples = threeway.of_policy(library, names, language)
    printer = session.printer()
    if session.as_json:
        printer.json(threeway.as_json(triples))
    elif html:
        from policyreview.redline.page import three_way_page

        printer.raw(three_way_page(title, [(each.heading, each.found) for each in triples]))
    else:
        threeway.write(printer, title, triples, stat=stat)
    return int(any(each.found.differs for each in triples))


def _from_files(names: Sequence[str]) -> tuple[str, list[Comparison]]:
    from policyreview.cli.files import read_text
    from policyreview.documents import lines_of
    from policyreview.redline import compare

    if len(names) != 2:
        raise WrongUse(
            "--files takes two files, OLD and NEW.",
            hint="For example: policyreview diff --files old.md new.md",
        )
    old, new = map(read_text, names)
    heading = f"{names[0]} → {names[1]}"
    redline = compare(old, new)
    return heading, [(names[1], _language(new or old), redline, lines_of(old), lines_of(new))]


def _drive(session: Session, names: Sequence[str], *, spaces: bool, stat: bool) -> int:
    """Take what git gives a diff driver: a path, then file, hash and mode of each side, a new path.

    Of a file with conflicts git gives the path alone. Whatever can't be compared is said in the
    output, as git itself does, since an exit code would end git's own command; a pager that is
    left before the end is nothing to complain about either.
    """
    if len(names) < _DRIVER_ARGUMENTS:
        if len(names) != 1:
            raise WrongUse(
                "--driver takes the seven arguments that git gives a diff driver.",
                hint="docs/cli.md says how to set git up; --files compares two files.",
            )
        session.printer().line(f"{names[0]}: not merged yet")
        return 0
    renamed = len(names) > _DRIVER_ARGUMENTS
    path = f"{names[0]} → {names[_DRIVER_ARGUMENTS]}" if renamed else names[0]
    try:
        texts = _from_files((names[1], names[4]))[1]
    except (WrongUse, CouldNotTell) as error:
        session.printer().line(f"{path}: {error.message}")
        return 0
    named = [(path, *compared[1:]) for compared in texts]
    printer = session.printer(paged=bool(os.environ.get("GIT_PAGER_IN_USE")))
    from policyreview.cli.failures import drop_output

    try:
        _write(printer, named, spaces=spaces, stat=stat)
        printer.flush()
    except BrokenPipeError:
        drop_output()  # the reader has seen enough; any other exit code is a failure to git
    return 0


def _from_policy(
    session: Session, names: Sequence[str], language: str | None
) -> tuple[str, list[Comparison]]:
    from policyreview.cli.sides import pairs
    from policyreview.redline import compare
    from policyreview.standing.past import policy_at

    if not 1 <= len(names) <= 3:
        raise WrongUse(
            "diff takes a policy and at most two revisions.",
            hint="'policyreview list' shows the policies.",
        )
    with session.library() as library:
        policy_id = library.policy(names[0]).id
        new = policy_at(library, policy_id, names[2] if len(names) == 3 else None)
        before = names[1] if len(names) > 1 else _base(library, policy_id)
        old = policy_at(library, policy_id, before) if before else None
        after = names[2] if len(names) == 3 else new[0].commit
        title = f"{policy_id}: {_short(before)} → {_short(after)}"
        return title, [
            (
                f"{policy_id} ({pair.language})",
                pair.language,
                compare(pair.old, pair.new),
                pair.old_lines,
                pair.new_lines,
            )
            for pair in pairs(old, new, language=language)
        ]


def _base(library: Library, policy_id: str) -> str | None:
    """What a policy is compared with by default: its last approval, else the revision before."""
    from policyreview.standing import standing

    approved = standing(library, policy_id, day=today()).approved_commit
    if approved is not None:
        return approved
    own = [revision for revision in library.revisions(policy_id) if revision.taken]
    return own[1].commit if len(own) > 1 else None


def _short(rev: str | None) -> str:
    if rev is None:
        return "nothing"
    return rev[:10] if len(rev) >= 40 else rev


def _language(text: str) -> str:
    from policyreview.documents.languages import language_of_text

    return language_of_text(text)


def _print(
    session: Session,
    title: str,
    texts: Sequence[Comparison],
    *,
    spaces: bool,
    stat: bool,
    html: bool,
) -> None:
    printer = session.printer()
    if session.as_json:
        printer.json(
            {
                "texts": [
                    {"language": language, "blocks": _blocks(redline, old, new)}
                    for _, language, redline, old, new in texts
                ]
            }
        )
        return
    if html:
        from policyreview.redline.page import page

        compared = [(heading, redline) for heading, _, redline, _, _ in texts]
        printer.raw(page(title, compared, spaces=spaces))
        return
    if not stat:
        from policyreview.cli.printer import Styled

        printer.line(Styled(title, "dim"))
    _write(printer, texts, spaces=spaces, stat=stat)


def _write(printer: Printer, texts: Sequence[Comparison], *, spaces: bool, stat: bool) -> None:
    from policyreview.cli.printer import Styled
    from policyreview.cli.redline_text import write, write_stat

    for heading, _, redline, old, new in texts:
        printer.line(Styled(heading, "bold"), ": ", redline.summary.sentence())
        if stat:
            write_stat(printer, redline)
        else:
            write(printer, redline, old, new, spaces=spaces)


def _blocks(redline: Redline, old_lines: At, new_lines: At) -> list[dict[str, object]]:
    def side(span: Span | None, lines: At) -> dict[str, object] | None:
        return None if span is None else {"span": list(span), "line": lines.at(span[0])}

    return [
        {
            "change": block.change,
            "old": side(block.old, old_lines),
            "new": side(block.new, new_lines),
            "tokens": block.tokens,
        }
        for block in redline.blocks
    ]
