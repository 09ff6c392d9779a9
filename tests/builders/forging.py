"""Forgeries for the tests: records and commits that no sound program would make."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policyreview.signoff.record import Record, dump

if TYPE_CHECKING:
    from pathlib import Path

    from builders import LibraryBuilder
    from policyreview.signoff import Verification
    from policyreview.signoff.make import Plan


def verified(library: LibraryBuilder, policy: str = "privacy") -> Verification:
    found = library.verify().policy(policy)
    assert found is not None
    return found


def texts_of(verification: Verification) -> str:
    return "\n".join(reason.text for reason in verification.reasons)


def codes_of(verification: Verification) -> set[str]:
    return {reason.code for reason in verification.reasons}


def forged(
    library: LibraryBuilder,
    plan: Plan,
    *,
    sign_with: Path | None,
    record: Record | None = None,
    path: str | None = None,
    message: str | None = None,
    more: dict[str, str | bytes | None] | None = None,
    env: dict[str, str] | None = None,
    **changes: Any,
) -> str:
    """Commit a plan's record by hand, changed as asked; its commit."""
    made = record or replace(plan.record, **changes)
    files: dict[str, str | bytes | None] = {**dict(plan.files), **(more or {})}
    files[path or made.path] = dump(made)
    signer = library.people[plan.signer.id] if plan.signer else None
    author = f"{signer.name} <{signer.email}>" if signer else "Wes Hall <wes@example.org>"
    return library.commit(
        files, message or plan.message, author=author, sign_with=sign_with, env=env
    )


def git_verdict(library: LibraryBuilder, commit: str) -> str:
    """What git itself says of a commit's signature (``%G?``), all the people's keys allowed."""
    allowed = library.root.parent / "allowed_signers"
    lines = [f'{p.email} namespaces="git" {p.public}\n' for p in library.people.values()]
    allowed.write_text("".join(lines))
    return library.git(
        "-c", f"gpg.ssh.allowedSignersFile={allowed}", "log", "-1", "--format=%G?", commit
    )


def raw_object(library: LibraryBuilder, kind: str, data: bytes) -> str:
    """Write an object as given, however odd; its id."""
    return (
        subprocess.run(
            ["git", "hash-object", "-w", "-t", kind, "--stdin", "--literally"],
            cwd=library.root,
            input=data,
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )


def raw_commit(library: LibraryBuilder, data: bytes) -> str:
    """Write a commit object as given and put the branch on it."""
    oid = raw_object(library, "commit", data)
    library.git("update-ref", "refs/heads/main", oid)
    return oid


def object_bytes(library: LibraryBuilder, kind: str, oid: str) -> bytes:
    return subprocess.run(
        ["git", "cat-file", kind, oid], cwd=library.root, capture_output=True, check=True
    ).stdout


def agreed(
    library: LibraryBuilder,
    who: str,
    charter: str,
    *,
    number: int = 2,
    with_charter: bool = False,
    sign_with: Path | None = None,
) -> str:
    """Commit an owner's agreement to a new charter by hand; the commit."""
    from policyreview.signoff import charterrecord
    from policyreview.signoff.charter import digest_of
    from policyreview.signoff.record import now

    person = library.people[who]
    in_force = library.git("log", "--diff-filter=A", "--format=%H", "--", "policyreview.toml")
    old = object_bytes(library, "blob", f"{in_force}:policyreview.toml")
    record = charterrecord.CharterRecord(
        number, digest_of(charter.encode()), digest_of(old), who, person.name, now(),
        f"{sum(map(ord, who)):016x}",
    )  # fmt: skip
    files: dict[str, str | bytes | None] = {record.path: charterrecord.dump(record)}
    if with_charter:
        files["policyreview.toml"] = charter
    return library.commit(
        files,
        f"{person.name} agrees",
        author=f"{person.name} <{person.email}>",
        sign_with=sign_with or person.key,
    )
