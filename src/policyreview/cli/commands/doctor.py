"""`doctor`: one screen of what this machine has and what is missing for reviewing and signing."""

from __future__ import annotations

import locale
import os
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.cli.options import make
from policyreview.errors import PolicyReviewError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policyreview.cli.session import Session
    from policyreview.signoff import Charter


_CHARTER = "policyreview.toml"


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was looked at.

    Attributes:
        what: Its name.
        ok: Whether it is as it should be; None where it could not be told or doesn't matter now.
        text: What was found.
        hint: What to do about it.
    """

    what: str
    ok: bool | None
    text: str
    hint: str = ""


@make(
    "doctor",
    help="Say in one screen what this machine has for reviewing and signing, and what is missing: "
    "git, repository, agent, keys, charter, terminal, folders.\n\n"
    "Exit code 1 where something is missing.",
    example="policyreview doctor",
)
def command(session: Session) -> int:
    """Look at everything and say what was found."""
    symptoms = [*_git(), *_repository(session), *_terminal(), *_folders()]
    printer = session.printer()
    if session.as_json:
        printer.json(
            {
                "checks": [
                    {"what": each.what, "ok": each.ok, "text": each.text, "hint": each.hint}
                    for each in symptoms
                ]
            }
        )
    else:
        from policyreview.cli.printer import Style, Styled

        signs: dict[bool | None, tuple[str, Style]] = {
            True: ("ok", "good"),
            False: ("missing", "bad"),
            None: ("-", "dim"),
        }
        for each in symptoms:
            word, style = signs[each.ok]
            printer.line(Styled(f"{word:<8}", style), f"{each.what:<12}", each.text)
            if each.hint:
                printer.line(" " * 20, Styled(each.hint, "mark"))
    return int(any(each.ok is False for each in symptoms))


def _git() -> Iterator[Symptom]:
    from policyreview.repository import git

    try:
        major, minor = git.version()
        git.require_supported()
    except PolicyReviewError as error:
        yield Symptom("git", False, error.message, error.hint)
        return
    yield Symptom("git", True, f"version {major}.{minor} at {git.program()}")


def _repository(session: Session) -> Iterator[Symptom]:
    charter = None
    try:
        with session.repository() as repository:
            head = repository.head()
            place = repository.root or repository.git_dir
            branch = head.branch or "detached"
            yield Symptom("repository", True, f"{place}, branch {branch}")
            if repository.is_shallow():
                yield Symptom(
                    "history",
                    False,
                    "The clone is shallow, so approvals can't be verified.",
                    "Run 'git fetch --unshallow'.",
                )
            entry = repository.entry(head.commit, _CHARTER) if head.commit else None
            if entry is None or entry.kind != "blob":
                written = repository.root is not None and (repository.root / _CHARTER).is_file()
                yield Symptom(
                    "charter",
                    None,
                    "There is none, so nothing is approved by rule.",
                    f"Commit {_CHARTER}: it takes effect then."
                    if written
                    else "'policyreview init' writes one.",
                )
            else:
                from policyreview.signoff.charter import load

                charter = load(repository.blob(entry.oid))
                names = ", ".join(signer.id for signer in charter.signers)
                yield Symptom("charter", True, f"number {charter.number}, signers {names}")
    except PolicyReviewError as error:
        yield Symptom("repository", False, error.message, error.hint)
    try:
        yield from _keys(charter)
    except PolicyReviewError as error:
        yield Symptom("key", None, error.message, error.hint)


def _keys(charter: Charter | None) -> Iterator[Symptom]:
    from policyreview.signoff.agent import agent_keys
    from policyreview.signoff.keys import available_keys, offers

    remote = bool(os.environ.get("SSH_CONNECTION"))
    answer = agent_keys()
    if answer.keys:
        count = len(answer.keys)
        yield Symptom("agent", True, f"{count} key{'' if count == 1 else 's'}")
    elif remote and not os.environ.get("SSH_AUTH_SOCK"):
        yield Symptom(
            "agent",
            False,
            "You came by SSH and no agent was forwarded.",
            "Connect with 'ssh -A'; the server's sshd_config needs AllowAgentForwarding yes.",
        )
    else:
        yield Symptom("agent", None, answer.problem, answer.hint)
    found = offers(charter, available_keys())
    if not found:
        yield Symptom(
            "key",
            False,
            "No key that can sign was found.",
            "Add one with 'ssh-add'; if you have none yet, 'ssh-keygen -t ed25519' makes one.",
        )
    known = any(each.signer for each in found)
    for offer in found:
        key = offer.key
        locked = ", behind a passphrase" if key.encrypted else ""
        yield Symptom(
            "key",
            True if offer.signer else None if known or not charter else False,
            f"{key.kind} {key.fingerprint} {key.comment} ({key.where}{locked}). {offer.text}",
            "" if known or not charter else "The charter's owners can add it.",
        )


def _terminal() -> Iterator[Symptom]:
    term = os.environ.get("TERM", "")
    here = sys.stderr is not None and sys.stderr.isatty()
    if not here:
        yield Symptom("terminal", None, "Input or output is no terminal, so no screen can open.")
    elif term in ("", "dumb", "unknown"):
        yield Symptom(
            "terminal", False, f"TERM is '{term}'.", "Set TERM, for example to xterm-256color."
        )
    else:
        size = os.get_terminal_size(sys.stderr.fileno())
        fits = size.columns >= 80 and size.lines >= 24
        yield Symptom(
            "terminal",
            fits,
            f"{term}, {size.columns}x{size.lines}",
            "" if fits else "The screens are made for 80x24 and larger.",
        )
    encoding = locale.getpreferredencoding(do_setlocale=False)
    wide = encoding.lower().replace("-", "") == "utf8"
    yield Symptom(
        "characters",
        wide,
        encoding,
        "" if wide else "Chinese can't be shown: set LANG to a UTF-8 locale such as C.UTF-8.",
    )


def _folders() -> Iterator[Symptom]:
    from policyreview.repository import folders

    yield _writable("cache", folders.cache_dir())
    yield _writable("state", folders.state_dir())


def _writable(what: str, folder: Path) -> Symptom:
    """Whether a folder can be written, or made; nothing is made now."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return Symptom(what, True, str(folder))
    except OSError as error:
        return Symptom(
            what,
            False,
            f"{folder} can't be written: {error.strerror}.",
            f"Name another folder in POLICYREVIEW_{what.upper()}_DIR.",
        )
