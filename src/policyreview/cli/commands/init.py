"""`init`: a starter charter with the user as its one signer."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click

from policyreview.cli.options import make
from policyreview.errors import CouldNotTell, WrongUse

if TYPE_CHECKING:
    from pathlib import Path

    from policyreview.cli.session import Session
    from policyreview.errors import PolicyReviewError
    from policyreview.signoff import SigningKey

_CHARTER = "policyreview.toml"
_STARTER = """\
# The charter: who may sign what in this library. docs/format.md describes every key.
# Each change raises the number and takes effect once the owners have signed it.
format = 1
number = 1
review_months = 12
release_roles = ["reviewer"]

[owners]
signers = [{id}]
quorum = 1

[[signer]]
id = {id}
name = {name}
emails = [{email}]

[[signer.key]]
{key}

[[role]]
name = "reviewer"
signers = [{id}]

# One approval makes a version. With more signers, ask for more and set separation to true, so
# that nobody approves what they wrote.
[[rule]]
needs = {{ reviewer = 1 }}
separation = false
"""


@make(
    "init",
    help="Write a starter charter, policyreview.toml, with you as its one signer.\n\n"
    "Name and address come from GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL or your git configuration, "
    "the key is the first that can sign; the options say otherwise. Nothing is asked and nothing "
    "is committed. A charter that is there is left alone (exit code 1).",
    example="policyreview init --id ada --name 'Ada Osei' --email ada@example.org --key "
    "~/.ssh/id_ed25519",
    params=[
        click.Option(["--id", "signer"], metavar="ID", help="Your short name."),
        click.Option(["--name"], metavar="NAME", help="Your printed name."),
        click.Option(["--email"], metavar="ADDRESS", help="The address of your commits."),
        click.Option(["--key"], metavar="KEY", help="A key file or a fingerprint."),
    ],
)
def command(
    session: Session, signer: str | None, name: str | None, email: str | None, key: str | None
) -> int:
    """Write the charter."""
    from policyreview.signoff.charter import load
    from policyreview.signoff.keys import available_keys, choose_key, offers, own_setting

    with session.repository() as repository:
        root = repository.root
    if root is None:
        raise WrongUse(
            "This repository is bare: it has no files to write a charter into.",
            hint="Run init in a clone.",
        )
    if os.path.lexists(root / _CHARTER):
        raise _there_already(root / _CHARTER)
    name = name or os.environ.get("GIT_AUTHOR_NAME") or own_setting("user.name")
    email = email or os.environ.get("GIT_AUTHOR_EMAIL") or own_setting("user.email")
    if not name or not email:
        missing = "name" if not name else "address"
        raise WrongUse(
            f"Your {missing} is not known.",
            hint="Give --name and --email, or set user.name and user.email with"
            " 'git config --global': what a repository says of you is not asked.",
        )
    chosen = choose_key(offers(None, available_keys()), key)
    signer = signer or _id(name, email)
    data = _STARTER.format(
        id=_quoted(signer), name=_quoted(name), email=_quoted(email), key=_key(chosen)
    ).encode("utf-8", "surrogateescape")
    charter = load(data)
    path = root / _CHARTER
    _write_new(path, data)
    printer = session.printer()
    if session.as_json:
        printer.json(
            {
                "path": str(path),
                "signer": signer,
                "key": chosen.fingerprint,
                "digest": charter.digest,
            }
        )
        return 0
    printer.line(f"Wrote {path} with {name} ({signer}) and the key {chosen.fingerprint}.")
    printer.line("It takes effect when it is committed:")
    printer.line(f"  git add {_CHARTER} && git commit -m 'Add the charter'")
    printer.line("Then 'policyreview trust --pin' remembers it as this repository's own.")
    return 0


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise _there_already(path) from None
    except OSError as error:
        raise CouldNotTell(
            f"{path} could not be written: {error.strerror}.",
            hint="See that you may write there and that there is room.",
        ) from None


def _there_already(path: Path) -> PolicyReviewError:
    from policyreview.errors import Refused

    return Refused(f"There is a charter already: {path}.", hint="'policyreview charter' shows it.")


def _id(name: str, email: str) -> str:
    """A short name: of the address what stands before the @, else of the name its letters."""
    for source in (email.split("@", maxsplit=1)[0], name):
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", source).strip("-._").lower()
        if plain:
            return plain[:64]
    raise WrongUse("No short name could be made of your name.", hint="Give one with --id.")


def _key(key: SigningKey) -> str:
    if key.kind == "ssh":
        return f"ssh = {_quoted(' '.join(key.public.split()[:2]))}"
    return f"openpgp = {_quoted(_certificate(key.fingerprint), multiline=True)}"


def _certificate(fingerprint: str) -> str:
    """The public half of an OpenPGP key, from the user's own gpg."""
    from policyreview.signoff.tools import run_tool

    args = ["gpg", "--batch", "--no-tty", "--armor", "--export-options", "export-minimal"]
    done = run_tool([*args, "--export", "--", fingerprint])
    if done.returncode != 0 or not done.stdout:
        raise CouldNotTell(
            f"gpg did not give the public key {fingerprint}.",
            hint="'gpg -K' lists the keys that it has; choose one with --key.",
        )
    return done.text


def _quoted(text: str, *, multiline: bool = False) -> str:
    """A TOML string."""
    import json

    if multiline:
        return f'"""\n{text}"""'
    # A JSON string without raw non-ASCII control characters is a TOML basic string as well.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
