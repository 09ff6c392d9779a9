"""The private ssh-agent of the demo."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from policyreview.demo.agent import LONGEST_SOCKET, agent
from policyreview.demo.story import SIGNERS
from policyreview.demo.world import World
from policyreview.errors import CouldNotTell


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.furnish()
    return made


def listed(socket: Path) -> list[str]:
    said = subprocess.run(
        ["ssh-add", "-L"],
        env={**os.environ, "SSH_AUTH_SOCK": str(socket)},
        check=False,
        capture_output=True,
        text=True,
    )
    keys = [line for line in said.stdout.splitlines() if line.startswith("ssh-")]
    return [" ".join(line.split()[:2]) for line in keys]


def test_it_holds_the_signers_keys_and_is_gone_afterwards(world: World) -> None:
    keys = [world.key(signer) for signer in SIGNERS]
    with agent(world.private, keys) as socket:
        assert socket.is_relative_to(world.folder)
        assert listed(socket) == [world.public_key(signer) for signer in SIGNERS]
    assert not socket.exists()
    assert listed(socket) == []


def test_it_is_gone_after_an_error_too(world: World) -> None:
    places = []

    def fail() -> None:
        with agent(world.private, []) as socket:
            places.append(socket)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not places[0].exists()


def test_where_the_folders_path_is_too_long_the_socket_goes_elsewhere(world: World) -> None:
    deep = world.private / ("x" * LONGEST_SOCKET)
    deep.mkdir()
    with agent(deep, [world.key(SIGNERS[0])]) as socket:
        assert len(listed(socket)) == 1
        short = socket.parent
        assert not short.is_relative_to(world.folder)
    assert not short.exists()


def test_keys_that_are_missing_are_reported_and_no_agent_stays(world: World) -> None:
    with (
        pytest.raises(CouldNotTell, match="did not take"),
        agent(world.private, [world.private / "nobody"]),
    ):
        pass
    assert not list(world.private.glob("agent*.sock"))


def test_two_programs_open_the_same_demo_each_with_its_own_agent(world: World) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom policyreview.demo.agent import agent\n"
        "with agent(Path(sys.argv[1]), [Path(sys.argv[2])]) as socket:\n"
        "    print(socket, flush=True)\n    input()\n"
    )
    key = world.key(SIGNERS[0])
    with subprocess.Popen(
        [sys.executable, "-c", script, str(world.private), str(key)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        theirs = Path(other.stdout.readline().strip())
        with agent(world.private, [key]) as ours:
            assert ours != theirs
            assert len(listed(ours)) == len(listed(theirs)) == 1
        assert len(listed(theirs)) == 1
        other.communicate("\n", timeout=60)
    assert not list(world.private.glob("agent*.sock"))


def test_a_program_that_is_killed_takes_its_agent_along(world: World) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom policyreview.demo.agent import _start\n"
        "process, pid = _start(Path(sys.argv[1]))\nprint(process.pid, flush=True)\ninput()\n"
    )
    socket = world.private / "agent.sock"
    program = subprocess.Popen(
        [sys.executable, "-c", script, str(socket)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout
    assert program.stdin
    keeper = os.pidfd_open(int(program.stdout.readline()))
    assert socket.exists()
    program.send_signal(signal.SIGKILL)
    program.wait()
    # what the agent lives for ends at once; the agent itself looks for it every ten seconds
    import select

    assert select.select([keeper], [], [], 30)[0]
    os.close(keeper)
    program.stdin.close()
    program.stdout.close()
