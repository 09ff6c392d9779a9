"""Changing a charter: the next number put in, and an owner's signed agreement to it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import Refused, WrongUse
from policyreview.signoff import charterrecord
from policyreview.signoff.charter import CHARTER, load
from policyreview.signoff.record import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyreview.library import Library
    from policyreview.repository.model import Commit
    from policyreview.signoff.charter import Charter, Signer
    from policyreview.signoff.keys import SigningKey
    from policyreview.signoff.signing import Ask


@dataclass(frozen=True, slots=True)
class Agreement:
    """An owner's agreement to a charter, ready to be signed.

    Attributes:
        in_force: The charter whose owners decide.
        new: The charter agreed to.
        data: Its bytes.
        record: What will be added.
        key: The key that will sign.
        signer: Whose it is.
        there: The new charter stands at the branch's tip already.
    """

    in_force: Charter
    new: Charter
    data: bytes
    record: charterrecord.CharterRecord
    key: SigningKey
    signer: Signer
    there: bool


def numbered(data: bytes, number: int) -> bytes:
    """The charter with that number; comments and order stay as they are.

    Raises:
        Refused: It is invalid.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    load(data)  # bounded: nothing that could exhaust tomlkit gets there
    try:
        document = tomlkit.parse(data.decode("utf-8"))
        if document.get("number") != number:
            document["number"] = number
        made = tomlkit.dumps(document).encode("utf-8")
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise Refused(f"The number of {CHARTER} could not be written: {error}.") from None
    load(made)
    return made


def no_charter() -> Refused:
    """The error for a change where no charter is in force."""
    return Refused(
        "There is no charter in force, so nobody can agree to another.",
        hint="'policyreview init' writes a first one; it counts once it is committed.",
    )


def prepare(library: Library, data: bytes, key: str | None) -> Agreement:
    """Prepare an owner's agreement.

    Args:
        library: Opened at the branch to sign on.
        data: The new charter's bytes.
        key: What names the key; None: the first of an owner's.

    Raises:
        Refused: There is no charter in force, the new one is invalid or does not follow it, the
            key is no owner's, or the history is not the one that the user trusts.
        CouldNotTell: There is no key, or the history can't be told.
    """
    from policyreview.signoff import trust
    from policyreview.signoff.keys import available_keys, choose_key, offers

    line = trust.trusted_line(library.repository, library.commit) if library.commit else None
    in_force = line.latest if line is not None else None
    if in_force is None:
        raise no_charter()
    new = load(data)
    if new.digest == in_force.digest:
        raise Refused("This charter is in force already, so there is nothing to agree to.")
    if new.number != in_force.number + 1:
        raise Refused(
            f"The charter has number {new.number}; the one after {in_force.number} is wanted.",
            hint="'policyreview charter propose' puts the number in.",
        )
    if key is None:
        mine = [one for one in available_keys() if _owner(in_force, one)]
        if not mine:
            raise Refused(
                "None of your keys is an owner's, and only owners change the charter.",
                hint="Name a key with --key.",
            )
        chosen = mine[0]
    else:
        chosen = choose_key(offers(in_force), key)
    signer = _owner(in_force, chosen)
    if signer is None:
        raise Refused(f"The key {chosen.fingerprint} is no owner's of the charter in force.")
    record = charterrecord.CharterRecord(
        number=new.number,
        charter=new.digest,
        previous=in_force.digest,
        signer=signer.id,
        name=signer.name,
        time=now(),
        nonce=secrets.token_hex(8),
    )
    entry = library.repository.entry(library.commit, CHARTER) if library.commit else None
    there = entry is not None and entry.kind == "blob"
    same = there and entry is not None and library.repository.blob(entry.oid) == data
    return Agreement(in_force, new, data, record, chosen, signer, there=same)


def agree(
    library: Library,
    agreement: Agreement,
    *,
    ask: Ask | None = None,
    terminal: bool = False,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """Sign an agreement and put it on the branch, the new charter with it; the commit.

    Args:
        library: Opened at the branch.
        agreement: From :func:`prepare`.
        ask: For the passphrase of a key file; None: a guarded key fails with a sentence.
        terminal: The signing program may ask on the terminal: the caller has given up the screen.
        cancelled: Asked now and then, and while the signing program runs.

    Raises:
        Cancelled: The user stopped it.
        WrongUse: The library was not opened at a branch.
        Refused: The branch moved, or the charter in the work tree is another one.
        CouldNotTell: The signature could not be made.
    """
    from policyreview.repository import commit_files
    from policyreview.repository.store import SIGNING_TIME
    from policyreview.signoff.make import branch_of
    from policyreview.signoff.signing import confirm, person, signing

    if library.commit is None:
        raise WrongUse("The branch has no commit yet.", hint="Commit the first charter.")
    record = agreement.record
    changes = {record.path: charterrecord.dump(record)}
    if not agreement.there:
        changes[CHARTER] = agreement.data
    text = (
        f"Agree to charter {record.number}\n\n{record.name} agrees to charter number "
        f"{record.number}, {record.charter}.\n"
    )

    def check(commit: Commit) -> None:
        confirm(commit, agreement.key, agreement.in_force)

    with signing(agreement.key, ask=ask, terminal=terminal, timeout=SIGNING_TIME) as how:
        return commit_files(
            library.repository,
            ref=branch_of(library),
            expected=library.commit,
            changes=changes,
            message=text,
            sign=how,
            author=person(library.repository, agreement.signer),
            check=check,
            cancelled=cancelled,
        )


def _owner(charter: Charter, key: SigningKey) -> Signer | None:
    holder = charter.holder(key.fingerprint)
    return holder[0] if holder and holder[0].id in charter.owners else None
