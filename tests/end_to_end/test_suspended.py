"""The program stopped by its user: the shell has the terminal, and fg brings the screen back."""

from __future__ import annotations

import os
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from builders import LibraryBuilder, a_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from terminals import Pty

SUSPEND = "\x1a"


@pytest.fixture
def library(tmp_path: Path) -> LibraryBuilder:
    return a_library(tmp_path).with_policy()


@pytest.mark.parametrize("way", ["straight", "through another program"])
def test_the_shell_gets_the_terminal_and_fg_comes_back(
    library: LibraryBuilder, terminal: Callable[..., Pty], program: str, way: str
) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    command = shlex.join([program, str(library.root)])
    if way != "straight":  # as make does: what stops first must not take the terminal away
        command = shlex.join(["sh", "-c", f"{command}; true"])
    environment = {**os.environ, "TERM": "xterm-256color", "PS1": "ready> "}
    shell = terminal([bash, "--norc", "--noprofile", "-i"], environment)
    shell.wait_for("ready>")
    shell.press(f"{command}\r")
    shell.wait_for("Privacy Policy", "never approved")
    shell.press(SUSPEND)
    shell.wait_for("Stopped")
    shell.press("echo seven $((3 + 4))\r")
    shell.wait_for("seven 7")
    shell.press("fg\r")
    shell.wait_for("Last change", "never approved", "enter review")
    shell.press("\r")
    shell.wait_for("clauses")
    shell.press("\x11")
    shell.wait_for("ready>")
    shell.press("echo eight $((3 + 5))\r")
    shell.wait_for("eight 8")
    shell.press("exit\r")
    shell.wait()


def test_where_no_shell_waits_it_says_so_and_goes_on(
    library: LibraryBuilder, terminal: Callable[..., Pty], program: str
) -> None:
    screens = terminal([program, str(library.root)], {**os.environ, "TERM": "xterm-256color"})
    screens.wait_for("Privacy Policy", "never approved")
    screens.press(SUSPEND)
    screens.wait_for("No shell with job control started the program")
    screens.press("\r")
    screens.wait_for("clauses")
    screens.press("\x11")
    assert screens.wait() == 0
