"""`verify`: checks every approval and release that the repository claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make, policy_argument

if TYPE_CHECKING:
    from policyreview.cli.printer import Printer, Style
    from policyreview.cli.session import Session
    from policyreview.signoff import Reason, Report, Verification

_STYLES: dict[str, Style] = {"yes": "good", "no": "bad", "unknown": "warn", "note": "dim"}
_SIGNS = {"yes": "+", "no": "-", "unknown": "?", "note": "·"}


@make(
    "verify",
    help="Check every approval and release that the repository claims, from git's objects and the "
    "charter's keys, offline.\n\n"
    "Without an argument: exit code 0 only if everything claimed is true, 1 if something is not, 3 "
    "if something could not be told. With policies: 0 only if each of them is approved. With a "
    "release's tag: 0 only if it is a sound release. With --strict a charter that is not pinned "
    "and anything that could not be checked are no too.",
    example="policyreview verify privacy\npolicyreview verify --json --strict",
    params=[
        policy_argument(required=False, many=True),
        click.Option(["--strict"], is_flag=True, help="Take nothing on trust."),
    ],
)
def command(session: Session, policies: tuple[str, ...], strict: bool) -> int:
    """Verify and explain."""
    tags = [name for name in policies if name.startswith(("policy/", "refs/tags/"))]
    if tags:
        from policyreview.cli.releasing import verify_tags

        return verify_tags(session, tags, [name for name in policies if name not in tags])
    from policyreview.signoff import verify

    printer = session.printer()
    with session.library() as library:
        chosen = {library.policy(policy).id for policy in policies}
        report = verify(library, only=chosen or None)
    if session.as_json:
        printer.json(report.as_json())
    else:
        _print(printer, report)
    return exit_code(report, named=bool(chosen), strict=strict)


def exit_code(report: Report, *, named: bool, strict: bool) -> int:
    """0 yes, 1 no, 3 could not tell.

    Args:
        report: What was found.
        named: Policies were named: each must be approved, not only claim nothing untrue.
        strict: Unknown parts and an unpinned charter count as no.
    """
    ok = report.ok
    if named and ok is not False:
        answers = [policy.approved for policy in report.policies]
        ok = False if False in answers else None if None in answers else ok
    if strict and ok is True and not report.strict_ok:
        ok = False
    return {True: 0, False: 1, None: 3}[ok]


def _print(printer: Printer, report: Report) -> None:
    from policyreview.cli.printer import Styled

    for finding in report.findings:
        _print_reason(printer, finding, indent="")
    silent = [policy for policy in report.policies if not policy.claimed]
    for policy in report.policies:
        if policy.claimed:
            _print_policy(printer, policy)
    if silent:
        names = ", ".join(policy.policy for policy in silent)
        printer.line(Styled(f"Nobody has signed for: {names}.", "dim"))
    if not report.policies:
        printer.line("There is no policy in this repository, so nothing is claimed.")


def _print_policy(printer: Printer, policy: Verification) -> None:
    from policyreview.cli.printer import Styled

    word: Styled = {
        True: Styled("approved", "good"),
        False: Styled("not approved", "bad"),
        None: Styled("could not be told", "warn"),
    }[policy.approved]
    version = f" {policy.version}" if policy.version else ""
    printer.line(Styled(f"{policy.policy}{version}", "bold"), ": ", word)
    for reason in policy.reasons:
        _print_reason(printer, reason, indent="  ")


def _print_reason(printer: Printer, reason: Reason, *, indent: str) -> None:
    from policyreview.cli.printer import Styled

    commit = Styled(f"  {reason.commit[:10]}", "dim") if reason.commit else ""
    printer.line(
        indent, Styled(_SIGNS[reason.weight], _STYLES[reason.weight]), " ", reason.text, commit
    )
