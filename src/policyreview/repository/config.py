"""Git's configuration as the user wrote it, apart from what a repository says about itself.

Programs are taken from the user's own files (system and global) only. A repository's own file may
name a person and a key, which are data.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.errors import WrongUse
from policyreview.repository import git

if TYPE_CHECKING:
    from policyreview.repository.repo import Repository

_OWN_SCOPES = {"system", "global"}
# Settings that a repository may make about its own commits: plain data, no program.
_DATA = {
    "user.name",
    "user.email",
    "author.name",
    "author.email",
    "committer.name",
    "committer.email",
    "user.signingkey",
    "gpg.format",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: ``key`` in lower case but for its middle part, and where it stands."""

    scope: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in the order in which git reads them: later ones win."""

    entries: tuple[Setting, ...]

    def get(self, key: str) -> str | None:
        """The value that counts: the user's own, or the repository's where it is plain data."""
        found = None
        for entry in self.entries:
            if entry.key == key and (entry.scope in _OWN_SCOPES or key in _DATA):
                found = entry.value
        return found

    def scope(self, key: str) -> str | None:
        """Where the value that ``get`` returns stands: system, global, local or worktree."""
        found = None
        for entry in self.entries:
            if entry.key == key and (entry.scope in _OWN_SCOPES or key in _DATA):
                found = entry.scope
        return found

    def signing(self) -> tuple[str, ...]:
        """The ``key=value`` settings that signing may see, for git's command line."""
        return tuple(
            f"{entry.key}={entry.value}"
            for entry in self.entries
            if entry.scope in _OWN_SCOPES and entry.key.startswith("gpg.")
        )

    def remote(self) -> tuple[str, ...]:
        """The ``key=value`` settings for talking to a remote: the user's own programs only."""
        own = [entry for entry in self.entries if entry.scope in _OWN_SCOPES]
        chosen = {entry.key: entry.value for entry in own}
        helpers = [entry.value for entry in own if entry.key == "credential.helper"]
        return (
            f"core.sshCommand={chosen.get('core.sshcommand', 'ssh')}",
            f"core.askPass={chosen.get('core.askpass', '')}",
            *(f"credential.helper={helper}" for helper in helpers),
        )


def settings(repository: Repository | None = None) -> Settings:
    """Read the configuration.

    Args:
        repository: Whose file to read after the user's; the user's includes by folder count too.

    Raises:
        CouldNotTell: A configuration file can't be read.
    """
    done = git.run(
        ["config", "--list", "--includes", "--show-scope", "-z"],
        git_dir=repository.git_dir if repository else None,
        purpose="own",
        check=False,
        what="read its configuration",
    )
    if done.returncode:
        raise git.GitFailed(done, "read its configuration")
    fields = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    entries = []
    for scope, line in zip(fields[0::2], fields[1::2], strict=False):
        key, _, value = line.partition("\n")
        if scope != "command":
            entries.append(Setting(scope, key, value))
    return Settings(tuple(entries))


@dataclass(frozen=True, slots=True)
class Identity:
    """A name and an address for new commits."""

    name: str
    email: str


def identity(repository: Repository | None = None) -> Identity | None:
    """Who the user is by the environment or git's configuration, None where nobody said."""
    known = settings(repository)
    name = os.environ.get("GIT_AUTHOR_NAME") or known.get("author.name") or known.get("user.name")
    email = (
        os.environ.get("GIT_AUTHOR_EMAIL") or known.get("author.email") or known.get("user.email")
    )
    return Identity(name, email) if name and email else None


def checked_identity(name: str, email: str) -> Identity:
    """An identity that git can write as it is.

    Raises:
        WrongUse: Name or address is empty or holds what git would drop.
    """
    for word, value in (("name", name), ("address", email)):
        if not value.strip() or any(mark in value for mark in "<>\n\0"):
            raise WrongUse(
                f"The {word} {value!r} can't stand in a commit.",
                hint="Set another one with 'git config'.",
            )
    return Identity(name.strip(), email.strip())
