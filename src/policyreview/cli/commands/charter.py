"""`charter`: shows the charter, or checks one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make
from policyreview.errors import Refused, WrongUse

if TYPE_CHECKING:
    from policyreview.cli.printer import Printer
    from policyreview.cli.session import Session
    from policyreview.signoff import Charter
    from policyreview.signoff.charterstate import Proposal

_PATH = "policyreview.toml"


@make(
    "charter",
    help="Show the charter in force: signers with their keys, roles, rules.\n\n"
    "'charter show' is the same. 'charter check [FILE]' says everything that is wrong with it, or "
    "with a file that is to become it; exit code 1 where something is.\n\n"
    "To change it, edit policyreview.toml: 'charter diff [FILE]' says what that changes, 'charter "
    "propose [FILE]' puts the next number in, and 'charter sign [FILE]' signs for it as an owner, "
    "in a commit of its own. It takes effect when enough owners of the charter in force have.",
    example="policyreview charter\npolicyreview charter check policyreview.toml\n"
    "policyreview charter propose && policyreview charter sign",
    params=[
        click.Argument(
            ["action"],
            type=click.Choice(["show", "check", "diff", "propose", "sign"]),
            required=False,
            default="show",
        ),
        click.Argument(["file"], required=False),
        click.Option(["--key"], metavar="KEY", help="With 'sign': a key file or a fingerprint."),
    ],
)
def command(session: Session, action: str, file: str | None, key: str | None) -> int:
    """Show, check, or change."""
    if action in {"diff", "propose", "sign"}:
        from policyreview.cli import chartering

        return chartering.run(session, action, file, key)
    if action == "check":
        return _check(session, file)
    if file is not None:
        raise WrongUse("'charter show' takes no file.", hint="'charter check FILE' checks one.")
    return _show(session)


def _check(session: Session, file: str | None) -> int:
    from policyreview.signoff.charter import CHARTER, problems

    found = [problem.text for problem in problems(_data(session, file))]
    printer = session.printer()
    if session.as_json:
        printer.json({"valid": not found, "problems": found})
    elif found:
        printer.line(f"{file or CHARTER} should be corrected:")
        for text in found:
            printer.line(f"  {text}")
    else:
        printer.line("The charter is valid.")
    if file is None:
        _tell_of_another(session)
    return int(bool(found))


def _tell_of_another(session: Session) -> None:
    """Say where the work tree holds another charter than the one that was checked."""
    from policyreview.cli.failures import complain
    from policyreview.signoff.charterstate import in_work_tree

    with session.library() as library:
        here = in_work_tree(library)
    if here is not None and here != _data(session, None):
        complain(
            f"{_PATH} in the work tree is another one, which was not checked:",
            f"name the file, as in 'policyreview charter check {_PATH}'.",
        )


def _show(session: Session) -> int:
    """The charter in force; what else stands in the file is said beside it."""
    from policyreview.cli.failures import complain
    from policyreview.signoff.charter import load
    from policyreview.signoff.charterstate import charter_state

    with session.library() as library:
        state = charter_state(library)
    charter = state.charter if state.charter is not None else load(_data(session, None))
    printer = session.printer()
    if session.as_json:
        printer.json(_facts(charter))
    else:
        _print(printer, charter)
    if state.trust == "refused":
        complain(state.trusted)
    for problem in state.problems:
        complain(problem)
    if state.proposal is not None:
        new = state.proposal.charter
        complain(f"Charter number {new.number}, {new.digest[:12]}, is not in force.",
                 _signed(state.proposal))  # fmt: skip
    return 0


def _signed(proposal: Proposal) -> str:
    names = ", ".join(proposal.signed) or "nobody"
    return f"Signed by {names}, {proposal.wanted} missing. {proposal.next}"


def _data(session: Session, file: str | None) -> bytes:
    if file is not None:
        from policyreview.cli.files import read_bytes

        return read_bytes(file)
    with session.repository() as repository:
        commit = repository.resolve(session.ref) if session.ref else repository.head().commit
        entry = repository.entry(commit, _PATH) if commit else None
        if entry is not None and not entry.is_file:
            raise Refused(f"{_PATH} is no regular file there, so it is no charter.")
        if entry is not None:
            return repository.blob(entry.oid)
        raise Refused(
            f"There is no charter here: the commit holds no {_PATH}.",
            hint="'policyreview init' writes one; it counts once it is committed.",
        )


def _facts(charter: Charter) -> dict[str, object]:
    return {
        "number": charter.number,
        "digest": charter.digest,
        "review_months": charter.review_months,
        "owners": {"signers": list(charter.owners), "quorum": charter.owner_quorum},
        "release_roles": list(charter.release_roles),
        "signers": [
            {
                "id": signer.id,
                "name": signer.name,
                "emails": list(signer.emails),
                "keys": [
                    {
                        "kind": key.kind,
                        "fingerprint": key.fingerprint,
                        "since": key.since.isoformat() if key.since else None,
                        "until": key.until.isoformat() if key.until else None,
                    }
                    for key in signer.keys
                ],
            }
            for signer in charter.signers
        ],
        "roles": [
            {
                "name": role.name,
                "signers": list(role.signers),
                "policies": list(role.policies),
                "languages": list(role.languages),
            }
            for role in charter.roles
        ],
        "rules": [
            {
                "policies": list(rule.policies),
                "languages": list(rule.languages),
                "needs": dict(rule.needs),
                "meaning": rule.meaning,
                "separation": rule.separation,
            }
            for rule in charter.rules
        ],
    }


def _print(printer: Printer, charter: Charter) -> None:
    from policyreview.cli.printer import Styled

    printer.line(Styled(f"Charter {charter.number}", "bold"), f"  digest {charter.digest}")
    owners = ", ".join(charter.owners)
    printer.line(f"  {charter.owner_quorum} of its owners change it: {owners}")
    if charter.review_months:
        printer.line(f"  a version is reviewed again after {charter.review_months} months")
    for signer in charter.signers:
        printer.line(
            Styled(signer.id, "bold"), f"  {signer.name}  ", Styled(" ".join(signer.emails), "dim")
        )
        for key in signer.keys:
            since = f" from {key.since}" if key.since else ""
            until = f" until {key.until}" if key.until else ""
            printer.line(f"  {key.kind} {key.fingerprint}{since}{until}")
    for role in charter.roles:
        scope = f"{_scope(role.policies)}, {_scope(role.languages)}"
        printer.line(Styled(f"role {role.name}", "bold"), f"  {', '.join(role.signers)} ({scope})")
    for rule in charter.rules:
        needs = " and ".join(f"{count} of {role}" for role, count in rule.needs)
        meaning = f", meaning '{rule.meaning}'" if rule.meaning else ""
        authors = ", not by who wrote the change" if rule.separation else ""
        printer.line(
            Styled("rule", "bold"),
            f"  {_scope(rule.policies)} ({_scope(rule.languages)}): {needs}{meaning}{authors}",
        )


def _scope(names: tuple[str, ...]) -> str:
    return "all" if "*" in names else ", ".join(names)
