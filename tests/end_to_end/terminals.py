"""Real terminals for the end-to-end tests: tmux with a server of its own, and a bare pty."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import termios
import time
from typing import TYPE_CHECKING

import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SECONDS = 60
"""How long a test waits for a text before it fails; a machine under load may need a while."""


class Tmux:
    """One program in one tmux window, on a server that no other test or person uses."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        program = shutil.which("tmux")
        if program is None:
            pytest.skip("tmux is not installed")
        self._socket = folder / "tmux.sock"
        self._tmux = [program, "-S", str(self._socket), "-f", "/dev/null"]
        self._environment = dict(environment)

    def start(self, command: Sequence[str], *, columns: int = 120, rows: int = 40) -> None:
        """Run the command; its screen stays when it ends, so that its last words can be read."""
        self._run("start-server", ";", "set", "-s", "exit-empty", "off")
        self._run("set", "-g", "default-terminal", "tmux-256color")
        self._run("set", "-g", "remain-on-exit", "on")
        size = ("-x", str(columns), "-y", str(rows))
        self._run("new-session", "-d", "-s", "test", *size, "--", *command)

    def start_again(self, command: Sequence[str]) -> None:
        """Run a command where the one before has ended."""
        self._run("respawn-pane", "-k", "-t", "test", "--", *command)

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names, such as ``Enter``, ``Down`` or ``a``."""
        self._run("send-keys", "-t", "test", *keys)

    def type(self, text: str) -> None:
        """Type a text as it stands."""
        self._run("send-keys", "-t", "test", "-l", text)

    def screen(self) -> str:
        """What is on the screen, trailing spaces cut off."""
        return self._run("capture-pane", "-p", "-t", "test")

    def wait_for(self, *texts: str, without: str = "") -> str:
        """Wait until all the texts are on the screen, and another is not; returns the screen."""
        deadline = time.monotonic() + SECONDS
        screen = ""
        while time.monotonic() < deadline:
            screen = self.screen()
            there = all(text in screen for text in texts)
            if there and not (without and without in screen):
                return screen
            select.select([], [], [], 0.05)
        pytest.fail(f"{texts} did not come onto the screen in {SECONDS} s:\n{screen}")

    def wait_for_end(self) -> None:
        """Wait until the program has ended.

        The words that tmux writes over an ended program's screen don't tell: where the terminal
        was closed before tmux hears of its child's end, they never come (tmux 3.3).
        """
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if self._run("display-message", "-p", "-t", "test", "#{pane_dead}").strip() == "1":
                return
            select.select([], [], [], 0.05)
        pytest.fail(f"the program did not end in {SECONDS} s:\n{self.screen()}")

    def press_when_ready(self, key: str, *texts: str, busy: str) -> str:
        """Press a key, again as long as the program answers that it is busy; as ``wait_for``."""
        self.press(key)
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            screen = self.screen()
            if all(text in screen for text in texts):
                return screen
            if busy in screen:
                self.press(key)
            select.select([], [], [], 0.2)
        pytest.fail(f"{texts} did not come onto the screen in {SECONDS} s:\n{self.screen()}")

    def close(self) -> None:
        """End the server of this socket, and with it the program."""
        with contextlib.suppress(subprocess.CalledProcessError, subprocess.TimeoutExpired):
            self._run("kill-server")

    def _run(self, *args: str) -> str:
        done = subprocess.run(
            [*self._tmux, *args],
            env=self._environment,
            check=True,
            timeout=SECONDS,
            capture_output=True,
            text=True,
        )
        return done.stdout


class Pty:
    """A program on a pty: every byte that it wrote, and the screen they make."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        cwd: Path | None = None,
        columns: int = 120,
        rows: int = 40,
    ) -> None:
        self.wire = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._pid, self._fd = pty.fork()
        if self._pid == 0:  # the child, which must not return
            try:
                size = struct.pack("HHHH", rows, columns, 0, 0)
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                if cwd is not None:
                    os.chdir(cwd)
                os.execvpe(command[0], list(command), dict(environment))
            finally:
                os._exit(127)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self._screen.columns, self._screen.lines

    def cell(self, column: int, row: int) -> pyte.screens.Char:
        """A cell of the screen; the second of a wide character's cells is empty."""
        return self._screen.buffer[row][column]

    def press(self, keys: str) -> None:
        """Send keys as the bytes that a terminal sends for them."""
        os.write(self._fd, keys.encode())

    def screen(self) -> str:
        """What is on the screen now."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, *texts: str) -> str:
        """Read until all the texts are on the screen; returns the screen."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            screen = self.screen()
            if all(text in screen for text in texts):
                return screen
            if not self._read(0.2):
                break
        pytest.fail(f"{texts} did not come onto the screen:\n{self.screen()}")

    def press_when_ready(self, keys: str, *texts: str, busy: str) -> str:
        """Press a key, again as long as the program answers that it is busy; as ``wait_for``."""
        self.press(keys)
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and self._read(0.2):
            screen = self.screen()
            if all(text in screen for text in texts):
                return screen
            if busy in screen:
                self.press(keys)
        pytest.fail(f"{texts} did not come onto the screen:\n{self.screen()}")

    def settle(self, seconds: float = 0.3) -> None:
        """Read until the program has been quiet for so long."""
        while self._ready(seconds) and self._read(0):
            pass

    def wait(self) -> int:
        """Read to the program's end; returns its exit code, negative for a signal."""
        deadline = time.monotonic() + SECONDS
        while self._read(0.2):
            if time.monotonic() > deadline:
                pytest.fail(f"the program did not end:\n{self.screen()}")
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        return os.waitstatus_to_exitcode(status)

    def kill(self) -> None:
        """End the program as an interrupted machine would: without asking."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0

    def close(self) -> None:
        """End the program and give the pty back."""
        self.kill()
        with contextlib.suppress(OSError):
            os.close(self._fd)

    def _ready(self, seconds: float) -> bool:
        return bool(select.select([self._fd], [], [], seconds)[0])

    def _read(self, seconds: float) -> bool:
        """Take in what there is; False at the program's end."""
        if not self._ready(seconds):
            return True
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # how Linux says that the other end is closed
            return False
        self.wire += data
        self._stream.feed(_without_private_modes(data))
        return bool(data)


def _without_private_modes(data: bytes) -> bytes:
    """Without the sequences that pyte 0.8 takes for colours: ``CSI > … m`` and ``CSI ? … $ p``."""
    import re

    return re.sub(rb"\x1b\[[>=<?][0-9;]*[mu$](?:p)?", b"", data)
