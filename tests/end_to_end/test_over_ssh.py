"""Review and sign on another machine, while the private key stays at home in the agent."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest
from sshd import Loopback, loopback

from policyreview.demo import Demo, build
from policyreview.demo.story import READER, SIGNERS
from policyreview.demo.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from terminals import Pty

pytestmark = pytest.mark.ssh


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    return build(tmp_path / "demo")


@pytest.fixture
def ssh(demo: Demo, tmp_path: Path) -> Iterator[Loopback]:
    """A way to the server, where no private key is left: the reader's is in the client's agent."""
    world = World(demo.folder)
    for signer in SIGNERS:
        if signer is not READER:
            world.key(signer).unlink()
    folder = tmp_path / "ssh"
    folder.mkdir()
    with loopback(folder, world.key(READER)) as way:
        assert not world.key(READER).exists()
        yield way


def remote(demo: Demo, *command: str) -> str:
    """A command line for the server, in the demo's world and with the forwarded agent."""
    wanted = ("PATH", "HOME", "LC_ALL", "TZ", "GIT_", "GNUPGHOME", "XDG_", "POLICYREVIEW_")
    env = [f"{k}={v}" for k, v in demo.environment().items() if k.startswith(wanted)]
    # these two come from the server's own environment of the session
    passed = 'SSH_AUTH_SOCK="$SSH_AUTH_SOCK" SSH_CONNECTION="$SSH_CONNECTION" TERM="$TERM"'
    folder = shlex.quote(str(demo.folder))
    return f"cd {folder} && env -i {shlex.join(env)} {passed} {shlex.join(command)}"


def test_the_forwarded_agent_signs_an_approval_from_the_command_line(
    demo: Demo, ssh: Loopback, program: str
) -> None:
    approve = remote(demo, program, "approve", "terms", "--meaning", "legal review", "--json")
    done = subprocess.run(
        ssh.command(approve), check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    verify = subprocess.run(
        ssh.command(remote(demo, program, "verify", "--json")),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    policies = {p["id"]: p for p in json.loads(verify.stdout)["policies"]}
    assert policies["terms"]["approved"] is True


def test_review_and_sign_off_on_the_screens_through_the_forwarded_agent(
    demo: Demo, ssh: Loopback, program: str, terminal: Callable[..., Pty]
) -> None:
    pty = terminal(ssh.command(remote(demo, program, "."), tty=True))
    pty.wait_for("Terms of Service", "It waits for you")
    pty.press("\r")
    pty.wait_for("approved 2025-03-03", ", 0/", " viewed")
    before = len(pty.wire)
    pty.press("\x06")
    pty.settle()
    assert len(pty.wire) - before < 20_000, "a page down over SSH is animated or drawn twice"
    pty.press_when_ready("a", "Signs with  Robin Okafor", "Sign this approval", busy="being read")
    pty.press("\x13")
    screen = pty.wait_for("Signed and verified")
    commit = re.search(r"commit +([0-9a-f]{40})", screen)
    assert commit
    assert git(demo, "rev-parse", "HEAD") == commit[1]
    pty.press("\x11")
    assert pty.wait() == 0


def git(demo: Demo, *args: str) -> str:
    done = subprocess.run(
        ["git", *args],
        cwd=demo.folder,
        env=demo.environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
