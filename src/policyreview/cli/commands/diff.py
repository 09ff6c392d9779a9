"""`diff`: the redline of two revisions of a policy, or of two files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import PolicyId, make
from policyreview.cli.session import today
from policyreview.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyreview.cli.compared import Compared
    from policyreview.cli.session import Session
    from policyreview.library import Library


class _Diff(click.Command):
    """The command; what git gives a driver is no option, though a path may begin with a dash."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, the arguments that git gives set apart from the options before them."""
        if "--driver" in args and "--" not in args:
            from policyreview.cli.driving import given

            at = len(args) - given(args)
            if "--driver" in args[:at]:
                args = [*args[:at], "--", *args[at:]]
        return super().parse_args(ctx, args)


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
        click.Option(
            ["--exit-code"],
            is_flag=True,
            help="With --driver: exit code 1 where the files differ, for git's trustExitCode.",
        ),
    ],
    kind=_Diff,
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
    exit_code: bool,
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
        from policyreview.cli.driving import drive

        return drive(session, names, spaces=spaces, stat=stat, exit_code=exit_code)
    if files:
        title, texts = _from_files(names)
    else:
        title, texts = _from_policy(session, names, language)
    _print(session, title, texts, spaces=spaces, stat=stat, html=html)
    return int(any(each.differs for each in texts))


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


def _from_files(names: Sequence[str]) -> tuple[str, list[Compared]]:
    from policyreview.cli.compared import of_bytes
    from policyreview.cli.files import read_bytes

    if len(names) != 2:
        raise WrongUse(
            "--files takes two files, OLD and NEW.",
            hint="For example: policyreview diff --files old.md new.md",
        )
    old, new = map(read_bytes, names)
    return f"{names[0]} → {names[1]}", [of_bytes(names[1], (names[0], old), (names[1], new))]


def _from_policy(
    session: Session, names: Sequence[str], language: str | None
) -> tuple[str, list[Compared]]:
    from policyreview.cli.compared import Compared
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
            Compared(
                f"{policy_id} ({pair.language})",
                pair.language,
                compare(pair.old, pair.new),
                pair.old_lines,
                pair.new_lines,
                pair.encodings,
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


def _print(
    session: Session,
    title: str,
    texts: Sequence[Compared],
    *,
    spaces: bool,
    stat: bool,
    html: bool,
) -> None:
    printer = session.printer()
    if session.as_json:
        printer.json({"texts": [each.as_json() for each in texts]})
    elif html:
        from policyreview.redline.page import Part, page

        parts = [Part(each.heading, each.redline, each.language, each.sentence) for each in texts]
        printer.raw(page(title, parts, spaces=spaces))
    else:
        if not stat:
            from policyreview.cli.printer import Styled

            printer.line(Styled(title, "dim"))
        for each in texts:
            each.write(printer, spaces=spaces, stat=stat)
