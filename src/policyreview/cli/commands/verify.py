"""`verify`: checks every approval and release that the repository claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make, policy_argument

if TYPE_CHECKING:
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.library import Library
    from policyreview.release import Release
    from policyreview.signoff import Report, Verification


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
    from policyreview.cli.releasing import facts
    from policyreview.release import releases, verify_tag
    from policyreview.signoff import verify

    printer = session.printer()
    with session.library() as library:
        tags = [name for name in policies if _is_tag(library, name)]
        chosen = {library.policy(name).id for name in policies if name not in tags}
        if tags:
            report = verify(library)
            released = tuple(verify_tag(library, tag, report=report) for tag in tags)
            kept = tuple(one for one in report.policies if one.policy in chosen)
            report = replace(report, policies=kept, findings=report.findings)
        else:
            report = verify(library, only=chosen or None, brief=True)
            whose = next(iter(chosen)) if len(chosen) == 1 else None
            known = {policy.policy for policy in report.policies}
            released = tuple(
                one
                for one in releases(library, policy=whose, report=report)
                if not chosen or one.policy in known
            )
    if session.as_json:
        printer.json({**report.as_json(), "releases": [facts(release) for release in released]})
    else:
        _print(printer, report, released)
    return exit_code(report, released, named=bool(chosen), strict=strict)


def _is_tag(library: Library, name: str) -> bool:
    """Whether a tag is meant: by its whole name, or because no policy is called so."""
    if name.startswith(("policy/", "refs/tags/")):
        return True
    if any(name == policy.id or name in policy.paths for policy in library.policies):
        return False
    return any(tag.name == name for tag in library.repository.tags())


def exit_code(report: Report, released: tuple[Release, ...], *, named: bool, strict: bool) -> int:
    """0 yes, 1 no, 3 could not tell.

    Args:
        report: What was found.
        released: The releases that were asked about, or that there are.
        named: Policies were named: each must be approved, not only claim nothing untrue.
        strict: Unknown parts and an unpinned charter count as no.
    """
    ok = report.ok
    if named and ok is not False:
        answers = [policy.approved for policy in report.policies]
        ok = False if False in answers else None if None in answers else ok
    tags = {release.ok for release in released}
    if ok is not False and tags - {True}:
        ok = False if False in tags else None
    if strict and (ok is None or not report.strict_ok):
        ok = False
    return {True: 0, False: 1, None: 3}[ok]


def _print(printer: Printer, report: Report, released: tuple[Release, ...]) -> None:
    from policyreview.cli.printer import Styled
    from policyreview.cli.releasing import write_reason, write_release

    for finding in report.findings:
        write_reason(printer, finding)
    silent = [policy for policy in report.policies if not policy.claimed]
    for policy in report.policies:
        if policy.claimed:
            _print_policy(printer, policy)
    for release in released:
        write_release(printer, release)
    if silent:
        names = ", ".join(policy.policy for policy in silent)
        printer.line(Styled(f"Nobody has signed for: {names}.", "dim"))
    if not report.policies and not released:
        nothing = "" if report.ok is False else ", so nothing is claimed"
        printer.line(f"There is no policy in this repository{nothing}.")


def _print_policy(printer: Printer, policy: Verification) -> None:
    from policyreview.cli.printer import Styled
    from policyreview.cli.releasing import write_reason

    word: Styled = {
        True: Styled("approved", "good"),
        False: Styled("not approved", "bad"),
        None: Styled("could not be told", "warn"),
    }[policy.approved]
    version = f" {policy.version}" if policy.version else ""
    day = policy.state.effective_date if policy.state and policy.approved else None
    since = f", binds from {day.isoformat()}" if day else ""
    printer.line(Styled(f"{policy.policy}{version}", "bold"), ": ", word, since)
    for reason in policy.reasons:
        write_reason(printer, reason, indent="  ")
