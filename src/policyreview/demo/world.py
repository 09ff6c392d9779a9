"""The demo's own world: its folders, keys, configuration and environment, all below one folder."""

from __future__ import annotations

import contextlib
import os
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyreview.demo.story import READER, SIGNERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from policyreview.demo.plot import Someone

PRIVATE = ".demo"
"""Beside the library's texts, left out of the library by ``.git/info/exclude``."""

# Variables that would let the user's own git, agents or program folders into the demo.
_LEFT_BEHIND = ("GIT_", "SSH_", "GPG_", "XDG_", "POLICYREVIEW_", "GNUPGHOME", "EMAIL")
# How the screens look is about the terminal, not about folders.
_KEPT = frozenset({"POLICYREVIEW_THEME"})


@dataclass(frozen=True, slots=True)
class World:
    """Where everything of one demo is.

    Attributes:
        folder: The root of the library's work tree; all else is below it.
    """

    folder: Path

    @property
    def private(self) -> Path:
        """Keys, home, caches and state of the demo."""
        return self.folder / PRIVATE

    @property
    def finished(self) -> Path:
        """The file that is written last: without it the demo is half made."""
        return self.private / "activate"

    def key(self, signer: Someone) -> Path:
        """A signer's private key, mode 0600 and without a passphrase."""
        return self.private / "keys" / signer.id

    def environment(self, outer: Mapping[str, str], *, agent: Path | None = None) -> dict[str, str]:
        """An environment in which the program sees the demo's world and not the user's.

        Args:
            outer: The environment around, for what is not about git, keys or folders.
            agent: The socket of an ssh-agent.
        """
        kept = {k: v for k, v in outer.items() if k in _KEPT or not k.startswith(_LEFT_BEHIND)}
        if agent is not None:
            kept["SSH_AUTH_SOCK"] = str(agent)
        return kept | self._own()

    def _own(self) -> dict[str, str]:
        home = self.private / "home"
        return {
            "HOME": str(home),
            "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GNUPGHOME": str(home / ".gnupg"),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "POLICYREVIEW_CACHE_DIR": str(self.private / "cache"),
            "POLICYREVIEW_CONFIG_DIR": str(self.private / "config"),
            "POLICYREVIEW_STATE_DIR": str(self.private / "state"),
        }

    def furnish(self) -> None:
        """Make the folders, fresh keys and the reader's git configuration."""
        home = self.private / "home"
        for folder in ("", "keys", "home/.gnupg", "cache", "config", "state"):
            (self.private / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        for signer in SIGNERS:
            _write_fresh_key(self.key(signer), signer.email)
        (home / ".gitconfig").write_text(
            f"[user]\n\tname = {READER.name}\n\temail = {READER.email}\n"
            f"\tsigningkey = {_quoted(str(self.key(READER)))}\n"
            "[gpg]\n\tformat = ssh\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgsign = false\n",
            encoding="utf-8",
        )

    def finish(self) -> None:
        """Write the file to source in a shell, which also says that the demo is whole."""
        exports = "".join(f"export {k}={shlex.quote(v)}\n" for k, v in self._own().items())
        self.finished.write_text(
            "# '. .demo/activate' lets git and policyreview in a shell act as the demo's reader.\n"
            f"{exports}unset SSH_AUTH_SOCK GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\n",
            encoding="utf-8",
        )

    def public_key(self, signer: Someone) -> str:
        """A signer's public key as an authorized_keys line without its comment."""
        line = self.key(signer).with_suffix(".pub").read_text(encoding="ascii")
        return " ".join(line.split()[:2])


@contextlib.contextmanager
def inside(environment: Mapping[str, str]) -> Iterator[None]:
    """Let this process live in another environment for the time of the block."""
    outer = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(outer)


def _quoted(value: str) -> str:
    """A value for a git configuration file (git-config(1), 'Syntax')."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _write_fresh_key(path: Path, comment: str) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(secret)
    path.with_suffix(".pub").write_bytes(public + b" " + comment.encode("ascii") + b"\n")
