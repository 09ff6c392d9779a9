"""`show`: a policy's text, as it is now, at a revision, or as it was in force on a day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import Day, make, policy_argument
from policyreview.cli.session import today
from policyreview.errors import CouldNotTell, Refused, WrongUse

if TYPE_CHECKING:
    from datetime import date

    from policyreview.cli.session import Session
    from policyreview.library import Library, Policy, PolicyText


@make(
    "show",
    help="Print a policy's text: now, at a revision (--ref) or as it was in force on a day (--at)."
    "\n\nExit code 1 where no approved version was in force on that day.",
    example="policyreview show privacy --at 2026-03-03 --language en",
    params=[
        policy_argument(),
        click.Option(["--at", "day"], type=Day(), metavar="DATE", help="As in force on this day."),
        click.Option(["--language"], metavar="TAG", help="Only the text in this language."),
        click.Option(["--raw"], is_flag=True, help="The exact bytes of the file, for a pipe."),
    ],
)
def command(
    session: Session, policy: str, day: date | None, language: str | None, raw: bool
) -> int:
    """Print the texts."""
    with session.library() as newest:
        library, found = _at(newest, policy, day)
        texts = [text for text in found.texts if language in (None, text.language)]
        if not texts:
            there = ", ".join(found.languages) or "none"
            raise WrongUse(f"'{found.id}' has no text in '{language}'.", hint=f"It has: {there}.")
        if raw:
            return _write_bytes(library, texts)
        return _print(session, library, found, texts)


def _at(newest: Library, policy_id: str, day: date | None) -> tuple[Library, Policy]:
    from policyreview.standing.past import policy_at

    if day is None:
        return _now(newest, policy_id)
    policy = newest.policy(policy_id)
    from policyreview.standing import standing

    found = standing(newest, policy.id, day=day)
    if found.commit_in_force is None and found.status == "unknown":
        raise CouldNotTell(found.why)
    if found.commit_in_force is None:
        when = "is in force today" if day == today() else f"was in force on {day.isoformat()}"
        raise Refused(
            f"No approved version of '{policy.id}' {when}.",
            hint=f"'policyreview history {policy.id}' shows its revisions.",
        )
    return policy_at(newest, policy.id, found.commit_in_force, follow=False)


def _now(library: Library, policy_id: str) -> tuple[Library, Policy]:
    """The policy at the revision asked for, also by the id that it has where the branch is now."""
    from policyreview.standing.past import policy_at

    try:
        return library, library.policy(policy_id)
    except WrongUse:
        if library.commit is None or library.ref is None:
            raise
        try:
            return policy_at(library.at("HEAD"), policy_id, library.commit)
        except WrongUse:
            pass
        raise


def _write_bytes(library: Library, texts: list[PolicyText]) -> int:
    paths = {text.path for text in texts}
    if len(paths) != 1:
        raise WrongUse("--raw writes one file.", hint="Choose a text with --language.")
    if sys.stdout.isatty():
        raise WrongUse(
            "--raw is for a file or a pipe: raw bytes could act on the terminal.",
            hint="Without --raw the text is shown safely.",
        )
    sys.stdout.flush()
    sys.stdout.buffer.write(library.repository.blob(texts[0].blob))
    sys.stdout.buffer.flush()
    return 0


def _print(session: Session, library: Library, policy: Policy, texts: list[PolicyText]) -> int:
    from policyreview.cli.printer import Styled
    from policyreview.cli.sides import content

    printer = session.printer()
    contents = [(text, content(library, text)) for text in texts]
    if session.as_json:
        printer.json(
            {
                "policy": policy.id,
                "commit": library.commit,
                "texts": [
                    {"language": text.language, "path": text.path, "text": words}
                    for text, words in contents
                ],
            }
        )
        return 0
    for index, (text, words) in enumerate(contents):
        if len(contents) > 1:
            if index:
                printer.line()
            printer.line(Styled(f"── {text.language}  {text.path}", "dim"))
        shown = words.replace("\r\n", "\n")
        printer.text(shown, end="" if shown.endswith("\n") or not shown else "\n")
    return 0
