"""The demo's private ssh-agent: it holds the signers' keys while the screens are open."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from policyreview.errors import CouldNotTell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_SOCKET = 107
"""Bytes of a Unix socket's path: ``sun_path`` holds 108 with the closing NUL on Linux."""

_SECONDS = 10


@contextlib.contextmanager
def agent(folder: Path, keys: Sequence[Path]) -> Iterator[Path]:
    """Run an ssh-agent with the keys for the time of the block; gives its socket.

    The agent runs for the sake of a ``cat`` that reads a pipe of this process. Should the process
    die without a word, ``cat`` comes to its end and the agent with it, ten seconds later at most.

    Args:
        folder: Where the socket goes; where its path would be too long, a short temporary folder
            is made for it and removed afterwards.
        keys: Private key files.

    Raises:
        CouldNotTell: There is no ssh-agent, or it did not take the keys.
    """
    with _socket_folder(folder) as place:
        # Named after the process: the same demo may be open in another terminal, with its own.
        socket = place / f"agent-{os.getpid()}.sock"
        _sweep(place)
        process, pid = _start(socket)
        try:
            if keys:  # ssh-add without a name would take the user's own
                _add(socket, keys)
            yield socket
        finally:
            _end(process, pid)
            socket.unlink(missing_ok=True)


@contextlib.contextmanager
def _socket_folder(folder: Path) -> Iterator[Path]:
    if len(os.fsencode(folder / f"agent-{os.getpid()}.sock")) <= LONGEST_SOCKET:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="policyreview-") as short:
        yield Path(short)


def _sweep(place: Path) -> None:
    """Remove the sockets of programs that were killed, and one that this process may have left."""
    for old in place.glob("agent-*.sock"):
        pid = old.stem.removeprefix("agent-")
        if not pid.isdigit() or int(pid) == os.getpid() or not _alive(int(pid)):
            old.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _start(socket: Path) -> tuple[subprocess.Popen[bytes], int]:
    """The process that keeps the agent alive, and the agent's process id."""
    try:
        process = subprocess.Popen(
            ["ssh-agent", "-a", str(socket), "sh", "-c", 'echo "$SSH_AGENT_PID"; exec cat'],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise CouldNotTell(
            f"The demo's ssh-agent could not be started: {error.strerror}.",
            hint="Install the OpenSSH client.",
        ) from error
    assert process.stdout is not None  # noqa: S101  (a pipe was asked for)
    said = process.stdout.readline().strip()
    if not said.isdigit():
        process.kill()
        process.wait()
        raise CouldNotTell("The demo's ssh-agent did not start.")
    return process, int(said)


def _add(socket: Path, keys: Sequence[Path]) -> None:
    env = {"PATH": os.environ.get("PATH", os.defpath), "SSH_AUTH_SOCK": str(socket)}
    program = shutil.which("ssh-add", path=env["PATH"])
    try:
        if program is None:
            raise FileNotFoundError
        subprocess.run(
            [program, "-q", *map(str, keys)],
            env=env,
            check=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise CouldNotTell("The demo's ssh-agent did not take the signers' keys.") from error


def _end(process: subprocess.Popen[bytes], pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGTERM)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
