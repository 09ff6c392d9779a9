"""Make new objects: blobs, trees through a private index, commits and tags, signed or not.

Everything is written through the private git folder, so that filters, hooks and settings of the
repository play no part; only its object store is written to.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policyreview.errors import CouldNotTell, WrongUse
from policyreview.repository import config, git
from policyreview.repository.failures import git_trouble, signing_trouble
from policyreview.repository.pointers import is_oid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from policyreview.repository.model import Commit, Person, Tag
    from policyreview.repository.repo import Repository

SIGNING_TIME = 180.0
"""Seconds that signing may take by default, asking for a passphrase included."""


@dataclass(frozen=True, slots=True)
class Signing:
    """How to sign.

    Attributes:
        format: ``ssh``, ``openpgp`` or ``x509``; None leaves it to the user's ``gpg.format``.
        key: For ssh the path of a key file or ``key::`` and a public key that an agent holds; for
            OpenPGP a fingerprint. None leaves it to the user's own settings.
        timeout: Seconds after which the attempt is stopped.
        env: Variables for the signing program, such as ``SSH_ASKPASS``.
        terminal: Let the signing program ask on the terminal: the caller has given up the screen.
    """

    format: Literal["ssh", "openpgp", "x509"] | None = None
    key: str | None = None
    timeout: float = SIGNING_TIME
    env: Mapping[str, str] = field(default_factory=dict)
    terminal: bool = False


def durable() -> tuple[str, ...]:
    """Settings that make new objects last through a power cut."""
    if git.version() >= (2, 36):
        return ("core.fsync=all",)
    return ("core.fsyncObjectFiles=true",)


def write_blob(repository: Repository, data: bytes) -> str:
    """Put a file's bytes into the object store, as they are, and return the blob's oid.

    Raises:
        CouldNotTell: The object store can't be written.
    """
    done = git.run(
        ["hash-object", "-w", "-t", "blob", "--stdin", "--no-filters"],
        git_dir=repository.shadow.path,
        env=repository.shadow.env,
        config=durable(),
        input=data,
        check=False,
    )
    if done.returncode or not is_oid(done.text):
        raise git_trouble(done, "the text could not be put into the repository")
    return done.text


def write_tree(
    repository: Repository, base: str | None, changes: Mapping[str, tuple[str, str]]
) -> str:
    """Make the tree of a commit with some files changed or added; returns its oid.

    Args:
        repository: Where to write.
        base: The commit (or tree) to start from; None for an empty tree.
        changes: Mode and blob by path.

    Raises:
        CouldNotTell: The tree can't be made or written.
    """
    index = repository.shadow.path / f"index-{os.getpid()}-{time.monotonic_ns()}"
    env = {**repository.shadow.env, "GIT_INDEX_FILE": str(index)}

    def step(args: list[str], data: bytes | None = None) -> git.Completed:
        done = git.run(
            args,
            git_dir=repository.shadow.path,
            env=env,
            config=durable(),
            input=data,
            check=False,
        )
        if done.returncode:
            raise git_trouble(done, "the new commit's files could not be put together")
        return done

    try:
        step(["read-tree", base or "--empty"])
        lines = (f"{mode} {oid} 0\t{path}\0" for path, (mode, oid) in changes.items())
        step(["update-index", "-z", "--index-info"], "".join(lines).encode())
        return step(["write-tree"]).text
    finally:
        index.unlink(missing_ok=True)


def _date(person: Person) -> str:
    sign = "-" if person.offset < 0 else "+"
    hours, minutes = divmod(abs(person.offset), 60)
    return f"@{person.time} {sign}{hours:02}{minutes:02}"


def _people(
    repository: Repository, author: Person | None, committer: Person | None
) -> dict[str, str]:
    """The environment that names author and committer.

    Raises:
        WrongUse: Nobody said who the user is, or a name can't stand in a commit.
    """
    env: dict[str, str] = {}
    own = config.identity(repository) if committer is None or author is None else None
    for role, person in (("AUTHOR", author or committer), ("COMMITTER", committer or author)):
        if person is not None:
            who = config.checked_identity(person.name, person.email)
            env[f"GIT_{role}_DATE"] = _date(person)
        elif own is not None:
            who = config.checked_identity(own.name, own.email)
        else:
            raise WrongUse(
                "Git does not know your name and address.",
                hint="Run: git config --global user.name NAME, and user.email ADDRESS.",
            )
        env[f"GIT_{role}_NAME"], env[f"GIT_{role}_EMAIL"] = who.name, who.email
    return env


def _message(message: str) -> bytes:
    if "\0" in message or not message.strip():
        raise WrongUse("A message must not be empty or hold a NUL.", hint="Give another message.")
    return (message.rstrip("\n") + "\n").encode("utf-8", "surrogateescape")


def _sign_settings(repository: Repository, sign: Signing | None) -> tuple[str, ...]:
    """The settings that a signing git sees, all of them the user's own or given by the caller."""
    plain = ("i18n.commitEncoding=UTF-8", "commit.gpgSign=false", "tag.gpgSign=false", *durable())
    if sign is None:
        return plain
    known = config.settings(repository)
    chosen = sign.format or known.get("gpg.format") or "openpgp"
    key = known.get("user.signingkey")
    keys = (f"user.signingKey={key}",) if key and sign.key is None else ()
    return (*plain, *known.signing(), f"gpg.format={chosen}", *keys)


def _make(
    repository: Repository,
    args: Sequence[str],
    message: bytes,
    env: Mapping[str, str],
    *,
    sign: Signing | None,
    cancelled: Callable[[], bool] | None,
) -> git.Completed:
    # Git writes what is to be signed to a file, and leaves it there where it is killed.
    ours = {"TMPDIR": str(repository.shadow.path)}
    return git.run(
        args,
        git_dir=repository.shadow.path,
        purpose="sign",
        env={**repository.shadow.env, **ours, **env, **(sign.env if sign else {})},
        config=_sign_settings(repository, sign),
        input=message,
        timeout=sign.timeout if sign else None,
        cancelled=cancelled,
        check=False,
        session=not (sign and sign.terminal),
        what="finish the signature" if sign else "make the commit",
    )


def write_commit(
    repository: Repository,
    *,
    tree: str,
    parents: Sequence[str],
    message: str,
    sign: Signing | None = None,
    author: Person | None = None,
    committer: Person | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Commit:
    """Make a commit object that nothing refers to yet.

    Args:
        repository: Where to write.
        tree: The tree's oid.
        parents: The parents' oids, in order.
        message: The whole message.
        sign: How to sign it; None leaves it unsigned.
        author: Who wrote it, with time; the user, now, without it.
        committer: Who commits it; the author without it.
        cancelled: Asked while a signing program runs.

    Raises:
        CouldNotTell: Signing failed or took too long, or the object store can't be written.
        WrongUse: Name, address or message can't stand in a commit.
        Cancelled: ``cancelled`` said yes.
    """
    flags = [] if sign is None else [f"-S{sign.key or ''}"]
    args = ["commit-tree", *flags, *(part for oid in parents for part in ("-p", oid)), tree]
    people = _people(repository, author, committer)
    done = _make(repository, args, _message(message), people, sign=sign, cancelled=cancelled)
    if done.returncode or not is_oid(done.text):
        raise signing_trouble(done) if sign else git_trouble(done, "the commit could not be made")
    commit = repository.commit(done.text)
    good = commit.tree == tree and commit.parents == tuple(parents)
    if not good or (sign is not None and commit.signature is None):
        raise CouldNotTell(
            "Git made another commit than it was asked for; nothing was changed.",
            hint="'policyreview doctor' looks at git and its settings.",
        )
    return commit


def write_tag(
    repository: Repository,
    *,
    name: str,
    target: str,
    message: str,
    sign: Signing | None = None,
    tagger: Person | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Tag:
    """Make an annotated tag's object that nothing refers to yet.

    Raises:
        CouldNotTell: Signing failed or took too long, or the object store can't be written.
        WrongUse: The name can't be a tag's, or the message is empty.
        Cancelled: ``cancelled`` said yes.
    """
    flags = ["-a"] if sign is None else ["-s", *([f"-u{sign.key}"] if sign.key else [])]
    args = ["tag", *flags, "--no-column", "--cleanup=verbatim", "-F", "-", "--", name, target]
    people = _people(repository, tagger, tagger)
    # The private folder gets the ref; the repository's own is made by whoever asked.
    Path(repository.shadow.path / "refs" / "tags").mkdir(exist_ok=True)
    git.run(["update-ref", "-d", f"refs/tags/{name}"], git_dir=repository.shadow.path, check=False)
    done = _make(repository, args, _message(message), people, sign=sign, cancelled=cancelled)
    if done.returncode:
        raise signing_trouble(done) if sign else git_trouble(done, "the tag could not be made")
    oid = repository.read(["rev-parse", f"refs/tags/{name}"], what="find the new tag").text
    tag = repository.tag(oid)
    if tag.target != target or (sign is not None and tag.signature is None):
        raise CouldNotTell(
            "Git made another tag than it was asked for; nothing was changed.",
            hint="'policyreview doctor' looks at git and its settings.",
        )
    return tag
