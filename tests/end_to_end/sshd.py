"""A real sshd on loopback, run as the user who runs the tests, and a client with an agent."""

from __future__ import annotations

import contextlib
import getpass
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

SECONDS = 30


@dataclass(frozen=True)
class Loopback:
    """A running server and how its client reaches it.

    Attributes:
        client: The client's ssh configuration file; the host is called ``policy``.
        agent: The socket of the client's agent, the only place that has the client's keys.
        log: What the server said.
    """

    client: Path
    agent: Path
    log: Path

    def command(self, remote: str, *, tty: bool = False) -> list[str]:
        """The command that runs another on the server, with the agent forwarded."""
        flags = ["-tt"] if tty else ["-T"]
        return ["ssh", "-F", str(self.client), *flags, "policy", remote]


def _sshd() -> list[str]:
    """The command that starts sshd.

    Run as root it wants a folder ``/run/sshd``. Where that is missing it gets one in a mount
    namespace of its own, so that the machine is left as it is.
    """
    program = shutil.which("sshd") or "/usr/sbin/sshd"
    if not Path(program).exists():
        pytest.skip("sshd is not installed")
    if os.geteuid() != 0 or Path("/run/sshd").is_dir():
        return [program]
    alone = ["unshare", "--mount", "--propagation", "private"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("sshd as root wants the folder /run/sshd, which is missing")
    script = 'mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec "$0" "$@"'
    return [*alone, "sh", "-c", script, program]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _key(path: Path) -> None:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True
    )


_SERVER = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/authorized
StrictModes no
AuthenticationMethods publickey
PermitRootLogin prohibit-password
KbdInteractiveAuthentication no
PasswordAuthentication no
UsePAM no
AllowAgentForwarding yes
AllowTcpForwarding no
X11Forwarding no
PermitUserRC no
PrintMotd no
PrintLastLog no
LogLevel VERBOSE
"""

_CLIENT = """\
Host policy
  HostName 127.0.0.1
  Port {port}
  User {user}
  ForwardAgent yes
  IdentityAgent {agent}
  UserKnownHostsFile {folder}/known
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking accept-new
  ControlPath none
  LogLevel ERROR
"""


@contextlib.contextmanager
def loopback(folder: Path, key: Path):
    """Run a server and an agent for the time of the block.

    Args:
        folder: An empty folder for keys, configuration and the agent's socket.
        key: A private key file that opens the server's door. It moves into the agent: its file is
            gone afterwards.
    """
    program = _sshd()
    agent = folder / "agent.sock"
    port = _free_port()
    words = {"folder": folder, "port": port, "user": getpass.getuser(), "agent": agent}
    _key(folder / "host")
    (folder / "authorized").write_text(key.with_suffix(".pub").read_text())
    (folder / "server").write_text(_SERVER.format(**words))
    (folder / "client").write_text(_CLIENT.format(**words))
    log = folder / "log"
    holder = subprocess.Popen(["ssh-agent", "-D", "-a", str(agent)], stdout=subprocess.DEVNULL)
    server = None
    try:
        _wait(agent.exists, "the agent's socket")
        subprocess.run(
            ["ssh-add", "-q", str(key)], env={**os.environ, "SSH_AUTH_SOCK": str(agent)}, check=True
        )
        key.unlink()
        server = subprocess.Popen([*program, "-D", "-f", str(folder / "server"), "-E", str(log)])
        _wait(lambda: _answers(port), "the server", log)
        yield Loopback(folder / "client", agent, log)
    finally:
        for process in (server, holder):
            if process is not None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=SECONDS)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _wait(done, what: str, log: Path | None = None) -> None:
    deadline = time.monotonic() + SECONDS
    while not done():
        if time.monotonic() > deadline:
            said = log.read_text() if log and log.exists() else ""
            pytest.fail(f"{what} did not come up\n{said}")
        select.select([], [], [], 0.02)


def program() -> str:
    """The command ``policyreview`` of the environment that runs the tests."""
    return str(Path(sys.executable).parent / "policyreview")
