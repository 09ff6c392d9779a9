"""Signing from the command line: shows what will be signed, asks where it can, signs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from policyreview.cli.failures import complain
from policyreview.cli.options import Day, make, policy_argument
from policyreview.cli.session import interactive
from policyreview.errors import Cancelled, WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from policyreview.checks import Finding
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.library import Library
    from policyreview.signoff import Plan, Signed, SigningKey, Stamp
    from policyreview.signoff.record import Verdict
    from policyreview.signoff.signing import Ask


_DEEDS: dict[Verdict, str] = {
    "approve": "this approval",
    "reject": "this request for changes",
    "withdraw": "this withdrawal",
    "comment": "this comment",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for; the options of the four commands.

    Attributes:
        policy: Its id.
        verdict: The word to sign.
        effective: The day from which the version binds.
        meaning: What the signature means.
        comment: A remark.
        key: What names the key.
        languages: Those spoken for; all where empty.
        leave_out: Places not to stamp, as ``path:line``.
        acknowledge: Findings seen: a rule, the beginning of a finding's digest, or ``all``.
        backdated: The effective date may have passed.
        yes: Don't ask.
        dry_run: Show, sign nothing.
    """

    policy: str
    verdict: Verdict
    effective: date | None = None
    meaning: str = ""
    comment: str = ""
    key: str | None = None
    languages: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    acknowledge: tuple[str, ...] = ()
    backdated: bool = False
    yes: bool = False
    dry_run: bool = False


def verdict_command(
    name: Verdict,
    *,
    help: str,  # noqa: A002
    example: str,
    comment_needed: bool = False,
) -> click.Command:
    """A command for a verdict that stamps nothing: reject, withdraw, comment."""

    @make(name, help=help, example=example, params=_params(comment_needed=comment_needed))
    def command(
        session: Session,
        policy: str,
        effective: date | None,
        **options: object,
    ) -> int:
        wish = wish_of(policy, name, effective, options)
        if comment_needed and not wish.comment.strip():
            raise WrongUse("Its words are missing.", hint="Say them with -m.")
        return run(session, wish)

    return command


def wish_of(
    policy: str, verdict: Verdict, effective: date | None, options: dict[str, object]
) -> Wish:
    """The wish that click's values make."""
    values = {name: value for name, value in options.items() if value is not None}
    return Wish(policy=policy, verdict=verdict, effective=effective, **values)  # type: ignore[arg-type]  # click gives each option the type it declares


def _params(*, comment_needed: bool) -> list[click.Parameter]:
    return [
        policy_argument(),
        click.Option(
            ["--effective"],
            type=Day(),
            metavar="DATE",
            help="The effective date of the version that is meant, where there are several.",
        ),
        *common_params(comment_needed=comment_needed),
    ]


def common_params(*, comment_needed: bool = False) -> list[click.Parameter]:
    """The options that every signing command has."""
    return [
        click.Option(["--meaning"], metavar="TEXT", help="What the signature means."),
        click.Option(
            ["-m", "--message", "comment"],
            metavar="TEXT",
            required=comment_needed,
            help="A remark that is signed with it.",
        ),
        click.Option(
            ["--key"],
            metavar="KEY",
            help="A key file, a fingerprint or a signer's id; by default the first that counts.",
        ),
        click.Option(
            ["--language", "languages"],
            metavar="TAG",
            multiple=True,
            help="Speak for this language only; may be repeated.",
        ),
        click.Option(
            ["--acknowledge"],
            metavar="FINDING",
            multiple=True,
            help="Say that you have seen a finding that bars signing: its rule, the beginning of "
            "its key, or 'all'.",
        ),
        click.Option(
            ["--yes", "-y"], is_flag=True, help="Don't ask; without a terminal nobody is."
        ),
        click.Option(["--dry-run"], is_flag=True, help="Show what would be signed, sign nothing."),
    ]


def run(session: Session, wish: Wish) -> int:
    """Plan, show, ask, sign; the commit's id goes to the output, sentences to the error output."""
    with session.library() as library:
        library.policy(wish.policy)
        plan = make_plan(library, wish)
        asks = interactive() and not wish.yes
        if wish.dry_run:
            return _dry_run(session, plan)
        if asks:
            to_terminal(lambda printer: write_plan(printer, plan))
        if plan.bars:
            raise plan.bars[0].refusal()
        for warning in () if asks else plan.warnings:
            complain(warning.text, warning.hint)
        if asks and not agreed(f"Sign {_DEEDS[wish.verdict]}?"):
            raise Cancelled("Nothing was signed.")
        from policyreview.signoff import sign

        ask, own = asking(plan.key)
        signed = sign(plan, ask=ask, terminal=own)
    return _report(session, plan, signed)


def make_plan(library: Library, wish: Wish) -> Plan:
    """The plan for a wish; places and findings that it names are looked up in a first plan."""
    from policyreview.signoff import plan

    def planned(leave_out: tuple[Stamp, ...], acknowledged: frozenset[str]) -> Plan:
        return plan(
            library,
            wish.policy,
            verdict=wish.verdict,
            effective_date=wish.effective,
            meaning=wish.meaning,
            comment=wish.comment,
            languages=wish.languages or None,
            key=wish.key,
            leave_out=leave_out,
            acknowledged=acknowledged,
            backdated=wish.backdated,
        )

    first = planned((), frozenset())
    if not wish.leave_out and not wish.acknowledge:
        return first
    return planned(
        tuple(_places(first.places, wish.leave_out)),
        frozenset(_digests(first.findings, wish.acknowledge)),
    )


def place_of(stamp: Stamp) -> str:
    """How a place to be stamped is named on the command line."""
    return f"{stamp.path}:{stamp.line}"


def _places(places: Iterable[Stamp], wanted: Iterable[str]) -> Iterable[Stamp]:
    known = list(places)
    for name in wanted:
        found = [
            place for place in known if name in (place_of(place), f"{place.language}:{place.line}")
        ]
        if not found:
            there = ", ".join(map(place_of, known)) or "none"
            raise WrongUse(f"No place '{name}' would be stamped.", hint=f"There are: {there}.")
        yield from found


def _digests(findings: Iterable[tuple[str, Finding]], wanted: Iterable[str]) -> Iterable[str]:
    known = [finding for _, finding in findings]
    for name in wanted:
        found = [
            finding
            for finding in known
            if name in ("all", finding.rule) or (len(name) >= 6 and finding.digest.startswith(name))
        ]
        if not found and name != "all":
            there = ", ".join(f"{f.digest[:8]} ({f.rule})" for f in known) or "none"
            raise WrongUse(f"No finding '{name}' bars signing.", hint=f"There are: {there}.")
        yield from (finding.digest for finding in found)


def asking(key: SigningKey | None) -> tuple[Ask | None, bool]:
    """How a key's passphrase may be asked for, and whether a program of its own may ask.

    OpenPGP's pinentry asks on the terminal itself; where there is none, nobody does.
    """
    if not interactive():
        return None, False
    return passphrase, key is not None and key.kind == "openpgp"


def passphrase(question: str) -> str | None:
    """Ask for a passphrase on the terminal, unseen; an end of the input is a no."""
    from getpass import getpass

    from policyreview.terminal import safe

    try:
        return getpass(f"{safe(question)} ", stream=sys.stderr) or None
    except EOFError:
        return None


def agreed(question: str) -> bool:
    """Ask on the terminal; an end of the input is a no."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def to_terminal(write: Callable[[Printer], None]) -> None:
    """Show something to who is asked, on the error output."""
    from policyreview.cli.printer import Printer

    printer = Printer(sys.stderr, colored=False)
    write(printer)
    printer.flush()


def write_plan(printer: Printer, plan: Plan) -> None:
    """Write what will be signed, for people."""
    record = plan.record
    subject = record.subject
    printer.line(f"{record.verdict}: {subject.policy}, {plan.policy.title}")
    when = subject.effective_date.isoformat() if subject.effective_date else "none"
    printer.line(f"  version         {subject.version}")
    printer.line(f"  effective date  {when}")
    printer.line(f"  meaning         {record.meaning}")
    printer.line(f"  speaks for      {', '.join(record.languages)}")
    for comment in record.comments:
        printer.line(f"  comment         {comment.text}")
    for text in subject.texts:
        printer.line(f"  text            {text.language}  {text.path}  sha256 {text.sha256[:16]}…")
    for stamp in plan.places:
        kept = "" if stamp in plan.stamps else "  (left as it is)"
        printer.line(f"  stamp           {place_of(stamp)}: {stamp.before} → {stamp.after}{kept}")
    for path, finding in plan.findings:
        printer.line(
            f"  finding         {path}:{finding.line} {finding.text} [{finding.digest[:8]}]"
        )
    key = plan.key
    if key is not None:
        whose = plan.signer.name if plan.signer else "known to no charter"
        printer.line(f"  key             {key.fingerprint} ({whose}; {key.where})")
    printer.line(f"  branch          {plan.ref}")
    for notice in plan.notices:
        label = "can't be signed" if notice.weight == "bar" else "note"
        printer.line(f"  {label}: {notice.text} {notice.hint}")


def _dry_run(session: Session, plan: Plan) -> int:
    """Show the plan; exit code 1 where something bars signing."""
    printer = session.printer()
    if session.as_json:
        printer.json({"dry_run": True, "commit": None, **_facts(plan)})
    else:
        write_plan(printer, plan)
    return int(bool(plan.bars))


def _report(session: Session, plan: Plan, signed: Signed) -> int:
    printer = session.printer()
    if session.as_json:
        printer.json({"dry_run": False, "commit": signed.commit, **_facts(plan)})
        return 0
    printer.line(signed.commit)
    complain(signed.text)
    return 0


def _facts(plan: Plan) -> dict[str, object]:
    record, subject = plan.record, plan.record.subject
    return {
        "policy": subject.policy,
        "version": subject.version,
        "effective_date": subject.effective_date.isoformat() if subject.effective_date else None,
        "verdict": record.verdict,
        "meaning": record.meaning,
        "languages": list(record.languages),
        "signer": record.signer,
        "key": plan.key.fingerprint if plan.key else None,
        "subject": record.subject_digest,
        "record": record.path,
        "branch": plan.ref,
        "stamps": [
            {
                "place": place_of(stamp),
                "language": stamp.language,
                "path": stamp.path,
                "line": stamp.line,
                "before": stamp.before,
                "after": stamp.after,
                "stamped": stamp in plan.stamps,
            }
            for stamp in plan.places
        ],
        "findings": [
            {
                "path": path,
                "line": finding.line,
                "rule": finding.rule,
                "text": finding.text,
                "key": finding.digest,
            }
            for path, finding in plan.findings
        ],
        "notices": [
            {"code": notice.code, "weight": notice.weight, "text": notice.text, "hint": notice.hint}
            for notice in plan.notices
        ],
    }
