"""Real keys: ssh-keygen's, an ssh-agent of the test's own, and a private gpg home."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    "ed25519": ["-t", "ed25519"],
    "rsa": ["-t", "rsa", "-b", "2048"],
    "ecdsa": ["-t", "ecdsa", "-b", "256"],
    "ecdsa384": ["-t", "ecdsa", "-b", "384"],
    "ecdsa521": ["-t", "ecdsa", "-b", "521"],
}


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="policyreview-test-keys-")


def ssh_key(name: str, kind: str = "ed25519", passphrase: str = "") -> Path:
    """A private key file, made once for each name, kind and passphrase of a test run."""
    folder = Path(_folder().name) / f"{kind}-{len(passphrase)}"
    folder.mkdir(exist_ok=True)
    path = folder / name
    if path.exists():
        return path
    subprocess.run(
        [
            "ssh-keygen",
            "-q",
            *_KINDS[kind],
            "-N",
            passphrase,
            "-C",
            f"{name}@test",
            "-f",
            str(path),
        ],
        check=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    return path


@dataclass(frozen=True)
class Agent:
    """A running ssh-agent."""

    socket: str
    pid: int

    def add(self, key: Path) -> None:
        subprocess.run(
            ["ssh-add", "-q", str(key)],
            check=True,
            env={**os.environ, "SSH_AUTH_SOCK": self.socket},
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )


@contextlib.contextmanager
def agent(*keys: Path) -> Iterator[Agent]:
    """An ssh-agent of the test's own with these keys, ended by its id."""
    with tempfile.TemporaryDirectory(prefix="pr-agent-") as folder:
        socket = str(Path(folder) / "s")
        process = subprocess.Popen(
            ["ssh-agent", "-D", "-a", socket], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdout is not None
        process.stdout.readline()  # it has printed its variables: the socket is there
        running = Agent(socket, process.pid)
        try:
            for key in keys:
                running.add(key)
            yield running
        finally:
            os.kill(process.pid, signal.SIGTERM)
            process.stdout.close()
            process.wait()


@contextlib.contextmanager
def gpg_home(*people: str, passphrase: str = "") -> Iterator[Path]:
    """A private GNUPGHOME with a signing key for each ``Name <address>``; its agent is ended."""
    with tempfile.TemporaryDirectory(prefix="pr-gpg-") as folder:
        home = Path(folder)
        home.chmod(0o700)
        env = {**os.environ, "GNUPGHOME": folder}
        for person in people:
            subprocess.run(
                [
                    "gpg",
                    "--batch",
                    "-q",
                    "--pinentry-mode",
                    "loopback",
                    "--passphrase",
                    passphrase,
                    "--quick-gen-key",
                    person,
                    "ed25519",
                    "sign",
                    "0",
                ],
                check=True,
                env=env,
                capture_output=True,
            )
        try:
            yield home
        finally:
            subprocess.run(["gpgconf", "--kill", "gpg-agent"], env=env, check=False)
