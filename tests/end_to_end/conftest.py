"""What the end-to-end tests share: a demo, terminals that are closed, the installed program."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from terminals import Pty, Tmux

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


@pytest.fixture(scope="session")
def program() -> str:
    """The command of the environment that runs the tests."""
    path = Path(sys.executable).parent / "policyreview"
    if not path.exists():
        pytest.skip("the program is not installed in this environment")
    return str(path)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Pty]]:
    """Starts programs on ptys, and ends them after the test."""
    started: list[Pty] = []

    def start(
        command: Sequence[str], environment: Mapping[str, str] | None = None, **how: Any
    ) -> Pty:
        one = Pty(command, os.environ if environment is None else environment, **how)
        started.append(one)
        return one

    yield start
    for one in started:
        one.close()


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A tmux server for this test alone, ended after it."""
    server = Tmux(tmp_path, os.environ)
    yield server
    server.close()
