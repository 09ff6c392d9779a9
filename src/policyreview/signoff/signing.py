"""Signing a plan: the commit made, its signature checked in process, then put on the branch."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell, HalfDone, PolicyReviewError
from policyreview.repository.config import identity
from policyreview.repository.model import Person
from policyreview.repository.store import SIGNING_TIME, Signing
from policyreview.repository.writing import commit_files
from policyreview.signoff import drafts, openpgp
from policyreview.signoff.drafts import Draft
from policyreview.signoff.record import dump, now
from policyreview.signoff.signature import check_commit
from policyreview.signoff.sshsig import SignatureProblem, SignatureUnknown
from policyreview.signoff.tools import run_tool

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from policyreview.repository import Commit, Repository
    from policyreview.repository.model import Progress
    from policyreview.signoff.charter import Charter, Signer
    from policyreview.signoff.keys import SigningKey
    from policyreview.signoff.plans import Plan

Ask = Callable[[str], str | None]
"""Asks the user for a passphrase; gets the question, gives None when they don't want to."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign-off that stands on its branch.

    Attributes:
        commit: Its id.
        record_path: The record that it added.
        fingerprint: Of the key that signed, as found in the signature itself.
        verified: Always True: nothing else is ever returned.
        text: One sentence that says so.
    """

    commit: str
    record_path: str
    fingerprint: str
    verified: bool
    text: str


def sign(
    plan: Plan,
    *,
    despite: Collection[str] = (),
    ask: Ask | None = None,
    terminal: bool = False,
    timeout: float = SIGNING_TIME,
    when: datetime | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Signed:
    """Sign a plan and put the sign-off on its branch.

    The signature just made is checked in process before the branch moves. Whatever is raised,
    nothing was changed, unless the message says that the commit stands; what was filled in is kept
    as a draft.

    Args:
        plan: From ``make.plan``.
        despite: Codes of bars that the user has said to sign despite of.
        ask: For the passphrase of a key file; None: a guarded key fails with a sentence.
        terminal: The signing program may ask on the terminal: the caller has given up the screen.
        timeout: Seconds that signing may take.
        when: The time that record and commit claim, UTC; None: now.
        progress: Told what is being done.
        cancelled: Asked now and then, and while the signing program runs.

    Raises:
        Refused: A bar stands, the branch moved (Moved), or a text in the work tree was edited.
        HalfDone: The commit stands, but index and files could not follow it.
        CouldNotTell: The signature could not be made or does not hold, or the disk failed.
        Cancelled: The user stopped it.
    """
    repository = plan.library.repository
    for bar in plan.bars:
        if bar.code not in despite or plan.key is None:
            raise bar.refusal()
    assert plan.key is not None  # noqa: S101  (no key is a bar that nothing overrides)
    record = replace(plan.record, time=when or now())
    seen: list[str] = []

    def check(commit: Commit) -> None:
        seen.append(confirm(commit, plan.key, plan.charter))

    try:
        with signing(plan.key, ask=ask, terminal=terminal, timeout=timeout) as how:
            oid = commit_files(
                repository,
                ref=plan.ref,
                expected=plan.parent,
                changes={**dict(plan.files), record.path: dump(record)},
                message=plan.message,
                sign=how,
                author=person(repository, plan.signer, when),
                check=check,
                progress=progress,
                cancelled=cancelled,
            )
    except HalfDone:
        drafts.forget(repository, plan.policy.id)
        raise
    except PolicyReviewError:
        with contextlib.suppress(OSError):
            drafts.keep(repository, _draft(plan))
        raise
    drafts.forget(repository, plan.policy.id)
    who = plan.signer.name if plan.signer else record.name
    text = (
        f"{_DEEDS[record.verdict]} by {who}, for {plan.policy.id} {record.subject.version}, stands "
        f"as commit {oid[:12]}; its signature holds."
    )
    return Signed(oid, record.path, seen[0], verified=True, text=text)


_DEEDS = {
    "approve": "The approval",
    "reject": "The request for changes",
    "withdraw": "The withdrawal",
    "comment": "The comment",
}


def confirm(commit: Commit, key: SigningKey | None, charter: Charter | None) -> str:
    """Check the signature of a commit just made; the fingerprint of the key that made it.

    Raises:
        CouldNotTell: It does not hold, or another key made it.
    """
    checked = check_commit(commit, [charter] if charter else [])
    fingerprint = checked.fingerprint
    if checked.outcome == "stranger" and key is not None and key.kind == "openpgp":
        fingerprint = _own_openpgp(commit, key)
    elif checked.outcome not in {"good", "stranger"}:
        raise CouldNotTell(f"The signature just made does not hold: {checked.text}.")
    if fingerprint is None or (key is not None and fingerprint != key.fingerprint):
        raise CouldNotTell(
            f"Another key signed than the one chosen: {fingerprint or 'it cannot be told which'}.",
            hint="Look at gpg.ssh.program and user.signingKey in your git configuration.",
        )
    return fingerprint


def _own_openpgp(commit: Commit, key: SigningKey) -> str:
    """Check a signature against the certificate that the user's own gpg holds."""
    exported = run_tool(["gpg", "--batch", "--no-tty", "--armor", "--export", key.fingerprint])
    try:
        openpgp.verify(commit.signature or b"", commit.payload, exported.text)
    except (SignatureProblem, SignatureUnknown) as problem:
        raise CouldNotTell(f"The signature just made does not hold: {problem}.") from None
    return key.fingerprint


def person(
    repository: Repository, signer: Signer | None, when: datetime | None = None
) -> Person | None:
    """Author of a sign-off: the signer by the charter's name; None leaves it to git's settings.

    ``when`` is the time to claim, None for now.
    """
    if signer is None:
        return None
    own = identity(repository)
    addresses = [a.casefold() for a in signer.emails]
    if own is not None and own.email.casefold() in addresses:
        email = own.email
    elif signer.emails:
        email = signer.emails[0]
    elif own is not None:
        email = own.email
    else:
        return None
    if when is not None:
        return Person(signer.name, email, int(when.timestamp()), 0)
    seconds = int(time.time())
    return Person(signer.name, email, seconds, time.localtime(seconds).tm_gmtoff // 60)


@contextlib.contextmanager
def signing(
    key: SigningKey, *, ask: Ask | None, terminal: bool, timeout: float
) -> Iterator[Signing]:
    """How git is to sign with a key, for as long as the context lasts.

    Raises:
        CouldNotTell: The key wants a passphrase, and the user gave none.
    """
    env: dict[str, str] = {}
    folder: Path | None = None
    try:
        if key.kind == "openpgp":
            if not terminal:
                env["GPG_TTY"] = ""  # a curses pinentry would paint over the screen
            else:
                env |= _terminal()
        elif key.encrypted and ask is not None and not terminal:
            answer = ask(f"Passphrase of {key.comment or key.path}: ")
            if answer is None:
                raise CouldNotTell("Signing stopped: no passphrase was given.", hint="Try again.")
            folder = Path(tempfile.mkdtemp(prefix="policyreview-ask-", dir=_runtime()))
            env |= _askpass(folder, answer)
        elif not terminal and not os.environ.get("SSH_ASKPASS"):
            if key.encrypted:
                raise CouldNotTell(
                    f"A passphrase guards {key.comment or key.path}, and it can't be asked for"
                    " here.",
                    hint="Add the key to an agent with 'ssh-add', then try again.",
                )
            env["SSH_ASKPASS_REQUIRE"] = "never"
        yield Signing(
            format=key.kind, key=key.git_value, timeout=timeout, env=env, terminal=terminal
        )
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _terminal() -> dict[str, str]:
    """What a pinentry has to know to ask on the terminal: which one, its kind, its characters.

    Messages stay in English, since what went wrong is told by them.
    """
    known = os.environ
    spoken = known.get("LC_ALL") or known.get("LC_CTYPE") or known.get("LANG") or "C"
    env = {"LC_ALL": "", "LC_MESSAGES": "C", "LC_CTYPE": spoken, "TERM": known.get("TERM", "dumb")}
    for descriptor in () if known.get("GPG_TTY") else (0, 1, 2):
        with contextlib.suppress(OSError):
            return {**env, "GPG_TTY": os.ttyname(descriptor)}
    return env


def _runtime() -> str | None:
    """A folder in memory, where the system has one."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return folder if folder and os.access(folder, os.W_OK) else None


def _askpass(folder: Path, answer: str) -> dict[str, str]:
    """A program that tells ssh-keygen the passphrase, once, out of a file only we can read."""
    kept, program = folder / "answer", folder / "askpass"
    descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(answer + "\n")
    program.write_text('#!/bin/sh\ncat "$POLICYREVIEW_ANSWER" && rm -f "$POLICYREVIEW_ANSWER"\n')
    program.chmod(0o700)
    return {
        "SSH_ASKPASS": str(program),
        "SSH_ASKPASS_REQUIRE": "force",
        "POLICYREVIEW_ANSWER": str(kept),
        "DISPLAY": os.environ.get("DISPLAY", ":0"),
    }


def _draft(plan: Plan) -> Draft:
    record = plan.record
    return Draft(
        policy=plan.policy.id,
        verdict=record.verdict,
        effective_date=record.subject.effective_date,
        meaning=record.meaning,
        languages=record.languages,
        comments=record.comments,
        acknowledged=tuple(f.digest for _, f in plan.findings),
        backdated=record.backdated,
    )
