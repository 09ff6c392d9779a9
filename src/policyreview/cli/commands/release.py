"""`release`: the signed tag of an approved version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make, policy_argument
from policyreview.errors import Cancelled

if TYPE_CHECKING:
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.release import ReleasePlan


@make(
    "release",
    help="Tag a policy's approved version with a signed tag, policy/<id>/<version>, whose message "
    "lists its texts and approvals. It prints the tag's name.\n\n"
    "Exit code 1 where the version is not approved, you may not release it, or it is released "
    "already.",
    example="policyreview release privacy\ngit push origin policy/privacy/2026-12-01",
    params=[
        policy_argument(),
        click.Option(
            ["--version", "version"], metavar="LABEL", help="Not the newest approved one."
        ),
        click.Option(["--key"], metavar="KEY", help="A key file, a fingerprint or a signer's id."),
        click.Option(
            ["--yes", "-y"], is_flag=True, help="Don't ask; without a terminal nobody is."
        ),
        click.Option(["--dry-run"], is_flag=True, help="Show what would be signed, sign nothing."),
    ],
)
def command(
    session: Session,
    *,
    policy: str,
    version: str | None,
    key: str | None,
    yes: bool,
    dry_run: bool,
) -> int:
    """Plan, show, ask, sign."""
    from policyreview.cli.failures import complain
    from policyreview.cli.session import interactive
    from policyreview.cli.signing import agreed, asking, to_terminal
    from policyreview.release import make as make_release
    from policyreview.release import plan

    printer = session.printer()
    with session.library() as library:
        planned = plan(library, policy, version=version, key=key)
        if dry_run:
            if session.as_json:
                printer.json({"dry_run": True, "object": None, **_facts(planned)})
            else:
                _print(printer, planned)
            return int(bool(planned.bars))
        asks = interactive() and not yes
        if asks:
            to_terminal(lambda terminal: _print(terminal, planned))
        for bar in planned.bars:
            raise bar.refusal()
        if asks and not agreed("Release this version?"):
            raise Cancelled("Nothing was signed.")
        ask, own = asking(planned.key)
        released = make_release(planned, ask=ask, terminal=own)
    if session.as_json:
        printer.json({"dry_run": False, "object": released.object, **_facts(planned)})
    else:
        printer.line(released.tag)
        complain(released.text, f"To publish it: git push origin {released.tag}")
    return 0


def _facts(planned: ReleasePlan) -> dict[str, object]:
    manifest = planned.manifest
    day = manifest.effective_date
    return {
        "tag": planned.name,
        "policy": manifest.subject.policy,
        "version": manifest.subject.version,
        "effective_date": day.isoformat() if day else None,
        "commit": planned.target,
        "subject": manifest.subject_digest,
        "signer": manifest.signer,
        "key": planned.key.fingerprint if planned.key else None,
        "approvals": [
            {
                "signer": approval.signer,
                "name": approval.name,
                "roles": list(approval.roles),
                "commit": approval.commit,
                "key": approval.key,
            }
            for approval in manifest.approvals
        ],
        "notices": [
            {"code": notice.code, "weight": notice.weight, "text": notice.text, "hint": notice.hint}
            for notice in planned.notices
        ],
    }


def _print(printer: Printer, planned: ReleasePlan) -> None:
    manifest = planned.manifest
    printer.line(f"release: {planned.name}")
    printer.line(f"  commit          {planned.target}")
    printer.line(f"  effective date  {manifest.effective_date}")
    for text in manifest.subject.texts:
        printer.line(f"  text            {text.language}  {text.path}  sha256 {text.sha256[:16]}…")
    for approval in manifest.approvals:
        roles = ", ".join(approval.roles)
        printer.line(f"  approved by     {approval.name} ({roles})  {approval.commit[:10]}")
    if planned.key is not None:
        whose = planned.signer.name if planned.signer else "known to no charter"
        printer.line(f"  key             {planned.key.fingerprint} ({whose}; {planned.key.where})")
    for notice in planned.notices:
        label = "can't be signed" if notice.weight == "bar" else "note"
        printer.line(f"  {label}: {notice.text} {notice.hint}")
