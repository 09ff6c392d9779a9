"""Changing the charter from the command line: what a change means, its number, an owner's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyreview.cli.failures import complain
from policyreview.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.cli.session import Session
    from policyreview.library import Library
    from policyreview.signoff import Charter

_FILE = "policyreview.toml"


def run(session: Session, action: str, file: str | None, key: str | None) -> int:
    """Do ``charter diff``, ``charter propose`` or ``charter sign``."""
    with session.library() as library:
        if action == "sign":
            return _sign(session, library, file, key)
        in_force = _in_force(library)
        data, place = _new(library, file)
        if action == "propose":
            return _propose(session, in_force, data, place)
        return _diff(session, in_force, data)


def _in_force(library: Library) -> Charter:
    from policyreview.signoff.charterchange import no_charter
    from policyreview.signoff.verifying import charter_of

    charter = charter_of(library)
    if charter is None:
        raise no_charter()
    return charter


def _new(library: Library, file: str | None) -> tuple[bytes, Path | None]:
    """The bytes of the new charter, and the file to write its number into.

    That is the named file, else the work tree's charter, else the branch's own.
    """
    from policyreview.cli.files import read_bytes

    root = library.repository.root
    place = root / _FILE if root is not None else None
    if file is not None:
        return read_bytes(file), place
    head = library.repository.head().commit
    if place is not None and head == library.commit and place.is_file() and not place.is_symlink():
        return read_bytes(str(place)), place
    entry = library.repository.entry(library.commit, _FILE) if library.commit else None
    if entry is None or not entry.is_file:
        raise Refused("The branch has no charter.", hint="Name a file.")
    return library.repository.blob(entry.oid), None


def _diff(session: Session, in_force: Charter, data: bytes) -> int:
    from policyreview.signoff.charter import load
    from policyreview.signoff.charterdiff import changes

    new = load(data)
    found = changes(in_force, new)
    printer = session.printer()
    if session.as_json:
        printer.json(_facts(in_force, new, found))
    else:
        for text in found or ("The charter says what the one in force says.",):
            printer.line(text)
    return int(new.digest != in_force.digest)


def _propose(session: Session, in_force: Charter, data: bytes, place: Path | None) -> int:
    from policyreview.signoff.charter import load
    from policyreview.signoff.charterchange import numbered
    from policyreview.signoff.charterdiff import changes

    made = numbered(data, in_force.number + 1)
    new = load(made)
    found = changes(in_force, new)
    if not found and load(data).digest == in_force.digest:
        raise Refused(
            "The charter is the one in force, so there is nothing to propose.",
            hint=f"Edit {_FILE} first, or name a file.",
        )
    if place is None:
        raise Refused("There is no work tree to write the charter into.", hint="Name a file.")
    if place.is_symlink():
        raise Refused(
            f"{_FILE} is a symbolic link, which is not followed.",
            hint="Put an ordinary file in its place.",
        )
    place.write_bytes(made)
    printer = session.printer()
    if session.as_json:
        printer.json(_facts(in_force, new, found))
    else:
        printer.line(f"Charter {new.number}  digest {new.digest}")
        for text in found:
            printer.line(f"  {text}")
    need = in_force.owner_quorum
    complain(
        f"{need} of the owners have to sign for it.",
        f"Commit {_FILE}, then each of them runs 'policyreview charter sign'.",
    )
    return 0


def _sign(session: Session, library: Library, file: str | None, key: str | None) -> int:
    from policyreview.cli.signing import asking
    from policyreview.signoff.charterchange import agree, prepare
    from policyreview.signoff.charterdiff import changes

    data, _ = _new(library, file)
    agreement = prepare(library, data, key)
    in_force = agreement.in_force
    ask, own = asking(agreement.key)
    commit = agree(library, agreement, ask=ask, terminal=own)
    found = changes(in_force, agreement.new)
    printer = session.printer()
    if session.as_json:
        printer.json({**_facts(in_force, agreement.new, found), "commit": commit,
                      "signer": agreement.signer.id, "record": agreement.record.path})  # fmt: skip
        return 0
    printer.line(commit)
    for text in found:
        complain(text)
    complain(f"{agreement.signer.name} agrees to charter number {agreement.new.number}.")
    return 0


def _facts(in_force: Charter, new: Charter, found: tuple[str, ...]) -> dict[str, object]:
    return {
        "in_force": {"number": in_force.number, "digest": in_force.digest},
        "new": {"number": new.number, "digest": new.digest},
        "changes": list(found),
    }
